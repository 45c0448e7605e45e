import { keepThread, wholeThread, type KeptThread, type Place } from './kept-thread.ts';
import type { Thread, ThreadId } from './snapshot.ts';
import { elements, emptyVector, getAt, setAt, type Vector } from './vector.ts';

/** Which slots are there; a slot is used again when its thread has ended. */
interface Slots {
  /** How many threads have been started so far. */
  readonly started: number;
  /** How many threads there are beside that of slot 0. */
  readonly size: number;
  /** No slot from here on has ever been used. */
  readonly end: number;
  /** Slots that no thread has any more, the last one given back first. */
  readonly free: FreeSlot | undefined;
}

interface FreeSlot {
  readonly slot: number;
  readonly rest: FreeSlot | undefined;
}

const noSlots: Slots = { started: 0, size: 0, end: 1, free: undefined };

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

  /** With a thread in a slot that has one, or in the free slot; it stands at `place`, if that is known. */
  with(slot: number, thread: Thread, place?: Place): Threads {
    const before = this.keptAt(slot);
    const kept = keepThread(thread, before, place);
    const { started, size, end, free } = this.slots;
    if (slot === 0) {
      const slots = before ? this.slots : { started: started + 1, size, end, free };
      return new Threads(kept, this.others, slots);
    }
    const others = setAt(this.others, slot, kept);
    if (before) return new Threads(this.main, others, this.slots);
    return new Threads(this.main, others, {
      started: started + 1,
      size: size + 1,
      end: Math.max(end, slot + 1),
      free: free?.slot === slot ? free.rest : free,
    });
  }

  without(slot: number): Threads {
    if (slot === 0) return new Threads(undefined, this.others, this.slots);
    if (!this.keptAt(slot)) return this;
    const { started, size, end, free } = this.slots;
    if (size === 1) return new Threads(this.main, emptyVector(), { ...noSlots, started });
    const others = setAt(this.others, slot, undefined);
    return new Threads(this.main, others, {
      started,
      size: size - 1,
      end,
      free: { slot, rest: free },
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

  /** The sequence number of the thread that is started next. */
  get nextSequence(): number {
    return this.slots.started + 1;
  }

  /** A slot that no thread has. */
  freeSlot(): number {
    return this.slots.free?.slot ?? this.slots.end;
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
    others.sort((a, b) => a.self.home.sequence - b.self.home.sequence);
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
