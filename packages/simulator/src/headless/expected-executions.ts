/** What executions must have come to: status, output, path, retries, history. */
import type { JsonObject } from '@stepthrough/services';
import type { Json } from '@stepthrough/asl';
import { member, parsed } from '@stepthrough/json';
import type { ExecutionView } from '../execution-view.ts';
import type { Simulation } from '../simulation.ts';
import {
  countProblem,
  difference,
  eventsIn,
  isEqual,
  short,
  type Mismatch,
} from './expected-values.ts';

/** Each entry speaks about the executions that its `machine` and `name` choose; all of them must fit. */
export function checkExecutions(
  simulation: Simulation,
  expected: readonly JsonObject[],
  at: readonly string[],
): Mismatch[] {
  return expected.flatMap((entry, index) => {
    const place = [...at, String(index)];
    const chosen = simulation
      .executions()
      .filter(({ machine }) => entry['machine'] === undefined || machine === entry['machine'])
      .filter(({ name }) => entry['name'] === undefined || name === entry['name'])
      .filter(({ parent }) => entry['machine'] !== undefined || parent === undefined);
    const wanted = entry['count'] ?? { atLeast: 1 };
    const count = countProblem(wanted, chosen.length, 'executions');
    return [
      ...(count === undefined ? [] : [{ at: [...place, 'count'], message: count }]),
      ...chosen.flatMap((execution) => checkOne(simulation, execution, entry, place)),
    ];
  });
}

function checkOne(
  simulation: Simulation,
  execution: ExecutionView,
  entry: JsonObject,
  at: readonly string[],
): Mismatch[] {
  return Object.entries(entry).flatMap(([field, expected]) => {
    const problem = member(checks, field)?.(expected, execution, simulation);
    if (problem === undefined) return [];
    return [{ at: [...at, field], message: `${field} of ${execution.name}: ${problem}` }];
  });
}

type Check = (
  expected: Json,
  execution: ExecutionView,
  simulation: Simulation,
) => string | undefined;

const checks: { readonly [field: string]: Check } = {
  status: (expected, { status, snapshot }) => {
    if (status === expected) return undefined;
    const why = snapshot.error === undefined ? '' : ` (${snapshot.error}: ${snapshot.cause ?? ''})`;
    return `expected ${String(expected)}, was ${status}${why}`;
  },
  input: (expected, { input }) => difference(expected, input),
  output: (expected, { snapshot }) => difference(expected, snapshot.output ?? null),
  outputEquals: (expected, { snapshot }) =>
    isEqual(expected, snapshot.output ?? null)
      ? undefined
      : `expected ${short(expected)}, was ${short(snapshot.output ?? null)}`,
  error: (expected, { snapshot }) =>
    snapshot.error === expected
      ? undefined
      : `expected ${String(expected)}, was ${snapshot.error ?? 'none'}`,
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
    return isEqual(expected, path)
      ? undefined
      : `expected ${(expected as string[]).join(', ')}; was ${path.join(', ')}`;
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
    for (const { type, state, count = { atLeast: 1 } } of expected as readonly JsonObject[]) {
      const found = eventsIn(simulation.history(id), state).filter((event) => event.type === type);
      const what = `${String(type)}${state === undefined ? '' : ` in ${String(state)}`}`;
      const problem = countProblem(count, found.length, what);
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
};

function firstProblem(
  expected: Json,
  countOf: (state: string) => number,
  what: string,
): string | undefined {
  for (const [state, count] of Object.entries(expected as JsonObject)) {
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
