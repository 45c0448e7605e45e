/** Operations on models of bodies. */
import { entries, get, remove, set, values, type SortedMap } from '@stepthrough/collections';
import { isObject, parseJson } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, number, operation, text } from '../../contract/request-form.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced } from './patch.ts';
import { askedOf, missing, onApi, type ControlOperations } from './read.ts';
import { badRequest, conflict, notFound, notSimulated } from './refusals.ts';
import type { Model, RestApi } from '../rest-api.ts';

const rules = [replaced('/description'), replaced('/schema')];

export const modelOperations: ControlOperations = {
  CreateModel: operation(
    { restApiId: text, name: text, description: text, schema: text, contentType: text },
    ({ restApiId, name = '', description, schema, contentType }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const problem = nameProblem(name) ?? typeProblem(contentType) ?? schemaProblem(schema);
        if (problem) return problem;
        if (get(api.models, name)) return conflict('Model name already exists for this REST API');
        const model: Model = {
          id: idOf(context.uuid('model')),
          name,
          ...(description === undefined ? {} : { description }),
          schema: schema ?? '',
          contentType: contentType ?? '',
        };
        return { api: { ...api, models: set(api.models, name, model) }, outcome: success(model) };
      }),
  ),

  GetModel: operation(
    { restApiId: text, modelName: text, flatten: flag },
    ({ restApiId, modelName, flatten = false }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        if (flatten) return notSimulated('GetModel with "flatten"');
        const model = modelOf(api, modelName);
        return isRefusal(model) ? model : askedOf(api, model);
      }),
  ),

  GetModels: operation(
    { restApiId: text, limit: number, position: text },
    ({ restApiId, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(values(api.models), asked),
      })),
  ),

  UpdateModel: operation(
    { restApiId: text, modelName: text, patchOperations },
    ({ restApiId, modelName, patchOperations: operations }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const model = modelOf(api, modelName);
        if (isRefusal(model)) return model;
        const after = patched(model, operations, rules);
        if (isRefusal(after)) return after;
        const problem = schemaProblem(after.schema);
        if (problem) return problem;
        return {
          api: { ...api, models: set(api.models, model.name, after) },
          outcome: success(after),
        };
      }),
  ),

  DeleteModel: operation({ restApiId: text, modelName: text }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const model = modelOf(api, request.modelName);
      if (isRefusal(model)) return model;
      const place = placeOf(api, model.name);
      if (place !== undefined) {
        return conflict(`Cannot delete model '${model.name}', is referenced in ${place}`);
      }
      return { api: { ...api, models: remove(api.models, model.name) }, outcome: success({}) };
    }),
  ),
};

/** The models that every API has from the beginning. */
export function standardModels(idFor: (name: string) => string): SortedMap<string, Model> {
  return [empty, error].reduce<SortedMap<string, Model>>(
    (models, model) => set(models, model.name, { ...model, id: idFor(model.name) }),
    undefined,
  );
}

const contentType = 'application/json';

const empty = {
  name: 'Empty',
  description: 'This is a default empty schema model',
  schema:
    '{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n  "title" : "Empty Schema",\n  "type" : "object"\n}',
  contentType,
};

const error = {
  name: 'Error',
  description: 'This is a default error schema model',
  schema:
    '{\n  "$schema" : "http://json-schema.org/draft-04/schema#",\n  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}',
  contentType,
};

function modelOf(api: RestApi, name = ''): Model | Refusal {
  return get(api.models, name) ?? notFound(`Invalid model name specified: ${name}`);
}

export function nameProblem(name: string): Refusal | undefined {
  if (name === '') return badRequest('No Model Name specified');
  return /^[A-Za-z0-9]+$/.test(name)
    ? undefined
    : badRequest(`Model name must be alphanumeric: ${name}`);
}

function typeProblem(contentType: string | undefined): Refusal | undefined {
  if (contentType === undefined) return missing('createModelInput.contentType');
  return /^[^\s/]+\/.+$/.test(contentType)
    ? undefined
    : badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`,
      );
}

export function schemaProblem(schema: string | undefined): Refusal | undefined {
  if (schema === undefined || schema === '') {
    return badRequest('Model schema must have at least 1 property or array items defined');
  }
  return isObject(parseJson(schema))
    ? undefined
    : badRequest(
        'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
      );
}

/** Where a model is used; `undefined` where nowhere. */
function placeOf({ resources }: RestApi, name: string): string | undefined {
  for (const { path, methods } of values(resources)) {
    for (const [verb, { settings, responses }] of entries(methods)) {
      const at = `${path === '/' ? '' : path}/${verb}`;
      if (Object.values(settings.requestModels ?? {}).includes(name)) {
        return `method request: ${at}`;
      }
      const isAnswered = values(responses).some(({ responseModels = {} }) =>
        Object.values(responseModels).includes(name),
      );
      if (isAnswered) return `method response: ${at}`;
    }
  }
  return undefined;
}
