/** Which states a canvas shows as lost: those of which it is sure. */
import { graphOf, parse, type Syntax } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

function lost(text: string, syntax: Syntax = 'json'): readonly string[] {
  const graph = graphOf(parse(text, syntax));
  return (graph?.nodes ?? []).filter((node) => !node.isReachable).map(({ id }) => id);
}

const machine = (states: string, start = '"A"') => `{"StartAt":${start},"States":{${states}}}`;
const end = '{"Type":"Pass","End":true}';
const to = (next: string) => `{"Type":"Pass","Next":${next}}`;
const task = (fields: string) => `{"Type":"Task","Resource":"r","End":true,${fields}}`;

describe('a state is shown as lost', () => {
  it.each<[text: string, lost: readonly string[]]>([
    [machine(`"A":${end},"B":${end}`), ['B']],
    [machine(`"A":${to('"B"')},"B":${end}`), []],
    [machine(`"A":${end},"B":${to('"C"')},"C":${end}`), ['B', 'C']],
    [machine(`"A":${to('"${Next}"')},"B":${end}`), []],
    [machine(`"A":${to('${Next}')},"B":${end}`), []],
    [machine(`"A":${task('"Catch":${Catch}')},"B":${end}`), []],
    [machine(`"A":${task('"Catch":["${Catcher}"]')},"B":${end}`), []],
    [
      machine(`"A":${task('"Catch":[{"ErrorEquals":["E"],"Next":"C"}]')},"B":${end},"C":${end}`),
      ['B'],
    ],
    [machine(`"A":{"Type":"Choice","Choices":"\${self:custom.rules}"},"B":${end}`), []],
    [machine(`"A":"\${file(a.json)}","B":${end}`), []],
    // Being typed: no way out yet, and a name that no state has.
    [machine(`"A":{"Type":"Pass"},"B":${end}`), []],
    [machine(`"A":${to('"Bb"')},"B":${end}`), []],
    // What cannot be reached itself may lead anywhere and loses nothing.
    [machine(`"A":${end},"B":${to('"Cc"')},"C":${end}`), ['B', 'C']],
    [machine(`"A":${end},"B":${end}`, '"${Start}"'), []],
    [`{"States":{"A":${end},"B":${end}}}`, []],
    [machine(`"A":${to('"B"')},"B":${end}`, '"Aa"'), ['A']],
    [machine(`"A":${to('"B"')},"B":${to('"${X}"')}`, '"Aa"'), []],
    [machine(`"A":${end},"B":${end},`), []],
  ])('%s', (text, ids) => {
    expect(lost(text)).toEqual(ids);
  });

  it('not where an arm of Fn::If leads to it', () => {
    const yaml = [
      'StartAt: A',
      'States:',
      '  A: { Type: Pass, Next: !If [C, B, D] }',
      '  B: { Type: Succeed }',
      '  D: { Type: Succeed }',
      '  E: { Type: Succeed }',
    ];
    expect(lost(yaml.join('\n'), 'yaml')).toEqual(['E']);
  });

  it('in a branch of which all is known, beside one that is filled in', () => {
    const branch = (states: string) => machine(states);
    const branches = [branch(`"A":${end},"B":${end}`), branch(`"C":${to('"${X}"')},"D":${end}`)];
    const [known, open] = branches.map((text) =>
      text.replace('"StartAt":"A"', text.includes('"C"') ? '"StartAt":"C"' : '"StartAt":"A"'),
    );
    const text = machine(`"A":{"Type":"Parallel","End":true,"Branches":[${known},${open}]}`);
    const graph = graphOf(parse(text, 'json'));
    const inner = graph?.nodes[0]?.scopes.map(({ nodes }) =>
      nodes.map(({ state, isReachable }) => `${state.name} ${isReachable}`),
    );
    expect(inner).toEqual([
      ['A true', 'B false'],
      ['C true', 'D true'],
    ]);
  });
});
