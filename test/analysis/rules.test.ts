import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';

/** A rule and a definition in which `<|…|>` marks the range that it reports. */
const fixtures: readonly (readonly [code: string, text: string])[] = [
  ['graph.target', '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":<|"B"|>}}}'],
  [
    'graph.unreachable',
    '{"StartAt":"A","States":{"A":{"Type":"Succeed"},<|"B"|>:{"Type":"Pass","Next":"B"}}}',
  ],
  ['graph.noTerminal', '{"StartAt":"A",<|"States"|>:{"A":{"Type":"Pass","Next":"A"}}}'],
  ['state.unknownField', '{"StartAt":"A","States":{"A":{"Type":"Succeed",<|"Retyr"|>:1}}}'],
  ['state.type', '{"StartAt":"A","States":{"A":{"Type":<|"Taks"|>,"End":true}}}'],
  [
    'path.syntax',
    '{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$.a<|[|>","End":true}}}',
  ],
  [
    'intrinsic.unknown',
    `{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"x.$":"States.Format('{}', <|States.Fromat|>())"},"End":true}}}`,
  ],
  [
    'jsonata.topLevelRef',
    '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% \\"é\\" & <|total|> %}","End":true}}}',
  ],
  [
    'var.undefined',
    '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% ($x := 1; $x + <|$y|>) %}","End":true}}}',
  ],
];

describe('each rule points at its place', () => {
  test.each(fixtures)('%s in %s', (code, marked) => {
    const start = marked.indexOf('<|');
    const end = marked.indexOf('|>') - 2;
    const text = marked.replace('<|', '').replace('|>', '');
    const problems = analyse(parse(text, 'json')).filter((problem) => problem.code === code);
    expect(problems.map(({ range }) => range)).toEqual([{ start, end }]);
  });
});

test('a comment switches a rule off for the next line', () => {
  const text =
    'StartAt: A\nStates:\n  A:\n    Type: Pass\n    # stepthrough-disable-next-line graph.target\n    Next: B\n  C: {Type: Succeed}\n';
  expect(analyse(parse(text, 'yaml')).map(({ code }) => code)).toEqual(['graph.unreachable']);
});

test('no text makes the analyser throw: every prefix of a document, JSON and YAML', () => {
  for (const [, marked] of fixtures) {
    const text = marked.replace('<|', '').replace('|>', '');
    for (let end = 0; end <= text.length; end += 1) {
      analyse(parse(text.slice(0, end), 'json'));
      analyse(parse(text.slice(0, end), 'yaml'));
    }
  }
});
