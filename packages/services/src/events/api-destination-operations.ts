/** Operations on API destinations. */
import { get, remove, set, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { destinationArn } from './api-destination.ts';
import { connectionAt } from './connection.ts';
import { pageOf } from './paging.ts';
import type { ApiDestination, EventsState } from './state.ts';
import {
  alreadyExists,
  broken,
  constraintProblem,
  constraintsBroken,
  enumBroken,
  invalid,
  missingBroken,
  notFound,
  rangeBroken,
} from './validation.ts';

const methods = ['HEAD', 'POST', 'PATCH', 'DELETE', 'PUT', 'GET', 'OPTIONS'] as const;

/** Invocations in a second: what it is where nothing is said, and the most. */
const defaultRate = 300;

const form = {
  Name: text,
  Description: text,
  ConnectionArn: text,
  InvocationEndpoint: text,
  HttpMethod: text,
  InvocationRateLimitPerSecond: number,
} as const;

interface Settings {
  readonly Name?: string;
  readonly Description?: string;
  readonly ConnectionArn?: string;
  readonly InvocationEndpoint?: string;
  readonly HttpMethod?: string;
  readonly InvocationRateLimitPerSecond?: number;
}

export const apiDestinationOperations: { readonly [name: string]: Operation<EventsState> } = {
  CreateApiDestination: operation(form, (request, state, context) => {
    const { Name: name = '' } = request;
    const problem =
      broken([
        ...settingsBroken(request),
        ...missingBroken('connectionArn', request.ConnectionArn),
        ...missingBroken('invocationEndpoint', request.InvocationEndpoint),
        ...missingBroken('httpMethod', request.HttpMethod),
      ]) ?? valueProblem('create', request);
    if (problem) return { state, outcome: problem };
    if (get(state.destinations, name)) {
      const outcome = alreadyExists(
        failed('create', `An api-destination with name '${name}' already exists.`),
      );
      return { state, outcome };
    }
    const wrong = connectionProblem('create', request.ConnectionArn, state);
    if (wrong) return { state, outcome: wrong };
    const destination: ApiDestination = {
      name,
      id: context.uuid('destination'),
      connection: '',
      endpoint: '',
      method: '',
      rate: defaultRate,
      createdAt: context.now,
      modifiedAt: context.now,
      ...given(request),
    };
    return kept(destination, state, context);
  }),

  DescribeApiDestination: operation({ Name: text }, ({ Name }, state, context) => {
    const found = destinationOf('describe', Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const { description: Description } = found;
    const told = Description === undefined ? {} : { Description };
    return { state, outcome: success({ ...listed(found, state, context), ...told }) };
  }),

  UpdateApiDestination: operation(form, (request, state, context) => {
    const problem = broken(settingsBroken(request)) ?? valueProblem('update', request);
    if (problem) return { state, outcome: problem };
    const found = destinationOf('update', request.Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const wrong = connectionProblem('update', request.ConnectionArn, state);
    if (wrong) return { state, outcome: wrong };
    return kept({ ...found, ...given(request), modifiedAt: context.now }, state, context);
  }),

  DeleteApiDestination: operation({ Name: text }, ({ Name }, state) => {
    const found = destinationOf('delete', Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const destinations = remove(state.destinations, found.name);
    return { state: { ...state, destinations }, outcome: success({}) };
  }),

  ListApiDestinations: operation(
    { NamePrefix: text, ConnectionArn: text, Limit: number, NextToken: text },
    ({ NamePrefix, ConnectionArn, Limit, NextToken }, state, context) => {
      const problem = broken([
        ...constraintsBroken(
          ['namePrefix', NamePrefix, 'ApiDestinationName'],
          ['connectionArn', ConnectionArn, 'ConnectionArn'],
        ),
        ...rangeBroken('limit', Limit, 1, 100),
      ]);
      if (problem) return { state, outcome: problem };
      if (NamePrefix !== undefined && ConnectionArn !== undefined) {
        const why =
          'Request failed because only one filter is supported per request, either ConnectionArn or NamePrefix.';
        return { state, outcome: invalid(failed('list', why)) };
      }
      const all = values(state.destinations).filter(
        ({ name, connection }) =>
          name.startsWith(NamePrefix ?? '') && (ConnectionArn ?? connection) === connection,
      );
      const page = pageOf(all, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      const ApiDestinations = page.items.map((one) => listed(one, state, context));
      return { state, outcome: success({ ApiDestinations, ...page.token }) };
    },
  ),
};

function failed(to: string, why: string): string {
  return `Failed to ${to} the api-destination(s). ${why}`;
}

function settingsBroken(request: Settings): readonly string[] {
  return [
    ...constraintsBroken(
      ['name', request.Name, 'ApiDestinationName', 'required'],
      ['description', request.Description, 'Description'],
      ['connectionArn', request.ConnectionArn, 'ConnectionArn'],
      ['invocationEndpoint', request.InvocationEndpoint, 'HttpsEndpoint'],
    ),
    ...enumBroken('httpMethod', request.HttpMethod, methods),
    ...rangeBroken(
      'invocationRateLimitPerSecond',
      request.InvocationRateLimitPerSecond,
      1,
      Infinity,
    ),
  ];
}

function valueProblem(to: string, request: Settings): Refusal | undefined {
  const { InvocationEndpoint: endpoint, InvocationRateLimitPerSecond: rate = 1 } = request;
  if (endpoint !== undefined && !/^https:\/\/[^/?*:@]+(?::\d+)?(?:[/?].*)?$/i.test(endpoint)) {
    const why = `Parameter InvocationEndpoint is not valid. Reason: Endpoint '${endpoint}' is invalid, please provide a valid HTTPS endpoint URL.`;
    return invalid(failed(to, why));
  }
  if (rate <= defaultRate) return undefined;
  const why = `Invalid Invocation Rate Limit: Rate specified '${rate}' for '${request.Name}' exceeds maximum allowed of '${defaultRate}'.`;
  return failure('LimitExceededException', failed(to, why));
}

function connectionProblem(
  to: string,
  reference: string | undefined,
  state: EventsState,
): Refusal | undefined {
  return reference === undefined || connectionAt(reference, state)
    ? undefined
    : notFound(failed(to, `Connection '${reference}' does not exist.`));
}

function destinationOf(
  to: string,
  name: string | undefined,
  state: EventsState,
): ApiDestination | Refusal {
  const problem = constraintProblem(['name', name, 'ApiDestinationName', 'required']);
  if (problem) return problem;
  return (
    get(state.destinations, name ?? '') ??
    notFound(failed(to, `An api-destination '${name}' does not exist.`))
  );
}

function given(request: Settings) {
  const { Description, ConnectionArn, InvocationEndpoint, HttpMethod } = request;
  const { InvocationRateLimitPerSecond: rate } = request;
  return {
    ...(Description === undefined ? {} : { description: Description }),
    ...(ConnectionArn === undefined ? {} : { connection: ConnectionArn }),
    ...(InvocationEndpoint === undefined ? {} : { endpoint: InvocationEndpoint }),
    ...(HttpMethod === undefined ? {} : { method: HttpMethod }),
    ...(rate === undefined ? {} : { rate }),
  };
}

function kept(destination: ApiDestination, state: EventsState, context: Context) {
  const destinations = set(state.destinations, destination.name, destination);
  const outcome = success(summary(destination, state, context));
  return { state: { ...state, destinations }, outcome };
}

/** Times are seconds since the epoch. It is active while its connection is authorized. */
function summary(destination: ApiDestination, state: EventsState, context: Context): JsonObject {
  const isActive = connectionAt(destination.connection, state)?.state === 'AUTHORIZED';
  return {
    ApiDestinationArn: destinationArn(destination, context),
    ApiDestinationState: isActive ? 'ACTIVE' : 'INACTIVE',
    CreationTime: destination.createdAt / 1000,
    LastModifiedTime: destination.modifiedAt / 1000,
  };
}

function listed(destination: ApiDestination, state: EventsState, context: Context): JsonObject {
  const { name, connection, endpoint, method, rate } = destination;
  return {
    ...summary(destination, state, context),
    Name: name,
    ConnectionArn: connection,
    InvocationEndpoint: endpoint,
    HttpMethod: method,
    InvocationRateLimitPerSecond: rate,
  };
}
