/** The fields of states that give numbers, times and texts: what is taken, and in which words the rest is refused. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@stepthrough/json';
import type { Effect } from '@stepthrough/interpreter';
import { drive, type DriveOptions } from './drive.ts';

const end = { End: true };
const jsonata = { QueryLanguage: 'JSONata', ...end };
const n = '{% $states.input.n %}';
const inner = { StartAt: 'I', States: { I: { Type: 'Pass', ...end } } };
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...inner };

function run(state: JsonObject, input: Json, options?: DriveOptions) {
  return drive({ StartAt: 'S', States: { S: state } }, input, options);
}

const place = "An error occurred while executing the state 'S' (entered at the event id #2). ";
const wrongType = (field: string, expected: string, was: string, value: Json) =>
  `The JSONata expression '$states.input.n' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${was}' for value: ${JSON.stringify(value)}`;

const [runtime, query] = ['States.Runtime', 'States.QueryEvaluationError'] as const;

describe('S59 a Wait', () => {
  const wait = { Type: 'Wait', ...jsonata };
  const nine = '2026-01-01T00:00:09Z';

  it.each<[fields: JsonObject, input: Json, seconds: number]>([
    [{ Type: 'Wait', ...end }, {}, 0],
    [wait, {}, 0],
    [{ ...wait, Seconds: 4 }, {}, 4],
    [{ ...wait, Seconds: 0 }, {}, 0],
    [{ ...wait, Seconds: n }, { n: 2 }, 2],
    [{ ...wait, Timestamp: nine }, {}, 9],
    [{ ...wait, Timestamp: n }, { n: nine }, 9],
    [{ Type: 'Wait', TimestampPath: '$.n', ...end }, { n: '2026-01-01T00:00:01.5Z' }, 1.5],
    [{ Type: 'Wait', InputPath: '$.in', SecondsPath: '$.n', ...end }, { in: { n: 3 } }, 3],
  ])('%j of %j takes %d seconds', async (fields, input, seconds) => {
    const { last, options } = await run(fields, input);
    expect([last.status, (last.now - options.at) / 1000]).toEqual(['SUCCEEDED', seconds]);
  });

  it('of no seconds asks for no timer', async () => {
    expect((await run({ Type: 'Wait', Seconds: 0, ...end }, {})).last.effectCount).toBe(0);
  });

  const pathWords = 'parameter does not reference an input value: $.x';
  const longest = 2 ** 31;
  it.each<[fields: JsonObject, input: Json, error: string, words: string]>([
    [{ SecondsPath: '$.x' }, {}, runtime, `The SecondsPath ${pathWords}`],
    [{ TimestampPath: '$.x' }, {}, runtime, `The TimestampPath ${pathWords}`],
    [
      { TimestampPath: '$.x' },
      { x: { a: 1 } },
      runtime,
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.x == {"a":1}',
    ],
    [
      { SecondsPath: '$.x' },
      { x: '1' },
      runtime,
      'The SecondsPath parameter cannot be parsed as a long value: $.x == 1',
    ],
    [
      { SecondsPath: '$.x' },
      { x: -1 },
      runtime,
      'The SecondsPath parameter references a negative value: $.x == -1',
    ],
    [{ Seconds: longest + 1 }, {}, runtime, 'Wait state delay is too long.'],
    [{ ...jsonata, Seconds: n }, { n: 1.5 }, query, wrongType('Seconds', 'integer', 'number', 1.5)],
    [{ ...jsonata, Seconds: n }, { n: '1' }, query, wrongType('Seconds', 'integer', 'string', '1')],
    [
      { ...jsonata, Seconds: n },
      { n: -1 },
      query,
      'The Seconds field references a negative value: -1',
    ],
    [{ ...jsonata, Timestamp: n }, { n: 1 }, query, wrongType('Timestamp', 'string', 'number', 1)],
    [
      { ...jsonata, Timestamp: n },
      { n: 'soon' },
      query,
      'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: soon',
    ],
  ])('%j of %j is %s', async (fields, input, error, words) => {
    const { last, history } = await run({ Type: 'Wait', ...end, ...fields }, input);
    expect([last.error, last.cause]).toEqual([error, place + words]);
    if (error !== query) return;
    const [, entered, evaluation] = history;
    expect(evaluation).toMatchObject({
      ...{ type: 'EvaluationFailed', previousEventId: entered?.id },
      details: { error, state: 'S', location: Object.keys(fields).at(-1) },
    });
  });
});

describe('S44 a Fail', () => {
  it.each<[fields: JsonObject, error: string | undefined, cause: string | undefined]>([
    [{ Error: 'E' }, 'E', undefined],
    [{ Cause: 'c' }, undefined, 'c'],
    [{ ErrorPath: '$.e', CausePath: '$.o' }, 'from e', '{"p":1}'],
    [{ ErrorPath: "States.Format('E{}', $.n)", CausePath: '$.n' }, 'E3', '3'],
    [{ QueryLanguage: 'JSONata', Error: '{% $states.input.e %}', Cause: 'c' }, 'from e', 'c'],
    [
      { CausePath: '$.no' },
      runtime,
      `${place}The JSONPath '$.no' specified for the field 'CausePath' could not be found in the input '{"e":"from e","o":{"p":1},"n":3}'`,
    ],
    [
      { QueryLanguage: 'JSONata', Error: n },
      query,
      place + wrongType('Error', 'string', 'number', 3),
    ],
    [
      { QueryLanguage: 'JSONata', Cause: n },
      query,
      place + wrongType('Cause', 'string', 'number', 3),
    ],
  ])('%j fails with %s: %s', async (fields, error, cause) => {
    const { last } = await run({ Type: 'Fail', ...fields }, { e: 'from e', o: { p: 1 }, n: 3 });
    expect([last.error, last.cause]).toEqual([error, cause]);
  });

  it.each<[fields: JsonObject, error: string, words: string]>([
    [{ Type: 'Wait', SecondsPath: '$[', ...end }, runtime, "Invalid path '$[' : "],
    [{ ErrorPath: '$[' }, runtime, "Invalid path '$[' : "],
    [{ ErrorPath: 'States.Nothing()' }, runtime, "Invalid path 'States.Nothing()' : "],
    [{ ErrorPath: 'States.ArrayLength($)' }, runtime, 'States.ArrayLength'],
  ])('%j fails with %s', async (fields, error, words) => {
    const { last } = await run({ Type: 'Fail', ...fields }, 1);
    expect(last.error).toBe(error);
    expect(last.cause).toContain(words);
  });
});

describe('the settings of a task', () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

  it.each<[fields: JsonObject, asked: object]>([
    [end, { timeoutSeconds: undefined, heartbeatSeconds: undefined, credentials: undefined }],
    [
      { ...end, TimeoutSeconds: 9, HeartbeatSeconds: 8 },
      { timeoutSeconds: 9, heartbeatSeconds: 8 },
    ],
    [
      { ...end, InputPath: '$.in', TimeoutSecondsPath: '$.n', HeartbeatSecondsPath: '$.m' },
      { timeoutSeconds: 5, heartbeatSeconds: 4 },
    ],
    [{ ...end, Credentials: { 'RoleArn.$': '$.n' } }, { credentials: { RoleArn: 3 } }],
    [
      { ...jsonata, Credentials: { RoleArn: n }, TimeoutSeconds: n, HeartbeatSeconds: 2 },
      { credentials: { RoleArn: 3 }, timeoutSeconds: 3, heartbeatSeconds: 2 },
    ],
  ])('%j are asked for: %j', async (fields, expected) => {
    const tasks: Effect[] = [];
    const input = { n: 3, in: { n: 5, m: 4 } };
    await run({ ...task, ...fields }, input, {
      task: (effect) => {
        tasks.push(effect);
        return { output: 1 };
      },
    });
    expect(tasks).toMatchObject([expected]);
  });

  it.each<[fields: JsonObject, words: string]>([
    [{ ...end, TimeoutSecondsPath: '$[' }, "Invalid path '$[' : "],
    [{ ...end, HeartbeatSecondsPath: '$.x' }, "Invalid path '$.x' : No results for path: $['x']"],
    [{ ...end, Credentials: { 'RoleArn.$': '$[' } }, "Invalid path 'Credentials' : "],
    [{ ...end, Credentials: { 'RoleArn.$': '$.x' } }, "'RoleArn.$'"],
    [{ ...jsonata, TimeoutSeconds: n }, wrongType('TimeoutSeconds', 'integer', 'string', 'x')],
    [{ ...jsonata, HeartbeatSeconds: n }, wrongType('HeartbeatSeconds', 'integer', 'string', 'x')],
  ])('%j end the execution', async (fields, words) => {
    const { last } = await run({ ...task, ...fields }, { n: 'x' });
    expect(last.cause).toContain(words);
  });

  it.each([
    ['arn:aws:states:::sqs:sendMessage', 'requestResponse'],
    ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'waitForTaskToken'],
    ['arn:aws:states:::batch:submitJob.sync', 'sync'],
    ['arn:aws:states:us-east-1:111111111111:activity:a', 'activity'],
    ['arn:aws:lambda:us-east-1:111111111111:function:f', 'requestResponse'],
  ])('of %s it is waited for as %s', async (Resource, pattern) => {
    const seen: string[] = [];
    await run({ ...task, Resource, ...end }, 1, {
      task: (effect) => {
        seen.push(`${effect.resource} ${effect.pattern}`);
        return { output: 1 };
      },
    });
    expect(seen).toEqual([`${Resource} ${pattern}`]);
  });

  it.each([
    ['arn:aws:states:::lambda:invoke', 'lambda'],
    ['arn:aws:states:::aws-sdk:s3:getObject', 'aws-sdk:s3'],
    [
      'arn:aws:lambda:us-east-1:111111111111:function:f',
      'arn:aws:lambda:us-east-1:111111111111:function:f',
    ],
  ])('S8 an answer of %s that is too large names %s', async (Resource, shown) => {
    const output = 'x'.repeat(262_143);
    const { last, history } = await run({ ...task, Resource, ...end }, 1, {
      task: () => ({ output }),
    });
    const cause = `The state/task '${shown}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    expect([last.error, last.cause]).toEqual(['States.DataLimitExceeded', cause]);
    expect(history.at(-2)?.details).toMatchObject({ error: 'States.DataLimitExceeded', cause });
  });
});

describe('S34 a number of a Map', () => {
  const map = { Type: 'Map', ItemProcessor: distributed };
  const negative = (name: string) => `${name} cannot be negative.`;
  const between = 'ToleratedFailurePercentage must be between 0 and 100.';

  it.each<[name: string, value: Json, words: string | undefined]>([
    ['MaxConcurrency', 0, undefined],
    ['MaxConcurrency', -1, negative('MaxConcurrency')],
    ['ToleratedFailureCount', 0, undefined],
    ['ToleratedFailureCount', -1, negative('ToleratedFailureCount')],
    ['ToleratedFailurePercentage', 0, undefined],
    ['ToleratedFailurePercentage', 0.5, undefined],
    ['ToleratedFailurePercentage', 100, undefined],
    ['ToleratedFailurePercentage', -0.5, between],
    ['ToleratedFailurePercentage', 100.5, between],
  ])('%s of %j is refused with: %s', async (name, value, words) => {
    const expected = words && place + words;
    for (const [fields, error] of [
      [{ [name]: value, ...end }, runtime],
      [{ [`${name}Path`]: '$[0]', ...end }, runtime],
      [{ [name]: '{% $states.input[0] %}', ...jsonata }, query],
    ] as const) {
      const { last } = await run({ ...map, ...fields }, [value]);
      expect([last.error, last.cause]).toEqual([words && error, expected]);
    }
  });

  it.each<[name: string, type: string, value: Json]>([
    ['MaxConcurrency', 'integer', 1.5],
    ['ToleratedFailureCount', 'integer', 1.5],
    ['ToleratedFailurePercentage', 'float', 'x'],
  ])('%s that is no %s is refused: %j', async (name, type, value) => {
    const byPath = await run(
      { ...map, ItemsPath: '$.items', [`${name}Path`]: '$.n', ...end },
      {
        ...{ items: [1], n: value },
      },
    );
    expect(byPath.last.cause).toBe(
      `${place}The ${name}Path field refers to value "${String(value)}" which is not a valid ${type}: $.n`,
    );
    const fields = { Items: [1], [name]: n, ...jsonata };
    const byExpression = await run({ ...map, ...fields }, { n: value });
    expect(byExpression.last.cause).toBe(place + wrongType(name, type, typeof value, value));
  });

  it.each<[fields: JsonObject, input: Json, error: string, words: string]>([
    [{ MaxConcurrencyPath: '$[', ...end }, [], runtime, "Invalid path '$[' : "],
    [{ MaxConcurrencyPath: '$.x', ...end }, [], runtime, "Invalid path '$.x' : "],
    [{ ItemsPath: '$[', ...end }, [], runtime, "Invalid path '$[' : "],
    [{ ItemsPath: '$.x', ...end }, {}, runtime, "Invalid path '$.x' : No results for path: $['x']"],
    [{ ItemsPath: '$.x', ...end }, { x: 1 }, runtime, 'Reference path "$.x" must point to array.'],
    [
      { ItemsPath: '$$.State.Name', ...end },
      {},
      runtime,
      'Reference path "$.State.Name" must point to array.',
    ],
    [jsonata, 7, query, 'Map state input must be an array but was: 7'],
    [{ Items: n, ...jsonata }, { n: 1 }, query, wrongType('Items', 'array', 'number', 1)],
    [
      { Items: 'x', ...jsonata },
      {},
      query,
      "The field 'Items' has an unexpected type. Expected 'array', but was 'string' for value: \"x\"",
    ],
  ])('of items %j of %j ends it with %s: %s', async (fields, input, error, words) => {
    for (const ItemProcessor of [inner, distributed]) {
      const { last } = await run({ ...map, ItemProcessor, ...fields }, input);
      expect(last.error).toBe(error);
      expect(last.cause?.startsWith(place + words)).toBe(true);
    }
  });

  it.each<[processor: JsonObject, input: Json, isTaken: boolean]>([
    [inner, { a: 1 }, false],
    [inner, [], true],
    [inner, null, false],
    [distributed, { a: 1 }, true],
    [distributed, null, false],
    [distributed, 'ab', false],
  ])('with %j, %j are items: %s', async (ItemProcessor, input, isTaken) => {
    for (const language of [end, jsonata]) {
      const { last } = await run({ Type: 'Map', ItemProcessor, ...language }, input);
      expect(last.status).toBe(isTaken ? 'SUCCEEDED' : 'FAILED');
    }
  });
});
