/** What API Gateway keeps: requests on their way, connections, caches and counters. */
import type { SortedMap } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Content } from '../contract/content.ts';
import type { ReplyTo } from '../contract/service.ts';
import type { ApiKey, RestApi, ServedApi, ServedRoute, UsagePlan } from './rest-api.ts';
import type { Overrides } from './velocity/render-template.ts';
import type { AuthorizerResult } from './authorizer-result.ts';
import type { AnswerHeaders, Headers } from './headers.ts';
import type { Stage } from './stages.ts';
import type { TestRun } from './test-run.ts';
import type { RoutedApi } from './routed-api.ts';

export interface ApiGatewayState {
  /** REST APIs by their ids. */
  readonly apis: SortedMap<string, RestApi>;
  /** HTTP and WebSocket APIs by their ids. */
  readonly routedApis: SortedMap<string, RoutedApi>;
  readonly apiKeys: SortedMap<string, ApiKey>;
  readonly usagePlans: SortedMap<string, UsagePlan>;
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

/** A request or a frame that has reached an API. */
export interface Arrival {
  readonly request: HttpRequest;
  /** The name of the API. */
  readonly api: string;
  /** What is served of it, found once at the door. */
  readonly declared: { readonly api: ServedApi; readonly stage: Stage };
  readonly replyTo: ReplyTo | undefined;
  /** A Task's `apigateway:invoke` gets another form of the answer. */
  readonly isTask: boolean;
  /** Who has been let in, and what the authorizer says of them. */
  readonly principal: Principal | undefined;
  /** Of TestInvokeMethod: what has been logged so far. */
  readonly test?: TestRun;
  /** Of a WebSocket: what kind of event it is. */
  readonly frame?: Frame;
}

/** One that a route serves. */
export interface Pending extends Arrival {
  /** As the API names it: `METHOD /path`, or the route key of a WebSocket API. */
  readonly route: string;
  readonly declared: Arrival['declared'] & { readonly route: ServedRoute };
  readonly pathParameters: { readonly [name: string]: string };
  /** As they stand in the address, which is how a function of a REST API gets them. */
  readonly rawParameters: { readonly [name: string]: string };
  /** What the request's template has set. */
  readonly overrides?: Overrides;
  /** Under which key its answer is kept. */
  readonly cacheKey?: string;
  /** Of an AWS service: what it has been asked. */
  readonly asked?: AwsAsked;
}

/** What an AWS service has been asked, which decides on the form of its answer. */
export interface AwsAsked {
  readonly operation: string;
  readonly protocol: 'json' | 'query' | 'queryXml' | 's3';
  readonly service: string;
  /** Of S3: the method that was sent, and whether keys are asked for encoded. */
  readonly method?: string;
  readonly isEncoded?: boolean;
}

export interface Principal {
  /** `$context.authorizer`, as the payload of a function shows it. */
  readonly authorizer: JsonObject;
  /** `$context.identity` of an IAM caller. */
  readonly identity: JsonObject;
  readonly apiKey?: string | undefined;
}

export interface Frame {
  readonly connection: string;
  readonly type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly messageId?: string;
}

export interface Connection {
  /** The name of the API. */
  readonly api: string;
  readonly declared: Arrival['declared'];
  readonly since: number;
  readonly lastUsed: number;
  /** Not open before `$connect` has let it in. */
  readonly isOpen: boolean;
  readonly principal: Principal | undefined;
  readonly headers: Headers;
}

export interface HttpRequest {
  readonly method: string;
  /** Without stage and query. */
  readonly path: string;
  readonly query: { readonly [name: string]: readonly string[] };
  readonly headers: Headers;
  /** The values of the headers that were sent several times. */
  readonly repeated: { readonly [name: string]: readonly string[] };
  readonly body: Content | undefined;
  readonly id: string;
  readonly at: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Content;
}
