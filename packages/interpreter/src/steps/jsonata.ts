/** Fields of JSONata states. Their library is asynchronous, so each is an effect and its answer. */
import { toJson, type SourceNode } from '@stepthrough/asl';
import { expressionOf, isJsonata } from '@stepthrough/expressions';
import type { Json, JsonObject } from '@stepthrough/json';
import { contextOf } from '../context.ts';
import { failState } from '../control.ts';
import { errorOutput, failure } from '../failure.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import type { Phase } from '../thread.ts';

type Use = (run: Run, thread: Draft, value: Json) => Progress;

interface JsonataField {
  /** As the States Language names it, e.g. `Arguments`. */
  readonly name: string;
  readonly phase: Phase;
  readonly value: Json;
}

/** Evaluates a field and hands its value to `then`; a field without expressions is its own value. */
export function evaluateField({ name, phase, value }: JsonataField, then: Use): Step {
  if (!hasExpressions(value)) {
    return { phase, perform: (run, thread) => then(run, thread, value) };
  }
  return {
    phase,
    perform: (run, thread) => {
      run.waitFor(thread, {
        kind: 'evaluate',
        id: run.nextEffectId(thread),
        origin: run.originOf(thread),
        field: name,
        template: value,
        states: statesOf(thread),
        variables: thread.variables,
        draw: name,
      });
      return 'waits';
    },
    receive: (run, thread, event) => {
      if (event.type !== 'evaluated') return 'waits';
      const { outcome } = event;
      if (outcome.ok) return then(run, thread, outcome.value);
      return failEvaluation(run, thread, outcome.cause, outcome.location, outcome.error);
    },
  };
}

export function jsonataField(
  name: string,
  phase: Phase,
  node: SourceNode | undefined,
  then: Use,
): readonly Step[] {
  return node ? [evaluateField({ name, phase, value: toJson(node) }, then)] : [];
}

/** What `$states` holds. */
function statesOf(thread: Draft): JsonObject {
  const { values, failure: failed } = thread;
  const states: { [member: string]: Json } = {
    input: values.input ?? null,
    context: contextOf(thread),
  };
  if (values.result !== undefined && !failed) states.result = values.result;
  if (failed) states.errorOutput = errorOutput(failed);
  return states;
}

/** States.QueryEvaluationError, with its EvaluationFailed event. */
export function failEvaluation(
  run: Run,
  thread: Draft,
  reason: string,
  location: string | undefined,
  error = 'States.QueryEvaluationError',
): Progress {
  const cause = run.causeIn(thread, reason);
  run.record(thread, 'EvaluationFailed', { error, cause, location, state: thread.state });
  return failState(run, thread, failure(error, cause));
}

/** AWS's words for a value of the wrong type. `written` is the field as its author wrote it. */
export function wrongType(written: Json, field: string, expected: string, value: Json): string {
  const text = JSON.stringify(value);
  const was = typeNameOf(value);
  if (typeof written === 'string' && isJsonata(written)) {
    return `The JSONata expression '${expressionOf(written)}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${was}' for value: ${text}`;
  }
  return `The field '${field}' has an unexpected type. Expected '${expected}', but was '${was}' for value: ${text}`;
}

function typeNameOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function hasExpressions(value: Json): boolean {
  if (typeof value === 'string') return isJsonata(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpressions);
}
