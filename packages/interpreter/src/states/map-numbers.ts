/** MaxConcurrency, ToleratedFailureCount and ToleratedFailurePercentage, with their paths. */
import { toJson, type MapState, type QueryLanguage } from '@stepthrough/asl';
import { compilePath } from '@stepthrough/expressions';
import { type Json, textOf } from '@stepthrough/json';
import { failTerminally } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { evaluateField, failEvaluation, wrongType } from '../steps/jsonata.ts';
import { invalid } from '../steps/paths.ts';

export type NumberName = 'MaxConcurrency' | 'ToleratedFailureCount' | 'ToleratedFailurePercentage';

interface NumberRule {
  readonly field: (state: MapState) => MapState['maxConcurrency'];
  readonly path: (state: MapState) => MapState['maxConcurrencyPath'];
  /** The value's name in inspectionData. */
  readonly value: string;
  readonly type: 'integer' | 'float';
  readonly wrong: (value: number) => string | undefined;
}

const rules: { readonly [Name in NumberName]: NumberRule } = {
  MaxConcurrency: {
    field: (state) => state.maxConcurrency,
    path: (state) => state.maxConcurrencyPath,
    value: 'maxConcurrency',
    type: 'integer',
    wrong: (value) => (value < 0 ? 'MaxConcurrency cannot be negative.' : undefined),
  },
  ToleratedFailureCount: {
    field: (state) => state.toleratedFailureCount,
    path: (state) => state.toleratedFailureCountPath,
    value: 'toleratedFailureCount',
    type: 'integer',
    wrong: (value) => (value < 0 ? 'ToleratedFailureCount cannot be negative.' : undefined),
  },
  ToleratedFailurePercentage: {
    field: (state) => state.toleratedFailurePercentage,
    path: (state) => state.toleratedFailurePercentagePath,
    value: 'toleratedFailurePercentage',
    type: 'float',
    wrong: (value) =>
      value < 0 || value > 100
        ? 'ToleratedFailurePercentage must be between 0 and 100.'
        : undefined,
  },
};

/** Reads the field into the state's values. */
export function numberField(
  state: MapState,
  language: QueryLanguage,
  name: NumberName,
): readonly Step[] {
  const rule = rules[name];
  const field = rule.field(state);
  if (field && language === 'JSONata') return [jsonataNumber(rule, name, toJson(field.node))];
  if (field) {
    return [
      {
        phase: 'arguments',
        perform: (run, thread) => keep(run, thread, rule, Number(field.value)),
      },
    ];
  }
  const path = rule.path(state);
  return path ? [pathNumber(rule, name, path.value)] : [];
}

const isNumber = /^-?\d+(\.\d+)?$/;

/** Recorded: text that holds a number will do for it. */
export function numberIn(value: Json | undefined): Json | undefined {
  return typeof value === 'string' && isNumber.test(value) ? Number(value) : value;
}

function pathNumber(rule: NumberRule, name: NumberName, text: string): Step {
  const path = compilePath(text);
  if (!path.ok) return invalid('arguments', text, path.message);
  return {
    phase: 'arguments',
    perform: (run, thread) => {
      const scope = run.scopeOf(thread, thread.payload);
      const value = numberIn(path.value.evaluate(scope));
      if (value === undefined) {
        return failTerminally(run, thread, `Invalid path '${text}' : ${path.value.missing(scope)}`);
      }
      if (!fits(value, rule.type)) {
        const shown = textOf(value);
        return failTerminally(
          run,
          thread,
          `The ${name}Path field refers to value "${shown}" which is not a valid ${rule.type}: ${text}`,
        );
      }
      return keep(run, thread, rule, value);
    },
  };
}

function jsonataNumber(rule: NumberRule, name: NumberName, written: Json): Step {
  return evaluateField({ name, phase: 'arguments', value: written }, (run, thread, value) => {
    if (!fits(value, rule.type)) {
      return failEvaluation(run, thread, wrongType(written, name, rule.type, value), name);
    }
    const wrong = rule.wrong(value);
    if (wrong !== undefined) return failEvaluation(run, thread, wrong, name);
    return keep(run, thread, rule, value);
  });
}

function fits(value: Json, type: NumberRule['type']): value is number {
  return type === 'integer' ? Number.isInteger(value) : typeof value === 'number';
}

function keep(run: Run, thread: Draft, rule: NumberRule, value: number): Progress {
  const wrong = rule.wrong(value);
  if (wrong !== undefined) return failTerminally(run, thread, wrong);
  run.setValue(thread, rule.value, value);
  return 'done';
}
