/** Requests that TestState refuses, in AWS's words, and those next to them that it takes. */
import { resultShapeOf, TestStateProblem, validateResult } from '@stepthrough/interpreter';
import type { TestStateCall, ResultShape } from '@stepthrough/interpreter';
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { test } from './test-state-world.ts';

type Rest = Omit<TestStateCall, 'definition'>;

const pass = { Type: 'Pass', End: true };
const call = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', End: true };
const callback = { ...call, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
const job = { ...call, Resource: 'arn:aws:states:::batch:submitJob.sync' };
const branch = { StartAt: 'P', States: { P: pass } };
const parallel = { Type: 'Parallel', Branches: [branch, branch], End: true };
const map = { Type: 'Map', ItemProcessor: branch, End: true };
const written = { ...map, ResultWriter: {} };
const answered = { mock: { result: {} } };
const failed = { mock: { errorOutput: { error: 'E' } } };

async function refusalOf(definition: JsonObject, rest: Rest): Promise<unknown> {
  try {
    const { status } = await test(definition, rest);
    return status;
  } catch (problem) {
    if (!(problem instanceof TestStateProblem)) throw problem;
    return [problem.code, problem.message];
  }
}

const invalid = (message: string) => ['ValidationException', message];
const schema = (problem: string) => [
  'InvalidDefinition',
  `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${problem}'`,
];
const unmocked = [
  'InvalidDefinition',
  'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
];
const typeProblem = (name: string) =>
  schema(
    `The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/${name}/Type`,
  );
const context = (why: string) => invalid(`Invalid Context object provided: ${why}`);
const taskInContext = context(
  "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
);
const notMocked = invalid("State type 'Pass' is not supported when a mock is specified");
const unmockedTask = invalid(
  'TestState does not support this Task state when a mock is not specified.',
);
const activity = 'arn:aws:states:us-east-1:123456789012:activity:a';
const ItemReader = {
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSON' },
  Parameters: { Bucket: 'b', Key: 'k' },
};
const iterations = invalid(
  'Map iteration failure count must be less than or equal to the number of Map iterations',
);
const tooMany = (
  input: Json,
  mapIterationFailureCount: number,
  answer: unknown,
): [JsonObject, Rest, unknown][] => {
  const stateConfiguration = { mapIterationFailureCount };
  const distributed = { ...branch, ProcessorConfig: { Mode: 'DISTRIBUTED' } };
  const state = { ...map, ItemProcessor: distributed };
  return [
    [state, { input, stateConfiguration, mock: { result: [] } }, answer],
    [state, { input, stateConfiguration, ...failed }, answer === 'SUCCEEDED' ? 'FAILED' : answer],
  ];
};
const role = { roleArn: 'arn:aws:iam::111111111111:role/r' };

const parameter = (what: string, value: number, least: string) => [
  'ParamValidationError',
  `Parameter validation failed:\nInvalid ${what}, value: ${value}, valid ${least}`,
];
const below = (name: string) =>
  parameter(`value for parameter stateConfiguration.${name}`, -1, 'min value: 0');
const above = (at: string, most: number) =>
  invalid(
    `1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );

describe('TestState', () => {
  it.each<[definition: JsonObject, rest: Rest, answer: unknown]>([
    [
      pass,
      { stateName: '' },
      [
        'ParamValidationError',
        'Parameter validation failed:\nInvalid length for parameter stateName, value: 0, valid min length: 1',
      ],
    ],
    [
      call,
      { mock: { result: 1, errorOutput: {} } },
      invalid('A test mock should have only one of the following fields: [result, errorOutput].'),
    ],
    [call, answered, 'SUCCEEDED'],
    [call, failed, 'FAILED'],
    [call, { mock: { result: '{"a"' } }, invalid('Mocked result must be valid JSON')],
    [call, { mock: { result: '' } }, invalid('Mocked result must be valid JSON')],
    [pass, { mock: { result: '' } }, notMocked],
    [map, { input: [1], mock: { result: '[2]' } }, 'SUCCEEDED'],
    [map, { input: [1], mock: { result: '2' } }, invalid('Mocked result must be an array.')],
    [callback, role, unmockedTask],
    [job, role, unmockedTask],
    [{ ...call, Resource: activity }, {}, unmockedTask],
    [{ ...call, Resource: activity }, answered, 'SUCCEEDED'],
    ...tooMany([2, 3], 2, 'SUCCEEDED'),
    ...tooMany([2, 3], 3, iterations),
    ...tooMany({ a: 1, b: 2 }, 2, 'SUCCEEDED'),
    ...tooMany({ a: 1, b: 2 }, 3, iterations),
    [
      {
        ...map,
        ItemProcessor: { ...branch, ProcessorConfig: { Mode: 'DISTRIBUTED' } },
        ItemReader,
      },
      {
        mock: { result: [1] },
        stateConfiguration: { mapItemReaderData: '[1, 2]', mapIterationFailureCount: 3 },
      },
      iterations,
    ],
    [
      call,
      { ...answered, revealSecrets: true },
      invalid('TestState does not support RevealSecrets when a mock is specified.'),
    ],
    [call, { ...answered, revealSecrets: false }, 'SUCCEEDED'],
    [call, { ...role, revealSecrets: true }, 'SUCCEEDED'],
    [
      pass,
      { stateConfiguration: { mapIterationFailureCount: 0 } },
      invalid('TestState does not support MapIterationFailureCount when a mock is not specified.'),
    ],
    [pass, { stateConfiguration: { retrierRetryCount: 0 } }, 'SUCCEEDED'],
    [{ ...pass, Type: 'pass' }, {}, typeProblem('StateName')],
    [{ StartAt: 'A', States: { A: {} } }, { stateName: 'A' }, typeProblem('A')],
    [
      { ...parallel, Branches: [] },
      answered,
      schema('Value cannot be empty at /States/StateName/Branches'),
    ],
    [map, {}, unmocked],
    [parallel, role, unmocked],
    [call, {}, invalid('RoleArn must be specified when testing a Task state')],
    [call, role, 'SUCCEEDED'],
    [pass, {}, 'SUCCEEDED'],
    [pass, answered, invalid("State type 'Pass' is not supported when a mock is specified")],
    [map, answered, invalid('Mocked result must be an array.')],
    [map, failed, 'FAILED'],
    [
      { ...map, ResultWriter: {} },
      { mock: { result: [] } },
      invalid('Mocked result must be a JSON object.'),
    ],
    [
      parallel,
      { mock: { result: [1] } },
      invalid(
        'Mocked result must contain the same number of items as number of Parallel branches.',
      ),
    ],
    [parallel, { mock: { result: [1, 2] } }, 'SUCCEEDED'],
  ])('S74 answers %j with %j: %j', async (definition, rest, answer) => {
    const input = definition === map || 'ResultWriter' in definition ? [] : {};
    expect(await refusalOf(definition, { input, ...rest })).toEqual(answer);
  });

  it.each<[rest: Rest, answer: unknown]>([
    [{ stateConfiguration: { retrierRetryCount: -1 } }, below('retrierRetryCount')],
    [{ stateConfiguration: { retrierRetryCount: 0 } }, 'FAILED'],
    [{ stateConfiguration: { mapIterationFailureCount: -1 } }, below('mapIterationFailureCount')],
    [
      { stateConfiguration: { errorCausedByState: '' } },
      parameter('length for parameter stateConfiguration.errorCausedByState', 0, 'min length: 1'),
    ],
    [{ stateConfiguration: { errorCausedByState: 'x'.repeat(80) } }, 'FAILED'],
    [
      { stateConfiguration: { errorCausedByState: 'x'.repeat(81) } },
      above('stateConfiguration.errorCausedByState', 80),
    ],
    [{ stateConfiguration: { mapItemReaderData: ' '.repeat(262_144) } }, 'FAILED'],
    [
      { stateConfiguration: { mapItemReaderData: ' '.repeat(262_145) } },
      above('stateConfiguration.mapItemReaderData', 262_144),
    ],
    [{ mock: { errorOutput: { error: 'x'.repeat(256) } } }, 'FAILED'],
    [{ mock: { errorOutput: { error: 'x'.repeat(257) } } }, above('mock.errorOutput.error', 256)],
    [{ mock: { errorOutput: { cause: 'x'.repeat(32_768) } } }, 'FAILED'],
    [
      { mock: { errorOutput: { cause: 'x'.repeat(32_769) } } },
      above('mock.errorOutput.cause', 32_768),
    ],
    [{ stateName: 'x'.repeat(81) }, above('stateName', 80)],
    [{ stateName: 'x'.repeat(80) }, invalid('State not found in definition')],
  ])('S74 holds parameters to the lengths and ranges of the API: %#', async (rest, answer) => {
    expect(await refusalOf(call, { ...failed, ...rest })).toEqual(answer);
  });

  it('knows three modes of validation', async () => {
    const mock = JSON.parse('{"result": {}, "fieldValidationMode": "LAX"}') as JsonObject;
    expect(await refusalOf(call, { mock })).toEqual([
      'ValidationException',
      "1 validation error detected: Value at 'mock.fieldValidationMode' failed to satisfy constraint: Member must satisfy enum value set: [STRICT, PRESENT, NONE]",
    ]);
  });

  it('takes an object for what a ResultWriter writes', async () => {
    expect(await refusalOf(written, { input: [], ...answered })).toBe('SUCCEEDED');
  });

  it.each<[given: JsonObject, definition: JsonObject, rest: Rest, answer: unknown]>([
    [{ Map: {} }, pass, {}, context("'Map' field is not supported when mocking a Context object")],
    [{ Other: {} }, pass, {}, context("Field 'Other' is not allowed")],
    [{ State: [] }, pass, {}, context('State must be an object')],
    [{ State: { Nmae: 'x' } }, pass, {}, context("Field 'Nmae' is not allowed")],
    [{ State: { Name: 1 } }, pass, {}, context('State.Name must be a string')],
    [{ State: { RetryCount: '1' } }, pass, {}, context('State.RetryCount must be a number')],
    [{ State: { Name: 'x', EnteredTime: 't', RetryCount: 1 } }, pass, {}, 'SUCCEEDED'],
    [{ StateMachine: { Id: 'i', Name: 'n' } }, pass, {}, 'SUCCEEDED'],
    [
      {
        Execution: {
          ...{ Id: 'i', Input: [1], Name: 'n', RoleArn: 'r' },
          ...{ StartTime: 't', RedriveCount: 0, RedriveTime: 't' },
        },
      },
      pass,
      {},
      'SUCCEEDED',
    ],
    [{ Task: { Token: 't' } }, pass, {}, taskInContext],
    [{ Task: { Token: 't' } }, call, role, taskInContext],
    [{ Task: { Token: 1 } }, callback, answered, context('Task.Token must be a string')],
    [{ Task: { Token: 't' } }, callback, answered, 'SUCCEEDED'],
    [{ Task: { Token: 't' } }, job, answered, 'SUCCEEDED'],
  ])('answers the context object %j of %j with %j: %j', async (given, definition, rest, answer) => {
    expect(await refusalOf(definition, { ...rest, context: given })).toEqual(answer);
  });
});

const texts = { type: 'string', values: ['a', 'b'] } as const;
const sizes = { type: 'number', min: 1, max: 3 } as const;
const record: ResultShape = {
  type: 'object',
  required: ['id'],
  fields: { id: { type: 'string', min: 2 }, sizes: { type: 'list', item: sizes } },
};

describe('a mocked result', () => {
  it.each<[result: Json, shape: ResultShape, problem: string | undefined]>([
    ['x', { type: 'any' }, undefined],
    [true, { type: 'boolean' }, undefined],
    ['true', { type: 'boolean' }, "Field '' must be a boolean"],
    ['b', texts, undefined],
    ['c', texts, "Field '' is not an expected value"],
    [1, texts, "Field '' must be a string"],
    [0, sizes, "Field '' is less than the minimum value"],
    [1, sizes, undefined],
    [3, sizes, undefined],
    [4, sizes, "Field '' exceeds the maximum value"],
    [-1e9, { type: 'number' }, undefined],
    [1e9, { type: 'number' }, undefined],
    ['1', sizes, "Field '' must be a number"],
    [{ id: 'x' }, record, "Field 'id' is smaller than the minimum length"],
    [{ id: 'xy' }, record, undefined],
    [{ id: 'xy', other: 1 }, record, undefined],
    [{ id: 'xy', sizes: {} }, record, "Field 'sizes' must be an array"],
    [{ id: 'xy', sizes: [1, 9] }, record, "Field 'sizes' exceeds the maximum value"],
    [{ id: 'xy', sizes: [1, 2] }, record, undefined],
    [{}, record, "Required field 'id' is missing"],
    [[], record, "Field '' must be an object"],
    [{ one: 'a', two: 'z' }, { type: 'map', value: texts }, "Field 'two' is not an expected value"],
    [{ one: 'a' }, { type: 'map', value: texts }, undefined],
    [[], { type: 'map', value: texts }, "Field '' must be an object"],
  ])('%j as %j: %s', (result, shape, problem) => {
    const check = (): void => {
      validateResult({ result }, shape);
    };
    if (problem === undefined) expect(check).not.toThrow();
    else {
      expect(check).toThrow(
        expect.objectContaining({
          code: 'ValidationException',
          message: `Mock result schema validation error: ${problem}`,
        }),
      );
    }
  });

  const wrong = "Field 'id' must be a string";
  it.each([
    ['STRICT', {}, "Required field 'id' is missing"],
    ['PRESENT', {}, undefined],
    ['PRESENT', { id: 1 }, wrong],
    ['NONE', { id: 1 }, undefined],
    [undefined, {}, "Required field 'id' is missing"],
  ] as const)('in mode %s, %j: %s', (fieldValidationMode, result, problem) => {
    const shape: ResultShape = { type: 'list', item: { type: 'map', value: record } };
    const mode = fieldValidationMode && { fieldValidationMode };
    const check = (): void => {
      validateResult({ result: [{ inner: result }], ...mode }, shape);
    };
    if (problem === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(problem);
  });

  it('is not checked where there is none, or the operation is not known', () => {
    validateResult({ errorOutput: {} }, record);
    validateResult({ result: 1 }, undefined);
  });

  it.each([
    ['arn:aws:states:::sqs:sendMessage', 'MessageId'],
    ['arn:aws:states:::aws-sdk:sqs:sendMessage', 'MessageId'],
    ['arn:aws:states:::states:startExecution', 'ExecutionArn'],
    ['arn:aws:states:::aws-sdk:sfn:startExecution', 'ExecutionArn'],
    ['arn:aws:states:::aws-sdk:dynamodb:getItem', 'Item'],
    ['arn:aws:states:::dynamodb:query', 'Items'],
    ['arn:aws:states:::aws-sdk:s3:getObject', 'Body'],
    ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', undefined],
    ['arn:aws:states:::states:startExecution.sync', undefined],
    ['arn:aws:states:::aws-sdk:s3:listBuckets', undefined],
    ['arn:aws:states:::aws-sdk:constructor:toString', undefined],
    ['arn:aws:lambda:us-east-1:111111111111:function:f', undefined],
    ['', undefined],
  ])('of %s has the member %s', (resource, field) => {
    const shape = resultShapeOf(resource);
    expect(shape && Object.keys(shape.fields)).toEqual(
      field === undefined ? undefined : expect.arrayContaining([field]),
    );
  });
});
