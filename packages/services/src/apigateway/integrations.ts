/** What a route is connected to: the call that a request becomes, and the response that the answer becomes. */
import { sizeOf } from '../contract/content.ts';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { awsCall, awsResponse } from './aws-integration.ts';
import { awsAddressOf, functionAt } from './aws-address.ts';
import { isAwsOperation } from './aws-operations.ts';
import { header, withHeaders } from './headers.ts';
import { httpCall, httpResponse } from './http-integration.ts';
import { answered, broken, type Integrated } from './integrated.ts';
import { customResponse, lambdaCall } from './lambda-integration.ts';
import { lambdaResponse } from './lambda-response.ts';
import { fixedResponse, mockResponse } from './mock-integration.ts';
import { withVariables } from './stages.ts';
import { withRequestActions, withResponseActions } from './parameter-actions.ts';
import type { HttpResponse, Pending } from './state.ts';
import { TemplateProblem } from './velocity/problem.ts';

export function integrationOf(pending: Pending, context: Context): Integrated {
  const { unserved } = pending.declared.route;
  if (unserved !== undefined) return broken(`${pending.route}: ${unserved}.`, pending);
  const [route, unset] = withVariables(pending.declared.route, pending.declared.stage);
  if (unset !== undefined) return broken(`${pending.route}: ${unset}`, pending);
  try {
    const connected = { ...pending, declared: { ...pending.declared, route } };
    return callOf(withRequestActions(connected, context), context);
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending);
  }
}

/** Of a route whose stage variables have been put in. */
function callOf(pending: Pending, context: Context): Integrated {
  const { integration, response, uri } = pending.declared.route;
  if (response) return answered(fixedResponse(response));
  if (isAwsOperation(integration)) return awsCall(pending, context);
  switch (integration) {
    case 'Mock':
      return mockResponse(pending, context);
    case 'Http':
      return httpCall(pending, context);
    case 'Lambda':
      return lambdaCall(pending, context);
    case 'Aws': {
      const address = awsAddressOf(uri ?? '');
      const name = address && functionAt(address);
      return name === undefined ? awsCall(pending, context) : lambdaCall(pending, context, name);
    }
  }
}

/** The HTTP response that an integration's answer becomes. */
export function responseOf(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  try {
    const answer = withResponseActions(answerOf(outcome, pending, context), pending, context);
    return traced(bounded(answer, pending), pending);
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending).response;
  }
}

function answerOf(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  const { asked, declared } = pending;
  if (asked) return awsResponse(asked, outcome, pending, context);
  if (declared.route.integration === 'Http') return httpResponse(outcome, pending, context);
  return declared.route.proxy && declared.route.integration === 'Lambda'
    ? lambdaResponse(outcome, pending)
    : customResponse(outcome, pending, context);
}

/** 10 MB, of a request and of an answer. Source: "Amazon API Gateway quotas". */
export const payloadLimit = 10_485_760;

function bounded(answer: HttpResponse, pending: Pending): HttpResponse {
  if (pending.frame || sizeOf(answer.body) <= payloadLimit) return answer;
  const problem = `${pending.route}: the answer of the integration is larger than ${payloadLimit} bytes.`;
  return broken(problem, pending).response;
}

/** An address outside tells of its own trace; refusals of the gateway have none. */
function traced(answer: HttpResponse, pending: Pending): HttpResponse {
  const { api, route } = pending.declared;
  const isOutside = route.integration === 'Http' && route.proxy;
  const isRefusal = header(answer.headers, 'x-amzn-errortype') !== undefined;
  const trace = header(pending.request.headers, 'x-amzn-trace-id');
  if (api.type !== 'REST' || isOutside || isRefusal || trace === undefined) return answer;
  return { ...answer, headers: withHeaders({ 'X-Amzn-Trace-Id': trace }, answer.headers) };
}
