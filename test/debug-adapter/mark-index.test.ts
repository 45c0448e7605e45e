/** Where in a list of marks a thread has been. */
import { describe, expect, it } from 'vitest';
import { countUpTo, MarkIndex } from '../../debug-adapter/src/run/mark-index.ts';
import { at, executionEnd, threadEnd } from './made-marks.ts';

describe('how many numbers of a list are at most a limit', () => {
  it.each<[ascending: readonly number[], limit: number, count: number]>([
    [[], 5, 0],
    [[5], 4, 0],
    [[5], 5, 1],
    [[5], 6, 1],
    [[1, 3, 5], 0, 0],
    [[1, 3, 5], 1, 1],
    [[1, 3, 5], 2, 1],
    [[1, 3, 5], 3, 2],
    [[1, 3, 5], 5, 3],
    [[1, 3, 3, 5], 3, 3],
  ])('%j, %i: %i', (ascending, limit, count) => {
    expect(countUpTo(ascending, limit)).toBe(count);
  });
});

describe('an index of marks', () => {
  const branch = { thread: 'main/0', parent: 'main' };
  const marks = [
    executionEnd('FAILED', 'earlier'),
    at('A'),
    at('X', branch),
    at('A', { execution: 'other' }),
    threadEnd('main/0', 'main'),
    executionEnd('SUCCEEDED', 'other'),
    at('A', { phase: 'next' }),
    at('X', branch),
  ];
  const lastPositions = [undefined, 1, 2, 3, 3, 3, 6, 7];
  const ofThreads = { main: [6, 1], 'main/0': [7, 4, 2], none: [] };

  const filled = (): MarkIndex => {
    const index = new MarkIndex();
    for (const mark of marks) index.add(mark);
    return index;
  };

  it('tells the last position up to each', () => {
    const index = filled();
    expect(marks.map((_, upTo) => index.lastPosition(upTo))).toEqual(lastPositions);
    expect([-1, marks.length].map((upTo) => index.lastPosition(upTo))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each(Object.entries(ofThreads))('has of the thread %s the marks %j', (thread, expected) => {
    const index = filled();
    for (const upTo of [-1, 0, 1, 2, 4, 6, 7]) {
      expect([...index.ofThread({ execution: 'one', thread }, upTo)]).toEqual(
        expected.filter((mark) => mark <= upTo),
      );
    }
  });

  it('is without a mark as if it had never been', () => {
    const index = filled();
    for (const mark of marks.slice(4).toReversed()) index.drop(mark);
    expect(index.length).toBe(4);
    const drawn = ['main', 'main/0'].map((thread) => [
      ...index.ofThread({ execution: 'one', thread }, 9),
    ]);
    expect(drawn).toEqual([[1], [2]]);
    for (const mark of marks.slice(4)) index.add(mark);
    expect(marks.map((_, upTo) => index.lastPosition(upTo))).toEqual(lastPositions);
    expect([...index.ofThread({ execution: 'one', thread: 'main/0' }, 7)]).toEqual([7, 4, 2]);
  });
});
