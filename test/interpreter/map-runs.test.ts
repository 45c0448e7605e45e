/** The children of Map Runs: how they are asked for, counted, and taken back. */
import { describe, expect, it } from 'vitest';
import { start, step, type ChildOutcome, type Snapshot } from '@stepthrough/interpreter';
import type { Json, JsonObject } from '@stepthrough/json';
import { optionsOf, programOf } from './drive.ts';
import { bad, brief, effectsOf, processor, run } from './map-run.ts';

describe('children', () => {
  it('are asked for as the Map says, and their results are in the order of the items', () => {
    const ran = run({ Label: 'L', MaxConcurrency: 2 }, [7, 8, 9], {
      children: (index) => ({ ok: true, value: index * 10 }),
    });
    const [mapRunStarted] = ran.history.filter(({ type }) => type === 'MapRunStarted');
    const { mapRunArn } = mapRunStarted?.details as { readonly mapRunArn: string };
    expect(mapRunArn).toMatch(
      /^arn:aws:states:us-east-1:111111111111:mapRun:M\/L:[\da-f]{8}-[\da-f]{4}-4[\da-f-]{21}$/,
    );
    expect(effectsOf(ran, 'startChild')).toEqual(
      [7, 8, 9].map((input, index) => ({
        ...{ kind: 'startChild', id: expect.any(Number) as unknown, executionType: 'EXPRESS' },
        origin: { thread: 'main', state: 'M', path: [], visit: 0, attempt: 0 },
        ...{ index, input, mapRunArn, label: 'L' },
        map: { Item: { Index: index, Value: input, Source: 'STATE_DATA' } },
      })),
    );
    expect(ran.last.output).toEqual([0, 10, 20]);
    expect(brief(ran)).toEqual([
      ...['2>3 MapStateStarted', '3>4 MapRunStarted', '4>5 MapRunSucceeded'],
      ...['5>6 MapStateSucceeded', '5>7 MapStateExited', '7>8 ExecutionSucceeded'],
    ]);
    expect(ran.history[2]?.details).toEqual({ length: 3 });
  });

  it.each([
    [{ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }, 'STANDARD'],
    [{ ProcessorConfig: { Mode: 'DISTRIBUTED' } }, 'STANDARD'],
    [{}, 'EXPRESS'],
  ])('with %j are %s', (config, type) => {
    const ran = run({ ItemProcessor: { ...processor, ...config } }, [1]);
    expect(effectsOf(ran, 'startChild')[0]?.executionType).toBe(type);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [0, 3],
  ])('with a MaxConcurrency of %i, %i of three are at work at once', (MaxConcurrency, most) => {
    const ran = run({ MaxConcurrency }, [1, 2, 3], { children: () => undefined });
    expect(effectsOf(ran, 'startChild')).toHaveLength(most);
    expect(ran.last.status).toBe('RUNNING');
  });

  it('of nothing are none', () => {
    const ran = run({}, []);
    expect(ran.last.output).toEqual([]);
    expect(effectsOf(ran, 'startChild')).toEqual([]);
  });

  it('that are still at work are taken back when too many have failed', () => {
    const children = (index: number) => (index === 1 ? bad : undefined);
    const ran = run({}, [1, 2, 3], { children });
    const ids = effectsOf(ran, 'startChild').map(({ id }) => id);
    expect(effectsOf(ran, 'cancel').map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect([ran.last.error, ran.last.cause]).toEqual([
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    ]);
  });

  it.each<[fields: JsonObject, failing: readonly number[], output: Json]>([
    [{ ToleratedFailurePercentage: 100 }, [0, 2], [2]],
    [{ ToleratedFailureCount: 1 }, [1], [1, 3]],
    [{ ToleratedFailureCount: 3, MaxConcurrency: 1 }, [0, 1, 2], []],
  ])('with %j the results are those of all but %j', (fields, failing, output) => {
    const children = (index: number, value: Json) =>
      failing.includes(index) ? bad : ({ ok: true, value } as const);
    expect(run(fields, [1, 2, 3], { children }).last.output).toEqual(output);
  });

  it('count once, whatever comes of them later', () => {
    const program = programOf({
      StartAt: 'M',
      States: { M: { Type: 'Map', ItemProcessor: processor, End: true } },
    });
    const options = optionsOf([1, 2]);
    const { at } = options;
    const advance = { type: 'advance', granularity: 'state', at } as const;
    const asked = step(program, start(program, options).snapshot, advance);
    const [first, second] = asked.effects.map(({ id }) => id);
    const endOf = (from: Snapshot, id = 0, outcome: ChildOutcome) =>
      step(program, from, { type: 'childEnded', id, at, outcome }).snapshot;
    let snapshot = endOf(asked.snapshot, first, { ok: true, value: 'a' });
    for (const id of [first, 1, (first ?? 0) - 2 ** 20, (second ?? 0) + 2 ** 20]) {
      snapshot = endOf(snapshot, id, bad);
    }
    expect(snapshot.status).toBe('RUNNING');
    snapshot = endOf(snapshot, second, { ok: true, value: 'b' });
    const { output } = step(program, snapshot, advance).snapshot;
    expect(output).toEqual(['a', 'b']);
  });
});
