/** Condition, filter and key condition expressions. */
import { member } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import type { Surface } from '../values/surface.ts';
import {
  checkBetween,
  checkComparison,
  checkIn,
  checkTest,
  type Local,
} from './condition-checks.ts';
import type { Comparator, Condition, Operand, Test } from './condition.ts';
import type { Placeholders } from './placeholders.ts';
import { messages, Problems } from './problems.ts';
import { readPath } from './read-path.ts';
import { identifier, mostOperators, SyntaxProblem, textProblem, Words } from './words.ts';

type ConditionKind = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression';

/** @param tellsSize whether the refusal of a text that is too long tells how long it is */
export function readCondition(
  kind: ConditionKind,
  text: string,
  placeholders: Placeholders,
  surface: Surface,
  tellsSize = surface.isOlder,
): Condition | Refusal {
  const wrong = (message: string): Refusal => surface.refuse(`Invalid ${kind}: ${message}`);
  const problem = textProblem(text, tellsSize);
  if (problem !== undefined) return wrong(problem);
  const reader = new ConditionReader(new Words(text), placeholders);
  try {
    const condition = reader.read();
    return reader.problem === undefined ? condition : wrong(reader.problem);
  } catch (error) {
    if (error instanceof SyntaxProblem) return wrong(error.message);
    throw error;
  }
}

/** An operand may stand in parentheses, so that only what follows tells it from a condition. */
type Node = { readonly isEnclosed: boolean } & (
  { readonly condition: Condition; readonly test?: string } | { readonly operand: Operand }
);

const tests: { readonly [name: string]: Test } = {
  attribute_exists: 'attribute_exists',
  attribute_not_exists: 'attribute_not_exists',
  attribute_type: 'attribute_type',
  begins_with: 'begins_with',
  contains: 'contains',
};

const comparators: { readonly [sign: string]: Comparator } = {
  '=': '=',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const keywords = /^(?:AND|OR|NOT|BETWEEN|IN)$/i;

class ConditionReader {
  readonly #words: Words;
  readonly #placeholders: Placeholders;
  readonly #problems = new Problems(['parens', 'unknown', 'misused', 'reserved', 'condition']);
  #local: Local = newLocal();
  #operators = 0;

  constructor(words: Words, placeholders: Placeholders) {
    this.#words = words;
    this.#placeholders = placeholders;
  }

  get problem(): string | undefined {
    if (this.#operators > mostOperators) {
      return `The expression contains too many operators; operator count: ${this.#operators}`;
    }
    return this.#problems.first;
  }

  read(): Condition {
    const node = this.#either();
    if (!this.#words.isAtEnd) this.#words.fail();
    return this.#conditionOf(node);
  }

  #either(): Node {
    let node = this.#both();
    while (this.#isNext('OR')) {
      const left = this.#conditionOf(node);
      this.#operator();
      const right = this.#conditionOf(this.#both());
      node = { isEnclosed: false, condition: { kind: 'or', left, right } };
    }
    return node;
  }

  #both(): Node {
    let node = this.#negated();
    while (this.#isNext('AND')) {
      const left = this.#conditionOf(node);
      this.#operator();
      const right = this.#conditionOf(this.#negated());
      node = { isEnclosed: false, condition: { kind: 'and', left, right } };
    }
    return node;
  }

  #negated(): Node {
    let negations = 0;
    for (; this.#isNext('NOT'); negations += 1) this.#operator();
    const node = this.#comparison();
    if (negations === 0) return node;
    const of = this.#conditionOf(node);
    return { isEnclosed: false, condition: negations % 2 === 1 ? { kind: 'not', of } : of };
  }

  #comparison(): Node {
    const node = this.#primary();
    const sign = this.#words.peek();
    const operator = member(comparators, sign);
    if (operator) {
      const left = this.#operandOf(node);
      this.#operator();
      const right = this.#operandOf(this.#primary());
      checkComparison(operator, left, right, this.#local);
      return this.#done({ kind: 'compare', operator, left, right });
    }
    if (this.#isNext('BETWEEN')) return this.#between(this.#operandOf(node));
    return this.#isNext('IN') ? this.#in(this.#operandOf(node)) : node;
  }

  #between(value: Operand): Node {
    this.#operator();
    const low = this.#operandOf(this.#primary());
    this.#words.expect('AND');
    const high = this.#operandOf(this.#primary());
    checkBetween(value, low, high, this.#local);
    return this.#done({ kind: 'between', value, low, high });
  }

  #in(value: Operand): Node {
    this.#operator();
    this.#words.expect('(');
    const among = [this.#operandOf(this.#primary())];
    while (this.#words.take(',')) among.push(this.#operandOf(this.#primary()));
    this.#words.expect(')');
    checkIn(value, among, this.#local);
    return this.#done({ kind: 'in', value, among });
  }

  #primary(): Node {
    const word = this.#words.peek();
    if (word === '(') {
      this.#words.next();
      const inner = this.#either();
      this.#words.expect(')');
      if (inner.isEnclosed) {
        this.#problems.add('parens', 'The expression has redundant parentheses;');
      }
      return { ...inner, isEnclosed: true };
    }
    if (identifier.test(word) && this.#words.peek(1) === '(') return this.#call();
    return { isEnclosed: false, operand: this.#plainOperand() };
  }

  #plainOperand(): Operand {
    const word = this.#words.peek();
    if (keywords.test(word)) this.#words.fail();
    if (/^:./.test(word)) {
      this.#words.next();
      const value = this.#placeholders.value(word);
      if (value) return { kind: 'value', value };
      this.#local.add('placeholder', messages.undefinedValue(word));
      return { kind: 'path', path: [word] };
    }
    const path = readPath(this.#words, this.#placeholders, (rank, message) => {
      if (rank === 'reserved') this.#problems.add('reserved', message);
      else this.#local.add('placeholder', message);
    });
    return { kind: 'path', path };
  }

  #call(): Node {
    const name = this.#words.next();
    if (keywords.test(name)) this.#words.fail();
    this.#operators += 1;
    this.#words.expect('(');
    const operands = [this.#operandOf(this.#primary())];
    while (this.#words.take(',')) operands.push(this.#operandOf(this.#primary()));
    this.#words.expect(')');
    const test = member(tests, name);
    if (!test && name !== 'size') this.#problems.add('unknown', messages.unknownFunction(name));
    else checkTest(name, operands, this.#local);
    const [of = nothing] = operands;
    if (name === 'size') return { isEnclosed: false, operand: { kind: 'size', of } };
    const condition = { kind: 'test', name: test ?? 'attribute_exists', operands } as const;
    return { ...this.#done(condition), test: name };
  }

  /** The end of a condition without AND, OR and NOT: what is wrong in the first is told. */
  #done(condition: Condition): Node & { readonly condition: Condition } {
    const { first } = this.#local;
    if (first !== undefined) this.#problems.add('condition', first);
    this.#local = newLocal();
    return { isEnclosed: false, condition };
  }

  #conditionOf(node: Node): Condition {
    if ('condition' in node) return node.condition;
    if (node.operand.kind !== 'size') return this.#words.fail();
    this.#problems.add('misused', messages.misused('size'));
    return { kind: 'test', name: 'attribute_exists', operands: [node.operand] };
  }

  #operandOf(node: Node): Operand {
    if ('operand' in node) return node.operand;
    if (node.test === undefined) return this.#words.fail();
    this.#problems.add('misused', messages.misused(node.test));
    return nothing;
  }

  #isNext(keyword: string): boolean {
    return this.#words.peek().toUpperCase() === keyword;
  }

  #operator(): void {
    this.#operators += 1;
    this.#words.next();
  }
}

/** Stands for what is wrong, and is never evaluated. */
const nothing: Operand = { kind: 'path', path: [''] };

function newLocal(): Local {
  return new Problems(['placeholder', 'count', 'distinct', 'type']);
}
