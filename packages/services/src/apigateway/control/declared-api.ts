/** The REST APIs that a scenario declares, as operations would have made them. */
import { get, set, values } from '@stepthrough/collections';
import { isObject, type Json } from '@stepthrough/json';
import type { Api, Authorizer as ServedAuthorizer, Route } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { idOf } from '../ids.ts';
import { stagesOf, type Stage } from '../stages.ts';
import {
  declaredMethod,
  declaredValidators,
  functionAddress,
  ownModelName,
} from './declared-method.ts';
import { withMethod, withResource } from './read.ts';
import { pathUnder } from './resources.ts';
import type {
  Authorizer,
  GatewayResponse,
  MethodSetting,
  Model,
  Resource,
  RestApi,
  RestApiSettings,
  ServedApi,
  StageSettings,
} from '../rest-api.ts';
import { emptyApi, secondsOf } from './rest-apis.ts';
import { methodKey, usualSetting } from './served-api.ts';
import { withCacheStatus } from './stage-patch.ts';

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
    requestValidators: declaredValidators.reduce<RestApi['requestValidators']>(
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
  return withCacheStatus({
    deploymentId,
    stageName,
    cacheClusterEnabled: cacheEnabled,
    methodSettings: {
      ...(throttle ? { '*/*': settingOf(throttle, undefined) } : {}),
      ...Object.fromEntries(own),
    },
    variables,
    tracingEnabled: false,
    createdDate,
    lastUpdatedDate: createdDate,
  });
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
  const method = declaredMethod(verb, resource, route, api, setting);
  const own = ownModelName(verb, resource.path);
  const models = isObject(route.model)
    ? set(after.models, own, modelOf(own, route.model))
    : after.models;
  return withMethod({ ...after, models }, resource, method);
}

/** The API with the resource of a path and all above it. */
function withPath(api: RestApi, path: string): readonly [RestApi, Resource] {
  const { id: name, rootResourceId } = api.settings;
  let after = api;
  let resource = held(api, { id: rootResourceId, path: '/', methods: undefined });
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const under = pathUnder(resource, pathPart);
    const id = idOf(`resource ${name} ${under}`);
    const parentId = resource.id;
    resource = held(after, { id, parentId, pathPart, path: under, methods: undefined });
    after = withResource(after, resource);
  }
  return [after, resource];
}

/** The resource as the API has it already; otherwise the new one. */
function held({ resources }: RestApi, made: Resource): Resource {
  return get(resources, made.id) ?? made;
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
