import type { Facts } from './facts.ts';
import { executionTimer } from './workspace.ts';
import type { Run } from './code.ts';

/** An express execution is ended after five minutes. */
const expressSeconds = 300;

/** The longest that an execution may take on AWS: a year, in milliseconds. */
const maxDuration = 365 * 24 * 60 * 60 * 1000;

/**
 * The first moment in which an execution has taken too long, in milliseconds since the epoch. A redrive
 * counts anew.
 */
export function endOfTime({ startedAt, redrivenAt }: Facts): number {
  return (redrivenAt ?? startedAt) + maxDuration + 1;
}

/**
 * When a timer comes that is set for so many milliseconds. However large a number the machine has, it is
 * not later than the moment that ends the longest execution.
 */
export function timeIn(run: Run, milliseconds: number): number {
  const at = run.now + milliseconds;
  return Number.isNaN(at) ? run.now : Math.min(at, endOfTime(run.facts));
}

/** After how long the execution is ended; `undefined` if never. */
export function timeoutSecondsOf({ program, facts }: Run): number | undefined {
  const own = program.timeoutSeconds;
  if (facts.type === 'STANDARD') return own;
  return Math.min(own ?? expressSeconds, expressSeconds);
}

/** Starts the timer that ends the execution. */
export function setTimeoutTimer(run: Run): void {
  const seconds = timeoutSecondsOf(run);
  if (seconds === undefined) return;
  run.ask({
    kind: 'timer',
    id: executionTimer,
    at: timeIn(run, seconds * 1000),
    purpose: 'executionTimeout',
    origin: undefined,
  });
}
