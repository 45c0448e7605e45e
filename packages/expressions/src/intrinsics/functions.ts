import { characters, limits } from '@stepthrough/catalog';
import {
  base64DecodeText,
  base64Encode,
  equals,
  isArray,
  isObject,
  type Json,
  textOf,
} from '@stepthrough/json';
import type { Work } from '../bounds/work.ts';
import { spendText } from '../bounds/written-text.ts';
import { hash, hashAlgorithms } from '../encoding.ts';
import { javaRandom } from '../java-random.ts';
import { distinctInJavaOrder } from './java-hash.ts';
import { toJavaText } from './java-text.ts';

/** Chance arrives from outside: a number in [0, 1). */
export type Random = () => number;

/** What a function gives; its parameters stand in the catalogue. */
export interface IntrinsicFunction {
  /** Throws an `IntrinsicFault` for arguments that AWS refuses, and `LimitReached`. */
  readonly apply: (values: readonly Json[], random: Random, work: Work) => Json;
}

/** Arguments that a function cannot take; ends the state. */
export class IntrinsicFault extends Error {}

/** All intrinsic functions (States Language, appendix B). */
const table = {
  'States.Format': {
    apply: ([template, ...values], _, work) =>
      format(text('States.Format', template), values, work),
  },
  'States.StringToJson': {
    apply: ([value]) => parseJson(text('States.StringToJson', value)),
  },
  'States.JsonToString': {
    apply: ([value], _, work) => {
      spendText(value, work);
      return JSON.stringify(value);
    },
  },
  'States.Array': {
    apply: (values) => values,
  },
  'States.ArrayPartition': {
    apply: ([value, size]) =>
      partition(array('States.ArrayPartition', value), integer('States.ArrayPartition', size)),
  },
  'States.ArrayContains': {
    apply: ([value, wanted = null], _, work) => {
      const visit = (): void => {
        work.spend('steps');
      };
      return array('States.ArrayContains', value).some((item) => equals(item, wanted, visit));
    },
  },
  'States.ArrayRange': {
    apply: ([first, last, step]) => {
      const name = 'States.ArrayRange';
      return range(integer(name, first), integer(name, last), integer(name, step));
    },
  },
  'States.ArrayGetItem': {
    apply: ([value, index]) => {
      const item = array('States.ArrayGetItem', value)[integer('States.ArrayGetItem', index)];
      if (item === undefined) throw fault('States.ArrayGetItem', 'the index is outside the array');
      return item;
    },
  },
  'States.ArrayLength': {
    apply: ([value]) => array('States.ArrayLength', value).length,
  },
  'States.ArrayUnique': {
    apply: ([value], _, work) => {
      spendText(value, work);
      return distinctInJavaOrder(array('States.ArrayUnique', value));
    },
  },
  'States.Base64Encode': {
    apply: ([value]) => base64Encode(short('States.Base64Encode', value)),
  },
  'States.Base64Decode': {
    apply: ([value]) => {
      const decoded = base64DecodeText(short('States.Base64Decode', value));
      if (decoded === undefined) throw fault('States.Base64Decode', 'the text is not Base64');
      return decoded;
    },
  },
  'States.Hash': {
    apply: ([data, algorithm], _, work) => {
      spendText(data, work);
      const digest = hash(stringOf(data), text('States.Hash', algorithm));
      if (digest === undefined) {
        throw fault('States.Hash', `the algorithm must be one of ${hashAlgorithms.join(', ')}`);
      }
      return digest;
    },
  },
  'States.JsonMerge': {
    apply: ([first, second, deep]) => {
      if (!isObject(first) || !isObject(second)) {
        throw fault('States.JsonMerge', 'the first two arguments must be objects');
      }
      // AWS takes any other value for false.
      if (deep === true)
        throw fault('States.JsonMerge', 'deep merging is not supported; pass false');
      return { ...first, ...second };
    },
  },
  'States.MathRandom': {
    apply: ([from, to, seed], random) => {
      const low = integer('States.MathRandom', from);
      const high = integer('States.MathRandom', to);
      if (low >= high)
        throw fault('States.MathRandom', 'the first number must be below the second');
      const chance = seed === undefined ? random() : javaRandom(integer('States.MathRandom', seed));
      return low + Math.floor(chance * (high - low));
    },
  },
  'States.MathAdd': {
    apply: ([a, b]) => int32(int32(rounded(a)) + int32(rounded(b))),
  },
  'States.StringSplit': {
    apply: ([value, separators]) =>
      split(text('States.StringSplit', value), text('States.StringSplit', separators)),
  },
  'States.UUID': {
    apply: (_, random) => uuid(random),
  },
} as const satisfies { readonly [name: string]: IntrinsicFunction };

export type IntrinsicName = keyof typeof table;

export const intrinsicFunctions: { readonly [name in IntrinsicName]: IntrinsicFunction } = table;

function fault(name: string, problem: string): IntrinsicFault {
  return new IntrinsicFault(`Invalid arguments in ${name}: ${problem}`);
}

function text(name: string, value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw fault(name, `a text is expected, not ${JSON.stringify(value)}`);
}

function short(name: string, value: Json | undefined): string {
  const given = text(name, value);
  if (given.length <= limits.intrinsicText || characters(given) <= limits.intrinsicText)
    return given;
  throw fault(name, 'the text has more than 10,000 characters');
}

function array(name: string, value: Json | undefined): readonly Json[] {
  if (isArray(value)) return value;
  throw fault(name, `an array is expected, not ${JSON.stringify(value)}`);
}

/** Seen on AWS: fractions are cut off, whatever the documents say of rounding. */
function integer(name: string, value: Json | undefined): number {
  if (typeof value === 'number') return Math.trunc(value) + 0;
  throw fault(name, `a number is expected, not ${JSON.stringify(value)}`);
}

/** States.MathAdd alone rounds, half up (recorded: -1.5 is -1, 1.5 is 2). */
function rounded(value: Json | undefined): number {
  if (typeof value === 'number') return Math.floor(value + 0.5) + 0;
  throw fault('States.MathAdd', `a number is expected, not ${JSON.stringify(value)}`);
}

function int32(value: number): number {
  if ((value | 0) === value) return value;
  throw fault('States.MathAdd', `${value} does not fit into 32 bits`);
}

function stringOf(value: Json | undefined): string {
  return textOf(value ?? null);
}

/** Braces that belong to no {} have to be escaped (AWS's words: «matching '}' not found for '{'»). */
function format(template: string, values: readonly Json[], work: Work): string {
  let used = 0;
  const result = template.replace(/\\([{}])|\{\}|[{}]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (part !== '{}') {
      const other = part === '{' ? '}' : '{';
      throw new IntrinsicFault(
        `Invalid template in States.Format: matching '${other}' not found for '${part}'`,
      );
    }
    used += 1;
    spendText(values[used - 1], work);
    return toJavaText(values[used - 1] ?? null);
  });
  if (used === values.length) return result;
  throw fault('States.Format', 'number of arguments do not match the occurrences of {}');
}

function parseJson(value: string): Json {
  if (value.trim() === '') return null;
  try {
    return JSON.parse(value) as Json;
  } catch {
    // The engine's message tells offsets in its own words.
    throw fault('States.StringToJson', 'the text is not JSON');
  }
}

function partition(items: readonly Json[], size: number): Json {
  if (size < 1) throw fault('States.ArrayPartition', 'the size must be at least 1');
  const parts: Json[] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

function range(first: number, last: number, step: number): readonly number[] {
  if (step === 0) throw fault('States.ArrayRange', 'the step must not be 0');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > limits.intrinsicRange) {
    throw fault('States.ArrayRange', 'the array would have more than 1,000 items');
  }
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function split(value: string, separators: string): Json {
  const parts: string[] = [];
  let part = '';
  for (const character of value) {
    if (!separators.includes(character)) part += character;
    else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part].filter((found) => found !== '');
}

export function uuid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
    const digit = Math.floor(random() * 16);
    return (letter === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
