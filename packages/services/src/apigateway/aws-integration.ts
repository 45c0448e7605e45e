/** Integrations with an AWS service: the request, and the response of its answer. */
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { awsAddressOf, type AwsAddress } from './aws-address.ts';
import { awsOperations, isAwsOperation } from './aws-operations.ts';
import { awsRequest } from './aws-request.ts';
import { broken, isAnswered, type Integrated } from './integrated.ts';
import { integrationRequest } from './integration-request.ts';
import { samResponses, selectResponse } from './integration-response.ts';
import { mappedParameters } from './parameter-mapping.ts';
import { queryAnswer } from './query-protocol.ts';
import { s3Answer } from './s3-answer.ts';
import type { AwsAsked, HttpResponse, Pending } from './state.ts';

/** @throws TemplateProblem */
export function awsCall(pending: Pending, context: Context): Integrated {
  const { api, route } = pending.declared;
  const { integration, httpMethod = 'POST' } = route;
  const named = isAwsOperation(integration) ? awsOperations[integration] : undefined;
  if (named && api.type === 'HTTP') {
    const { service } = named;
    const request = mappedParameters(named, pending, context);
    const asked = { service, operation: integration, protocol: 'json' } as const;
    return { call: { service, operation: integration, request }, asked };
  }
  const how = named ? { standard: named.template(route, context) } : {};
  const sent = integrationRequest(pending, context, how);
  if (isAnswered(sent)) return sent;
  const address = named ? addressOf(named.service, pending) : awsAddressOf(sent.uri);
  if (!address) {
    const problem = `${pending.route}: an Aws integration needs "uri", such as arn:aws:apigateway:us-east-1:dynamodb:action/PutItem, not ${sent.uri}.`;
    return broken(problem, pending);
  }
  const method = httpMethod === 'ANY' ? pending.request.method : httpMethod;
  const read = awsRequest(address, sent, method);
  switch (read.kind) {
    case 'notSimulated':
      return broken(`${pending.route}: ${read.what} is not simulated.`, pending);
    case 'unreadable':
      return unreadable(read.text, pending, context);
    case 'request': {
      const { service, asked, request } = read;
      const { overrides } = sent;
      const call = { service, operation: asked.operation, request };
      return { call, asked, ...(overrides ? { overrides } : {}) };
    }
  }
}

/** A route that names an operation alone: its queue is that of the route. */
function addressOf(service: string, { declared: { route } }: Pending): AwsAddress {
  return { service, subdomain: undefined, action: route.integration, path: route.queue };
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
  return { response, problem };
}

/** @throws TemplateProblem */
export function awsResponse(
  asked: AwsAsked,
  outcome: Outcome,
  pending: Pending,
  context: Context,
): HttpResponse {
  const answer = answerOf(asked, outcome, context);
  if (pending.declared.api.type === 'HTTP') return answer;
  return selectResponse(samResponses, String(answer.status), answer, pending, context);
}

function answerOf(asked: AwsAsked, outcome: Outcome, context: Context): HttpResponse {
  switch (asked.protocol) {
    case 'json':
      return jsonAnswer(asked, outcome);
    case 'query':
    case 'queryXml':
      return queryAnswer(asked, outcome, context);
    case 's3':
      return s3Answer(asked, outcome, context);
  }
}

/** As AWS's JSON protocols answer. */
function jsonAnswer({ service }: AwsAsked, outcome: Outcome): HttpResponse {
  const headers = { 'Content-Type': 'application/json' };
  if (outcome.ok) return { status: 200, headers, body: JSON.stringify(outcome.response) };
  const { code, message, status } = outcome.error;
  return { status, headers, body: JSON.stringify({ __type: typeOf(service, code), message }) };
}

/** DynamoDB names the model of its errors. */
function typeOf(service: string, code: string): string {
  if (service !== 'dynamodb') return code;
  return code === 'ValidationException' || code === 'SerializationException'
    ? `com.amazon.coral.${code === 'ValidationException' ? 'validate' : 'service'}#${code}`
    : `com.amazonaws.dynamodb.v20120810#${code}`;
}
