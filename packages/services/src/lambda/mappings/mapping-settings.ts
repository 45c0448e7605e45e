/** Settings of event source mappings as requests give them, and why they are refused. */
import type { Infer } from '@stepthrough/scenario';
import { patternProblem } from '@stepthrough/scenario';
import { isObject, parseJson, type Json } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { flag, list, members, number, text } from '../../contract/request-form.ts';
import { targetIn } from '../model/target.ts';
import { destinationForm, destinationProblem } from '../functions/destinations.ts';
import { constraintProblem, invalid, oneOf, unsimulated, within } from '../model/problems.ts';
import type { LambdaState } from '../model/state.ts';
import { defaultSettings, type MappingSettings, type Source } from '../model/mapping.ts';

/** Members of CreateEventSourceMapping and UpdateEventSourceMapping alike. */
export const mappingForm = {
  Enabled: flag,
  BatchSize: number,
  MaximumBatchingWindowInSeconds: number,
  FilterCriteria: members({ Filters: list(members({ Pattern: text })) }),
  FunctionResponseTypes: list(text),
  ScalingConfig: members({ MaximumConcurrency: number }),
  MaximumRetryAttempts: number,
  MaximumRecordAgeInSeconds: number,
  BisectBatchOnFunctionError: flag,
  DestinationConfig: destinationForm,
  ParallelizationFactor: number,
  TumblingWindowInSeconds: number,
  KMSKeyArn: text,
  MetricsConfig: { is: 'json' },
  LoggingConfig: { is: 'json' },
  ProvisionedPollerConfig: { is: 'json' },
  SourceAccessConfigurations: { is: 'json' },
  AmazonManagedKafkaEventSourceConfig: { is: 'json' },
  SelfManagedKafkaEventSourceConfig: { is: 'json' },
  DocumentDBEventSourceConfig: { is: 'json' },
} as const;

type GivenMapping = Infer<{ readonly is: 'object'; readonly fields: typeof mappingForm }>;

/** What the API model demands, whatever the source is. */
export function rangeProblem(given: GivenMapping): Refusal | undefined {
  return constraintProblem([
    within('batchSize', given.BatchSize, 1, 10_000),
    within('maximumBatchingWindowInSeconds', given.MaximumBatchingWindowInSeconds, 0, 300),
    within('scalingConfig.maximumConcurrency', given.ScalingConfig?.MaximumConcurrency, 2, 1000),
    within('parallelizationFactor', given.ParallelizationFactor, 1, 10),
    within('maximumRecordAgeInSeconds', given.MaximumRecordAgeInSeconds, -1, 604_800),
    within('maximumRetryAttempts', given.MaximumRetryAttempts, -1, 10_000),
    within('tumblingWindowInSeconds', given.TumblingWindowInSeconds, 0, 900),
    ...(given.FunctionResponseTypes ?? []).map((type) =>
      oneOf('functionResponseTypes', type, ['ReportBatchItemFailures']),
    ),
  ]);
}

/** The settings that a mapping has after a request, or why they are refused. */
export function settingsAfter(
  operation: string,
  given: GivenMapping,
  source: Source,
  before: MappingSettings | undefined,
  state: LambdaState,
): MappingSettings | Refusal {
  const settings = merged(given, before ?? defaultSettings(source.kind));
  return (
    (source.kind === 'queue' ? queueProblem(given, settings, source.name) : undefined) ??
    (source.kind === 'stream' ? streamProblem(given, state) : undefined) ??
    filterProblem(settings.filters) ??
    unsimulated(operation, {
      KMSKeyArn: given.KMSKeyArn,
      ProvisionedPollerConfig: given.ProvisionedPollerConfig,
      SourceAccessConfigurations: given.SourceAccessConfigurations,
      TumblingWindowInSeconds:
        given.TumblingWindowInSeconds === 0 ? undefined : given.TumblingWindowInSeconds,
      AmazonManagedKafkaEventSourceConfig: given.AmazonManagedKafkaEventSourceConfig,
      SelfManagedKafkaEventSourceConfig: given.SelfManagedKafkaEventSourceConfig,
      DocumentDBEventSourceConfig: given.DocumentDBEventSourceConfig,
    }) ??
    settings
  );
}

function merged(given: GivenMapping, before: MappingSettings): MappingSettings {
  const { FilterCriteria, FunctionResponseTypes, ScalingConfig, DestinationConfig } = given;
  return {
    batchSize: given.BatchSize ?? before.batchSize,
    window: given.MaximumBatchingWindowInSeconds ?? before.window,
    filters: FilterCriteria
      ? (FilterCriteria.Filters ?? []).map(({ Pattern = '' }) => Pattern)
      : before.filters,
    reportsFailures: FunctionResponseTypes
      ? FunctionResponseTypes.length > 0
      : before.reportsFailures,
    maximumConcurrency: ScalingConfig
      ? ScalingConfig.MaximumConcurrency
      : before.maximumConcurrency,
    retries: given.MaximumRetryAttempts ?? before.retries,
    maximumAge: given.MaximumRecordAgeInSeconds ?? before.maximumAge,
    bisects: given.BisectBatchOnFunctionError ?? before.bisects,
    onFailure: DestinationConfig
      ? targetIn(DestinationConfig.OnFailure?.Destination)
      : before.onFailure,
    parallelization: given.ParallelizationFactor ?? before.parallelization,
  };
}

/** Members that a queue has no use for. */
const streamMembers = [
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
  'DestinationConfig',
] as const;

function queueProblem(
  given: GivenMapping,
  { batchSize, window }: MappingSettings,
  queue: string,
): Refusal | undefined {
  const foreign = streamMembers.find((name) => given[name] !== undefined);
  if (foreign !== undefined) {
    return invalid(`Unsupported ${foreign} parameter for given event source mapping type.`);
  }
  const isFifo = queue.endsWith('.fifo');
  if (isFifo && window > 0) return invalid('Batching window is not supported for FIFO queues');
  if (isFifo && batchSize > 10) {
    return invalid('Batch size must be less than or equal to 10 for FIFO queues');
  }
  return batchSize > 10 && window === 0
    ? invalid(
        'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
      )
    : undefined;
}

/** ARNs of queues and topics that take what a stream's mapping gives up. */
const destinationKinds = ['sqs', 'sns'];

function streamProblem(given: GivenMapping, state: LambdaState): Refusal | undefined {
  const { MaximumRecordAgeInSeconds: age, DestinationConfig, ScalingConfig } = given;
  if (age !== undefined && age > 0 && age < 60) {
    return invalid('MaximumRecordAgeInSeconds must be -1 or between 60 and 604800');
  }
  if (ScalingConfig) {
    return invalid('Unsupported ScalingConfig parameter for given event source mapping type.');
  }
  if (DestinationConfig?.OnSuccess?.Destination !== undefined) {
    return invalid('Unsupported DestinationConfig parameter for given event source mapping type.');
  }
  const destination = DestinationConfig?.OnFailure?.Destination;
  return destinationProblem('destinationConfig.onFailure', destination, destinationKinds, state);
}

/** Filters of one mapping, and the length of one. */
const mostFilters = 5;
const filterLimit = 4096;

function filterProblem(filters: readonly string[]): Refusal | undefined {
  if (filters.length > mostFilters) {
    return invalid(
      `Filters exceed the maximum number of ${mostFilters} that an event source mapping can have`,
    );
  }
  const isWrong = filters.some(
    (written) => written.length > filterLimit || isRefusal(readFilter(written)),
  );
  return isWrong ? invalid('Invalid filter pattern definition.') : undefined;
}

function readFilter(written: string): { readonly pattern: Json } | Refusal {
  const pattern = parseJson(written);
  const isPattern =
    pattern !== undefined && isObject(pattern) && patternProblem(pattern) === undefined;
  return isPattern ? { pattern } : invalid('Invalid filter pattern definition.');
}

/** Filters that have been found right, as values. */
export function patternsOf(filters: readonly string[]): readonly Json[] {
  return filters.flatMap((written) => parseJson(written) ?? []);
}
