import type { SortedMap } from '../../collections/sorted-map.ts';
import type { JsonObject, ReplyTo } from '../service.ts';

export interface ApiGatewayState {
  /** Requests that wait for their integration. */
  readonly pending: SortedMap<number, Pending>;
  readonly connections: SortedMap<string, { readonly api: string; readonly since: number }>;
}

export interface Pending {
  readonly request: HttpRequest;
  readonly api: string;
  readonly route: string;
  readonly pathParameters: JsonObject;
  readonly replyTo: ReplyTo | undefined;
  /** A Task's `apigateway:invoke` gets another form of the answer. */
  readonly isTask: boolean;
}

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
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
