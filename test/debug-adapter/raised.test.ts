/** At which marks an error is raised, and what becomes of it. */
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
  ])('%s', async (_rule, states, options, errors) => {
    expect(await errorsOf(states, options)).toEqual(errors);
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
});
