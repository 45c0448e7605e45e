import type { StateCode, Step, Run } from '../code.ts';
import { hexDigits } from '../random.ts';
import type { Draft } from '../workspace.ts';
import { getAt, setAt } from '../vector.ts';

/** Enters the state: counts the visit, makes its context object and records the event. */
export const enter: Step = {
  phase: 'enter',
  perform(run, thread) {
    const code = run.codeOf(thread);
    thread.visit = countVisit(thread, code);
    thread.attempt = 0;
    thread.exitFollows = 0;
    thread.enteredTime = run.nowText;
    thread.taskToken = undefined;
    thread.retries = typesWithRetryCount.has(code.type) ? noRetries : undefined;
    const input = thread.payload;
    run.keepInput(thread, input);
    run.record(thread, code.enteredType, { name: code.name, input });
    thread.enteredEventId = thread.lastEventId;
    return 'done';
  },
};

function countVisit(thread: Draft, { counter }: StateCode): number {
  if (counter === undefined) return thread.home.earlierVisits;
  const visits = getAt(thread.visits, counter) ?? 0;
  thread.visits = setAt(thread.visits, counter, visits + 1);
  return thread.home.earlierVisits + visits;
}

const typesWithRetryCount: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);
const noRetries: readonly number[] = [];

/** The task token of this attempt: its own text for every execution, thread, visit and attempt. */
export function taskTokenOf(run: Run, thread: Draft): string {
  return `AQC${hexDigits(run.keyOf(thread, 'token'), 61)}`;
}
