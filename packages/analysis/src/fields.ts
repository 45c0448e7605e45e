import type { QueryLanguage, Scope, StateType } from '@stepthrough/asl';

/** Where a field may be used: in either query language, or in one of them alone. */
type FieldLanguage = QueryLanguage | 'both';
export type FieldTable = { readonly [field: string]: FieldLanguage };

const rows = (both: string, jsonPath = '', jsonata = ''): FieldTable =>
  Object.fromEntries(
    [
      ...both.split(' ').map((name) => [name, 'both'] as const),
      ...jsonPath.split(' ').map((name) => [name, 'JSONPath'] as const),
      ...jsonata.split(' ').map((name) => [name, 'JSONata'] as const),
    ].filter(([name]) => name !== ''),
  );

const common = 'Type Comment QueryLanguage';
const flow = `${common} Next End Assign`;
const paths = 'InputPath OutputPath';

/** The fields of each state type (States Language specification, state type table). */
export const stateFields: { readonly [T in StateType]: FieldTable } = {
  Task: rows(
    `${flow} Retry Catch Resource TimeoutSeconds HeartbeatSeconds Credentials`,
    `${paths} Parameters ResultSelector ResultPath TimeoutSecondsPath HeartbeatSecondsPath`,
    'Arguments Output',
  ),
  Pass: rows(flow, `${paths} Parameters ResultPath Result`, 'Output'),
  Choice: rows(`${common} Choices Default Assign`, paths, 'Output'),
  Wait: rows(`${flow} Seconds Timestamp`, `${paths} SecondsPath TimestampPath`, 'Output'),
  Succeed: rows(common, paths, 'Output'),
  Fail: rows(`${common} Error Cause`, 'ErrorPath CausePath'),
  Parallel: rows(
    `${flow} Retry Catch Branches`,
    `${paths} Parameters ResultSelector ResultPath`,
    'Arguments Output',
  ),
  Map: rows(
    `${flow} Retry Catch ItemProcessor Iterator ItemReader ItemSelector ItemBatcher ResultWriter MaxConcurrency ToleratedFailureCount ToleratedFailurePercentage Label`,
    `${paths} Parameters ResultSelector ResultPath ItemsPath MaxConcurrencyPath ToleratedFailureCountPath ToleratedFailurePercentagePath`,
    'Items Output',
  ),
};

export const scopeFields: { readonly [K in Scope['kind']]: readonly string[] } = {
  machine: ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'],
  branch: ['Comment', 'StartAt', 'States'],
  processor: ['Comment', 'StartAt', 'States', 'ProcessorConfig'],
};

/** The objects inside states whose fields are fixed. */
export const partFields = {
  retrier: rows(
    'ErrorEquals IntervalSeconds MaxAttempts BackoffRate MaxDelaySeconds JitterStrategy Comment',
  ),
  catcher: rows('ErrorEquals Next Assign Comment', 'ResultPath', 'Output'),
  itemReader: rows('Resource ReaderConfig Comment', 'Parameters', 'Arguments'),
  readerConfig: rows(
    'InputType CSVHeaderLocation CSVHeaders CSVDelimiter MaxItems ItemsPointer ManifestType Transformation ExpectedBucketOwner',
    'MaxItemsPath',
  ),
  itemBatcher: rows(
    'MaxItemsPerBatch MaxInputBytesPerBatch BatchInput',
    'MaxItemsPerBatchPath MaxInputBytesPerBatchPath',
  ),
  resultWriter: rows('Resource WriterConfig', 'Parameters', 'Arguments'),
  writerConfig: rows('OutputType Transformation'),
  processorConfig: rows('Mode ExecutionType'),
} as const satisfies { readonly [part: string]: FieldTable };

/** The comparison operators of JSONPath Choice rules, with the type of their operand. */
export const operators: { readonly [name: string]: OperandType } = Object.fromEntries([
  ...(['String', 'Numeric', 'Timestamp'] as const).flatMap((type) =>
    ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'].flatMap(
      (comparison): [string, OperandType][] => [
        [`${type}${comparison}`, type],
        [`${type}${comparison}Path`, 'Path'],
      ],
    ),
  ),
  ['BooleanEquals', 'Boolean'],
  ['BooleanEqualsPath', 'Path'],
  ['StringMatches', 'Pattern'],
  ...['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'].map(
    (name): [string, OperandType] => [name, 'Boolean'],
  ),
] as [string, OperandType][]);

export type OperandType = 'String' | 'Numeric' | 'Timestamp' | 'Boolean' | 'Path' | 'Pattern';

export const combiners = ['And', 'Or', 'Not'] as const;
/** Fields of a Choice rule besides operators and combiners. */
export const ruleFields = ['Next', 'Comment', 'Assign', 'Condition', 'Output', 'Variable'] as const;
