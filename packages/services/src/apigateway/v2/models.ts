/** Operations on models of WebSocket APIs. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { operation, text } from '../../contract/request-form.ts';
import { nameProblem, schemaProblem } from '../control/models.ts';
import { badRequest, conflict, notFound } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { ModelSettings, RoutedApi } from '../routed-api.ts';
import { listed, paging } from './pages.ts';
import { answered, onApi, type Change, type ControlOperations } from './read.ts';

const place = { ApiId: text, ModelId: text };
const configuration = { ContentType: text, Description: text, Name: text, Schema: text };

export const modelOperations: ControlOperations = {
  CreateModel: operation({ ApiId: text, ...configuration }, (request, state, context) => {
    const { ApiId, ...given } = request;
    return onApi(state, ApiId, context, (api) =>
      modelled(api, {
        ContentType: 'application/json',
        ModelId: idOf(context.uuid('model')),
        Name: '',
        Schema: '',
        ...withoutAbsent(given),
      }),
    );
  }),

  GetModels: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({ api, outcome: listed(values(api.models), asked) })),
  ),

  GetModel: operation(place, ({ ApiId, ModelId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const model = modelOf(api, ModelId);
      return isRefusal(model) ? model : answered(api, model);
    }),
  ),

  UpdateModel: operation({ ...place, ...configuration }, (request, state, context) => {
    const { ApiId, ModelId, ...given } = request;
    return onApi(state, ApiId, context, (api) => {
      const model = modelOf(api, ModelId);
      return isRefusal(model) ? model : modelled(api, { ...model, ...withoutAbsent(given) });
    });
  }),

  DeleteModel: operation(place, ({ ApiId, ModelId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const model = modelOf(api, ModelId);
      if (isRefusal(model)) return model;
      return answered({ ...api, models: remove(api.models, model.ModelId) }, {});
    }),
  ),
};

function modelOf(api: RoutedApi, id = ''): ModelSettings | Refusal {
  return get(api.models, id) ?? notFound(`Invalid model identifier specified: ${id}`);
}

function modelled(api: RoutedApi, model: ModelSettings): Change | Refusal {
  const { Name, ModelId, Schema } = model;
  if (api.settings.ProtocolType === 'HTTP') {
    return badRequest('Currently, Models are not permitted for APIs with a protocol type of HTTP');
  }
  const isTaken = values(api.models).some(
    (other) => other.Name === Name && other.ModelId !== ModelId,
  );
  return (
    nameProblem(Name) ??
    (isTaken ? conflict('Model name already exists for this API') : undefined) ??
    schemaProblem(Schema) ??
    answered({ ...api, models: set(api.models, ModelId, model) }, model)
  );
}
