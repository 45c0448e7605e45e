/**
 * A run of state machines and the services around them, on one virtual clock. `forward` makes one
 * thing happen; every world that has been is kept, so `back` and `seek` restore executions, queues
 * and clock alike. After going back, `forward` repeats what happened; `answer`, `setClock` or
 * another choice of thread begins a new future.
 */
import {
  type Outcome,
  type ServiceCall,
  type QueueView,
  viewQueues,
  explainMessage,
  type TaskId,
} from '@stepthrough/services';
import { itemsOf, entries, first, get, set, size, values } from '@stepthrough/collections';
import {
  exportHistory,
  type AwsHistoryEvent,
  type Phase,
  type Thread,
  type ThreadId,
} from '@stepthrough/interpreter';
import { type ExecutionView, viewExecution } from './execution-view.ts';
import { advanceExecution, performNext } from './kernel/advance.ts';
import { answerTask } from './kernel/tasks.ts';
import { beginWorld } from './kernel/begin.ts';
import { receiveCall } from './kernel/calls.ts';
import { Driver } from './kernel/driver.ts';
import { environmentOf, type Environment } from './kernel/environment.ts';
import { replyAt } from './kernel/replies.ts';
import { standingOf, type Standing } from './kernel/standing.ts';
import { lambdaRuntime } from './lambda-runtime/runtime.ts';
import type { LogEntry } from './world/log.ts';
import { makeSetting } from './make-setting.ts';
import type { Setting } from './world/setting.ts';
import type { SimulationOptions } from './simulation-options.ts';
import { type StepReport, WorldStep } from './step-report.ts';
import type { OutstandingTask, TaskAnswer, World } from './world/world.ts';

export interface ForwardOptions {
  /** Let this execution go on next, whatever else could happen at this instant. */
  readonly execution?: string;
  readonly thread?: ThreadId;
  /** One phase of a state (default), or on until the state is left or waits. */
  readonly granularity?: 'phase' | 'state';
}

/** What the next `forward` will do, as far as it is known. */
export type NextStep =
  | {
      readonly kind: 'phase';
      readonly execution: string;
      readonly thread: ThreadId;
      readonly state: string;
      readonly phase: Phase;
    }
  | { readonly kind: 'event'; readonly at: number; readonly description: string }
  | { readonly kind: 'nothing' };

export class Simulation {
  readonly setting: Setting;
  readonly #driver: Driver;
  readonly #keepTimeline: boolean;
  #timeline: World[];
  #index = 0;
  /** What is being awaited for the world that asked for it. */
  #awaited: { readonly world: World; readonly answer: Promise<World> } | undefined;

  /** @throws SimulationProblem when the definition, the scenario or the start cannot be run; its message says what would be right. */
  constructor(options: SimulationOptions) {
    this.setting = makeSetting(options);
    // Handlers start when they are first invoked, and end with `dispose`.
    this.#driver = new Driver(this.setting, options.scenario && lambdaRuntime(options.scenario));
    this.#keepTimeline = options.keepTimeline ?? true;
    this.#timeline = [beginWorld(this.setting, options)];
  }

  /** The present moment. */
  get world(): World {
    const world = this.#timeline[this.#index];
    if (!world) throw new Error(`The timeline has no world ${this.#index}.`);
    return world;
  }

  /** Index of the present moment; 0 is the beginning. Constant while the timeline is not kept. */
  get index(): number {
    return this.#index;
  }

  /** How many moments are kept. */
  get length(): number {
    return this.#timeline.length;
  }

  /** An earlier or later kept world, without going there. */
  worldAt(index: number): World | undefined {
    return this.#timeline[index];
  }

  /** Makes the next thing happen. Asynchronous only when a library or a handler has to be awaited. */
  forward(options: ForwardOptions = {}): StepReport | Promise<StepReport> {
    const recorded = this.#timeline[this.#index + 1];
    if (recorded && options.thread === undefined) {
      const before = this.world;
      this.#index += 1;
      return this.#report(before, true);
    }
    const before = this.world;
    const answer = this.#answerFor(before);
    if (answer) return answer.then((after) => this.#arrive(before, after));
    const after =
      options.execution === undefined
        ? performNext(before, this.setting, options.granularity ?? 'phase')
        : advanceExecution(before, this.setting, options.execution, options);
    return this.#arrive(before, after);
  }

  /**
   * Begins what the next `forward` waits for, and resolves when it will wait no more; `undefined`
   * when it would not wait. Whoever waits here may stop waiting, look elsewhere, and come back.
   */
  prepare(): Promise<void> | undefined {
    if (this.#timeline[this.#index + 1]) return undefined;
    // A failure is told by `forward`.
    return this.#answerFor(this.world)?.then(nothing, nothing);
  }

  /** One step back; false at the beginning. */
  back(): boolean {
    if (this.#index === 0) return false;
    this.#index -= 1;
    return true;
  }

  /** Makes a kept moment the present one. */
  seek(index: number): void {
    if (!Number.isInteger(index) || index < 0 || index >= this.#timeline.length) {
      throw new RangeError(`There is no moment ${index}; kept are 0 to ${this.length - 1}.`);
    }
    this.#index = index;
  }

  /** Goes forward until `until` holds or nothing more happens by itself. */
  async run(
    until: (report: StepReport) => boolean = () => false,
    options: ForwardOptions = {},
  ): Promise<StepReport> {
    for (;;) {
      const step = this.forward(options);
      const report = step instanceof Promise ? await step : step;
      if (!report.moved || report.standing.kind !== 'going' || until(report)) return report;
    }
  }

  /** Answers an outstanding task, as a person or as the holder of its token. */
  answer(task: TaskId, answer: TaskAnswer): StepReport {
    const before = this.world;
    return this.#arrive(before, answerTask(before, task, answer));
  }

  /** Puts another world in the place of the present one, e.g. with a changed variable; what was after it is dropped. */
  edit(change: (world: World) => World): StepReport {
    const before = this.world;
    return this.#arrive(before, change(before));
  }

  /** Changes a thread where it stands, e.g. a variable of it; nothing happens when it is not there. */
  editThread(execution: string, thread: ThreadId, change: (thread: Thread) => Thread): StepReport {
    return this.edit((world) => {
      const number = get(world.executionNumbers, execution);
      const edited = number === undefined ? undefined : get(world.executions, number);
      const found = edited?.snapshot.threads.get(thread);
      if (number === undefined || !edited || !found) return world;
      const threads = edited.snapshot.threads.with(found.home.slot, change(found));
      const snapshot = edited.snapshot.with(threads);
      return { ...world, executions: set(world.executions, number, { ...edited, snapshot }) };
    });
  }

  /** Moves the clock forward; what was due until then happens next, late. */
  setClock(at: number): StepReport {
    const before = this.world;
    if (at < before.now) throw new RangeError('The clock cannot be set back; step back instead.');
    return this.#arrive(before, { ...before, now: at });
  }

  /** A request from outside, e.g. of an SDK client or a person; the answer is in `reply(client)` once it is known. */
  call(client: number, call: ServiceCall): StepReport {
    const before = this.world;
    const replyTo = { kind: 'client', id: client } as const;
    return this.#arrive(before, receiveCall(before, this.setting, call, replyTo));
  }

  reply(client: number): Outcome | undefined {
    return replyAt(this.world, { kind: 'client', id: client })?.outcome;
  }

  /** The answer to a call of the scenario's start, by its place. */
  startReply(index: number): Outcome | undefined {
    return replyAt(this.world, { kind: 'start', index })?.outcome;
  }

  executions(): readonly ExecutionView[] {
    return values(this.world.executions).map((execution) =>
      viewExecution(this.world, this.setting, execution),
    );
  }

  /** How many executions there are, those that have ended included. */
  get executionCount(): number {
    return size(this.world.executions);
  }

  /** The executions that have not ended, in the order in which they were started. */
  *runningExecutions(): Generator<ExecutionView> {
    const { world } = this;
    for (const [number] of entries(world.running)) {
      const execution = get(world.executions, number);
      if (execution) yield viewExecution(world, this.setting, execution);
    }
  }

  execution(id: string): ExecutionView | undefined {
    return this.executionAt(this.#index, id);
  }

  /** An execution as it is at a kept moment, without going there. */
  executionAt(index: number, id: string): ExecutionView | undefined {
    const world = this.worldAt(index);
    const number = world && get(world.executionNumbers, id);
    const execution = number === undefined ? undefined : get(world?.executions, number);
    return world && execution && viewExecution(world, this.setting, execution);
  }

  /** The execution whose Task it is. */
  executionOf({ execution: number }: OutstandingTask): ExecutionView | undefined {
    const execution = get(this.world.executions, number);
    return execution && viewExecution(this.world, this.setting, execution);
  }

  /** The history in the shape of GetExecutionHistory. */
  history(id: string): readonly AwsHistoryEvent[] {
    const number = get(this.world.executionNumbers, id);
    const execution = number === undefined ? undefined : get(this.world.executions, number);
    return exportHistory(itemsOf(execution?.history));
  }

  /** What has happened so far, oldest first. */
  log(from = 0): readonly LogEntry[] {
    return itemsOf(this.world.log, from);
  }

  /** Why a message is, or is not, delivered at this moment. */
  explainMessage(id: string): string {
    return explainMessage(this.world.services.sqs, id, this.world.now);
  }

  /** Tasks that wait for an answer, those that nothing will answer included. */
  tasks(): readonly OutstandingTask[] {
    return values(this.world.tasks);
  }

  /** Whether nothing will answer the task by itself, at this moment. */
  isUnanswered({ id }: OutstandingTask): boolean {
    return get(this.world.unanswered, id) !== undefined;
  }

  /** SQS queues with their messages. */
  queues(): readonly QueueView[] {
    return viewQueues(this.world.services.sqs);
  }

  get hasQueues(): boolean {
    return size(this.world.services.sqs.queues) > 0;
  }

  standing(): Standing {
    return standingOf(this.world, this.setting.limits);
  }

  /** What expressions typed at this thread can see; `undefined` when the thread is not there now. */
  environment(execution: string, thread: ThreadId): Environment | undefined {
    const view = this.execution(execution);
    const found = view?.snapshot.threads.get(thread);
    return found && environmentOf(found);
  }

  /** Virtual time of the next thing, in milliseconds since the epoch: a driver that paces sleeps until then. */
  nextAt(): number | undefined {
    const { world } = this;
    const at = first(world.agenda)?.key[0];
    if (size(world.requests) > 0) return world.now;
    return at === undefined ? undefined : Math.max(at, world.now);
  }

  next(): NextStep {
    return nextOf(this.world);
  }

  /** Ends processes and servers of real handlers. */
  async dispose(): Promise<void> {
    await this.#driver.dispose();
  }

  /** Asked once for each world, so that an expression is not evaluated twice and a handler not run twice. */
  #answerFor(world: World): Promise<World> | undefined {
    if (this.#awaited?.world === world) return this.#awaited.answer;
    const request = first(world.requests);
    if (!request) return undefined;
    const answer = this.#driver.answer(world, request.key, request.value);
    this.#awaited = { world, answer };
    return answer;
  }

  #arrive(before: World, after: World): StepReport {
    if (after === before) return this.#report(before, false);
    if (this.#keepTimeline) {
      this.#timeline.length = this.#index + 1;
      this.#timeline.push(after);
      this.#index += 1;
    } else {
      this.#timeline = [after];
    }
    return this.#report(before, true);
  }

  #report(before: World, moved: boolean): StepReport {
    return new WorldStep(before, this.world, this.setting, this.#index, moved);
  }
}

function nothing(): void {
  return undefined;
}

function nextOf(world: World): NextStep {
  const entry = first(world.agenda);
  if (size(world.requests) > 0) {
    return { kind: 'event', at: world.now, description: 'an answer from outside the clock' };
  }
  if (!entry) return { kind: 'nothing' };
  const { value: happening, key } = entry;
  if (happening.kind === 'advance') {
    const execution = get(world.executions, happening.execution);
    for (const { id, state, phase, waitingFor } of execution?.snapshot.threads.values() ?? []) {
      if (!execution || waitingFor !== undefined) continue;
      return { kind: 'phase', execution: execution.id, thread: id, state, phase };
    }
  }
  return { kind: 'event', at: Math.max(key[0], world.now), description: happening.kind };
}
