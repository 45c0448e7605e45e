/** Integrations with a function: what it is invoked with, and custom responses by its error's message. */
import { parseJson, type Json } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import { answered, broken, type Integrated } from './integrated.ts';
import { plainResponse, selectResponse } from './integration-response.ts';
import { invocationOf } from './lambda-invocation.ts';
import { proxyEvent } from './proxy-event.ts';
import { renderRequest, templateOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';
import type { Overrides } from './velocity/render-template.ts';
import { webSocketEvent } from './websocket-event.ts';

/** @throws TemplateProblem */
export function lambdaCall(pending: Pending, context: Context): Integrated {
  const { function: FunctionName = '', proxy, payloadFormat } = pending.declared.route;
  const call = (Payload: Json, more: { readonly overrides?: Overrides } = {}): Integrated => ({
    kind: 'call',
    ...more,
    call: { service: 'lambda', operation: 'Invoke', request: { FunctionName, Payload } },
  });
  if (proxy) {
    return call(
      pending.frame
        ? webSocketEvent(pending, context)
        : proxyEvent(payloadFormat, pending, context),
    );
  }
  const template = templateOf(pending, '$input.body');
  if (template === undefined) return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', pending));
  const { text, overrides } = renderRequest(template, pending, context);
  const payload = parseJson(text);
  if (payload !== undefined) return call(payload, { overrides });
  const problem = `${pending.route}: the mapping template renders no JSON for the function: ${text.slice(0, 300)}`;
  return broken(problem, pending);
}

/** Without a proxy the error's message selects the response. @throws TemplateProblem */
export function customResponse(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  if (!outcome.ok) return gatewayError('API_CONFIGURATION_ERROR', pending);
  const { payload, failure = '' } = invocationOf(outcome.response);
  const answer = { status: 200, headers: {}, body: JSON.stringify(payload) };
  return selectResponse([plainResponse(200)], failure, answer, pending, context);
}
