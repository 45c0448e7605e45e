/** A request to the endpoint of an API destination, with what its connection and its target add. */
import { get } from '@stepthrough/collections';
import { base64Encode, isObject, type Json } from '@stepthrough/json';
import { responseOf, type AwsError, type Outcome } from '../contract/outcome.ts';
import type { ServiceCall } from '../contract/service.ts';
import type { Parameters } from './authorization.ts';
import { connectionAt } from './connection.ts';
import { headersWith, queryWith } from './http-parameters.ts';
import {
  arn,
  type ApiDestination,
  type Connection,
  type EventsState,
  type Place,
  type Target,
} from './state.ts';

type Fault = Pick<AwsError, 'code' | 'message'>;

/** Milliseconds that an endpoint has for its answer. */
const timeout = 5000;

export function destinationArn(
  { name, id }: Pick<ApiDestination, 'name' | 'id'>,
  place: Place,
): string {
  return arn('events', `api-destination/${name}/${id}`, place);
}

export function isDestination(reference: string): boolean {
  return /^arn:[^:]*:events:[^:]*:\d{12}:api-destination\//.test(reference);
}

/** The connection of the API destination that a target names. */
export function connectionOfTarget({ Arn }: Target, state: EventsState): Connection | undefined {
  const destination = destinationAt(Arn, state);
  return destination && connectionAt(destination.connection, state);
}

/** The request that brings an input to a target's endpoint. */
export function requestOf(
  target: Target,
  input: Json,
  state: EventsState,
): { readonly call: ServiceCall } | { readonly error: Fault } {
  const destination = destinationAt(target.Arn, state);
  if (!destination) {
    return fault('NO_RESOURCE', `The API destination ${target.Arn} does not exist.`);
  }
  const { endpoint, method } = destination;
  const connection = connectionAt(destination.connection, state);
  if (connection?.state !== 'AUTHORIZED') {
    return fault('NO_PERMISSIONS', `The connection ${destination.connection} is not authorized.`);
  }
  const { PathParameterValues: values = [], HeaderParameters = {} } = target.HttpParameters ?? {};
  const { QueryStringParameters = {} } = target.HttpParameters ?? {};
  const { InvocationHttpParameters: more = {} } = connection.parameters ?? {};
  const query = new Map([
    ...Object.entries(QueryStringParameters),
    ...pairs(more.QueryStringParameters),
  ]);
  const headers = headersWith([
    ...Object.entries(HeaderParameters),
    ...pairs(more.HeaderParameters),
    ...authorizationOf(connection),
  ]);
  const body = pairs(more.BodyParameters);
  const value = isObject(input) ? { ...input, ...Object.fromEntries(body) } : input;
  const signal = {
    kind: 'request',
    url: queryWith(filled(endpoint, values), [...query]),
    method,
    headers,
    body: JSON.stringify(value),
    isTask: false,
  } as const;
  return { call: { service: 'http', signal } };
}

/** Why an answer of an endpoint counts as no delivery, and whether it refuses the credentials. */
export function answerFault(
  outcome: Outcome,
  elapsed: number,
): (Fault & { readonly rejects?: number }) | undefined {
  if (!outcome.ok) return outcome.error;
  if (elapsed > timeout) {
    return { code: 'TIMEOUT', message: 'The endpoint took longer than 5 seconds to answer.' };
  }
  const { status = 200 } = responseOf(outcome);
  if (typeof status !== 'number' || status < 300) return undefined;
  const message = `The endpoint answered with HTTP status ${status}.`;
  const rejects = status === 401 || status === 407 ? { rejects: status } : {};
  return { code: 'ERROR_FROM_TARGET', message, ...rejects };
}

function destinationAt(reference: string, state: EventsState): ApiDestination | undefined {
  const [, name = '', id] = /:api-destination\/([^/]+)\/([^/]+)$/.exec(reference) ?? [];
  const found = get(state.destinations, name);
  return found?.id === id ? found : undefined;
}

function authorizationOf({
  type,
  parameters = {},
  token = '',
}: Connection): readonly (readonly [string, string])[] {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key } = parameters;
  switch (type) {
    case 'BASIC': {
      const text = `${basic?.Username ?? ''}:${basic?.Password ?? ''}`;
      return [['Authorization', `Basic ${base64Encode(text)}`]];
    }
    case 'API_KEY':
      return [[key?.ApiKeyName ?? '', key?.ApiKeyValue ?? '']];
    case 'OAUTH_CLIENT_CREDENTIALS':
      return [['Authorization', token]];
  }
}

function pairs(given: Parameters = []): readonly (readonly [string, string])[] {
  return given.map(({ Key = '', Value = '' }) => [Key, Value]);
}

/** Each `*` of an address stands for the next value. */
function filled(endpoint: string, values: readonly string[]): string {
  let next = 0;
  return endpoint.replace(/\*/g, () => values[next++] ?? '*');
}

function fault(code: string, message: string) {
  return { error: { code, message } };
}
