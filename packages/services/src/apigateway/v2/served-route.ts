/** A route of an HTTP or WebSocket API as the data plane serves it. */
import { get, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { milliseconds, type Route } from '@stepthrough/scenario';
import { functionIn, targetOf } from '../control/integration-target.ts';
import { iamAuthorizer } from '../control/served-route.ts';
import type { ServedRoute } from '../rest-api.ts';
import type {
  HeldIntegration,
  HeldRoute,
  IntegrationResponse,
  IntegrationSettings,
  RouteSettings,
  RoutedApi,
} from '../routed-api.ts';
import { subtypeOf } from './service-subtypes.ts';

export function servedRoute(
  { settings, responses, declared }: HeldRoute,
  api: RoutedApi,
): ServedRoute {
  if (declared) return declared;
  const integration = get(api.integrations, targetIdOf(settings) ?? '');
  const isTwoWay =
    settings.RouteResponseSelectionExpression !== undefined && values(responses).length > 0;
  return {
    ...plainRoute,
    ...(integration ? connectionOf(integration, api) : unconnected),
    ...authorizationOf(settings),
    ...(isTwoWay ? { routeResponse: true } : {}),
  };
}

/** The integration that a route leads to. */
export function targetIdOf({ Target }: RouteSettings): string | undefined {
  return Target === undefined ? undefined : /^integrations\/(.+)$/.exec(Target)?.[1];
}

const plainRoute = {
  proxy: false,
  requestParameters: {},
  scopes: [],
  apiKeyRequired: false,
  requiredParameters: [],
} as const;

const unconnected = {
  integration: 'Mock',
  unserved: 'the route has no integration',
} as const;

type Connection = Omit<
  ServedRoute,
  'scopes' | 'apiKeyRequired' | 'requiredParameters' | 'routeResponse'
>;

function connectionOf(
  { settings, responses }: HeldIntegration,
  { settings: { ProtocolType } }: RoutedApi,
): Connection {
  const { TimeoutInMillis, IntegrationMethod: httpMethod } = settings;
  return {
    ...(ProtocolType === 'HTTP' ? ofHttpApi(settings) : ofWebSocketApi(settings)),
    timeout: milliseconds(TimeoutInMillis),
    ...(httpMethod === undefined ? {} : { httpMethod }),
    ...(values(responses).length === 0 ? {} : { responses: values(responses).map(responseOf) }),
  };
}

function ofHttpApi(settings: IntegrationSettings): Connection {
  const { IntegrationSubtype, IntegrationType, IntegrationUri = '' } = settings;
  const { RequestParameters: requestParameters = {}, ResponseParameters } = settings;
  const responseParameters =
    ResponseParameters === undefined ? {} : { responseParameters: ResponseParameters };
  const subtype = IntegrationSubtype === undefined ? undefined : subtypeOf(IntegrationSubtype);
  if (subtype?.operation !== undefined) {
    return {
      integration: subtype.operation,
      proxy: true,
      requestParameters: { ...subtype.usual, ...requestParameters },
      ...responseParameters,
    };
  }
  const shared = { proxy: true, requestParameters, ...responseParameters };
  if (IntegrationType === 'HTTP_PROXY') {
    return { ...shared, integration: 'Http', uri: IntegrationUri };
  }
  return {
    ...shared,
    integration: 'Lambda',
    function: functionOf(IntegrationUri),
    payloadFormat: settings.PayloadFormatVersion === '2.0' ? '2.0' : '1.0',
  };
}

/** By its ARN, which may stand in the address of an invocation. */
function functionOf(uri: string): string {
  return functionIn(uri) ?? uri;
}

function ofWebSocketApi(settings: IntegrationSettings): Connection {
  const { IntegrationType: type, IntegrationUri: uri = '', PassthroughBehavior } = settings;
  const passthrough = passthroughs.find((one) => one === PassthroughBehavior) ?? 'WHEN_NO_MATCH';
  const target = targetOf({ type, uri });
  const isFunction = type === 'AWS_PROXY';
  return {
    ...(isFunction ? { integration: 'Lambda', function: functionOf(uri) } : target),
    proxy: type.endsWith('_PROXY'),
    requestParameters: Object.fromEntries(
      Object.entries(settings.RequestParameters ?? {}).map(([name, source]) => [
        name,
        // One name for what REST APIs have, too.
        source.replace(/^route\.request\./, 'method.request.'),
      ]),
    ),
    ...templatesOf(settings),
    passthrough,
  };
}

const passthroughs = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;

/** A constant selection expression chooses one template for all frames. */
function templatesOf({
  RequestTemplates = {},
  TemplateSelectionExpression: expression,
}: IntegrationSettings): Pick<Route, 'requestTemplate' | 'requestTemplates'> {
  const chosen =
    expression === undefined ? undefined : chosenTemplate(RequestTemplates, expression);
  if (chosen !== undefined) return { requestTemplate: chosen };
  return Object.keys(RequestTemplates).length === 0 ? {} : { requestTemplates: RequestTemplates };
}

/** `\$default` is how some tools write `$default`. */
function chosenTemplate(
  templates: { readonly [key: string]: string },
  expression: string,
): string | undefined {
  return member(templates, expression) ?? member(templates, expression.replace(/^\\/, ''));
}

type Response = NonNullable<Route['responses']>[number];

/** A key is `$default`, or an expression for the status between slashes. */
function responseOf({
  IntegrationResponseKey: key,
  ResponseTemplates = {},
  TemplateSelectionExpression: expression,
}: IntegrationResponse): Response {
  const pattern = /^\/(.*)\/$/s.exec(key)?.[1];
  const template =
    expression === undefined ? undefined : chosenTemplate(ResponseTemplates, expression);
  return {
    status: Number(/^\d{3}$/.exec(pattern ?? '')?.[0] ?? 200),
    ...(pattern === undefined ? {} : { pattern }),
    ...(template === undefined ? {} : { template }),
    templates: withDefault(ResponseTemplates),
    headers: {},
  };
}

/** The data plane takes the template for JSON where none is asked for. */
function withDefault(templates: { readonly [key: string]: string }): Response['templates'] {
  const standard = member(templates, '$default');
  return standard === undefined ? templates : { 'application/json': standard, ...templates };
}

/** Authorizers are known by their ids; the one of IAM has none. */
function authorizationOf({
  AuthorizationType,
  AuthorizerId,
  AuthorizationScopes: scopes = [],
}: RouteSettings): Pick<Route, 'authorizer' | 'scopes'> {
  switch (AuthorizationType) {
    case 'AWS_IAM':
      return { authorizer: iamAuthorizer, scopes };
    case 'CUSTOM':
    case 'JWT':
      return { authorizer: AuthorizerId ?? '', scopes };
    default:
      return { authorizer: 'NONE', scopes };
  }
}
