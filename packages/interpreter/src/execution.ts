/** `start` and `step`: the whole life of an execution as a function of its snapshot and one event. */
import type { Json } from '@stepthrough/asl';
import { endRun, settle } from './control.ts';
import { executionContext } from './context.ts';
import { setTimeoutTimer } from './execution-timeout.ts';
import type { ExecutionEvent } from './event.ts';
import type { ExecutionType, Facts, Identity } from './facts.ts';
import type { Program } from './code.ts';
import {
  EventLimitReached,
  executionTimer,
  Run,
  slotOf,
  timersOf,
  type Draft,
  type StepResult,
} from './run.ts';
import { isTooLarge } from './size.ts';
import { Snapshot, type Thread, type Variables } from './snapshot.ts';
import { Threads } from './threads.ts';
import { firstTurn, isAlone, noTurns, withFirstTurnLast, withoutFirstTurn } from './turns.ts';
import { emptyVector } from './vector.ts';

export interface StartOptions {
  readonly input: Json;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The same seed gives the same random numbers, ids and tokens. */
  readonly seed: number | string;
  readonly type: ExecutionType;
  readonly identity: Identity;
  /** Workflow variables that are there from the start. */
  readonly variables?: Variables;
  /** Members of the context object to add or replace, e.g. `Map` for a child of a Map Run. */
  readonly context?: { readonly [name: string]: Json };
  readonly redriveCount?: number;
}

export function start(program: Program, options: StartOptions): StepResult {
  const { input, at, seed, type, identity, redriveCount = 0 } = options;
  const known = { input, startedAt: at, seed, type, identity, redriveCount, redrivenAt: undefined };
  const facts: Facts = { ...known, context: { ...executionContext(known), ...options.context } };
  const run = new Run(program, beforeStart(facts), at);
  run.recordAfter(0, 'ExecutionStarted', { input, roleArn: identity.roleArn });
  const thread = mainThread(program, facts, options.variables ?? {});
  if (!thread) {
    endWith(run, 'FAILED', 'States.Runtime', 'The state machine starts at no state that it has.');
    return run.finish();
  }
  run.addThread(thread);
  setTimeoutTimer(run);
  if (isTooLarge(input)) {
    endWith(run, 'FAILED', 'States.DataLimitExceeded', 'The input is larger than 262144 bytes.');
  }
  return run.finish();
}

function beforeStart(facts: Facts): Snapshot {
  const course = {
    status: 'RUNNING',
    output: undefined,
    error: undefined,
    cause: undefined,
    now: facts.startedAt,
    facts,
    unfinished: undefined,
  } as const;
  return new Snapshot(course, Threads.none, 0, 0, noTurns);
}

function mainThread(program: Program, facts: Facts, variables: Variables): Draft | undefined {
  const scope = program.scopes[program.root];
  const first = program.states[scope?.indexOf.get(scope.startAt) ?? -1];
  if (!first) return undefined;
  return {
    id: 'main',
    parent: undefined,
    path: [],
    state: first.name,
    phase: 'enter',
    visit: 0,
    attempt: 0,
    values: { input: facts.input },
    variables,
    surroundings: facts.context,
    enteredTime: undefined,
    taskToken: undefined,
    waitingFor: undefined,
    failure: undefined,
    home: { slot: 0, parentSlot: undefined, startedAfter: 0, index: 0, earlierVisits: 0 },
    code: first.index,
    position: 0,
    payload: facts.input,
    lastEventId: 0,
    enteredEventId: 0,
    beforeEventId: 0,
    assigned: undefined,
    retries: undefined,
    children: undefined,
    visits: emptyVector(),
  };
}

/**
 * What an event makes of an execution. Total: an event that nothing waits for changes nothing but
 * the time.
 */
export function step(program: Program, snapshot: Snapshot, event: ExecutionEvent): StepResult {
  if (snapshot.status !== 'RUNNING') return { snapshot, effects: [], history: [] };
  const run = new Run(program, snapshot, Math.max(event.at, snapshot.now));
  try {
    take(run, event);
  } catch (error) {
    if (!(error instanceof EventLimitReached)) throw error;
    const cause = 'The execution reached the maximum number of history events (25000).';
    if (run.facts.type === 'EXPRESS') timeOut(run);
    else endWith(run, 'FAILED', 'States.Runtime', cause);
  }
  return run.finish();
}

function take(run: Run, event: ExecutionEvent): void {
  if (event.type === 'advance') advance(run, event);
  else if (event.type === 'stop') stop(run, event);
  else if (event.type === 'timer' && event.id === executionTimer) timeOut(run);
  else answer(run, event);
}

type Advance = Extract<ExecutionEvent, { type: 'advance' }>;

/** Lets the named thread go on, or the one whose turn it is. */
function advance(run: Run, event: Advance): void {
  const thread = event.thread === undefined ? nextThread(run) : namedThread(run, event.thread);
  if (thread && !thread.waitingFor) letGo(run, thread, event.granularity);
}

/** Lets a thread go on, and hands the turn on when it has left its state or waits. */
function letGo(run: Run, thread: Draft, granularity: Advance['granularity']): void {
  const { slot } = thread.home;
  run.granularity = granularity;
  const isLeft = goOn(run, thread);
  if (run.status !== 'RUNNING') return;
  const isLive = run.draft(slot) === thread;
  const canGoOn = isLive && !thread.waitingFor;
  if (canGoOn && !isLeft) return;
  if (firstTurn(run.turns) !== slot) return;
  if (canGoOn && isAlone(run.turns)) return;
  run.turns = canGoOn ? withFirstTurnLast(run.turns) : withoutFirstTurn(run.turns);
}

function nextThread(run: Run): Draft | undefined {
  for (let slot = firstTurn(run.turns); slot !== undefined; slot = firstTurn(run.turns)) {
    const thread = run.draft(slot);
    if (thread && !thread.waitingFor) return thread;
    run.turns = withoutFirstTurn(run.turns);
  }
  return undefined;
}

function namedThread(run: Run, id: string): Draft | undefined {
  const thread = run.before.threads.get(id);
  return thread && run.draft(thread.home.slot);
}

/** Performs one phase, or all until the state is left or waits. Gives whether the state was left. */
function goOn(run: Run, thread: Draft): boolean {
  const { slot } = thread.home;
  for (;;) {
    const next = run.codeOf(thread).steps[thread.position];
    if (!next) throw new RangeError(`${thread.state} has no step ${thread.position}.`);
    const progress = next.perform(run, thread);
    if (progress === 'waits') return false;
    if (progress === 'done') {
      thread.position += 1;
      thread.phase = run.codeOf(thread).steps[thread.position]?.phase ?? 'next';
    } else {
      if (run.status !== 'RUNNING' || run.draft(slot) !== thread) return true;
      if (thread.position === 0) return true;
      if (thread.waitingFor) return false;
    }
    if (run.granularity === 'phase') return false;
  }
}

type Answer = Exclude<ExecutionEvent, { type: 'advance' } | { type: 'stop' }>;

function answer(run: Run, event: Answer): void {
  const thread = run.draft(slotOf(event.id));
  if (!thread || !isWanted(thread, event)) return;
  const receive = run.codeOf(thread).steps[thread.position]?.receive;
  if (!receive) return;
  const { waitingFor } = thread;
  settle(run, thread, receive(run, thread, event));
  const isInPassing = waitingFor?.kind === 'effect' && waitingFor.inPassing;
  if (!isInPassing || event.type !== 'evaluated' || run.status !== 'RUNNING') return;
  // A state that is done in one go is not stopped by its expressions, unless others have their turn.
  const isLive = run.draft(slotOf(event.id)) === thread;
  if (isLive && !thread.waitingFor && isAlone(run.turns)) letGo(run, thread, 'state');
}

function isWanted(thread: Thread, event: Answer): boolean {
  const { waitingFor } = thread;
  if (waitingFor?.kind === 'children') return event.type === 'childEnded';
  if (waitingFor?.id === event.id) return true;
  const timers = timersOf(thread);
  return timers?.timeout === event.id || timers?.heartbeat === event.id;
}

function stop(
  run: Run,
  { error, cause }: { readonly error?: string; readonly cause?: string },
): void {
  endWith(run, 'ABORTED', error, cause);
}

/** The event of a timeout or a stop follows none (recorded). */
function timeOut(run: Run): void {
  endWith(run, 'TIMED_OUT', undefined, undefined);
}

const endings = {
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
} as const;

function endWith(
  run: Run,
  status: keyof typeof endings,
  error: string | undefined,
  cause: string | undefined,
): void {
  const after = status === 'FAILED' ? run.lastEventId : 0;
  const recorded = status === 'TIMED_OUT' ? 'States.Timeout' : error;
  run.recordAfter(after, endings[status], { error: recorded, cause });
  run.status = status;
  run.error = error;
  run.cause = cause;
  endRun(run);
}
