/** The steps of a state that has failed: waiting to try again, or taking a catcher's way. */
import type { Catcher, QueryLanguage, Retrier } from '@stepthrough/asl';
import { setPosition } from '../control.ts';
import { timeIn } from '../execution-timeout.ts';
import { errorOutput } from '../failure.ts';
import type { CatcherCode, RetrierCode, Step } from '../code.ts';
import { taskTokenOf } from './enter.ts';
import { leaveFor } from './leave.ts';
import { putResult } from './paths.ts';
import { transformJsonata } from './result.ts';
import { assignVariables } from './templates.ts';

interface ErrorSteps {
  readonly steps: readonly Step[];
  readonly retriers: readonly RetrierCode[];
  readonly catchers: readonly CatcherCode[];
  readonly retryAt: number;
}

interface Handlers {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/** Appends the error steps of a state to the `count` steps of its usual way; `again` is where a retry begins. */
export function errorSteps(
  handlers: Handlers,
  language: QueryLanguage,
  count: number,
  again: number,
): ErrorSteps {
  const steps: Step[] = [];
  const retriers = handlers.retry.map(retrierCode);
  if (retriers.length > 0) steps.push(waitToRetry(again));
  const catchers = handlers.catch.map((catcher, index): CatcherCode => {
    const at = count + steps.length;
    steps.push(...catcherSteps(catcher, language, `Catch[${index}]/`));
    return { errorEquals: errorsOf(catcher), at };
  });
  return { steps, retriers, catchers, retryAt: count };
}

function errorsOf({ errorEquals }: Retrier | Catcher): readonly string[] {
  return errorEquals?.value.map(({ value }) => value) ?? [];
}

function retrierCode(retrier: Retrier): RetrierCode {
  return {
    errorEquals: errorsOf(retrier),
    intervalSeconds: retrier.intervalSeconds?.value ?? 1,
    maxAttempts: retrier.maxAttempts?.value ?? 3,
    backoffRate: retrier.backoffRate?.value ?? 2,
    maxDelaySeconds: retrier.maxDelaySeconds?.value,
    hasFullJitter: retrier.jitterStrategy?.value === 'FULL',
  };
}

function waitToRetry(again: number): Step {
  return {
    phase: 'retry',
    perform: (run, thread) => {
      run.waitFor(thread, {
        kind: 'timer',
        id: run.nextEffectId(thread),
        at: timeIn(run, Math.round((thread.failure?.backoffSeconds ?? 0) * 1000)),
        purpose: 'retry',
        origin: run.originOf(thread),
      });
      return 'waits';
    },
    receive: (run, thread, event) => {
      if (event.type !== 'timer') return 'waits';
      thread.attempt += 1;
      if (thread.taskToken !== undefined) thread.taskToken = taskTokenOf(run, thread);
      thread.failure = undefined;
      thread.payload = thread.values.input ?? null;
      run.keepInput(thread, thread.payload);
      setPosition(run, thread, again);
      return 'moved';
    },
  };
}

function catcherSteps(catcher: Catcher, language: QueryLanguage, prefix: string): readonly Step[] {
  const begin: Step = {
    phase: 'catch',
    perform: (_run, thread) => {
      if (thread.failure) thread.payload = errorOutput(thread.failure);
      return 'done';
    },
  };
  const end = leaveFor(catcher.next?.value);
  if (language === 'JSONPath') {
    return [begin, ...assignVariables(catcher.assign), ...putResult(catcher.resultPath), end];
  }
  return [begin, ...transformJsonata(catcher, prefix), end];
}
