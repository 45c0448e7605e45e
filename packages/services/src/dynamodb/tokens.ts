/** The words of DynamoDB's expressions, with the names and values that a request gives for them. */
import { member, utf8Size } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalid, type AttributeValue, type Item } from './attribute-value.ts';

/** What a request gives for `#name` and `:value`. */
export interface Placeholders {
  readonly names: { readonly [name: string]: string };
  readonly values: Item;
}

/** Names and indexes, e.g. `#a.b[0]`; the first is a name. */
export type Path = readonly [string, ...(readonly (string | number)[])];

/**
 * Where something is wrong, the first refusal is kept and the words are at their end, so that readers
 * end by themselves; what they have read then means nothing.
 */
export class Tokens {
  readonly #kind: string;
  readonly #words: readonly string[];
  readonly #placeholders: Placeholders;
  #at = 0;
  #problem: Refusal | undefined;

  /** `kind` is e.g. `UpdateExpression`, for messages. */
  constructor(kind: string, text: string, placeholders: Placeholders) {
    this.#kind = kind;
    this.#words = text.match(/[#:]?[A-Za-z_][\w-]*|\d+|<=|>=|<>|[=<>(),.[\]+-]/g) ?? [];
    this.#placeholders = placeholders;
    const problem = textProblem(text);
    if (problem !== undefined) this.fail(invalid(`Invalid ${kind}: ${problem}`));
  }

  /** Why the expression is refused; nothing when it is not. */
  get problem(): Refusal | undefined {
    return this.#problem;
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

  expect(word: string): void {
    if (!this.take(word)) this.wrong();
  }

  isValue(): boolean {
    return this.peek().startsWith(':');
  }

  value(): AttributeValue {
    const word = this.next();
    const value = member(this.#placeholders.values, word);
    if (value !== undefined) return value;
    this.fail(
      invalid(
        `Invalid ${this.#kind}: An expression attribute value used in expression is not defined; attribute value: ${word}`,
      ),
    );
    return { NULL: true };
  }

  path(): Path {
    const first = this.#name();
    const rest: (string | number)[] = [];
    for (;;) {
      if (this.take('.')) rest.push(this.#name());
      else if (this.take('[')) {
        if (!/^\d+$/.test(this.peek())) this.wrong();
        rest.push(Number(this.next()));
        this.expect(']');
      } else return [first, ...rest];
    }
  }

  /** The next word is wrong. */
  wrong(): void {
    const word = this.isAtEnd ? '<EOF>' : this.peek();
    this.fail(invalid(`Invalid ${this.#kind}: Syntax error; token: "${word}"`));
  }

  fail(problem: Refusal): void {
    this.#problem ??= problem;
    this.#at = this.#words.length;
  }

  #name(): string {
    const word = this.peek();
    if (!word.startsWith('#')) {
      if (!/^[A-Za-z_]/.test(word)) this.wrong();
      return this.next();
    }
    const name = member(this.#placeholders.names, word);
    if (name === undefined) {
      this.fail(
        invalid(
          `Invalid ${this.#kind}: An expression attribute name used in the document path is not defined; attribute name: ${word}`,
        ),
      );
    }
    this.next();
    return name ?? '';
  }
}

/** Bytes of an expression. */
const longest = 4096;
/** Parentheses within one another: more would only repeat the same. */
const deepest = 300;

function textProblem(text: string): string | undefined {
  if (text.trim() === '') return 'The expression can not be empty;';
  const size = utf8Size(text);
  if (size > longest) {
    return `Expression size has exceeded the maximum allowed size; expression size: ${size}`;
  }
  let open = 0;
  for (const sign of text) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (open > deepest) return 'The expression has redundant parentheses;';
  }
  return undefined;
}

/** The value at a path of an item. */
export function valueAt(item: Item = {}, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const part of path) {
    if (value === undefined) return undefined;
    value = partOf(value, part);
  }
  return value;
}

function partOf(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value ? member(value.M, part) : undefined;
}
