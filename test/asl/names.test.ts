/** States and members of any name are read, drawn and edited as those of an ordinary name. */
import {
  applyOperation,
  applyTextEdits,
  graphOf,
  type Operation,
  parse,
  stateId,
  type Syntax,
  toJson,
  walkStates,
} from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../names.ts';

const machine = {
  StartAt: 'NAME',
  States: {
    NAME: { Type: 'Pass', Result: { NAME: { NAME: 1 } }, Next: 'NAME2' },
    NAME2: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.NAME', IsPresent: true, Next: 'NAME' },
        { Variable: '$.NAME', StringEquals: 'NAME', Next: 'Other' },
      ],
      Default: 'Other',
    },
    Other: { Type: 'Succeed' },
  },
};

const texts: { readonly [syntax in Syntax]?: string } = {
  json: JSON.stringify(machine, undefined, 2),
  yaml: `StartAt: NAME
x: &shared { NAME: { NAME: 1 } }
States:
  NAME:
    Type: Pass
    Result: *shared
    Next: NAME2
  NAME2:
    Type: Choice
    Choices:
      - { Variable: $.NAME, IsPresent: true, Next: NAME }
      - { Variable: $.NAME, StringEquals: NAME, Next: Other }
    Default: Other
  Other:
    <<: { Type: Succeed, NAME: 1 }
`,
};

describe.each(anyNames)('a name %s', (name) => {
  const named = (syntax: Syntax): string => texts[syntax]?.replaceAll('NAME', name) ?? '';
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(name, 'NAME')) as unknown;
  const stateOf = (syntax: Syntax) => {
    const document = parse(named(syntax), syntax);
    const [state] = document.machine ? [...walkStates(document.machine)] : [];
    if (!state) throw new Error('The machine has no state.');
    return { document, id: stateId(state) };
  };

  it('in JSON becomes a member', () => {
    const { root } = parse(named('json'), 'json');
    expect(root && plain(toJson(root))).toEqual(machine);
  });

  it('in YAML becomes a member, behind an alias and a merge as well', () => {
    const { root } = parse(named('yaml'), 'yaml');
    expect(root && plain(toJson(root))).toEqual({
      ...machine,
      x: { NAME: { NAME: 1 } },
      States: { ...machine.States, Other: { Type: 'Succeed', NAME: 1 } },
    });
  });

  it.each(['json', 'yaml'] as const)('is drawn from %s', (syntax) => {
    const graph = graphOf(parse(named(syntax), syntax));
    const reachable = graph?.nodes.map(({ id, isReachable }) => [id, isReachable]) ?? [];
    expect(plain(reachable)).toEqual([
      ['NAME', true],
      ['NAME2', true],
      ['Other', true],
    ]);
    const drawn = graph?.transitions.map(({ from, to, label }) => [from, to ?? null, label]) ?? [];
    expect(plain(drawn)).toEqual([
      ['', 'NAME', ''],
      ['NAME', 'NAME2', ''],
      ['NAME2', 'NAME', '$.NAME is present'],
      ['NAME2', 'Other', '$.NAME = "NAME"'],
      ['NAME2', 'Other', 'Default'],
      ['Other', null, ''],
    ]);
  });

  it.each<[Syntax, string, (id: string) => Operation]>(
    (['json', 'yaml'] as const).flatMap((syntax): [Syntax, string, (id: string) => Operation][] => [
      [syntax, 'renamed', (id) => ({ kind: 'renameState', id, name: 'Renamed' })],
      [syntax, 'deleted', (id) => ({ kind: 'deleteState', id })],
    ]),
  )('in %s can be %s', (syntax, _, operationOn) => {
    const { document, id } = stateOf(syntax);
    const outcome = applyOperation(document, operationOn(id));
    const wanted = applyOperation(
      parse(texts[syntax] ?? '', syntax),
      operationOn(id.replaceAll(name, 'NAME')),
    );
    // In YAML, a name that begins with an underscore is written in quotes.
    const edited = (text: string, { ok, ...rest }: typeof outcome): string =>
      ok && 'edits' in rest ? applyTextEdits(text, rest.edits).replaceAll('"', '') : 'refused';
    expect(edited(named(syntax), outcome).replaceAll(name, 'NAME')).toBe(
      edited(texts[syntax] ?? '', wanted),
    );
    expect(outcome.ok).toBe(true);
  });
});
