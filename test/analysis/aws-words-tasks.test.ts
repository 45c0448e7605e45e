/** What AWS's validator says of faults in Maps, Tasks and names, as users of AWS have measured it in 2025 and 2026. */
import { refuseDefinition, validateDefinition } from '@stepthrough/analysis';
import {
  catalog,
  distributed,
  invoke,
  jsonata,
  machine,
  map,
  pass,
  reading,
  schema,
  task,
  told,
  unrecognized,
  type Fields,
} from './aws-told.ts';
import { describe, expect, test } from 'vitest';

describe('distributed Maps', () => {
  const config = '/States/A/ItemReader/ReaderConfig';

  test.each([
    [
      map({}, { Mode: 'INLINE', ExecutionType: 'STANDARD' }),
      `Field 'ExecutionType' is not supported at /States/A/ItemProcessor/ProcessorConfig`,
    ],
    [reading({ InputType: 'CSV' }), `The field 'CSVHeaderLocation' is required at ${config}`],
    [
      reading({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN' }),
      `These fields are required: [CSVHeaders] at ${config}`,
    ],
    [
      reading({ InputType: 'JSON', CSVHeaderLocation: 'FIRST_ROW' }),
      `Field 'CSVHeaderLocation' is not supported at ${config}`,
    ],
    [
      reading({ InputType: 'JSON' }, 's3:putObject'),
      `The field 'Resource' does not match any of the allowed values at /States/A/ItemReader/Resource`,
    ],
  ])('%j', (definition, rest) => {
    expect(told(definition)).toEqual([`${schema} ${rest}`]);
  });

  test('are taken with their fields', () => {
    expect(told(map({}, { Mode: 'INLINE' }))).toEqual([]);
    expect(told(reading({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }))).toEqual([]);
    expect(
      told(reading({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a'] })),
    ).toEqual([]);
  });

  test('do not run in Express machines', () => {
    const refusal = `${schema} The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines at /States/A/ItemProcessor/ProcessorConfig/Mode`;
    expect(told(map({}, distributed), 'EXPRESS')).toEqual([refusal]);
    expect(told(map({}, distributed), 'STANDARD')).toEqual([]);
    expect(told(map({}, { Mode: 'INLINE' }), 'EXPRESS')).toEqual([]);
  });
});

describe('Tasks', () => {
  test.each([
    [
      task('lambda:invoke'),
      'Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke at /States/A/Resource',
    ],
    [
      task('sqs:sendMessage.waitForTaskToken'),
      'Parameters field is required for resource ARN: arn:aws:states:::sqs:sendMessage.waitForTaskToken at /States/A/Resource',
    ],
    [
      task('aws-sdk:s3:listBuckets'),
      'Parameters field is required for resource ARN: arn:aws:states:::aws-sdk:s3:listBuckets at /States/A/Resource',
    ],
    [
      task('sqs:sendMessage', { Parameters: { QueueUrl: 'q' } }),
      `The field 'MessageBody' is required but was missing at /States/A/Parameters`,
    ],
    [
      task('aws-sdk:sqs:sendMessage', { Parameters: { QueueUrl: 'q' } }),
      `The field 'MessageBody' is required but was missing at /States/A/Parameters`,
    ],
    [
      { ...task('lambda:invoke'), Resource: 'create' },
      'Value is not a valid resource ARN at /States/A/Resource',
    ],
    [
      { ...invoke, Credentials: {} },
      `The field 'RoleArn' is required but was missing at /States/A/Credentials`,
    ],
    [
      {
        ...invoke,
        Resource: 'arn:aws:states:us-east-1:111111111111:activity:a',
        Credentials: { RoleArn: 'arn:aws:iam::111111111111:role/r' },
      },
      `The field 'Credentials' is not supported for activities at /States/A/Credentials`,
    ],
  ])('%j', (state, rest) => {
    expect(told(machine(state))).toEqual([`${schema} ${rest}`]);
  });

  test.each([
    ['foo:bar'],
    ['lambda:foo'],
    ['lambda:invoke.sync'],
    ['glue:startJobRun.waitForTaskToken'],
    ['glue:startJobRun.sync:2'],
    ['aws-sdk:nosuchservice:list'],
    ['aws-sdk:s3:noSuchAction'],
    ['aws-sdk:s3:listBuckets.sync'],
  ])('%s is no resource', (resource) => {
    const Parameters = { FunctionName: 'f', JobName: 'j' };
    expect(told(machine(task(resource, { Parameters })))).toEqual([unrecognized(resource)]);
  });

  test('a resource that is none is the one thing told of a Task without Parameters', () => {
    expect(told(machine(task('foo:bar')))).toEqual([unrecognized('foo:bar')]);
    expect(told(machine(task('aws-sdk:s3:noSuchAction')))).toEqual([
      unrecognized('aws-sdk:s3:noSuchAction'),
    ]);
  });

  test('in JSONata it is Arguments that are missing', () => {
    expect(told(machine(task('lambda:invoke'), {}, jsonata))).toEqual([
      `${schema} Arguments field is required for resource ARN: arn:aws:states:::lambda:invoke at /States/A/Resource`,
    ]);
  });

  test('without a catalogue nothing is said of SDK actions but that they need Parameters', () => {
    const bare = (state: Fields) => validateDefinition(JSON.stringify(machine(state))).diagnostics;
    expect(bare(task('aws-sdk:s3:noSuchAction', { Parameters: {} }))).toEqual([]);
    expect(bare(task('aws-sdk:s3:noSuchAction')).map(({ message }) => message)).toEqual([
      'Parameters field is required for resource ARN: arn:aws:states:::aws-sdk:s3:noSuchAction',
    ]);
  });

  test('a function by its ARN needs none', () => {
    const Resource = 'arn:aws:lambda:us-east-1:111111111111:function:f';
    expect(told(machine({ Type: 'Task', Resource, End: true }))).toEqual([]);
  });
});

describe('names', () => {
  test('of states', () => {
    const [fits, long] = ['x'.repeat(80), 'x'.repeat(81)];
    expect(told({ StartAt: fits, States: { [fits]: pass } })).toEqual([]);
    expect(told({ StartAt: long, States: { [long]: pass } })).toEqual([
      `INVALID_STATE_NAME: Invalid State name: State '${long}' exceeds the 80-character limit allowed by the service at /States/${long}`,
    ]);
    const branch = { StartAt: 'X', States: { X: pass } };
    expect(told(machine({ Type: 'Parallel', Branches: [branch, branch], End: true }))).toEqual([
      'DUPLICATE_STATE_NAME: Duplicate State name: X at /States/A/Branches[1]/States/X',
    ]);
  });

  test('of Maps', () => {
    const labelled = (Label: string) => map({ Label }, distributed);
    const [fits, long] = ['x'.repeat(40), 'x'.repeat(41)];
    expect(told(labelled(fits))).toEqual([]);
    expect(told(labelled(long))).toEqual([
      `INVALID_LABEL_NAME: Invalid Label name: Label '${long}' exceeds the 40-character limit allowed by the service at /States/A/Label`,
    ]);
    const processor = (name: string) => ({
      ProcessorConfig: distributed,
      StartAt: name,
      States: { [name]: pass },
    });
    const twice = (name: string, more: Fields) => ({
      Type: 'Map',
      Label: 'l',
      ItemProcessor: processor(name),
      ...more,
    });
    expect(told(machine(twice('I', { Next: 'B' }), { B: twice('J', { End: true }) }))).toEqual([
      'DUPLICATE_LABEL_NAME: Duplicate Label name: l at /States/B/Label',
    ]);
  });

  test.each([
    [
      { states: 1 },
      `RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/A/Assign/states`,
    ],
    [
      { '1a': 1 },
      `INVALID_VARIABLE_NAME: Invalid variable name '1a': the variable name contains invalid characters. at /States/A/Assign/1a`,
    ],
    [
      { 'a-b': 1 },
      `INVALID_VARIABLE_NAME: Invalid variable name 'a-b': the variable name contains invalid characters. at /States/A/Assign/a-b`,
    ],
    [
      { 'a.b': 1 },
      `INVALID_VARIABLE_NAME: Invalid variable name 'a.b': the variable name contains invalid characters. at /States/A/Assign/a.b`,
    ],
  ])('of variables: %j', (Assign, text) => {
    expect(told(machine({ ...pass, Assign }))).toEqual([text]);
  });
});

test('CreateStateMachine refuses in the same words', () => {
  const definition = JSON.stringify(machine(task('foo:bar')));
  expect(refuseDefinition(definition, 'STANDARD', catalog)?.message).toBe(
    `Invalid State Machine Definition: '${unrecognized('foo:bar')}'`,
  );
});
