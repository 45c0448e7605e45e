/** Which marks a change of executions makes, given how they were before and are after it. */
import { Recording } from '@stepthrough/debug-adapter';
import type { ExecutionView } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../debug-adapter/src/run/marks.ts';
import { pass, simulationOf } from './simulation.ts';

const both = {
  Both: {
    Type: 'Parallel',
    Branches: ['X', 'Y'].map((name) => ({ StartAt: name, States: { [name]: pass() } })),
    End: true,
  },
};

/** Each moment of an execution with two branches. */
async function momentsOf(): Promise<[recording: Recording, moments: readonly ExecutionView[]]> {
  const recording = new Recording(simulationOf(both, { input: {} }));
  while ((await recording.extend()).moved);
  const { simulation } = recording;
  const id = recording.marks[0]?.execution ?? '';
  const moments = [...Array(simulation.length).keys()].flatMap(
    (world) => simulation.executionAt(world, id) ?? [],
  );
  return [recording, moments];
}

/** The same moment, as another snapshot. */
const copied = (view: ExecutionView): ExecutionView => ({
  ...view,
  snapshot: view.snapshot.with(view.snapshot.threads),
});

async function textOf(
  choose: (
    moments: readonly ExecutionView[],
  ) => readonly [before: ExecutionView | undefined, after: ExecutionView | undefined],
): Promise<readonly string[]> {
  const [{ states }, moments] = await momentsOf();
  const [before, after] = choose(moments);
  return marksOf([{ before, after }], 7, states).map((mark) => {
    expect(mark.world).toBe(7);
    expect(mark.execution).toBe(moments[0]?.id);
    if (mark.kind === 'executionEnded') return mark.status;
    const where = mark.kind === 'position' ? `${mark.stateId} ${mark.phase}` : 'end';
    return `${where} of ${mark.thread}${mark.parent === undefined ? '' : ` in ${mark.parent}`}`;
  });
}

/** The first moment at which both branches live. */
const inBranches = (moments: readonly ExecutionView[]): ExecutionView | undefined =>
  moments.find(({ snapshot }) => snapshot.threads.size === 3);

describe('a change', () => {
  it.each<[rule: string, choose: Parameters<typeof textOf>[0], marks: readonly string[]]>([
    ['of nothing makes none', () => [undefined, undefined], []],
    ['to the same snapshot makes none', (moments) => [moments[1], moments[1]], []],
    [
      'to another one that stands at the same place makes none',
      (moments) => [moments[1], moments[1] && copied(moments[1])],
      [],
    ],
    [
      'nor does it with several threads',
      (moments) => {
        const moment = inBranches(moments);
        return [moment, moment && copied(moment)];
      },
      [],
    ],
    [
      'nor does it after the end',
      (moments) => {
        const last = moments.at(-1);
        return [last, last && copied(last)];
      },
      [],
    ],
    [
      'that starts an execution makes its position',
      ([first]) => [undefined, first],
      ['Both enter of main'],
    ],
    [
      'that starts several threads makes that of each',
      (moments) => [undefined, inBranches(moments)],
      [
        'Both call of main',
        'Both[0]/X enter of main/Both<0> in main',
        'Both[1]/Y enter of main/Both<1> in main',
      ],
    ],
    [
      'that starts and ends an execution tells its end alone',
      (moments) => [undefined, moments.at(-1)],
      ['SUCCEEDED'],
    ],
    [
      'that ends one with several threads tells its end, then theirs',
      (moments) => [inBranches(moments), moments.at(-1)],
      ['SUCCEEDED', 'end of main', 'end of main/Both<0> in main', 'end of main/Both<1> in main'],
    ],
    [
      'that ends threads tells so before another moves',
      (moments) => [
        inBranches(moments),
        moments.findLast(({ snapshot }) => snapshot.threads.size === 1),
      ],
      ['end of main/Both<0> in main', 'end of main/Both<1> in main', 'Both next of main'],
    ],
    [
      'by which an execution is not kept ends its threads alone',
      (moments) => [inBranches(moments), undefined],
      ['end of main', 'end of main/Both<0> in main', 'end of main/Both<1> in main'],
    ],
  ])('%s', async (_rule, choose, marks) => {
    expect(await textOf(choose)).toEqual(marks);
  });

  it('of several executions makes the marks of each, in their order', async () => {
    const [{ states }, moments] = await momentsOf();
    const [first] = moments;
    const changed = [
      { before: undefined, after: first },
      { before: first, after: inBranches(moments) },
    ];
    expect(marksOf(changed, 1, states)).toEqual(
      changed.flatMap((one) => marksOf([one], 1, states)),
    );
    expect(marksOf(changed, 1, states)).toHaveLength(4);
  });
});
