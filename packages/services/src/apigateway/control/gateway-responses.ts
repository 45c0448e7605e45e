/** Operations on gateway responses: those of an API's own, and the defaults of all. */
import { get, remove, set } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { map, number, operation, text } from '../../contract/request-form.ts';
import { gatewayErrorStatus } from '../errors.ts';
import { listed } from './pages.ts';
import { entriesOf, patched, patchOperations, replaced } from './patch.ts';
import { askedOf, choiceProblem, onApi, type ControlOperations } from './read.ts';
import { badRequest, invalidMapping, notFound, notSimulated } from './refusals.ts';
import type { GatewayResponse, RestApi } from '../rest-api.ts';

const place = { restApiId: text, responseType: text };

export const gatewayResponseOperations: ControlOperations = {
  PutGatewayResponse: operation(
    {
      ...place,
      statusCode: text,
      responseParameters: map(text),
      responseTemplates: map(text),
    },
    ({ restApiId, responseType = '', statusCode, ...rest }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const response: GatewayResponse = {
          responseType,
          ...(statusCode === undefined ? {} : { statusCode }),
          responseParameters: rest.responseParameters ?? {},
          responseTemplates: rest.responseTemplates ?? {},
          defaultResponse: false,
        };
        const problem =
          choiceProblem('putGatewayResponseInput.responseType', responseType, types) ??
          responseProblem(response);
        if (problem) return problem;
        return { api: withResponse(api, response), outcome: success(response) };
      }),
  ),

  GetGatewayResponse: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const response = responseOf(api, request.responseType);
      return isRefusal(response) ? response : askedOf(api, response);
    }),
  ),

  GetGatewayResponses: operation(
    { restApiId: text, limit: number, position: text },
    ({ restApiId, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(
          types.map((type) => get(api.gatewayResponses, type) ?? standard(type)),
          { ...asked, limit: asked.limit ?? types.length },
        ),
      })),
  ),

  UpdateGatewayResponse: operation({ ...place, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const response = responseOf(api, request.responseType);
      if (isRefusal(response)) return response;
      const changed = patched(response, request.patchOperations, rules);
      if (isRefusal(changed)) return changed;
      const after: GatewayResponse = { ...emptyMaps, ...changed, defaultResponse: false };
      const problem = responseProblem(after);
      if (problem) return problem;
      return { api: withResponse(api, after), outcome: success(after) };
    }),
  ),

  DeleteGatewayResponse: operation(place, ({ restApiId, responseType = '' }, state, context) =>
    onApi(state, restApiId, context, (api) => {
      if (get(api.gatewayResponses, responseType) === undefined) {
        return notFound('Gateway response type not defined on api');
      }
      const gatewayResponses = remove(api.gatewayResponses, responseType);
      return { api: { ...api, gatewayResponses }, outcome: success({}) };
    }),
  ),
};

/** A patch takes away a map that it leaves empty. */
const emptyMaps = { responseParameters: {}, responseTemplates: {} };

const types = [
  'ACCESS_DENIED',
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
];

const rules = [
  replaced('/statusCode'),
  entriesOf('/responseParameters'),
  entriesOf('/responseTemplates'),
];

/** What every API answers that has none of its own. */
function standard(responseType: string): GatewayResponse {
  const status = gatewayErrorStatus(responseType);
  return {
    defaultResponse: true,
    responseParameters: {},
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    responseType,
    ...(status === undefined ? {} : { statusCode: String(status) }),
  };
}

function responseOf(api: RestApi, type: string | undefined): GatewayResponse | Refusal {
  const problem = choiceProblem('responseType', type, types);
  if (problem) return problem;
  return get(api.gatewayResponses, type ?? '') ?? standard(type ?? '');
}

function withResponse(api: RestApi, response: GatewayResponse): RestApi {
  const gatewayResponses = set(api.gatewayResponses, response.responseType, response);
  return { ...api, gatewayResponses };
}

const headerForm = /^gatewayresponse\.header\.[^.\s]+$/;

function responseProblem({ statusCode, responseParameters }: GatewayResponse): Refusal | undefined {
  if (statusCode !== undefined && !/^[1-5]\d\d$/.test(statusCode)) {
    return badRequest('Invalid status code specified');
  }
  for (const [target, source] of Object.entries(responseParameters)) {
    if (!headerForm.test(target)) {
      return invalidMapping(`Invalid mapping expression specified: ${target}`);
    }
    if (/^(?:method\.request|context|stageVariables)\./.test(source)) {
      return notSimulated(`A header of a gateway response from ${source}`);
    }
    if (!/^'.*'$/s.test(source)) {
      return invalidMapping(`Invalid mapping expression specified: ${source}`);
    }
  }
  return undefined;
}
