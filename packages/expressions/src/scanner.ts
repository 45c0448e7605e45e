import { SyntaxFault } from './outcome.ts';

/** No path that a person writes nests deeper. */
const maxNesting = 100;

/** A position in a text, for the hand-written parsers of this room. */
export class Scanner {
  readonly text: string;
  at: number;
  #nesting = 0;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    return this.text[this.at] ?? '';
  }

  /** Moves past `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Moves past what a sticky pattern matches here, and gives it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  expect(expected: string, message: string): void {
    if (!this.take(expected)) this.fail(message);
  }

  skipSpace(): void {
    this.match(/\s*/y);
  }

  /** Reads what stands in brackets of its own; more of them inside each other would use up the stack. */
  nested<T>(read: () => T): T {
    this.#nesting += 1;
    if (this.#nesting > maxNesting) this.fail('The filter is nested too deep.');
    const found = read();
    this.#nesting -= 1;
    return found;
  }

  fail(message: string, at = this.at): never {
    throw new SyntaxFault(message, at);
  }
}
