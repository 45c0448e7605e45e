import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which a movement may keep the event loop, so that a pause is heard in time. */
const length = 8;

/** How long a movement has kept the event loop. */
export class TimeSlice {
  #begin = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#begin > length;
  }

  /** Lets the event loop do what waits, and begins anew. */
  async next(): Promise<void> {
    await setImmediate();
    this.#begin = performance.now();
  }
}
