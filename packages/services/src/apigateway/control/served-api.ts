/** An API as the data plane serves it: what a deployment keeps, and what a stage makes of it. */
import { entries, values } from '@stepthrough/collections';
import { isObject, member, parseJson, type Json } from '@stepthrough/json';
import {
  milliseconds,
  type Api,
  type Authorizer as ServedAuthorizer,
  type Route,
} from '@stepthrough/scenario';
import type { Stage } from '../stages.ts';
import { functionIn } from './integration-target.ts';
import type {
  Authorizer,
  Deployment,
  GatewayResponse,
  MethodSetting,
  RestApi,
  Served,
  ServedApi,
  ServedRoute,
  StageSettings,
} from '../rest-api.ts';
import { iamAuthorizer, methodsOf, servedRoute } from './served-route.ts';

/** The API as it is now. */
export function snapshotOf(api: RestApi): ServedApi {
  const { settings, declared } = api;
  const routes = methodsOf(api).flatMap(([path, method]): [string, ServedRoute][] => {
    const route = servedRoute(method, api);
    return route ? [[`${method.settings.httpMethod} ${path}`, route]] : [];
  });
  return {
    stageVariables: {},
    ...declared,
    binaryMediaTypes: settings.binaryMediaTypes ?? [],
    type: 'REST',
    routes: Object.fromEntries(routes),
    authorizers: {
      ...Object.fromEntries(
        [...entries(api.authorizers)].map(([id, one]) => [
          id,
          one.declared ?? authorizerOf(one.settings),
        ]),
      ),
      ...iamOf(settings.policy, declared),
    },
    models: Object.fromEntries(
      values(api.models).map(({ name, schema }): [string, Json] => [name, parseJson(schema) ?? {}]),
    ),
    apiKeySource: settings.apiKeySource === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    apiKeys: {},
    gatewayResponses: Object.fromEntries(
      values(api.gatewayResponses).map((response) => [
        response.responseType,
        gatewayResponseOf(response),
      ]),
    ),
    resourceIds: Object.fromEntries(values(api.resources).map(({ id, path }) => [path, id])),
  };
}

/** What a stage serves of a deployment. */
export function servedBy(
  settings: StageSettings,
  { settings: { id }, snapshot }: Deployment,
  overrides: Stage['variables'] = {},
): Served {
  const { ['*/*']: general } = settings.methodSettings;
  const routes = Object.entries(snapshot.routes).map(([name, route]): [string, ServedRoute] => [
    name,
    withSetting(route, settingOf(name, settings), settings.cacheClusterEnabled),
  ]);
  return {
    api: { ...snapshot, routes: Object.fromEntries(routes), deploymentId: id },
    stage: {
      name: settings.stageName,
      variables: { ...settings.variables, ...overrides },
      cacheEnabled: settings.cacheClusterEnabled,
      ...(general && isThrottled(general) ? { throttle: throttleOf(general) } : {}),
    },
  };
}

/** Of a method's own settings; those of all methods are the stage's. */
function settingOf(
  route: string,
  { methodSettings }: StageSettings,
): {
  readonly own: MethodSetting | undefined;
  readonly general: MethodSetting | undefined;
} {
  const [verb = '', path = ''] = route.split(' ');
  return { own: member(methodSettings, methodKey(path, verb)), general: methodSettings['*/*'] };
}

/** How a stage names a method in its settings: `orders/{id}/GET`, and `~1/GET` at the root. */
export function methodKey(path: string, verb: string): string {
  return `${path.replace(/^\/+/, '') || '~1'}/${verb}`;
}

function withSetting(
  route: ServedRoute,
  { own, general }: ReturnType<typeof settingOf>,
  isCached: boolean,
): ServedRoute {
  const setting = own ?? general;
  return {
    ...route,
    ...(own && isThrottled(own) ? { throttle: throttleOf(own) } : {}),
    ...(setting && isCached ? { cache: cacheOf(setting, route) } : {}),
  };
}

/** The account's own limits, which a method has that nothing limits. */
export const accountLimits = { rateLimit: 10_000, burstLimit: 5000 };

/** The settings of a method of which nothing is set. */
export const usualSetting: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: accountLimits.burstLimit,
  throttlingRateLimit: accountLimits.rateLimit,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

function isThrottled({ throttlingRateLimit: rate, throttlingBurstLimit: burst }: MethodSetting) {
  return rate >= 0 && (rate !== accountLimits.rateLimit || burst !== accountLimits.burstLimit);
}

function throttleOf(setting: MethodSetting): NonNullable<Route['throttle']> {
  return { rateLimit: setting.throttlingRateLimit, burstLimit: setting.throttlingBurstLimit };
}

function cacheOf(setting: MethodSetting, { cache }: Route): NonNullable<Route['cache']> {
  const strategy = strategies.find((one) => one === setting.unauthorizedCacheControlHeaderStrategy);
  return {
    ttl: milliseconds(setting.cachingEnabled ? setting.cacheTtlInSeconds * 1000 : 0),
    keyParameters: cache?.keyParameters ?? [],
    requireAuthorizationToInvalidate: setting.requireAuthorizationForCacheControl,
    unauthorizedInvalidation: strategy ?? 'FAIL_WITH_403',
  };
}

const strategies = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
] as const;

/** Under the name that methods of operations have for it, and under those of the scenario. */
function iamOf(
  policy = '',
  declared: Api | undefined,
): { readonly [name: string]: ServedAuthorizer } {
  const document = parseJson(policy);
  const own = Object.entries(declared?.authorizers ?? {}).filter(([, { type }]) => type === 'IAM');
  return Object.fromEntries(
    [[iamAuthorizer, own[0]?.[1]] as const, ...own].map(([name, one]) => [
      name,
      {
        ...plainAuthorizer,
        ...one,
        type: 'IAM',
        ...(isObject(document) ? { resourcePolicy: document } : {}),
      },
    ]),
  );
}

const plainAuthorizer = { simpleResponses: false, audience: [] };

function authorizerOf(authorizer: Authorizer): ServedAuthorizer {
  const { type, authorizerUri = '', identitySource = '', providerARNs = [] } = authorizer;
  const { identityValidationExpression: validation = '', authorizerResultTtlInSeconds: ttl } =
    authorizer;
  const sources = identitySource.split(',').map((source) => source.trim());
  const identity = sources.filter((source) => source !== '');
  // Without a source the request itself is asked about; of the others the Authorization header is usual.
  const isUsual = identity.length === 0 && type !== 'REQUEST';
  const shared = {
    ...plainAuthorizer,
    ...(isUsual ? {} : { identity }),
    ...(ttl === undefined ? {} : { ttl: milliseconds(ttl * 1000) }),
    ...(validation === '' ? {} : { validation }),
  };
  if (type === 'COGNITO_USER_POOLS') {
    const [, pool = ''] = /\/[^_]*_([^/]*)$/.exec(providerARNs[0] ?? '') ?? [];
    return { ...shared, type: 'COGNITO', pool };
  }
  return {
    ...shared,
    type: type === 'REQUEST' ? 'REQUEST' : 'TOKEN',
    function: functionIn(authorizerUri) ?? '',
  };
}

function gatewayResponseOf({
  statusCode,
  responseParameters,
  responseTemplates,
}: GatewayResponse): Api['gatewayResponses'][string] {
  const template = responseTemplates['application/json'];
  const headers = Object.entries(responseParameters).map(([target, source]) => [
    target.replace(/^gatewayresponse\.header\./, ''),
    source.replace(/^'(.*)'$/s, '$1'),
  ]);
  return {
    ...(statusCode === undefined ? {} : { status: Number(statusCode) }),
    ...(template === undefined ? {} : { template }),
    headers: Object.fromEntries(headers),
  };
}
