/** Which bytes of a YAML text an edit touches: lines, indentation, dashes, quotes and comments around it. */
import { applyOperation, applyTextEdits, type Operation, parse } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

type Path = readonly (string | number)[];

function edited(text: string, operation: Operation): string {
  const outcome = applyOperation(parse(text, 'yaml'), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

/** The state «A» whose `Result` is written so, from the colon on. */
const around = (result: string): string =>
  `StartAt: A\nStates:\n  A:\n    Result:${result}\n    End: true\n`;

const set = (path: Path, value: Json): Operation => ({ kind: 'setField', id: 'A', path, value });
const remove = (path: Path): Operation => ({ kind: 'removeField', id: 'A', path });

const r = 'Result';

describe('a value in the place of another', () => {
  it.each<readonly [what: string, before: string, value: Json, after: string]>([
    ['beside the key', ' a # c', 'b', ' b # c'],
    ['a text in double quotes keeps them', ' "a" # c', 'b', ' "b" # c'],
    ['a text in single quotes keeps them', " 'a'", "it's", " 'it''s'"],
    ['a number', ' a', 5, ' 5'],
    ['a text like a number', ' a', '5', ' "5"'],
    ['a word of YAML 1.1', ' a', 'yes', ' "yes"'],
    ['a date', ' a', '2024-01-02', ' "2024-01-02"'],
    ['what YAML 1.1 takes for minutes', ' a', '12:30', ' "12:30"'],
    ['no word', ' a', 'yesterday', ' yesterday'],
    ['nothing', ' a', null, ' null'],
    ['what flow style would split', ' a', 'b, c', ' "b, c"'],
    ['lines', ' a', 'b\nc', ' |-\n      b\n      c'],
    ['lines in double quotes keep them', ' "a"', 'b\nc', ' "b\\nc"'],
    ['lines for a text in single quotes', " 'a'", 'b\nc', ' |-\n      b\n      c'],
    ['an object for a text stands below', ' a # c', { b: [1] }, '\n      b:\n        - 1 # c'],
    ['an empty one beside', ' a', {}, ' {}'],
    ['a text for an object comes beside the key', '\n      b: 1', 'a', ' a'],
    ['an empty list for an object too', '\n      b: 1', [], ' []'],
    ['a list for an object stays below', '\n      b: 1', [1, 2], '\n      - 1\n      - 2'],
    ['a text for a block of lines', ' |\n      b\n      c', 'a', ' a'],
  ])('%s', (_what, before, value, after) => {
    expect(edited(around(before), set([r], value))).toBe(around(after));
  });

  it.each<readonly [before: string, value: Json, after: string]>([
    ['a', 'b', 'b'],
    ['a', 'B.c-d_1', 'B.c-d_1'],
    ['a', 'b c', 'b c'],
    ['a', 'b, c', '"b, c"'],
    ['a', 'b: c', '"b: c"'],
    ['a', '1b', '1b'],
    ['a', '1', '"1"'],
    ['a', 'true', '"true"'],
    ['a', 'Null', '"Null"'],
    ['a', 'No', '"No"'],
    ['a', 'y', '"y"'],
    ['a', 'yn', 'yn'],
    ['a', 1, '1'],
    ['a', null, 'null'],
    ['a', { b: [1] }, '{"b":[1]}'],
    ['"a"', 'b', '"b"'],
    ["'a'", 'b', '"b"'],
    ['1', 'b', '"b"'],
  ])('within flow style, for %s: %j', (before, value, after) => {
    expect(edited(around(` { x: ${before}, y: 2 }`), set([r, 'x'], value))).toBe(
      around(` { x: ${after}, y: 2 }`),
    );
  });
});

describe('what comes', () => {
  it.each<readonly [what: string, path: Path, value: Json, before: string, after: string]>([
    ['a member', ['m'], 0, '\n      a: 1 # c', '\n      a: 1 # c\n      m: 0'],
    [
      'a member behind a block',
      ['m'],
      0,
      '\n      a:\n        - 1',
      '\n      a:\n        - 1\n      m: 0',
    ],
    [
      'a member before the end',
      ['m'],
      0,
      '\n      a: 1\n      End: 2',
      '\n      a: 1\n      m: 0\n      End: 2',
    ],
    [
      'an object',
      ['m'],
      { b: { c: 1 } },
      '\n      a: 1',
      '\n      a: 1\n      m:\n        b:\n          c: 1',
    ],
    [
      'a member whose name YAML 1.1 takes for no',
      ['n'],
      0,
      '\n      a: 1',
      '\n      a: 1\n      "n": 0',
    ],
    ['a member of nothing', ['m'], 0, ' {}', ' {"m": 0}'],
    ['a member in flow style', ['m'], { b: 1 }, ' { a: 1 }', ' { a: 1, "m": {"b":1} }'],
    ['an item', [1], 0, '\n      - 1 # c', '\n      - 1 # c\n      - 0'],
    ['an item beside the column of the key', [1], 0, '\n    - 1', '\n    - 1\n    - 0'],
    [
      'an object as an item',
      [1],
      { b: 1, c: 2 },
      '\n      - a: 1\n        b: 2',
      '\n      - a: 1\n        b: 2\n      - b: 1\n        c: 2',
    ],
    ['an item of nothing', [0], 'a', ' []', ' ["a"]'],
    ['an item in flow style', [1], 'a', ' [1]', ' [1, "a"]'],
  ])('%s', (_what, path, value, before, after) => {
    expect(edited(around(before), set([r, ...path], value))).toBe(around(after));
  });

  it('is indented as the text is, and its lines end so', () => {
    const wide = (text: string): string =>
      text.replaceAll(/^ +/gm, (spaces) => spaces + spaces).replaceAll('\n', '\r\n');
    const [one, two] = [around('\n      a: 1'), around('\n      a: 1\n      m:\n        b: 2')];
    expect(edited(wide(one), set([r, 'm'], { b: 2 }))).toBe(wide(two));
    expect(edited(wide(two), remove([r, 'm']))).toBe(wide(one));
    expect(edited(wide(two), remove([r, 'a']))).toBe(wide(around('\n      m:\n        b: 2')));
  });
});

describe('what goes', () => {
  it.each<readonly [what: string, path: Path, before: string, after: string]>([
    ['the only member', ['x'], '\n      x: 1', ' {}'],
    ['the only item', [0], '\n      - 1', ' []'],
    ['the first member', ['x'], '\n      x: 1\n      b: 2', '\n      b: 2'],
    [
      'a member in the middle',
      ['x'],
      '\n      a: 0\n      x: 1\n      b: 2',
      '\n      a: 0\n      b: 2',
    ],
    ['the last member', ['x'], '\n      a: 0 # a\n      x: 1 # x', '\n      a: 0 # a'],
    [
      'a member with its lines',
      ['x'],
      '\n      x:\n        - 1\n        - 2\n      b: 2',
      '\n      b: 2',
    ],
    [
      'the comments above it',
      ['x'],
      '\n      a: 0\n      # one\n      # two\n      x: 1\n      b: 2',
      '\n      a: 0\n      b: 2',
    ],
    ['the comments above the last', ['x'], '\n      a: 0\n      # one\n      x: 1', '\n      a: 0'],
    ['the member beside a dash', [0, 'x'], '\n      - x: 1\n        b: 2', '\n      - b: 2'],
    [
      'the last member of an item',
      [0, 'x'],
      '\n      - a: 1\n        x: 2\n      - 3',
      '\n      - a: 1\n      - 3',
    ],
    [
      'an item in the middle',
      [1],
      '\n      - 1\n      # c\n      - 2\n      - 3',
      '\n      - 1\n      - 3',
    ],
    ['the last item', [1], '\n      - 1\n      - x: 2\n        y: 3', '\n      - 1'],
    ['an item of an item', [0, 0], '\n      - - 1\n        - 2', '\n      - - 2'],
    ['a member in flow style', ['x'], ' { x: 1, b: 2 }', ' { b: 2 }'],
  ])('%s', (_what, path, before, after) => {
    expect(edited(around(before), remove([r, ...path]))).toBe(around(after));
  });

  it('the last line of the text goes without the break before it', () => {
    const text = 'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Comment: x';
    expect(edited(text, remove(['Comment']))).toBe(text.replace('\n    Comment: x', ''));
  });
});

describe('items that change places', () => {
  it.each<readonly [what: string, before: string, after: string]>([
    [
      'keep the comments of the lines',
      '\n      - 1 # c\n      - 2 # d',
      '\n      - 2 # c\n      - 1 # d',
    ],
    [
      'with their lines',
      '\n      - a: 1\n        b: 2\n\n      - 3',
      '\n      - 3\n\n      - a: 1\n        b: 2',
    ],
    ['in flow style', ' [1,  2]', ' [2,  1]'],
  ])('%s', (_what, before, after) => {
    const operation: Operation = { kind: 'swapItems', id: 'A', path: [r], indexes: [0, 1] };
    expect(edited(around(before), operation)).toBe(around(after));
  });
});
