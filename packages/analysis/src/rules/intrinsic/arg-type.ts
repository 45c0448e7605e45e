import type { Json } from '@stepthrough/json';
import { rangeIn, readIntrinsic } from '../../expressions.ts';
import type { IntrinsicCall } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicArgType: Rule = {
  kinds: ['dollar'],
  expression(site, report, { document }) {
    const call = readIntrinsic(site);
    if (call?.ok)
      check(call.value.syntax, (argument, message) => {
        report(rangeIn(document, site, argument.start, argument.end - argument.start), message);
      });
  },
};

type Argument = IntrinsicCall['arguments'][number];
type Complain = (argument: Argument, message: string) => void;

function check(call: IntrinsicCall, complain: Complain): void {
  const expected = types[call.name];
  call.arguments.forEach((argument, index) => {
    if (argument.kind === 'call') check(argument, complain);
    const wanted = expected?.[index];
    if (argument.kind !== 'literal' || !wanted || tests[wanted](argument.value)) return;
    complain(
      argument,
      `${call.name} takes ${names[wanted]} as its ${ordinals[index] ?? 'next'} argument.`,
    );
  });
  const fault = faults[call.name]?.(call.arguments.map(literalOf));
  const at = fault && call.arguments[fault.index];
  if (at) complain(at, fault.message);
  const algorithm = call.arguments[1];
  if (
    call.name === 'States.Hash' &&
    algorithm?.kind === 'literal' &&
    typeof algorithm.value === 'string' &&
    !algorithms.includes(algorithm.value)
  ) {
    complain(algorithm, `States.Hash knows ${algorithms.join(', ')}.`);
  }
}

interface Fault {
  /** Of the argument to blame. */
  readonly index: number;
  readonly message: string;
}

/** Values that a function refuses when it runs, where they are written as literals. */
const faults: {
  readonly [name: string]: (values: readonly (Json | undefined)[]) => Fault | undefined;
} = {
  'States.ArrayRange': ([first, last, step]) => {
    if (step === 0) return { index: 2, message: 'The step of States.ArrayRange cannot be 0.' };
    if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number') {
      return undefined;
    }
    const count = Math.floor((last - first) / step) + 1;
    return count > 1000
      ? { index: 1, message: `States.ArrayRange makes at most 1,000 items; these are ${count}.` }
      : undefined;
  },
  'States.ArrayPartition': ([, size]) =>
    typeof size === 'number' && size < 1
      ? { index: 1, message: 'The size of States.ArrayPartition must be at least 1.' }
      : undefined,
  'States.JsonMerge': ([, , deep]) =>
    deep === true
      ? { index: 2, message: 'Step Functions merges shallowly only: pass false.' }
      : undefined,
  'States.MathRandom': ([from, to]) =>
    typeof from === 'number' && typeof to === 'number' && from >= to
      ? { index: 1, message: 'The second number of States.MathRandom must be above the first.' }
      : undefined,
};

function literalOf(argument: Argument): Json | undefined {
  return argument.kind === 'literal' ? argument.value : undefined;
}

type Wanted = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

/** What each function takes; `undefined` takes anything. */
const types: { readonly [name: string]: readonly (Wanted | undefined)[] } = {
  'States.Format': ['string'],
  'States.StringToJson': ['string'],
  'States.ArrayPartition': ['array', 'number'],
  'States.ArrayContains': ['array'],
  'States.ArrayRange': ['number', 'number', 'number'],
  'States.ArrayGetItem': ['array', 'number'],
  'States.ArrayLength': ['array'],
  'States.ArrayUnique': ['array'],
  'States.Base64Encode': ['string'],
  'States.Base64Decode': ['string'],
  'States.Hash': [undefined, 'string'],
  'States.JsonMerge': ['object', 'object', 'boolean'],
  'States.MathRandom': ['number', 'number', 'number'],
  'States.MathAdd': ['number', 'number'],
  'States.StringSplit': ['string', 'string'],
};

const tests: { readonly [W in Wanted]: (value: Json) => boolean } = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  // Literals of intrinsic functions are never arrays or objects.
  array: () => false,
  object: () => false,
};

const names: { readonly [W in Wanted]: string } = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

const ordinals = ['first', 'second', 'third'];
const algorithms = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
