import { toJson, type FailState, type Text } from '@stepthrough/asl';
import { compileIntrinsic, compilePath, isIntrinsic, notFound } from '@stepthrough/expressions';
import { type Json, textOf } from '@stepthrough/json';
import { failTerminally, failThread } from '../control.ts';
import { failure } from '../failure.ts';
import type { Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { enter } from '../steps/enter.ts';
import { evaluateField, failEvaluation, wrongType } from '../steps/jsonata.ts';
import { invalid } from '../steps/paths.ts';
import type { Place, Way } from './way.ts';

/** Error and Cause are values of the state until its last step. */
export function compileFail(state: FailState, { language }: Place): Way {
  const fields =
    language === 'JSONata'
      ? [...jsonata('Error', state.error), ...jsonata('Cause', state.cause)]
      : [
          ...literal('error', state.error),
          ...literal('cause', state.cause),
          ...path('error', 'ErrorPath', state.errorPath),
          ...path('cause', 'CausePath', state.causePath),
        ];
  return { steps: [enter, ...fields, end] };
}

const end: Step = {
  phase: 'next',
  perform: (run, thread) =>
    failThread(run, thread, failure(given(thread.values.error), given(thread.values.cause))),
};

function given(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : textOf(value);
}

type Part = 'error' | 'cause';

function literal(part: Part, field: Text | undefined): readonly Step[] {
  return field ? [set(part, () => field.value)] : [];
}

function set(part: Part, read: (run: Run, thread: Draft) => Json): Step {
  return {
    phase: 'result',
    perform: (run, thread) => {
      run.setValue(thread, part, read(run, thread));
      return 'done';
    },
  };
}

function path(part: Part, name: string, field: Text | undefined): readonly Step[] {
  if (!field) return [];
  const text = field.value;
  if (isIntrinsic(text)) return [call(part, text)];
  const compiled = compilePath(text);
  if (!compiled.ok) return [invalid('result', text, compiled.message)];
  return [
    {
      phase: 'result',
      perform: (run, thread) => {
        const scope = run.scopeOf(thread, thread.payload);
        const value = compiled.value.evaluate(scope);
        if (value === undefined)
          return failTerminally(run, thread, notFound(text, name, scope.input));
        run.setValue(thread, part, value);
        return 'done';
      },
    },
  ];
}

function call(part: Part, text: string): Step {
  const compiled = compileIntrinsic(text);
  if (!compiled.ok) return invalid('result', text, compiled.message);
  return {
    phase: 'result',
    perform: (run, thread) => {
      const outcome = compiled.value.evaluate(run.scopeOf(thread, thread.payload));
      if (!outcome.ok) {
        return failThread(run, thread, failure(outcome.error, run.causeIn(thread, outcome.cause)));
      }
      run.setValue(thread, part, outcome.value);
      return 'done';
    },
  };
}

function jsonata(name: 'Error' | 'Cause', field: Text | undefined): readonly Step[] {
  if (!field) return [];
  const part = name === 'Error' ? 'error' : 'cause';
  const value = toJson(field.node);
  return [
    evaluateField({ name, phase: 'result', value }, (run, thread, text) => {
      if (typeof text !== 'string') {
        return failEvaluation(run, thread, wrongType(value, name, 'string', text), name);
      }
      run.setValue(thread, part, text);
      return 'done';
    }),
  ];
}
