/** Operations on REST APIs themselves. */
import { remove, set, values } from '@stepthrough/collections';
import { parseJson, isObject } from '@stepthrough/json';

import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import {
  itemsIn,
  patched,
  patchOperations,
  replaced,
  valuesIn,
  unsimulated,
  type PatchRule,
} from './patch.ts';
import { apiOf, askedOf, choiceProblem, onApi, withApi, type ControlOperations } from './read.ts';
import { badRequest, unsimulatedMember } from './refusals.ts';
import type { RestApi, RestApiSettings } from '../rest-api.ts';
import { standardModels } from './models.ts';

const endpointTypes = ['REGIONAL', 'PRIVATE', 'EDGE'];
const keySources = ['HEADER', 'AUTHORIZER'];

export const restApiOperations: ControlOperations = {
  CreateRestApi: operation(
    {
      name: text,
      description: text,
      version: text,
      cloneFrom: text,
      binaryMediaTypes: list(text),
      minimumCompressionSize: number,
      apiKeySource: text,
      endpointConfiguration: members({
        types: list(text),
        ipAddressType: text,
        vpcEndpointIds: list(text),
      }),
      policy: text,
      tags: map(text),
      disableExecuteApiEndpoint: flag,
      securityPolicy: text,
      endpointAccessMode: text,
    },
    (request, state, context) => {
      const { name = '', cloneFrom, securityPolicy, endpointAccessMode, ...rest } = request;
      const { apiKeySource = 'HEADER', endpointConfiguration = {}, tags = {} } = rest;
      const { types = ['EDGE'], ipAddressType, vpcEndpointIds } = endpointConfiguration;
      const original = cloneFrom === undefined ? undefined : apiOf(state, cloneFrom, context);
      if (original && isRefusal(original)) return { state, outcome: original };
      const problem =
        (name === '' ? badRequest('Invalid REST API name specified') : undefined) ??
        choiceProblem('createRestApiInput.apiKeySource', apiKeySource, keySources) ??
        typesProblem(types) ??
        policyProblem(rest.policy) ??
        compressionProblem(rest.minimumCompressionSize) ??
        unsimulatedMember({ securityPolicy, endpointAccessMode });
      if (problem) return { state, outcome: problem };
      const id = idOf(context.uuid('rest api'), 10);
      const settings: RestApiSettings = {
        ...original?.settings,
        ...withoutAbsent(rest),
        id,
        name,
        createdDate: secondsOf(context),
        apiKeySource,
        endpointConfiguration: {
          types,
          ipAddressType: ipAddressType ?? (types.includes('PRIVATE') ? 'dualstack' : 'ipv4'),
          ...(vpcEndpointIds === undefined ? {} : { vpcEndpointIds }),
        },
        tags,
        disableExecuteApiEndpoint: rest.disableExecuteApiEndpoint ?? false,
        rootResourceId: original?.settings.rootResourceId ?? idOf(context.uuid('root'), 10),
      };
      const api = original
        ? { ...original, settings, deployments: undefined, stages: [] }
        : emptyApi(settings, context);
      return { state: withApi(state, api), outcome: success(shown(api)) };
    },
  ),

  GetRestApis: operation({ limit: number, position: text }, (asked, state) => ({
    state,
    outcome: listed(values(state.apis).map(shown), asked),
  })),

  GetRestApi: operation({ restApiId: text }, ({ restApiId }, state, context) =>
    onApi(state, restApiId, context, (api) => askedOf(api, shown(api))),
  ),

  UpdateRestApi: operation({ restApiId: text, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const settings = patched(api.settings, request.patchOperations, rules);
      if (isRefusal(settings)) return settings;
      const [type = ''] = settings.endpointConfiguration.types.slice(-1);
      const problem =
        (settings.name === '' ? badRequest('Invalid REST API name specified') : undefined) ??
        choiceProblem('apiKeySource', settings.apiKeySource, keySources) ??
        typesProblem([type]) ??
        policyProblem(settings.policy) ??
        compressionProblem(settings.minimumCompressionSize);
      if (problem) return problem;
      const after: RestApi = { ...api, settings };
      return { api: after, outcome: success(shown(after)) };
    }),
  ),

  DeleteRestApi: operation({ restApiId: text }, ({ restApiId }, state, context) => {
    const api = apiOf(state, restApiId, context);
    if (isRefusal(api)) return { state, outcome: api };
    const apis = remove(state.apis, api.settings.id);
    return { state: { ...state, apis }, outcome: success({}) };
  }),
};

const rules: readonly PatchRule[] = [
  replaced('/name'),
  replaced('/description'),
  replaced('/policy'),
  replaced('/apiKeySource'),
  replaced('/minimumCompressionSize', 'number'),
  replaced('/disableExecuteApiEndpoint', 'flag'),
  itemsIn('/binaryMediaTypes', ['add', 'remove', 'replace']),
  itemsIn('/endpointConfiguration/types', ['replace']),
  replaced('/endpointConfiguration/ipAddressType'),
  valuesIn('/endpointConfiguration/vpcEndpointIds'),
  unsimulated('/securityPolicy'),
  unsimulated('/endpointAccessMode'),
];

/** An API with nothing but its root and the models that every API has. */
export function emptyApi(settings: RestApiSettings, context: Pick<Context, 'uuid'>): RestApi {
  const { rootResourceId: id } = settings;
  return {
    settings,
    resources: set(undefined, id, { id, path: '/', methods: undefined }),
    models: standardModels((name) => idOf(context.uuid(`model ${name}`))),
    requestValidators: undefined,
    authorizers: undefined,
    gatewayResponses: undefined,
    deployments: undefined,
    stages: [],
  };
}

/** Seconds since the epoch, which is how API Gateway tells times. */
export function secondsOf({ now }: Pick<Context, 'now'>): number {
  return Math.floor(now / 1000);
}

/** Empty texts and tags are left out. */
function shown({ settings }: RestApi): RestApiSettings | Omit<RestApiSettings, 'tags'> {
  const { tags, ...rest } = settings;
  return Object.keys(tags).length === 0 ? rest : settings;
}

/** Without the members that a request has left out. */
export function withoutAbsent<T extends object>(given: T): { [K in keyof T]: NonNullable<T[K]> } {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: NonNullable<T[K]> };
}

function typesProblem(types: readonly string[]): Refusal | undefined {
  if (types.length !== 1) {
    return badRequest('Cannot create a RestApi with multiple Endpoint Types.');
  }
  const wrong = types.find((type) => !endpointTypes.includes(type));
  if (wrong === undefined) return undefined;
  return choiceProblem('createRestApiInput.endpointConfiguration.types', wrong, endpointTypes);
}

function policyProblem(policy: string | undefined): Refusal | undefined {
  if (policy === undefined || policy === '' || isObject(parseJson(policy))) return undefined;
  return badRequest(
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  );
}

/** Up to 10 MB. */
function compressionProblem(size: number | undefined): Refusal | undefined {
  const isRight = size === undefined || (size >= 0 && size <= 10_485_760);
  return isRight
    ? undefined
    : badRequest('Invalid minimum compression size, must be between 0 and 10485760.');
}
