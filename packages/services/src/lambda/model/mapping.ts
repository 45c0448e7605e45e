/** An event source mapping as a value: what is read, how, and what is under way. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Context } from '../../contract/service.ts';
import type { Batching, SourceState } from '../../sources/batching.ts';
import { functionArn } from './function-arn.ts';

type MappingState =
  'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** Where records come from: a queue, or the stream of a table. */
export type Source =
  | { readonly kind: 'queue'; readonly name: string; readonly arn: string }
  | {
      readonly kind: 'stream';
      readonly table: string;
      readonly arn: string;
      /** Empty until the stream has been opened. */
      readonly shard: string;
    };

export interface MappingSettings {
  readonly batchSize: number;
  /** Seconds. */
  readonly window: number;
  /** Alternatives, as they were written. */
  readonly filters: readonly string[];
  readonly reportsFailures: boolean;
  /** Queues: invocations at once. */
  readonly maximumConcurrency: number | undefined;
  /** Streams, from here on. Tries after the first; -1: as long as the stream keeps the record. */
  readonly retries: number;
  /** Seconds; -1: as long as the stream keeps the record. */
  readonly maximumAge: number;
  readonly bisects: boolean;
  readonly onFailure: string | undefined;
  /** Batches of a shard that are worked on at once. */
  readonly parallelization: number;
}

export interface Mapping {
  readonly uuid: string;
  readonly source: Source;
  readonly function: string;
  readonly qualifier: string | undefined;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST' | undefined;
  readonly settings: MappingSettings;
  /** The filters, read. */
  readonly patterns: readonly Json[];
  readonly tags: { readonly [key: string]: string };
  readonly state: MappingState;
  /** Whether it is read, once its state is settled. */
  readonly isEnabled: boolean;
  readonly lastResult: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** One of a queue; of a stream as many as its batches are worked on at once. */
  readonly lanes: readonly SourceState[];
}

/** A mapping that is to be made, or to take the place of one, once its source has been looked at. */
export interface CheckedMapping {
  readonly mapping: Mapping;
  readonly isNew: boolean;
}

/** What a source is read with when nothing else is said. */
export function defaultSettings(kind: Source['kind']): MappingSettings {
  return {
    batchSize: kind === 'queue' ? 10 : 100,
    window: 0,
    filters: [],
    reportsFailures: false,
    maximumConcurrency: undefined,
    retries: -1,
    maximumAge: -1,
    bisects: false,
    onFailure: undefined,
    parallelization: 1,
  };
}

/** A stream is read in order: one batch of a lane at a time. */
export function batchingOf({ source, settings }: Mapping): Batching {
  const { batchSize, window, maximumConcurrency } = settings;
  const mostAtOnce = source.kind === 'queue' ? (maximumConcurrency ?? Infinity) : 1;
  return { size: batchSize, window: window * 1000, mostAtOnce };
}

/** An EventSourceMappingConfiguration. */
export function shown(mapping: Mapping, context: Context): JsonObject {
  const { uuid, source, settings, function: name, qualifier } = mapping;
  const { batchSize, window, filters, reportsFailures, maximumConcurrency } = settings;
  const arn = `arn:aws:lambda:${context.region}:${context.account}:event-source-mapping:${uuid}`;
  return {
    UUID: uuid,
    BatchSize: batchSize,
    MaximumBatchingWindowInSeconds: window,
    EventSourceArn: source.arn,
    EventSourceMappingArn: arn,
    FunctionArn: functionArn({ name, qualifier }, context),
    FunctionResponseTypes: reportsFailures ? ['ReportBatchItemFailures'] : [],
    LastModified: mapping.modifiedAt / 1000,
    State: mapping.state,
    ...(filters.length === 0
      ? {}
      : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(source.kind === 'queue'
      ? { StateTransitionReason: 'USER_INITIATED' }
      : streamMembers(mapping)),
  };
}

function streamMembers({ settings, startingPosition, lastResult }: Mapping): JsonObject {
  const { retries, maximumAge, bisects, onFailure, parallelization } = settings;
  return {
    StateTransitionReason: 'User action',
    LastProcessingResult: lastResult,
    ...(startingPosition === undefined ? {} : { StartingPosition: startingPosition }),
    ParallelizationFactor: parallelization,
    MaximumRetryAttempts: retries,
    MaximumRecordAgeInSeconds: maximumAge,
    BisectBatchOnFunctionError: bisects,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
  };
}
