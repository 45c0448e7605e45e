import {
  queryLanguageOf,
  scopesOf,
  stateId,
  walkScopes,
  type Scope,
  type State,
  type StateMachine,
} from '@stepthrough/asl';
import type { Program } from './code.ts';
import type { ProgramOptions } from './layout.ts';
import { statesInCycles } from './cycles.ts';
import { compileState } from './states/kinds.ts';

/** Compiles a machine. What is missing or wrong in it becomes a failure of the run that meets it. */
export function compile(
  machine: StateMachine,
  options: ProgramOptions = { limits: 'aws' },
): Program {
  const scopes = [...walkScopes(machine)];
  const scopeNumbers = new Map<Scope, number>(scopes.map((scope, index) => [scope, index]));
  const states = scopes.flatMap((scope) => scope.states);
  const stateNumbers = new Map<State, number>(states.map((state, index) => [state, index]));
  const counters = statesInCycles(machine);
  const seconds = machine.timeoutSeconds?.value;
  return {
    root: 0,
    scopes: scopes.map((scope) => ({
      startAt: scope.startAt?.value ?? '',
      indexOf: new Map(scope.states.map((state) => [state.name, stateNumbers.get(state) ?? 0])),
    })),
    states: states.map((state, index) =>
      compileState(state, {
        index,
        id: stateId(state),
        language: queryLanguageOf(state),
        scope: scopeNumbers.get(state.scope) ?? 0,
        counter: counters.get(state),
        options,
        innerScopes: scopesOf(state).map((scope) => scopeNumbers.get(scope) ?? 0),
      }),
    ),
    timeoutSeconds: typeof seconds === 'number' ? seconds : undefined,
    options,
  };
}

/**
 * The program that each child execution of a distributed Map runs. The state is named by its
 * `stateId`, or by its plain name where that is unique.
 */
export function childProgram(program: Program, state: string): Program {
  for (const { id, name, steps } of program.states) {
    if (id !== state && name !== state) continue;
    const processor = steps.find((step) => step.processor !== undefined)?.processor;
    if (processor !== undefined) return { ...program, root: processor, timeoutSeconds: undefined };
  }
  throw new RangeError(`${state} is no distributed Map state of this program.`);
}
