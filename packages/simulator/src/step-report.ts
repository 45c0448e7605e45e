import { changesBetween, itemsOf, get } from '@stepthrough/collections';
import { changedExecutions, type ExecutionChange } from './execution-view.ts';
import { byRequest, standingOf, type Standing } from './kernel/standing.ts';
import type { LogEntry } from './world/log.ts';
import type { Setting } from './world/setting.ts';
import type { OutstandingTask, World } from './world/world.ts';

/** What one `forward` did. */
export interface StepReport {
  /** Index of the world that it led to. */
  readonly index: number;
  /** Virtual time in milliseconds since the epoch. */
  readonly at: number;
  /** What happened, oldest first. */
  readonly log: readonly LogEntry[];
  /** The executions that it started, changed or forgot, in the order in which they were started. */
  readonly changed: readonly ExecutionChange[];
  /** Tasks that it left without an answer; the one that was requested last comes last. */
  readonly unanswered: readonly OutstandingTask[];
  /** False when nothing was left to happen. */
  readonly moved: boolean;
  readonly standing: Standing;
}

/** The difference between two worlds. Each part of it is looked for when it is read. */
export class WorldStep implements StepReport {
  readonly index: number;
  readonly moved: boolean;
  readonly #before: World;
  readonly #after: World;
  readonly #setting: Setting;

  constructor(before: World, after: World, setting: Setting, index: number, moved: boolean) {
    this.#before = before;
    this.#after = after;
    this.#setting = setting;
    this.index = index;
    this.moved = moved;
  }

  get at(): number {
    return this.#after.now;
  }

  get log(): readonly LogEntry[] {
    return itemsOf(this.#after.log, this.#before.log?.length ?? 0);
  }

  get changed(): readonly ExecutionChange[] {
    return changedExecutions(this.#before, this.#after, this.#setting);
  }

  get unanswered(): readonly OutstandingTask[] {
    return changesBetween(this.#before.unanswered, this.#after.unanswered)
      .flatMap(({ key, after }) => (after ? (get(this.#after.tasks, key) ?? []) : []))
      .sort(byRequest);
  }

  get standing(): Standing {
    return standingOf(this.#after, this.#setting.limits);
  }
}
