/** Which bytes of a JSON text an edit touches: commas, comments, lines and indentation around it. */
import { applyOperation, applyTextEdits, type Operation, parse } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

type Path = readonly (string | number)[];

function edited(text: string, operation: Operation): string {
  const outcome = applyOperation(parse(text, 'json'), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

/** The state «A» whose `Result` is written so. */
const around = (result: string): string =>
  `{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Result": ${result},\n      "End": true\n    }\n  }\n}\n`;

const set = (path: Path, value: Json): Operation => ({ kind: 'setField', id: 'A', path, value });
const remove = (path: Path): Operation => ({ kind: 'removeField', id: 'A', path });

const r = 'Result';

describe('a value in the place of another', () => {
  it.each<readonly [what: string, before: string, value: Json, after: string]>([
    ['a text', '1', 'a "b"', '"a \\"b\\""'],
    ['a null', '1', null, 'null'],
    ['a list on one line stays on it', '[1]', [{ a: [1] }, {}, 3], '[{ "a": [1] }, {}, 3]'],
    ['an object on one line stays on it', '{ "a": 1 }', [], '[]'],
    ['with space inside, it is on one line', '[ ]', { a: 1 }, '{ "a": 1 }'],
    ['without, its lines are new', '[]', { a: 1 }, '{\n        "a": 1\n      }'],
    ['an object for a text has lines of its own', '1', { a: 1 }, '{\n        "a": 1\n      }'],
    [
      'a list on lines keeps lines',
      '[\n        1\n      ]',
      { a: 1 },
      '{\n        "a": 1\n      }',
    ],
  ])('%s', (_what, before, value, after) => {
    expect(edited(around(before), set([r], value))).toBe(around(after));
  });
});

describe('a member that comes', () => {
  it.each<readonly [what: string, before: string, after: string]>([
    ['into nothing', '{}', '{\n        "n": 0\n      }'],
    ['into white space', '{  }', '{\n        "n": 0\n      }'],
    ['before a comment on the line', '{ /* c */ }', '{\n        "n": 0\n       /* c */ }'],
    [
      'before a comment on a line of its own',
      '{\n        // c\n      }',
      '{\n        "n": 0\n        // c\n      }',
    ],
    ['on the line of the others', '{ "a": 1 }', '{ "a": 1, "n": 0 }'],
    [
      'on a line like the others',
      '{\n          "a": 1\n      }',
      '{\n          "a": 1,\n          "n": 0\n      }',
    ],
    [
      'behind a line comment',
      '{\n        "a": 1 // c, d\n      }',
      '{\n        "a": 1, // c, d\n        "n": 0\n      }',
    ],
    [
      'behind a block comment',
      '{\n        "a": 1 /* c */  \n      }',
      '{\n        "a": 1, /* c */\n        "n": 0  \n      }',
    ],
    [
      'behind a comma that is there',
      '{\n        "a": 1, // c\n      }',
      '{\n        "a": 1, // c\n        "n": 0\n      }',
    ],
    [
      'before what closes on the line',
      '{\n        "a": 1 }',
      '{\n        "a": 1,\n        "n": 0 }',
    ],
    [
      'before the end of the flow, behind a comment',
      '{\n        "a": 1, // c\n        "End": 2\n      }',
      '{\n        "a": 1, // c\n        "n": 0,\n        "End": 2\n      }',
    ],
    [
      'before the end of the flow that shares a line',
      '{\n        "a": 1, "Next": 2\n      }',
      '{\n        "a": 1,\n        "n": 0, "Next": 2\n      }',
    ],
    [
      'before the end of the flow on one line',
      '{ "a": 1, "States": 2 }',
      '{ "a": 1, "n": 0, "States": 2 }',
    ],
    ['behind the end of the flow that is alone', '{ "End": 2 }', '{ "End": 2, "n": 0 }'],
    ['behind any other last one', '{ "a": 1, "Default": 2 }', '{ "a": 1, "Default": 2, "n": 0 }'],
  ])('%s', (_what, before, after) => {
    expect(edited(around(before), set([r, 'n'], 0))).toBe(around(after));
  });

  it.each<readonly [what: string, before: string, after: string]>([
    ['into an empty list', '[]', '[\n        0\n      ]'],
    ['on one line', '[1]', '[1, 0]'],
    ['on lines', '[\n        1\n      ]', '[\n        1,\n        0\n      ]'],
  ])('as an item %s', (_what, before, after) => {
    const index = before.includes('1') ? 1 : 0;
    expect(edited(around(before), set([r, index], 0))).toBe(around(after));
  });

  it('an object among the others is written in lines, by the unit of the text', () => {
    const tabs = (text: string): string => around(text).replaceAll('  ', '\t');
    expect(edited(tabs('{\n        "a": 1\n      }'), set([r, 'n'], { b: [] }))).toBe(
      tabs('{\n        "a": 1,\n        "n": {\n          "b": []\n        }\n      }'),
    );
  });

  it('the unit is that of the first member, and two spaces where all stands on one line', () => {
    const wide = '{\n    "StartAt": "A", "States": {\n  "A": { "Result": {} }}}';
    const line = '{ "StartAt": "A", "States": { "A": { "Result": {} } } }';
    expect(edited(wide, set([r, 'n'], 0))).toBe(wide.replace('{}', '{\n      "n": 0\n  }'));
    expect(edited(line, set([r, 'n'], 0))).toBe(line.replace('{}', '{\n  "n": 0\n}'));
  });

  it('lines end as those of the text do', () => {
    const windows = (text: string): string => around(text).replaceAll('\n', '\r\n');
    const [one, two] = [
      '{\n        "a": 1\n      }',
      '{\n        "a": 1,\n        "n": [\n          0\n        ]\n      }',
    ];
    expect(edited(windows(one), set([r, 'n'], [0]))).toBe(windows(two));
    expect(edited(windows(two), remove([r, 'n']))).toBe(windows(one));
    expect(edited(windows(two), remove([r, 'a']))).toBe(
      windows('{\n        "n": [\n          0\n        ]\n      }'),
    );
  });
});

describe('a member that goes', () => {
  const lines = (...all: readonly string[]): string =>
    ['{', ...all.map((line) => `        ${line}`), '      }'].join('\n');

  it.each<readonly [what: string, before: string, after: string]>([
    ['alone', '{ "x": 1 }', '{}'],
    ['alone, with its comments', lines('// c', '"x": 1, // d'), '{}'],
    ['first on the line', '{ "x": 1,  "b": 2 }', '{ "b": 2 }'],
    ['in the middle of the line', '{ "a": 0, "x": 1, "b": 2 }', '{ "a": 0, "b": 2 }'],
    ['last on the line', '{ "a": 0, "x": 1 }', '{ "a": 0 }'],
    ['first of the lines', lines('"x": 1,', '"b": 2'), lines('"b": 2')],
    ['in the middle of lines', lines('"a": 0,', '"x": 1,', '"b": 2'), lines('"a": 0,', '"b": 2')],
    ['last of the lines', lines('"a": 0,', '"x": 1'), lines('"a": 0')],
    ['last, with a comma behind', lines('"a": 0,', '"x": 1,'), lines('"a": 0')],
    [
      'with the comments above and beside it',
      lines('"a": 0,', '// one', '/* two */', '"x": 1, // three', '"b": 2 // b'),
      lines('"a": 0,', '"b": 2 // b'),
    ],
    [
      'last, with the comments above and beside it',
      lines('"a": 0, // a', '// one', '"x": 1 /* two */'),
      lines('"a": 0 // a'),
    ],
    [
      'first, with the comment above it and not the one behind the brace',
      '{ // all\n        // one\n        "x": 1,\n        "b": 2\n      }',
      '{ // all\n        "b": 2\n      }',
    ],
    [
      'without the comment of the member before',
      lines('"a": 0, // of a', '"x": 1,', '"b": 2'),
      lines('"a": 0, // of a', '"b": 2'),
    ],
    [
      'first of its line only',
      lines('"a": 0,', '"x": 1, "b": 2,', '"c": 3'),
      lines('"a": 0,', '"b": 2,', '"c": 3'),
    ],
  ])('%s', (_what, before, after) => {
    expect(edited(around(before), remove([r, 'x']))).toBe(around(after));
  });

  it.each<readonly [index: number, after: string]>([
    [0, '[2, 3]'],
    [1, '[1, 3]'],
    [2, '[1, 2]'],
    [3, '[1, 2, 3]'],
  ])('as item %i of three', (index, after) => {
    expect(edited(around('[1, 2, 3]'), remove([r, index]))).toBe(around(after));
  });
});
