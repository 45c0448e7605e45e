/** An event comes to a bus: the rules that match it hand it to their targets, or to an archive. */
import type { JsonObject } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { keep } from './archive.ts';
import { deliveries } from './delivery.ts';
import { ruleArn, rulesOf, type EventsState } from './state.ts';

interface Routed {
  readonly state: EventsState;
  readonly effects: readonly ServiceEffect<never>[];
  /** Whether a target or an archive gets it. */
  readonly isTaken: boolean;
}

/**
 * An event for a bus that there is not is taken, and goes nowhere.
 *
 * @param only ARNs of the rules that may take it; all of the bus when empty.
 */
export function route(
  event: JsonObject,
  bus: string,
  state: EventsState,
  context: Context,
  only: readonly string[] = [],
): Routed {
  const effects: ServiceEffect<never>[] = [];
  let after = state;
  let isTaken = false;
  for (const rule of rulesOf(state, bus)) {
    const { pattern, targets, archive } = rule;
    if (rule.state === 'DISABLED' || pattern === undefined || targets.length === 0) continue;
    if (only.length > 0 && !only.includes(ruleArn(rule, context))) continue;
    if (!matchesPattern(pattern, event)) continue;
    isTaken = true;
    if (archive === undefined) effects.push(...deliveries(rule, event, state, context));
    else after = keep(after, archive, event, context.now);
  }
  return { state: after, effects, isTaken };
}
