/** Integrations without a service behind: a template says the status, or the scenario the whole response. */
import type { Route } from '@stepthrough/scenario';
import { contentOfJson } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import { gatewayError } from './errors.ts';
import { answerHeadersOf } from './headers.ts';
import { answered, broken, type Integrated } from './integrated.ts';
import { plainResponse, selectResponse } from './integration-response.ts';
import { renderRequest, transformationOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';

/** @throws TemplateProblem */
export function mockResponse(pending: Pending, context: Context): Integrated {
  const transformation = transformationOf(pending, '{"statusCode": 200}');
  if (transformation.kind === 'refused') {
    return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', pending));
  }
  const template = transformation.kind === 'template' ? transformation.template : '$input.body';
  const { text, overrides } = renderRequest(template, pending, context);
  const [, selected] = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(text) ?? [];
  if (selected === undefined) {
    const problem = `${pending.route}: the template of a Mock integration must render {"statusCode": 200}, not ${text.slice(0, 100)}`;
    return broken(problem, pending);
  }
  const status = Number(selected);
  const answer = { status, headers: {}, body: '' };
  const sent = { ...pending, overrides };
  return answered(selectResponse([plainResponse(status)], selected, answer, sent, context));
}

/** `response` of a route. */
export function fixedResponse({
  status,
  headers,
  body,
}: NonNullable<Route['response']>): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...answerHeadersOf(headers) },
    body: contentOfJson(body),
  };
}
