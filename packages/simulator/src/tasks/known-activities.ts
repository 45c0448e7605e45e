/** Which activities exist in the world of a scenario. */
import { readResource, type StateMachine, walkStates } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { Scenario } from '@stepthrough/scenario';

/**
 * Their names: those that are declared or polled, and those whose tasks the scenario answers.
 * `undefined` where it says nothing about activities, so that any may exist.
 */
export function activitiesOf(
  scenario: Scenario,
  machine: StateMachine,
): ReadonlySet<string> | undefined {
  const polled = scenario.consumers.flatMap(({ activity }) => activity ?? []);
  const known = new Set([...scenario.resources.activities, ...polled]);
  if (known.size === 0) return undefined;
  for (const state of walkStates(machine)) {
    if (state.type !== 'Task') continue;
    const resource = readResource(state.resource?.value ?? '');
    if (resource.kind !== 'activity' || !isAnswered(scenario, state.name, resource)) continue;
    known.add(resource.name);
  }
  return known;
}

function isAnswered(
  { answers, testCase }: Scenario,
  state: string,
  { name, arn }: { readonly name: string; readonly arn: string },
): boolean {
  if (member(testCase, state)) return true;
  const admits = (wanted: string | readonly string[] | undefined, actual: string): boolean =>
    wanted === undefined ||
    [wanted].flat().some((one) => one.toLowerCase() === actual.toLowerCase());
  return answers.some(
    ({ match }) =>
      admits(match.state, state) &&
      admits(match.service, 'activity') &&
      admits(match.action, name) &&
      admits(match.resource, arn) &&
      match.function === undefined,
  );
}
