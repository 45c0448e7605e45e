import { keepThread, wholeThread, type KeptThread, type Place } from './kept-thread.ts';
import type { Thread, ThreadId } from './thread.ts';
import { elements, emptyVector, getAt, setAt, type Vector } from './vector.ts';

/** Which slots are there; a slot is used again when its thread has ended. */
interface Slots {
  /** How many threads there are beside that of slot 0. */
  readonly size: number;
  /** No slot from here on has ever been used. */
  readonly end: number;
  /** The slot that was given back last and that no thread has, and where those before it are found. */
  readonly free: number | undefined;
  readonly before: Slots | undefined;
}

const noSlots: Slots = { size: 0, end: 1, free: undefined, before: undefined };

/** What a snapshot keeps of its threads. */
export interface ThreadTable {
  /** The thread of slot 0. Most executions have no other. */
  readonly main: KeptThread | undefined;
  /** By slot, from 1 on. */
  readonly others: Vector<KeptThread>;
  readonly slots: Slots;
}

/** The live threads of a snapshot: a read-only map by id, in the order in which they were started. */
export class Threads implements ReadonlyMap<ThreadId, Thread>, ThreadTable {
  static readonly none = new Threads(undefined, emptyVector(), noSlots);

  readonly main: KeptThread | undefined;
  readonly others: Vector<KeptThread>;
  readonly slots: Slots;

  private constructor(main: ThreadTable['main'], others: Vector<KeptThread>, slots: Slots) {
    this.main = main;
    this.others = others;
    this.slots = slots;
  }

  static of({ main, others, slots }: ThreadTable): Threads {
    return new Threads(main, others, slots);
  }

  get size(): number {
    return this.slots.size + (this.main ? 1 : 0);
  }

  keptAt(slot: number): KeptThread | undefined {
    return slot === 0 ? this.main : getAt(this.others, slot);
  }

  at(slot: number): Thread | undefined {
    const kept = this.keptAt(slot);
    return kept && wholeThread(kept);
  }

  /**
   * With a thread in a slot that has one, or in the free slot; it stands at `place`, if that is known,
   * and may be like the thread of the slot `beside`.
   */
  with(slot: number, thread: Thread, place?: Place, beside?: number): Threads {
    const before = this.keptAt(slot);
    const like = beside === undefined ? undefined : this.keptAt(beside);
    const kept = keepThread(thread, before, place, like);
    if (slot === 0) return new Threads(kept, this.others, this.slots);
    const others = setAt(this.others, slot, kept);
    if (before) return new Threads(this.main, others, this.slots);
    const { size, end, free: last } = this.slots;
    const left = last === slot ? this.slots.before : this.slots;
    return new Threads(this.main, others, {
      size: size + 1,
      end: Math.max(end, slot + 1),
      free: left?.free,
      before: left?.before,
    });
  }

  without(slot: number): Threads {
    if (slot === 0) return new Threads(undefined, this.others, this.slots);
    if (!this.keptAt(slot)) return this;
    const { size, end } = this.slots;
    if (size === 1) return new Threads(this.main, emptyVector(), noSlots);
    const others = setAt(this.others, slot, undefined);
    return new Threads(this.main, others, {
      size: size - 1,
      end,
      free: slot,
      before: this.slots,
    });
  }

  /** Without the threads that the thread of a slot has started, and those that they have. */
  withoutBelow(slot: number): Threads {
    let left: Threads = Threads.of(this);
    for (const { home } of this.values()) {
      if (home.parentSlot === slot) left = left.withoutBelow(home.slot).without(home.slot);
    }
    return left;
  }

  /** A slot that no thread has. */
  freeSlot(): number {
    return this.slots.free ?? this.slots.end;
  }

  get(id: ThreadId): Thread | undefined {
    if (this.main?.self.id === id) return wholeThread(this.main);
    for (const [, kept] of elements(this.others)) if (kept.self.id === id) return wholeThread(kept);
    return undefined;
  }

  has(id: ThreadId): boolean {
    return this.get(id) !== undefined;
  }

  *values(): MapIterator<Thread> {
    if (this.main) yield wholeThread(this.main);
    if (this.slots.size === 0) return;
    const others = [...elements(this.others)].map(([, kept]) => kept);
    others.sort(byStart);
    for (const kept of others) yield wholeThread(kept);
  }

  *keys(): MapIterator<ThreadId> {
    for (const { id } of this.values()) yield id;
  }

  *entries(): MapIterator<[ThreadId, Thread]> {
    for (const thread of this.values()) yield [thread.id, thread];
  }

  [Symbol.iterator](): MapIterator<[ThreadId, Thread]> {
    return this.entries();
  }

  forEach(visit: (thread: Thread, id: ThreadId, all: ReadonlyMap<ThreadId, Thread>) => void): void {
    for (const thread of this.values()) visit(thread, thread.id, this);
  }
}

function byStart({ self: { home: a } }: KeptThread, { self: { home: b } }: KeptThread): number {
  return a.startedAfter - b.startedAfter || a.index - b.index;
}
