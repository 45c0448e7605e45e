/** What a request gives for `#name` and `:value`, and which of it its expressions have used. */
import { member, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { Surface } from '../values/surface.ts';
import { invalid, type AttributeValue } from '../values/attribute-value.ts';
import { readValue } from '../values/read-value.ts';

export interface Given {
  readonly ExpressionAttributeNames?: { readonly [word: string]: string } | undefined;
  readonly ExpressionAttributeValues?: JsonObject | undefined;
}

export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #used = new Set<string>();

  constructor(
    names: ReadonlyMap<string, string> = new Map(),
    values: ReadonlyMap<string, AttributeValue> = new Map(),
  ) {
    this.#names = names;
    this.#values = values;
  }

  name(word: string): string | undefined {
    this.#used.add(word);
    return this.#names.get(word);
  }

  value(word: string): AttributeValue | undefined {
    this.#used.add(word);
    return this.#values.get(word);
  }

  /** The refusal of a request that gives what no expression of it uses. */
  unusedProblem(surface: Surface): Refusal | undefined {
    for (const [parameter, given] of [
      ['ExpressionAttributeNames', this.#names],
      ['ExpressionAttributeValues', this.#values],
    ] as const) {
      const unused = [...given.keys()].filter((word) => !this.#used.has(word));
      if (unused.length > 0) {
        return surface.refuse(
          `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`,
        );
      }
    }
    return undefined;
  }
}

/** @returns the placeholders, or why DynamoDB refuses their names or values */
export function readPlaceholders(given: Given, surface: Surface): Placeholders | Refusal {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = given;
  const problem =
    keyProblem('ExpressionAttributeNames', names, /^#\w+$/, surface) ??
    keyProblem('ExpressionAttributeValues', values, /^:\w+$/, surface);
  if (problem) return problem;
  const read = new Map<string, AttributeValue>();
  for (const word of Object.keys(values ?? {})) {
    const value = readValue(member(values ?? {}, word) ?? null, surface);
    if (!isRefusal(value)) read.set(word, value);
    else return surface.isOlder ? named(value, word) : value;
  }
  // A name of no characters is none: its word counts as not defined.
  const defined = Object.entries(names ?? {}).filter(([, name]) => name !== '');
  return new Placeholders(new Map(defined), read);
}

function keyProblem(
  parameter: string,
  given: { readonly [word: string]: Json } | undefined,
  pattern: RegExp,
  surface: Surface,
): Refusal | undefined {
  if (!given) return undefined;
  const words = Object.keys(given);
  if (words.length === 0) return surface.refuse(`${parameter} must not be empty`);
  const wrong = words.find((word) => !pattern.test(word));
  return wrong === undefined
    ? undefined
    : surface.refuse(`${parameter} contains invalid key: Syntax error; key: "${wrong}"`);
}

function named(refusal: Refusal, word: string): Refusal {
  const { code, message } = refusal.error;
  return code === 'ValidationException'
    ? invalid(`ExpressionAttributeValues contains invalid value: ${message} for key ${word}`)
    : refusal;
}
