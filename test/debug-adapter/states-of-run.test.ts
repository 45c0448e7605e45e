/** The states of a run's definitions, found by thread, by name, and by the way out of them. */
import { parse } from '@stepthrough/asl';
import { Recording } from '@stepthrough/debug-adapter';
import type { ExecutionView } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { type Options, pass, simulationOf } from './simulation.ts';

async function recordingOf(states: object, options: Options = {}): Promise<Recording> {
  const recording = new Recording(simulationOf(states, { input: {}, ...options }));
  while ((await recording.extend()).moved);
  return recording;
}

/** The executions at the end of a run, in the order in which they were started. */
const viewsOf = ({ simulation }: Recording): readonly ExecutionView[] => simulation.executions();

const call = {
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child' },
  End: true,
};
const child = {
  path: 'child.asl.json',
  document: parse(
    JSON.stringify({ StartAt: 'A', States: { A: pass('Only'), Only: pass() } }),
    'json',
  ),
};
/** The outer and the inner machine have each a state A. */
const nested = { A: pass('Call'), Call: call };
const scenario = 'machines: { child: { definition: child.asl.json } }\ninput: {}';

describe('the state of a position', () => {
  it('is that of its own definition', async () => {
    const recording = await recordingOf(nested, { machines: { child }, scenario });
    const [outer, inner] = viewsOf(recording);
    const found = recording.marks.flatMap((mark) =>
      mark.kind === 'position' && mark.phase === 'enter'
        ? [[mark.path, mark.state?.name, mark.execution === inner?.id]]
        : [],
    );
    expect(found).toEqual([
      ['machine.asl.json', 'A', false],
      ['machine.asl.json', 'Call', false],
      ['child.asl.json', 'A', true],
      ['child.asl.json', 'Only', true],
    ]);
    const byName = (name: string) =>
      [outer, inner].map((view) => view && recording.states.named(view, name));
    for (const name of ['A', 'Call', 'Only', 'A']) {
      expect(byName(name)).toEqual(
        [outer, inner].map((view) =>
          view?.document.machine?.states.find((state) => state.name === name),
        ),
      );
    }
  });
});

describe('a state that a line of the log names', () => {
  const inside = (inner: string): object => ({
    Type: 'Map',
    ItemProcessor: { StartAt: inner, States: { [inner]: pass() } },
    End: true,
  });

  it('is one of the machine itself, else one inside it, else none', async () => {
    const recording = await recordingOf(
      { Map: { ...inside('Same'), Next: 'Same', End: undefined }, Same: inside('Inner') },
      { input: [1] },
    );
    const [view] = viewsOf(recording);
    if (!view) throw new Error('There is no execution.');
    const types = ['Map', 'Same', 'Inner', 'Other', 'Inner'].map((name) => [
      name,
      recording.states.named(view, name)?.type,
    ]);
    expect(types).toEqual([
      ['Map', 'Map'],
      ['Same', 'Map'],
      ['Inner', 'Pass'],
      ['Other', undefined],
      ['Inner', 'Pass'],
    ]);
  });
});

describe('the way out of a state', () => {
  it('is known where it is about to be left, and before that where an error was caught', async () => {
    const recording = await recordingOf(
      {
        Which: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.no', IsPresent: true, Next: 'Ask' },
            { Variable: '$.no', IsPresent: false, Next: 'Ask' },
          ],
          Default: 'Ask',
        },
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Last' },
            { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Last' },
          ],
          Next: 'Last',
        },
        Last: {
          Type: 'Choice',
          Choices: [{ Variable: '$.no', IsPresent: true, Next: 'Done' }],
          Default: 'Done',
        },
        Done: pass(),
      },
      { scenario: 'input: {}\nanswers: [{ match: { state: Ask }, throw: { error: Busy } }]' },
    );
    const ways = recording.marks.flatMap((mark) =>
      mark.kind === 'position' ? [`${mark.stateId} ${mark.phase} ${mark.way ?? '-'}`] : [],
    );
    expect(ways).toEqual([
      'Which enter -',
      'Which result -',
      'Which next 1',
      'Ask enter -',
      'Ask call -',
      'Ask catch 1',
      'Ask resultPath 1',
      'Ask next 1',
      'Last enter -',
      'Last result -',
      'Last next Default',
      'Done enter -',
      'Done next -',
    ]);
  });
});
