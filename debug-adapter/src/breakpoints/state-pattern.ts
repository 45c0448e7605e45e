import { stateId, type State } from '@stepthrough/asl';
import { Wildcard } from '@stepthrough/expressions';

/**
 * Which states a function breakpoint means: `ChargeCard`, `Validate*`, `type:Choice`,
 * `resource:*sqs*`, or a state's place such as `ReserveStock/ReserveLine`.
 */
export function statePattern(name: string): (state: State) => boolean {
  const [, property, value] = /^(type|resource):(.*)$/.exec(name) ?? [];
  const matches = glob((value ?? name).trim());
  if (property === 'type') return ({ type }) => type !== undefined && matches(type);
  if (property === 'resource') {
    return (state) =>
      state.type === 'Task' && state.resource !== undefined && matches(state.resource.value);
  }
  return (state) => matches(state.name) || matches(stateId(state));
}

/** `*` stands for any text, `?` for one character. */
export function glob(pattern: string): (text: string) => boolean {
  const wildcard = new Wildcard(pattern, { one: true });
  return (text) => wildcard.matches(text);
}
