/** Small machines whose states have, between them, all the fields that states can have. */
import type { Json } from '@stepthrough/asl';

type Fields = { readonly [name: string]: Json };

const all = ['States.ALL'];
const inner = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const failing = { StartAt: 'I', States: { I: { Type: 'Fail', Error: 'E' } } };
const distributed = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
  ...inner,
};
const retrier = {
  ErrorEquals: all,
  IntervalSeconds: 1,
  MaxAttempts: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 5,
  JitterStrategy: 'FULL',
};

const pathEnd = { ResultSelector: { 'r.$': '$' }, ResultPath: '$.r', Assign: { 'v.$': '$' } };
const pathErrors = {
  Retry: [retrier],
  Catch: [{ ErrorEquals: all, ResultPath: '$.e', Assign: { 'w.$': '$' }, Next: 'Z' }],
  Next: 'Z',
};

const pathStates: readonly Fields[] = [
  {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    InputPath: '$',
    Parameters: { 't.$': '$$.Task.Token', 'u.$': 'States.UUID()' },
    TimeoutSecondsPath: '$.n',
    HeartbeatSeconds: 1,
    Credentials: { 'RoleArn.$': '$.s' },
    ...pathEnd,
    OutputPath: '$',
    ...pathErrors,
  },
  {
    Type: 'Task',
    Resource: 'arn:aws:states:::glue:startJobRun.sync',
    TimeoutSeconds: 3,
    HeartbeatSecondsPath: '$.n',
    End: true,
  },
  {
    Type: 'Parallel',
    Branches: [inner, failing],
    Parameters: { 'a.$': '$' },
    ...pathEnd,
    ...pathErrors,
  },
  {
    Type: 'Map',
    ItemsPath: '$.l',
    Parameters: { 'i.$': '$$.Map.Item.Index' },
    MaxConcurrencyPath: '$.n',
    Iterator: inner,
    ...pathEnd,
    ...pathErrors,
  },
  {
    Type: 'Map',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      Parameters: { Bucket: 'b', 'Key.$': '$.s' },
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItemsPath: '$.n' },
    },
    ItemBatcher: { MaxItemsPerBatchPath: '$.n', BatchInput: { 'b.$': '$.s' } },
    ItemSelector: { 'i.$': '$$.Map.Item.Value' },
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'b', 'Prefix.$': '$.s' },
      WriterConfig: { Transformation: 'NONE', OutputType: 'JSON' },
    },
    MaxConcurrency: 2,
    ToleratedFailureCountPath: '$.n',
    ToleratedFailurePercentagePath: '$.n',
    Label: 'label',
    ItemProcessor: distributed,
    ...pathErrors,
  },
  {
    Type: 'Choice',
    Choices: [
      {
        And: [
          { Variable: '$.n', NumericGreaterThan: 3 },
          { Not: { Variable: '$.s', IsNull: true } },
        ],
        Next: 'Z',
      },
      { Variable: '$.s', StringMatches: 'y*', Assign: { 'v.$': '$.s' }, Next: 'Z' },
      { Variable: '$.s', StringEqualsPath: '$.s', Next: 'Z' },
    ],
    Default: 'Z',
  },
  { Type: 'Wait', SecondsPath: '$.n', Next: 'Z' },
  { Type: 'Wait', Seconds: 1, Next: 'Z' },
  { Type: 'Wait', Timestamp: '2026-01-01T00:00:01Z', Assign: { 'v.$': '$.n' }, Next: 'Z' },
  { Type: 'Wait', TimestampPath: '$.t', Next: 'Z' },
  { Type: 'Fail', ErrorPath: '$.s', CausePath: "States.Format('{}', $.n)" },
];

const jsonataEnd = {
  Assign: { v: '{% $states.result %}' },
  Output: { r: '{% $states.result %}', i: '{% $states.input.n %}' },
};
const jsonataErrors = {
  Retry: [retrier],
  Catch: [
    {
      ErrorEquals: all,
      Assign: { w: '{% $states.errorOutput %}' },
      Output: '{% $states.errorOutput.Error %}',
      Next: 'Z',
    },
  ],
  Next: 'Z',
};

const jsonataStates: readonly Fields[] = [
  {
    Type: 'Task',
    Resource: 'arn:aws:lambda:us-east-1:111111111111:function:f',
    Arguments: { a: '{% $states.input.n %}' },
    TimeoutSeconds: '{% $states.input.n %}',
    HeartbeatSeconds: '{% 1 %}',
    Credentials: { RoleArn: '{% $states.input.s %}' },
    ...jsonataEnd,
    ...jsonataErrors,
  },
  {
    Type: 'Parallel',
    Arguments: '{% $states.input %}',
    Branches: [inner, failing],
    ...jsonataEnd,
    ...jsonataErrors,
  },
  {
    Type: 'Map',
    Items: '{% $states.input.l %}',
    ItemSelector: { i: '{% $states.context.Map.Item.Value %}' },
    MaxConcurrency: '{% $states.input.n %}',
    ItemProcessor: inner,
    ...jsonataEnd,
    ...jsonataErrors,
  },
  {
    Type: 'Map',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Arguments: { Bucket: 'b', Prefix: '{% $states.input.s %}' },
      ReaderConfig: { InputType: 'JSON', MaxItems: '{% $states.input.n %}' },
    },
    ItemBatcher: { MaxInputBytesPerBatch: '{% 100 %}', BatchInput: { b: '{% $states.input.s %}' } },
    ItemSelector: { i: '{% $states.context.Map.Item.Value %}' },
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } },
    ToleratedFailurePercentage: '{% 50 %}',
    ToleratedFailureCount: 1,
    ItemProcessor: distributed,
    ...jsonataEnd,
    ...jsonataErrors,
  },
  {
    Type: 'Choice',
    Choices: [
      {
        Condition: '{% $states.input.n > 3 %}',
        Assign: { v: '{% $states.input.n %}' },
        Output: '{% $states.input.s %}',
        Next: 'Z',
      },
    ],
    Output: '{% $states.input %}',
    Default: 'Z',
  },
  { Type: 'Wait', Seconds: '{% $states.input.n %}', ...jsonataEnd, Output: 1, Next: 'Z' },
  { Type: 'Wait', Timestamp: '{% $states.input.t %}', Next: 'Z' },
  { Type: 'Pass', ...jsonataEnd, Next: 'Z' },
  { Type: 'Fail', Error: '{% $states.input.s %}', Cause: 'c' },
];

const prepared = { n: 1, s: 'x', l: [1, 2], t: '2026-01-01T00:00:02Z' };

/** The state between one that makes its input and one that takes its output. */
function machineOf(state: Fields, QueryLanguage: string): Json {
  return {
    QueryLanguage,
    TimeoutSeconds: 300,
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', QueryLanguage: 'JSONPath', Result: prepared, Next: 'S' },
      S: state,
      Z: { Type: 'Succeed' },
    },
  };
}

export const featuredMachines: readonly Json[] = [
  ...pathStates.map((state) => machineOf(state, 'JSONPath')),
  ...jsonataStates.map((state) => machineOf(state, 'JSONata')),
];
