/** At which marks an error is raised, and what becomes of it. */
import { parse } from '@stepthrough/asl';
import { Recording } from '@stepthrough/debug-adapter';
import { describe, expect, it } from 'vitest';
import { raisedAt } from '../../debug-adapter/src/run/raised.ts';
import { type Options, pass, simulationOf } from './simulation.ts';

/** `error fate` of each error of a run, in their order. */
async function errorsOf(states: object, options: Options): Promise<readonly string[]> {
  const recording = new Recording(simulationOf(states, { input: {}, ...options }));
  while ((await recording.extend()).moved);
  return recording.marks.flatMap((_, index) => {
    const raised = raisedAt(recording, index);
    return raised ? [[raised.error, raised.cause ?? '-', raised.fate].join(' ')] : [];
  });
}

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const busy =
  'input: {}\nanswers: [{ match: { state: Ask }, throw: { error: Busy, cause: later } }]';
const Retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }];
const Catch = [{ ErrorEquals: ['Busy'], Next: 'Done' }];

describe('the errors of a run', () => {
  it.each<[rule: string, states: object, options: Options, errors: readonly string[]]>([
    ['are none in a run that succeeds', { A: pass() }, {}, []],
    ['fail it', { F: { Type: 'Fail', Error: 'E', Cause: 'c' } }, {}, ['E c uncaught']],
    ['may have no name', { F: { Type: 'Fail' } }, {}, ['(no error name) - uncaught']],
    [
      'are retried as often as Retry says',
      { Ask: { ...task, Retry } },
      { scenario: busy },
      ['Busy later retried', 'Busy later retried', 'Busy later uncaught'],
    ],
    [
      'are caught after that',
      { Ask: { ...task, Retry, Catch }, Done: pass() },
      { scenario: busy },
      ['Busy later retried', 'Busy later retried', 'Busy later caught'],
    ],
    [
      'are caught without an attempt more where Retry names others',
      {
        Ask: { ...task, Retry: [{ ErrorEquals: ['Other'] }], Catch },
        Done: pass(),
      },
      { scenario: busy },
      ['Busy later caught'],
    ],
    [
      'are none of those that Retry and Catch name',
      {
        Ask: {
          ...task,
          Retry: [{ ErrorEquals: ['Other'] }],
          Catch: [{ ErrorEquals: ['Other'], Next: 'Done' }],
        },
        Done: pass(),
      },
      { scenario: busy },
      ['Busy later uncaught'],
    ],
    [
      'are told once, before what the Catch makes of it',
      {
        Ask: { ...task, Catch: [{ ...Catch[0], Assign: { a: 1 }, ResultPath: '$.error' }] },
        Done: pass(),
      },
      { scenario: busy },
      ['Busy later caught'],
    ],
    [
      'are retried and caught also without a name',
      {
        All: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail' } } }],
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
          End: true,
        },
        Done: pass(),
      },
      {},
      ['(no error name) - retried', '(no error name) - caught'],
    ],
    [
      'are a timeout where the execution takes too long',
      { W: { Type: 'Wait', Seconds: 50, End: true } },
      { timeoutSeconds: 5 },
      ['States.Timeout - uncaught'],
    ],
    [
      'are none where it is stopped',
      { W: { Type: 'Wait', Seconds: 50, End: true } },
      { scenario: 'input: {}\nevents: [{ at: 5s, stop: { error: Enough, cause: now } }]' },
      [],
    ],
    [
      'are one where it cannot begin',
      {},
      {},
      [
        'States.Runtime The state machine has no StartAt that names its first state. It has no states. uncaught',
      ],
    ],
  ])('%s', async (_rule, states, options, errors) => {
    expect(await errorsOf(states, options)).toEqual(errors);
  });

  it('are none where there is no mark', () => {
    const recording = new Recording(simulationOf({ F: { Type: 'Fail' } }, { input: {} }));
    expect([-1, 0, 1].map((index) => raisedAt(recording, index))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of a child are those of the state that started it', async () => {
    const states = {
      All: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'F',
          States: { F: { Type: 'Fail', Error: 'E' } },
        },
        End: true,
      },
    };
    const errors = await errorsOf(states, { input: [1] });
    expect(errors.map((error) => error.split(' ')[0])).toEqual([
      'States.ExceedToleratedFailureThreshold',
    ]);
  });

  it('of a nested execution are those of the state that waits for it', async () => {
    const definition = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } };
    const errors = await errorsOf(
      {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Parameters: {
            StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
          },
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Done' }],
          End: true,
        },
        Done: pass(),
      },
      {
        machines: {
          child: { path: 'child.asl.json', document: parse(JSON.stringify(definition), 'json') },
        },
      },
    );
    expect(errors.map((error) => error.replace(/ \{.*\} /, ' '))).toEqual([
      'States.TaskFailed caught',
    ]);
  });
});
