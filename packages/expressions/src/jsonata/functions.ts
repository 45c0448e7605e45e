import { base64Decode, isArray, isObject, type Json, setMember } from '@stepthrough/json';
import type { Expression, Focus } from 'jsonata';
import { hash } from '../encoding.ts';
import { uuid } from '../intrinsics/functions.ts';
import { javaRandom } from '../java-random.ts';
import { InternalFault, memoryLimit } from './reasons.ts';

/** What chance and the clock are while an expression is evaluated. */
export class Circumstances {
  /** Virtual time in milliseconds since the epoch; it stands still during an evaluation. */
  readonly now: number;
  /** A number in [0, 1) from a keyed generator. */
  readonly random: () => number;

  constructor(now: number, random: () => number) {
    this.now = now;
    this.random = random;
  }
}

/** The variable that holds the circumstances; no expression can write such a name. */
export const circumstancesName = '\u0000circumstances';

/** Whether an expression names a function that asks for them; there is no $eval that could make up a name. */
export function namesCircumstances(expression: string): boolean {
  return /\$(?:random|uuid|now|millis|shuffle|toMillis)/.test(expression);
}

export function circumstancesIn(environment: { lookup(name: string): unknown }): Circumstances {
  const found = environment.lookup(circumstancesName);
  if (found instanceof Circumstances) return found;
  throw new Error('This function needs a clock and random numbers, and has none here.');
}

/** An error that the library words as it does its own. */
class JsonataFault extends Error {
  /** The library's code for an error with a message of its own. */
  readonly code = 'D3137';
}

/** What the library says of an argument that has to be a list; which type AWS names last is not known. */
class NoListFault extends Error {
  readonly code = 'T0412';
  readonly index = 1;
  readonly type = 'any';
  readonly token: string;

  constructor(token: string) {
    super();
    this.token = token;
  }
}

interface BoundFunction {
  readonly name: string;
  /** In the library's notation of signatures. */
  readonly signature: string;
  readonly apply: Parameters<Expression['registerFunction']>[1];
}

/** The functions that AWS adds to JSONata, and those of its own that read the clock or throw dice. */
const functions: readonly BoundFunction[] = [
  {
    name: 'partition',
    // With `a` the library would hand over null as `[null]`.
    signature: '<xn?:a>',
    apply: partition,
  },
  { name: 'range', signature: '<nnn?:a>', apply: range },
  {
    name: 'hash',
    signature: '<s?s?:s>',
    apply(data: string | undefined, algorithm: string | undefined) {
      if (data === undefined || algorithm === undefined) return undefined;
      const digest = hash(data, algorithm);
      if (digest === undefined) throw new JsonataFault(`Unsupported algorithm: ${algorithm}`);
      return digest;
    },
  },
  {
    name: 'random',
    signature: '<n?:n>',
    apply(seed: number | undefined) {
      return seed === undefined ? circumstancesIn(this.environment).random() : javaRandom(seed);
    },
  },
  {
    name: 'uuid',
    signature: '<:s>',
    apply() {
      return uuid(circumstancesIn(this.environment).random);
    },
  },
  { name: 'parse', signature: '<s?:x>', apply: parse },
  { name: 'base64decode', signature: '<s-:s>', apply: decoded },
  { name: 'length', signature: '<s-:n>', apply: length },
  {
    name: 'now',
    signature: '<s?s?:s>',
    apply(picture: string | undefined, timezone: string | undefined): unknown {
      const { now } = circumstancesIn(this.environment);
      if (picture === undefined && timezone === undefined) return new Date(now).toISOString();
      const library = this.environment.lookup('fromMillis') as LibraryFunction;
      return library.implementation.call(this, now, picture, timezone);
    },
  },
  {
    name: 'millis',
    signature: '<:n>',
    apply() {
      return circumstancesIn(this.environment).now;
    },
  },
  {
    name: 'shuffle',
    signature: '<a:a>',
    apply(items: readonly unknown[]) {
      return shuffled(items, circumstancesIn(this.environment).random);
    },
  },
  {
    // An update `|…|…|` writes into what this gives.
    name: 'clone',
    signature: '<(oa)-:o>',
    apply(value: unknown): unknown {
      if (value === undefined) return undefined;
      const library = this.environment.lookup('string') as LibraryFunction;
      return withoutPrototypes(
        JSON.parse(library.implementation.call(this, value) as string) as Json,
      );
    },
  },
];

/** A copy in which the library can write a member `__proto__` as any other. */
function withoutPrototypes(value: Json): Json {
  if (isArray(value)) return value.map(withoutPrototypes);
  if (!isObject(value)) return value;
  const copy = Object.create(null) as { [name: string]: Json };
  for (const [name, inner] of Object.entries(value)) {
    setMember(copy, name, withoutPrototypes(inner));
  }
  return copy;
}

interface LibraryFunction {
  readonly implementation: (this: Focus, ...values: readonly unknown[]) => unknown;
}

export function bindFunctions(expression: Expression): void {
  for (const { name, signature, apply } of functions) {
    expression.registerFunction(name, apply, signature);
  }
  // AWS has no $eval: calling it is T1006 (recorded for an unknown name).
  expression.assign('eval', undefined);
}

/** Seen on AWS: without a size one part; no items, or a size of 0, give nothing; fractions are cut off. */
function partition(given: Json | undefined, size: number | undefined): unknown {
  if (given === undefined) return undefined;
  if (given === null) throw new NoListFault('partition');
  const items = isArray(given) ? given : [given];
  const step = Math.trunc(size ?? items.length);
  if (step < 0) throw new JsonataFault('Second argument must be zero or greater');
  if (step === 0 || items.length === 0) return undefined;
  const parts: unknown[] = [];
  for (let at = 0; at < items.length; at += step) parts.push(items.slice(at, at + step));
  return parts;
}

/** AWS makes no longer ranges. */
const maxRange = 360_145;

/** Seen on AWS: no step, or one that leads away, gives nothing; a range of one number is that number. */
function range(from: number, to: number, by: number | undefined): unknown {
  const [first, last, step] = [from, to, by ?? 0].map(Math.trunc) as [number, number, number];
  const count = step === 0 ? 0 : Math.floor((last - first) / step) + 1;
  if (count <= 0) return undefined;
  if (count > maxRange) {
    throw new Error(memoryLimit);
  }
  return count === 1 ? first : Array.from({ length: count }, (_, index) => first + index * step);
}

function parse(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  const value = parseStrictly(text);
  // The engine's message tells offsets in its own words; AWS tells none.
  if (value === undefined) throw new JsonataFault('Invalid JSON');
  return value;
}

/** `undefined` for what is no JSON, names a member twice, or has a number beyond doubles, as AWS refuses them. */
function parseStrictly(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return countMembers(value) === countNames(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Names in a text that is JSON: each is followed by a colon, and no other stands outside of texts. */
function countNames(text: string): number {
  return (text.match(/"(?:[^"\\]|\\.)*"|:/g) ?? []).filter((token) => token === ':').length;
}

/** Not a number where a number is beyond doubles. */
function countMembers(value: Json): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN;
  if (isArray(value)) return value.reduce<number>((sum, item) => sum + countMembers(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countMembers(item), 0);
}

/** One character for each byte, as the library does. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bytes = base64Decode(text);
  if (!bytes) throw new InternalFault();
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return binary;
}

/** In code points. The library makes a list of them, which takes seconds for the longest texts of AWS. */
function length(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) >> 10 === 0x36 && text.charCodeAt(at + 1) >> 10 === 0x37) at += 1;
    count += 1;
  }
  return count;
}

function shuffled(items: readonly unknown[], random: () => number): unknown[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
