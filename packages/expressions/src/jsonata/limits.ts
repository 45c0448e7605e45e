import type { Expression } from 'jsonata';
import { circumstancesIn } from './functions.ts';
import { maxItems } from './memory.ts';
import { timeLimit } from './reasons.ts';

/** AWS accepts 100 nested evaluations and refuses the 101st. */
const maxDepth = 100;

/** Evaluations of parts of an expression that one evaluation of it may come to, as in a loop over loops. */
export const maxEvaluations = 3_000_000;

/** What an expression may take where the run is, about a twentieth of a second. */
export const briefEvaluations = 100_000;

/**
 * Options of the library. It asks for the greatest depth at each evaluation of a part, which makes
 * this the place to count them.
 */
export class Guard {
  #left = 0;
  #limitsSequences = false;

  /** Before each evaluation of the whole, which may come to so many evaluations of parts. */
  reset(evaluations: number): void {
    // It asks twice each time.
    this.#left = 2 * evaluations;
    // What is brief makes none that are longer than the data.
    this.#limitsSequences = evaluations > briefEvaluations;
  }

  /** Whether the last evaluation ended because it came to more. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** The most items of an array; not a number where there is no limit, which costs the library less. */
  get sequence(): number {
    return this.#limitsSequences ? maxItems : Number.NaN;
  }

  get stack(): number {
    this.#left -= 1;
    if (this.#left < 0) throw new Error(timeLimit);
    return maxDepth;
  }
}

/**
 * Calls of functions that one evaluation may make. AWS stops runaway expressions by time; counting
 * instead makes them fail alike on every machine.
 */
const maxCalls = 300_000;

declare module 'jsonata' {
  interface Expression {
    /** The library looks its hooks up by symbol, and declares names that are strings alone. */
    assign(name: symbol, value: Hook): void;
  }
}

type Hook = ((base: Frame, frame: Frame) => void) | ((...told: readonly unknown[]) => void);

/** A scope of variables in the library, as far as it is used here. */
interface Frame {
  lookup(name: string): unknown;
  /** The frame of the whole evaluation; absent on the frames around it. */
  readonly base?: { calls?: number };
}

/**
 * Makes an evaluation end that would run for ever, and lets it see no clock but the given one. Both
 * hang on the library telling of each new frame: the first is the evaluation's own, the others are
 * calls of functions.
 */
export function limit(expression: Expression, text: string): void {
  const hook = Symbol.for('jsonata.__createFrame_push');
  const readsClock = text.includes('toMillis');
  expression.assign(hook, ({ base }: Frame, frame: Frame) => {
    if (base) count(base);
    else if (readsClock) stopClock(frame);
  });
}

function count(base: NonNullable<Frame['base']>): void {
  base.calls = (base.calls ?? 0) + 1;
  if (base.calls > maxCalls) {
    throw new Error(timeLimit);
  }
}

/** `$toMillis` fills in what a picture leaves out from this member, which the library sets to the real time. */
function stopClock(frame: Frame): void {
  Object.defineProperty(frame, 'timestamp', {
    get: () => new Date(circumstancesIn(frame).now),
    set: () => undefined,
  });
}
