/** What the canvas shows of a run, counted mark by mark. */
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../debug-adapter/src/run/marks.ts';
import { RunTally } from '../../debug-adapter/src/run/run-tally.ts';
import { at, executionEnd, threadEnd } from './made-marks.ts';

const tallyOf = (marks: readonly Mark[]): RunTally => {
  const tally = new RunTally('machine.asl.json');
  for (const mark of marks) tally.add(mark);
  return tally;
};
const statesOf = (tally: RunTally): string =>
  tally.states.map(({ id, status, visits }) => `${id} ${status} ${visits}`).join(', ');
const transitionsOf = (tally: RunTally): string =>
  tally.transitions
    .map(({ from, to = 'end', isCaught, index }) =>
      [`${from} → ${to}`, ...(isCaught ? ['caught'] : []), ...((index ?? '') ? [index] : [])].join(
        ' ',
      ),
    )
    .join(', ');

const branch = (number: number) => ({ thread: `main/${number}`, parent: 'main' });
const inCall = { phase: 'call' as const };
const atNext = { phase: 'next' as const };

describe('states and transitions', () => {
  it.each<[rule: string, marks: readonly Mark[], states: string, transitions: string]>([
    ['a state that is entered runs', [at('A')], 'A running 1', ''],
    ['only its entry is a visit', [at('A'), at('A', inCall), at('A', atNext)], 'A running 1', ''],
    [
      'it has succeeded when the next one begins',
      [at('A'), at('B')],
      'A succeeded 1, B running 1',
      'A → B',
    ],
    [
      'or its error was caught',
      [at('A'), at('A', { isCaught: true, way: 2, phase: 'next' }), at('B')],
      'A caught 1, B running 1',
      'A → B caught 2',
    ],
    ['it may be its own next one', [at('A'), at('A'), at('A')], 'A running 3', 'A → A'],
    [
      'a transition is kept once, and apart from others between the same states',
      [at('A', { way: 1 }), at('B'), at('A', { way: 2 }), at('B'), at('A', { way: 1 }), at('B')],
      'A succeeded 3, B running 3',
      'A → B 1, B → A, A → B 2',
    ],
    ['another definition is not counted', [at('A', { path: 'child.asl.json' })], '', ''],
    [
      'executions are apart, though their threads have one name',
      [at('A'), at('B', { execution: 'two' }), at('C')],
      'A succeeded 1, B running 1, C running 1',
      'A → C',
    ],
    [
      'a branch ends where it leaves its state',
      [
        at('P'),
        at('X', branch(0)),
        at('X', { ...branch(0), ...atNext }),
        threadEnd('main/0', 'main'),
      ],
      'P running 1, X succeeded 1',
      'X → end',
    ],
    [
      'elsewhere it has failed when it moved last, and was cancelled otherwise',
      [
        at('P'),
        at('X', branch(0)),
        at('Y', branch(1)),
        threadEnd('main/0', 'main'),
        threadEnd('main/1', 'main'),
      ],
      'P running 1, X cancelled 1, Y failed 1',
      '',
    ],
    [
      'a thread that was never seen ends without a trace',
      [at('A'), threadEnd('main/7', 'main')],
      'A running 1',
      '',
    ],
    [
      'an execution that succeeds ends its last state',
      [at('A'), at('A', atNext), executionEnd('SUCCEEDED'), threadEnd('main')],
      'A succeeded 1',
      'A → end',
    ],
    [
      'and what is left inside it, which takes no transition',
      [at('A'), at('X', branch(0)), executionEnd('SUCCEEDED')],
      'A succeeded 1, X succeeded 1',
      'A → end',
    ],
    [
      'one that fails fails in the state that moved last and those around it',
      [at('P'), at('X', branch(0)), at('Y', branch(1)), executionEnd('FAILED')],
      'P failed 1, X cancelled 1, Y failed 1',
      '',
    ],
    [
      'of several threads in one state the one that failed tells',
      [
        at('M'),
        at('X', branch(0)),
        at('X', branch(1)),
        at('X', { ...branch(0), ...inCall }),
        executionEnd('TIMED_OUT'),
      ],
      'M failed 1, X failed 2',
      '',
    ],
    [
      'the end of another execution changes nothing',
      [at('A'), executionEnd('SUCCEEDED', 'two')],
      'A running 1',
      '',
    ],
    [
      'a thread that begins again is not the one that has ended',
      [
        at('P'),
        at('X', branch(0)),
        at('X', { ...branch(0), ...atNext }),
        threadEnd('main/0', 'main'),
        at('P', { phase: 'retry' }),
        at('X', branch(0)),
      ],
      'P running 1, X running 2',
      'X → end',
    ],
    [
      'nor is a branch that has ended cancelled with its execution',
      [
        at('P'),
        at('X', branch(0)),
        at('X', { ...branch(0), ...atNext }),
        threadEnd('main/0', 'main'),
        at('P', { ...inCall }),
        executionEnd('ABORTED'),
      ],
      'P failed 1, X succeeded 1',
      'X → end',
    ],
    [
      'a state in which an execution is redriven runs again, and is not entered again',
      [at('A'), executionEnd('FAILED'), threadEnd('main'), at('A', inCall)],
      'A running 1',
      '',
    ],
    [
      'and ends as any other',
      [at('A'), executionEnd('FAILED'), threadEnd('main'), at('A', inCall), at('B')],
      'A succeeded 1, B running 1',
      'A → B',
    ],
    [
      'the failed thread is of the execution that failed',
      [at('A'), at('B', { execution: 'two' }), executionEnd('ABORTED')],
      'A cancelled 1, B running 1',
      '',
    ],
  ])('%s', (_rule, marks, states, transitions) => {
    const tally = tallyOf(marks);
    expect(statesOf(tally)).toBe(states);
    expect(transitionsOf(tally)).toBe(transitions);
    expect(tally.length).toBe(marks.length);
    // Going back leads to what was counted until then.
    for (let length = marks.length; length >= 0; length -= 1) {
      tally.backTo(length);
      const direct = tallyOf(marks.slice(0, length));
      expect(tally.length).toBe(length);
      expect([tally.states, tally.transitions]).toEqual([direct.states, direct.transitions]);
      // And also another future is as if there had been none before it.
      for (const counted of [tally, direct]) counted.add(executionEnd('FAILED'));
      expect(tally.states).toEqual(direct.states);
      tally.backTo(length);
    }
    for (const mark of marks) tally.add(mark);
    expect([statesOf(tally), transitionsOf(tally)]).toEqual([states, transitions]);
  });
});
