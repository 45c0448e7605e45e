import { executionTimer, type Run } from './run.ts';

/** An express execution is ended after five minutes. */
const expressSeconds = 300;

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
    at: run.now + seconds * 1000,
    purpose: 'executionTimeout',
    origin: undefined,
  });
}
