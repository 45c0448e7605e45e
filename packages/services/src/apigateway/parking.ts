/** Requests and frames on their way: how they wait for an answer, and what is said of them meanwhile. */
import { set } from '@stepthrough/collections';
import type { Context, Result, ServiceCall, ServiceEffect } from '../contract/service.ts';
import type { ApiGatewayState, Arrival, Pending } from './state.ts';

/** What an alarm is for: a request, a frame, a connection. */
export type ApiKey =
  { readonly timeout: number } | { readonly socketTimeout: number } | { readonly idle: string };

export type Progress = Result<ApiGatewayState, ApiKey>;

/** For which an answer is awaited. */
type Phase = 'authorize' | 'integrate' | 'authorizeSocket' | 'integrateSocket';

/** Calls a service, whose answer comes back with the phase; `alarm` tells the end of the wait by the number of what is parked. */
export function park(
  pending: Pending,
  phase: Phase,
  call: ServiceCall,
  state: ApiGatewayState,
  context: Context,
  alarm?: { readonly key: (number: number) => ApiKey; readonly afterMs: number },
): Progress {
  const { number, now } = context;
  const replyTo = { kind: 'service', service: 'apigateway', key: { number, phase } } as const;
  const wake: ServiceEffect<ApiKey>[] = alarm
    ? [{ do: 'wake', key: alarm.key(number), at: now + alarm.afterMs }]
    : [];
  return {
    state: { ...state, pending: set(state.pending, number, pending) },
    effects: [{ do: 'call', call, replyTo }, ...wake],
  };
}

/** How long the integration of a route may take, in milliseconds. */
export function timeoutOf({ declared: { api, route } }: Pending): number {
  return route.timeout ?? (api.type === 'HTTP' ? 30_000 : 29_000);
}

/** Why a request is not served as configured. */
export function noteOf(problem: string | undefined, { api }: Arrival): readonly ServiceEffect[] {
  return problem === undefined
    ? []
    : [{ do: 'log', kind: 'callFailed', message: problem, resource: api }];
}

/** The effects before those of the progress. */
export function joined(effects: readonly ServiceEffect[], progress: Progress): Progress {
  return { ...progress, effects: [...effects, ...(progress.effects ?? [])] };
}
