/** Rules that EventBridge itself has made, for archives. */
import { get } from '@stepthrough/collections';
import { failure, type Refusal } from '../contract/outcome.ts';
import { withArchive } from './archive.ts';
import type { EventsState, Rule } from './state.ts';

/** The refusal to change a rule that EventBridge itself has made. */
export function managed({ name }: Rule): Refusal {
  const message = `${name} is a managed rule. Set 'force' parameter to true to override.`;
  return failure('ManagedRuleException', message);
}

/** An archive whose rule is gone gets no more events. */
export function withoutItsArchive({ archive: name = '' }: Rule, state: EventsState): EventsState {
  const archive = get(state.archives, name);
  if (!archive) return state;
  const stateReason = 'Managed rule for the archive was forcefully deleted.';
  return withArchive(state, { ...archive, state: 'DISABLED', stateReason });
}
