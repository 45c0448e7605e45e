/** What the world says to an execution: likely answers, odd ones, failures, and nothing at all. */
import type { Json } from '@stepthrough/asl';
import type { ExecutionEvent } from '@stepthrough/interpreter';
import { oddValue } from './mutate.ts';
import type { Random } from './random.ts';

type Outcome = Extract<ExecutionEvent, { type: 'itemsRead' }>['outcome'];

export class Answers {
  readonly random: Random;
  readonly #likely: Json;

  constructor(likely: Json, random: Random) {
    this.#likely = likely;
    this.random = random;
  }

  /** A task is taken, kept alive, answered, failed, or never heard of again. */
  task(id: number, at: number): ExecutionEvent | undefined {
    const { random } = this;
    const draw = random.next();
    if (draw < 0.02) return undefined;
    if (draw < 0.05) return { type: 'taskSubmitted', id, at, output: oddValue(random) };
    if (draw < 0.07) return { type: 'taskStarted', id, at };
    if (draw < 0.1) return { type: 'taskHeartbeat', id, at: at + 1 };
    if (draw < 0.3) {
      const error = random.pick(errors);
      return { type: 'taskFailed', id, at, error, cause: error === undefined ? undefined : 'c' };
    }
    const output = random.chance(0.02) ? 'x'.repeat(300_000) : this.#value();
    return { type: 'taskSucceeded', id, at, output };
  }

  items(): Outcome {
    const { random } = this;
    if (random.chance(0.2)) return failed;
    return { ok: true, value: random.chance(0.8) ? [1, { a: 2 }, this.#likely] : oddValue(random) };
  }

  outcome(): Outcome {
    return this.random.chance(0.2) ? failed : { ok: true, value: this.#value() };
  }

  #value(): Json {
    return this.random.chance(0.7) ? this.#likely : oddValue(this.random);
  }
}

export const failed = { ok: false, error: 'E', cause: 'c' } as const;

export const errors: readonly (string | undefined)[] = [
  ...[undefined, '', 'E', 'States.ALL', 'States.Timeout', 'States.TaskFailed', 'States.Runtime'],
  ...['States.DataLimitExceeded', 'States.Permissions', 'Lambda.ServiceException', '__proto__'],
];
