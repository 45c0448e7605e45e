/** A route that a scenario declares, as operations would have made it and its integration. */
import { get, set } from '@stepthrough/collections';
import { textOf } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { addressOf } from '../control/declared-method.ts';
import { isEmpty } from '../control/empty.ts';
import { functionIn } from '../control/integration-target.ts';
import { iamAuthorizer } from '../control/served-route.ts';
import { idOf } from '../ids.ts';
import type {
  HeldIntegration,
  IntegrationResponse,
  IntegrationSettings,
  RouteResponse,
  RouteSettings,
  RoutedApi,
} from '../routed-api.ts';
import { longestTimeout } from './integration-checks.ts';
import { subtypeFor } from './service-subtypes.ts';

export function withDeclaredRoute(
  api: RoutedApi,
  RouteKey: string,
  route: Route,
  setting: Surroundings,
): RoutedApi {
  const { ApiId } = api.settings;
  const integration = integrationOf(api, RouteKey, route, setting);
  const { IntegrationId } = integration;
  const RouteId = idOf(`route ${ApiId} ${RouteKey}`, 7);
  const settings: RouteSettings = {
    ApiKeyRequired: route.apiKeyRequired,
    ...authorizationOf(api, route),
    RouteId,
    RouteKey,
    ...(route.routeResponse === true ? { RouteResponseSelectionExpression: '$default' } : {}),
    Target: `integrations/${IntegrationId}`,
  };
  const RouteResponseId = idOf(`route response ${ApiId} ${RouteKey}`, 7);
  const response: RouteResponse = { RouteResponseId, RouteResponseKey: '$default' };
  const responses =
    route.routeResponse === true ? set(undefined, RouteResponseId, response) : undefined;
  return {
    ...api,
    routes: set(api.routes, RouteId, { settings, responses, declared: route }),
    integrations: set(api.integrations, IntegrationId, {
      settings: integration,
      responses: responsesOf(IntegrationId, route),
    }),
  };
}

function authorizationOf(
  { declared, authorizers }: RoutedApi,
  { authorizer = declared?.authorizer ?? 'NONE', scopes }: Route,
): Pick<RouteSettings, 'AuthorizationType' | 'AuthorizerId' | 'AuthorizationScopes'> {
  const held = get(authorizers, authorizer);
  if (!held) return { AuthorizationType: authorizer === 'NONE' ? 'NONE' : iamAuthorizer };
  const isJwt = held.settings.AuthorizerType === 'JWT';
  return {
    AuthorizationType: isJwt ? 'JWT' : 'CUSTOM',
    AuthorizerId: held.settings.AuthorizerId,
    ...(isJwt && scopes.length > 0 ? { AuthorizationScopes: scopes } : {}),
  };
}

function integrationOf(
  { settings: { ApiId, ProtocolType } }: RoutedApi,
  key: string,
  route: Route,
  setting: Surroundings,
): IntegrationSettings {
  const isHttp = ProtocolType === 'HTTP';
  const { requestParameters, requestTemplates, requestTemplate, response, timeout } = route;
  const templates = {
    ...requestTemplates,
    ...(requestTemplate === undefined ? {} : { $default: requestTemplate }),
    ...(response ? { $default: `{"statusCode": ${response.status}}` } : {}),
  };
  return {
    ConnectionType: 'INTERNET',
    IntegrationId: idOf(`integration ${ApiId} ${key}`, 7),
    ...(isHttp ? ofHttpApi(key, route, setting) : ofWebSocketApi(key, route, setting)),
    ...(isHttp
      ? {}
      : {
          IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
          PassthroughBehavior: route.passthrough ?? 'WHEN_NO_MATCH',
          ...(isEmpty(templates) ? {} : { RequestTemplates: templates }),
        }),
    ...(isEmpty(requestParameters) ? {} : { RequestParameters: requestParameters }),
    TimeoutInMillis: timeout ?? longestTimeout(isHttp),
  };
}

type Address = Pick<
  IntegrationSettings,
  | 'CredentialsArn'
  | 'IntegrationMethod'
  | 'IntegrationSubtype'
  | 'IntegrationType'
  | 'IntegrationUri'
  | 'PayloadFormatVersion'
>;

/** What HTTP APIs do not have on AWS is shown as WebSocket APIs have it. */
function ofHttpApi(key: string, route: Route, setting: Surroundings): Address {
  const subtype = subtypeFor(route.integration);
  if (subtype !== undefined && !route.response) {
    return {
      CredentialsArn: `arn:aws:iam::${setting.account}:role/declared`,
      IntegrationSubtype: subtype,
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '1.0',
    };
  }
  const shown = ofWebSocketApi(key, route, setting);
  const called = functionIn(shown.IntegrationUri ?? '');
  if (called === undefined || !route.proxy) return shown;
  return {
    ...shown,
    IntegrationUri: called,
    PayloadFormatVersion: route.payloadFormat ?? '2.0',
  };
}

function ofWebSocketApi(key: string, route: Route, setting: Surroundings): Address {
  if (route.response) return { IntegrationType: 'MOCK', PayloadFormatVersion: '1.0' };
  const [verb = 'POST'] = key.split(' ');
  const { type, httpMethod, uri, credentials } = addressOf(verb, route, setting);
  return {
    IntegrationType: type,
    ...(httpMethod === undefined ? {} : { IntegrationMethod: httpMethod }),
    ...(uri === undefined ? {} : { IntegrationUri: uri }),
    ...(credentials === undefined ? {} : { CredentialsArn: credentials }),
    PayloadFormatVersion: '1.0',
  };
}

function responsesOf(id: string, { response, responses = [] }: Route) {
  const fixed: Omit<IntegrationResponse, 'IntegrationResponseId'>[] = response
    ? [
        {
          IntegrationResponseKey: '$default',
          ResponseTemplates: { $default: textOf(response.body) },
        },
      ]
    : responses.map(({ pattern, template, templates }) => ({
        IntegrationResponseKey: pattern === undefined ? '$default' : `/${pattern}/`,
        ResponseTemplates: {
          ...templates,
          ...(template === undefined ? {} : { $default: template }),
        },
      }));
  return fixed.reduce<HeldIntegration['responses']>((all, one) => {
    const IntegrationResponseId = idOf(`response ${id} ${one.IntegrationResponseKey}`, 7);
    return set(all, IntegrationResponseId, { IntegrationResponseId, ...one });
  }, undefined);
}
