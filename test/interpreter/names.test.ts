/** States, variables and members of any name: each goes through a run as one of an ordinary name does. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../names.ts';
import { drive } from './drive.ts';

type Members = { readonly [name: string]: Json };

const pass = (fields: Members): Members => ({ Type: 'Pass', End: true, ...fields });
const alone = (state: Json): Json => ({ StartAt: 'A', States: { A: state } });
const jsonata = (state: Members): Json => alone({ QueryLanguage: 'JSONata', ...state });

interface Case {
  readonly what: string;
  readonly machine: (name: string) => Json;
  /** `{}` when absent. */
  readonly input?: (name: string) => Json;
  /** The output, or the error and its cause. */
  readonly gives: unknown;
}

const failed = (error: string, cause: RegExp): unknown => ({
  error,
  cause: expect.stringMatching(cause) as unknown,
});

const cases: readonly Case[] = [
  {
    what: 'states',
    machine: (name) => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Parameters: { 'at.$': '$$.State.Name' }, Next: `${name}2` },
        [`${name}2`]: pass({}),
      },
    }),
    gives: { at: 'NAME' },
  },
  {
    what: 'a state that there is none of',
    machine: (name) => alone({ Type: 'Pass', Next: name }),
    gives: failed('States.Runtime', /There is no state 'NAME' to go to/),
  },
  {
    what: 'a member that a path reads',
    machine: (name) =>
      alone(pass({ Parameters: { 'a.$': `$.${name}`, 'b.$': `$['${name}'].${name}` } })),
    input: (name) => ({ [name]: { [name]: 1 } }),
    gives: { a: { NAME: 1 }, b: 1 },
  },
  {
    what: 'members that a union and a filter read',
    machine: (name) =>
      alone(
        pass({ Parameters: { 'a.$': `$['${name}','x']`, 'b.$': `$.list[?(@.${name} == 1)]` } }),
      ),
    input: (name) => ({ [name]: 1, list: [{ [name]: 1 }, {}] }),
    gives: { a: { NAME: 1 }, b: [{ NAME: 1 }] },
  },
  {
    what: 'a member that a path does not find',
    machine: (name) => alone(pass({ Parameters: { 'a.$': `$.${name}` } })),
    gives: failed('States.Runtime', /The JSONPath '\$\.NAME' specified for the field 'a\.\$'/),
  },
  {
    what: 'members of a payload template',
    machine: (name) =>
      alone(
        pass({ Parameters: { [`${name}.$`]: '$.x', inner: { [name]: { [`${name}.$`]: '$.x' } } } }),
      ),
    input: () => ({ x: { p: 1 } }),
    gives: { NAME: { p: 1 }, inner: { NAME: { NAME: { p: 1 } } } },
  },
  {
    what: 'members of a result and a result path',
    machine: (name) =>
      alone(pass({ Result: { [name]: { p: 1 } }, ResultPath: `$.${name}.${name}` })),
    input: (name) => ({ before: 1, [name]: { kept: true } }),
    gives: { before: 1, NAME: { kept: true, NAME: { NAME: { p: 1 } } } },
  },
  {
    what: 'a result path that makes what is missing',
    machine: (name) => alone(pass({ Result: 1, ResultPath: `$.${name}.${name}` })),
    gives: { NAME: { NAME: 1 } },
  },
  {
    what: 'intrinsic functions',
    machine: () =>
      alone(
        pass({
          Parameters: {
            'merged.$': 'States.JsonMerge($.a, $.b, false)',
            'read.$': 'States.StringToJson($.text)',
            'held.$': `States.ArrayContains($.list, $.a)`,
            'unique.$': 'States.ArrayLength(States.ArrayUnique($.list))',
          },
        }),
      ),
    input: (name) => ({
      a: { [name]: 1, x: 1 },
      b: { [name]: { p: 2 } },
      text: JSON.stringify({ [name]: 3 }),
      list: [
        { [name]: 1, x: 1 },
        { [name]: 2, x: 1 },
        { [name]: 1, x: 1 },
      ],
    }),
    gives: {
      merged: { NAME: { p: 2 }, x: 1 },
      read: { NAME: 3 },
      held: true,
      unique: 2,
    },
  },
  {
    what: 'variables',
    machine: (name) => ({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { [name]: { p: 1 }, other: 2 }, Next: 'B' },
        B: {
          Type: 'Pass',
          Assign: { [name]: { q: 1 } },
          Parameters: { 'a.$': `$${name}.p` },
          Next: 'C',
        },
        C: pass({ Parameters: { 'a.$': `$${name}`, 'b.$': '$other' } }),
      },
    }),
    gives: { a: { q: 1 }, b: 2 },
  },
  {
    what: 'a variable that nobody assigned',
    machine: (name) => alone(pass({ Parameters: { 'a.$': `$${name}` } })),
    gives: failed('States.Runtime', /The JSONPath '\$NAME' specified for the field 'a\.\$'/),
  },
  {
    what: 'a choice by a member, and by one that is not there',
    machine: (name) => ({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Choice',
          Choices: [
            { Variable: `$.none.${name}`, IsPresent: true, Next: 'Wrong' },
            { Variable: `$.${name}`, StringEqualsPath: `$.${name}`, Next: name },
          ],
        },
        Wrong: { Type: 'Fail' },
        [name]: pass({ Result: 'chosen' }),
      },
    }),
    input: (name) => ({ [name]: 'x', none: {} }),
    gives: 'chosen',
  },
  {
    what: 'an operator that there is none of',
    machine: (name) => ({
      StartAt: 'A',
      States: { A: { Type: 'Choice', Choices: [{ Variable: '$', [name]: 1, Next: 'A' }] } },
    }),
    gives: failed('States.Runtime', /The rule has no Variable with an operator/),
  },
  {
    what: 'the retries and the catcher of a task',
    machine: (name) => ({
      StartAt: name,
      States: {
        [name]: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: name },
          Retry: [{ ErrorEquals: [name], MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: [name], ResultPath: `$.${name}`, Next: 'B' }],
          End: true,
        },
        B: pass({ Parameters: { 'error.$': `$.${name}.Error` } }),
      },
    }),
    gives: { error: 'NAME' },
  },
  {
    what: 'a result selector',
    machine: (name) =>
      alone({
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { [name]: { [`${name}.$`]: '$.x' } },
        ResultSelector: { [`${name}.$`]: `$.${name}.${name}` },
        End: true,
      }),
    input: () => ({ x: 1 }),
    gives: { NAME: 1 },
  },
  {
    what: 'branches',
    machine: (name) =>
      alone({
        Type: 'Parallel',
        Branches: [
          { StartAt: name, States: { [name]: pass({ Result: { [name]: 1 } }) } },
          {
            StartAt: name + 2,
            States: { [name + 2]: pass({ Parameters: { [`${name}.$`]: '$' } }) },
          },
        ],
        ResultSelector: { [`${name}.$`]: '$' },
        ResultPath: `$.${name}`,
        End: true,
      }),
    gives: { NAME: { NAME: [{ NAME: 1 }, { NAME: {} }] } },
  },
  {
    what: 'JSONata: members of a template and of a result',
    machine: (name) =>
      jsonata({
        Type: 'Pass',
        Output: {
          [name]: '{% 5 %}',
          b: `{% {"${name}": {"z": 1/0}, "c": 2} %}`,
          inner: { [name]: { [name]: '{% 6 %}' } },
        },
        End: true,
      }),
    gives: { NAME: 5, b: { NAME: { z: 'Infinity' }, c: 2 }, inner: { NAME: { NAME: 6 } } },
  },
  {
    what: 'JSONata: members that are read',
    machine: (name) =>
      jsonata({
        Type: 'Pass',
        Output: {
          direct: `{% $states.input.${name}.${name} %}`,
          looked: `{% $lookup($states.input, "${name}") %}`,
          filtered: `{% $states.input[${name}.${name} = 1].${name}.${name} %}`,
          keys: '{% $keys($states.input) %}',
          none: `{% $exists($states.input.x.${name}) %}`,
          merged: `{% $merge([$states.input, {"${name}": {"p": 1}}]) %}`,
          sifted: `{% $sift($states.input, function($v, $k) { $k = "${name}" }) %}`,
          grouped: `{% $states.input{"${name}": x} %}`,
          spread: `{% $spread({"${name}": 1}) %}`,
        },
        End: true,
      }),
    input: (name) => ({ [name]: { [name]: 1 }, x: {} }),
    gives: {
      direct: 1,
      looked: { NAME: 1 },
      filtered: 1,
      keys: ['NAME', 'x'],
      none: false,
      merged: { NAME: { p: 1 }, x: {} },
      sifted: { NAME: { NAME: 1 } },
      grouped: { NAME: {} },
      spread: { NAME: 1 },
    },
  },
  {
    what: 'JSONata: a member that is not there',
    machine: (name) => jsonata({ Type: 'Pass', Output: `{% $states.input.${name} %}`, End: true }),
    gives: failed('States.QueryEvaluationError', /returned nothing/),
  },
  {
    what: 'JSONata: variables',
    machine: (name) => ({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { [name]: `{% {"${name}": 1} %}` }, Next: 'B' },
        B: {
          Type: 'Pass',
          Output: { a: `{% $${name}.${name} %}`, b: `{% $${name} %}` },
          End: true,
        },
      },
    }),
    gives: { a: 1, b: { NAME: 1 } },
  },
  {
    what: 'JSONata: a variable that nobody assigned',
    machine: (name) => jsonata({ Type: 'Pass', Output: `{% $${name} %}`, End: true }),
    gives: failed('States.QueryEvaluationError', /returned nothing/),
  },
  {
    what: 'JSONata: a function that there is none of',
    machine: (name) => jsonata({ Type: 'Pass', Output: `{% $${name}() %}`, End: true }),
    gives: failed('States.QueryEvaluationError', /Attempted to invoke a non-function/),
  },
  {
    what: 'JSONata: an update of an object',
    machine: (name) =>
      jsonata({
        Type: 'Pass',
        Output: `{% $states.input ~> |$|{"${name}": {"p": 1}}, ["x"]| %}`,
        End: true,
      }),
    input: () => ({ x: 1, y: 2 }),
    gives: { NAME: { p: 1 }, y: 2 },
  },
];

describe.each(cases)('$what', ({ machine, input, gives }) => {
  it.each(anyNames)('called %s', async (name) => {
    const { last } = await drive(machine(name), input?.(name) ?? {}, {
      task: ({ parameters, origin }) =>
        origin.state === name ? { error: name, cause: 'wanted' } : { output: parameters },
    });
    const { status, output, error, cause } = last;
    const outcome = status === 'SUCCEEDED' ? output : { error, cause };
    expect(JSON.parse(JSON.stringify(outcome).replaceAll(name, 'NAME'))).toEqual(gives);
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(12);
  });
});
