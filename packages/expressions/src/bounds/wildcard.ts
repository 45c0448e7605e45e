/**
 * A pattern in which `*` stands for any text and `?`, where it is one of the wildcards, for one
 * character. Matching takes the pattern's length times the text's at most: each star takes the
 * first place where what follows it fits, and is never asked again.
 */
export class Wildcard {
  readonly #head: string;
  readonly #parts: readonly string[];
  readonly #tail: string | undefined;
  readonly #fits: (part: string, text: string, at: number) => boolean;
  readonly #find: (part: string, text: string, from: number) => number;

  /**
   * `escape` is a character after which a wildcard stands for itself.
   * `one` says whether `?` is a wildcard.
   */
  constructor(
    pattern: string,
    { escape, one = false }: { readonly escape?: string; readonly one?: boolean } = {},
  ) {
    const [head = '', ...parts] = partsOf(pattern, escape, one);
    this.#head = head;
    this.#tail = parts.pop();
    this.#parts = parts;
    this.#fits = one ? fitsAt : (part, text, at) => text.startsWith(part, at);
    this.#find = one ? findFrom : (part, text, from) => text.indexOf(part, from);
  }

  /** Whether the whole text is as the pattern says. */
  matches(text: string): boolean {
    const [head, tail] = [this.#head, this.#tail];
    if (!this.#fits(head, text, 0)) return false;
    if (tail === undefined) return text.length === head.length;
    let at = head.length;
    for (const part of this.#parts) {
      const found = this.#find(part, text, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    const last = text.length - tail.length;
    return last >= at && this.#fits(tail, text, last);
  }
}

/** Stands for `?` inside a part; no text of a document has it, since it is no character. */
const anyOne = '\uffff';

function partsOf(pattern: string, escape: string | undefined, one: boolean): readonly string[] {
  const parts = [''];
  const append = (text: string): void => {
    parts.push((parts.pop() ?? '') + text);
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (char === escape && (next === '*' || next === escape || (one && next === '?'))) {
      append(next);
      at += 1;
    } else if (char === '*') parts.push('');
    else append(one && char === '?' ? anyOne : char);
  }
  return parts;
}

function fitsAt(part: string, text: string, at: number): boolean {
  if (at + part.length > text.length) return false;
  for (let index = 0; index < part.length; index += 1) {
    const char = part.charAt(index);
    if (char !== anyOne && char !== text.charAt(at + index)) return false;
  }
  return true;
}

function findFrom(part: string, text: string, from: number): number {
  for (let at = from; at + part.length <= text.length; at += 1)
    if (fitsAt(part, text, at)) return at;
  return -1;
}
