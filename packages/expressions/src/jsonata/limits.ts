import type { Expression } from 'jsonata';
import { circumstancesIn } from './functions.ts';

/** AWS accepts 100 nested evaluations and refuses the 101st. */
export const maxDepth = 100;

/**
 * Calls of functions that one evaluation may make. AWS stops runaway expressions by time; counting
 * instead makes them fail alike on every machine.
 */
const maxCalls = 300_000;

/** A scope of variables in the library, as far as it is used here. */
interface Frame {
  lookup(name: string): unknown;
  /** The frame of the whole evaluation; absent on the frames around it. */
  readonly base?: { calls?: number };
}

/**
 * Makes an evaluation end that would run for ever, and lets it see no clock but the given one. Both
 * hang on the library telling of each new frame: the first is the evaluation's own, the others are
 * calls of functions. It looks the hook up by symbol, though it declares names as strings.
 */
export function limit(expression: Expression, text: string): void {
  const hook = Symbol.for('jsonata.__createFrame_push') as unknown as string;
  const readsClock = text.includes('toMillis');
  expression.assign(hook, ({ base }: Frame, frame: Frame) => {
    if (base) count(base);
    else if (readsClock) stopClock(frame);
  });
}

function count(base: NonNullable<Frame['base']>): void {
  base.calls = (base.calls ?? 0) + 1;
  if (base.calls > maxCalls) {
    throw new Error('Expression evaluation timeout: Check for infinite loop');
  }
}

/** `$toMillis` fills in what a picture leaves out from this member, which the library sets to the real time. */
function stopClock(frame: Frame): void {
  Object.defineProperty(frame, 'timestamp', {
    get: () => new Date(circumstancesIn(frame).now),
    set: () => undefined,
  });
}
