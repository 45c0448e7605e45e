/** The words of an expression, one after the other. */
import { utf8Size } from '@stepthrough/json';

interface Word {
  readonly text: string;
  readonly at: number;
}

/** Where an expression is not well formed: thrown by readers, and caught where an expression is begun. */
export class SyntaxProblem extends Error {}

/** Bytes of an expression. */
const longest = 4096;
/** Parentheses within one another: more would only repeat the same. */
const deepest = 300;
/** Operators and functions of an expression. */
export const mostOperators = 300;

export class Words {
  readonly #source: string;
  readonly #words: readonly Word[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    const words = source.matchAll(/[#:]\w+|[A-Za-z]\w*|\d+|<=|>=|<>|\S/g);
    this.#words = Array.from(words, ({ 0: text, index }) => ({ text, at: index }));
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  /** The next word, or the one after so many more; empty at the end. */
  peek(further = 0): string {
    return this.#words[this.#at + further]?.text ?? '';
  }

  next(): string {
    const word = this.peek();
    this.#at += 1;
    return word;
  }

  /** Takes the word when it is the next one, whatever its case. */
  take(word: string): boolean {
    if (this.peek().toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) this.fail();
  }

  /** The next word, which has to be of this form. */
  expectLike(form: RegExp): string {
    if (!form.test(this.peek())) this.fail();
    return this.next();
  }

  /** @throws SyntaxProblem the next word cannot stand here; with its neighbours, as DynamoDB tells it */
  fail(): never {
    const [before, word, after] = [-1, 0, 1].map((offset) => this.#words[this.#at + offset]);
    const last = after ?? word ?? before;
    const near = this.#source.slice(
      (before ?? word)?.at ?? 0,
      last ? last.at + last.text.length : 0,
    );
    throw new SyntaxProblem(`Syntax error; token: "${word?.text ?? '<EOF>'}", near: "${near}"`);
  }
}

export const identifier = /^[A-Za-z]/;

/** Why a text is no expression, before its words are looked at. */
export function textProblem(text: string, tellsSize: boolean): string | undefined {
  if (text.trim() === '') return 'The expression can not be empty;';
  const size = utf8Size(text);
  if (size > longest) {
    const told = tellsSize ? ` expression size: ${size}` : '';
    return `Expression size has exceeded the maximum allowed size;${told}`;
  }
  let open = 0;
  for (const sign of text) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (open > deepest) return 'The expression has redundant parentheses;';
  }
  return undefined;
}
