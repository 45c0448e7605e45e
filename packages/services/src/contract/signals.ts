/**
 * What services, the scenario and the world say to a service where AWS's API has no operation for it:
 * pollers, streams, clients of an API, the wait of `.sync`. No Task can name one.
 */
import type { JsonObject } from '@stepthrough/json';
import type { Content } from './content.ts';
import type { ServiceName } from './service-name.ts';

interface Told {
  readonly sqs: Poll | StopPolling | DeleteRecords;
  readonly events: Fire | ReplayOn | Settle;
  readonly dynamodb: ReadStream;
  readonly lambda: SourceRecords;
  readonly pipes: PipeRecords;
  readonly apigateway: ApiRequest | Connect | Frame | Disconnect | InvokeApi;
  readonly http: HttpRequest;
  readonly s3: Write;
  readonly workers: Invoked;
  readonly states: RunExecution;
}

/** What is said to each service; `never` to those that have no signals. */
export type Signals = { readonly [N in ServiceName]: N extends keyof Told ? Told[N] : never };

/** A signal with the service that it is for. */
export type Signal<N extends keyof Signals = keyof Signals> = {
  readonly [S in N]: { readonly service: S; readonly signal: Signals[S] };
}[N];

/** A poller of the simulation waits without end, so that waiting costs nothing. */
export interface Poll {
  readonly kind: 'poll';
  readonly queue: string;
  readonly most: number;
  /** Seconds; the queue's own when absent. */
  readonly visibilityTimeout?: number;
  /** By which it is told to stop. */
  readonly poller?: string;
}

/** A poller does not wait any more; it gets no answer. */
export interface StopPolling {
  readonly kind: 'stopPolling';
  readonly queue: string;
  readonly poller: string;
}

/**
 * From now on functions get the records of a stream, by its ARN. The answer has its `ShardId`, and the
 * `Records` that it keeps already, when those are wanted too.
 */
export interface ReadStream {
  readonly kind: 'readStream';
  readonly stream: string;
  readonly isFromBeginning: boolean;
}

/** A poller deletes a batch, of whatever size. */
export interface DeleteRecords {
  readonly kind: 'deleteRecords';
  readonly queue: string;
  readonly receipts: readonly string[];
  /** No filter of the event source matched them. */
  readonly isFiltered: boolean;
}

/** The schedule of a rule fires now. */
interface Fire {
  readonly kind: 'fire';
  readonly rule: string;
}

/** A replay of an archive makes its next step. */
interface ReplayOn {
  readonly kind: 'replay';
  readonly replay: string;
}

/** A connection to endpoints comes to the state that it is on its way to. */
interface Settle {
  readonly kind: 'connection';
  readonly connection: string;
  readonly id: string;
}

/** Records of a stream reach the event source mappings that read it, by its ARN. */
export interface SourceRecords {
  readonly kind: 'records';
  readonly stream: string;
  readonly records: readonly JsonObject[];
}

/** Records of a stream reach a pipe. */
interface PipeRecords {
  readonly kind: 'records';
  readonly pipe: string;
  readonly records: readonly JsonObject[];
}

/** A request reaches an API; the only one, or the first, when none is named. */
export interface ApiRequest {
  readonly kind: 'request';
  readonly api?: string;
  /** Name of a user of the scenario. */
  readonly user?: string;
  readonly method: string;
  /** With its query, with or without the stage. */
  readonly path: string;
  /** A header that is sent several times is a list. */
  readonly headers: JsonObject;
  readonly body?: Content;
}

/** A client of a WebSocket API shakes hands. */
export interface Connect {
  readonly kind: 'connect';
  readonly api: string;
  readonly connection: string;
  readonly headers: JsonObject;
  /** Query of the handshake, e.g. `?token=x`. */
  readonly path: string;
  /** Name of a user of the scenario. */
  readonly user?: string;
}

export interface Frame {
  readonly kind: 'frame';
  readonly connection: string;
  readonly body: string;
}

export interface Disconnect {
  readonly kind: 'disconnect';
  readonly connection: string;
}

/** `apigateway:invoke` of a Task, with the parameters as the integration has them. */
export interface InvokeApi {
  readonly kind: 'invoke';
  readonly parameters: JsonObject;
}

/** A request to an address outside. */
export interface HttpRequest {
  readonly kind: 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: JsonObject;
  readonly body?: Content;
  /** From `http:invoke`, whose answer is written otherwise than that of an integration. */
  readonly isTask: boolean;
}

/** An invocation of a function has ended, which a consumer follows. */
interface Invoked {
  readonly kind: 'invoked';
  readonly function: string;
  /** `payload`, and `result` or `error`, as patterns and templates see them. */
  readonly invocation: JsonObject;
}

/** A distributed Map writes its results. */
export interface Write {
  readonly kind: 'write';
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
}

/** What `.sync` does: start, and wait for the end. */
export interface RunExecution {
  readonly kind: 'run';
  readonly request: JsonObject;
}
