/** The API of a recorded case, made by API Gateway's own operations. */
import { isArray, isObject, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { Integration, Method, RecordedApi } from './case.ts';

/** Asks API Gateway; a refusal is thrown. */
export type Ask = (operation: string, request: JsonObject) => Promise<JsonObject>;

export interface MadeApi {
  readonly id: string;
  /** Ids of resources by their paths. */
  readonly resources: ReadonlyMap<string, string>;
}

export async function makeApi(api: RecordedApi, ask: Ask): Promise<MadeApi> {
  const made = await ask('CreateRestApi', {
    name: 'recorded',
    ...(api.apiKeySource === undefined ? {} : { apiKeySource: api.apiKeySource }),
    ...(api.binaryMediaTypes === undefined ? {} : { binaryMediaTypes: api.binaryMediaTypes }),
  });
  const restApiId = idOf(made);
  const ids = await makeParts(api, restApiId, ask);
  const root = textOf(made['rootResourceId'] ?? '');
  const resources = await makeResources(api.resources, { restApiId, root, ids }, ask);
  const { name: stageName = 'test', variables = {}, canary } = api.stage ?? {};
  await ask('CreateDeployment', { restApiId, stageName, variables });
  if (canary) {
    const { deployed, ...canarySettings } = canary;
    await removeResources(restApiId, ask);
    await makeResources(deployed, { restApiId, root, ids }, ask);
    await ask('CreateDeployment', { restApiId, stageName, canarySettings });
  }
  await makeKeys(api.usagePlanKeys, [{ apiId: restApiId, stage: stageName }], ask);
  return { id: restApiId, resources };
}

/** Ids of validators and authorizers by their names. */
type Ids = ReadonlyMap<string, string>;

async function makeParts(api: RecordedApi, restApiId: string, ask: Ask): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const [name, model] of Object.entries(api.models ?? {})) {
    const { schema = model, contentType = 'application/json' } = isObject(model) ? model : {};
    await ask('CreateModel', {
      restApiId,
      name,
      contentType,
      schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
    });
  }
  for (const [name, validator] of Object.entries(api.requestValidators ?? {})) {
    const { validateRequestBody = false, validateRequestParameters = false } = validator;
    const request = { restApiId, name, validateRequestBody, validateRequestParameters };
    ids.set(name, idOf(await ask('CreateRequestValidator', request)));
  }
  for (const [name, authorizer] of Object.entries(api.authorizers ?? {})) {
    ids.set(name, idOf(await ask('CreateAuthorizer', { ...authorizer, restApiId, name })));
  }
  return ids;
}

interface Place {
  readonly restApiId: string;
  /** Id of the root. */
  readonly root: string;
  readonly ids: Ids;
}

async function makeResources(
  resources: RecordedApi['resources'] = {},
  { restApiId, root, ids }: Place,
  ask: Ask,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map([['/', root]]);
  for (const [path, methods] of Object.entries(resources)) {
    let at = '';
    let parentId = root;
    for (const pathPart of path.split('/').filter((part) => part !== '')) {
      at = `${at}/${pathPart}`;
      const known = made.get(at);
      const id = known ?? idOf(await ask('CreateResource', { restApiId, parentId, pathPart }));
      made.set(at, id);
      parentId = id;
    }
    for (const [httpMethod, method] of Object.entries(methods)) {
      await makeMethod(method, { restApiId, resourceId: parentId, httpMethod }, ids, ask);
    }
  }
  return made;
}

async function makeMethod(method: Method, at: JsonObject, ids: Ids, ask: Ask): Promise<void> {
  const { authorizationType = 'NONE', apiKeyRequired = false } = method;
  const { requestParameters, requestModels, requestValidator, authorizer, integration } = method;
  const requestValidatorId = ids.get(requestValidator ?? '');
  const authorizerId = ids.get(authorizer ?? '');
  await ask('PutMethod', {
    ...at,
    authorizationType,
    apiKeyRequired,
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
    ...(authorizerId === undefined ? {} : { authorizerId }),
  });
  for (const response of methodResponsesOf(method)) {
    await ask('PutMethodResponse', { ...at, ...response });
  }
  if (!integration) return;
  await ask('PutIntegration', { ...at, ...integrationOf(integration) });
  for (const response of integration.integrationResponses ?? []) {
    await ask('PutIntegrationResponse', { ...at, ...response });
  }
}

/** With those that the material leaves out, without which the integration's could not be. */
function methodResponsesOf({ methodResponses = [], integration }: Method): readonly JsonObject[] {
  const all = new Map<string, JsonObject>(
    methodResponses.map((response) => [textOf(response['statusCode'] ?? ''), response]),
  );
  for (const { statusCode, responseParameters = {} } of integration?.integrationResponses ?? []) {
    const known = all.get(statusCode) ?? { statusCode };
    const { responseParameters: declared = {} } = known;
    const mapped = Object.keys(responseParameters).map((name) => [name, false] as const);
    all.set(statusCode, {
      ...known,
      responseParameters: {
        ...Object.fromEntries(mapped),
        ...(isObject(declared) ? declared : {}),
      },
    });
  }
  return [...all.values()];
}

function integrationOf(integration: Integration): JsonObject {
  const { uri, httpMethod, type } = integration;
  const isToFunction = uri?.kind === 'lambda';
  const own = ['uri', 'httpMethod', 'integrationResponses'];
  return {
    ...Object.fromEntries(Object.entries(integration).filter(([name]) => !own.includes(name))),
    ...(uri === undefined ? {} : { uri: uri.uri }),
    ...(httpMethod === undefined ? {} : { integrationHttpMethod: httpMethod }),
    ...(type === 'AWS' && !isToFunction
      ? { credentials: 'arn:aws:iam::123456789012:role/recorded' }
      : {}),
  };
}

async function makeKeys(keys: Json | undefined, apiStages: Json, ask: Ask): Promise<void> {
  for (const [name, key] of Object.entries(isObject(keys) ? keys : {})) {
    const { value = '', enabled = true, throttle, quota } = isObject(key) ? key : {};
    const made = await ask('CreateApiKey', { name, value, enabled });
    const plan = await ask('CreateUsagePlan', {
      name,
      apiStages,
      ...(throttle === undefined ? {} : { throttle }),
      ...(quota === undefined ? {} : { quota }),
    });
    const [usagePlanId, keyId] = [idOf(plan), idOf(made)];
    await ask('CreateUsagePlanKey', { usagePlanId, keyId, keyType: 'API_KEY' });
  }
}

async function removeResources(restApiId: string, ask: Ask): Promise<void> {
  const { items = [] } = await ask('GetResources', { restApiId, limit: 500 });
  for (const resource of isArray(items) ? items : []) {
    const { id = '', path, resourceMethods = {} } = isObject(resource) ? resource : {};
    if (path === '/') {
      for (const httpMethod of Object.keys(resourceMethods ?? {})) {
        await ask('DeleteMethod', { restApiId, resourceId: id, httpMethod });
      }
    } else if (textOf(path ?? '').split('/').length === 2) {
      await ask('DeleteResource', { restApiId, resourceId: id });
    }
  }
}

function idOf(made: JsonObject): string {
  return textOf(made['id'] ?? '');
}
