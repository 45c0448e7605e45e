/** Update expressions: SET, REMOVE, ADD and DELETE. */
import { member } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import type { Surface } from '../values/surface.ts';
import { typeNames, typeOf, type AttributeValue } from '../values/attribute-value.ts';
import { setIn } from '../values/comparison.ts';
import { clashProblem } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { messages, Problems } from './problems.ts';
import { readPath } from './read-path.ts';
import type { Action, Section, Source, SourceFunction } from './update.ts';
import { identifier, mostOperators, SyntaxProblem, textProblem, Words } from './words.ts';

export function readUpdate(
  text: string,
  placeholders: Placeholders,
  surface: Surface,
): readonly Action[] | Refusal {
  const wrong = (message: string): Refusal =>
    surface.refuse(`Invalid UpdateExpression: ${message}`);
  const problem = textProblem(text, false);
  if (problem !== undefined) return wrong(problem);
  const reader = new UpdateReader(new Words(text), placeholders);
  try {
    const actions = reader.read();
    return reader.problem === undefined ? actions : wrong(reader.problem);
  } catch (error) {
    if (error instanceof SyntaxProblem) return wrong(error.message);
    throw error;
  }
}

const sections: { readonly [word: string]: Section } = {
  SET: 'SET',
  REMOVE: 'REMOVE',
  ADD: 'ADD',
  DELETE: 'DELETE',
};

const functions: { readonly [name: string]: SourceFunction } = {
  if_not_exists: 'if_not_exists',
  list_append: 'list_append',
};

class UpdateReader {
  readonly #words: Words;
  readonly #placeholders: Placeholders;
  readonly #problems = new Problems([
    ...(['reserved', 'unknown', 'section', 'name', 'value'] as const),
    ...(['overlap', 'conflict', 'operand', 'function'] as const),
  ]);
  readonly #seen = new Set<Section>();
  #operators = 0;

  constructor(words: Words, placeholders: Placeholders) {
    this.#words = words;
    this.#placeholders = placeholders;
  }

  get problem(): string | undefined {
    return this.#operators > mostOperators
      ? `The expression contains too many operators; operator count: ${this.#operators}`
      : this.#problems.first;
  }

  read(): readonly Action[] {
    const actions: Action[] = [];
    do {
      const section = member(sections, this.#words.peek().toUpperCase());
      if (!section) return this.#words.fail();
      this.#words.next();
      if (this.#seen.has(section)) {
        this.#problems.add(
          'section',
          `The "${section}" section can only be used once in an update expression;`,
        );
      }
      this.#seen.add(section);
      do actions.push(this.#action(section));
      while (this.#words.take(','));
    } while (!this.#words.isAtEnd);
    const clash = clashProblem(actions.map(({ path }) => path));
    if (clash) this.#problems.add(clash.kind, clash.message);
    return actions;
  }

  #action(kind: Section): Action {
    const path = this.#path();
    if (kind === 'REMOVE') return { kind, path };
    if (kind === 'SET') {
      this.#words.expect('=');
      return { kind, path, source: this.#sum() };
    }
    const value = this.#value();
    if (!setIn(value) && !(kind === 'ADD' && 'N' in value)) {
      this.#problems.add(
        'operand',
        `Incorrect operand type for operator or function; operator: ${kind}, operand type: ${typeNames[typeOf(value)]}`,
      );
    }
    return { kind, path, value };
  }

  #sum(): Source {
    const first = this.#source(true);
    const name = this.#words.peek();
    if (name !== '+' && name !== '-') return first;
    this.#operators += 1;
    this.#words.next();
    return this.#called(name, [first, this.#source(true)]);
  }

  /** @param isSum whether a sum in parentheses can stand here */
  #source(isSum: boolean): Source {
    const word = this.#words.peek();
    if (this.#words.take('(')) {
      const inner = isSum ? this.#sum() : this.#source(false);
      this.#words.expect(')');
      return inner;
    }
    if (word.startsWith(':')) return { kind: 'value', value: this.#value() };
    if (!identifier.test(word) || this.#words.peek(1) !== '(') {
      return { kind: 'path', path: this.#path() };
    }
    this.#operators += 1;
    this.#words.next();
    this.#words.expect('(');
    const operands = [this.#source(false)];
    while (this.#words.take(',')) operands.push(this.#source(false));
    this.#words.expect(')');
    const name = member(functions, word);
    if (name) return this.#called(name, operands);
    this.#problems.add('unknown', messages.unknownFunction(word));
    return nothing;
  }

  #called(name: SourceFunction, operands: readonly Source[]): Source {
    const [first = nothing, second = nothing] = operands;
    if (operands.length !== 2) {
      this.#problems.add('function', messages.operandCount(name, operands.length));
    } else if (name === 'if_not_exists') {
      if (first.kind !== 'path') this.#problems.add('function', messages.needsPath(name));
    } else this.#checkOperands(name, operands);
    return { kind: 'call', name, first, second };
  }

  #checkOperands(name: SourceFunction, operands: readonly Source[]): void {
    const wanted = name === 'list_append' ? 'L' : 'N';
    for (const operand of operands) {
      if (operand.kind !== 'value' || wanted in operand.value) continue;
      this.#problems.add('function', messages.operandType(name, typeOf(operand.value)));
    }
  }

  #path(): Action['path'] {
    return readPath(this.#words, this.#placeholders, (rank, message) => {
      this.#problems.add(rank, message);
    });
  }

  #value(): AttributeValue {
    const word = this.#words.expectLike(/^:./);
    const value = this.#placeholders.value(word);
    if (value) return value;
    this.#problems.add('value', messages.undefinedValue(word));
    return { N: '0' };
  }
}

/** Stands for what is wrong, and is never evaluated. */
const nothing: Source = { kind: 'path', path: [''] };
