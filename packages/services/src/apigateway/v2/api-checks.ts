/** What AWS refuses of an HTTP or WebSocket API. */
import type { Refusal } from '../../contract/outcome.ts';
import { tagsProblem } from '../control/tags.ts';
import { badRequest, notSimulated } from '../control/refusals.ts';
import type { ApiSettings, Cors } from '../routed-api.ts';

export function apiProblem(settings: ApiSettings): Refusal | undefined {
  const { Name, ProtocolType, CorsConfiguration, DisableExecuteApiEndpoint } = settings;
  if (Name === '' || Name.length > 128) return badRequest('Invalid API name specified');
  if (DisableExecuteApiEndpoint) return notSimulated('DisableExecuteApiEndpoint');
  if (!['ipv4', 'dualstack'].includes(settings.IpAddressType)) {
    return badRequest(`Invalid IP address type specified: ${settings.IpAddressType}`);
  }
  return (
    (ProtocolType === 'HTTP' ? httpProblem(settings) : webSocketProblem(settings)) ??
    corsProblem(CorsConfiguration) ??
    tagsProblem(settings.Tags)
  );
}

export const httpSelection = '$request.method $request.path';

/** With and without braces. */
const httpSelections = [httpSelection, '${request.method} ${request.path}'];

function httpProblem({
  RouteSelectionExpression,
  DisableSchemaValidation,
}: ApiSettings): Refusal | undefined {
  if (!httpSelections.includes(RouteSelectionExpression)) {
    return badRequest(
      'Route selection expression is currently limited to "${request.method} ${request.path}"',
    );
  }
  return DisableSchemaValidation === undefined
    ? undefined
    : badRequest('DisableSchemaValidation is not currently supported for HTTP APIs.');
}

function webSocketProblem({
  RouteSelectionExpression: expression,
  CorsConfiguration,
}: ApiSettings): Refusal | undefined {
  if (CorsConfiguration !== undefined) {
    return badRequest('Cors is not supported for WEBSOCKET protocolType');
  }
  if (!/^(?:\$request\.|\$\{request\.)/.test(expression)) {
    return badRequest('Invalid routeSelectionExpression');
  }
  return /^(?:\$request\.body\.[\w.]+|\$\{request\.body\.[\w.]+\})$/.test(expression)
    ? undefined
    : notSimulated(`The route selection expression ${expression}`);
}

/** A day, in seconds. */
const longestAge = 86_400;

function corsProblem({ AllowCredentials = false, AllowOrigins = [], MaxAge = 0 }: Cors = {}):
  Refusal | undefined {
  if (AllowCredentials && AllowOrigins.includes('*')) {
    return badRequest("allow-credentials is not supported if 'allow-origin' is *");
  }
  return MaxAge >= -1 && MaxAge <= longestAge
    ? undefined
    : badRequest(`Max age must be between -1 and ${longestAge}`);
}
