/** What fails on a catcher's way, in each kind of state that can catch and in both query languages. */
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { drive, type DriveOptions, type Recorded } from './drive.ts';

type Fields = { readonly [name: string]: Json };

const all = ['States.ALL'];
const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'X' } } };

/** Each of them fails with X. */
const failing: { readonly [type: string]: Fields } = {
  Task: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' },
  Map: { Type: 'Map', ItemProcessor: fail },
  Parallel: { Type: 'Parallel', Branches: [fail] },
};

const queryError = 'States.QueryEvaluationError';

/** Fields of a catcher that fail, with the error that they give for an input that is a list. */
const ways: readonly {
  readonly language: string;
  readonly fields: Fields;
  readonly error: string;
}[] = [
  { language: 'JSONPath', fields: { ResultPath: '$.e' }, error: 'States.ResultPathMatchFailure' },
  { language: 'JSONPath', fields: { Assign: { 'v.$': '$.no' } }, error: 'States.Runtime' },
  { language: 'JSONata', fields: { Output: '{% $no %}' }, error: queryError },
  { language: 'JSONata', fields: { Assign: { v: '{% $no %}' } }, error: queryError },
  { language: 'JSONata', fields: { Output: tooLarge(2 ** 18) }, error: 'States.DataLimitExceeded' },
  {
    language: 'JSONata',
    fields: { Assign: { v: tooLarge(2 ** 18) } },
    error: 'States.DataLimitExceeded',
  },
];

function tooLarge(length: number): Json {
  return `{% $pad("", ${length}, "x") %}`;
}

const rows = Object.entries(failing).flatMap(([type, state]) =>
  ways.map(({ language, fields, error }) => ({
    type,
    language,
    fields,
    error,
    state: { ...state, QueryLanguage: language },
  })),
);

function run(state: Fields, handlers: Fields, options: DriveOptions = {}): Promise<Recorded> {
  const states = {
    S: { ...state, ...handlers, Next: 'Z' },
    Z: { Type: 'Succeed' },
  };
  const task: DriveOptions['task'] = () => ({ error: 'X', cause: 'c' });
  return drive({ StartAt: 'S', States: states }, [1], { task, ...options });
}

function types({ history }: Recorded): readonly string[] {
  return history.map(({ type }) => type);
}

function count(recorded: Recorded, type: string): number {
  return types(recorded).filter((other) => other === type).length;
}

describe('S60 what fails on a catcher’s way', () => {
  test.each(rows)(
    'is offered to no retrier and no catcher: $type $language $fields',
    async ({ type, state, fields, error }) => {
      const handlers = {
        Retry: [{ ErrorEquals: all, MaxAttempts: 2 }],
        Catch: [
          { ErrorEquals: all, ...fields, Next: 'Z' },
          { ErrorEquals: all, Next: 'Z' },
        ],
      };
      // A retrier that is used up before, and one that would still take the new error.
      for (const granularity of ['state', 'phase'] as const) {
        const recorded = await run(state, handlers, { granularity, maxSteps: 500 });
        expect(recorded.last.status).toBe('FAILED');
        expect(recorded.last.error).toBe(error);
        expect(count(recorded, `${type}StateExited`)).toBe(0);
        const started = type === 'Task' ? 'TaskScheduled' : `${type}StateStarted`;
        expect(count(recorded, started)).toBe(3);
        expect(count(recorded, 'EvaluationFailed')).toBe(error === queryError ? 1 : 0);
        expect(count(recorded, `${type}StateFailed`)).toBe(type === 'Task' ? 0 : 1);
      }
    },
  );

  test('is not offered to a retrier that still has tries, either', async () => {
    const handlers = {
      Retry: [{ ErrorEquals: [queryError], MaxAttempts: 5 }],
      Catch: [
        { ErrorEquals: ['X'], Output: '{% $no %}', Next: 'Z' },
        { ErrorEquals: [queryError], Next: 'Z' },
      ],
    };
    const { Task = {} } = failing;
    const recorded = await run({ ...Task, QueryLanguage: 'JSONata' }, handlers);
    expect(types(recorded)).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed'],
      ...['EvaluationFailed', 'ExecutionFailed'],
    ]);
    expect(recorded.last.error).toBe(queryError);
  });

  test.each(['Map', 'Parallel'])(
    'is recorded before the failure of the %s itself, and each follows the one before',
    async (type) => {
      const handlers = { Catch: [{ ErrorEquals: all, Output: '{% $no %}', Next: 'Z' }] };
      const recorded = await run({ ...failing[type], QueryLanguage: 'JSONata' }, handlers);
      const [evaluation, state, execution] = recorded.history.slice(-3);
      expect([evaluation?.type, state?.type, execution?.type]).toEqual([
        'EvaluationFailed',
        `${type}StateFailed`,
        'ExecutionFailed',
      ]);
      expect(state?.previousEventId).toBe(evaluation?.id);
      expect(execution?.previousEventId).toBe(state?.id);
      const before = recorded.history.find(({ id }) => id === evaluation?.previousEventId);
      expect(before?.type).toBe('FailStateEntered');
    },
  );

  test.each(['Map', 'Parallel'])(
    'a %s that is caught has failed before it is left',
    async (type) => {
      for (const language of ['JSONPath', 'JSONata']) {
        const handlers = { Catch: [{ ErrorEquals: all, Next: 'Z' }] };
        const recorded = await run({ ...failing[type], QueryLanguage: language }, handlers);
        expect(recorded.last.output).toEqual({ Error: 'X', Cause: null });
        const at = types(recorded).indexOf(`${type}StateFailed`);
        expect(types(recorded)[at + 1]).toBe(`${type}StateExited`);
        expect(recorded.history[at + 1]?.previousEventId).toBe(at + 1);
      }
    },
  );

  test('fails a branch to the state around it, whose retriers and catchers are asked', async () => {
    const { Task = {} } = failing;
    const inner = {
      ...Task,
      QueryLanguage: 'JSONata',
      Catch: [{ ErrorEquals: all, Output: '{% $no %}', Next: 'E' }],
      Next: 'E',
    };
    const branch = { StartAt: 'I', States: { I: inner, E: { Type: 'Succeed' } } };
    const handlers = {
      Retry: [{ ErrorEquals: [queryError], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: [queryError], Next: 'Z' }],
    };
    for (const around of [
      { Type: 'Parallel', Branches: [branch] },
      { Type: 'Map', ItemProcessor: branch },
    ]) {
      const recorded = await run(around, handlers);
      expect(recorded.last.status).toBe('SUCCEEDED');
      expect(recorded.last.output).toMatchObject({ Error: queryError });
      expect(count(recorded, `${around.Type}StateStarted`)).toBe(2);
    }
  });

  test('names the place by the catcher’s number', async () => {
    const { Task = {} } = failing;
    const where = async (index: number, fields: Fields): Promise<unknown> => {
      const others = Array.from({ length: index }, () => ({ ErrorEquals: ['other'], Next: 'Z' }));
      const handlers = { Catch: [...others, { ErrorEquals: all, ...fields, Next: 'Z' }] };
      const { history, last } = await run({ ...Task, QueryLanguage: 'JSONata' }, handlers);
      const location = history.find((event) => event.type === 'EvaluationFailed')?.details.location;
      expect(last.cause).toContain(`specified for the field '${String(location)}' returned`);
      return location;
    };
    expect(await where(1, { Output: { v: '{% $no %}' } })).toBe('Catch[1]/Output/v');
    expect(await where(0, { Assign: { x: '{% $no %}' } })).toBe('Catch[0]/Assign/x');
    expect(await where(2, { Output: '{% $no %}' })).toBe('Catch[2]/Output');
  });
});
