/** Integrations with a function: what it is invoked with, and custom responses by its error's message. */
import { isObject, parseJson, type Json } from '@stepthrough/json';
import { textOfContent } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { gatewayError } from './errors.ts';
import { isFrame } from './frames.ts';
import { header } from './headers.ts';
import { broken, isAnswered, type Integrated } from './integrated.ts';
import { integrationRequest } from './integration-request.ts';
import { plainResponse, selectResponse } from './integration-response.ts';
import { invocationOf } from './lambda-invocation.ts';
import { proxyEvent } from './proxy-event.ts';
import type { HttpResponse, Pending } from './state.ts';
import type { Overrides } from './velocity/render-template.ts';
import { webSocketEvent } from './websocket-event.ts';

/** `named`: the function, where the address of the integration names it. @throws TemplateProblem */
export function lambdaCall(
  pending: Pending,
  context: Context,
  named = pending.declared.route.function,
): Integrated {
  const { integration, proxy, payloadFormat } = pending.declared.route;
  const FunctionName = named ?? '';
  const call = (
    Payload: Json,
    InvocationType?: string,
    more: { readonly overrides?: Overrides } = {},
  ): Integrated => {
    const asynchronous = InvocationType === undefined ? {} : { InvocationType };
    const request = { FunctionName, Payload, ...asynchronous };
    return { ...more, call: { service: 'lambda', operation: 'Invoke', request } };
  };
  if (proxy && integration === 'Lambda') {
    return call(
      isFrame(pending)
        ? webSocketEvent(pending, context)
        : proxyEvent(payloadFormat, pending, context),
    );
  }
  const made = integrationRequest(pending, context, {});
  if (isAnswered(made)) return made;
  const { body = '', overrides, headers } = made;
  const text = body === '' ? '{}' : textOfContent(body);
  const payload = parseJson(text);
  if (payload !== undefined) {
    const type = header(headers, 'x-amz-invocation-type');
    return call(payload, type, overrides ? { overrides } : {});
  }
  const problem = `${pending.route}: the mapping template renders no JSON for the function: ${text.slice(0, 300)}`;
  return broken(problem, pending);
}

/** Without a proxy the error's message selects the response. @throws TemplateProblem */
export function customResponse(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  if (!outcome.ok) return gatewayError('API_CONFIGURATION_ERROR', pending);
  const { payload, failure = '' } = invocationOf(outcome.response);
  // An asynchronous invocation has none.
  const hasPayload = isObject(outcome.response) && 'Payload' in outcome.response;
  const body = hasPayload ? JSON.stringify(payload) : '';
  const answer = { status: 200, headers: {}, body };
  return selectResponse([plainResponse(200)], failure, answer, pending, context);
}
