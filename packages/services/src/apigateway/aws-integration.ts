/** Integrations with an operation of an AWS service: the request, and the response of its answer. */
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { awsOperations, type AwsOperationName } from './aws-operations.ts';
import { gatewayError } from './errors.ts';
import { answered, type Integrated } from './integrated.ts';
import { samResponses, selectResponse } from './integration-response.ts';
import { mappedParameters } from './parameter-mapping.ts';
import { queryAnswer } from './query-protocol.ts';
import { renderRequest, templateOf } from './request-template.ts';
import type { HttpResponse, Pending } from './state.ts';

/** @throws TemplateProblem */
export function awsCall(
  operation: AwsOperationName,
  pending: Pending,
  context: Context,
): Integrated {
  const { api, route } = pending.declared;
  const { service, template: standard, parse } = awsOperations[operation];
  if (api.type === 'HTTP') {
    const request = mappedParameters(awsOperations[operation], pending, context);
    return { kind: 'call', call: { service, operation, request } };
  }
  const template = templateOf(pending, standard(route, context));
  if (template === undefined) return answered(gatewayError('UNSUPPORTED_MEDIA_TYPE', pending));
  const { text, overrides } = renderRequest(template, pending, context);
  const request = parse(text, route);
  return request
    ? { kind: 'call', call: { service, operation, request }, overrides }
    : unreadable(text, pending, context);
}

/** What the service would answer to a request that it cannot read, and why it is none. */
function unreadable(text: string, pending: Pending, context: Context): Integrated {
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#SerializationException' });
  const answer = { status: 400, headers: {}, body };
  const response = selectResponse(samResponses, '400', answer, pending, context);
  const shown = text.length > 300 ? `${text.slice(0, 299)}…` : text;
  const remedy = text.includes("\\'")
    ? ` $util.escapeJavaScript has made \\' of an apostrophe, which is no JSON: append .replaceAll("\\\\'","'").`
    : '';
  const problem = `${pending.route}: the mapping template renders no JSON object: ${shown}${remedy}`;
  return { kind: 'response', response, problem };
}

/** @throws TemplateProblem */
export function awsResponse(
  operation: AwsOperationName,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  const isHttp = pending.declared.api.type === 'HTTP';
  const { status, body } =
    awsOperations[operation].service === 'sqs' && !isHttp
      ? queryAnswer(operation, outcome, context)
      : jsonAnswer(outcome);
  if (isHttp) return { status, headers: { 'Content-Type': 'application/json' }, body };
  const answer = { status, headers: {}, body };
  return selectResponse(samResponses, String(status), answer, pending, context);
}

/** As AWS's JSON protocols answer. */
function jsonAnswer(outcome: Outcome): Pick<HttpResponse, 'status' | 'body'> {
  if (outcome.ok) return { status: 200, body: JSON.stringify(outcome.response) };
  const { code, message, status } = outcome.error;
  return { status, body: JSON.stringify({ __type: code, message }) };
}
