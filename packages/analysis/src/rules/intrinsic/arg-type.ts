import type { Json } from '@stepthrough/asl';
import { rangeIn, readIntrinsic } from '../../expressions.ts';
import type { IntrinsicCall } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const intrinsicArgType: Rule = {
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
