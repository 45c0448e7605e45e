/** What executions must have come to: status, output, path, retries, history. */
import { equals, parsed } from '@stepthrough/json';
import type { Count, Expectation } from '@stepthrough/scenario';
import type { ExecutionView } from '../execution-view.ts';
import type { Simulation } from '../simulation.ts';
import { chooseExecutions, endOf, numberProblem, titleOf } from './chosen-executions.ts';
import { countProblem, difference, eventsIn, short, type Mismatch } from './expected-values.ts';

/** All executions that an entry speaks about must fit it; without an entry there must be none. */
export function checkExecutions(
  simulation: Simulation,
  expected: NonNullable<Expectation['executions']>,
  at: readonly string[],
): Mismatch[] {
  if (expected.length === 0) {
    const { started } = simulation.world;
    return started === 0 ? [] : [{ at, message: `executions: expected none, was ${started}.` }];
  }
  return expected.flatMap((entry, index) => {
    const place = [...at, String(index)];
    const chosen = chooseExecutions(simulation, entry);
    const count = numberProblem(simulation, entry, chosen);
    return [
      ...(count === undefined ? [] : [{ at: [...place, 'count'], message: count }]),
      ...chosen.flatMap((execution) => checkOne(simulation, execution, entry, place)),
    ];
  });
}

type Expected = NonNullable<Expectation['executions']>[number];

function checkOne(
  simulation: Simulation,
  execution: ExecutionView,
  entry: Expected,
  at: readonly string[],
): Mismatch[] {
  return fields.flatMap((field) => {
    const problem = checkField(field, entry, execution, simulation);
    if (problem === undefined) return [];
    return [{ at: [...at, field], message: `${field} of ${titleOf(execution)}: ${problem}` }];
  });
}

/** What an entry says of each execution that it chooses. */
type Checked = Required<Omit<Expected, 'machine' | 'name' | 'map' | 'index' | 'count'>>;

function checkField<F extends keyof Checked>(
  field: F,
  entry: Partial<Checked>,
  execution: ExecutionView,
  simulation: Simulation,
): string | undefined {
  const expected: Checked[F] | undefined = entry[field];
  return expected === undefined ? undefined : checks[field](expected, execution, simulation);
}

const fields: readonly (keyof Checked)[] = [
  'status',
  'input',
  'output',
  'outputEquals',
  'error',
  'cause',
  'path',
  'visits',
  'retries',
  'duration',
  'history',
];

const checks: {
  readonly [F in keyof Checked]: (
    expected: Checked[F],
    execution: ExecutionView,
    simulation: Simulation,
  ) => string | undefined;
} = {
  status: (expected, execution, simulation) =>
    execution.status === expected
      ? undefined
      : `expected ${expected}, was ${endOf(simulation, execution)}`,
  input: (expected, { input }) => difference(expected, input),
  output: (expected, { snapshot }) => difference(expected, snapshot.output ?? null),
  outputEquals: (expected, { snapshot }) =>
    equals(expected, snapshot.output ?? null)
      ? undefined
      : `expected ${short(expected)}, was ${short(snapshot.output ?? null)}`,
  error: (expected, { snapshot }) =>
    snapshot.error === expected
      ? undefined
      : `expected ${expected}, was ${snapshot.error ?? 'none'}`,
  cause: (expected, { snapshot }) => {
    const { cause = '' } = snapshot;
    if (typeof expected === 'string') {
      return cause.includes(expected)
        ? undefined
        : `expected a text with ${short(expected)}, was ${short(cause)}`;
    }
    return difference(expected, parsed(cause));
  },
  path: (expected, { id }, simulation) => {
    const path = entered(simulation, id);
    return equals(expected, path)
      ? undefined
      : `expected ${expected.join(', ')}; was ${path.join(', ')}`;
  },
  visits: (expected, { id }, simulation) => {
    const path = entered(simulation, id);
    return firstProblem(
      expected,
      (state) => path.filter((name) => name === state).length,
      'visits',
    );
  },
  retries: (expected, { id }, simulation) =>
    firstProblem(
      expected,
      (state) => {
        const requests = simulation
          .log()
          .filter((entry) => entry.execution === id && entry.state === state)
          .filter(({ kind }) => kind === 'taskRequested').length;
        const visits = entered(simulation, id).filter((name) => name === state).length;
        return Math.max(0, requests - visits);
      },
      'retries',
    ),
  duration: (expected, { startedAt, stoppedAt }, { world }) => {
    const seconds = ((stoppedAt ?? world.now) - startedAt) / 1000;
    return countProblem(expected, seconds, 'seconds');
  },
  history: (expected, { id }, simulation) => {
    for (const { type, state, count } of expected) {
      const found = eventsIn(simulation.history(id), state).filter((event) => event.type === type);
      const what = `${type}${state === undefined ? '' : ` in ${state}`}`;
      const problem = countProblem(count, found.length, what);
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
};

function firstProblem(
  expected: { readonly [state: string]: Count },
  countOf: (state: string) => number,
  what: string,
): string | undefined {
  for (const [state, count] of Object.entries(expected)) {
    const problem = countProblem(count, countOf(state), `${what} of ${state}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** States in the order in which they were entered. */
function entered(simulation: Simulation, execution: string): readonly string[] {
  return simulation
    .log()
    .filter((entry) => entry.kind === 'stateEntered' && entry.execution === execution)
    .flatMap(({ state }) => state ?? []);
}
