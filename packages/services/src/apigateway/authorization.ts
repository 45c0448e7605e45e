/** Whether a request is let in, and how a refusal is said. */
import type { ServiceCall } from '../contract/service.ts';
import { gatewayError, type GatewayErrorType } from './errors.ts';
import type { Arrival, HttpResponse, Principal } from './state.ts';

export type Authorization = Decision | Question;

/** An authorizer's function has to be asked. */
interface Question {
  readonly kind: 'ask';
  readonly call: ServiceCall;
}

/** `note`: who has decided, and why, for the log. */
export type Decision =
  | { readonly kind: 'allowed'; readonly principal: Principal; readonly note?: string }
  | { readonly kind: 'refused'; readonly response: HttpResponse; readonly note?: string };

/** Makes refusals whose notes say who refuses. */
export function refusalBy(
  who: string,
  arrival: Arrival,
): (type: GatewayErrorType, note: string, message?: string) => Decision {
  return (type, note, message) => ({
    kind: 'refused',
    response: gatewayError(type, arrival, message),
    note: `${who}: ${note}`,
  });
}
