/** Most lines are shorter, and need no table of all lines. */
const usualLength = 200;

/** Where the lines of a text begin and end. */
export class Lines {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the line that holds an offset begins. */
  startOf(offset: number): number {
    const from = Math.max(0, offset - usualLength);
    const near = this.#text.slice(from, offset).lastIndexOf('\n');
    if (near >= 0) return from + near + 1;
    return from === 0 ? 0 : (this.#table[this.#countUpTo(offset) - 1] ?? 0);
  }

  /** The end of the line that holds an offset, before its line feed. */
  feedOf(offset: number): number {
    const from = Math.max(0, offset);
    const near = this.#text.slice(from, from + usualLength).indexOf('\n');
    if (near >= 0) return from + near;
    const next = this.#table[this.#countUpTo(offset)];
    return next === undefined ? this.#text.length : next - 1;
  }

  /** How many lines begin at an offset or before it. */
  #countUpTo(offset: number): number {
    const starts = this.#table;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Looking for the next line feed is long where a line is, and many places of it may be asked for. */
  get #table(): readonly number[] {
    if (this.#starts) return this.#starts;
    const text = this.#text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }
}
