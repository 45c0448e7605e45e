/** What one event makes of an execution: whose turn it is, what is no longer wanted, and what time it is. */
import { describe, expect, it } from 'vitest';
import type { Json } from '@stepthrough/asl';
import {
  describeExecution,
  start,
  step,
  type ExecutionEvent,
  type StepResult,
} from '@stepthrough/interpreter';
import { drive, driveProgram, optionsOf, programOf } from './drive.ts';

const end = { End: true };
const { at } = optionsOf({});
const scope = (States: { readonly [name: string]: Json }) => ({
  StartAt: Object.keys(States)[0] ?? '',
  States,
});
const waits = (name: string) => scope({ [name]: { Type: 'Wait', Seconds: 9, ...end } });
const passes = (name: string) =>
  scope({ [name]: { Type: 'Pass', Next: `${name}2` }, [`${name}2`]: { Type: 'Pass', ...end } });
const parallel = (...Branches: readonly Json[]) =>
  scope({ P: { Type: 'Parallel', Branches, ...end } });
const advance = { type: 'advance', granularity: 'state', at } as const;

/** After some events from the start. */
function after(definition: Json, ...events: readonly ExecutionEvent[]): StepResult {
  const program = programOf(definition);
  let result = start(program, optionsOf({}));
  for (const event of events) result = step(program, result.snapshot, event);
  return result;
}

const types = ({ history }: StepResult) => history.map(({ type }) => type);
const standing = ({ snapshot: { threads } }: StepResult) =>
  [...threads.values()].map(({ id, state, phase }) => `${id} ${state} ${phase}`);

describe('an advance', () => {
  const branches = parallel(passes('A'), passes('B'), waits('W'));

  it('lets the thread go on that is named, and leaves the turn to the one that had it', () => {
    const named = { ...advance, thread: 'main/P<1>' };
    expect(standing(after(branches, advance, named, named))).toEqual([
      ...['main P call', 'main/P<0> A enter', 'main/P<2> W enter'],
    ]);
    const next = after(branches, advance, named, advance, advance);
    expect(standing(next)).toEqual([...['main P call', 'main/P<0> A2 enter', 'main/P<2> W enter']]);
    expect(types(next)).toEqual(['PassStateEntered', 'PassStateExited']);
  });

  it.each([
    [{ ...advance, thread: 'main/P<7>' }],
    [{ ...advance, thread: 'main' }],
    [{ type: 'timer', id: 12_345, at }],
    [{ type: 'evaluated', id: 12_345, at, outcome: { ok: true, value: 1 } }],
  ] as const)('changes nothing where nobody can go on: %j', (event) => {
    const before = after(branches, advance);
    const { snapshot, effects, history } = after(branches, advance, event);
    expect(snapshot).toEqual(before.snapshot);
    expect([effects, history]).toEqual([[], []]);
  });

  it('does one phase, or all up to the next state', () => {
    const chain = scope({
      A: { Type: 'Pass', InputPath: '$.a', Result: 1, ResultPath: '$.r', Next: 'B' },
      B: { Type: 'Succeed' },
    });
    const program = programOf(chain);
    const phase = { ...advance, granularity: 'phase' } as const;
    let result = start(program, optionsOf({ a: {} }));
    const phases: string[] = [];
    for (let steps = 0; result.snapshot.status === 'RUNNING' && steps < 20; steps += 1) {
      phases.push(...standing(result));
      result = step(program, result.snapshot, phase);
    }
    expect(phases).toEqual([
      ...['enter', 'inputPath', 'result', 'resultPath', 'next'].map((name) => `main A ${name}`),
      ...['enter', 'next'].map((name) => `main B ${name}`),
    ]);
    const whole = step(program, start(program, optionsOf({ a: {} })).snapshot, advance);
    expect(standing(whole)).toEqual(['main B enter']);
  });

  it('keeps the turn while a state is done phase by phase', () => {
    const phase = { ...advance, granularity: 'phase' } as const;
    const both = parallel(passes('A'), passes('B'));
    expect(standing(after(both, advance, phase)).slice(1)).toEqual([
      ...['main/P<0> A next', 'main/P<1> B enter'],
    ]);
    expect(standing(after(both, advance, phase, phase, phase)).slice(1)).toEqual([
      ...['main/P<0> A2 enter', 'main/P<1> B next'],
    ]);
  });
});

describe('an expression', () => {
  const state = (Next: string) => ({
    ...{ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 %}', Assign: { v: 1 }, Next },
  });
  const last = { Type: 'Pass', ...end };
  const answer = ({ effects }: StepResult): ExecutionEvent => ({
    ...{ type: 'evaluated', id: effects[0]?.id ?? 0, at },
    outcome: { ok: true, value: 7 },
  });

  it.each([
    ['state', ['main B enter']],
    ['phase', ['main A next']],
  ] as const)('does not stop a state that is done by %s: then %j', (granularity, expected) => {
    const definition = scope({ A: state('B'), B: last });
    const phases = granularity === 'phase' ? 3 : 1;
    const events = Array.from({ length: phases }, () => ({ ...advance, granularity }));
    const asked = after(definition, ...events);
    expect(standing(asked)).toEqual(['main A output']);
    expect(standing(after(definition, ...events, answer(asked)))).toEqual(expected);
  });

  it('lets others have their turn before its state goes on', () => {
    const definition = parallel(scope({ A: state('B'), B: last }), passes('X'));
    const asked = after(definition, advance, advance);
    const events = [advance, advance, answer(asked)];
    expect(standing(after(definition, ...events)).slice(1)).toEqual([
      ...['main/P<0> A next', 'main/P<1> X enter'],
    ]);
    expect(standing(after(definition, ...events, advance)).slice(1)).toEqual([
      ...['main/P<0> A next', 'main/P<1> X2 enter'],
    ]);
    expect(standing(after(definition, ...events, advance, advance)).slice(1)).toEqual([
      ...['main/P<0> B enter', 'main/P<1> X2 enter'],
    ]);
  });
});

describe('time', () => {
  const state = scope({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', ...end } });

  it.each([
    [5000, 5000],
    [0, 0],
    [-5000, 0],
  ])('goes on with an event %i ms from the start to %i ms', (later, now) => {
    const { snapshot, history } = after(state, { ...advance, at: at + later });
    expect(snapshot.now - at).toBe(now);
    expect(history.map(({ timestamp }) => timestamp - at)).toEqual([now, now]);
  });

  it('is told by the context object where a state is entered', async () => {
    const read = { Type: 'Pass', Parameters: { 'at.$': '$$.State.EnteredTime' }, ...end };
    const states = { W: { Type: 'Wait', Seconds: 90, Next: 'P' }, P: read };
    const { last } = await drive(scope(states), {});
    expect(last.output).toEqual({ at: '2026-01-01T00:01:30.000Z' });
  });
});

describe('an execution that has ended', () => {
  it('is left as it is by every event', () => {
    const over = after(scope({ S: { Type: 'Succeed' } }), advance);
    const program = programOf(scope({ S: { Type: 'Succeed' } }));
    for (const event of [advance, { type: 'stop', at: at + 1 }] as const) {
      expect(step(program, over.snapshot, event)).toEqual({
        ...{ snapshot: over.snapshot, effects: [], history: [] },
      });
    }
  });

  it('takes back what it has asked for, with the timer of its own time', () => {
    const machine = { TimeoutSeconds: 60, ...parallel(waits('A'), waits('B')) };
    const program = programOf(machine);
    const begun = start(program, optionsOf({}));
    expect(begun.effects).toEqual([
      {
        ...{ kind: 'timer', id: expect.any(Number) as unknown, at: at + 60_000 },
        ...{ purpose: 'executionTimeout', origin: undefined },
      },
    ]);
    let result = begun;
    const asked = [...begun.effects];
    for (let count = 0; count < 3; count += 1) {
      result = step(program, result.snapshot, advance);
      asked.push(...result.effects);
    }
    const [timer] = begun.effects;
    const over = step(program, result.snapshot, {
      type: 'timer',
      id: timer?.id ?? 0,
      at: at + 60_000,
    });
    expect(over.snapshot.status).toBe('TIMED_OUT');
    expect(over.history).toMatchObject([
      {
        ...{ type: 'ExecutionTimedOut', previousEventId: 0 },
        details: { error: 'States.Timeout', cause: undefined },
      },
    ]);
    const all = asked.map(({ id }) => ({ kind: 'cancel', id }));
    expect(over.effects).toHaveLength(3);
    expect(over.effects).toEqual(expect.arrayContaining(all));
  });
});

describe('a start', () => {
  const read = scope({ P: { Type: 'Pass', Parameters: { 'all.$': '$$', 'v.$': '$v' }, ...end } });

  it('has the variables, context and redrives that it is given', async () => {
    const options = {
      ...optionsOf([1]),
      ...{ variables: { v: 7 }, context: { Map: { Item: 1 } }, redriveCount: 3 },
    };
    const { last } = await driveProgram(programOf(read), options);
    const { identity } = options;
    expect(last.output).toEqual({
      v: 7,
      all: {
        Execution: {
          ...{ Id: identity.executionArn, Input: [1], Name: 'run', RoleArn: identity.roleArn },
          ...{ StartTime: '2026-01-01T00:00:00.000Z', RedriveCount: 3 },
        },
        StateMachine: { Id: identity.stateMachineArn, Name: 'M' },
        State: { Name: 'P', EnteredTime: '2026-01-01T00:00:00.000Z' },
        Map: { Item: 1 },
      },
    });
    expect(describeExecution(last, last.now).redriveCount).toBe(3);
  });

  it('of an input that is too large has failed', () => {
    const program = programOf(read);
    const { snapshot, history } = start(program, optionsOf('x'.repeat(262_143)));
    expect(history.map(({ type }) => type)).toEqual(['ExecutionStarted', 'ExecutionFailed']);
    expect([snapshot.status, snapshot.error, snapshot.cause, snapshot.threads.size]).toEqual([
      ...['FAILED', 'States.DataLimitExceeded', 'The input is larger than 262144 bytes.', 0],
    ]);
    expect(start(program, optionsOf('x'.repeat(262_142))).snapshot.status).toBe('RUNNING');
  });
});
