import type { SortedMap } from '@stepthrough/collections';
import type { ReplyTo } from '../contract/service.ts';
import type { JsonObject } from '@stepthrough/json';
import type { AuthorizerResult } from './authorizer-result.ts';

export interface ApiGatewayState {
  /** Requests that wait for an authorizer or their integration. */
  readonly pending: SortedMap<number, Pending>;
  readonly connections: SortedMap<string, Connection>;
  /** Token buckets of throttles. */
  readonly buckets: SortedMap<string, { readonly tokens: number; readonly at: number }>;
  /** Requests in the current period of a quota. */
  readonly quotas: SortedMap<string, { readonly period: number; readonly used: number }>;
  readonly authorizations: SortedMap<string, Cached<AuthorizerResult>>;
  readonly responses: SortedMap<string, Cached<HttpResponse>>;
}

interface Cached<T> {
  readonly value: T;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export const initialState: ApiGatewayState = {
  pending: undefined,
  connections: undefined,
  buckets: undefined,
  quotas: undefined,
  authorizations: undefined,
  responses: undefined,
};

export interface Pending {
  readonly request: HttpRequest;
  readonly api: string;
  readonly stage: string;
  readonly route: string;
  readonly pathParameters: JsonObject;
  readonly replyTo: ReplyTo | undefined;
  /** A Task's `apigateway:invoke` gets another form of the answer. */
  readonly isTask: boolean;
  /** Who has been let in, and what the authorizer says of them. */
  readonly principal: Principal | undefined;
  /** Under which key its answer is kept. */
  readonly cacheKey?: string;
  /** Of a WebSocket: what kind of event it is. */
  readonly frame?: Frame;
}

export interface Principal {
  /** `$context.authorizer`, as the payload of a function shows it. */
  readonly authorizer: JsonObject;
  /** `$context.identity` of an IAM caller. */
  readonly identity: JsonObject;
  readonly apiKey?: string;
}

export interface Frame {
  readonly connection: string;
  readonly type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly messageId?: string;
}

export interface Connection {
  readonly api: string;
  readonly stage: string;
  readonly since: number;
  readonly lastUsed: number;
  /** Not open before `$connect` has let it in. */
  readonly isOpen: boolean;
  readonly principal: Principal | undefined;
  readonly headers: { readonly [name: string]: string };
}

export interface HttpRequest {
  readonly method: string;
  /** Without stage and query. */
  readonly path: string;
  readonly query: { readonly [name: string]: readonly string[] };
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
  readonly id: string;
  readonly at: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}
