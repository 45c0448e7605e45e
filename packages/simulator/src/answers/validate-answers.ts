/** Whether a service could give what the scenario answers for it, as the TestState API checks mocks. */
import { walkStates, type Json } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import { TestStateProblem, validateResult } from '@stepthrough/interpreter';
import {
  SimulationProblem,
  placeIn,
  type Scenario,
  type ValidationMode,
} from '@stepthrough/scenario';
import type { Machine } from '../world/setting.ts';
import { answerShape } from './answer-shape.ts';

/** AWS's words for what is wrong; `undefined` when nothing is. Fields that are there are checked when nothing else is asked for. */
export function answerProblem(
  catalog: ServiceCatalog,
  resource: string,
  result: Json | undefined,
  fieldValidationMode: ValidationMode = 'PRESENT',
): string | undefined {
  if (result === undefined || fieldValidationMode === 'NONE') return undefined;
  try {
    validateResult({ result, fieldValidationMode }, answerShape(catalog, resource));
    return undefined;
  } catch (problem) {
    if (problem instanceof TestStateProblem) return problem.message;
    throw problem;
  }
}

/** Answers that name a state are checked before the run. @throws SimulationProblem with file and line */
export function checkAnswers(
  scenario: Scenario,
  machines: Iterable<Machine>,
  catalog: ServiceCatalog,
): void {
  const resources = [...machines].flatMap(({ document, name }) =>
    tasksOf(document.machine).map((task) => ({ ...task, machine: name })),
  );
  const problems = scenario.answers.flatMap((answer, index) => {
    const states = [answer.match.state ?? []].flat();
    const { machine } = answer.match;
    const meant = resources.filter(
      (task) => states.includes(task.state) && (machine ?? task.machine) === task.machine,
    );
    const replies = answer.sequence ?? [answer];
    return meant.flatMap(({ resource }) =>
      replies.flatMap((reply, turn) => {
        if (JSON.stringify(reply.return ?? null).includes('{{')) return [];
        const problem = answerProblem(catalog, resource, reply.return, answer.validate);
        if (problem === undefined) return [];
        const part = answer.sequence ? ['sequence', String(turn), 'return'] : ['return'];
        const exact = placeIn(scenario, ['answers', String(index), ...part]);
        const whole = placeIn(scenario, ['answers', String(index)]);
        const remedy = 'Correct the answer, or set "validate: NONE".';
        return [`${exact === scenario.path ? whole : exact}: ${problem}. ${remedy}`];
      }),
    );
  });
  if (problems.length > 0) throw new SimulationProblem([...new Set(problems)].join('\n'));
}

interface Task {
  readonly state: string;
  readonly resource: string;
}

/** Task states with a fixed Resource, nested ones included. */
function tasksOf(machine: Machine['document']['machine']): readonly Task[] {
  if (!machine) return [];
  return [...walkStates(machine)].flatMap((state) => {
    if (state.type !== 'Task') return [];
    const resource = state.resource?.value;
    return typeof resource === 'string' ? [{ state: state.name, resource }] : [];
  });
}
