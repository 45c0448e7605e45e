import { member } from '@stepthrough/json';
import { SimulationProblem } from './problem.ts';
import type { Scenario } from './model.ts';

/** The scenario with the mocked responses of one test case of its MockConfigFile part. */
export function selectTestCase(
  scenario: Scenario,
  wanted: string | undefined,
  machine: string,
): Scenario {
  const { mocks } = scenario;
  const where = scenario.path ?? 'The scenario';
  if (!mocks) {
    if (wanted === undefined) return scenario;
    throw new SimulationProblem(
      `${where} has no test case "${wanted}": test cases are in "StateMachines" of a MockConfigFile.`,
    );
  }
  const all = Object.entries(mocks.StateMachines);
  // A file for one machine serves whatever that machine's file is called here.
  const [, found] =
    all.find(([name]) => name === machine) ?? (all.length === 1 ? all[0] : undefined) ?? [];
  const cases = found?.TestCases ?? {};
  const names = Object.keys(cases);
  const name = wanted ?? mocks.chosen ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) return scenario;
  const states = member(cases, name);
  if (!states) {
    const machines = all.map(([each]) => each).join(', ');
    const known = found
      ? `it has ${names.join(', ') || 'none'}`
      : `it has test cases of ${machines || 'no machine'}`;
    throw new SimulationProblem(
      `${where} has no test case "${name}" for the machine "${machine}"; ${known}.`,
    );
  }
  const testCase = Object.fromEntries(
    Object.entries(states).map(([state, response]) => [
      state,
      member(mocks.MockedResponses, response) ?? [],
    ]),
  );
  return { ...scenario, testCase };
}
