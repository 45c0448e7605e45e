/** The words of DynamoDB's expressions, with the names and values that a request gives for them. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { invalid } from './fault.ts';

export class Tokens {
  readonly #kind: string;
  readonly #words: readonly string[];
  readonly #names: JsonObject;
  readonly #values: JsonObject;
  #at = 0;

  /** `kind` is e.g. `UpdateExpression`, for messages. */
  constructor(kind: string, text: string, request: JsonObject) {
    this.#kind = kind;
    this.#words = text.match(/[#:]?[A-Za-z_][\w-]*|\d+|<=|>=|<>|[=<>(),.[\]+-]/g) ?? [];
    this.#names = (request['ExpressionAttributeNames'] ?? {}) as JsonObject;
    this.#values = (request['ExpressionAttributeValues'] ?? {}) as JsonObject;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  peek(): string {
    return this.#words[this.#at] ?? '';
  }

  next(): string {
    const word = this.peek();
    this.#at += 1;
    return word;
  }

  /** Takes the word when it is the next one, whatever its case. */
  take(word: string): boolean {
    if (this.peek().toUpperCase() !== word.toUpperCase()) return false;
    this.#at += 1;
    return true;
  }

  /** @throws TableFault */
  expect(word: string): void {
    if (!this.take(word)) throw this.wrong();
  }

  isValue(): boolean {
    return this.peek().startsWith(':');
  }

  /** @throws TableFault */
  value(): JsonObject {
    const word = this.next();
    const value = member(this.#values, word);
    if (value === undefined) {
      throw invalid(
        `Invalid ${this.#kind}: An expression attribute value used in expression is not defined; attribute value: ${word}`,
      );
    }
    return value as JsonObject;
  }

  /** Names and indexes, e.g. `#a.b[0]`. @throws TableFault */
  path(): readonly (string | number)[] {
    const path: (string | number)[] = [this.#name()];
    for (;;) {
      if (this.take('.')) path.push(this.#name());
      else if (this.take('[')) {
        path.push(Number(this.next()));
        this.expect(']');
      } else return path;
    }
  }

  wrong(): Error {
    const word = this.isAtEnd ? '<EOF>' : this.peek();
    return invalid(`Invalid ${this.#kind}: Syntax error; token: "${word}"`);
  }

  #name(): string {
    const word = this.next();
    if (!word.startsWith('#')) {
      if (/^[A-Za-z_]/.test(word)) return word;
      throw this.wrong();
    }
    const name: Json | undefined = member(this.#names, word);
    if (typeof name === 'string') return name;
    throw invalid(
      `Invalid ${this.#kind}: An expression attribute name used in the document path is not defined; attribute name: ${word}`,
    );
  }
}

/** The value at a path of an item, in DynamoDB's own JSON. */
export function valueAt(
  item: JsonObject | undefined,
  path: readonly (string | number)[],
): JsonObject | undefined {
  let value: Json | undefined = { M: item ?? {} };
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    const { M, L } = value as { readonly M?: JsonObject; readonly L?: readonly Json[] };
    value = typeof part === 'number' ? L?.[part] : M && member(M, part);
  }
  return value as JsonObject | undefined;
}
