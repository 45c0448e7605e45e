/** What the options of a launch decide: how the run begins, stops and passes its time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Launched, prepare } from '../../debug-adapter/src/launch.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepthrough-launch-'));
  const machine = '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }';
  const files = {
    'plain.asl.json': machine,
    'started.asl.json': machine,
    'started.scenario.yaml':
      'scenario: 1\nstarts:\n  one: { input: { from: one } }\n  two: { input: { from: two } }\n',
    'other.scenario.yaml': 'scenario: 1\ninput: { from: other }\n',
    'in.json': '{ "from": "file" }',
    'empty.json': '',
    'large.json': '{\n  "n": 9007199254740993 }',
    'no-state.asl.json': '{ "StartAt": "A", "States": {} }',
    'no-start.asl.json': '{ "States": { "A": { "Type": "Succeed" }, "B": { "Type": "Fail" } } }',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The options with the paths of the files in them. */
const within = (options: { readonly [name: string]: unknown }): object =>
  Object.fromEntries(
    Object.entries({ program: 'plain.asl.json', ...options }).map(([name, value]) => [
      name,
      ['program', 'scenario', 'inputFile'].includes(name) ? join(folder, String(value)) : value,
    ]),
  );

async function launched(options: object, chosen?: string): Promise<Launched> {
  return launch(await prepare(within({ ...options })), chosen);
}

describe('the input of a run', () => {
  const program = 'started.asl.json';
  it.each<[options: object, chosen: string | undefined, input: unknown]>([
    [{}, undefined, {}],
    [{ input: { from: 'launch' } }, undefined, { from: 'launch' }],
    [{ input: null }, undefined, null],
    [{ inputFile: 'in.json' }, undefined, { from: 'file' }],
    [{ input: 1, inputFile: 'in.json' }, undefined, 1],
    [{ scenario: 'other.scenario.yaml' }, undefined, { from: 'other' }],
    [{ program }, undefined, { from: 'one' }],
    [{ program }, 'two', { from: 'two' }],
    [{ program, start: 'two' }, undefined, { from: 'two' }],
    [{ program, start: 'two' }, 'one', { from: 'one' }],
    [{ program, input: 5 }, undefined, 5],
    [{ program, input: null }, undefined, null],
    [{ program, scenario: 'other.scenario.yaml' }, undefined, { from: 'other' }],
  ])('with %j and the choice of %s is %j', async (options, chosen, input) => {
    const { simulation } = await launched(options, chosen);
    await simulation.run();
    expect(simulation.executions().map((execution) => execution.input)).toEqual([input]);
  });

  it.each<[options: object, told: RegExp[]]>([
    [{ inputFile: 'large.json' }, [/large\.json:2:8: 9007199254740993 is 9007199254740992 here/]],
    [{ inputFile: 'in.json' }, []],
    [{ input: { a: [9_007_199_254_740_992] } }, [/has the whole number 9007199254740992, which/]],
    [{ input: [9_007_199_254_740_991, 1e300 / 7e299, 'x', null] }, []],
    [{}, []],
  ])('with %j is told where digits are lost: %s', async (options, told) => {
    const { simulation } = await launched(options);
    const lines = simulation.log().filter(({ kind }) => kind === 'numberRounded');
    expect(lines.map(({ message }) => message)).toEqual(
      told.map((words) => expect.stringMatching(words) as unknown),
    );
  });

  it.each<[options: object, choices: readonly string[]]>([
    [{}, []],
    [{ program }, ['one', 'two']],
    [{ program, start: 'two' }, []],
    [{ program, input: null }, []],
    [{ program, inputFile: 'in.json' }, []],
  ])('with %j is chosen among %j', async (options, choices) => {
    const prepared = await prepare(within({ ...options }));
    expect(prepared.choices.map(({ name }) => name)).toEqual(choices);
  });
});

describe('a launch', () => {
  it('stops nowhere, debugs, and lets no time pass, unless it says otherwise', async () => {
    expect(await launched({})).toMatchObject({
      stopOnEntry: false,
      noDebug: false,
      clock: undefined,
    });
    expect(await launched({ stopOnEntry: true, noDebug: true })).toMatchObject({
      stopOnEntry: true,
      noDebug: true,
    });
  });

  it.each<[options: object, scale: number | undefined]>([
    [{ clock: 'virtual', timeScale: 5 }, undefined],
    [{ clock: 'real', timeScale: 5 }, 1],
    [{ clock: 'scaled' }, 60],
    [{ clock: 'scaled', timeScale: 5 }, 5],
    [{ clock: 'scaled', timeScale: 0 }, 0.001],
    [{ clock: 'scaled', timeScale: -1 }, 0.001],
  ])('with %j has the scale %s', async (options, scale) => {
    expect((await launched(options)).clock?.scale).toBe(scale);
  });

  it.each<[options: object, message: string]>([
    [{ inputFile: 'empty.json' }, '%/empty.json:1:1: '],
    [
      { program: 'no-state.asl.json' },
      '%/no-state.asl.json is no state machine: it needs "StartAt" and an object "States" with at least one state.',
    ],
    [
      { program: 'no-start.asl.json' },
      '%/no-start.asl.json: "StartAt" is missing; it names the first state: one of A, B.',
    ],
  ])('with %j is refused', async (options, message) => {
    await expect(prepare(within({ ...options }))).rejects.toThrow(message.replace('%', folder));
  });
});
