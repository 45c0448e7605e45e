/** Choice states: which rule is taken, what it assigns and gives, and why one cannot be decided. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@stepthrough/json';
import { drive } from './drive.ts';

const pass = (name: string) => ({
  Type: 'Pass',
  Parameters: { at: name, 'in.$': '$' },
  End: true,
});

async function ended(choice: JsonObject, input: Json) {
  const States = { C: { Type: 'Choice', ...choice }, A: pass('A'), B: pass('B'), D: pass('D') };
  return (await drive({ StartAt: 'C', States }, input)).last;
}

async function taken(choice: JsonObject, input: Json): Promise<Json | undefined> {
  const { output, cause } = await ended(choice, input);
  if (output === undefined) return cause?.replace(/^.*event id #\d+\)\. /s, '') ?? '';
  return (output as JsonObject)['at'];
}

const above = (limit: number) => ({ Variable: '$.n', NumericGreaterThan: limit });
const noTransition =
  'Failed to transition out of the state. The state does not point to a next state.';
const invalidReference = (path: string) =>
  `Invalid path '${path}': The choice state's condition path references an invalid value.`;

describe('a rule of JSONPath', () => {
  const first: JsonObject[] = [above(1), above(2)];

  it.each<[rule: JsonObject, n: Json, target: string]>([
    [{ And: first }, 1, 'D'],
    [{ And: first }, 2, 'D'],
    [{ And: first }, 3, 'A'],
    [{ And: [] }, 3, 'A'],
    [{ Or: first }, 1, 'D'],
    [{ Or: first }, 2, 'A'],
    [{ Or: first }, 3, 'A'],
    [{ Or: [] }, 3, 'D'],
    [{ Not: above(1) }, 1, 'A'],
    [{ Not: above(1) }, 2, 'D'],
    [{ Not: { Or: [above(5), { Not: above(1) }] } }, 3, 'A'],
    [{ Variable: '$.n', NumericEqualsPath: '$.m' }, 7, 'A'],
    [{ Variable: '$.n', NumericEqualsPath: '$.m' }, 8, 'D'],
    [{ Variable: '$.n', IsPresent: true }, 8, 'A'],
    [{ Variable: '$.x', IsPresent: true }, 8, 'D'],
    [{ Variable: '$.x', IsPresent: false }, 8, 'A'],
  ])('%j of %j leads to %s', async (rule, n, target) => {
    const choice = { Choices: [{ ...rule, Next: 'A' }], Default: 'D' };
    expect(await taken(choice, { n, m: 7 })).toBe(target);
  });

  it.each<[rule: JsonObject, why: string]>([
    [{ Variable: '$.x', NumericEquals: 1 }, invalidReference('$.x')],
    [{ Not: { Variable: '$.x', NumericEquals: 1 } }, invalidReference('$.x')],
    [{ Or: [{ Variable: '$.x', NumericEquals: 1 }, above(0)] }, invalidReference('$.x')],
    [{ Variable: '$.x', NumericEqualsPath: '$.n' }, invalidReference('$.x')],
    [{ Variable: '$.n', NumericEqualsPath: '$.y' }, invalidReference('$.y')],
    [{ And: [7] }, 'And must be a list of rules.'],
    [{ Or: [7] }, 'Or must be a list of rules.'],
    [{ Variable: '$.n' }, 'The rule has no Variable with an operator.'],
    [{ NumericEquals: 1 }, 'The rule has no Variable with an operator.'],
    [{ Variable: 7, NumericEquals: 1 }, 'The rule has no Variable with an operator.'],
    [{ Variable: '$.n', toString: 1 }, 'The rule has no Variable with an operator.'],
    [{ Not: 7 }, 'The rule has no Variable with an operator.'],
  ])('%j cannot be decided', async (rule, why) => {
    const choice = { Choices: [{ ...rule, Next: 'A' }], Default: 'D' };
    const last = await ended(choice, { n: 1 });
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toBe(
      `An error occurred while executing the state 'C' (entered at the event id #2). ${why}`,
    );
  });

  it.each<[rule: JsonObject, start: string]>([
    [{ Variable: '$[', NumericEquals: 1 }, "Invalid path '$[' : "],
    [{ Variable: '$.n', NumericEqualsPath: '$[' }, "Invalid path '$[' : "],
    [{ Variable: '$.n', NumericEqualsPath: { a: 1 } }, 'Invalid path \'{"a":1}\' : '],
  ])('%j has no path', async (rule, start) => {
    const why = await taken({ Choices: [{ ...rule, Next: 'A' }], Default: 'D' }, { n: 1 });
    expect(String(why).startsWith(start)).toBe(true);
    expect(String(why).length).toBeGreaterThan(start.length);
  });

  it.each<[n: number, output: Json]>([
    [3, { at: 'A', in: 3, v: 'a' }],
    [1, { at: 'D', in: { n: 1 }, v: 'd' }],
  ])('of %d goes its own way with the state’s paths', async (n, output) => {
    const state = { Type: 'Pass', Parameters: { 'in.$': '$', 'v.$': '$v' }, End: true };
    const named = (at: string) => ({ ...state, Parameters: { at, ...state.Parameters } });
    const choice = {
      ...{ Type: 'Choice', InputPath: '$.in', Assign: { v: 'd' }, Default: 'D' },
      Choices: [{ ...above(2), Assign: { v: 'a' }, Next: 'A' }],
    };
    const machine = (OutputPath: string) => ({
      StartAt: 'C',
      States: { C: { ...choice, OutputPath }, A: named('A'), D: named('D') },
    });
    const { last } = await drive(machine(n === 3 ? '$.n' : '$'), { in: { n } });
    expect(last.output).toEqual(output);
  });

  it.each(['JSONPath', 'JSONata'])(
    'of none, in %s, leads nowhere without a Default',
    async (QueryLanguage) => {
      const rule =
        QueryLanguage === 'JSONata'
          ? { Condition: '{% false %}' }
          : { Not: { Variable: '$.n', IsPresent: true } };
      expect(await taken({ QueryLanguage, Choices: [{ ...rule, Next: 'A' }] }, { n: 1 })).toBe(
        noTransition,
      );
      expect(await taken({ QueryLanguage, Choices: [], Default: 'D' }, {})).toBe('D');
    },
  );
});

describe('a rule of JSONata', () => {
  const choices = (...conditions: readonly Json[]): JsonObject => ({
    QueryLanguage: 'JSONata',
    Choices: conditions.map((Condition, index) => ({ Condition, Next: index === 0 ? 'A' : 'B' })),
    Default: 'D',
  });
  const over = (limit: number) => `{% $states.input.n > ${limit} %}`;

  it.each<[conditions: readonly Json[], n: number, target: string]>([
    [[over(1), over(0)], 2, 'A'],
    [[over(1), over(0)], 1, 'B'],
    [[over(1), over(0)], 0, 'D'],
    [[false, true], 0, 'B'],
    [[true, true], 0, 'A'],
  ])('%j of %d leads to %s', async (conditions, n, target) => {
    expect(await taken(choices(...conditions), { n })).toBe(target);
  });

  it.each<[condition: Json, why: string]>([
    [
      '{% $states.input.n %}',
      "The JSONata expression '$states.input.n' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    ],
    [
      '{% [$states.input] %}',
      "The JSONata expression '[$states.input]' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'array' for value: [{\"n\":1}]",
    ],
    [
      '{% null %}',
      "The JSONata expression 'null' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'null' for value: null",
    ],
    [
      'true',
      "The field 'Choices[1]/Condition' has an unexpected type. Expected 'boolean', but was 'string' for value: \"true\"",
    ],
  ])('%j is no condition', async (condition, why) => {
    const last = await ended(choices(false, condition), { n: 1 });
    expect(last.error).toBe('States.QueryEvaluationError');
    expect(last.cause).toContain(why);
  });

  it('assigns and gives what it says, and the Default what the state says', async () => {
    const show = {
      ...{ Type: 'Pass', QueryLanguage: 'JSONata', End: true },
      Output: '{% [$v, $states.input] %}',
    };
    const C = {
      ...{ Type: 'Choice', QueryLanguage: 'JSONata', Default: 'D', Assign: { v: 'd' } },
      Output: '{% $states.input.n + 10 %}',
      Choices: [{ Condition: over(1), Assign: { v: 'a' }, Output: { own: 1 }, Next: 'A' }],
    };
    const outputOf = async (n: number) =>
      (await drive({ StartAt: 'C', States: { C, A: show, D: show } }, { n })).last.output;
    expect(await outputOf(2)).toEqual(['a', { own: 1 }]);
    expect(await outputOf(1)).toEqual(['d', 11]);
  });

  it('that fails on its way names the place with the rule’s number', async () => {
    const rule = { Condition: true, Output: '{% $no %}', Next: 'A' };
    const both = [{ Condition: false, Next: 'B' }, rule];
    const last = await ended({ QueryLanguage: 'JSONata', Choices: both }, {});
    expect(last.cause).toContain("the field 'Choices[1]/Output'");
    const own = { QueryLanguage: 'JSONata', Choices: [], Output: '{% $no %}', Default: 'D' };
    expect((await ended(own, {})).cause).toContain("the field 'Output'");
  });
});
