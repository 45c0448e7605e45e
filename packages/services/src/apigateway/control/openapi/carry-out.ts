/** Carrying out what a definition asks for: each part in place of the one with the same name. */
import { get, set, values } from '@stepthrough/collections';
import type { Draft } from './draft.ts';
import { putMethod } from './put-method.ts';
import { schemaText } from './models.ts';
import type {
  ApiPlan,
  AuthorizerPlan,
  GatewayResponsePlan,
  ModelPlan,
  RequestValidatorPlan,
} from './plan.ts';
import { ResourceTree } from './resource-tree.ts';

/** Refusals become errors of the draft, which are then all that matters. @throws LimitReached */
export function carryOut(plan: ApiPlan, draft: Draft): void {
  for (const warning of plan.warnings) draft.warnings.add(warning);
  createModels(plan.models, draft);
  const requestValidators = createRequestValidators(plan.requestValidators, draft);
  const authorizers = createAuthorizers(plan.authorizers, draft);
  for (const response of plan.gatewayResponses) putGatewayResponse(response, draft);
  const tree = new ResourceTree(draft);
  for (const { path, parts, methods } of plan.resources) {
    const resourceId = tree.resourceAt(parts, path);
    if (resourceId === undefined) continue;
    for (const method of methods) {
      putMethod(method, { path, resourceId }, { requestValidators, authorizers }, draft);
    }
  }
}

function createModels(models: readonly ModelPlan[], draft: Draft): void {
  const planned = new Set(models.map(({ name }) => name));
  for (const { name, schema } of models) {
    const describe = (message: string) => `Unable to create model for '${name}': ${message}`;
    const { text, models: used, wrong } = schemaText(schema, draft.api.settings.id);
    const unknown = [...used].find(
      (other) => !planned.has(other) && get(draft.api.models, other) === undefined,
    );
    if (wrong !== undefined || unknown !== undefined) {
      const problem =
        wrong === undefined
          ? `Invalid model name specified: ${unknown ?? ''}`
          : 'Model reference must be in canonical form';
      draft.errors.add(
        describe(
          `Invalid model specified: Validation Result: warnings : [], errors : [${problem}]`,
        ),
      );
      continue;
    }
    const { api } = draft;
    const before = get(api.models, name);
    const done = draft.perform(
      'CreateModel',
      { name, schema: text, contentType: 'application/json' },
      describe,
      { ...api, models: undefined },
    );
    const made = done && get(done.api.models, name);
    if (!made) continue;
    const model = { ...made, id: before?.id ?? made.id };
    draft.api = { ...api, models: set(api.models, name, model) };
  }
}

/** Ids by names. What methods already use keeps its id. */
type Ids = ReadonlyMap<string, string>;

function createRequestValidators(plans: readonly RequestValidatorPlan[], draft: Draft): Ids {
  const ids = new Map(values(draft.api.requestValidators).map(({ name, id }) => [name, id]));
  for (const plan of plans) {
    const { api } = draft;
    const done = draft.perform(
      'CreateRequestValidator',
      plan,
      (message) => `Unable to create request validator '${plan.name}': ${message}`,
      { ...api, requestValidators: undefined },
    );
    const [made] = done ? values(done.api.requestValidators) : [];
    if (!made) continue;
    const id = ids.get(plan.name) ?? made.id;
    ids.set(plan.name, id);
    const requestValidators = set(api.requestValidators, id, { ...made, id });
    draft.api = { ...api, requestValidators };
  }
  return ids;
}

function createAuthorizers(plans: readonly AuthorizerPlan[], draft: Draft): Ids {
  const held = values(draft.api.authorizers);
  const ids = new Map(held.map(({ settings: { name, id } }) => [name, id]));
  for (const plan of plans) {
    const { api } = draft;
    const done = draft.perform(
      'CreateAuthorizer',
      plan,
      (message) => `Unable to create authorizer '${plan.name}': ${message}`,
      { ...api, authorizers: undefined },
    );
    const [made] = done ? values(done.api.authorizers) : [];
    if (!made) continue;
    const id = ids.get(plan.name) ?? made.settings.id;
    ids.set(plan.name, id);
    const authorizers = set(api.authorizers, id, { settings: { ...made.settings, id } });
    draft.api = { ...api, authorizers };
  }
  return ids;
}

function putGatewayResponse(plan: GatewayResponsePlan, draft: Draft): void {
  const done = draft.perform(
    'PutGatewayResponse',
    plan,
    (message) => `Unable to put gateway response '${plan.responseType}': ${message}`,
  );
  if (done) draft.api = done.api;
}
