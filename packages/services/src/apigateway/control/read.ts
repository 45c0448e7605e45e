/** Finding what a request means in the state, or AWS's refusal of it. */
import { get, set } from '@stepthrough/collections';
import { failure, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import type { Context, Operation } from '../../contract/service.ts';
import type { ApiGatewayState } from '../state.ts';
import type { ApiKey as Alarm, Progress } from '../parking.ts';
import { notFound } from './refusals.ts';
import type { Method, Resource, RestApi } from '../rest-api.ts';

export type ControlOperations = {
  readonly [name: string]: Operation<ApiGatewayState, Alarm>;
};

export function apiOf(
  state: ApiGatewayState,
  id: string | undefined,
  { account }: Context,
): RestApi | Refusal {
  if (id === undefined) return missing('restApiId');
  return get(state.apis, id) ?? notFound(`Invalid API identifier specified ${account}:${id}`);
}

export function resourceOf(api: RestApi, id: string | undefined): Resource | Refusal {
  if (id === undefined) return missing('resourceId');
  return get(api.resources, id) ?? notFound('Invalid Resource identifier specified');
}

export function methodOf(resource: Resource, verb: string | undefined): Method | Refusal {
  if (verb === undefined) return missing('httpMethod');
  return get(resource.methods, verb) ?? notFound('Invalid Method identifier specified');
}

/** A request without what the address of its resource is made of, which no client sends. */
export function missing(member: string): Refusal {
  return failure(
    'ValidationException',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A member, e.g. `putIntegrationInput.type`, that has to be one of these. */
export function choiceProblem(
  at: string,
  value: string | undefined,
  choices: readonly string[],
): Refusal | undefined {
  if (value === undefined) return missing(at);
  if (choices.includes(value)) return undefined;
  return failure(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${choices.join(', ')}]`,
  );
}

export function withApi(state: ApiGatewayState, api: RestApi): ApiGatewayState {
  return { ...state, apis: set(state.apis, api.settings.id, api) };
}

export function withResource(api: RestApi, resource: Resource): RestApi {
  return { ...api, resources: set(api.resources, resource.id, resource) };
}

/** What an operation on one thing of an API does: the API after it, and the answer. */
export interface Change {
  readonly api: RestApi;
  readonly outcome: Outcome;
}

/** Performs an operation on an API, unless it refuses. */
export function onApi(
  state: ApiGatewayState,
  id: string | undefined,
  context: Context,
  perform: (api: RestApi) => Change | Refusal,
): Progress {
  const api = apiOf(state, id, context);
  const done = 'ok' in api ? api : perform(api);
  if ('ok' in done) return { state, outcome: done };
  return {
    state: done.api === api ? state : withApi(state, done.api),
    outcome: done.outcome,
  };
}

export interface MethodPlace {
  readonly restApiId?: string;
  readonly resourceId?: string;
  readonly httpMethod?: string;
}

/** Performs an operation on a resource, unless it refuses. */
export function onResource(
  state: ApiGatewayState,
  { restApiId, resourceId }: MethodPlace,
  context: Context,
  perform: (api: RestApi, resource: Resource) => Change | Refusal,
): Progress {
  return onApi(state, restApiId, context, (api) => {
    const resource = resourceOf(api, resourceId);
    return 'ok' in resource ? resource : perform(api, resource);
  });
}

/** Performs an operation on a method, unless it refuses. */
export function onMethod(
  state: ApiGatewayState,
  place: MethodPlace,
  context: Context,
  perform: (api: RestApi, resource: Resource, method: Method) => Change | Refusal,
): Progress {
  return onResource(state, place, context, (api, resource) => {
    const method = methodOf(resource, place.httpMethod);
    return 'ok' in method ? method : perform(api, resource, method);
  });
}

/** The API with this method of a resource in place of the one with the same verb. */
export function withMethod(api: RestApi, resource: Resource, method: Method): RestApi {
  const methods = set(resource.methods, method.settings.httpMethod, method);
  return withResource(api, { ...resource, methods });
}

/** A method that no longer is what the scenario declares. */
export function withoutRoute({ settings, responses, integration }: Method): Method {
  return { settings, responses, ...(integration === undefined ? {} : { integration }) };
}

/** A question: the API stays as it is. */
export function askedOf(api: RestApi, response: Parameters<typeof success>[0]): Change {
  return { api, outcome: success(response) };
}
