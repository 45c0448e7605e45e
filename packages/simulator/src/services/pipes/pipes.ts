/** EventBridge Pipes from a queue to a state machine: poll, filter, enrich, transform, start, delete. */
import type { Json } from '@stepthrough/asl';
import { get, remove, set, type SortedMap } from '../../collections/sorted-map.ts';
import type {
  Context,
  JsonObject,
  Outcome,
  ReplyTo,
  Result,
  Service,
  ServiceCall,
  ServiceEffect,
} from '../service.ts';
import { applyInputTemplate } from './input-template.ts';
import { failedItems, parsed, passes, recordOf } from './records.ts';

export interface PipesState {
  /** Batches under way, by number. */
  readonly batches: SortedMap<number, Batch>;
}

interface Batch {
  readonly pipe: string;
  readonly records: readonly JsonObject[];
}

export const pipes: Service<PipesState> = {
  name: 'pipes',
  initial: () => ({ batches: undefined }),
  begin: (state, { setting }) => ({
    state,
    effects: Object.keys(setting.scenario.resources.pipes).map((name) =>
      poll(name, setting.scenario.resources.pipes[name] ?? {}),
    ),
  }),
  operations: {},
  reply: (key, outcome, state, context) => {
    const { pipe: name, batch: number, step } = key as unknown as Key;
    const pipe = context.setting.scenario.resources.pipes[name];
    if (!pipe) return { state };
    if (step === 'received') return received(name, pipe, outcome, state, context);
    const batch = get(state.batches, number);
    if (!batch) return { state };
    if (step === 'enriched')
      return deliver(name, pipe, number, enriched(outcome, batch), state, context);
    return finish(name, pipe, number, batch, outcome, state);
  },
};

interface Key {
  readonly pipe: string;
  readonly batch: number;
  readonly step: 'received' | 'enriched' | 'delivered';
}

function poll(name: string, { source, batchSize }: JsonObject): ServiceEffect {
  const request = {
    QueueUrl: source ?? '',
    MaxNumberOfMessages: Math.min(10, typeof batchSize === 'number' ? batchSize : 10),
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  };
  return {
    do: 'call',
    call: { service: 'sqs', operation: 'Poll', request },
    replyTo: replyTo({ pipe: name, batch: 0, step: 'received' }),
  };
}

function received(
  name: string,
  pipe: JsonObject,
  outcome: Outcome,
  state: PipesState,
  context: Context,
): Result<PipesState> {
  const { Messages = [] } = (outcome.ok ? outcome.response : {}) as { Messages?: JsonObject[] };
  const queue = String(pipe['source']);
  const all = Messages.map((message) => recordOf(message, queue, context));
  const filters = (pipe['filter'] ?? []) as readonly Json[];
  const records = all.filter((record) => passes(record, filters));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !records.includes(record));
  const effects: ServiceEffect[] = [
    ...(dropped.length === 0
      ? []
      : [
          {
            do: 'log',
            kind: 'messageMoved',
            message: `Pipe ${name} deletes ${dropped.length} messages of ${queue}: no filter matches them`,
          } as const,
          deletion(queue, dropped),
        ]),
    poll(name, pipe),
  ];
  if (records.length === 0) return { state, effects };
  const batches = set(state.batches, context.number, { pipe: name, records });
  const next = { state: { batches }, effects };
  const { enrichment } = pipe;
  if (typeof enrichment !== 'string') {
    const delivered = deliver(name, pipe, context.number, records, next.state, context);
    return { state: delivered.state, effects: [...effects, ...(delivered.effects ?? [])] };
  }
  const express = context.setting.machines.get(enrichment);
  const call: ServiceCall = express
    ? {
        service: 'states',
        operation: 'StartSyncExecution',
        request: { stateMachineArn: express.arn, input: JSON.stringify(records) },
      }
    : {
        service: 'lambda',
        operation: 'Invoke',
        request: { FunctionName: enrichment, Payload: records },
      };
  const key: Key = { pipe: name, batch: context.number, step: 'enriched' };
  return { ...next, effects: [...effects, { do: 'call', call, replyTo: replyTo(key) }] };
}

/** The target always gets a list, of one record too. */
function deliver(
  name: string,
  pipe: JsonObject,
  number: number,
  items: readonly Json[],
  state: PipesState,
  context: Context,
): Result<PipesState> {
  const { target, inputTemplate, invocation } = pipe;
  const machine =
    typeof target === 'string' ? context.setting.machines.get(target) : context.setting.main;
  const reserved: JsonObject = {
    'aws.pipes.pipe-name': name,
    'aws.pipes.pipe-arn': `arn:aws:pipes:${context.region}:${context.account}:pipe/${name}`,
    'aws.pipes.source-arn': `arn:aws:sqs:${context.region}:${context.account}:${String(pipe['source'])}`,
    'aws.pipes.target-arn': machine?.arn ?? String(target),
    'aws.pipes.event.ingestion-time': new Date(context.now).toISOString(),
  };
  const input = items.map((item) =>
    typeof inputTemplate === 'string' && typeof item === 'object' && item && !Array.isArray(item)
      ? applyInputTemplate(inputTemplate, item as JsonObject, {
          ...reserved,
          'aws.pipes.event': item,
          'aws.pipes.event.json': item,
        })
      : item,
  );
  const isSync =
    invocation === undefined ? machine?.type === 'EXPRESS' : invocation === 'REQUEST_RESPONSE';
  const call: ServiceCall = {
    service: 'states',
    operation: isSync ? 'StartSyncExecution' : 'StartExecution',
    request: { stateMachineArn: machine?.arn ?? String(target), input: JSON.stringify(input) },
  };
  const key: Key = { pipe: name, batch: number, step: 'delivered' };
  return { state, effects: [{ do: 'call', call, replyTo: replyTo(key) }] };
}

/** What has been taken is deleted; what failed is seen again after its visibility timeout. */
function finish(
  name: string,
  pipe: JsonObject,
  number: number,
  batch: Batch,
  outcome: Outcome,
  state: PipesState,
): Result<PipesState> {
  const ended: PipesState = { batches: remove(state.batches, number) };
  const ids = batch.records.map(({ messageId }) => String(messageId));
  const response = (outcome.ok ? outcome.response : {}) as { status?: string; output?: string };
  const hasFailed =
    !outcome.ok || (response.status !== undefined && response.status !== 'SUCCEEDED');
  const failed = hasFailed ? 'all' : failedItems(parsed(response.output ?? null), ids);
  const done =
    failed === 'all'
      ? []
      : batch.records.filter(({ messageId }) => !failed.includes(String(messageId)));
  const why = outcome.ok ? `the execution ${String(response.status)}` : outcome.error.message;
  return {
    state: ended,
    effects: [
      ...(failed === 'all'
        ? [
            {
              do: 'log',
              kind: 'messageMoved',
              message: `Pipe ${name}: ${why}; its ${ids.length} messages stay in ${String(pipe['source'])}`,
            } as const,
          ]
        : []),
      ...(done.length > 0 ? [deletion(String(pipe['source']), done)] : []),
    ],
  };
}

function enriched(outcome: Outcome, batch: Batch): readonly Json[] {
  if (!outcome.ok) return batch.records;
  const { Payload, output } = outcome.response as { Payload?: Json; output?: string };
  const value = Payload ?? parsed(output ?? null);
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function deletion(queue: string, records: readonly JsonObject[]): ServiceEffect {
  const Entries = records.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle ?? '',
  }));
  return {
    do: 'call',
    call: {
      service: 'sqs',
      operation: 'DeleteMessageBatch',
      request: { QueueUrl: queue, Entries },
    },
  };
}

function replyTo(key: Key): ReplyTo {
  return { kind: 'service', service: 'pipes', key: key as unknown as Json };
}
