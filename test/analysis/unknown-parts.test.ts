/** Rules about the whole graph speak only where every transition of a scope is known. */
import { analyse } from '@stepthrough/analysis';
import { machinesIn, parse, type Syntax } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../packages/analysis/src/analyse.ts';

/** All of what is told, without hints of the style of a definition. */
function codesOf(text: string, syntax: Syntax = 'json'): readonly string[] {
  return machinesIn(text, syntax, syntax === 'json').flatMap(({ document }) =>
    analyse(document)
      .filter(({ severity }) => severity !== 'hint' && severity !== 'info')
      .map(({ code }) => code),
  );
}

const task = (fields: string): string =>
  `{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"\${Arn}",${fields}},"Lost":{"Type":"Fail"}}}`;
const start = (states: string): string => `{"StartAt":"A","States":{${states}}}`;

describe('what deployment fills in may lead anywhere', () => {
  test.each([
    ['a list of catchers', task('"Catch":${Catchers},"End":true')],
    ['a catcher', task('"Catch":[${Catcher}],"End":true')],
    ['a catcher in quotes', task('"Catch":["${Catcher}"],"End":true')],
    [
      'a catcher’s fields',
      task('"Catch":[{"${More}":1,"ErrorEquals":["E"],"Next":"A"}],"End":true'),
    ],
    ['a catcher’s target', task('"Catch":[{"ErrorEquals":["E"],"Next":"${Next}"}],"End":true')],
    ['Next', task('"Next":${Next}')],
    ['a part of Next', task('"Next":"After${Next}"')],
    ['End', task('"End":${End}')],
    ['a state’s fields', task('"${More}":1,"End":true')],
    ['a state', start('"A":${State},"Lost":{"Type":"Fail"}')],
    [
      'a type',
      start('"A":{"Type":"${Type}","Next":"B"},"B":{"Type":"Succeed"},"Lost":{"Type":"Fail"}'),
    ],
    ['more states', start('"${More}":{},"A":{"Type":"Succeed"},"Lost":{"Type":"Fail"}')],
    [
      'the start',
      '{"StartAt":"${Start}","States":{"A":{"Type":"Succeed"},"Lost":{"Type":"Fail"}}}',
    ],
    [
      'rules',
      start(
        '"A":{"Type":"Choice","Choices":${Rules},"Default":"B"},"B":{"Type":"Succeed"},"Lost":{"Type":"Fail"}',
      ),
    ],
    [
      'a rule',
      start(
        '"A":{"Type":"Choice","Choices":[${Rule}],"Default":"B"},"B":{"Type":"Succeed"},"Lost":{"Type":"Fail"}',
      ),
    ],
    [
      'Default',
      start(
        '"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Default":${D}},"B":{"Type":"Succeed"},"Lost":{"Type":"Fail"}',
      ),
    ],
    ['an end', start('"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":${End}}')],
    [
      'the only way out of a loop',
      start(
        '"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"${Next}"},"C":{"Type":"Succeed"}',
      ),
    ],
  ])('%s', (_, text) => {
    expect(codesOf(text)).toEqual([]);
  });

  test('also about variables that such a part may assign', () => {
    const reading = (fields: string) =>
      `{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Task","Resource":"\${Arn}",${fields}},"B":{"Type":"Pass","Output":"{% $v %}","End":true}}}`;
    expect(codesOf(reading('"Next":"B"'))).toEqual(['var.undefined']);
    expect(codesOf(reading('"Catch":${C},"Next":"B"'))).toEqual([]);
    const inner = (catchers: string) =>
      `{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Task","Resource":"\${Arn}"${catchers},"Next":"P"},"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Output":"{% $v %}","End":true}}}]}}}`;
    expect(codesOf(inner(''))).toEqual(['var.undefined']);
    expect(codesOf(inner(',"Catch":${C}'))).toEqual([]);
  });

  test('but not what cannot be reached itself', () => {
    const text = start(
      '"A":{"Type":"Succeed"},"B":{"Type":"Pass","Next":"${Next}"},"C":{"Type":"Fail"}',
    );
    expect(codesOf(text)).toEqual(['graph.unreachable', 'graph.unreachable']);
  });
});

describe('both arms of Fn::If are read', () => {
  const template = (catchers: string): string =>
    [
      'Resources:',
      '  M:',
      '    Type: AWS::Serverless::StateMachine',
      '    Properties:',
      '      Definition:',
      '        StartAt: A',
      '        States:',
      `          A: { Type: Task, Resource: !GetAtt F.Arn, Catch: ${catchers}, End: true }`,
      '          Lost: { Type: Fail }',
      '          Found: { Type: Fail }',
    ].join('\n');
  const lost = '{ ErrorEquals: [E], Next: Lost }';
  const found = '{ ErrorEquals: [States.ALL], Next: Found }';

  test.each([
    [`!If [C, [${lost}], [${found}]]`, []],
    [`!If [C, [${lost}], []]`, ['graph.unreachable']],
    [`!If [C, [${lost}], !Ref AWS::NoValue]`, ['graph.unreachable']],
    [`!If [C, [${lost}], { Ref: AWS::NoValue }]`, ['graph.unreachable']],
    [`[!If [C, ${lost}, ${found}]]`, []],
    [`[!If [C, ${lost}, !Ref AWS::NoValue], ${found}]`, []],
    [`[!If [C, !If [D, ${lost}, ${found}], !Ref AWS::NoValue]]`, []],
    [`{ 'Fn::If': [C, [${lost}], [${found}]] }`, []],
    [`{ 'Fn::If': [C, [${lost}], []] }`, ['graph.unreachable']],
    [`[{ ErrorEquals: [E], Next: !If [C, Lost, Found] }]`, []],
    [`[{ ErrorEquals: [E], Next: !If [C, Lost, Lost] }]`, ['graph.unreachable']],
    [`!If [C, !Ref Catchers, []]`, []],
    [`!If [C, []]`, []],
    [`!FindInMap [A, B, C]`, []],
  ])('%s', (catchers, codes) => {
    expect(codesOf(template(catchers), 'yaml')).toEqual(codes);
  });

  test('the end of a state, a state and the start too', () => {
    const states = (text: string) =>
      `Resources:\n  M:\n    Properties:\n      Definition:\n        StartAt: ${text}\n`;
    const one = (state: string, more = '') =>
      states(`A\n        States:\n          A: ${state}\n${more}`);
    expect(codesOf(one('{ Type: Pass, End: !If [C, true, false] }'), 'yaml')).toEqual([]);
    expect(codesOf(one('!If [C, { Type: Succeed }, { Type: Pass, Next: A }]'), 'yaml')).toEqual([]);
    const two = '        States:\n          A: { Type: Succeed }\n          B: { Type: Succeed }\n';
    expect(codesOf(states(`!If [C, A, B]\n${two}`), 'yaml')).toEqual([]);
    expect(codesOf(states(`!If [C, A, A]\n${two}`), 'yaml')).toEqual(['graph.unreachable']);
  });
});

describe('what a Serverless file says of itself is read', () => {
  const file = (custom: string, catchers: string): string =>
    [
      'service: s',
      'custom:',
      `  ${custom}`,
      'stepFunctions:',
      '  stateMachines:',
      '    m:',
      '      definition:',
      '        StartAt: A',
      '        States:',
      `          A: { Type: Task, Resource: '\${self:custom.arn}', Catch: ${catchers}, End: true }`,
      '          Lost: { Type: Fail }',
      '          Found: { Type: Fail }',
    ].join('\n');
  const lost = '{ ErrorEquals: [E], Next: Lost }';

  test.each([
    [`c: ${lost}`, `['\${self:custom.c}']`, ['graph.unreachable']],
    [`c: [${lost}, { ErrorEquals: [F], Next: Found }]`, `'\${self:custom.c}'`, []],
    [`c: [${lost}]`, `'\${self:custom.c}'`, ['graph.unreachable']],
    [`c: [${lost}]`, `['\${self:custom.c.0}']`, ['graph.unreachable']],
    [`c: [${lost}]`, `['\${self:custom.c.1}']`, []],
    [`c: Lost`, `[{ ErrorEquals: [E], Next: '\${self:custom.c}' }]`, ['graph.unreachable']],
    [`c: ${lost}`, `['\${self:custom.c, "x"}']`, ['graph.unreachable']],
    [`c: '\${self:custom.d}'\n  d: ${lost}`, `['\${self:custom.c}']`, ['graph.unreachable']],
    [`c: '\${self:custom.c}'`, `['\${self:custom.c}']`, []],
    [`c: \${file(c.yml)}`, `['\${self:custom.c}']`, []],
    [`c: ${lost}`, `['\${self:custom.d}']`, []],
    [`c: ${lost}`, `['\${file(c.yml):c}']`, []],
    [`c: ${lost}`, `['\${opt:c}']`, []],
  ])('%s, %s', (custom, catchers, codes) => {
    expect(codesOf(file(custom, catchers), 'yaml')).toEqual(codes);
  });

  test('what is wrong there is told where it is used, or where it stands', () => {
    const text = file('c: { ErrorEquals: [E], Next: Loft }', `['\${self:custom.c}']`);
    const [machine] = machinesIn(text, 'yaml', false);
    const problems = machine ? analyse(machine.document) : [];
    const target = problems.find(({ code }) => code === 'graph.target');
    expect(target && text.slice(target.range.start, target.range.end)).toBe('Loft');
  });

  test('references that grow without end are not followed for ever', () => {
    const rows = Array.from({ length: 30 }, (_, row) => {
      const next = `'\${self:custom.c${row + 1}}'`;
      return `c${row}: [${next}, ${next}]`;
    });
    const text = file(rows.join('\n  '), `'\${self:custom.c0}'`);
    expect(codesOf(text, 'yaml')).not.toContain('graph.unreachable');
  });
});

describe('what is being typed', () => {
  test.each<readonly [string, Syntax, readonly string[]]>([
    ['StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next:\n  B:\n    Type: Succeed\n', 'yaml', []],
    [start('"A":{"Type":"Pass","Next":"Bo"},"B":{"Type":"Succeed"}'), 'json', ['graph.target']],
    [start('"A":{"Type":"Pass","Next":""},"B":{"Type":"Succeed"}'), 'json', ['graph.target']],
    [start('"A":{"Type":"Pass"},"B":{"Type":"Succeed"}'), 'json', ['graph.nextEnd']],
    [start('"A":{"Type":"Pass"}'), 'json', ['graph.nextEnd']],
    [start('"A":{},"B":{"Type":"Succeed"}'), 'json', ['state.type']],
    [
      start('"A":{"Type":"Pas","Next":"C"},"B":{"Type":"Succeed"}'),
      'json',
      ['state.type', 'graph.target'],
    ],
    [start('"A":{"Type":"Pass","Next":"C"}'), 'json', ['graph.target']],
    [
      start(
        '"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true}],"Default":"B"},"B":{"Type":"Succeed"},"C":{"Type":"Fail"}',
      ),
      'json',
      ['choice.choices'],
    ],
    [start('"A":{"Type":"Choice"},"B":{"Type":"Succeed"}'), 'json', ['choice.choices']],
    [
      '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B" "B":{"Type":"Succeed"},"C":{"Type":"Succeed"}}}',
      'json',
      ['doc.syntax'],
    ],
  ])('%s', (text, syntax, codes) => {
    const found = analyse(parse(text, syntax)).filter(({ severity }) => severity === 'error');
    expect(
      [...new Set(found.map(({ code }) => code))]
        .filter((code) => code.startsWith('graph.') || codes.includes(code))
        .sort(),
    ).toEqual([...codes].sort());
  });

  test('a comma too many hides nothing', () => {
    const text = start('"A":{"Type":"Succeed"},"B":{"Type":"Succeed"},');
    expect(codesOf(text)).toEqual(['graph.unreachable', 'doc.syntax']);
  });

  test('what AWS tells as well is kept for its own wording', () => {
    const text = start('"A":{"Type":"Pass","Next":"C","End":false},"B":{"Type":"Succeed"}');
    const found = findingsOf(parse(text, 'json'), {}).filter(({ code }) =>
      code.startsWith('graph.u'),
    );
    expect(found.map(({ follows }) => follows)).toEqual([true]);
  });
});

describe('a StartAt that names no state', () => {
  const machine = (states: string) => `{"StartAt":"X","States":{${states}}}`;

  test.each([
    ['"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}', ['A']],
    ['"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"},"C":{"Type":"Succeed"}', ['A', 'C']],
    ['"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"},"C":{"Type":"Succeed"}', ['C']],
    ['"A":{"Type":"Pass","Next":"${B}"},"B":{"Type":"Succeed"}', []],
  ])('%s', (states, names) => {
    const text = machine(states);
    const found = analyse(parse(text, 'json')).filter(({ code }) => code === 'graph.unreachable');
    expect(found.map(({ range }) => text.slice(range.start + 1, range.end - 1))).toEqual(names);
  });
});
