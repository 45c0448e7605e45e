/** A state begins anew: nothing of the one before it, or of an earlier try, is left in it. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@stepthrough/json';
import { drive, type DriveOptions } from './drive.ts';

const end = { End: true };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const callback = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
const Retry = [{ ErrorEquals: ['E'], MaxAttempts: 2 }];
const show = { Parameters: { 'all.$': '$$' }, ...end };

/** Tasks fail as often as is said, then they give their parameters. */
function run(States: JsonObject, failures = 0, input: Json = {}) {
  const asked: { readonly state: string; readonly attempt: number; readonly parameters: Json }[] =
    [];
  const task: DriveOptions['task'] = ({ origin: { state, attempt }, parameters }) => {
    asked.push({ state, attempt, parameters });
    return asked.length <= failures ? { error: 'E', cause: 'c' } : { output: parameters };
  };
  const definition = { StartAt: Object.keys(States)[0] ?? '', States };
  return drive(definition, input, { task }).then((recorded) => ({ ...recorded, asked }));
}

describe('the state after one', () => {
  it.each([
    ['Task', { ...lambda, ...show }, { RetryCount: 0 }],
    ['Pass', { Type: 'Pass', ...show }, {}],
  ])('that was tried again and had a token has neither: a %s', async (_, B, count) => {
    const { last } = await run({ A: { ...callback, Retry, Next: 'B' }, B }, 2);
    const { all } = last.output as { readonly all: JsonObject };
    expect(all['State']).toEqual({ Name: 'B', EnteredTime: '2026-01-01T00:00:03.000Z', ...count });
    expect(all).not.toHaveProperty('Task');
  });

  it('counts its own tries', async () => {
    const { asked, last } = await run(
      { A: { ...lambda, Retry, Next: 'B' }, B: { ...lambda, Retry, ...end } },
      2,
    );
    expect(asked.map(({ state, attempt }) => `${state}${attempt}`)).toEqual([
      'A0',
      'A1',
      'A2',
      'B0',
    ]);
    expect(last.status).toBe('SUCCEEDED');
  });

  it('assigns nothing that the one before has assigned', async () => {
    const states = {
      A: { Type: 'Pass', Assign: { v: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { w: 2 }, Next: 'C' },
      C: { Type: 'Pass', ...end },
    };
    const { history } = await run(states);
    const exits = history.filter((event) => event.type === 'PassStateExited');
    expect(exits.map(({ details }) => details.assignedVariables)).toEqual([
      ...[{ v: 1 }, { w: 2 }, undefined],
    ]);
  });

  it('that a catcher leads to knows no error, and can fail by itself', async () => {
    const output = '{% $exists($states.errorOutput) %}';
    const jsonata = { QueryLanguage: 'JSONata' };
    const Catch = [{ ErrorEquals: ['E'], Next: 'B' }];
    const B = { Type: 'Pass', ...jsonata, Output: output, ...end };
    expect((await run({ A: { ...lambda, ...jsonata, Catch, ...end }, B }, 1)).last.output).toBe(
      false,
    );
    const again = { ...lambda, ...jsonata, Catch: [{ ErrorEquals: ['E'], Next: 'C' }], ...end };
    const both = await run({ A: { ...lambda, Catch, ...end }, B: again, C: B }, 2);
    expect(both.last.output).toBe(false);
    expect(both.asked.map(({ state }) => state)).toEqual(['A', 'B']);
  });

  it('has no result, values or entry of the one before', async () => {
    const jsonata = { QueryLanguage: 'JSONata' };
    const states = {
      A: { ...lambda, ...jsonata, Arguments: 1, Next: 'B' },
      B: { Type: 'Pass', ...jsonata, Output: '{% $exists($states.result) %}', ...end },
    };
    const { last, snapshots } = await run(states);
    expect(last.output).toBe(false);
    const inB = snapshots.filter(({ threads }) => threads.at(0)?.state === 'B').at(-1);
    expect(inB?.threads.at(0)?.values).toEqual({ input: 1 });
  });
});

describe('a try again', () => {
  it('has the count of its tries, and neither error nor values of those before', async () => {
    const state = {
      ...lambda,
      QueryLanguage: 'JSONata',
      Arguments:
        '{% [$states.context.State.RetryCount, $exists($states.errorOutput), $exists($states.result)] %}',
      Retry,
      ...end,
    };
    const { asked } = await run({ A: state }, 2);
    expect(asked.map(({ parameters }) => parameters)).toEqual([
      ...[
        [0, false, false],
        [1, false, false],
        [2, false, false],
      ],
    ]);
  });

  it('of a Map or Parallel has the count of its tries too', async () => {
    const inner = { StartAt: 'T', States: { T: { ...lambda, ...end } } };
    const read = { 'count.$': '$$.State.RetryCount' };
    const map = { Type: 'Map', ItemProcessor: inner, ItemSelector: read, Retry, ...end };
    expect((await run({ M: map }, 1, [0])).asked.map(({ parameters }) => parameters)).toEqual([
      ...[{ count: 0 }, { count: 1 }],
    ]);
    const parallel = { Type: 'Parallel', Branches: [inner], Parameters: read, Retry, ...end };
    expect((await run({ P: parallel }, 1)).asked.map(({ parameters }) => parameters)).toEqual([
      ...[{ count: 0 }, { count: 1 }],
    ]);
  });

  it('comes after its delay, in the same entry of the state', async () => {
    const { history, options } = await run({ A: { ...lambda, Retry, ...show } }, 2);
    const scheduled = history.filter((event) => event.type === 'TaskScheduled');
    expect(scheduled.map(({ timestamp }) => timestamp - options.at)).toEqual([0, 1000, 3000]);
    const times = scheduled.map(
      ({ details }) => details.parameters as { readonly all: JsonObject },
    );
    expect(times.map(({ all }) => all['State'])).toEqual(
      [0, 1, 2].map((RetryCount) => ({
        ...{ Name: 'A', EnteredTime: '2026-01-01T00:00:00.000Z', RetryCount },
      })),
    );
    expect(history.filter(({ type }) => type === 'TaskStateEntered')).toHaveLength(1);
  });
});

describe('the item of a Map', () => {
  const scope = (States: JsonObject) => ({ StartAt: Object.keys(States)[0] ?? '', States });
  const read = (name: string) =>
    scope({ [name]: { Type: 'Pass', Parameters: { 'item.$': '$$.Map.Item.Value' }, ...end } });
  const all = { 'all.$': '$$' };

  it('is known in branches inside an iteration, and in an iteration its own', async () => {
    const parallel = { Type: 'Parallel', Branches: [read('A'), read('B')], ...end };
    const inBranches = { Type: 'Map', ItemProcessor: scope({ P: parallel }), ...end };
    const seven = { item: 7 };
    expect((await run({ M: inBranches }, 0, [7])).last.output).toEqual([[seven, seven]]);
    const inner = { Type: 'Map', ItemProcessor: read('A'), ...end };
    const outer = { Type: 'Map', ItemProcessor: scope({ N: inner }), ...end };
    expect((await run({ M: outer }, 0, [[1, 2], [3]])).last.output).toEqual([
      [{ item: 1 }, { item: 2 }],
      [{ item: 3 }],
    ]);
  });

  it.each<[fields: JsonObject]>([[{}], [{ ItemSelector: { 'v.$': '$$.Map.Item.Value' } }]])(
    'is not known in the Map itself, nor after it: with %j',
    async (fields) => {
      const map = {
        ...{ Type: 'Map', ItemProcessor: read('A'), ...fields, ResultSelector: all },
        ...{ ResultPath: '$[0]', Next: 'B' },
      };
      const branch = scope({ C: { Type: 'Pass', Parameters: all, ...end } });
      const B = { Type: 'Parallel', Branches: [branch], ResultPath: '$[1]', ...end };
      const { last } = await run({ M: map, B }, 0, [7, 0]);
      const [within, after] = last.output as readonly [JsonObject, readonly JsonObject[]];
      expect(within['all']).not.toHaveProperty('Map');
      expect(after[0]?.['all']).not.toHaveProperty('Map');
    },
  );
});
