/** An HTTP or WebSocket API as the data plane serves it: what a deployment keeps. */
import { entries, values } from '@stepthrough/collections';
import { milliseconds, type Api, type Authorizer } from '@stepthrough/scenario';
import { functionIn } from '../control/integration-target.ts';
import { iamAuthorizer } from '../control/served-route.ts';
import type { ServedApi, ServedRoute } from '../rest-api.ts';
import type { AuthorizerSettings, Cors, RoutedApi } from '../routed-api.ts';
import { servedRoute } from './served-route.ts';
import { without } from './without.ts';

/** The API as it is now. */
export function snapshotOf(api: RoutedApi): ServedApi {
  const { settings, declared } = api;
  const { ProtocolType, CorsConfiguration, RouteSelectionExpression } = settings;
  return {
    stageVariables: {},
    binaryMediaTypes: [],
    models: {},
    apiKeySource: 'HEADER',
    apiKeys: {},
    gatewayResponses: {},
    ...(declared ? without(declared, 'cors') : {}),
    type: ProtocolType,
    ...(ProtocolType === 'WEBSOCKET' ? { routeSelection: RouteSelectionExpression } : {}),
    ...(CorsConfiguration === undefined ? {} : { cors: corsOf(CorsConfiguration) }),
    routes: Object.fromEntries(
      values(api.routes).map((route): [string, ServedRoute] => [
        route.settings.RouteKey,
        servedRoute(route, api),
      ]),
    ),
    authorizers: {
      [iamAuthorizer]: { type: 'IAM', ...plainAuthorizer },
      ...declared?.authorizers,
      ...Object.fromEntries(
        [...entries(api.authorizers)].map(([id, one]): [string, Authorizer] => [
          id,
          one.declared ?? authorizerOf(one.settings, ProtocolType),
        ]),
      ),
    },
  };
}

function corsOf({
  AllowCredentials = false,
  AllowHeaders = [],
  AllowMethods = [],
  AllowOrigins = [],
  ExposeHeaders = [],
  MaxAge,
}: Cors): NonNullable<Api['cors']> {
  return {
    allowCredentials: AllowCredentials,
    allowHeaders: AllowHeaders,
    allowMethods: AllowMethods,
    allowOrigins: AllowOrigins,
    exposeHeaders: ExposeHeaders,
    ...(MaxAge === undefined ? {} : { maxAge: MaxAge }),
  };
}

const plainAuthorizer = { simpleResponses: false, audience: [] };

function authorizerOf(settings: AuthorizerSettings, protocol: string): Authorizer {
  const { AuthorizerType, AuthorizerUri = '', EnableSimpleResponses = false } = settings;
  const { IdentitySource: identity = [], JwtConfiguration } = settings;
  if (AuthorizerType === 'JWT') {
    const { Issuer: issuer = '', Audience: audience = [] } = JwtConfiguration ?? {};
    return { ...plainAuthorizer, type: 'JWT', identity, issuer, audience };
  }
  const { AuthorizerPayloadFormatVersion: version, AuthorizerResultTtlInSeconds = 0 } = settings;
  // Answers for connections are not kept.
  const ttl = protocol === 'HTTP' ? AuthorizerResultTtlInSeconds * 1000 : 0;
  return {
    ...plainAuthorizer,
    type: 'REQUEST',
    function: functionIn(AuthorizerUri) ?? '',
    identity,
    ttl: milliseconds(ttl),
    payloadFormat: version === '2.0' ? '2.0' : '1.0',
    simpleResponses: EnableSimpleResponses,
  };
}
