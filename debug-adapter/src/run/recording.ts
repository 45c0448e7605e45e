import type { ExecutionView, LogEntry, Simulation, StepReport } from '@stepthrough/simulator';
import { type Mark, marksBetween } from './marks.ts';

/** A simulation together with the marks of everything that has happened in it so far. */
export class Recording {
  readonly simulation: Simulation;
  readonly marks: Mark[];
  /** The executions of the last world that has marks. */
  #frontier: ReadonlyMap<string, ExecutionView>;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    const executions = simulation.executions();
    this.marks = marksBetween(new Map(), executions, simulation.index);
    this.#frontier = byId(executions);
  }

  /** Makes the next thing happen after everything recorded, and adds its marks. */
  async extend(): Promise<StepReport> {
    this.simulation.seek(this.simulation.length - 1);
    const step = this.simulation.forward();
    const report = step instanceof Promise ? await step : step;
    this.#add(report.index);
    return report;
  }

  /** An intervention at the present moment: the recorded future is dropped, another one begins. */
  intervene(act: (simulation: Simulation) => StepReport): readonly LogEntry[] {
    const present = this.simulation.index;
    const kept = this.marks.findLastIndex(({ world }) => world <= present) + 1;
    this.#frontier = byId(this.simulation.executions());
    const report = act(this.simulation);
    if (!report.moved) return report.log;
    this.marks.length = kept;
    // Going back to this mark shows the world as it is after the intervention.
    const here = this.marks[kept - 1];
    if (here?.world === present) this.marks[kept - 1] = { ...here, world: report.index };
    this.#add(report.index);
    return report.log;
  }

  /** An execution as it was at a recorded moment. */
  executionAt(world: number, execution: string): ExecutionView | undefined {
    const present = this.simulation.index;
    this.simulation.seek(world);
    const view = this.simulation.execution(execution);
    this.simulation.seek(present);
    return view;
  }

  #add(world: number): void {
    const executions = this.simulation.executions();
    this.marks.push(...marksBetween(this.#frontier, executions, world));
    this.#frontier = byId(executions);
  }
}

function byId(executions: readonly ExecutionView[]): ReadonlyMap<string, ExecutionView> {
  return new Map(executions.map((view) => [view.id, view]));
}
