import { toJson, type ChoiceRule, type ChoiceState } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { failTerminally, setPosition } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { enter } from '../steps/enter.ts';
import { evaluateField, failEvaluation, wrongType } from '../steps/jsonata.ts';
import { leaveFor } from '../steps/leave.ts';
import { selectPath } from '../steps/paths.ts';
import { transformJsonata } from '../steps/result.ts';
import { assignVariables } from '../steps/templates.ts';
import { compileCondition, type Condition } from './condition.ts';
import type { Place, Way } from './way.ts';

/** After the conditions stand the steps of each rule's way, and last those of the Default. */
export function compileChoice(state: ChoiceState, { language }: Place): Way {
  const isJsonata = language === 'JSONata';
  const before = isJsonata
    ? [enter]
    : [enter, ...selectPath(state.inputPath, 'inputPath', 'afterInputPath')];
  const ways = [...state.choices, state].map((way, index) => {
    const target = 'choices' in way ? way.default?.value : way.next?.value;
    const isDefault = way === state;
    if (isJsonata) {
      return [
        ...transformJsonata(way, isDefault ? '' : `Choices[${index}]/`),
        leaveOrFail(target, isDefault),
      ];
    }
    return [
      ...assignVariables(way.assign),
      ...selectPath(state.outputPath, 'output', undefined),
      leaveOrFail(target, isDefault),
    ];
  });
  const conditionCount = isJsonata ? state.choices.length + 1 : 1;
  const starts: number[] = [];
  let at = before.length + conditionCount;
  for (const way of ways) {
    starts.push(at);
    at += way.length;
  }
  const conditions = isJsonata
    ? jsonataConditions(state.choices, starts)
    : [chooseByPath(state.choices, starts)];
  return { steps: [...before, ...conditions, ...ways.flat()] };
}

function leaveOrFail(target: string | undefined, isDefault: boolean): Step {
  if (target !== undefined || !isDefault) return leaveFor(target);
  return {
    phase: 'next',
    perform: (run, thread) =>
      failTerminally(
        run,
        thread,
        'Failed to transition out of the state. The state does not point to a next state.',
      ),
  };
}

function chooseByPath(rules: readonly ChoiceRule[], starts: readonly number[]): Step {
  const conditions = rules.map((rule): Condition => compileCondition(rule.node));
  return {
    phase: 'result',
    perform: (run, thread) => {
      const scope = run.scopeOf(thread, thread.payload);
      for (let index = 0; index < conditions.length; index += 1) {
        const verdict = conditions[index]?.(scope);
        if (typeof verdict === 'string') return failTerminally(run, thread, verdict);
        if (verdict) return choose(run, thread, starts, index);
      }
      return choose(run, thread, starts, conditions.length);
    },
  };
}

function choose(run: Run, thread: Draft, starts: readonly number[], index: number): Progress {
  setPosition(run, thread, starts[index] ?? 0);
  return 'moved';
}

function jsonataConditions(
  rules: readonly ChoiceRule[],
  starts: readonly number[],
): readonly Step[] {
  const tests = rules.map((rule, index) => {
    const value: Json = rule.condition ? toJson(rule.condition.node) : null;
    const name = `Choices[${index}]/Condition`;
    return evaluateField({ name, phase: 'result', value }, (run, thread, verdict) => {
      if (typeof verdict !== 'boolean') {
        return failEvaluation(run, thread, wrongType(value, name, 'boolean', verdict), name);
      }
      return verdict ? choose(run, thread, starts, index) : 'done';
    });
  });
  const otherwise: Step = {
    phase: 'result',
    perform: (run, thread) => choose(run, thread, starts, rules.length),
  };
  return [...tests, otherwise];
}
