/** How TestState runs one state: alone, with its world, and up to where it would be left. */
import type { TestStateCall } from '@stepthrough/interpreter';
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { test, world } from './test-state-world.ts';

type Rest = Omit<TestStateCall, 'definition'>;

const end = { End: true };
const task = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke' };
const role = { roleArn: 'arn:aws:iam::111111111111:role/r' };
const jsonata = { QueryLanguage: 'JSONata' };
const pass = (Result: Json) => ({ Type: 'Pass', Result, ...end });
const scope = (States: JsonObject) => ({ StartAt: Object.keys(States)[0] ?? '', States });

describe('the state that is tested', () => {
  const machine = scope({
    A: { ...pass('A'), Next: 'Par', End: false },
    Par: {
      Type: 'Parallel',
      Branches: [scope({ B: pass('B') }), scope({ C: pass('C') })],
      Next: 'M',
    },
    M: {
      Type: 'Map',
      ItemProcessor: scope({ D: { Type: 'Map', Iterator: scope({ E: pass('E') }), ...end } }),
      ...end,
    },
    F: { Type: 'Pass', Output: '{% 1 + 1 %}', ...jsonata, ...end },
  });

  it.each([
    ['A', 'A'],
    ['B', 'B'],
    ['C', 'C'],
    ['E', 'E'],
    ['F', 2],
  ])('is found by its name, also within others: %s', async (stateName, output) => {
    expect((await test(machine, { stateName })).output).toBe(output);
  });

  it('speaks the query language of its machine', async () => {
    const states = scope({ A: { Type: 'Pass', Output: '{% 2 * 3 %}', ...end } });
    expect((await test({ ...jsonata, ...states }, { stateName: 'A' })).output).toBe(6);
  });

  it.each<[definition: JsonObject, input: Json, next: string | undefined]>([
    [{ Type: 'Pass', Next: 'N' }, 1, 'N'],
    [{ Type: 'Pass', ...end }, 1, undefined],
    [
      { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'One' }], Default: 'D' },
      1,
      'One',
    ],
    [
      { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'One' }], Default: 'D' },
      2,
      'D',
    ],
    [{ Type: 'Succeed' }, 1, undefined],
    [{ Type: 'Wait', Seconds: 1_000, Next: 'N' }, 1, 'N'],
  ])('%j of %j leads to %s', async (definition, input, next) => {
    expect(await test(definition, { input })).toEqual({
      status: 'SUCCEEDED',
      output: input,
      ...(next === undefined ? {} : { nextState: next }),
    });
  });

  it('sees {} where no input is given, and the variables that are', async () => {
    const state = { Type: 'Pass', Parameters: { 'in.$': '$', 'v.$': '$v' }, ...end };
    expect((await test(state, { variables: { v: 7 } })).output).toEqual({ in: {}, v: 7 });
  });
});

describe('the context object', () => {
  const state = { Type: 'Pass', Parameters: { 'all.$': '$$' }, ...end };
  const { executionArn, executionName, stateMachineArn, stateMachineName } = world.identity;

  it.each<[rest: Rest, RoleArn: Json]>([
    [{}, null],
    [role, role.roleArn],
  ])('tells the execution with %j', async (rest, RoleArn) => {
    const { output } = await test(state, { input: [1], ...rest });
    expect(output).toEqual({
      all: {
        Execution: {
          Id: executionArn,
          Input: [1],
          Name: executionName,
          RoleArn,
          StartTime: '2026-01-01T00:00:00.000Z',
        },
        StateMachine: { Id: stateMachineArn, Name: stateMachineName },
        State: { Name: 'StateName', EnteredTime: '2026-01-01T00:00:00.000Z' },
      },
    });
  });

  it('is the one that is given', async () => {
    const context = { State: { Name: 'mine' } };
    expect((await test(state, { context })).output).toEqual({ all: context });
  });

  it('names every state alike', async () => {
    const { output } = await test(scope({ Own: state }), { stateName: 'Own' });
    expect(output).toMatchObject({ all: { State: { Name: 'StateName' } } });
  });
});

describe('a task', () => {
  it('without a mock is answered by the world', async () => {
    const state = { ...task, Parameters: { 'p.$': '$' }, ...end };
    expect(await test(state, { ...role, input: 1 })).toEqual({
      status: 'SUCCEEDED',
      output: { p: 1 },
    });
    const failed = await test(state, role, () => Promise.resolve({ error: 'E', cause: 'why' }));
    expect(failed).toEqual({ status: 'FAILED', error: 'E', cause: 'why' });
    const silent = await test(state, role, () => Promise.resolve({}));
    expect(silent).toEqual({ status: 'FAILED' });
  });

  it('with a mock asks nobody, and has null for no result', async () => {
    const nobody = () => Promise.reject(new Error('It was asked.'));
    expect(await test({ ...task, ...end }, { mock: {} }, nobody)).toEqual({
      status: 'SUCCEEDED',
      output: null,
    });
  });

  it('evaluates expressions with random numbers of its seed', async () => {
    const state = { Type: 'Pass', Output: '{% [$random(), $random()] %}', ...jsonata, ...end };
    const [first, second] = await Promise.all([test(state), test(state)]);
    expect(first.output).toEqual(second.output);
    expect(new Set(first.output as Json[]).size).toBe(2);
  });

  it.each<[state: JsonObject, result: object]>([
    [
      { Type: 'Pass', InputPath: '$.no', ...end },
      { error: 'States.Runtime', cause: "Invalid path '$.no' : No results for path: $['no']" },
    ],
    [
      { Type: 'Fail', Error: 'E', Cause: 'An error of its own' },
      { error: 'E', cause: 'An error of its own' },
    ],
    [{ Type: 'Fail' }, {}],
  ])('the failure of %j has a cause without its place', async (state, result) => {
    expect(await test(state)).toEqual({ status: 'FAILED', ...result });
  });
});

describe('the failures of iterations', () => {
  const items = [1, 2, 3, 4];
  const processor = scope({ P: pass(1) });
  const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...processor };

  it.each<[fields: JsonObject, failures: number, isTolerated: boolean]>([
    [{}, 4, true],
    [{ ToleratedFailureCount: 2 }, 1, true],
    [{ ToleratedFailureCount: 2 }, 2, true],
    [{ ToleratedFailureCount: 2 }, 3, false],
    [{ ToleratedFailurePercentage: 50 }, 1, true],
    [{ ToleratedFailurePercentage: 50 }, 2, true],
    [{ ToleratedFailurePercentage: 50 }, 3, false],
    [{ ToleratedFailureCount: 4, ToleratedFailurePercentage: 50 }, 3, false],
    [{ ToleratedFailureCount: 1, ToleratedFailurePercentage: 50 }, 2, false],
  ])('with %j, %d of four are tolerated: %s', async (fields, failures, isTolerated) => {
    const state = { Type: 'Map', ItemProcessor: distributed, ...fields, ...end };
    const stateConfiguration = { mapIterationFailureCount: failures };
    const mock = { result: [1] };
    expect(await test(state, { input: items, stateConfiguration, mock })).toEqual(
      isTolerated
        ? { status: 'SUCCEEDED', output: [1] }
        : {
            status: 'FAILED',
            error: 'States.ExceedToleratedFailureThreshold',
            cause: 'The specified tolerated failure threshold was exceeded',
          },
    );
  });

  it('are none where nothing is said, and no percentage of no items is too much', async () => {
    const state = {
      ...{ Type: 'Map', ToleratedFailurePercentage: 0, ToleratedFailureCount: 0 },
      ...{ ItemProcessor: distributed, ...end },
    };
    const mock = { result: [] };
    expect((await test(state, { input: items, mock })).status).toBe('SUCCEEDED');
    expect((await test(state, { input: [], mock })).status).toBe('SUCCEEDED');
  });
});
