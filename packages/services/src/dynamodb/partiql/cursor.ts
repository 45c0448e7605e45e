/** Walks over the words of a statement, and gives its parameters in turn. */
import type { AttributeValue } from '../values/attribute-value.ts';
import { StatementProblem, tokensOf, type Token } from './lexer.ts';

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #parameters: readonly AttributeValue[];
  #at = 0;
  #used = 0;

  /** @throws StatementProblem */
  constructor(statement: string, parameters: readonly AttributeValue[]) {
    this.#tokens = tokensOf(statement);
    this.#parameters = parameters;
  }

  /** How many parameters the statement has left over, or lacks when negative. */
  get unused(): number {
    return this.#parameters.length - this.#used;
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  next(): Token {
    const { token } = this;
    this.#at += 1;
    return token;
  }

  isNext(...words: readonly string[]): boolean {
    return words.every((word, further) => {
      const { kind, text } = this.#tokens[this.#at + further] ?? this.token;
      return (kind === 'name' || kind === 'sign') && text.toUpperCase() === word;
    });
  }

  take(...words: readonly string[]): boolean {
    if (!this.isNext(...words)) return false;
    this.#at += words.length;
    return true;
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) this.fail();
  }

  name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name' && kind !== 'quoted') this.fail();
    this.#at += 1;
    return text;
  }

  parameter(): AttributeValue {
    const value = this.#parameters[this.#used];
    this.#used += 1;
    return value ?? { NULL: true };
  }

  /** @throws StatementProblem */
  fail(detail = 'Unexpected term'): never {
    throw new StatementProblem(detail);
  }
}
