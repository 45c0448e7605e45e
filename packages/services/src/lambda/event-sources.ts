/** Event source mappings: queues that are polled, streams that are read in order. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { deletion, pollOf, failedItems, passes, recordOf } from '../pipes/records.ts';
import type { Context, ReplyTo, Result, ServiceEffect } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { SourceRecords } from '../contract/signals.ts';
import { isPoison } from '../faults/message-faults.ts';
import {
  initialSource,
  type LambdaState,
  type SourceKey,
  type SourceState,
  type WakeKey,
} from './state.ts';

type Progress = Result<LambdaState, WakeKey>;

export function beginSources(state: LambdaState, context: Context): Progress {
  const { functions } = context.setting.scenario.resources;
  const keys = Object.entries(functions).flatMap(([name, declared]) =>
    sourcesOf(declared).flatMap((source, index): SourceKey[] =>
      source['queue'] === undefined
        ? []
        : [{ step: 'received', function: name, source: index, records: [] }],
    ),
  );
  return keys.reduce<Progress>(
    (progress, key) => joined(progress, poll(key, progress.state, context)),
    { state },
  );
}

/** Records of a stream wait for the batch before them. */
export function takeRecords(
  { function: name, source: index, records }: SourceRecords,
  state: LambdaState,
  context: Context,
): Progress {
  const key: SourceKey = { step: 'retry', function: name, source: index, records: [] };
  const source = sourceOf(key, context);
  const filters = (source['filter'] ?? []) as readonly Json[];
  const fitting = records.filter((record) => passes(record, filters));
  if (fitting.length === 0) return { state };
  return gather(key, fitting, state, context);
}

export function sourceWoke(key: SourceKey, state: LambdaState, context: Context): Progress {
  return flush(key, state, context, true);
}

export function sourceReplied(
  key: SourceKey,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  return key.step === 'received'
    ? received(key, outcome, state, context)
    : processed(key, outcome, state, context);
}

function received(
  key: SourceKey,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const source = sourceOf(key, context);
  const queue = String(source['queue']);
  const { Messages = [] } = (outcome.ok ? outcome.response : {}) as { Messages?: JsonObject[] };
  const all = Messages.map((message) => recordOf(message, queue, context));
  const filters = (source['filter'] ?? []) as readonly Json[];
  const records = all.filter((record) => passes(record, filters));
  // What no filter matches is deleted, not left for others.
  const dropped = all.filter((record) => !records.includes(record));
  const effects = dropped.length > 0 ? [deletion(queue, dropped, true)] : [];
  const before = withSource(state, key, { ...stateOf(state, key), isPolling: false });
  const next = records.length > 0 ? gather(key, records, before, context) : { state: before };
  const again = joined(next, poll(key, next.state, context));
  return { ...again, effects: [...effects, ...(again.effects ?? [])] };
}

/** Adds records to those that wait; a full batch, or one without a window, goes at once. */
function gather(
  key: SourceKey,
  records: readonly JsonObject[],
  state: LambdaState,
  context: Context,
): Progress {
  const before = stateOf(state, key);
  const source = sourceOf(key, context);
  const isFirst = before.waiting.length === 0;
  const next = withSource(state, key, {
    ...before,
    waiting: [...before.waiting, ...records],
    since: isFirst ? context.now : before.since,
  });
  const { batchWindow } = source;
  const flushed = flush(key, next, context, batchWindow === undefined || batchWindow === 0);
  if (!isFirst || typeof batchWindow !== 'number' || batchWindow === 0) return flushed;
  const alarm: SourceKey = { ...key, step: 'window', records: [] };
  const wake = { do: 'wake', key: alarm, at: context.now + batchWindow } as const;
  return { ...flushed, effects: [...(flushed.effects ?? []), wake] };
}

/** Hands over full batches; the rest too when its time has come. */
function flush(key: SourceKey, state: LambdaState, context: Context, isDue: boolean): Progress {
  const source = sourceOf(key, context);
  const size = Number(source['batchSize'] ?? (source['table'] === undefined ? 10 : 100));
  let progress: Progress = { state };
  for (;;) {
    const current = stateOf(progress.state, key);
    const isOver = current.since + Number(source['batchWindow'] ?? 0) <= context.now;
    const isReady =
      current.waiting.length >= size || (current.waiting.length > 0 && isDue && isOver);
    const isHeld = current.active >= mostAtOnce(source) || current.pausedUntil > context.now;
    if (!isReady || isHeld) return progress;
    const records = current.waiting.slice(0, size);
    const rest = current.waiting.slice(size);
    const next = withSource(progress.state, key, {
      ...current,
      waiting: rest,
      active: current.active + 1,
    });
    progress = joined({ ...progress, state: next }, hand(key, records, next, context));
  }
}

/** A stream is read in order: one batch at a time. */
function mostAtOnce(source: JsonObject): number {
  if (source['table'] !== undefined) return 1;
  const { maximumConcurrency } = source;
  return typeof maximumConcurrency === 'number' ? maximumConcurrency : Infinity;
}

function hand(
  key: SourceKey,
  records: readonly JsonObject[],
  state: LambdaState,
  context: Context,
): Progress {
  const queue = String(sourceOf(key, context)['queue'] ?? '');
  const replyTo = toSelf({ ...key, step: 'processed', records });
  if (records.some(({ body = '' }) => isPoison(context.setting, queue, body))) {
    const log: ServiceEffect = {
      do: 'log',
      kind: 'faultInjected',
      message: `Function ${key.function} fails on a poisoned message of ${queue}`,
      resource: key.function,
    };
    const error = { code: 'Unhandled', message: 'The scenario poisons this message.', status: 200 };
    return { state, effects: [log, { do: 'reply', replyTo, outcome: { ok: false, error } }] };
  }
  const request = { FunctionName: key.function, Payload: { Records: records } };
  const call = { service: 'lambda', operation: 'Invoke', request } as const;
  return { state, effects: [{ do: 'call', call, replyTo }] };
}

function processed(
  key: SourceKey,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const source = sourceOf(key, context);
  const before = stateOf(state, key);
  const rest = withSource(state, key, { ...before, active: before.active - 1 });
  return source['table'] === undefined
    ? messagesProcessed(key, source, outcome, rest, context)
    : streamProcessed(key, source, outcome, rest, context);
}

/** What succeeded is deleted; the rest is seen again after its visibility timeout. */
function messagesProcessed(
  key: SourceKey,
  source: JsonObject,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const ids = key.records.map(({ messageId }) => String(messageId));
  const failed = failedOf(source, outcome, ids);
  const done =
    failed === 'all'
      ? []
      : key.records.filter(({ messageId }) => !failed.includes(String(messageId)));
  const queue = String(source['queue']);
  const effects: ServiceEffect[] = [
    ...(failed === 'all' || failed.length > 0
      ? [
          {
            do: 'log',
            kind: 'messageMoved',
            message: `Function ${key.function}: ${failed === 'all' ? 'the whole batch' : `${failed.length} of ${ids.length} messages`} failed and stay in ${queue}`,
            resource: queue,
          } as const,
        ]
      : []),
    ...(done.length > 0 ? [deletion(queue, done)] : []),
  ];
  const flushed = flush(key, state, context, true);
  const again = joined(flushed, poll(key, flushed.state, context));
  return { ...again, effects: [...effects, ...(again.effects ?? [])] };
}

/** A day: how long a stream keeps its records. */
const streamAge = 86_400_000;

/** A failed batch is read again, from the first record that failed; it holds up all behind it. */
function streamProcessed(
  key: SourceKey,
  source: JsonObject,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const ids = key.records.map(({ dynamodb }) => String((dynamodb as JsonObject)['SequenceNumber']));
  const failed = failedOf(source, outcome, ids);
  const current = stateOf(state, key);
  if (failed !== 'all' && failed.length === 0) {
    return flush(key, withSource(state, key, { ...current, failures: 0 }), context, true);
  }
  const first = failed === 'all' ? 0 : Math.min(...failed.map((id) => ids.indexOf(id)));
  const again = key.records.slice(first);
  const failures = current.failures + 1;
  const { ApproximateCreationDateTime: created = 0 } = (again[0]?.['dynamodb'] ?? {}) as JsonObject;
  const isOver =
    typeof source['retries'] === 'number'
      ? failures > source['retries']
      : context.now - Number(created) * 1000 >= streamAge;
  if (isOver) {
    const log: ServiceEffect = {
      do: 'log',
      kind: 'callFailed',
      message: `Function ${key.function} has failed ${failures} times on ${again.length} records of the stream; they are given up`,
      resource: key.function,
    };
    const flushed = flush(key, withSource(state, key, { ...current, failures: 0 }), context, true);
    return { ...flushed, effects: [log, ...(flushed.effects ?? [])] };
  }
  const waiting = [...again, ...current.waiting];
  const pausedUntil = context.now + Math.min(1000 * 2 ** (failures - 1), 60_000);
  const paused = { ...current, waiting, failures, since: context.now, pausedUntil };
  const retry: SourceKey = { ...key, step: 'retry', records: [] };
  return {
    state: withSource(state, key, paused),
    effects: [{ do: 'wake', key: retry, at: pausedUntil }],
  };
}

function failedOf(
  source: JsonObject,
  outcome: Outcome,
  ids: readonly string[],
): readonly string[] | 'all' {
  const response = (outcome.ok ? outcome.response : {}) as JsonObject;
  if (!outcome.ok || response['FunctionError'] !== undefined) return 'all';
  return source['reportBatchItemFailures'] === true
    ? failedItems(response['Payload'] ?? null, ids)
    : [];
}

function poll(key: SourceKey, state: LambdaState, context: Context): Progress {
  const source = sourceOf(key, context);
  const current = stateOf(state, key);
  if (current.isPolling || current.active >= mostAtOnce(source)) return { state };
  const replyTo = toSelf({ ...key, step: 'received', records: [] });
  return {
    state: withSource(state, key, { ...current, isPolling: true }),
    effects: [{ do: 'call', call: pollOf(source), replyTo }],
  };
}

function sourceOf({ function: name, source }: SourceKey, { setting }: Context): JsonObject {
  return sourcesOf(member(setting.scenario.resources.functions, name) ?? {})[source] ?? {};
}

function sourcesOf(declared: JsonObject): readonly JsonObject[] {
  return (declared['events'] ?? []) as readonly JsonObject[];
}

function stateOf(state: LambdaState, { function: name, source }: SourceKey): SourceState {
  return state.sources[`${name}#${source}`] ?? initialSource;
}

function withSource(
  state: LambdaState,
  { function: name, source }: SourceKey,
  changed: SourceState,
): LambdaState {
  return { ...state, sources: { ...state.sources, [`${name}#${source}`]: changed } };
}

function joined(first: Progress, second: Progress): Progress {
  return { state: second.state, effects: [...(first.effects ?? []), ...(second.effects ?? [])] };
}

function toSelf(key: SourceKey): ReplyTo {
  return { kind: 'service', service: 'lambda', key };
}
