/** `start` and `step`: the whole life of an execution as a function of its snapshot and one event. */
import { limits } from '@stepthrough/catalog';
import type { Json, JsonObject } from '@stepthrough/json';
import { settle } from './control.ts';
import { executionContext, isoTime } from './context.ts';
import { setTimeoutTimer, endOfTime } from './execution-timeout.ts';
import type { ExecutionEvent } from './event.ts';
import type { ExecutionType, Facts, Identity } from './facts.ts';
import { Fault } from './fault.ts';
import { endWith, perform, timeOut } from './perform.ts';
import type { Program, Run } from './code.ts';
import { executionTimer, slotOf, timersOf, type Draft, type StepResult } from './workspace.ts';
import { isTooLarge } from './size.ts';
import { startProblem } from './start-problem.ts';
import { Snapshot } from './snapshot.ts';
import type { Thread, Variables } from './thread.ts';
import { Threads } from './threads.ts';
import { firstTurn, isAlone, noTurns, withFirstTurnLast, withoutFirstTurn } from './turns.ts';
import { newThread } from './new-thread.ts';

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
  readonly context?: JsonObject;
  readonly redriveCount?: number;
}

/** The first step of an execution. Total: what cannot be started has failed. */
export function start(program: Program, options: StartOptions): StepResult {
  const { input, at, seed, type, identity, redriveCount = 0 } = options;
  const known = { input, startedAt: at, seed, type, identity, redriveCount, redrivenAt: undefined };
  const startTime = isoTime(at);
  const context = { ...executionContext(known, startTime), ...options.context };
  return perform(
    program,
    beforeStart({ ...known, context }, startTime),
    at,
    begin,
    options.variables ?? {},
  );
}

function begin(run: Run, variables: Variables): void {
  const { program, facts } = run;
  const { input, identity } = facts;
  run.recordAfter(0, 'ExecutionStarted', { input, roleArn: identity.roleArn });
  const thread = mainThread(program, facts, variables);
  if (!thread) {
    const cause = `The state machine ${startProblem(program.scopes[program.root])}`;
    endWith(run, 'FAILED', 'States.Runtime', cause);
    return;
  }
  run.addThread(thread);
  setTimeoutTimer(run);
  if (isTooLarge(input)) {
    endWith(
      run,
      'FAILED',
      'States.DataLimitExceeded',
      `The input is larger than ${limits.payloadBytes} bytes.`,
    );
  }
}

function beforeStart(facts: Facts, nowText: string): Snapshot {
  const course = {
    status: 'RUNNING',
    output: undefined,
    error: undefined,
    cause: undefined,
    now: facts.startedAt,
    nowText,
    facts,
    unfinished: undefined,
  } as const;
  return new Snapshot(course, Threads.none, 0, 0, noTurns);
}

function mainThread(program: Program, facts: Facts, variables: Variables): Draft | undefined {
  const scope = program.scopes[program.root];
  const first = program.states[scope?.indexOf.get(scope.startAt) ?? -1];
  if (!first) return undefined;
  return newThread(first, {
    id: 'main',
    parent: undefined,
    path: [],
    home: { slot: 0, parentSlot: undefined, startedAfter: 0, index: 0, earlierVisits: 0 },
    values: { input: facts.input },
    variables,
    surroundings: facts.context,
    payload: facts.input,
    lastEventId: 0,
  });
}

/**
 * What an event makes of an execution. Total: an event that nothing waits for changes nothing but
 * the time.
 */
export function step(program: Program, snapshot: Snapshot, event: ExecutionEvent): StepResult {
  if (snapshot.status !== 'RUNNING') return { snapshot, effects: [], history: [] };
  const at = Math.max(event.at, snapshot.now);
  const end = endOfTime(snapshot.facts);
  if (at >= end) return perform(program, snapshot, end, timeOut, undefined);
  return perform(program, snapshot, at, take, event);
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

/**
 * Performs one phase, or all until the state is left or waits. Gives whether the state was left. A
 * thread only moves forward in its state, so that this ends; only what it has waited for moves it back.
 */
function goOn(run: Run, thread: Draft): boolean {
  const { slot } = thread.home;
  for (;;) {
    const { position } = thread;
    const next = run.codeOf(thread).steps[position];
    if (!next) throw new Fault(`'${thread.state}' has no step ${position}.`);
    const progress = next.perform(run, thread);
    if (progress === 'waits') return false;
    if (progress === 'done') {
      thread.position += 1;
      thread.phase = run.codeOf(thread).steps[thread.position]?.phase ?? 'next';
    } else {
      if (run.status !== 'RUNNING' || run.draft(slot) !== thread) return true;
      if (thread.position === 0) return true;
      if (thread.waitingFor) return false;
      if (thread.position <= position) throw new Fault(`'${thread.state}' goes in circles.`);
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
