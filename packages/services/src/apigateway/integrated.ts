/** What a request has become at its integration: a call, or a response at once. */
import type { ServiceCall } from '../contract/service.ts';
import { gatewayError } from './errors.ts';
import type { Arrival, AwsAsked, HttpResponse } from './state.ts';
import type { Overrides } from './velocity/render-template.ts';

export type Integrated = Called | Answered;

interface Called {
  readonly call: ServiceCall;
  readonly overrides?: Overrides;
  readonly asked?: AwsAsked;
}

export interface Answered {
  readonly response: HttpResponse;
  /** Why the request is not served as configured. */
  readonly problem?: string;
}

export function answered(response: HttpResponse): Answered {
  return { response };
}

export function isAnswered(made: object): made is Answered {
  return 'response' in made;
}

/** AWS says only "Internal server error"; the reason is in the log and in a header. */
export function broken(problem: string, arrival: Arrival): Answered {
  const response = gatewayError('API_CONFIGURATION_ERROR', arrival);
  const headers = { ...response.headers, 'x-simulation-problem': problem.replace(/\s+/g, ' ') };
  return { response: { ...response, headers }, problem };
}
