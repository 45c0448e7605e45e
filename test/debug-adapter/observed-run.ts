import type { Simulation } from '@stepthrough/simulator';
import { Run } from '../../debug-adapter/src/run/run.ts';
import type { Halt } from '../../debug-adapter/src/run/stop.ts';

/** What a breakpoint asks for, wherever it matters only that it does. */
export const halt: Halt = { reason: 'breakpoint', description: '', hitBreakpointIds: [1] };

interface Asked {
  readonly index: number;
  readonly isReplay: boolean;
}

/** A run that stops at chosen marks, with what it asks and tells. */
export class ObservedRun {
  readonly run: Run;
  /** Marks at which a breakpoint stops. */
  stops: readonly number[] = [];
  /** Marks at which breakpoints were asked, since it was last emptied. */
  asked: Asked[] = [];
  readonly log: string[] = [];
  readonly dropped: number[] = [];
  /** Virtual times until which the run has slept, in seconds since its beginning. */
  readonly waits: number[] = [];
  /** Of each sleep, whether it was to end early. */
  readonly cutShort: boolean[] = [];
  progress = 0;
  /** Called with each line of the log. */
  onLog: (line: string) => void = () => undefined;
  onWait: () => void = () => undefined;

  /** What breakpoints answer at a mark. */
  haltAt = (index: number): Halt | undefined | Promise<Halt | undefined> =>
    this.stops.includes(index) ? halt : undefined;

  constructor(simulation: Simulation) {
    const begin = simulation.world.now;
    this.run = new Run(simulation, {
      haltAt: (_recording, index, isReplay) => {
        this.asked.push({ index, isReplay });
        return this.haltAt(index);
      },
      isStoppable: ({ phase }) => phase === 'enter' || phase === 'next',
      happened: (log) => {
        for (const { message } of log) {
          this.log.push(message);
          this.onLog(message);
        }
      },
      dropped: (from) => this.dropped.push(from),
      progress: () => {
        this.progress += 1;
      },
      waitUntil: (virtual, isInterrupted) => {
        this.waits.push((virtual - begin) / 1000);
        this.onWait();
        this.cutShort.push(isInterrupted());
        return Promise.resolve();
      },
    });
  }

  /** `State phase` of the thread in focus. */
  get place(): string {
    const { position } = this.run;
    return position ? `${position.stateId} ${position.phase}` : '';
  }

  /** Index of the world that is shown. */
  get world(): number {
    return this.run.recording.simulation.index;
  }

  /** The indices at which breakpoints were asked, and forgets them. */
  takeAsked(isReplay: boolean): readonly number[] {
    const found = this.asked.filter((each) => each.isReplay === isReplay);
    this.asked = this.asked.filter((each) => each.isReplay !== isReplay);
    return found.map(({ index }) => index);
  }
}
