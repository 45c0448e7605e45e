/** What a mapping is to read is looked at before the mapping is made or changed. */
import { get, set } from '@stepthrough/collections';
import { isArray, isObject, type JsonObject } from '@stepthrough/json';
import { responseOf, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import type {
  Context,
  ReplyTo,
  Result,
  ServiceCall,
  ServiceEffect,
} from '../../contract/service.ts';
import { joined } from '../../contract/joined.ts';
import { initialSource } from '../../sources/batching.ts';
import { versionOf, unpublished } from '../model/function.ts';
import { invalid } from '../model/problems.ts';
import type { LambdaState, SourceKey, WakeKey } from '../model/state.ts';
import { arrive, stopReading } from './event-sources.ts';
import { twin } from './twin.ts';
import { shown, type CheckedMapping, type Mapping } from '../model/mapping.ts';

type Progress = Result<LambdaState, WakeKey>;
type Checked = Extract<SourceKey, { readonly step: 'checked' }>;

/** Asks the queue for its visibility timeout, or begins to read the stream; the answer goes on. */
export function checkSource(
  mapping: CheckedMapping,
  state: LambdaState,
  { replyTo }: Context,
): Progress {
  const key: Checked = { step: 'checked', mapping, replyTo };
  const back: ReplyTo = { kind: 'service', service: 'lambda', key };
  return { state, effects: [{ do: 'call', call: question(mapping), replyTo: back }] };
}

function question({ mapping, isNew }: CheckedMapping): ServiceCall {
  const { source, startingPosition } = mapping;
  if (source.kind === 'queue') {
    const request = { QueueUrl: source.name, AttributeNames: ['QueueArn', 'VisibilityTimeout'] };
    return { service: 'sqs', operation: 'GetQueueAttributes', request };
  }
  const isFromBeginning = isNew && startingPosition === 'TRIM_HORIZON';
  const signal = { kind: 'readStream', stream: source.arn, isFromBeginning } as const;
  return { service: 'dynamodb', signal };
}

/** Makes or changes the mapping, or tells why not. */
export function sourceChecked(
  { mapping: { mapping, isNew }, replyTo }: Checked,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const before = get(state.mappings, mapping.uuid);
  // One that was deleted while its source was looked at is not there any more.
  const refusal = (isNew ? twin(mapping, state) : undefined) ?? problemOf(mapping, outcome, state);
  if (refusal || (!isNew && !before)) {
    return { state, effects: answer(replyTo, refusal ?? invalid('The mapping was deleted.')) };
  }
  const { ShardId, Records } = responseOf(outcome);
  const made = withSource(before ? carried(mapping, before) : mapping, ShardId);
  const known: LambdaState = { ...state, mappings: set(state.mappings, made.uuid, made) };
  const records = isArray(Records) ? Records.filter((one): one is JsonObject => isObject(one)) : [];
  const key = { step: 'settled', mapping: made.uuid } as const;
  const effects: readonly ServiceEffect<WakeKey>[] = [
    ...answer(replyTo, success(shown(made, context), 202)),
    ...(made.isEnabled ? [] : stopReading(made)),
    { do: 'wake', key, at: context.now },
  ];
  return joined({ state, effects }, arrive(made, records, known, context));
}

function answer(replyTo: ReplyTo | undefined, outcome: Outcome): readonly ServiceEffect<never>[] {
  return replyTo ? [{ do: 'reply', replyTo, outcome }] : [];
}

/** A changed mapping goes on with what waits and what is under way. */
function carried(mapping: Mapping, { lanes }: Mapping): Mapping {
  const { parallelization } = mapping.settings;
  const more = Math.max(0, parallelization - lanes.length);
  return { ...mapping, lanes: [...lanes, ...Array.from({ length: more }, () => initialSource)] };
}

function withSource(mapping: Mapping, shard: unknown): Mapping {
  const { source } = mapping;
  return source.kind === 'stream' && typeof shard === 'string'
    ? { ...mapping, source: { ...source, shard } }
    : mapping;
}

function problemOf(
  { source, function: name, qualifier }: Mapping,
  outcome: Outcome,
  state: LambdaState,
): Refusal | undefined {
  if (source.kind === 'stream') {
    return outcome.ok ? undefined : invalid(`Stream not found: ${source.arn}`);
  }
  const { Attributes } = responseOf(outcome);
  const { QueueArn, VisibilityTimeout } = isObject(Attributes) ? Attributes : {};
  if (!outcome.ok || QueueArn !== source.arn) {
    return invalid(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  const found = get(state.functions, name);
  const alias = found && get(found.aliases, qualifier ?? '');
  const version = found && versionOf(found, alias?.version ?? qualifier ?? unpublished);
  const timeout = version?.timeout;
  const visibility = Number(VisibilityTimeout);
  return timeout !== undefined && visibility < timeout
    ? invalid(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
      )
    : undefined;
}
