/** Makes a compiled state ready for its test: its context object, its past retries, its mock. */
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Program, StateCode, Step } from '../code.ts';
import { contextOf } from '../context.ts';
import { failState } from '../control.ts';
import { failure } from '../failure.ts';
import type { Draft } from '../workspace.ts';
import { anonymousState, type Mock, type TestStateCall } from './call.ts';

export function prepare(program: Program, name: string, call: TestStateCall): Program {
  return {
    ...program,
    states: program.states.map((state) =>
      state.name === name && state.scope === 0 ? prepareState(state, call) : state,
    ),
  };
}

function prepareState(state: StateCode, call: TestStateCall): StateCode {
  const { mock, context, stateConfiguration } = call;
  const last = state.steps.findLastIndex(({ phase }) => phase === 'call');
  const steps = state.steps.map((step, index) => {
    if (step.phase === 'enter') {
      return entering(step, state, context, stateConfiguration?.retrierRetryCount);
    }
    if (!mock || step.phase !== 'call') return step;
    // Positions of catchers count from the start: a step is replaced, never left out.
    return index === last
      ? answering(state, mock, stateConfiguration?.mapIterationFailureCount ?? 0)
      : nothing;
  });
  return { ...state, steps };
}

const nothing: Step = { phase: 'call', perform: () => 'done' };

function entering(
  step: Step,
  state: StateCode,
  context: JsonObject | undefined,
  retries: number | undefined,
): Step {
  return {
    ...step,
    perform: (run, thread) => {
      const progress = step.perform(run, thread);
      thread.surroundings = context ?? withPlainName(contextOf(thread));
      thread.enteredTime = undefined;
      if (retries !== undefined) thread.retries = state.retriers.map(() => retries);
      return progress;
    },
  };
}

/** Recorded: the context object names the tested state so, whatever its name is. */
function withPlainName(context: JsonObject): JsonObject {
  const { State } = context;
  return isObject(State) ? { ...context, State: { ...State, Name: anonymousState } } : context;
}

/** The mock in place of the task, the branches or the iterations. */
function answering(state: StateCode, mock: Mock, failedIterations: number): Step {
  const { result, errorOutput } = mock;
  return {
    phase: 'call',
    perform: (run, thread) => {
      if (errorOutput) {
        return failState(run, thread, failure(errorOutput.error, errorOutput.cause));
      }
      if (state.type === 'Map' && !isTolerated(thread, failedIterations)) {
        return failState(
          run,
          thread,
          failure(
            'States.ExceedToleratedFailureThreshold',
            'The specified tolerated failure threshold was exceeded',
          ),
        );
      }
      thread.payload = result ?? null;
      run.setValue(thread, 'result', thread.payload);
      return 'done';
    },
  };
}

/** Recorded: failures count only against a threshold that the state names. */
function isTolerated({ values }: Draft, failed: number): boolean {
  const { toleratedFailureCount, toleratedFailurePercentage, afterItemsPath } = values;
  if (typeof toleratedFailureCount === 'number' && failed > toleratedFailureCount) return false;
  if (typeof toleratedFailurePercentage !== 'number') return true;
  const total = Array.isArray(afterItemsPath) ? (afterItemsPath as readonly Json[]).length : failed;
  return total === 0 || (failed / total) * 100 <= toleratedFailurePercentage;
}
