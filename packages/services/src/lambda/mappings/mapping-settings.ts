/** Settings of event source mappings as requests give them, and why they are refused. */
import type { Infer } from '@stepthrough/scenario';
import { patternProblem } from '@stepthrough/scenario';
import { isArray, isObject, parseJson, type Json } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { flag, list, members, number, text } from '../../contract/request-form.ts';
import type { LambdaFunction } from '../model/function.ts';
import { targetIn } from '../model/target.ts';
import { destinationForm, mappingDestinationProblem } from '../functions/destinations.ts';
import { constraintProblem, invalid, oneOf, unsimulated, within } from '../model/problems.ts';
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
): MappingSettings | Refusal {
  const settings = merged(given, before ?? defaultSettings(source.kind));
  return (
    (source.kind === 'queue' ? queueProblem(given, settings, source.name) : streamProblem(given)) ??
    kafkaProblem(given) ??
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
    return unsupported(foreign);
  }
  if (queue.endsWith('.fifo') && window > 0) {
    return invalid('Batching window is not supported for FIFO queues');
  }
  return batchSize > 10 && window === 0
    ? invalid(
        'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
      )
    : undefined;
}

function streamProblem(given: GivenMapping): Refusal | undefined {
  const { MaximumRecordAgeInSeconds: age = -1, DestinationConfig, ScalingConfig } = given;
  if (age !== -1 && age < 60) {
    return invalid(
      'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    );
  }
  if (ScalingConfig) return unsupported('ScalingConfig');
  if (DestinationConfig?.OnSuccess?.Destination !== undefined) {
    return unsupported('DestinationConfig');
  }
  return mappingDestinationProblem(DestinationConfig?.OnFailure?.Destination);
}

/** Metrics that only mappings of Kafka have. */
const kafkaMetrics: readonly Json[] = ['ErrorCount', 'KafkaMetrics'];

function kafkaProblem({
  LoggingConfig = null,
  MetricsConfig = null,
}: GivenMapping): Refusal | undefined {
  if (LoggingConfig !== null) return unsupported('LoggingConfig');
  const { Metrics = null } = isObject(MetricsConfig) ? MetricsConfig : {};
  return isArray(Metrics) && Metrics.some((metric) => kafkaMetrics.includes(metric))
    ? invalid('Invalid EventSourceMapping metrics. Expected values: [EventCount]')
    : undefined;
}

function unsupported(parameter: string): Refusal {
  return invalid(`Unsupported ${parameter} parameter for given event source mapping type.`);
}

/** Why as many invocations at once are refused as a request wants; `undefined` when they are not. */
export function concurrencyProblem(
  { ScalingConfig }: GivenMapping,
  { concurrency = Infinity }: Pick<LambdaFunction, 'concurrency'>,
): Refusal | undefined {
  const wanted = ScalingConfig?.MaximumConcurrency ?? 0;
  return wanted > concurrency
    ? invalid(
        `MaximumConcurrency: ${wanted} is greater than Function Reserved Concurrency: ${concurrency}`,
      )
    : undefined;
}

/** Filters of one mapping, and the length of one. */
const mostFilters = 5;
const filterLimit = 4096;

function filterProblem(filters: readonly string[]): Refusal | undefined {
  if (filters.length > mostFilters) {
    return invalid(
      `Too many filter patterns, maximum allowed ${mostFilters} patterns, provided ${filters.length} patterns.`,
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
