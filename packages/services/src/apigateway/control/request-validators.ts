/** Operations on request validators. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, number, operation, text } from '../../contract/request-form.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced } from './patch.ts';
import { askedOf, onApi, type ControlOperations } from './read.ts';
import { conflict, notFound } from './refusals.ts';
import type { RequestValidator, RestApi } from '../rest-api.ts';

const place = { restApiId: text, requestValidatorId: text };

const rules = [
  replaced('/name'),
  replaced('/validateRequestBody', 'flag'),
  replaced('/validateRequestParameters', 'flag'),
];

export const requestValidatorOperations: ControlOperations = {
  CreateRequestValidator: operation(
    {
      restApiId: text,
      name: text,
      validateRequestBody: flag,
      validateRequestParameters: flag,
    },
    ({ restApiId, name = '', ...checks }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const validator: RequestValidator = {
          id: idOf(context.uuid('request validator')),
          name,
          validateRequestBody: checks.validateRequestBody ?? false,
          validateRequestParameters: checks.validateRequestParameters ?? false,
        };
        return { api: withValidator(api, validator), outcome: success(validator) };
      }),
  ),

  GetRequestValidator: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const validator = validatorOf(api, request.requestValidatorId);
      return isRefusal(validator) ? validator : askedOf(api, validator);
    }),
  ),

  GetRequestValidators: operation(
    { restApiId: text, limit: number, position: text },
    ({ restApiId, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(values(api.requestValidators), asked),
      })),
  ),

  UpdateRequestValidator: operation({ ...place, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const validator = validatorOf(api, request.requestValidatorId);
      if (isRefusal(validator)) return validator;
      const after = patched(validator, request.patchOperations, rules);
      if (isRefusal(after)) return after;
      return { api: withValidator(api, after), outcome: success(after) };
    }),
  ),

  DeleteRequestValidator: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const validator = validatorOf(api, request.requestValidatorId);
      if (isRefusal(validator)) return validator;
      const user = userOf(api, validator.id);
      if (user !== undefined) {
        return conflict(
          `Cannot delete request validator '${validator.id}', is referenced in method request: ${user}`,
        );
      }
      const requestValidators = remove(api.requestValidators, validator.id);
      return { api: { ...api, requestValidators }, outcome: success({}) };
    }),
  ),
};

function validatorOf(api: RestApi, id = ''): RequestValidator | Refusal {
  return (
    get(api.requestValidators, id) ?? notFound('Invalid Request Validator identifier specified')
  );
}

function withValidator(api: RestApi, validator: RequestValidator): RestApi {
  return { ...api, requestValidators: set(api.requestValidators, validator.id, validator) };
}

/** A method whose requests it validates. */
function userOf({ resources }: RestApi, id: string): string | undefined {
  for (const { path, methods } of values(resources)) {
    const user = values(methods).find(({ settings }) => settings.requestValidatorId === id);
    if (user) return `${path === '/' ? '' : path}/${user.settings.httpMethod}`;
  }
  return undefined;
}
