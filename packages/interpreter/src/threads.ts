import type { Thread, ThreadId } from './snapshot.ts';
import { elements, emptyVector, getAt, setAt, type Vector } from './vector.ts';

/** The live threads of a snapshot: a read-only map by id, in the order in which they were started. */
export class Threads implements ReadonlyMap<ThreadId, Thread> {
  static readonly none = new Threads(emptyVector(), 0, 0);

  /** By slot; a slot is used again when its thread has ended. */
  readonly #slots: Vector<Thread>;
  readonly size: number;
  /** No slot from here on has ever been used. */
  readonly #end: number;

  private constructor(slots: Vector<Thread>, size: number, end: number) {
    this.#slots = slots;
    this.size = size;
    this.#end = end;
  }

  at(slot: number): Thread | undefined {
    return getAt(this.#slots, slot);
  }

  with(slot: number, thread: Thread): Threads {
    const slots = setAt(this.#slots, slot, thread);
    if (slot < this.#end && this.at(slot)) return new Threads(slots, this.size, this.#end);
    return new Threads(slots, this.size + 1, Math.max(this.#end, slot + 1));
  }

  without(slot: number): Threads {
    if (this.at(slot) === undefined) return this;
    return this.size === 1
      ? Threads.none
      : new Threads(setAt(this.#slots, slot, undefined), this.size - 1, this.#end);
  }

  /** The lowest slot that no thread has. */
  freeSlot(): number {
    if (this.size === this.#end) return this.#end;
    let slot = 0;
    for (const [used] of elements(this.#slots)) {
      if (used !== slot) return slot;
      slot += 1;
    }
    return slot;
  }

  get(id: ThreadId): Thread | undefined {
    for (const [, thread] of elements(this.#slots)) if (thread.id === id) return thread;
    return undefined;
  }

  has(id: ThreadId): boolean {
    return this.get(id) !== undefined;
  }

  *values(): MapIterator<Thread> {
    const threads = [...elements(this.#slots)].map(([, thread]) => thread);
    yield* threads.sort((a, b) => a.home.sequence - b.home.sequence);
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
