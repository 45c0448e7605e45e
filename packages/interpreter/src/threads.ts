import type { Thread, ThreadId } from './snapshot.ts';
import { elements, emptyVector, getAt, setAt, type Vector } from './vector.ts';

/** Slots below `end` that no thread has, the last one given back first. */
interface FreeSlot {
  readonly slot: number;
  readonly rest: FreeSlot | undefined;
}

/** The live threads of a snapshot: a read-only map by id, in the order in which they were started. */
export class Threads implements ReadonlyMap<ThreadId, Thread> {
  static readonly none = new Threads(undefined, emptyVector(), 0, 0, undefined);

  /** The thread of slot 0. Most executions have no other, and then need no vector. */
  readonly #main: Thread | undefined;
  /** By slot, from 1 on; a slot is used again when its thread has ended. */
  readonly #others: Vector<Thread>;
  readonly size: number;
  /** No slot from here on has ever been used. */
  readonly #end: number;
  readonly #free: FreeSlot | undefined;

  private constructor(
    main: Thread | undefined,
    others: Vector<Thread>,
    size: number,
    end: number,
    free: FreeSlot | undefined,
  ) {
    this.#main = main;
    this.#others = others;
    this.size = size;
    this.#end = end;
    this.#free = free;
  }

  at(slot: number): Thread | undefined {
    return slot === 0 ? this.#main : getAt(this.#others, slot);
  }

  /** With a thread in a slot that has one, or in the free slot. */
  with(slot: number, thread: Thread): Threads {
    const isNew = this.at(slot) === undefined;
    const main = slot === 0 ? thread : this.#main;
    const others = slot === 0 ? this.#others : setAt(this.#others, slot, thread);
    if (!isNew) return new Threads(main, others, this.size, this.#end, this.#free);
    const free = this.#free?.slot === slot ? this.#free.rest : this.#free;
    return new Threads(main, others, this.size + 1, Math.max(this.#end, slot + 1), free);
  }

  without(slot: number): Threads {
    if (this.at(slot) === undefined) return this;
    if (this.size === 1) return Threads.none;
    const main = slot === 0 ? undefined : this.#main;
    const others = slot === 0 ? this.#others : setAt(this.#others, slot, undefined);
    return new Threads(main, others, this.size - 1, this.#end, { slot, rest: this.#free });
  }

  /** A slot that no thread has. */
  freeSlot(): number {
    return this.#free?.slot ?? this.#end;
  }

  get(id: ThreadId): Thread | undefined {
    if (this.#main?.id === id) return this.#main;
    for (const [, thread] of elements(this.#others)) if (thread.id === id) return thread;
    return undefined;
  }

  has(id: ThreadId): boolean {
    return this.get(id) !== undefined;
  }

  *values(): MapIterator<Thread> {
    if (this.#main) yield this.#main;
    if (this.size < 2) return;
    const others = [...elements(this.#others)].map(([, thread]) => thread);
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
