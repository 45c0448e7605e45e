import type { RunStatus } from '@stepthrough/protocol';
import type { ExecutionView, Simulation, StepReport } from '@stepthrough/simulator';
import { MarkIndex, type ThreadKey } from './mark-index.ts';
import { type Mark, marksOf, type Position } from './marks.ts';
import { RunTally } from './run-tally.ts';
import { StatesOfRun } from './states-of-run.ts';

/**
 * A simulation together with the marks of everything that has happened in it so far. A step adds the
 * marks of the executions that it changed, and looks at no other.
 */
export class Recording {
  readonly simulation: Simulation;
  readonly states: StatesOfRun;
  readonly #marks: Mark[] = [];
  readonly #index = new MarkIndex();
  readonly #tally: RunTally;

  /** @param simulation one in which nothing has happened yet */
  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.states = new StatesOfRun(simulation.setting);
    this.#tally = new RunTally(simulation.setting.main.path);
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  /**
   * Makes the next thing happen after everything recorded, and adds its marks. Asynchronous only when a
   * library or a handler has to be awaited.
   */
  extend(): StepReport | Promise<StepReport> {
    this.simulation.seek(this.simulation.length - 1);
    const step = this.simulation.forward();
    return step instanceof Promise
      ? step.then((report) => this.#record(report))
      : this.#record(step);
  }

  /** An intervention at the present moment: the recorded future is dropped, another one begins. */
  intervene(act: (simulation: Simulation) => StepReport): StepReport {
    const present = this.simulation.index;
    const report = act(this.simulation);
    if (!report.moved) return report;
    this.#dropAfter(present);
    // Going back to this mark shows the world as it is after the intervention.
    const last = this.#marks.length - 1;
    const here = this.#marks[last];
    if (here?.world === present) this.#marks[last] = { ...here, world: report.index };
    return this.#record(report);
  }

  /** An execution as it was at a recorded moment. */
  executionAt(world: number, execution: string): ExecutionView | undefined {
    return this.simulation.executionAt(world, execution);
  }

  /** Index of the last position at or before a mark. */
  lastPosition(upTo: number): number | undefined {
    return this.#index.lastPosition(upTo);
  }

  /** The marks of a thread at or before a mark: its positions and ends, the last one first. */
  ofThread(thread: ThreadKey, upTo: number): Iterable<number> {
    return this.#index.ofThread(thread, upTo);
  }

  /** The last position of a thread at or before a mark; of any thread when none is given. */
  lastPositionOf(thread: ThreadKey | undefined, upTo: number): IndexedPosition | undefined {
    for (const index of thread ? this.ofThread(thread, upTo) : [this.lastPosition(upTo) ?? -1]) {
      const position = this.#marks[index];
      if (position?.kind === 'position') return { index, position };
    }
    return undefined;
  }

  /** What has become of the states at a mark, and the transitions taken until then. */
  tallyAt(cursor: number): Required<Pick<RunStatus, 'states' | 'transitions'>> {
    this.#tally.backTo(cursor + 1);
    for (const mark of this.#marks.slice(this.#tally.length, cursor + 1)) this.#tally.add(mark);
    const { states, transitions } = this.#tally;
    return { states, transitions };
  }

  #record(report: StepReport): StepReport {
    for (const mark of marksOf(report.changed, report.index, this.states)) {
      this.#marks.push(mark);
      this.#index.add(mark);
    }
    return report;
  }

  #dropAfter(world: number): void {
    for (let last = this.#marks.at(-1); last && last.world > world; last = this.#marks.at(-1)) {
      this.#marks.pop();
      this.#index.drop(last);
    }
    this.#tally.backTo(this.#marks.length);
  }
}

/** A position with its place among the marks. */
export interface IndexedPosition {
  readonly index: number;
  readonly position: Position;
}
