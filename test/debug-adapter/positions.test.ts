/** Lines and columns of texts and of clients, numbers of threads, and how time passes. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClientPositions } from '../../debug-adapter/src/client-positions.ts';
import { Clock } from '../../debug-adapter/src/clock.ts';
import { lineIndex } from '../../debug-adapter/src/source/line-index.ts';
import { ThreadIds } from '../../debug-adapter/src/thread-ids.ts';

describe('lines of a text', () => {
  const lines = lineIndex('ab\ncd\r\n\rgh');

  it('end with LF, CR or both', () => {
    expect(lines.lineCount).toBe(4);
    expect([...Array(11).keys()].map((offset) => lines.positionAt(offset))).toEqual(
      [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
        [2, 0],
        [3, 0],
        [3, 1],
        [3, 2],
      ].map(([line, column]) => ({ line, column })),
    );
  });

  it.each<[line: number, column: number, offset: number]>([
    [0, 0, 0],
    [0, 1, 1],
    [0, 2, 2],
    [0, 9, 2],
    [0, -1, 0],
    [-1, 1, 1],
    [1, 0, 3],
    [3, 1, 9],
    [3, 2, 10],
    [3, 3, 10],
    [4, 0, 10],
  ])('line %i, column %i is at %i, or as near as there is text', (line, column, offset) => {
    expect(lines.offsetAt(line, column)).toBe(offset);
  });
});

describe('positions of a client', () => {
  const lines = lineIndex('ab\ncd');
  it.each<[lines: boolean | undefined, columns: boolean | undefined, first: [number, number]]>([
    [undefined, undefined, [1, 1]],
    [true, true, [1, 1]],
    [false, true, [0, 1]],
    [true, false, [1, 0]],
  ])('that begin at 1 (lines %s, columns %s) begin at %j', (fromLine, fromColumn, first) => {
    const positions = new ClientPositions();
    positions.configure(fromLine, fromColumn);
    const [line, column] = first;
    expect(positions.toClient(lines, { start: 1, end: 5 })).toEqual({
      line,
      column: column + 1,
      endLine: line + 1,
      endColumn: column + 2,
    });
    expect(positions.fromClient(line + 3, column + 4)).toEqual({ line: 3, column: 4 });
    expect(positions.fromClient(line, undefined)).toEqual({ line: 0 });
  });

  it('begin at 1 before it has told', () => {
    expect(new ClientPositions().fromClient(1, 1)).toEqual({ line: 0, column: 0 });
  });
});

describe('the number of a thread', () => {
  it('is its own, in each execution, and stays', () => {
    const ids = new ThreadIds();
    const keys = [
      { execution: 'one', thread: 'main' },
      { execution: 'two', thread: 'main' },
      { execution: 'one', thread: 'main/0' },
    ];
    expect(keys.map((key) => ids.idOf(key))).toEqual([1, 2, 3]);
    expect(keys.map((key) => ids.idOf(key))).toEqual([1, 2, 3]);
    expect([0, 1, 2, 3, 4].map((id) => ids.keyOf(id))).toEqual([undefined, ...keys, undefined]);
  });
});

describe('a clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const never = () => false;

  it.each<[name: string, scale: number | undefined]>([
    ['without a speed', undefined],
    ['whose time has come', 1],
  ])('%s does not wait', async (_name, scale) => {
    const clock = new Clock(scale === undefined ? undefined : { scale }, 10_000);
    await clock.waitUntil(scale === undefined ? 20_000 : 10_000, never);
    await clock.waitUntil(scale === undefined ? 20_000 : 9000, never);
    expect(performance.now()).toBe(0);
  });

  /** Real milliseconds that a wait takes, looked at every ten of them. */
  async function waited(clock: Clock, until: number): Promise<number> {
    const begin = performance.now();
    await clock.waitUntil(until, () => {
      vi.advanceTimersByTime(10);
      return false;
    });
    return performance.now() - begin;
  }

  it('waits for what lies between two moments, at its speed', async () => {
    const clock = new Clock({ scale: 60 }, 10_000);
    expect(await waited(clock, 10_000 + 60 * 50)).toBe(60);
    expect(await waited(clock, 10_000 + 60 * 100)).toBe(60);
  });

  it('that was interrupted waits anew', async () => {
    const clock = new Clock({ scale: 1 }, 0);
    await clock.waitUntil(30, () => true);
    expect(performance.now()).toBe(0);
    expect(await waited(clock, 30)).toBe(40);
  });
});
