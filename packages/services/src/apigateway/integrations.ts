/** What a route is connected to: the call that a request becomes, and the response that the answer becomes. */
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { awsCall, awsResponse } from './aws-integration.ts';
import { isAwsOperation } from './aws-operations.ts';
import { httpCall, httpResponse } from './http-integration.ts';
import { answered, broken, type Integrated } from './integrated.ts';
import { customResponse, lambdaCall } from './lambda-integration.ts';
import { lambdaResponse } from './lambda-response.ts';
import { fixedResponse, mockResponse } from './mock-integration.ts';
import { withVariables } from './stages.ts';
import type { HttpResponse, Pending } from './state.ts';
import { TemplateProblem } from './velocity/problem.ts';

export function integrationOf(pending: Pending, context: Context): Integrated {
  const { unserved } = pending.declared.route;
  if (unserved !== undefined) return broken(`${pending.route}: ${unserved}.`, pending);
  const [route, unset] = withVariables(pending.declared.route, pending.declared.stage);
  if (unset !== undefined) return broken(`${pending.route}: ${unset}`, pending);
  try {
    return callOf({ ...pending, declared: { ...pending.declared, route } }, context);
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending);
  }
}

/** Of a route whose stage variables have been put in. */
function callOf(pending: Pending, context: Context): Integrated {
  const { integration, response } = pending.declared.route;
  if (response) return answered(fixedResponse(response));
  if (isAwsOperation(integration)) return awsCall(integration, pending, context);
  switch (integration) {
    case 'Mock':
      return mockResponse(pending, context);
    case 'Http':
      return httpCall(pending, context);
    case 'Lambda':
      return lambdaCall(pending, context);
  }
}

/** The HTTP response that an integration's answer becomes. */
export function responseOf(outcome: Outcome, pending: Pending, context: Context): HttpResponse {
  const { integration, proxy } = pending.declared.route;
  try {
    if (isAwsOperation(integration)) {
      return awsResponse(integration, outcome, pending, context);
    }
    switch (integration) {
      case 'Lambda':
        return proxy ? lambdaResponse(outcome, pending) : customResponse(outcome, pending, context);
      case 'Http':
        return httpResponse(outcome, pending, context);
      case 'Mock':
        throw new Error('A Mock integration calls nothing that could answer.');
    }
  } catch (problem) {
    if (!(problem instanceof TemplateProblem)) throw problem;
    return broken(`${pending.route}: ${problem.message}`, pending).response;
  }
}
