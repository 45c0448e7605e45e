/** Rules and edits that count against a limit: one below, at, and one above it. */
import { analyse } from '@stepthrough/analysis';
import { applyOperation, parse } from '@stepthrough/asl';
import { characters, limits } from '@stepthrough/catalog';
import { compileIntrinsic } from '@stepthrough/expressions';
import { describe, expect, it, test } from 'vitest';

const around = (limit: number): readonly [size: number, isTaken: boolean][] => [
  [limit - 1, true],
  [limit, true],
  [limit + 1, false],
];

test('a pair of surrogates is one character', () => {
  expect(characters('a😀ü')).toBe(3);
});

describe.each(around(limits.stateName))('a state’s name of %i characters', (size, isTaken) => {
  const name = `${'n'.repeat(size - 1)}😀`;

  it(isTaken ? 'is taken' : 'is reported', () => {
    const text = JSON.stringify({ StartAt: name, States: { [name]: { Type: 'Succeed' } } });
    const codes = analyse(parse(text, 'json')).map(({ code }) => code);
    expect(codes.includes('state.name')).toBe(!isTaken);
  });

  it(isTaken ? 'can be given' : 'cannot be given', () => {
    const text = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
    const document = parse(text, 'json');
    expect(applyOperation(document, { kind: 'renameState', id: 'A', name }).ok).toBe(isTaken);
  });
});

describe.each(around(limits.variableName))(
  'a variable’s name of %i characters',
  (size, isTaken) => {
    it(isTaken ? 'is taken' : 'is reported', () => {
      const Assign = { ['v'.repeat(size)]: 1 };
      const states = { A: { Type: 'Pass', Assign, Next: 'B' }, B: { Type: 'Succeed' } };
      const text = JSON.stringify({ StartAt: 'A', States: states });
      const codes = analyse(parse(text, 'json')).map(({ code }) => code);
      expect(codes.includes('var.name')).toBe(!isTaken);
    });
  },
);

describe.each(['States.Base64Encode', 'States.Base64Decode'])('%s', (name) => {
  it.each([
    [limits.intrinsicText - 4, true],
    [limits.intrinsicText, true],
    [limits.intrinsicText + 4, false],
  ])('of %i characters', (size, isTaken) => {
    const compiled = compileIntrinsic(`${name}($.text)`);
    if (!compiled.ok) throw new Error(compiled.message);
    const outcome = compiled.value.evaluate({
      input: { text: 'A'.repeat(size) },
      context: {},
      variables: {},
      random: () => 0,
    });
    expect(outcome.ok).toBe(isTaken);
  });
});

it.each([
  [999, true],
  [1_000, true],
  [1_001, false],
])('States.ArrayRange of %i items', (size, isTaken) => {
  const compiled = compileIntrinsic(`States.ArrayRange(1, ${size}, 1)`);
  if (!compiled.ok) throw new Error(compiled.message);
  const scope = { input: {}, context: {}, variables: {}, random: () => 0 };
  expect(compiled.value.evaluate(scope).ok).toBe(isTaken);
});
