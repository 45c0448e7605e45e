/** Which parts of a value are written when it changes, and which stay as their author wrote them. */
import { applyOperation, applyTextEdits, type Operation, parse } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

type Path = readonly (string | number)[];

const around = (result: string): string =>
  `{"StartAt": "A", "States": {"A": {"Result": ${result}, "End": true}}}`;

function edited(result: string, operation: Operation): string {
  const text = around(result);
  const outcome = applyOperation(parse(text, 'json'), operation);
  if (!outcome.ok) return outcome.message;
  const after = applyTextEdits(text, outcome.edits);
  return after.slice(around('').indexOf(', "End"'), after.lastIndexOf(', "End"'));
}

const set = (path: Path, value: Json): Operation => {
  return { kind: 'setField', id: 'A', path: ['Result', ...path], value };
};

describe('of a value', () => {
  // Two spaces stand behind a colon or a comma that is left as it was.
  it.each<readonly [what: string, before: string, value: Json, after: string]>([
    [
      'that is so already, nothing',
      '{"a":  [1,  {"b":  null}]}',
      { a: [1, { b: null }] },
      '{"a":  [1,  {"b":  null}]}',
    ],
    [
      'with its members in another order, nothing',
      '{"a":  1,  "b":  2}',
      { b: 2, a: 1 },
      '{"a":  1,  "b":  2}',
    ],
    ['the member that differs', '{"a":  1,  "b":  2}', { a: 1, b: 3 }, '{"a":  1,  "b":  3}'],
    ['a member inside', '{"a":  {"b":  1}}', { a: { b: 2 } }, '{"a":  {"b":  2}}'],
    ['a member more', '{"a":  1}', { a: 1, b: 2 }, '{"a":  1, "b": 2}'],
    ['a member less', '{"a":  1,  "b":  2}', { b: 2 }, '{"b":  2}'],
    ['one more and one less', '{"a":  1,  "c":  2}', { b: 3, c: 2 }, '{"c":  2, "b": 3}'],
    ['another name for the only member', '{"a":  1}', { b: 1 }, '{"b": 1}'],
    ['items more', '[1,  2]', [1, 2, 3, 4], '[1,  2, 3, 4]'],
    ['the first item less', '[1,  2,  3]', [2, 3], '[2,  3]'],
    ['an item in the middle less', '[1,  2,  3]', [1, 3], '[1,  3]'],
    ['the last items less', '[1,  2,  3]', [1], '[1]'],
    ['all items less', '[1,  2]', [], '[]'],
    ['an item that differs', '[1,  2,  3]', [1, 5, 3], '[1,  5,  3]'],
    ['items less and others, the whole list', '[1,  2,  3]', [1, 4], '[1, 4]'],
    ['items more in front, the whole list', '[1,  2]', [0, 1, 2], '[0, 1, 2]'],
    [
      'inside an item',
      '[{"a":  1},  {"b":  [2]}]',
      [{ a: 1 }, { b: [3] }],
      '[{"a":  1},  {"b":  [3]}]',
    ],
    ['items less before what is equal inside', '[0,  {"a":  [1]}]', [{ a: [1] }], '[{"a":  [1]}]'],
    [
      'items less before what differs inside',
      '[0,  {"a":  [1]}]',
      [{ a: [1, 2] }],
      '[{ "a": [1, 2] }]',
    ],
    ['items less before another name', '[0,  {"a":  1}]', [{ b: 1 }], '[{ "b": 1 }]'],
    [
      'items less before a member more',
      '[0,  {"a":  1}]',
      [{ a: 1, b: 2 }],
      '[{ "a": 1, "b": 2 }]',
    ],
    ['an object for a list', '[1,  2]', { 0: 1 }, '{ "0": 1 }'],
    ['a text for a number', '1', '1', '"1"'],
    ['null for false', 'false', null, 'null'],
    ['false for null', 'null', false, 'false'],
    ['a placeholder that stays, nothing', '"${x}"', '${x}', '"${x}"'],
    ['a placeholder that becomes another', '${x}', '${y}', '"${y}"'],
    ['a bare placeholder that stays, nothing', '{"a":  ${x}}', { a: '${x}' }, '{"a":  ${x}}'],
  ])('%s is written', (_what, before, value, after) => {
    expect(edited(before, set([], value))).toBe(after);
  });

  it('of which a name stands twice, nothing is guessed', () => {
    const words = 'A name stands twice in this object; remove one of them in the text.';
    expect(edited('{"a": 1, "a": 2}', set([], { a: 3 }))).toBe(words);
    expect(edited('[0, {"a": 1, "a": 1}]', set([], [{ a: 1 }]))).toBe('[{ "a": 1 }]');
  });

  it.each([
    [50, true],
    [51, false],
  ])('%i members that differ are written one by one: %s', (count, isEach) => {
    const names = Array.from({ length: count }, (_none, index) => `m${index}`);
    const before = `{${names.map((name) => `"${name}":  0`).join(', ')}, "last":  0}`;
    const value = { ...Object.fromEntries(names.map((name) => [name, 1])), last: 0 };
    expect(edited(before, set([], value)).endsWith('"last":  0}')).toBe(isEach);
  });

  it('one edit reaches from the first difference to the last', () => {
    const text = around('{"a": 1, "b": 2, "c": 3}');
    const outcome = applyOperation(parse(text, 'json'), set([], { a: 5, b: 2, c: 6 }));
    const start = text.indexOf('1');
    expect(outcome).toEqual({
      ok: true,
      edits: [{ range: { start, end: text.indexOf('3') + 1 }, newText: '5, "b": 2, "c": 6' }],
    });
  });
});

describe('a place', () => {
  const gone = (path: string): string => `There is no «${path}» any more; the text has changed.`;
  it.each<readonly [what: string, before: string, operation: Operation, after: string]>([
    ['is made on the way', '{}', set(['a', 'b'], 1), '{\n  "a": {\n    "b": 1\n  }\n}'],
    [
      'is a list where an index leads on',
      '{"x": 0}',
      set(['a', 0, 'b'], 1),
      '{"x": 0, "a": [\n  {\n    "b": 1\n  }\n]}',
    ],
    ['is right behind the last item', '[1]', set([1], 2), '[1, 2]'],
    ['is not further behind', '[1]', set([2], 2), gone('Result.2')],
    ['is not inside a text', '"a"', set(['b'], 1), gone('Result.b')],
    ['is no name of a list', '[1]', set(['b'], 1), gone('Result.b')],
    ['is no index of an object', '{"0": 1}', set([1], 1), gone('Result.1')],
    [
      'that is not there is not removed',
      '{"a": 1}',
      { kind: 'removeField', id: 'A', path: ['Result', 'b'] },
      '{"a": 1}',
    ],
    [
      'inside what is not there cannot be removed',
      '{"a": 1}',
      { kind: 'removeField', id: 'A', path: ['Result', 'b', 'c'] },
      gone('Result.b.c'),
    ],
    [
      'inside a text cannot be removed',
      '"a"',
      { kind: 'removeField', id: 'A', path: ['Result', 'b'] },
      gone('Result.b'),
    ],
    [
      'of two items is changed for the other',
      '[1,  2, 3]',
      { kind: 'swapItems', id: 'A', path: ['Result'], indexes: [2, 0] },
      '[3,  2, 1]',
    ],
    [
      'that one of two items has not, is told',
      '[1, 2]',
      { kind: 'swapItems', id: 'A', path: ['Result'], indexes: [0, 2] },
      gone('Result.2'),
    ],
    [
      'that the other has not, too',
      '[1, 2]',
      { kind: 'swapItems', id: 'A', path: ['Result'], indexes: [3, 0] },
      gone('Result.3'),
    ],
    [
      'of items is a list',
      '{"a": 1}',
      { kind: 'swapItems', id: 'A', path: ['Result'], indexes: [0, 1] },
      gone('Result'),
    ],
  ])('%s', (_what, before, operation, after) => {
    expect(edited(before, operation)).toBe(after);
  });
});

it.each([
  [500, false],
  [501, true],
])('a value of %i levels is refused: %s', (levels, isRefused) => {
  const words = 'The value nests more than 500 levels deep.';
  const value = JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as Json;
  const field = edited('1', set([], value));
  const fields = edited('1', {
    kind: 'addState',
    scope: '',
    name: 'N',
    type: 'Pass',
    fields: { value },
  });
  expect(field === words).toBe(isRefused);
  expect(fields).toBe(words);
});

describe('edits of one text', () => {
  const edit = (start: number, end: number, newText: string) => ({
    range: { start, end },
    newText,
  });
  it.each([
    ['are told by the places before them all', [edit(0, 1, 'AA'), edit(2, 3, 'C')], 'AAbCd'],
    ['come in any order', [edit(2, 3, 'C'), edit(0, 1, 'AA')], 'AAbCd'],
    ['insert before what is replaced there', [edit(1, 2, 'B'), edit(1, 1, '+')], 'a+Bcd'],
    ['insert in their own order', [edit(1, 1, '1'), edit(1, 1, '2')], 'a12bcd'],
    ['reach the end', [edit(3, 4, ''), edit(4, 4, '!')], 'abc!'],
    ['may be none', [], 'abcd'],
  ])('%s', (_what, edits, after) => {
    expect(applyTextEdits('abcd', edits)).toBe(after);
  });
});
