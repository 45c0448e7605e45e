/** How a thread moves: on, to another state, back for another try, to a catcher, or to its end. */
import { timeoutSecondsOf } from './execution-timeout.ts';
import { Fault } from './fault.ts';
import { failure, isCaught, takes } from './failure.ts';
import type { Progress, RetrierCode, StateCode, Run } from './code.ts';
import { generator } from './random.ts';
import { executionTimer, type Draft } from './workspace.ts';
import { isTooLarge } from './size.ts';
import type { Failure } from './thread.ts';

/** Leaves the state for `target`, or ends the thread when there is none. */
export function leave(run: Run, thread: Draft, target: string | undefined): Progress {
  const code = run.codeOf(thread);
  const output = thread.payload;
  if (output !== thread.values.input && isTooLarge(output)) {
    return failState(run, thread, tooLarge(code.name));
  }
  if (thread.failure) recordFailed(run, thread);
  else if (thread.exitFollows > 0) thread.lastEventId = thread.exitFollows;
  const { assigned } = thread;
  run.record(
    thread,
    code.exitedType,
    assigned
      ? { name: code.name, output, assignedVariables: assigned }
      : { name: code.name, output },
  );
  if (assigned) {
    thread.variables = { ...thread.variables, ...assigned };
    thread.assigned = undefined;
  }
  thread.failure = undefined;
  return target === undefined ? succeedThread(run, thread) : goTo(run, thread, code, target);
}

/** AWS's words (recorded, of inputs too) for a payload over 256 KiB. */
export function tooLarge(name: string): Failure {
  return failure(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

function goTo(run: Run, thread: Draft, code: StateCode, target: string): Progress {
  const index = run.program.scopes[code.scope]?.indexOf.get(target);
  const next = index === undefined ? undefined : run.program.states[index];
  if (!next) return failTerminally(run, thread, `There is no state '${target}' to go to.`);
  thread.code = next.index;
  thread.state = next.name;
  thread.position = 0;
  thread.phase = 'enter';
  return 'moved';
}

export function setPosition(run: Run, thread: Draft, position: number): void {
  thread.position = position;
  thread.phase = run.codeOf(thread).steps[position]?.phase ?? 'next';
}

/** Ends a thread with its payload as output. */
function succeedThread(run: Run, thread: Draft): Progress {
  const output = thread.payload;
  if (thread.home.parentSlot === undefined) {
    run.record(thread, 'ExecutionSucceeded', { output });
    run.status = 'SUCCEEDED';
    run.output = output;
    endRun(run);
    return 'moved';
  }
  return tellParent(run, thread, undefined);
}

/**
 * An error that the state itself has met and that nothing can catch: States.Runtime. The reason is
 * AWS's text after `An error occurred while executing the state … .`
 */
export function failTerminally(run: Run, thread: Draft, reason: string): Progress {
  if (isCaught(thread.failure)) recordFailed(run, thread);
  return failThread(run, thread, failure('States.Runtime', run.causeIn(thread, reason)));
}

/**
 * A failure of the state: the first retrier, else the first catcher that takes it, else the thread
 * ends. What fails on a catcher's way is offered to neither (measured).
 */
export function failState(run: Run, thread: Draft, failed: Failure): Progress {
  const code = run.codeOf(thread);
  run.keepFailing(thread);
  if (isCaught(thread.failure)) {
    recordFailed(run, thread);
    return failThread(run, thread, failed);
  }
  const retryIndex = code.retriers.findIndex(({ errorEquals }) => takes(errorEquals, failed));
  const retrier = code.retriers[retryIndex];
  const used = thread.retries?.[retryIndex] ?? 0;
  if (retrier && used < retrier.maxAttempts) {
    if (thread.attempt >= maxSilentTries && thread.lastEventId === thread.enteredEventId) {
      throw new Fault(`'${code.name}' was tried ${thread.attempt} times without an event.`);
    }
    thread.retries = code.retriers.map(
      (_, at) => (thread.retries?.[at] ?? 0) + Number(at === retryIndex),
    );
    const backoffSeconds = backoffOf(run, thread, retrier, used);
    thread.failure = { ...failed, retryIndex, backoffSeconds };
    run.keepFailing(undefined);
    setPosition(run, thread, code.retryAt);
    return 'moved';
  }
  const catchIndex = code.catchers.findIndex(({ errorEquals }) => takes(errorEquals, failed));
  const catcher = code.catchers[catchIndex];
  if (!catcher) {
    recordFailed(run, thread);
    return failThread(run, thread, failed);
  }
  thread.failure = { ...failed, catchIndex };
  run.keepFailing(undefined);
  thread.assigned = undefined;
  setPosition(run, thread, catcher.at);
  return 'moved';
}

/**
 * No state is tried again more often than this while its tries leave no event: nothing that could make
 * another one end otherwise has happened.
 */
const maxSilentTries = 1_000;

/**
 * The event of a Map or Parallel that has failed. It comes at the end of a catcher's way, after the
 * EvaluationFailed of an expression that fails there (measured).
 */
function recordFailed(run: Run, thread: Draft): void {
  const { type } = run.codeOf(thread);
  if (type === 'Map' || type === 'Parallel') run.record(thread, `${type}StateFailed`);
}

/** Only what fails after it follows the event of a success (measured); the exit follows the one before. */
export function recordSucceeded(
  run: Run,
  thread: Draft,
  type: 'MapStateSucceeded' | 'ParallelStateSucceeded',
): void {
  thread.exitFollows = thread.lastEventId;
  run.record(thread, type);
}

function backoffOf(run: Run, thread: Draft, retrier: RetrierCode, used: number): number {
  const { intervalSeconds, backoffRate, maxDelaySeconds = Infinity, hasFullJitter } = retrier;
  const delay = Math.min(intervalSeconds * backoffRate ** used, maxDelaySeconds);
  return hasFullJitter ? delay * generator(run.keyOf(thread, 'jitter'))() : delay;
}

/**
 * Ends a thread with a failure, and with it the state around it or the execution. States.Runtime ends
 * the execution at once, from inside a branch or iteration too (measured).
 */
export function failThread(run: Run, thread: Draft, failed: Failure): Progress {
  run.keepFailing(thread);
  thread.failure = failed;
  if (thread.home.parentSlot !== undefined && failed.error !== 'States.Runtime') {
    return tellParent(run, thread, failed);
  }
  run.record(thread, 'ExecutionFailed', { error: failed.error, cause: failed.cause });
  run.status = 'FAILED';
  run.error = failed.error;
  run.cause = failed.cause;
  endRun(run);
  return 'moved';
}

function tellParent(run: Run, thread: Draft, failed: Failure | undefined): Progress {
  const parent = run.draft(thread.home.parentSlot ?? 0);
  const step = parent && run.codeOf(parent).steps[parent.position];
  if (!parent || !step?.childEnded) {
    throw new RangeError(`Thread ${thread.id} has ended, and nothing waits for it.`);
  }
  settle(run, parent, step.childEnded(run, parent, thread, failed));
  return 'moved';
}

/** Lets a thread go on whose step has got what it waited for. */
export function settle(run: Run, thread: Draft, progress: Progress): void {
  if (progress === 'waits') return;
  if (progress === 'done') setPosition(run, thread, thread.position + 1);
  if (thread.waitingFor && run.draft(thread.home.slot) === thread) run.wake(thread);
}

/** Nothing of the execution goes on. */
export function endRun(run: Run): void {
  if (run.status !== 'SUCCEEDED') run.keepUnfinished();
  for (const thread of run.allThreads()) releaseEffects(run, thread);
  if (timeoutSecondsOf(run) !== undefined) run.cancel(executionTimer);
  run.removeAllThreads();
}

/** Takes back what a thread has asked for. */
export function releaseEffects(run: Run, thread: Draft): void {
  if (thread.waitingFor?.kind === 'effect') run.cancel(thread.waitingFor.id);
  run.cancelTimers(thread);
}
