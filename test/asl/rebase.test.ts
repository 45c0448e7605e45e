import {
  applyTextEdits,
  applyToLater,
  type Operation,
  parse,
  RecentTexts,
  type Syntax,
} from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const json = `{
  "StartAt": "Sort",
  "States": {
    "Sort": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.x", "IsPresent": true, "Next": "Left" },
        { "Variable": "$.y", "IsPresent": true, "Next": "Right" }
      ],
      "Default": "Left"
    },
    "Left": { "Type": "Pass", "Next": "Right" },
    "Right": { "Type": "Wait", "Seconds": 1, "End": true }
  }
}
`;

const yaml = `StartAt: Sort
States:
  Sort:
    Type: Choice
    Choices:
      - Variable: $.x
        IsPresent: true
        Next: Left
      - Variable: $.y
        IsPresent: true
        Next: Right
    Default: Left
  Left:
    Type: Pass
    Next: Right
  Right:
    Type: Wait
    Seconds: 1
    End: true
`;

const ofY: Operation = {
  kind: 'setField',
  id: 'Sort',
  path: ['Choices', 1, 'Variable'],
  value: '$.z',
};

/** The text after an operation on an earlier one; `undefined` when it is refused. */
function rebased(
  earlier: string,
  later: string,
  operation: Operation,
  syntax: Syntax,
): string | undefined {
  const outcome = applyToLater(parse(earlier, syntax), parse(later, syntax), operation);
  return outcome.ok ? applyTextEdits(later, outcome.edits) : undefined;
}

const changed = (text: string, ...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`The text has no ${from}.`);
    return result.replace(from, to);
  }, text);

interface Case {
  readonly title: string;
  readonly syntax?: Syntax;
  readonly change: readonly [from: string, to: string];
  readonly operation: Operation;
  /** What is replaced in the later text; absent when the operation is refused. */
  readonly gives?: readonly [from: string, to: string];
}

const cases: readonly Case[] = [
  {
    title: 'a change elsewhere moves the edit',
    change: ['"StartAt"', '"Comment": "new",\n  "StartAt"'],
    operation: ofY,
    gives: ['"$.y"', '"$.z"'],
  },
  {
    title: 'a rule that has come before is not the one that is meant',
    change: [
      '        { "Variable": "$.x"',
      '        { "Variable": "$.w", "IsPresent": true, "Next": "Left" },\n        { "Variable": "$.x"',
    ],
    operation: ofY,
    gives: ['"$.y"', '"$.z"'],
  },
  {
    title: 'a rule that has come before, in YAML',
    syntax: 'yaml',
    change: [
      '      - Variable: $.x',
      '      - Variable: $.w\n        IsPresent: true\n        Next: Left\n      - Variable: $.x',
    ],
    operation: ofY,
    gives: ['$.y', '$.z'],
  },
  {
    title: 'the rule before has gone',
    change: ['        { "Variable": "$.x", "IsPresent": true, "Next": "Left" },\n', ''],
    operation: ofY,
    gives: ['"$.y"', '"$.z"'],
  },
  {
    title: 'the rule has gone, and another has its index',
    change: [
      '        { "Variable": "$.y", "IsPresent": true, "Next": "Right" }',
      '        { "Variable": "$.v", "IsPresent": true, "Next": "Right" }',
    ],
    operation: ofY,
  },
  {
    title: 'the value itself has changed',
    change: ['"$.y"', '"$.yy"'],
    operation: ofY,
  },
  {
    title: 'another member of the rule has changed',
    change: ['"IsPresent": true, "Next": "Right"', '"IsPresent": false, "Next": "Right"'],
    operation: ofY,
    gives: ['"$.y"', '"$.z"'],
  },
  {
    title: 'a rule is led elsewhere, after another has come before it',
    change: [
      '        { "Variable": "$.x"',
      '        { "Variable": "$.w", "IsPresent": true, "Next": "Left" },\n        { "Variable": "$.x"',
    ],
    operation: {
      kind: 'reconnect',
      scope: '',
      transition: { kind: 'choice', from: 'Sort', index: 1 },
      to: 'Left',
    },
    gives: ['true, "Next": "Right" }', 'true, "Next": "Left" }'],
  },
  {
    title: 'a rename does not leave out a reference that has come',
    change: ['"Next": "Right" }\n      ]', '"Next": "Left" }\n      ]'],
    operation: { kind: 'renameState', id: 'Left', name: 'West' },
  },
  {
    title: 'a state that has gone is not renamed',
    change: ['    "Left": { "Type": "Pass", "Next": "Right" },\n', ''],
    operation: { kind: 'renameState', id: 'Left', name: 'West' },
  },
  {
    title: 'a name that has been taken is not given',
    change: ['    "Left"', '    "West": { "Type": "Pass", "End": true },\n    "Left"'],
    operation: { kind: 'renameState', id: 'Left', name: 'West' },
  },
  {
    title: 'a member that somebody else has added is not added twice',
    change: ['"Type": "Pass", "Next"', '"Type": "Pass", "Comment": "theirs", "Next"'],
    operation: { kind: 'setField', id: 'Left', path: ['Comment'], value: 'ours' },
  },
  {
    title: 'two members are added to one state',
    change: ['"Type": "Pass", "Next"', '"Type": "Pass", "Comment": "theirs", "Next"'],
    operation: { kind: 'setField', id: 'Left', path: ['InputPath'], value: '$.a' },
    gives: ['"theirs"', '"theirs", "InputPath": "$.a"'],
  },
  {
    title: 'rules change places where others have come',
    change: [
      '        { "Variable": "$.x"',
      '        { "Variable": "$.w", "IsPresent": true, "Next": "Left" },\n        { "Variable": "$.x"',
    ],
    operation: { kind: 'swapItems', id: 'Sort', path: ['Choices'], indexes: [0, 1] },
    gives: [
      '{ "Variable": "$.x", "IsPresent": true, "Next": "Left" },\n        { "Variable": "$.y", "IsPresent": true, "Next": "Right" }',
      '{ "Variable": "$.y", "IsPresent": true, "Next": "Right" },\n        { "Variable": "$.x", "IsPresent": true, "Next": "Left" }',
    ],
  },
  {
    title: 'a state that has been changed is not deleted',
    change: ['"Seconds": 1', '"Seconds": 2'],
    operation: { kind: 'deleteState', id: 'Right' },
  },
];

describe('an operation on an earlier text', () => {
  it.each(cases)('$title', ({ syntax = 'json', change, operation, gives }) => {
    const earlier = syntax === 'json' ? json : yaml;
    const later = changed(earlier, change);
    const expected = gives && changed(later, gives);
    expect(rebased(earlier, later, operation, syntax)).toBe(expected);
  });

  it('says that the text has changed when it is refused', () => {
    const later = changed(json, ['"$.y"', '"$.yy"']);
    expect(applyToLater(parse(json, 'json'), parse(later, 'json'), ofY)).toEqual({
      ok: false,
      message:
        'The text has changed meanwhile where this edit belongs, so it was not made. Look at it again.',
    });
  });
});

describe('the latest texts', () => {
  const read = (text: string) => parse(text, 'json');
  const other = (count: number): string => changed(json, ['"Sort"', `"Sort", "N": ${count}`]);

  it('are known by their versions', () => {
    const texts = new RecentTexts();
    expect(texts.apply(ofY, 1)).toMatchObject({ ok: false });
    texts.add(1, read(json));
    expect(texts.apply(ofY, 1)).toMatchObject({ ok: true });
    texts.add(2, read(other(2)));
    expect(texts.apply(ofY, 1)).toMatchObject({ ok: true });
    expect(texts.apply(ofY, 3)).toMatchObject({
      ok: false,
      message: expect.stringContaining('has changed many times since') as string,
    });
  });

  it('are 30, and the oldest goes first', () => {
    const texts = new RecentTexts();
    for (let version = 1; version <= 31; version += 1) texts.add(version, read(other(version)));
    expect(texts.apply(ofY, 1).ok).toBe(false);
    expect(texts.apply(ofY, 2).ok).toBe(true);
  });

  it('are one at least, however long it is', () => {
    const texts = new RecentTexts();
    const long = `${json}${' '.repeat(9_000_000)}`;
    texts.add(1, read(json));
    for (const version of [2, 3, 4]) texts.add(version, read(`${long}${' '.repeat(version)}`));
    expect(texts.apply(ofY, 2).ok).toBe(false);
    expect(texts.apply(ofY, 3).ok).toBe(true);
    expect(texts.apply(ofY, 4).ok).toBe(true);
  });

  it('have each version once, after an undo as well', () => {
    const texts = new RecentTexts();
    texts.add(1, read(json));
    texts.add(1, read(other(1)));
    expect(texts.apply({ kind: 'setField', id: '', path: ['N'], value: 5 }, 1)).toMatchObject({
      ok: true,
      edits: [{ newText: '5' }],
    });
  });
});
