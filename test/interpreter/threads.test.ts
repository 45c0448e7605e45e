/** The threads of a snapshot: which slots they have, and in which order they are seen. */
import { expect, it } from 'vitest';
import { start, type Thread } from '@stepthrough/interpreter';
import { Threads } from '../../packages/interpreter/src/threads.ts';
import { optionsOf, programOf } from './drive.ts';

const program = programOf({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
const main = start(program, optionsOf({})).snapshot.threads.at(0);
if (!main) throw new Error('The execution has no thread.');

interface Place {
  readonly startedAfter?: number;
  readonly index?: number;
  readonly parentSlot?: number | undefined;
}

function threadAt(slot: number, place: Place = {}): Thread {
  const home = { startedAfter: slot, index: 0, parentSlot: 0, ...place, slot, earlierVisits: 0 };
  return { ...(main as Thread), id: `t${slot}`, home };
}

function threadsAt(...slots: readonly number[]): Threads {
  return slots.reduce((all, slot) => all.with(slot, threadAt(slot)), Threads.none);
}

const ids = (threads: Threads): readonly string[] => [...threads.keys()];

it.each<[slots: readonly number[], size: number, free: number]>([
  [[], 0, 1],
  [[0], 1, 1],
  [[0, 1], 2, 2],
  [[1, 2, 3], 3, 4],
  [[0, 1, 2, 2, 0], 3, 3],
])('in the slots %j there are %i threads, and %i is free', (slots, size, free) => {
  const threads = threadsAt(...slots);
  expect([threads.size, threads.freeSlot()]).toEqual([size, free]);
  for (const slot of [0, 1, 2, 3, 4]) {
    expect(threads.at(slot)?.id).toBe(slots.includes(slot) ? `t${slot}` : undefined);
    expect(threads.has(`t${slot}`)).toBe(slots.includes(slot));
    expect(threads.get(`t${slot}`)?.home.slot).toBe(slots.includes(slot) ? slot : undefined);
  }
});

it('a slot that was given back is used again, the last one first', () => {
  let threads = threadsAt(0, 1, 2, 3, 4);
  for (const slot of [2, 4, 1]) threads = threads.without(slot);
  expect([threads.size, ids(threads)]).toEqual([2, ['t0', 't3']]);
  const given: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const slot = threads.freeSlot();
    given.push(slot);
    threads = threads.with(slot, threadAt(slot));
  }
  expect(given).toEqual([1, 4, 2, 5, 6]);
  expect(threads.size).toBe(7);
});

it('a slot is taken back once, and all of them when none is left', () => {
  const threads = threadsAt(0, 1, 2);
  expect(threads.without(7)).toBe(threads);
  const one = threads.without(2).without(2);
  expect([one.size, one.freeSlot()]).toEqual([2, 2]);
  const none = one.without(1);
  expect([none.size, none.freeSlot(), none.at(1)]).toEqual([1, 1, undefined]);
  const empty = none.without(0);
  expect([empty.size, ids(empty)]).toEqual([0, []]);
  expect(threads.without(0).size).toBe(2);
});

it('threads are seen as they were started, and at once by their index', () => {
  const threads = Threads.none
    .with(1, threadAt(1, { startedAfter: 9, index: 1 }))
    .with(2, threadAt(2, { startedAfter: 9, index: 0 }))
    .with(3, threadAt(3, { startedAfter: 4, index: 5 }))
    .with(4, threadAt(4, { startedAfter: 10 }))
    .with(0, threadAt(0, { parentSlot: undefined }));
  const order = ['t0', 't3', 't2', 't1', 't4'];
  expect(ids(threads)).toEqual(order);
  expect([...threads].map(([id, thread]) => [id, thread.id])).toEqual(order.map((id) => [id, id]));
  const seen: unknown[] = [];
  threads.forEach((thread, id, all) => seen.push([thread.id, id, all === threads]));
  expect(seen).toEqual(order.map((id) => [id, id, true]));
});

it('without those below a thread, all others are left', () => {
  const threads = Threads.none
    .with(0, threadAt(0, { parentSlot: undefined }))
    .with(1, threadAt(1))
    .with(2, threadAt(2))
    .with(3, threadAt(3, { parentSlot: 1 }))
    .with(4, threadAt(4, { parentSlot: 3 }))
    .with(5, threadAt(5, { parentSlot: 2 }));
  expect(ids(threads.withoutBelow(1))).toEqual(['t0', 't1', 't2', 't5']);
  expect(ids(threads.withoutBelow(4))).toEqual(ids(threads));
  expect(ids(threads.withoutBelow(0))).toEqual(['t0']);
  expect(threads.size).toBe(6);
});
