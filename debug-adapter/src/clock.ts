import { setTimeout } from 'node:timers/promises';

/** How virtual time passes against real time; `undefined` for at once. */
export interface ClockSpeed {
  /** Virtual milliseconds in a real one. */
  readonly scale: number;
}

/** Milliseconds after which a sleep looks whether it is still wanted. */
const nap = 25;

/** Holds a run back to the speed that the launch asks for. */
export class Clock {
  readonly #speed: ClockSpeed | undefined;
  #virtual: number;

  constructor(speed: ClockSpeed | undefined, start: number) {
    this.#speed = speed;
    this.#virtual = start;
  }

  /** Sleeps for the time that lies between the last event and this one; ends early when interrupted. */
  async waitUntil(virtual: number, isInterrupted: () => boolean): Promise<void> {
    if (!this.#speed) return;
    const end = performance.now() + Math.max(virtual - this.#virtual, 0) / this.#speed.scale;
    while (performance.now() < end && !isInterrupted()) {
      await setTimeout(Math.min(nap, Math.max(end - performance.now(), 0)));
    }
    if (!isInterrupted()) this.#virtual = virtual;
  }
}
