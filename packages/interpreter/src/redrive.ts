/** RedriveExecution: goes on with an execution that ended without success, where it stood. */
import { limits } from '@stepthrough/catalog';
import type { JsonObject } from '@stepthrough/json';
import { setTimeoutTimer } from './execution-timeout.ts';
import type { Program, Run } from './code.ts';
import { perform } from './perform.ts';
import type { Draft, StepResult } from './workspace.ts';
import type { Children, MapRun } from './thread.ts';
import type { Snapshot } from './snapshot.ts';
import { taskTokenOf } from './steps/enter.ts';
import type { Threads } from './threads.ts';
import { emptyVector, getAt, setAt } from './vector.ts';

/** Whether an execution can be redriven, as DescribeExecution tells it. */
export type RedriveStatus =
  | { readonly redriveStatus: 'REDRIVABLE' }
  | { readonly redriveStatus: 'NOT_REDRIVABLE'; readonly redriveStatusReason: string };

/** At a time in milliseconds since the epoch. The history needs room for ExecutionRedriven and one more event. */
export function redriveStatusOf(snapshot: Snapshot, at: number): RedriveStatus {
  const { status, facts, unfinished, lastEventId, now } = snapshot;
  const not = (redriveStatusReason: string): RedriveStatus => ({
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason,
  });
  const isOver = status !== 'RUNNING' && status !== 'SUCCEEDED';
  // What could not even be started has no thread to go on with.
  if (!isOver || facts.type === 'EXPRESS' || !unfinished || unfinished.size === 0) {
    return not(`Execution is ${status} and cannot be redriven`);
  }
  if (lastEventId >= limits.redrivableEvents) return not('Execution history event limit exceeded');
  if (facts.redriveCount >= limits.redrives)
    return not('Execution has exceeded the max redrive count');
  if (at - now > limits.redrivableMs) return not('Execution redrivable period exceeded');
  return { redriveStatus: 'REDRIVABLE' };
}

/**
 * The execution runs on: what succeeded stays as it is, each thread that failed or was cut off does
 * its state again. Call it only when `redriveStatusOf` says that it can be done.
 */
export function redrive(program: Program, snapshot: Snapshot, at: number): StepResult {
  const { unfinished } = snapshot;
  if (!unfinished || redriveStatusOf(snapshot, at).redriveStatus !== 'REDRIVABLE') {
    throw new RangeError('This execution cannot be redriven.');
  }
  const before = snapshot.with(unfinished);
  return perform(program, before, Math.max(at, snapshot.now), restart, unfinished);
}

function restart(run: Run, unfinished: Threads): void {
  const { facts, lastEventId } = run;
  const redriveCount = facts.redriveCount + 1;
  const execution = facts.context.Execution as JsonObject;
  const Execution = { ...execution, RedriveCount: redriveCount, RedriveTime: run.nowText };
  run.facts = {
    ...facts,
    redriveCount,
    redrivenAt: run.now,
    context: { ...facts.context, Execution },
  };
  run.status = 'RUNNING';
  run.output = undefined;
  run.error = undefined;
  run.cause = undefined;
  run.unfinished = undefined;
  run.recordAfter(lastEventId, 'ExecutionRedriven', { redriveCount });
  setTimeoutTimer(run);
  for (const { home } of unfinished.values()) {
    const thread = run.draft(home.slot);
    if (!thread) continue;
    thread.surroundings = { ...thread.surroundings, Execution };
    resume(run, thread);
  }
}

function resume(run: Run, thread: Draft): void {
  const { waitingFor, children } = thread;
  if (waitingFor?.kind === 'children' && children) {
    if (children.run) resumeMapRun(run, thread, children, children.run);
    return;
  }
  if (thread.position > 0) doAgain(run, thread);
  run.wake(thread);
}

/** Back to after the entry of the state, whose event the next one follows. */
function doAgain(run: Run, thread: Draft): void {
  const code = run.codeOf(thread);
  thread.position = 1;
  thread.phase = code.steps[1]?.phase ?? 'next';
  countVisit(thread, code.counter);
  thread.attempt = 0;
  thread.retries = thread.retries && [];
  thread.payload = thread.values.input ?? null;
  run.keepInput(thread, thread.payload);
  thread.failure = undefined;
  thread.assigned = undefined;
  thread.children = undefined;
  thread.lastEventId = thread.enteredEventId;
  if (thread.taskToken !== undefined) thread.taskToken = taskTokenOf(run, thread);
}

/** So that the tasks asked for again are told from those before. */
function countVisit(thread: Draft, counter: number | undefined): void {
  thread.visit += 1;
  if (counter === undefined) return;
  thread.visits = setAt(thread.visits, counter, (getAt(thread.visits, counter) ?? 0) + 1);
}

function resumeMapRun(run: Run, thread: Draft, children: Children, mapRun: MapRun): void {
  const redriveCount = mapRun.redriveCount + 1;
  run.record(thread, 'MapRunRedriven', { mapRunArn: mapRun.arn, redriveCount });
  const again: number[] = [];
  for (let index = 0; index < children.next; index += 1) {
    if (getAt(children.results, index) === undefined) again.push(index);
  }
  thread.children = {
    ...children,
    running: 0,
    run: {
      ...mapRun,
      again,
      startedAgain: 0,
      redriveCount,
      itemsFailed: 0,
      started: emptyVector(),
      firstEffect: run.effectCount,
    },
  };
  run.wake(thread);
}
