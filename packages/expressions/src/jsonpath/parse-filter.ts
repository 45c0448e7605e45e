import { compileRegularExpression } from '../bounds/regular-expression.ts';
import type { Scanner } from '../scanner.ts';
import type {
  ComparisonOperator,
  Condition,
  FilterOperand,
  FilterPath,
  Segment,
} from './syntax.ts';

type ParseSegments = (scanner: Scanner) => Segment[];

/** The condition in `?(…)`. */
export function parseFilter(scanner: Scanner, parseSegments: ParseSegments): Condition {
  scanner.expect('(', 'A filter is written ?(…), for example ?(@.price < 10).');
  const parser = new FilterParser(scanner, parseSegments);
  const condition = scanner.nested(() => parser.parseOr());
  scanner.expect(')', 'The filter is not closed; write ).');
  return condition;
}

const operators = /==|!=|<=|>=|<|>|=~/y;
/** AWS: «Lexical operators, which are non-symbolic, such as subsetof aren't supported.» */
const lexicalOperators = /\b(?:in|nin|subsetof|anyof|noneof|contains|size|empty)\b/y;

class FilterParser {
  readonly #scanner: Scanner;
  readonly #parseSegments: ParseSegments;

  constructor(scanner: Scanner, parseSegments: ParseSegments) {
    this.#scanner = scanner;
    this.#parseSegments = parseSegments;
  }

  /** And the blanks after it. */
  parseOr(): Condition {
    return this.#parseJoined('or', '||', () =>
      this.#parseJoined('and', '&&', () => this.#parseNot()),
    );
  }

  #parseJoined(kind: 'and' | 'or', operator: string, parsePart: () => Condition): Condition {
    const first = parsePart();
    const parts = [first];
    while (this.#takeOperator(operator)) parts.push(parsePart());
    return parts.length === 1 ? first : { kind, parts };
  }

  #takeOperator(operator: string): boolean {
    this.#scanner.skipSpace();
    return this.#scanner.take(operator);
  }

  #parseNot(): Condition {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const { at } = scanner;
    const isNot = scanner.take('!');
    if (!isNot && !scanner.take('(')) return this.#parseComparison();
    const inner = scanner.nested(() => (isNot ? this.#parseNot() : this.#parseRestOfGroup()));
    return isNot ? { kind: 'not', operand: inner, at } : inner;
  }

  #parseRestOfGroup(): Condition {
    const inner = this.parseOr();
    this.#scanner.expect(')', 'A closing parenthesis ) is expected here.');
    return inner;
  }

  #parseComparison(): Condition {
    const scanner = this.#scanner;
    const left = this.#parseOperand();
    scanner.skipSpace();
    const operator = scanner.match(operators) as ComparisonOperator | undefined;
    if (operator === undefined) {
      const word = scanner.match(lexicalOperators);
      if (word !== undefined) return this.#parseLexical(word);
      if (left.kind === 'path') return { kind: 'exists', path: left };
      return scanner.fail('A comparison is expected here, for example == or <.');
    }
    scanner.skipSpace();
    return { kind: 'compare', operator, left, right: this.#parseOperand() };
  }

  /** What follows the word is a value or a list of them; with it, it is part of a name that is not there. */
  #parseLexical(word: string): Condition {
    const scanner = this.#scanner;
    const at = scanner.at - word.length;
    scanner.skipSpace();
    if (scanner.take('[')) scanner.nested(() => this.#skipList());
    else this.#parseOperand();
    return { kind: 'lexical', word, at };
  }

  #parseOperand(): FilterOperand {
    const scanner = this.#scanner;
    if (scanner.take('@')) return this.#parsePath('item');
    if (scanner.take('$')) return this.#parsePath('root');
    const regular = scanner.match(/\/(?:[^/\\]|\\.)*\/i?/y);
    if (regular !== undefined) return this.#parsePattern(regular);
    return { kind: 'literal', value: this.#parseLiteral() };
  }

  #parsePath(from: FilterPath['from']): FilterPath {
    return { kind: 'path', from, segments: this.#parseSegments(this.#scanner) };
  }

  #parsePattern(text: string): FilterOperand {
    const close = text.lastIndexOf('/');
    try {
      const ignoreCase = text.endsWith('i');
      const source = `^(?:${text.slice(1, close)})$`;
      const pattern = compileRegularExpression(source, { ignoreCase, unicode: true });
      return { kind: 'pattern', pattern };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // RegExp's own message names its engine, not the author's mistake.
      return this.#scanner.fail(
        'This is not a regular expression.',
        this.#scanner.at - text.length,
      );
    }
  }

  #parseLiteral(): string | null {
    const scanner = this.#scanner;
    const quoted = scanner.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy);
    if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
    const number = scanner.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number !== undefined) return number;
    // A text may stand without quotes, as in AWS's own samples: @.Type.Text==VENDOR_NAME.
    const bare = scanner.match(/[\p{L}_][\p{L}\p{N}_]*/uy);
    if (bare !== undefined) return bare === 'null' ? null : bare;
    return scanner.fail(
      'A value is expected here: @.path, $.path, a quoted text, a number, true, false or null.',
    );
  }

  #skipList(): void {
    const scanner = this.#scanner;
    for (;;) {
      scanner.skipSpace();
      if (scanner.take(']')) return;
      if (scanner.take('[')) scanner.nested(() => this.#skipList());
      else this.#parseLiteral();
      scanner.skipSpace();
      if (!scanner.take(',') && scanner.peek() !== ']') {
        scanner.fail('A comma or ] is expected in the list.');
      }
    }
  }
}
