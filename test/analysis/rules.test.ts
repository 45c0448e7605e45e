import {
  analyse,
  type AnalysisOptions,
  codes,
  type Problem,
  severities,
} from '@stepthrough/analysis';
import { applyTextEdits, parse, type Syntax } from '@stepthrough/asl';
import { ServiceCatalog } from '@stepthrough/catalog';
import { describe, expect, test } from 'vitest';
import { fixtures } from './fixtures.ts';
import { readGenerated, services } from './services.ts';

interface Marked {
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

function readMarks(marked: string): Marked {
  const ranges: { start: number; end: number }[] = [];
  let text = '';
  for (const [index, part] of marked.split(/<\||\|>/).entries()) {
    if (index % 2 === 1) ranges.push({ start: text.length, end: text.length + part.length });
    text += part;
  }
  return { text, ranges };
}

function problemsOf(
  text: string,
  syntax: Syntax = 'json',
  options: AnalysisOptions = {},
): readonly Problem[] {
  return analyse(parse(text, syntax), { services, ...options });
}

describe('each rule points at its place', () => {
  test.each(fixtures.map(([code, marked, options]) => ({ code, marked, options })))(
    '$code',
    ({ code, marked, options }) => {
      const { text, ranges } = readMarks(marked);
      const found = problemsOf(text, 'json', options).filter((problem) => problem.code === code);
      expect(found.map(({ range }) => range)).toEqual(ranges);
    },
  );

  test('in YAML as in JSON', () => {
    for (const [code, marked, options] of fixtures) {
      if (code === 'doc.syntax') continue;
      const { text, ranges } = readMarks(marked);
      const found = problemsOf(text, 'yaml', options).filter((problem) => problem.code === code);
      expect([code, text.slice(0, 500), found.map(({ range }) => range)]).toEqual([
        code,
        text.slice(0, 500),
        ranges,
      ]);
    }
  });

  test('every rule has a fixture, a title, a severity and a page', () => {
    expect([...new Set(fixtures.map(([code]) => code))].sort()).toEqual(Object.keys(codes).sort());
    for (const { title, severity, doc } of Object.values(codes)) {
      expect(title).not.toBe('');
      expect(severities).toContain(severity);
      expect(doc).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|states-language\.net)\//);
    }
  });
});

describe('fixes', () => {
  test('the first fix of a fixture solves its problem', () => {
    for (const [code, marked, options] of fixtures) {
      const { text } = readMarks(marked);
      const before = problemsOf(text, 'json', options).filter((problem) => problem.code === code);
      const fix = before[0]?.fixes[0];
      if (!fix) continue;
      const after = problemsOf(applyTextEdits(text, fix.edits), 'json', options);
      expect(after.filter((problem) => problem.code === 'doc.syntax')).toEqual([]);
      expect([code, after.filter((problem) => problem.code === code).length]).toEqual([
        code,
        before.length - 1,
      ]);
    }
  });

  const cases: readonly (readonly [code: string, syntax: Syntax, text: string, fixed: string])[] = [
    [
      'map.deprecated',
      'yaml',
      'StartAt: A\nStates:\n  A:\n    Type: Map\n    Iterator: # each\n      StartAt: B\n      States: {B: {Type: Succeed}}\n    End: true\n',
      'StartAt: A\nStates:\n  A:\n    Type: Map\n    ItemProcessor: # each\n      StartAt: B\n      States: {B: {Type: Succeed}}\n    End: true\n',
    ],
    [
      'graph.endFalse',
      'yaml',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: false\n    Next: B\n  B: {Type: Succeed}\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B: {Type: Succeed}\n',
    ],
    [
      'graph.target',
      'yaml',
      "StartAt: A\nStates:\n  A: {Type: Pass, Next: 'Bc'}\n  Bd: {Type: Succeed}\n",
      "StartAt: A\nStates:\n  A: {Type: Pass, Next: 'Bd'}\n  Bd: {Type: Succeed}\n",
    ],
  ];
  test.each(cases)('%s in %s', (code, syntax, text, fixed) => {
    const fix = problemsOf(text, syntax).find((problem) => problem.code === code)?.fixes[0];
    expect(fix && applyTextEdits(text, fix.edits)).toBe(fixed);
  });
});

describe('places inside strings', () => {
  const cases: readonly (readonly [code: string, syntax: Syntax, marked: string])[] = [
    [
      'jsonata.unknownFunction',
      'json',
      '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Output":"{% \\"a\\tb\\u00e9\\" & <|$nope|>() %}"}}}',
    ],
    [
      'jsonata.unknownFunction',
      'yaml',
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n    Output: |-\n      {% (\n        $a := 1;\n        <|$nope|>($a)\n      ) %}\n',
    ],
    [
      'jsonata.unknownFunction',
      'yaml',
      'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n    Output: >-\n      {% $sum([1,\n      2]) +\n      <|$nope|>() %}\n',
    ],
    [
      'jsonata.unknownFunction',
      'yaml',
      "QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n    Output: '{% ''it'' & <|$nope|>() %}'\n",
    ],
    [
      'intrinsic.unknown',
      'yaml',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n    Parameters:\n      x.$: States.Array(<|States.Nope|>())\n',
    ],
  ];
  test.each(cases)('%s in %s', (code, syntax, marked) => {
    const { text, ranges } = readMarks(marked);
    const found = problemsOf(text, syntax).filter((problem) => problem.code === code);
    expect(found.map(({ range }) => range)).toEqual(ranges);
  });
});

describe('levels', () => {
  const text = '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"}}}';

  test('a setting changes a severity or switches a rule off', () => {
    const severities = { 'graph.noTerminal': 'info' } as const;
    expect(problemsOf(text, 'json', { severities }).map(({ severity }) => severity)).toEqual([
      'info',
    ]);
    expect(problemsOf(text, 'json', { severities: { 'graph.noTerminal': 'off' } })).toEqual([]);
  });

  const commented: readonly (readonly [syntax: Syntax, text: string])[] = [
    [
      'yaml',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    # stepthrough-disable-next-line graph.target\n    Next: B\n  C: {Type: Succeed, Comment: 1}\n',
    ],
    [
      'json',
      '{"StartAt":"A","States":{"A":{"Type":"Pass",\n"Next":"B" // stepthrough-disable-line graph.target\n},"C":{"Type":"Succeed","Comment":1}}}',
    ],
    [
      'json',
      '/* stepthrough-disable graph.target */{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"C":{"Type":"Succeed","Comment":1}}}',
    ],
  ];
  test.each(commented)('a comment switches a rule off in %s', (syntax, source) => {
    expect(problemsOf(source, syntax).map(({ code }) => code)).toEqual(['state.comment']);
  });
});

test('what was remembered of other states says the same as a first look, after every edit', () => {
  const text = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionNam": "f" }, "Next": "B" },
    "B": { "Type": "Choice", "Choices": [ { "Variable": "$.a[", "IsNull": true, "Next": "C" } ], "Default": "D" },
    "C": { "Type": "Map", "ItemProcessor": { "StartAt": "E", "States": { "E": { "Type": "Pas", "End": true } } }, "Next": "D" },
    "D": { "Type": "Pass", "Result": { "x": 1 }, "End": false }
  }
}`;
  for (const syntax of ['json', 'yaml'] as const) {
    for (let at = 0; at < text.length; at += 7) {
      const document = parse(`${text.slice(0, at)}x${text.slice(at + 1)}`, syntax);
      expect(analyse(document, { services })).toEqual(
        analyse(document, { services: new ServiceCatalog(readGenerated) }),
      );
    }
  }
});
