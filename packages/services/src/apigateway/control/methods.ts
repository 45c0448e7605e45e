/** Operations on methods and their responses. */
import { get, remove, set, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, operation, text } from '../../contract/request-form.ts';
import { integrationShown } from './integration-shown.ts';
import { entriesOf, patched, patchOperations, replaced, valuesIn } from './patch.ts';
import {
  askedOf,
  methodOf,
  missing,
  onMethod,
  onResource,
  withMethod,
  withoutRoute,
  type ControlOperations,
} from './read.ts';
import { badRequest, conflict, invalidMapping, notFound } from './refusals.ts';
import type { Method, MethodResponse, MethodSettings, Resource, RestApi } from '../rest-api.ts';
import { withoutAbsent } from './rest-apis.ts';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

const place = { restApiId: text, resourceId: text, httpMethod: text };

export const methodOperations: ControlOperations = {
  PutMethod: operation(
    {
      ...place,
      authorizationType: text,
      authorizerId: text,
      apiKeyRequired: flag,
      operationName: text,
      requestParameters: map(flag),
      requestModels: map(text),
      requestValidatorId: text,
      authorizationScopes: list(text),
    },
    (request, state, context) =>
      onResource(state, request, context, (api, resource) => {
        const { httpMethod, authorizationType, apiKeyRequired = false } = request;
        const { authorizerId, authorizationScopes, requestValidatorId } = request;
        const { operationName, requestParameters, requestModels } = request;
        if (httpMethod === undefined) return missing('httpMethod');
        if (authorizationType === undefined) return missing('putMethodInput.authorizationType');
        const settings: MethodSettings = {
          ...withoutAbsent({
            authorizerId,
            authorizationScopes,
            requestValidatorId,
            operationName,
            requestParameters,
            requestModels,
          }),
          httpMethod,
          authorizationType,
          apiKeyRequired,
        };
        const problem = settingsProblem(api, settings);
        if (problem) return problem;
        if (get(resource.methods, httpMethod)) {
          return conflict('Method already exists for this resource');
        }
        const method: Method = { settings, responses: undefined };
        return {
          api: withMethod(api, resource, method),
          outcome: success(methodShown(method)),
        };
      }),
  ),

  GetMethod: operation(place, (request, state, context) =>
    onMethod(state, request, context, (api, _resource, method) =>
      askedOf(api, methodShown(method)),
    ),
  ),

  UpdateMethod: operation({ ...place, patchOperations }, (request, state, context) =>
    onMethod(state, request, context, (api, resource, method) => {
      const settings = patched(method.settings, request.patchOperations, methodRules);
      if (isRefusal(settings)) return settings;
      const problem = settingsProblem(api, settings);
      if (problem) return problem;
      const after: Method = { ...withoutRoute(method), settings };
      return { api: withMethod(api, resource, after), outcome: success(methodShown(after)) };
    }),
  ),

  DeleteMethod: operation(place, (request, state, context) =>
    onResource(state, request, context, (api, resource) => {
      const method = methodOf(resource, request.httpMethod);
      if (isRefusal(method)) return method;
      const methods = remove(resource.methods, method.settings.httpMethod);
      const resources = set(api.resources, resource.id, { ...resource, methods });
      return { api: { ...api, resources }, outcome: success({}) };
    }),
  ),

  PutMethodResponse: operation(
    {
      ...place,
      statusCode: text,
      responseParameters: map(flag),
      responseModels: map(text),
    },
    (request, state, context) =>
      onMethod(state, request, context, (api, resource, method) => {
        const { statusCode = '', responseParameters, responseModels } = request;
        const response: MethodResponse = {
          statusCode,
          ...withoutAbsent({ responseParameters, responseModels }),
        };
        const problem = responseProblem(api, response);
        if (problem) return problem;
        if (get(method.responses, statusCode)) {
          return conflict('Response already exists for this resource');
        }
        return responded(api, resource, method, response);
      }),
  ),

  GetMethodResponse: operation({ ...place, statusCode: text }, (request, state, context) =>
    onMethod(state, request, context, (api, _resource, method) => {
      const response = responseOf(method, request.statusCode);
      return isRefusal(response) ? response : askedOf(api, response);
    }),
  ),

  UpdateMethodResponse: operation(
    { ...place, statusCode: text, patchOperations },
    (request, state, context) =>
      onMethod(state, request, context, (api, resource, method) => {
        const response = responseOf(method, request.statusCode);
        if (isRefusal(response)) return response;
        const after = patched(response, request.patchOperations, responseRules);
        if (isRefusal(after)) return after;
        return responseProblem(api, after) ?? responded(api, resource, method, after);
      }),
  ),

  DeleteMethodResponse: operation({ ...place, statusCode: text }, (request, state, context) =>
    onMethod(state, request, context, (api, resource, method) => {
      const response = responseOf(method, request.statusCode);
      if (isRefusal(response)) return response;
      const responses = remove(method.responses, response.statusCode);
      return { api: withMethod(api, resource, { ...method, responses }), outcome: success({}) };
    }),
  ),
};

const methodRules = [
  replaced('/apiKeyRequired', 'flag'),
  replaced('/authorizationType'),
  replaced('/authorizerId'),
  valuesIn('/authorizationScopes'),
  replaced('/operationName'),
  entriesOf('/requestModels'),
  entriesOf('/requestParameters', 'flag'),
  replaced('/requestValidatorId'),
];

const responseRules = [entriesOf('/responseModels'), entriesOf('/responseParameters', 'flag')];

/** As GetMethod answers. */
export function methodShown({ settings, responses, integration }: Method): JsonObject {
  const told = values(responses);
  return {
    ...settings,
    ...(told.length === 0
      ? {}
      : {
          methodResponses: Object.fromEntries(
            told.map((response) => [response.statusCode, response]),
          ),
        }),
    ...(integration === undefined ? {} : { methodIntegration: integrationShown(integration) }),
  };
}

function settingsProblem(api: RestApi, settings: MethodSettings): Refusal | undefined {
  const { httpMethod, authorizationType, authorizerId, requestValidatorId } = settings;
  const { authorizationScopes = [] } = settings;
  if (!verbs.includes(httpMethod))
    return badRequest(
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    );
  const isOfPool = authorizationType.toUpperCase() === 'COGNITO_USER_POOLS';
  if (!isOfPool && authorizationScopes.length > 0) {
    return badRequest(
      'Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type',
    );
  }
  const needsAuthorizer = ['CUSTOM', 'COGNITO_USER_POOLS'].includes(
    authorizationType.toUpperCase(),
  );
  if (needsAuthorizer && get(api.authorizers, authorizerId ?? '') === undefined) {
    return badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  const isValidated = requestValidatorId !== undefined && requestValidatorId !== '';
  if (isValidated && get(api.requestValidators, requestValidatorId) === undefined) {
    return badRequest('Invalid Request Validator identifier specified');
  }
  return parametersProblem(settings) ?? modelsProblem(api, settings.requestModels);
}

const parameterForm =
  /^method\.request\.(querystring|path|header|multivaluequerystring|multivalueheader)\.(.+)$/;

function parametersProblem({ requestParameters = {} }: MethodSettings): Refusal | undefined {
  for (const name of Object.keys(requestParameters)) {
    const [, , own] = parameterForm.exec(name) ?? [];
    if (own === undefined) return invalidMapping(`Invalid mapping expression specified: ${name}`);
    if (!/^[\w.$-]+$/.test(own)) {
      return invalidMapping(
        'Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$',
      );
    }
  }
  return undefined;
}

function modelsProblem(
  { models }: RestApi,
  used: { readonly [type: string]: string } = {},
): Refusal | undefined {
  const unknown = Object.values(used).find((name) => get(models, name) === undefined);
  return unknown === undefined
    ? undefined
    : badRequest(`Invalid model identifier specified: ${unknown}`);
}

function responseProblem(api: RestApi, response: MethodResponse): Refusal | undefined {
  const { statusCode, responseParameters = {}, responseModels } = response;
  if (!/^[1-5]\d\d$/.test(statusCode)) return badRequest('Invalid status code specified');
  const wrong = Object.keys(responseParameters).find(
    (name) => !/^method\.response\.header\.[^.\s]+$/.test(name),
  );
  return wrong === undefined
    ? modelsProblem(api, responseModels)
    : invalidMapping(`Invalid mapping expression specified: ${wrong}`);
}

function responseOf({ responses }: Method, statusCode = ''): MethodResponse | Refusal {
  return get(responses, statusCode) ?? notFound('Invalid Response status code specified');
}

function responded(api: RestApi, resource: Resource, method: Method, response: MethodResponse) {
  const responses = set(method.responses, response.statusCode, response);
  return {
    api: withMethod(api, resource, { ...method, responses }),
    outcome: success(response),
  };
}
