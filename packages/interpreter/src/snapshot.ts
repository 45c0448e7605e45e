/**
 * Everything that an execution is at one instant: plain immutable data that shares structure with
 * the snapshots before it. Keeping one is keeping a pointer.
 */
import type { Json } from '@stepthrough/json';
import type { Facts } from './facts.ts';
import { Threads, type ThreadTable } from './threads.ts';
import type { Turns } from './turns.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Its rarely changing parts are shared from snapshot to snapshot; whoever reads it need not know. */
export class Snapshot implements Course, ThreadTable {
  readonly course: Course;
  readonly main: ThreadTable['main'];
  readonly others: ThreadTable['others'];
  readonly slots: ThreadTable['slots'];
  /** Id of the last history event; 0 before the first. */
  readonly lastEventId: number;
  /** How many effects the execution has asked for. */
  readonly effectCount: number;
  /** Whose turn it is. */
  readonly turns: Turns;

  constructor(
    course: Course,
    { main, others, slots }: ThreadTable,
    lastEventId: number,
    effectCount: number,
    turns: Turns,
  ) {
    this.course = course;
    this.main = main;
    this.others = others;
    this.slots = slots;
    this.lastEventId = lastEventId;
    this.effectCount = effectCount;
    this.turns = turns;
  }

  get status(): ExecutionStatus {
    return this.course.status;
  }

  get output(): Json | undefined {
    return this.course.output;
  }

  get error(): string | undefined {
    return this.course.error;
  }

  get cause(): string | undefined {
    return this.course.cause;
  }

  get now(): number {
    return this.course.now;
  }

  get nowText(): string | undefined {
    return this.course.nowText;
  }

  get facts(): Facts {
    return this.course.facts;
  }

  get unfinished(): Threads | undefined {
    return this.course.unfinished;
  }

  /** All live threads, in the order in which they were started. */
  get threads(): Threads {
    return Threads.of(this);
  }

  /** The same with other threads. */
  with(threads: ThreadTable): Snapshot {
    return new Snapshot(this.course, threads, this.lastEventId, this.effectCount, this.turns);
  }
}

/** What most steps leave as it is. */
export interface Course {
  readonly status: ExecutionStatus;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Milliseconds since the epoch of the last event. */
  readonly now: number;
  /** The same in ISO-8601, once it has been asked for: many states are entered in one virtual millisecond. */
  readonly nowText: string | undefined;
  /** What stays the same during the run. */
  readonly facts: Facts;
  /** How the threads stood when the execution ended without success; a redrive goes on from there. */
  readonly unfinished: Threads | undefined;
}
