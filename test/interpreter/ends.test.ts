/** How executions end that would go on for ever, or that cannot go on. */
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { redrive, start, step, type Program } from '@stepthrough/interpreter';
import { drive, driveFrom, optionsOf, programOf } from './drive.ts';

const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const yearSeconds = 365 * 24 * 60 * 60;

function machineOf(state: { readonly [name: string]: Json }): Json {
  return { StartAt: 'A', States: { A: state, Z: { Type: 'Succeed' } } };
}

describe('a year', () => {
  const wait = (Seconds: Json) => drive(machineOf({ Type: 'Wait', Seconds, Next: 'Z' }), {});

  test.each([
    [yearSeconds - 1, 'SUCCEEDED', (yearSeconds - 1) * 1000],
    [yearSeconds, 'SUCCEEDED', yearSeconds * 1000],
    [yearSeconds + 1, 'TIMED_OUT', yearSeconds * 1000 + 1],
    [2 ** 31, 'TIMED_OUT', yearSeconds * 1000 + 1],
  ])('S61 a Wait of %d seconds: %s after %d ms', async (seconds, status, took) => {
    const { last, options } = await wait(seconds);
    expect([last.status, last.now - options.at]).toEqual([status, took]);
  });

  test.each([
    ['a loop of long waits', { Type: 'Wait', Seconds: 2 ** 31, Next: 'A' }],
    ['a heartbeat', { ...lambda, HeartbeatSeconds: 1e300, End: true }],
    ['a timeout', { ...lambda, TimeoutSeconds: 1e300, End: true }],
    ['a try', { ...lambda, Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 1e300 }], End: true }],
  ])('S61 ends %s', async (_, state) => {
    const task = () => ('Retry' in state ? ({ error: 'E' } as const) : ('none' as const));
    const { last, history, options } = await drive(machineOf(state), {}, { task });
    expect(last.status).toBe('TIMED_OUT');
    expect(history.at(-1)?.timestamp).toBe(options.at + yearSeconds * 1000 + 1);
  });

  test('S61 an answer that comes later finds that it has ended', () => {
    const program = programOf(machineOf({ ...lambda, End: true }));
    const options = optionsOf({});
    let result = start(program, options);
    result = step(program, result.snapshot, {
      type: 'advance',
      granularity: 'state',
      at: options.at,
    });
    const { id = 0 } = result.effects[0] ?? {};
    const answer = (seconds: number) =>
      step(program, result.snapshot, {
        type: 'taskSucceeded',
        id,
        output: 1,
        at: options.at + seconds * 1000,
      }).snapshot;
    expect(answer(yearSeconds).status).toBe('RUNNING');
    const late = answer(yearSeconds + 5);
    expect([late.status, late.now]).toEqual(['TIMED_OUT', options.at + yearSeconds * 1000 + 1]);
  });

  test('S61 a redrive counts it anew', async () => {
    const seconds = Math.ceil(yearSeconds * 0.6);
    const first = await drive(machineOf({ Type: 'Wait', Seconds: seconds, Next: 'A' }), {});
    expect(first.last.status).toBe('TIMED_OUT');
    const again = redrive(first.program, first.last, first.last.now + 1000);
    const second = await driveFrom(first.program, again, first.options);
    expect(second.last.status).toBe('TIMED_OUT');
    expect(second.last.now - first.last.now).toBe(yearSeconds * 1000 + 1001);
  });
});

describe('faults of our own', () => {
  /** The machine with its first state's steps changed: no definition compiles to that. */
  function broken(change: (steps: Program['states'][number]['steps']) => unknown): Program {
    const program = programOf(machineOf({ Type: 'Pass', Catch: [], Next: 'Z' }));
    const states = program.states.map((state) =>
      state.name === 'A' ? ({ ...state, steps: change(state.steps) } as typeof state) : state,
    );
    return { ...program, states };
  }

  test.each<[string, Program]>([
    ['a step that throws', broken((steps) => [steps[0], { phase: 'next', perform: throwing }])],
    ['a way that does not end', broken((steps) => steps.slice(0, 1))],
    [
      'a step that leads to itself',
      broken((steps) => [steps[0], { phase: 'next', perform: () => 'moved' }]),
    ],
  ])('S62 end the execution, and say so: %s', (_, program) => {
    for (const granularity of ['state', 'phase'] as const) {
      let result = start(program, optionsOf({}));
      for (let count = 0; count < 5 && result.snapshot.status === 'RUNNING'; count += 1) {
        expect(result.fault).toBeUndefined();
        result = step(program, result.snapshot, { type: 'advance', granularity, at: 0 });
      }
      const { snapshot, fault } = result;
      expect(fault).toBeInstanceOf(Error);
      expect([snapshot.status, snapshot.error]).toEqual(['FAILED', 'Stepthrough.Fault']);
      expect(snapshot.cause).toMatch(
        /^Stepthrough cannot run this any further, .*Please report it/,
      );
    }
  });

  function throwing(): never {
    throw new TypeError('x is undefined');
  }

  test.each([
    [999, 'RUNNING', undefined],
    [1_000, 'FAILED', 'Stepthrough.Fault'],
    [1_001, 'FAILED', 'Stepthrough.Fault'],
  ])('S62 a try after %d without an event leaves it %s', (attempt, status, error) => {
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1e9 }];
    const Parameters = { 'a.$': "States.Format('{}{}', $, $)" };
    const program = programOf(machineOf({ ...lambda, Parameters, Retry, End: true }));
    const options = optionsOf('x'.repeat(200_000));
    const advance = { type: 'advance', granularity: 'state', at: options.at } as const;
    const failed = step(program, start(program, options).snapshot, advance);
    const { id = 0 } = failed.effects[0] ?? {};
    const again = step(program, failed.snapshot, { type: 'timer', id, at: options.at }).snapshot;
    const thread = again.threads.at(0);
    if (!thread) throw new Error('It has ended.');
    expect([thread.attempt, again.lastEventId]).toEqual([1, 2]);
    const later = again.with(again.threads.with(0, { ...thread, attempt }));
    const { snapshot } = step(program, later, advance);
    expect([snapshot.status, snapshot.error]).toEqual([status, error]);
  });
});

describe('what AWS does not accept', () => {
  const branch = { StartAt: 1, States: { x: { Type: 'Succeed' } } };
  const nowhere = { StartAt: 'y', States: { x: { Type: 'Succeed' } } };
  const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED' } };

  test.each<[{ readonly [name: string]: Json }, string]>([
    [
      { Type: 'Parallel', Branches: [branch] },
      "Branch 0 has no StartAt that names its first state. It has 'x'.",
    ],
    [
      { Type: 'Parallel', Branches: [nowhere] },
      "Branch 0 starts at 'y', which is none of its states. It has 'x'.",
    ],
    [
      { Type: 'Map', ItemProcessor: { States: {} } },
      'The ItemProcessor has no StartAt that names its first state. It has no states.',
    ],
    [
      { Type: 'Map', ItemProcessor: nowhere },
      "The ItemProcessor starts at 'y', which is none of its states. It has 'x'.",
    ],
    [
      { Type: 'Map', ItemProcessor: { ...distributed, ...nowhere } },
      "The ItemProcessor starts at 'y', which is none of its states. It has 'x'.",
    ],
    [{ Type: 'Map' }, 'The ItemProcessor is missing.'],
    [
      { Type: 'Wait', Seconds: 'soon' },
      'The Seconds field must be a whole number from 0 on, not "soon".',
    ],
    [{ Type: 'Wait', Seconds: -1 }, 'The Seconds field must be a whole number from 0 on, not -1.'],
    [
      { Type: 'Wait', Seconds: 0.5 },
      'The Seconds field must be a whole number from 0 on, not 0.5.',
    ],
    [
      { Type: 'Wait', Timestamp: 'soon' },
      'The Timestamp field must be a time such as 2026-01-31T12:00:00Z, not "soon".',
    ],
    [{ Type: 'Pass', Next: 'No' }, "There is no state 'No' to go to."],
    [{ Type: 'Sleep' }, "The state 'A' has no Type that is one of the eight."],
  ])('fails in words where a run meets it: %j', async (state, words) => {
    const { last } = await drive(machineOf({ End: true, ...state }), [1]);
    expect(last.error).toBe('States.Runtime');
    expect(last.cause).toContain(words);
  });

  test('an inline Map has no reader: its items are those of the input', async () => {
    const ItemReader = { Resource: 'arn:aws:states:::s3:getObject', Parameters: {} };
    const ItemProcessor = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
    const state = { Type: 'Map', ItemReader, ItemProcessor, End: true };
    expect((await drive(machineOf(state), [1, 2])).last.output).toEqual([1, 2]);
    const failed = await drive(machineOf(state), {});
    expect(failed.last.cause).toContain('Reference path "$" must point to array.');
  });

  test.each<[Json]>([[null], ['x'], [5], [[]]])(
    'Parameters of an ItemReader that are no object fail the Map Run: %j',
    async (Parameters) => {
      const state = {
        Type: 'Map',
        ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters },
        ItemProcessor: { ...distributed, StartAt: 'x', States: { x: { Type: 'Succeed' } } },
        End: true,
      };
      const { last } = await drive(machineOf(state), {});
      expect(last.error).toBe('States.ItemReaderFailed');
      expect(last.cause).toBe(
        `The field ItemReader/Parameters must be an object, not ${JSON.stringify(Parameters)}`,
      );
    },
  );

  test('a machine that cannot be started cannot be redriven', () => {
    const program = programOf({ StartAt: 'B', States: { A: { Type: 'Succeed' } } });
    const { snapshot } = start(program, optionsOf({}));
    expect(snapshot.cause).toBe(
      "The state machine starts at 'B', which is none of its states. It has 'A'.",
    );
    expect(() => redrive(program, snapshot, snapshot.now)).toThrow('cannot be redriven');
  });
});
