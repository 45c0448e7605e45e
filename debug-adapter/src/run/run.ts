import type {
  LogEntry,
  OutstandingTask,
  Simulation,
  Standing,
  StepReport,
} from '@stepthrough/simulator';
import { Interruption } from './interruption.ts';
import type { Mark, Position } from './marks.ts';
import { Recording } from './recording.ts';
import { goalOf, type IsStoppable, previousOf, type StepKind } from './stepping.ts';
import type { Halt, Stop } from './stop.ts';
import { TimeSlice } from './time-slice.ts';

/** What the run asks of breakpoints, and tells its listeners. */
interface RunHooks {
  /** Asked at each mark that is passed; `isReplay` when the run has been there before. */
  readonly haltAt: (
    recording: Recording,
    index: number,
    isReplay: boolean,
  ) => Halt | undefined | Promise<Halt | undefined>;
  readonly isStoppable: IsStoppable;
  /** What has happened, once; going there again after a step back is silent. */
  readonly happened: (log: readonly LogEntry[]) => void;
  /** An intervention has dropped the marks from an index on. */
  readonly dropped: (from: number) => void;
  /** Called after each slice of time for which a run has gone on. */
  readonly progress: () => void;
  /** Sleeps until the clock of the session has come to a virtual time. */
  readonly waitUntil: (virtual: number, isInterrupted: () => boolean) => Promise<void>;
}

/** Where a movement ends; asked of every mark, because it may follow threads that end. */
type Goal = (mark: Mark) => Stop | undefined;

/**
 * A run under control: it stands at one mark of its recording, and goes from there forward or back.
 * One movement at a time; each resolves with the reason for which it ended.
 */
export class Run {
  readonly recording: Recording;
  readonly #hooks: RunHooks;
  readonly #interruption = new Interruption();
  /** -1 before the first mark. */
  #cursor = -1;
  /** How many marks have been passed; those before the cursor were passed again after going back. */
  #passed = 0;
  #standing: Standing;
  /** The steps that led here, as long as nothing else has moved the run. */
  readonly #steps: { readonly from: number; readonly to: number }[] = [];
  /** Tasks without an answer that no stop has told yet, in the order of their requests. */
  readonly #untold: OutstandingTask[] = [];

  constructor(simulation: Simulation, hooks: RunHooks) {
    this.recording = new Recording(simulation);
    this.#hooks = hooks;
    this.#standing = simulation.standing();
  }

  /** Index of the mark at which the run stands; -1 before the first. */
  get cursor(): number {
    return this.#cursor;
  }

  get mark(): Mark | undefined {
    return this.recording.marks[this.#cursor];
  }

  /** The thread in focus: the one that has come to the present mark, or came to the last position before it. */
  get position(): Position | undefined {
    return this.recording.lastPositionOf(undefined, this.#cursor)?.position;
  }

  pause(): void {
    this.#interruption.pause();
  }

  /** Ends the present movement for good: nothing happens any more. */
  abandon(): void {
    this.#interruption.end();
  }

  /** Starts the run; on entry it stands at its first position. */
  async begin(stopOnEntry: boolean): Promise<Stop> {
    if (!stopOnEntry) return this.continue();
    return this.#forward(
      ({ kind }) => (kind === 'position' ? { kind: 'entry' } : undefined),
      false,
    );
  }

  async continue(): Promise<Stop> {
    this.#steps.length = 0;
    return this.#forward(() => undefined, true);
  }

  async step(kind: StepKind, from: Position): Promise<Stop> {
    const begin = this.#cursor;
    const isGoal = goalOf(kind, from, this.#hooks.isStoppable);
    const stop = await this.#forward((mark) => (isGoal(mark) ? { kind: 'step' } : undefined), true);
    this.#steps.push({ from: begin, to: this.#cursor });
    return stop;
  }

  /** Undoes the step that led here; otherwise to the thread's previous header or field. */
  stepBack(from: number): Stop {
    const last = this.#steps.at(-1);
    if (last?.to === this.#cursor) {
      this.#steps.pop();
      this.#stand(last.from);
      return { kind: 'step' };
    }
    const target = previousOf(this.recording, from, this.#hooks.isStoppable);
    if (target === undefined) return this.#atBeginning();
    this.#stand(target);
    return { kind: 'step' };
  }

  /** To the last breakpoint before the present mark, or the beginning. */
  async reverseContinue(): Promise<Stop> {
    this.#steps.length = 0;
    this.#interruption.beginMovement();
    const slice = new TimeSlice();
    for (let index = this.#cursor - 1; index >= 0; index -= 1) {
      const halt = await this.#haltAt(index, true);
      if (halt) {
        this.#stand(index);
        return { kind: 'halt', halt };
      }
      if (slice.isOver) await slice.next();
      if (this.#interruption.isWanted) return this.#interruptedAt(index);
    }
    return this.#atBeginning();
  }

  /** To a mark that has been passed. */
  goTo(index: number): void {
    this.#steps.length = 0;
    this.#stand(index);
  }

  /** Does something to the present world; the recorded future is dropped. */
  intervene(act: (simulation: Simulation) => StepReport): void {
    const { log, moved, unanswered, standing } = this.recording.intervene(act);
    if (moved) {
      this.#cursor = Math.min(this.#cursor, this.recording.marks.length - 1);
      this.#passed = this.#cursor + 1;
      this.#hooks.dropped(this.#passed);
      this.#untold.length = 0;
      this.#untold.push(...unanswered);
      this.#standing = standing;
    }
    this.#hooks.happened(log);
  }

  async #forward(goal: Goal, haltsAtMarks: boolean): Promise<Stop> {
    this.#interruption.beginMovement();
    const slice = new TimeSlice();
    for (;;) {
      const next = this.#cursor + 1;
      const mark = this.recording.marks[next];
      if (mark) {
        const isReplay = next < this.#passed;
        this.#cursor = next;
        this.#passed = Math.max(this.#passed, next + 1);
        const halt = haltsAtMarks ? await this.#haltAt(next, isReplay) : undefined;
        const reached = goal(mark);
        const stop: Stop | undefined = halt ? { kind: 'halt', halt } : reached;
        if (stop) {
          this.#stand(next);
          return stop;
        }
      } else {
        const stop = this.#standstill() ?? (await this.#extend());
        if (stop) return stop;
      }
      if (slice.isOver) {
        this.#hooks.progress();
        await slice.next();
      }
      if (this.#interruption.isWanted) return this.#interruptedAt(this.#cursor);
    }
  }

  /** A condition may take its time; the run that is interrupted meanwhile stands where it is. */
  async #haltAt(index: number, isReplay: boolean): Promise<Halt | undefined> {
    const asked = this.#hooks.haltAt(this.recording, index, isReplay);
    if (!(asked instanceof Promise)) return asked;
    return (await this.#interruption.isInTime(asked)) ? asked : undefined;
  }

  async #extend(): Promise<Stop | undefined> {
    const { simulation } = this.recording;
    simulation.seek(simulation.length - 1);
    const at = simulation.nextAt() ?? -Infinity;
    if (at > simulation.world.now) {
      await this.#hooks.waitUntil(at, () => this.#interruption.isWanted);
      if (this.#interruption.isWanted) return undefined;
    }
    const awaited = simulation.prepare();
    if (awaited && !(await this.#interruption.isInTime(awaited))) return undefined;
    const step = this.recording.extend();
    const { moved, log, unanswered, standing } = step instanceof Promise ? await step : step;
    this.#hooks.happened(log);
    this.#untold.push(...unanswered);
    this.#standing = standing;
    if (moved) return undefined;
    if (standing.kind === 'unanswered') return { kind: 'unanswered', tasks: standing.tasks };
    return { kind: 'stuck', message: 'Nothing is left to happen.' };
  }

  /** Why nothing is to happen after everything recorded. A task without an answer is told once. */
  #standstill(): Stop | undefined {
    const standing = this.#standing;
    if (standing.kind === 'going') return undefined;
    const { simulation } = this.recording;
    // The last moment is looked at, and shown, also after going back.
    simulation.seek(simulation.length - 1);
    if (standing.kind !== 'unanswered') return standing;
    const tasks = this.#untold.splice(0).filter((task) => simulation.isUnanswered(task));
    return tasks.length > 0 ? { kind: 'unanswered', tasks } : undefined;
  }

  #interruptedAt(index: number): Stop {
    this.#stand(index);
    return { kind: this.#interruption.isFinal ? 'ended' : 'pause' };
  }

  #atBeginning(): Stop {
    this.#stand(this.recording.marks.findIndex(({ kind }) => kind === 'position'));
    return { kind: 'beginning' };
  }

  #stand(index: number): void {
    this.#cursor = index;
    const mark = this.recording.marks[index];
    // Threads and executions that have ended are shown as they were just before.
    if (mark) this.recording.simulation.seek(mark.world - (mark.kind === 'position' ? 0 : 1));
  }
}
