/** AWS Lambda: invocations, throttling, asynchronous retries, queues as event sources. */
import type { Json } from '@stepthrough/asl';
import { get, remove, set, values, type SortedMap } from '../../collections/sorted-map.ts';
import { resourceName } from '../../setting.ts';
import { failedItems, passes, recordOf } from '../pipes/records.ts';
import {
  failure,
  success,
  type Context,
  type JsonObject,
  type Outcome,
  type ReplyTo,
  type Result,
  type Service,
  type ServiceEffect,
} from '../service.ts';

export interface LambdaState {
  /** Invocations that a handler works on. */
  readonly running: SortedMap<number, Invocation>;
}

interface Invocation {
  readonly function: string;
  readonly replyTo: ReplyTo | undefined;
  readonly payload: Json;
  /** Of an asynchronous invocation: how often it has failed. */
  readonly failures: number | undefined;
}

type Key =
  | {
      readonly step: 'received' | 'processed';
      readonly function: string;
      readonly source: number;
      readonly records: readonly JsonObject[];
    }
  | { readonly step: 'returned'; readonly invocation: number };

/** Asynchronous invocations are tried again after one minute, then after two. */
const retryDelays = [60_000, 120_000];

export const lambda: Service<LambdaState> = {
  name: 'lambda',
  initial: () => ({ running: undefined }),
  begin: (state, { setting }) => ({
    state,
    effects: Object.entries(setting.scenario.resources.functions).flatMap(([name, declared]) =>
      sourcesOf(declared).map((source, index) => poll(name, index, source)),
    ),
  }),
  operations: {
    Invoke: (request, state, context) => {
      const { FunctionName = '', Payload = {}, InvocationType } = request;
      const name = functionName(String(FunctionName));
      const declared = context.setting.scenario.resources.functions[name];
      if (!declared) {
        const arn = `arn:aws:lambda:${context.region}:${context.account}:function:${name}`;
        return {
          state,
          outcome: failure('ResourceNotFoundException', `Function not found: ${arn}`, 404),
        };
      }
      const running = values(state.running).filter((other) => other.function === name).length;
      const limit = declared['concurrency'];
      if (typeof limit === 'number' && running >= limit) {
        return { state, outcome: failure('TooManyRequestsException', 'Rate Exceeded.', 429) };
      }
      const isAsync = InvocationType === 'Event';
      const started = invoke(state, context, {
        function: name,
        payload: Payload,
        replyTo: isAsync ? undefined : context.replyTo,
        failures: isAsync ? 0 : undefined,
      });
      return isAsync ? { ...started, outcome: success({ StatusCode: 202 }) } : started;
    },
  },
  wake: (key, state, context) => invoke(state, context, key as unknown as Invocation),
  reply: (key, outcome, state, context) => {
    const told = key as unknown as Key;
    if (told.step === 'returned') return returned(told.invocation, outcome, state, context);
    const declared = context.setting.scenario.resources.functions[told.function] ?? {};
    const source = sourcesOf(declared)[told.source];
    if (!source) return { state };
    return told.step === 'received'
      ? received(told, source, outcome, state, context)
      : processed(told, source, outcome, state);
  },
};

function invoke(state: LambdaState, context: Context, invocation: Invocation): Result<LambdaState> {
  const { function: name, payload } = invocation;
  const requestId = context.uuid('invocation');
  const key: Key = { step: 'returned', invocation: context.number };
  return {
    state: { running: set(state.running, context.number, invocation) },
    effects: [
      { do: 'log', kind: 'functionInvoked', message: `Function ${name} invoked`, data: payload },
      {
        do: 'drive',
        request: { kind: 'invoke', function: name, requestId, payload, replyTo: toSelf(key) },
      },
    ],
  };
}

function returned(
  number: number,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Result<LambdaState> {
  const invocation = get(state.running, number);
  if (!invocation) return { state };
  const after: LambdaState = { running: remove(state.running, number) };
  const { replyTo, failures, function: name, payload } = invocation;
  if (replyTo) return { state: after, effects: [{ do: 'reply', replyTo, outcome }] };
  const hasFailed = !outcome.ok || (outcome.response as JsonObject)['FunctionError'] !== undefined;
  if (!hasFailed || failures === undefined) return { state: after };
  const delay = retryDelays[failures];
  if (delay !== undefined) {
    const again: Invocation = { ...invocation, failures: failures + 1 };
    return {
      state: after,
      effects: [{ do: 'wake', key: again as unknown as Json, at: context.now + delay }],
    };
  }
  const queue = context.setting.scenario.resources.functions[name]?.['onFailure'];
  if (typeof queue !== 'string') return { state: after };
  const body = {
    version: '1.0',
    timestamp: new Date(context.now).toISOString(),
    requestContext: {
      functionArn: `arn:aws:lambda:${context.region}:${context.account}:function:${name}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: failures + 1,
    },
    requestPayload: payload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: outcome.ok ? ((outcome.response as JsonObject)['Payload'] ?? null) : null,
  };
  const request = { QueueUrl: queue, MessageBody: JSON.stringify(body) };
  return {
    state: after,
    effects: [{ do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } }],
  };
}

function received(
  told: Extract<Key, { step: 'received' | 'processed' }>,
  source: JsonObject,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Result<LambdaState> {
  const queue = String(source['queue']);
  const { Messages = [] } = (outcome.ok ? outcome.response : {}) as { Messages?: JsonObject[] };
  const all = Messages.map((message) => recordOf(message, queue, context));
  const filters = (source['filter'] ?? []) as readonly Json[];
  const records = all.filter((record) => passes(record, filters));
  const dropped = all.filter((record) => !records.includes(record));
  const effects: ServiceEffect[] = [
    ...(dropped.length > 0 ? [deletion(queue, dropped)] : []),
    poll(told.function, told.source, source),
  ];
  if (records.length === 0) return { state, effects };
  const key: Key = { ...told, step: 'processed', records };
  const request = { FunctionName: told.function, Payload: { Records: records } };
  return {
    state,
    effects: [
      ...effects,
      {
        do: 'call',
        call: { service: 'lambda', operation: 'Invoke', request },
        replyTo: toSelf(key),
      },
    ],
  };
}

/** What succeeded is deleted; the rest is seen again after its visibility timeout. */
function processed(
  { records }: Extract<Key, { step: 'received' | 'processed' }>,
  source: JsonObject,
  outcome: Outcome,
  state: LambdaState,
): Result<LambdaState> {
  const response = (outcome.ok ? outcome.response : {}) as JsonObject;
  if (!outcome.ok || response['FunctionError'] !== undefined) return { state };
  const ids = records.map(({ messageId }) => String(messageId));
  const failed =
    source['reportBatchItemFailures'] === true ? failedItems(response['Payload'] ?? null, ids) : [];
  if (failed === 'all') return { state };
  const done = records.filter(({ messageId }) => !failed.includes(String(messageId)));
  return { state, effects: done.length > 0 ? [deletion(String(source['queue']), done)] : [] };
}

function poll(name: string, index: number, source: JsonObject): ServiceEffect {
  const { queue = '', batchSize } = source;
  const key: Key = { step: 'received', function: name, source: index, records: [] };
  const request = {
    QueueUrl: queue,
    MaxNumberOfMessages: Math.min(10, typeof batchSize === 'number' ? batchSize : 10),
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  };
  return { do: 'call', call: { service: 'sqs', operation: 'Poll', request }, replyTo: toSelf(key) };
}

function deletion(queue: string, records: readonly JsonObject[]): ServiceEffect {
  const Entries = records.map(({ receiptHandle = '' }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  const request = { QueueUrl: queue, Entries };
  return { do: 'call', call: { service: 'sqs', operation: 'DeleteMessageBatch', request } };
}

function sourcesOf(declared: JsonObject): readonly JsonObject[] {
  return (declared['events'] ?? []) as readonly JsonObject[];
}

function functionName(reference: string): string {
  const [, name] = /function:([^:]+)/.exec(reference) ?? [];
  return name ?? resourceName(reference.replace(/:[^:]*$/, ''));
}

function toSelf(key: Key): ReplyTo {
  return { kind: 'service', service: 'lambda', key: key as unknown as Json };
}
