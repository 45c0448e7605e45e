/** What AWS's validator says of faults in fields, numbers, errors, rules and paths, as users of AWS have measured it in 2025 and 2026. */
import {
  choice,
  distributed,
  invoke,
  jsonata,
  machine,
  map,
  pass,
  reading,
  retrying,
  schema,
  told,
  type Fields,
} from './aws-told.ts';
import { describe, expect, test } from 'vitest';

const timings = '[SecondsPath, Seconds, TimestampPath, Timestamp]';
const kinds = '[And, Or, Not, Variable, Condition]';
const wait = (fields: Fields) => machine({ Type: 'Wait', End: true, ...fields });

describe('fields that exclude each other', () => {
  test.each([
    [
      machine({ ...pass, Next: 'A' }),
      'There should only be one of the following fields',
      '[Next, End]',
    ],
    [
      machine({ Type: 'Pass' }),
      'This object should have only one of the following fields',
      '[Next, End]',
    ],
    [
      machine({ Type: 'Pass', End: false }),
      'This object should have only one of the following fields',
      '[Next, End]',
    ],
    [wait({}), 'This object should have only one of the following fields', timings],
    [
      wait({ Seconds: 1, SecondsPath: '$.s' }),
      'There should only be one of the following fields',
      timings,
    ],
    [
      wait({ Seconds: 1, SecondsPath: '$.s', TimestampPath: '$.t' }),
      'There should only be one of the following fields',
      timings,
    ],
    [
      machine({ ...invoke, TimeoutSeconds: 1, TimeoutSecondsPath: '$.t' }),
      'There should only be one of the following fields',
      '[TimeoutSeconds, TimeoutSecondsPath]',
    ],
    [
      machine({ ...invoke, HeartbeatSeconds: 1, HeartbeatSecondsPath: '$.t' }),
      'There should only be one of the following fields',
      '[HeartbeatSeconds, HeartbeatSecondsPath]',
    ],
    [
      machine({ Type: 'Fail', Error: 'e', ErrorPath: '$.e' }),
      'There should only be one of the following fields',
      '[Error, ErrorPath]',
    ],
    [
      machine({ Type: 'Fail', Cause: 'c', CausePath: '$.c' }),
      'There should only be one of the following fields',
      '[Cause, CausePath]',
    ],
    [
      map({ MaxConcurrency: 1, MaxConcurrencyPath: '$.m' }, undefined),
      'There should only be one of the following fields',
      '[MaxConcurrency, MaxConcurrencyPath]',
    ],
    [
      map({ ToleratedFailurePercentage: 1, ToleratedFailurePercentagePath: '$.m' }, distributed),
      'There should only be one of the following fields',
      '[ToleratedFailurePercentage, ToleratedFailurePercentagePath]',
    ],
    [
      map({ ToleratedFailureCount: 1, ToleratedFailureCountPath: '$.m' }, distributed),
      'There should only be one of the following fields',
      '[ToleratedFailureCount, ToleratedFailureCountPath]',
    ],
    [
      map({ Iterator: { StartAt: 'J', States: { J: pass } } }, undefined),
      'There should only be one of the following fields',
      '[ItemProcessor, Iterator]',
    ],
    [
      machine({ Type: 'Map', End: true }),
      'This object should have only one of the following fields',
      '[ItemProcessor, Iterator]',
    ],
  ])('%j', (definition, message, names) => {
    expect(told(definition)).toEqual([`${schema} ${message}: ${names} at /States/A`]);
  });

  test('of the parts of a distributed Map, at the part', () => {
    const batcher = { MaxItemsPerBatch: 1, MaxItemsPerBatchPath: '$.m' };
    expect(told(map({ ItemBatcher: batcher }, distributed))).toEqual([
      `${schema} There should only be one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath] at /States/A/ItemBatcher`,
    ]);
    expect(told(reading({ InputType: 'JSON', MaxItems: 1, MaxItemsPath: '$.m' }))).toEqual([
      `${schema} There should only be one of the following fields: [MaxItems, MaxItemsPath] at /States/A/ItemReader/ReaderConfig`,
    ]);
  });

  test('a Wait in JSONata has two of them', () => {
    expect(told(machine({ Type: 'Wait', End: true }, {}, jsonata))).toEqual([
      `${schema} This object should have only one of the following fields: [Seconds, Timestamp] at /States/A`,
    ]);
  });
});

describe('values of an enumeration', () => {
  test.each([
    [machine(pass, {}, { Version: '2.0' }), '[1.0] at /Version'],
    [machine(pass, {}, { QueryLanguage: 'jsonata' }), '[JSONPath, JSONata] at /QueryLanguage'],
    [
      retrying({ ErrorEquals: ['e'], JitterStrategy: 'HALF' }),
      '[NONE, FULL] at /States/A/Retry[0]/JitterStrategy',
    ],
    [
      map({}, { Mode: 'OTHER' }),
      '[INLINE, DISTRIBUTED] at /States/A/ItemProcessor/ProcessorConfig/Mode',
    ],
    [
      map({}, { ...distributed, ExecutionType: 'OTHER' }),
      '[STANDARD, EXPRESS] at /States/A/ItemProcessor/ProcessorConfig/ExecutionType',
    ],
    [
      reading({ InputType: 'XML' }),
      '[CSV, JSON, JSONL, PARQUET, MANIFEST] at /States/A/ItemReader/ReaderConfig/InputType',
    ],
    [
      map(
        { ResultWriter: { WriterConfig: { Transformation: 'NONE', OutputType: 'CSV' } } },
        distributed,
      ),
      '[JSON, JSONL] at /States/A/ResultWriter/WriterConfig/OutputType',
    ],
  ])('%j', (definition, rest) => {
    expect(told(definition)).toEqual([`${schema} Value should be one of the following: ${rest}`]);
  });

  test.each([
    [machine(pass, {}, { Version: 1 }), '/Version'],
    [retrying({ ErrorEquals: ['e'], JitterStrategy: true }), '/States/A/Retry[0]/JitterStrategy'],
  ])('that are no text: %j', (definition, location) => {
    expect(told(definition)).toEqual([`${schema} Expected value of type [STRING] at ${location}`]);
  });

  test('the accepted ones', () => {
    expect(told(machine(pass, {}, { Version: '1.0' }))).toEqual([]);
    for (const JitterStrategy of ['FULL', 'NONE']) {
      expect(told(retrying({ ErrorEquals: ['e'], JitterStrategy }))).toEqual([]);
    }
  });
});

describe('numbers at their edges', () => {
  test.each([
    [retrying({ ErrorEquals: ['e'], IntervalSeconds: 0 })],
    [retrying({ ErrorEquals: ['e'], IntervalSeconds: 1 })],
    [machine(pass, {}, { TimeoutSeconds: 0 })],
    [machine(pass, {}, { TimeoutSeconds: 1 })],
    [retrying({ ErrorEquals: ['e'], MaxDelaySeconds: 31_622_400 })],
  ])('%j is taken', (definition) => {
    expect(told(definition)).toEqual([]);
  });

  test.each([
    [
      retrying({ ErrorEquals: ['e'], IntervalSeconds: -1 }),
      'Minimum value is 1 at /States/A/Retry[0]/IntervalSeconds',
    ],
    [machine(pass, {}, { TimeoutSeconds: -1 }), 'Minimum value is 1 at /TimeoutSeconds'],
    [machine({ ...invoke, TimeoutSeconds: 0 }), 'Minimum value is 1 at /States/A/TimeoutSeconds'],
    [
      retrying({ ErrorEquals: ['e'], MaxDelaySeconds: 0 }),
      'Minimum value is 1 at /States/A/Retry[0]/MaxDelaySeconds',
    ],
    [
      retrying({ ErrorEquals: ['e'], MaxDelaySeconds: 31_622_401 }),
      'Maximum value is 31622400 at /States/A/Retry[0]/MaxDelaySeconds',
    ],
  ])('%j is refused', (definition, rest) => {
    expect(told(definition)).toEqual([`${schema} ${rest}`]);
  });
});

describe('errors', () => {
  const all = `${schema} States.ALL must appear alone and at end of list at`;

  test('States.ALL is told once where it is neither alone nor last', () => {
    const both = retrying({ ErrorEquals: ['States.ALL', 'e'] }, { ErrorEquals: ['f'] });
    expect(told(both)).toEqual([`${all} /States/A/Retry[0]/ErrorEquals[0]`]);
  });

  test.each([
    [[{ ErrorEquals: ['e', 'States.ALL'] }], '/States/A/Retry[0]/ErrorEquals[1]'],
    [
      [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['e'] }],
      '/States/A/Retry[0]/ErrorEquals[0]',
    ],
  ])('%j', (retriers, location) => {
    expect(told(retrying(...retriers))).toEqual([`${all} ${location}`]);
  });
});

describe('Choice rules', () => {
  test.each([
    [{ Next: 'B' }],
    [{ IsNull: true, Next: 'B' }],
    [{ Variable: '$.a', Not: { Variable: '$.b', IsNull: true }, Next: 'B' }],
    [
      {
        And: [{ Variable: '$.a', IsNull: true }],
        Or: [{ Variable: '$.a', IsNull: true }],
        Next: 'B',
      },
    ],
  ])('%j is not of one kind', (rule) => {
    expect(told(choice(rule))).toEqual([
      `${schema} The object must have only one of the following fields, ${kinds} at /States/A/Choices[0]`,
    ]);
  });

  test('nor is one without a Condition in JSONata', () => {
    expect(told(choice({ Next: 'B' }, jsonata))).toEqual([
      `${schema} The object must have only one of the following fields, ${kinds} at /States/A/Choices[0]`,
    ]);
  });

  test.each([
    [{ Variable: '$.a', Next: 'B' }],
    [{ Variable: '$.a', IsNull: true, IsString: true, Next: 'B' }],
    [{ Variable: '$.a', IsNull: true, IsString: true, IsNumeric: true, Next: 'B' }],
  ])('%j has not one operator', (rule) => {
    const [only, ...others] = told(choice(rule));
    expect(only).toMatch(
      /^SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: \[.*\bIsNull\b.*\] at \/States\/A\/Choices\[0\]$/,
    );
    expect(others).toEqual([]);
  });
});

describe('paths', () => {
  test.each([
    [
      machine({ ...pass, InputPath: 'a' }),
      'Value must be a valid JSONPath. at /States/A/InputPath',
    ],
    [
      machine({ ...pass, OutputPath: '$.' }),
      'Value must be a valid JSONPath. at /States/A/OutputPath',
    ],
    [
      machine({ ...pass, ResultPath: 'a' }),
      `Value is not a Reference Path: Reference path didn't start with '$' at /States/A/ResultPath`,
    ],
    [
      choice({ Variable: 'a', IsNull: true, Next: 'B' }),
      `Value is not a Reference Path: Reference path didn't start with '$' at /States/A/Choices[0]/Variable`,
    ],
    [
      choice({ Variable: '$.a', StringEqualsPath: 'b', Next: 'B' }),
      `Value is not a Reference Path: Reference path didn't start with '$' at /States/A/Choices[0]/StringEqualsPath`,
    ],
    [
      choice({ Variable: '$.a[*]', IsNull: true, Next: 'B' }),
      'Value is not a Reference Path: $.a[*] at /States/A/Choices[0]/Variable',
    ],
    [
      choice({ Variable: '$.a', NumericEqualsPath: '$..b', Next: 'B' }),
      'Value is not a Reference Path: $..b at /States/A/Choices[0]/NumericEqualsPath',
    ],
  ])('%j', (definition, rest) => {
    expect(told(definition)).toEqual([`${schema} ${rest}`]);
  });

  test.each([['$'], ['$.a[0]'], ['$$.Execution.Input.a']])('a rule may read %s', (Variable) => {
    expect(told(choice({ Variable, IsPresent: true, Next: 'B' }))).toEqual([]);
  });
});

test('a JSONata text that does not end is told', () => {
  expect(told(machine({ ...pass, Output: '{% 1' }, {}, jsonata))).toEqual([
    `${schema} JSONata string must start with {% and end with %} at /States/A/Output`,
  ]);
});
