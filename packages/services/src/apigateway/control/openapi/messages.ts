/** Errors or warnings of an import, as many as one answer can tell. */
const mostLines = 1000;
/** Characters of all lines. */
const mostText = 100_000;

export class Messages {
  readonly #lines: string[] = [];
  #size = 0;

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** One that is too long is cut; those after the last for which there is room are not told. */
  add(line: string): void {
    if (this.#lines.length >= mostLines || this.#size >= mostText) return;
    const told = line.slice(0, mostText);
    this.#lines.push(told);
    this.#size += told.length;
  }
}
