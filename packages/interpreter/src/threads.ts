import type { Thread, ThreadId } from './snapshot.ts';
import { elements, emptyVector, getAt, setAt, type Vector } from './vector.ts';

/** The threads beside that of slot 0. */
interface Others {
  /** By slot, from 1 on; a slot is used again when its thread has ended. */
  readonly slots: Vector<Thread>;
  readonly size: number;
  /** No slot from here on has ever been used. */
  readonly end: number;
  readonly free: FreeSlot | undefined;
}

/** Slots that no thread has any more, the last one given back first. */
interface FreeSlot {
  readonly slot: number;
  readonly rest: FreeSlot | undefined;
}

const noOthers: Others = { slots: emptyVector(), size: 0, end: 1, free: undefined };

/** The live threads of a snapshot: a read-only map by id, in the order in which they were started. */
export class Threads implements ReadonlyMap<ThreadId, Thread> {
  static readonly none = new Threads(undefined, noOthers);

  /** The thread of slot 0. Most executions have no other. */
  readonly #main: Thread | undefined;
  readonly #others: Others;

  private constructor(main: Thread | undefined, others: Others) {
    this.#main = main;
    this.#others = others;
  }

  get size(): number {
    return this.#others.size + (this.#main ? 1 : 0);
  }

  at(slot: number): Thread | undefined {
    return slot === 0 ? this.#main : getAt(this.#others.slots, slot);
  }

  /** With a thread in a slot that has one, or in the free slot. */
  with(slot: number, thread: Thread): Threads {
    if (slot === 0) return new Threads(thread, this.#others);
    const { size, end, free } = this.#others;
    const slots = setAt(this.#others.slots, slot, thread);
    if (this.at(slot)) return new Threads(this.#main, { slots, size, end, free });
    return new Threads(this.#main, {
      slots,
      size: size + 1,
      end: Math.max(end, slot + 1),
      free: free?.slot === slot ? free.rest : free,
    });
  }

  without(slot: number): Threads {
    if (slot === 0) return new Threads(undefined, this.#others);
    if (!this.at(slot)) return this;
    const { size, end, free } = this.#others;
    if (size === 1) return new Threads(this.#main, noOthers);
    const slots = setAt(this.#others.slots, slot, undefined);
    return new Threads(this.#main, { slots, size: size - 1, end, free: { slot, rest: free } });
  }

  /** Without the threads that the thread of a slot has started, and those that they have. */
  withoutBelow(slot: number): Threads {
    let left: Threads = new Threads(this.#main, this.#others);
    for (const { home } of this.values()) {
      if (home.parentSlot === slot) left = left.withoutBelow(home.slot).without(home.slot);
    }
    return left;
  }

  /** A slot that no thread has. */
  freeSlot(): number {
    return this.#others.free?.slot ?? this.#others.end;
  }

  get(id: ThreadId): Thread | undefined {
    if (this.#main?.id === id) return this.#main;
    for (const [, thread] of elements(this.#others.slots)) if (thread.id === id) return thread;
    return undefined;
  }

  has(id: ThreadId): boolean {
    return this.get(id) !== undefined;
  }

  *values(): MapIterator<Thread> {
    if (this.#main) yield this.#main;
    if (this.#others.size === 0) return;
    const others = [...elements(this.#others.slots)].map(([, thread]) => thread);
    yield* others.sort((a, b) => a.home.sequence - b.home.sequence);
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
