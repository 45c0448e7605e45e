/** What AWS refuses of a route, and what is not simulated of one. */
import { get, set, values } from '@stepthrough/collections';
import type { Refusal } from '../../contract/outcome.ts';
import { badRequest, conflict, notFound, notSimulated } from '../control/refusals.ts';
import type { HeldRoute, Parameters, RouteSettings, RoutedApi } from '../routed-api.ts';
import { forWebSocketsAlone } from './read.ts';
import { targetIdOf } from './served-route.ts';

/** The API with this route in place of the one with the same id. */
export function withRoute(api: RoutedApi, route: HeldRoute): RoutedApi | Refusal {
  const { settings } = route;
  const problem =
    keyProblem(api, settings) ??
    targetProblem(api, settings) ??
    authorizationProblem(api, settings) ??
    webSocketProblem(api, settings);
  return problem ?? { ...api, routes: set(api.routes, settings.RouteId, route) };
}

const verbs = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function keyProblem(api: RoutedApi, { RouteKey, RouteId }: RouteSettings): Refusal | undefined {
  if (RouteKey === '') return badRequest('Route key is required');
  if (api.settings.ProtocolType === 'HTTP' && RouteKey !== '$default') {
    const [, verb = '', path = ''] = /^(\S+) (\/.*)$/s.exec(RouteKey) ?? [];
    if (!verbs.includes(verb)) {
      return badRequest(
        'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
      );
    }
    if (!isPath(path)) return badRequest('One or more path parts appear to be invalid');
  }
  const isTaken = values(api.routes).some(
    ({ settings: other }) => other.RouteKey === RouteKey && other.RouteId !== RouteId,
  );
  return isTaken ? conflict(`Route with key ${RouteKey} already exists for this API`) : undefined;
}

/** A parameter is a whole part; a greedy one is the last. */
function isPath(path: string): boolean {
  return /^(?:\/(?:[^{}/\s]*|\{[\w.:-]+\}))*(?:\/\{[\w.:-]+\+\})?$/.test(path);
}

function targetProblem(api: RoutedApi, settings: RouteSettings): Refusal | undefined {
  if (settings.Target === undefined) return undefined;
  const id = targetIdOf(settings);
  if (id === undefined) {
    return badRequest(
      'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
    );
  }
  return get(api.integrations, id) ? undefined : notFound(`Unable to find Integration by ID ${id}`);
}

function authorizationProblem(
  api: RoutedApi,
  { AuthorizationType, AuthorizerId = '', AuthorizationScopes = [], RouteKey }: RouteSettings,
): Refusal | undefined {
  const isHttp = api.settings.ProtocolType === 'HTTP';
  const types = ['NONE', 'AWS_IAM', 'CUSTOM', ...(isHttp ? ['JWT'] : [])];
  if (!types.includes(AuthorizationType)) {
    return badRequest(`Invalid authorization type specified: ${AuthorizationType}`);
  }
  if (AuthorizationScopes.length > 0 && AuthorizationType !== 'JWT') {
    return badRequest(
      'Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types',
    );
  }
  if (!isHttp && AuthorizationType !== 'NONE' && RouteKey !== '$connect') {
    return badRequest('Currently, authorization is restricted to the $connect route only');
  }
  const type = get(api.authorizers, AuthorizerId)?.settings.AuthorizerType;
  if (AuthorizationType === 'JWT' && type !== 'JWT') {
    return badRequest('Setting the authorization type to JWT requires a valid JWT authorizer.');
  }
  return AuthorizationType === 'CUSTOM' && type !== 'REQUEST'
    ? badRequest(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      )
    : undefined;
}

function webSocketProblem(api: RoutedApi, settings: RouteSettings): Refusal | undefined {
  const { ApiKeyRequired, ModelSelectionExpression, RequestModels, RequestParameters } = settings;
  const { RouteResponseSelectionExpression: selection } = settings;
  const problem = forWebSocketsAlone(api, {
    ApiKeyRequired: ApiKeyRequired ? true : undefined,
    ModelSelectionExpression,
    RequestModels,
    RequestParameters,
    RouteResponseSelectionExpression: selection,
  });
  if (problem) return problem;
  if (ApiKeyRequired) return notSimulated('ApiKeyRequired of a WebSocket API');
  if (RequestModels !== undefined && Object.keys(RequestModels).length > 0) {
    return notSimulated('RequestModels of a WebSocket API');
  }
  if (selection !== undefined && selection !== '$default') {
    return badRequest(
      'Currently, only $default is supported as a RouteResponseSelectionExpression.',
    );
  }
  return parametersProblem(RequestParameters);
}

function parametersProblem(parameters: Parameters = {}): Refusal | undefined {
  for (const [name, { Required = false }] of Object.entries(parameters)) {
    if (!/^route\.request\.(?:header|querystring)\.[^ ]+$/.test(name)) {
      return badRequest(`Invalid request parameter specified: ${name}`);
    }
    if (Required) return notSimulated(`The required parameter ${name} of a WebSocket API`);
  }
  return undefined;
}
