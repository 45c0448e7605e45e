/** Where a step ends, and where a step back leads, among the marks of several threads. */
import { describe, expect, it } from 'vitest';
import type { Mark, Position } from '../../debug-adapter/src/run/marks.ts';
import { goalOf, type StepKind } from '../../debug-adapter/src/run/stepping.ts';
import { at, executionEnd, threadEnd } from './made-marks.ts';

const isStoppable = ({ phase }: Position): boolean => phase !== 'call';
const branch = (number: number) => ({ thread: `main/${number}`, parent: 'main' });
const child = { execution: 'child' };
const next = { phase: 'next' as const };
const call = { phase: 'call' as const };
const header = at('A');
const field = at('A', next);

describe('a step', () => {
  it.each<[rule: string, kind: StepKind, from: Position, marks: readonly Mark[], ends: number]>([
    ['over a state ends at the next header', 'over', header, [field, at('B')], 1],
    [
      'over a field ends at the next place',
      'over',
      field,
      [at('A', call), at('A', next), at('B')],
      1,
    ],
    ['into a state ends at its first place', 'in', header, [at('A', call), field, at('B')], 1],
    ['out of a field ends at the next header', 'out', field, [field, at('B')], 1],
    ['out of a state passes the rest of its thread', 'out', header, [field, at('B')], -1],
    ['stays in its thread', 'over', header, [at('X', branch(0)), at('B', child), at('B')], 2],
    [
      'into a state ends where a branch begins',
      'in',
      header,
      [at('X', { ...branch(0), ...next }), at('X', branch(0))],
      1,
    ],
    [
      'into a state ends not in a branch of another',
      'in',
      header,
      [
        at('X', { ...branch(0), ...child }),
        at('X', { thread: 'main/0/0', parent: 'main/0' }),
        field,
      ],
      2,
    ],
    [
      'in a branch that ends goes on at anything that its parent does',
      'over',
      at('X', branch(0)),
      [
        threadEnd('main/1', 'main'),
        at('Y', branch(1)),
        threadEnd('main/0', 'main'),
        at('Y', branch(1)),
        at('A', call),
      ],
      4,
    ],
    [
      'of the end of another execution nothing follows',
      'over',
      header,
      [executionEnd('SUCCEEDED', 'other', 'third'), at('B', { execution: 'third' }), at('B')],
      2,
    ],
    [
      'in an execution that ends goes on in the one that started it',
      'over',
      at('X', child),
      [
        executionEnd('SUCCEEDED', 'child', 'one'),
        threadEnd('main', undefined, 'child'),
        at('X', child),
        at('A', call),
      ],
      3,
    ],
    [
      'in one that no other started has no end',
      'over',
      header,
      [executionEnd('SUCCEEDED'), threadEnd('main'), at('A', { execution: 'other' })],
      -1,
    ],
    [
      'in one that is redriven after its end goes on there',
      'over',
      header,
      [executionEnd('FAILED'), threadEnd('main'), at('A', call)],
      2,
    ],
  ])('%s', (_rule, kind, from, marks, ends) => {
    const isGoal = goalOf(kind, from, isStoppable);
    expect(marks.findIndex((mark) => isGoal(mark))).toBe(ends);
  });
});
