/** A run of which an execution is redriven: it goes on inside the states in which it has ended. */
import { Recording } from '@stepthrough/debug-adapter';
import { expect, it } from 'vitest';
import { previousOf } from '../../debug-adapter/src/run/stepping.ts';
import { pass, simulationOf } from './simulation.ts';

const ask = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Next: 'Last' };
const scenario = `input: {}
answers: [{ match: { state: Ask }, times: 1, throw: { error: Busy } }, { match: { state: Ask }, return: { Payload: 1 } }]`;

async function redriven(): Promise<Recording> {
  const recording = new Recording(
    simulationOf({ First: pass('Ask'), Ask: ask, Last: pass() }, { scenario }),
  );
  while ((await recording.extend()).moved);
  const [execution] = recording.simulation.executions();
  recording.intervene((simulation) =>
    simulation.call(1, {
      service: 'states',
      operation: 'RedriveExecution',
      request: { executionArn: execution?.id ?? '' },
    }),
  );
  while ((await recording.extend()).moved);
  return recording;
}

const nameOf = ({ marks }: Recording, index: number | undefined): string => {
  const mark = index === undefined ? undefined : marks[index];
  if (!mark) return '-';
  return mark.kind === 'position' ? `${mark.stateId} ${mark.phase}` : mark.kind;
};

it('has a position of each thread that goes on, and steps back to where that was, and to where the run stood', async () => {
  const recording = await redriven();
  const isStoppable = (): boolean => true;
  expect(
    recording.marks.map(
      (_, index) =>
        `${nameOf(recording, index)} ← ${nameOf(recording, previousOf(recording, index, isStoppable))}`,
    ),
  ).toEqual([
    'First enter ← -',
    'First next ← First enter',
    'Ask enter ← First enter',
    'Ask call ← Ask enter',
    'executionEnded ← Ask call',
    'threadEnded ← Ask call',
    'Ask call ← Ask call',
    'Ask next ← Ask call',
    'Last enter ← Ask call',
    'Last next ← Last enter',
    'executionEnded ← Last next',
    'threadEnded ← Last next',
  ]);
});

it('shows the state as failed, as running again, and as what it comes to', async () => {
  const recording = await redriven();
  const shown = recording.marks.map((_, cursor) => {
    const found = recording.tallyAt(cursor).states.find(({ id }) => id === 'Ask');
    return found && `${found.status} ${found.visits}`;
  });
  expect(shown).toEqual([
    ...[undefined, undefined],
    ...['running 1', 'running 1', 'failed 1', 'failed 1'],
    ...['running 1', 'running 1', 'succeeded 1', 'succeeded 1', 'succeeded 1', 'succeeded 1'],
  ]);
});
