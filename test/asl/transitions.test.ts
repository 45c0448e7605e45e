import { graphOf, isTerminal, namesIn, parse, transitionsOf } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { expect, it } from 'vitest';

function stateOf(fields: Json) {
  const text = JSON.stringify({ StartAt: 'S', States: { S: fields } });
  const state = parse(text, 'json').machine?.states[0];
  if (!state) throw new Error('no state');
  return state;
}

const caught = [{ ErrorEquals: ['E', 'F'], Next: 'C' }, { ErrorEquals: ['G'] }, { Next: 'D' }];

it.each<[fields: Json, ways: readonly string[], names: readonly string[], isTerminal: boolean]>([
  [{ Type: 'Pass', Next: 'A' }, ['next 0 A'], ['A'], false],
  [{ Type: 'Pass', End: true }, ['end 0'], [], true],
  [{ Type: 'Pass', End: false }, [], [], false],
  [{ Type: 'Pass' }, [], [], false],
  [{ Type: 'Wait', Next: 'A', Catch: caught }, ['next 0 A'], ['A'], false],
  [
    { Type: 'Task', Next: 'A', Catch: caught },
    ['next 0 A', 'catch 0 C', 'catch 2 D'],
    ['A', 'C', 'D'],
    false,
  ],
  [
    { Type: 'Map', End: true, Catch: caught },
    ['end 0', 'catch 0 C', 'catch 2 D'],
    ['C', 'D'],
    true,
  ],
  [{ Type: 'Parallel', Catch: caught }, ['catch 0 C', 'catch 2 D'], ['C', 'D'], false],
  [{ Type: 'Succeed' }, ['end 0'], [], true],
  [{ Type: 'Fail', Next: 'A' }, ['end 0'], ['A'], true],
  [
    { Type: 'Choice', Choices: [{ Next: 'A' }, {}, { Next: 'B' }], Default: 'C', Next: 'D' },
    ['choice 0 A', 'choice 2 B', 'default 0 C'],
    ['D', 'A', 'B', 'C'],
    false,
  ],
  [{ Next: 'A' }, ['next 0 A'], ['A'], false],
])('%j', (fields, ways, names, terminal) => {
  const state = stateOf(fields);
  const found = transitionsOf(state).map(({ kind, index, target }) =>
    [kind, index, ...(target ? [target.value] : [])].join(' '),
  );
  expect(found).toEqual(ways);
  expect(namesIn(state).map(({ value }) => value)).toEqual(names);
  expect(isTerminal(state)).toBe(terminal);
});

it.each<[rule: Json, label: string]>([
  [{ Variable: '$.n', NumericLessThanEquals: 3 }, '$.n ≤ 3'],
  [{ Variable: '$.n', NumericLessThan: 3 }, '$.n < 3'],
  [{ Variable: '$.n', NumericGreaterThanEquals: 3 }, '$.n ≥ 3'],
  [{ Variable: '$.n', NumericGreaterThan: 3 }, '$.n > 3'],
  [{ Variable: '$.n', StringEquals: 'a' }, '$.n = "a"'],
  [{ Variable: '$.n', StringLessThanEqualsPath: '$.m' }, '$.n ≤ $.m'],
  [{ Variable: '$.n', StringMatches: 'a*' }, '$.n matches "a*"'],
  [{ Variable: '$.n', BooleanEquals: true }, '$.n = true'],
  [{ Variable: '$.n', IsPresent: true }, '$.n is present'],
  [{ Variable: '$.n', IsNumeric: false }, '$.n is not a number'],
  [{ Not: { Variable: '$.n', IsNull: true } }, 'not ($.n is null)'],
  [
    {
      Or: [
        { Variable: '$.a', IsString: true },
        { Variable: '$.b', IsBoolean: true },
      ],
    },
    '$.a is a string or $.b is a boolean',
  ],
  [{ Condition: '{% $states.input.n <= 3 %}' }, '$states.input.n <= 3'],
  [{ Comment: 'few', Variable: '$.n', NumericLessThan: 3 }, 'few'],
])('%j is shown as %s', (rule, label) => {
  const choices = [{ ...(rule as object), Next: 'S' }] as Json;
  const text = JSON.stringify({
    StartAt: 'S',
    States: { S: { Type: 'Choice', Choices: choices } },
  });
  const [, first] = graphOf(parse(text, 'json'))?.transitions ?? [];
  expect(first?.label).toBe(label);
});

it('names a catcher’s transition by its errors', () => {
  const fields: Json = { Type: 'Task', Resource: 'r', End: true, Catch: caught };
  const text = JSON.stringify({ StartAt: 'S', States: { S: fields } });
  const labels = graphOf(parse(text, 'json'))?.transitions.map(({ label }) => label);
  expect(labels).toEqual(['', '', 'E, F', 'Catch']);
});
