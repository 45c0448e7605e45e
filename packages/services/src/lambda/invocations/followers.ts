/** Consumers of the scenario that are told how each invocation of a function has ended. */
import { isObject, type Json } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Invocation } from '../model/state.ts';

export function tellFollowers(
  { function: name, payload }: Invocation,
  hasFailed: boolean,
  outcome: Outcome,
  { setting }: Context,
): readonly ServiceEffect<never>[] {
  if (!setting.scenario.consumers.some((consumer) => consumer.function === name)) return [];
  const result: Json = responseOf(outcome)['Payload'] ?? null;
  const error = isObject(result) ? (result['errorType'] ?? null) : null;
  const ended = hasFailed ? { error } : { result };
  const signal = { kind: 'invoked', function: name, invocation: { payload, ...ended } } as const;
  return [{ do: 'call', call: { service: 'workers', signal } }];
}
