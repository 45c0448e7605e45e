/** The REST APIs that a scenario declares, as operations would have made them. */
import { get, set, values } from '@stepthrough/collections';
import { member, textOf, type Json } from '@stepthrough/json';
import type { Api, Authorizer as ServedAuthorizer, Route } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { awsOperations, isAwsOperation } from '../aws-operations.ts';
import { idOf } from '../ids.ts';
import { stagesOf, type Stage } from '../stages.ts';
import { isEmpty } from './empty.ts';
import { pathUnder } from './resources.ts';
import type {
  Authorizer,
  GatewayResponse,
  Integration,
  IntegrationSettings,
  Method,
  MethodSetting,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  RestApiSettings,
  ServedApi,
  StageSettings,
} from '../rest-api.ts';
import { emptyApi, secondsOf } from './rest-apis.ts';
import { methodKey, usualSetting } from './served-api.ts';

/** Its id is its name. */
export function declaredApi(name: string, api: Api, setting: Surroundings): RestApi {
  const createdDate = secondsOf({ now: setting.clockStart });
  const settings: RestApiSettings = {
    id: name,
    name,
    createdDate,
    apiKeySource: api.apiKeySource,
    ...(api.binaryMediaTypes.length === 0 ? {} : { binaryMediaTypes: api.binaryMediaTypes }),
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    tags: {},
    disableExecuteApiEndpoint: false,
    rootResourceId: idOf(`resource ${name} /`, 10),
  };
  const empty = emptyApi(settings, { uuid: (purpose) => `${name} ${purpose}` });
  const parts: RestApi = {
    ...empty,
    declared: api,
    models: Object.entries(api.models).reduce(
      (models, [one, schema]) => set(models, one, modelOf(one, schema)),
      empty.models,
    ),
    requestValidators: validators.reduce<RestApi['requestValidators']>(
      (all, validator) => set(all, validator.id, validator),
      undefined,
    ),
    authorizers: Object.entries(api.authorizers).reduce<RestApi['authorizers']>(
      (all, [one, declared]) =>
        declared.type === 'IAM'
          ? all
          : set(all, one, { settings: authorizerOf(one, declared, setting), declared }),
      undefined,
    ),
    gatewayResponses: Object.entries(api.gatewayResponses).reduce<RestApi['gatewayResponses']>(
      (all, [type, response]) => set(all, type, gatewayResponseOf(type, response)),
      undefined,
    ),
  };
  const whole = Object.entries(api.routes).reduce(
    (made, [route, declared]) => withRoute(made, route, declared, setting),
    parts,
  );
  return deployed(whole, api, createdDate);
}

/** What is served is the declaration itself. */
function deployed(api: RestApi, declared: Api, createdDate: number): RestApi {
  const { id: name } = api.settings;
  const id = idOf(`deployment ${name}`);
  const ids = values(api.resources).map(({ path, id: resource }) => [path, resource]);
  const snapshot: ServedApi = { ...declared, resourceIds: Object.fromEntries(ids) };
  const stages = stagesOf(declared).map((stage) => ({
    settings: stageSettings(stage, declared, id, createdDate),
    served: { api: { ...snapshot, deploymentId: id }, stage },
  }));
  return {
    ...api,
    deployments: set(undefined, id, { settings: { id, createdDate }, snapshot }),
    stages,
  };
}

function stageSettings(
  { name: stageName, variables, cacheEnabled, throttle }: Stage,
  { routes }: Api,
  deploymentId: string,
  createdDate: number,
): StageSettings {
  const own = Object.entries(routes).flatMap(([route, one]): [string, MethodSetting][] => {
    if (!one.throttle && !one.cache) return [];
    const [verb = '', path = ''] = route.split(' ');
    return [[methodKey(path, verb), settingOf(one.throttle, one.cache)]];
  });
  return {
    deploymentId,
    stageName,
    cacheClusterEnabled: cacheEnabled,
    cacheClusterStatus: cacheEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: {
      ...(throttle ? { '*/*': settingOf(throttle, undefined) } : {}),
      ...Object.fromEntries(own),
    },
    variables,
    tracingEnabled: false,
    createdDate,
    lastUpdatedDate: createdDate,
  };
}

function settingOf(throttle: Route['throttle'], cache: Route['cache']): MethodSetting {
  return {
    ...usualSetting,
    ...(throttle
      ? {
          throttlingRateLimit: throttle.rateLimit,
          throttlingBurstLimit: throttle.burstLimit ?? throttle.rateLimit,
        }
      : {}),
    ...(cache
      ? {
          cachingEnabled: true,
          cacheTtlInSeconds: cache.ttl / 1000,
          requireAuthorizationForCacheControl: cache.requireAuthorizationToInvalidate,
          unauthorizedCacheControlHeaderStrategy: cache.unauthorizedInvalidation,
        }
      : {}),
  };
}

/** Route keys that are no `METHOD /path` are served, but are no resources. */
function withRoute(api: RestApi, name: string, route: Route, setting: Surroundings): RestApi {
  const [verb = '', path] = name.split(' ');
  if (path === undefined) return api;
  const [after, resource] = withPath(api, path);
  const method = methodOf(verb, resource, route, api, setting);
  return {
    ...after,
    resources: set(after.resources, resource.id, {
      ...resource,
      methods: set(resource.methods, verb, method),
    }),
  };
}

/** The API with the resource of a path and all above it. */
function withPath(api: RestApi, path: string): readonly [RestApi, Resource] {
  const { id: name, rootResourceId } = api.settings;
  let after = api;
  let resource: Resource = get(api.resources, rootResourceId) ?? {
    id: rootResourceId,
    path: '/',
    methods: undefined,
  };
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const under = pathUnder(resource, pathPart);
    const id = idOf(`resource ${name} ${under}`);
    const parentId = resource.id;
    resource = get(after.resources, id) ?? {
      id,
      parentId,
      pathPart,
      path: under,
      methods: undefined,
    };
    after = { ...after, resources: set(after.resources, id, resource) };
  }
  return [after, resource];
}

function methodOf(
  httpMethod: string,
  { id }: Resource,
  route: Route,
  { declared, authorizers }: RestApi,
  setting: Surroundings,
): Method {
  const authorizer = route.authorizer ?? declared?.authorizer;
  const held = get(authorizers, authorizer ?? '');
  const isSigned = member(declared?.authorizers ?? {}, authorizer ?? '')?.type === 'IAM';
  const isCognito = held?.settings.type === 'COGNITO_USER_POOLS';
  const { model, requiredParameters, scopes } = route;
  const named = held ? { authorizerId: held.settings.id } : {};
  const validator = validatorFor(route);
  return {
    settings: {
      httpMethod,
      authorizationType: isSigned
        ? 'AWS_IAM'
        : held
          ? isCognito
            ? 'COGNITO_USER_POOLS'
            : 'CUSTOM'
          : 'NONE',
      ...named,
      ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
      apiKeyRequired: route.apiKeyRequired,
      ...(validator === undefined ? {} : { requestValidatorId: validator.id }),
      ...(requiredParameters.length === 0
        ? {}
        : { requestParameters: Object.fromEntries(requiredParameters.map((one) => [one, true])) }),
      ...(typeof model === 'string' ? { requestModels: { 'application/json': model } } : {}),
    },
    responses: (route.responses ?? []).reduce<Method['responses']>(
      (all, { status, headers }) =>
        set(all, String(status), {
          statusCode: String(status),
          ...(isEmpty(headers)
            ? {}
            : {
                responseParameters: Object.fromEntries(
                  Object.keys(headers).map((header) => [`method.response.header.${header}`, false]),
                ),
              }),
        }),
      undefined,
    ),
    integration: integrationOf(httpMethod, id, route, setting),
    route,
  };
}

const validators: readonly RequestValidator[] = [
  {
    id: 'declbp',
    name: 'body and parameters',
    validateRequestBody: true,
    validateRequestParameters: true,
  },
  { id: 'declbo', name: 'body', validateRequestBody: true, validateRequestParameters: false },
  { id: 'declpa', name: 'parameters', validateRequestBody: false, validateRequestParameters: true },
];

function validatorFor({ model, requiredParameters }: Route): RequestValidator | undefined {
  return validators.find(
    (one) =>
      one.validateRequestBody === (model !== undefined) &&
      one.validateRequestParameters === requiredParameters.length > 0,
  );
}

function integrationOf(
  verb: string,
  cacheNamespace: string,
  route: Route,
  setting: Surroundings,
): Integration {
  const { requestTemplate, requestTemplates, requestParameters, responses, response } = route;
  const templates = {
    ...requestTemplates,
    ...(requestTemplate === undefined ? {} : { 'application/json': requestTemplate }),
  };
  return {
    settings: {
      ...(response
        ? {
            type: 'MOCK',
            requestTemplates: { 'application/json': `{"statusCode": ${response.status}}` },
          }
        : {
            ...addressOf(verb, route, setting),
            ...(isEmpty(templates) ? {} : { requestTemplates: templates }),
          }),
      ...(isEmpty(requestParameters) ? {} : { requestParameters }),
      passthroughBehavior: route.passthrough ?? 'WHEN_NO_MATCH',
      timeoutInMillis: route.timeout ?? 29_000,
      cacheNamespace,
      cacheKeyParameters: route.cache?.keyParameters ?? [],
    },
    responses: response
      ? [
          {
            statusCode: String(response.status),
            responseTemplates: { 'application/json': textOf(response.body) },
          },
        ]
      : (responses ?? []).map(({ pattern, status, template, templates: own, headers }) => ({
          statusCode: String(status),
          ...(pattern === undefined ? {} : { selectionPattern: pattern }),
          ...(isEmpty(headers)
            ? {}
            : {
                responseParameters: Object.fromEntries(
                  Object.entries(headers).map(([name, value]) => [
                    `method.response.header.${name}`,
                    value,
                  ]),
                ),
              }),
          responseTemplates: {
            ...own,
            ...(template === undefined ? {} : { 'application/json': template }),
          },
        })),
  };
}

function addressOf(
  verb: string,
  { integration, proxy, function: called = '', uri, queue, httpMethod }: Route,
  { region, account }: Surroundings,
): Pick<IntegrationSettings, 'type' | 'httpMethod' | 'uri' | 'credentials'> {
  const at = `arn:aws:apigateway:${region}`;
  if (isAwsOperation(integration)) {
    const { service } = awsOperations[integration];
    const path = queue === undefined ? `action/${integration}` : `path/${account}/${queue}`;
    return {
      type: 'AWS',
      httpMethod: 'POST',
      uri: `${at}:${service}:${path}`,
      credentials: `arn:aws:iam::${account}:role/declared`,
    };
  }
  switch (integration) {
    case 'Mock':
      return { type: 'MOCK' };
    case 'Http': {
      const type = proxy ? 'HTTP_PROXY' : 'HTTP';
      return { type, httpMethod: httpMethod ?? verb, ...(uri === undefined ? {} : { uri }) };
    }
    case 'Aws':
      return {
        type: 'AWS',
        httpMethod: httpMethod ?? 'POST',
        ...(uri === undefined ? {} : { uri }),
        credentials: `arn:aws:iam::${account}:role/declared`,
      };
    case 'Lambda': {
      const address = functionAddress(called, { region, account });
      return { type: proxy ? 'AWS_PROXY' : 'AWS', httpMethod: 'POST', uri: `${at}:${address}` };
    }
  }
}

function functionAddress(
  name: string,
  { region, account }: Pick<Surroundings, 'region' | 'account'>,
) {
  return `lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:${account}:function:${name}/invocations`;
}

function modelOf(name: string, schema: Json): Model {
  return {
    id: idOf(`model ${name}`),
    name,
    schema: JSON.stringify(schema),
    contentType: 'application/json',
  };
}

const authorizerTypes: { readonly [T in ServedAuthorizer['type']]: string } = {
  TOKEN: 'TOKEN',
  REQUEST: 'REQUEST',
  COGNITO: 'COGNITO_USER_POOLS',
  JWT: 'COGNITO_USER_POOLS',
  IAM: 'REQUEST',
};

function authorizerOf(name: string, declared: ServedAuthorizer, setting: Surroundings): Authorizer {
  const { type, identity, ttl, validation, pool, function: called } = declared;
  const { region, account } = setting;
  const isPool = authorizerTypes[type] === 'COGNITO_USER_POOLS';
  return {
    id: name,
    name,
    type: authorizerTypes[type],
    authType: isPool ? 'cognito_user_pools' : 'custom',
    ...(isPool
      ? {
          providerARNs: [
            `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_${pool ?? name}`,
          ],
        }
      : {
          authorizerUri: `arn:aws:apigateway:${region}:${functionAddress(called ?? name, setting)}`,
        }),
    identitySource: identity?.join(',') ?? 'method.request.header.Authorization',
    ...(validation === undefined ? {} : { identityValidationExpression: validation }),
    authorizerResultTtlInSeconds: (ttl ?? 300_000) / 1000,
  };
}

function gatewayResponseOf(
  responseType: string,
  { status, template, headers }: Api['gatewayResponses'][string],
): GatewayResponse {
  return {
    responseType,
    ...(status === undefined ? {} : { statusCode: String(status) }),
    responseParameters: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        `gatewayresponse.header.${name}`,
        `'${value}'`,
      ]),
    ),
    responseTemplates: template === undefined ? {} : { 'application/json': template },
    defaultResponse: false,
  };
}
