/** Commas that stand behind comments, and scopes that are half written. */
import { applyOperation, applyTextEdits, type Operation, parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

function edited(text: string, operation: Operation): string {
  const outcome = applyOperation(parse(text, 'json'), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

/** The state «A» with these members. */
const a = (members: string): string => `{"StartAt": "A", "States": {"A": {\n${members}\n}}}\n`;

describe('a member whose comma stands', () => {
  it.each<readonly [what: string, between: string]>([
    ['behind it', ''],
    ['behind white space', ' \t'],
    ['on the next line', '\n  '],
    ['behind a block comment', ' /* c */ '],
    ['behind a block comment with a comma', ' /* c, d */'],
    ['behind a block comment over lines', ' /* c\n d */ '],
    ['behind two comments', ' /* c *//* d */ '],
    ['behind the shortest comment', ' /**/'],
    ['behind a line comment', ' // c, d\n'],
    ['behind two line comments', ' // c\n // d\n'],
  ])('%s goes with it when it is the last that goes', (_what, between) => {
    const text = a(`"Result": 1${between},\n"Comment": "x"`);
    // What is between is nobody's: it stays where it was.
    expect(edited(text, { kind: 'removeField', id: 'A', path: ['Comment'] })).toBe(
      a(`"Result": 1${between}`),
    );
  });

  it.each<readonly [what: string, end: string, added: string]>([
    ['a comma that is there', ',', ',\n"Comment": "x"'],
    ['a comma behind a comment', ' /* c */,', ' /* c */,\n"Comment": "x"'],
    ['a comma in a comment only', ' // c,', ', // c,\n"Comment": "x"'],
  ])('%s is told apart when another follows', (_what, end, added) => {
    expect(
      edited(a(`"Result": 1${end}`), {
        kind: 'setField',
        id: 'A',
        path: ['Comment'],
        value: 'x',
      }),
    ).toBe(a(`"Result": 1${added}`));
  });
});

describe('a scope whose states are half written', () => {
  it.each<readonly [what: string, text: string, then: object]>([
    [
      'gets StartAt too',
      '{"Comment": "c", "States": 1}',
      { Comment: 'c', StartAt: 'N', States: { N: { Type: 'Succeed' } } },
    ],
    [
      'keeps its StartAt',
      '{"StartAt": "M", "States": 1}',
      { StartAt: 'M', States: { N: { Type: 'Succeed' } } },
    ],
    [
      'gets both',
      '{"Comment": "c"}',
      { Comment: 'c', StartAt: 'N', States: { N: { Type: 'Succeed' } } },
    ],
  ])('%s', (_what, text, then) => {
    const operation: Operation = { kind: 'addState', scope: '', name: 'N', type: 'Succeed' };
    expect(JSON.parse(edited(text, operation))).toEqual(then);
  });
});
