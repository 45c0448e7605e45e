/** What TestState shows of a state's data flow, by the state's type and query language. */
import type { TestStateCall } from '@stepthrough/interpreter';
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { test } from './test-state-world.ts';

type Rest = Omit<TestStateCall, 'definition'>;

const end = { End: true };
const jsonata = { QueryLanguage: 'JSONata', ...end };
const branch = { StartAt: 'P', States: { P: { Type: 'Pass', ...end } } };
const task = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke' };
const input = { a: { list: [1, 2], n: 3 } };
const { a } = input;

async function shown(definition: JsonObject, rest: Rest = {}): Promise<JsonObject | undefined> {
  const { inspectionData } = await test(definition, { input, inspectionLevel: 'DEBUG', ...rest });
  return inspectionData;
}

const ends = (result: unknown) => ({ afterResultSelector: result, afterResultPath: result });

describe('inspectionData', () => {
  it.each<[definition: JsonObject, rest: Rest, data: object]>([
    [
      { Type: 'Pass', ...end },
      {},
      { afterInputPath: input, afterParameters: input, ...ends(input) },
    ],
    [
      { Type: 'Pass', InputPath: '$.a', Parameters: { 'm.$': '$.n' }, ResultPath: '$.r', ...end },
      {},
      {
        afterInputPath: a,
        afterParameters: { m: 3 },
        afterResultSelector: { m: 3 },
        afterResultPath: { a, r: { m: 3 } },
      },
    ],
    [{ Type: 'Pass', Result: 7, ...end }, {}, { result: 7, ...ends(7) }],
    [
      { Type: 'Pass', ResultPath: null, InputPath: '$.a', ...end },
      {},
      {
        afterInputPath: a,
        afterParameters: a,
        afterResultSelector: a,
        afterResultPath: input,
      },
    ],
    [
      { ...task, InputPath: '$.a', ResultSelector: { 'x.$': '$.y' }, ...end },
      { mock: { result: { y: 1 } } },
      { afterInputPath: a, afterParameters: a, result: { y: 1 }, ...ends({ x: 1 }) },
    ],
    [
      { ...task, Parameters: { b: 1 }, ...end },
      { mock: { errorOutput: { error: 'E' } } },
      { afterInputPath: input, afterParameters: { b: 1 } },
    ],
    [{ Type: 'Parallel', Branches: [branch], ...end }, { mock: { result: [1] } }, ends([1])],
    [{ Type: 'Parallel', Branches: [branch], ...end }, { mock: { errorOutput: {} } }, {}],
    [
      {
        Type: 'Map',
        InputPath: '$.a',
        ItemsPath: '$.list',
        MaxConcurrency: 2,
        ItemProcessor: branch,
        ...end,
      },
      { mock: { result: [5, 6] } },
      { afterInputPath: a, afterItemsPath: [1, 2], maxConcurrency: 2, ...ends([5, 6]) },
    ],
    [{ Type: 'Wait', InputPath: '$.a', SecondsPath: '$.n', ...end }, {}, { afterInputPath: a }],
    [{ Type: 'Succeed', InputPath: '$.a' }, {}, { afterInputPath: a }],
    [{ Type: 'Succeed' }, {}, { afterInputPath: input }],
    [{ Type: 'Fail', Error: 'E' }, {}, { afterInputPath: input }],
    [
      {
        Type: 'Choice',
        InputPath: '$.a',
        Choices: [{ Variable: '$.n', IsPresent: true, Next: 'P' }],
      },
      {},
      { afterInputPath: a },
    ],
    [
      { ...task, Arguments: { n: '{% $states.input.a.n %}' }, ...jsonata },
      { mock: { result: 1 } },
      { afterArguments: { n: 3 }, result: 1 },
    ],
    [{ Type: 'Pass', Output: 1, ...jsonata }, {}, {}],
    [
      { Type: 'Map', Items: [1], ItemProcessor: branch, ...jsonata },
      { mock: { result: [1] } },
      { maxConcurrency: 0 },
    ],
    [
      {
        ...{ Type: 'Map', Items: [1], MaxConcurrency: 3, ...jsonata },
        ...{ ToleratedFailureCount: 4, ToleratedFailurePercentage: 5 },
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...branch },
      },
      { mock: { result: [1] } },
      { maxConcurrency: 3, toleratedFailureCount: 4, toleratedFailurePercentage: 5 },
    ],
  ])('of %j with %j', async (definition, rest, data) => {
    expect(await shown(definition, rest)).toEqual({ input, ...data });
  });

  it.each([
    [{}, undefined],
    [{ v: 1 }, { v: 1 }],
  ])('has the variables that were given: %j', async (variables, data) => {
    expect(await shown({ Type: 'Succeed' }, { variables })).toEqual({
      input,
      afterInputPath: input,
      ...(data && { variables: data }),
    });
  });

  it('is shown from level DEBUG on', async () => {
    const levels = ['INFO', 'DEBUG', 'TRACE'] as const;
    const shows = levels.map((inspectionLevel) => shown({ Type: 'Succeed' }, { inspectionLevel }));
    expect((await Promise.all(shows)).map((data) => data !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    expect(await test({ Type: 'Succeed' })).toEqual({ status: 'SUCCEEDED', output: {} });
  });

  it.each<[error: string, retries: number | undefined, details: unknown]>([
    ['A', undefined, { retryIndex: 0, retryBackoffIntervalSeconds: 2 }],
    ['A', 1, { retryIndex: 0, retryBackoffIntervalSeconds: 6 }],
    ['A', 2, { catchIndex: 1 }],
    ['B', undefined, { retryIndex: 1, retryBackoffIntervalSeconds: 1 }],
    ['B', 3, { retryIndex: 1 }],
    ['C', undefined, { catchIndex: 0 }],
    ['D', undefined, undefined],
  ])(
    'tells which retrier or catcher takes %s after %s retries: %j',
    async (error, count, details) => {
      const state = {
        ...task,
        Retry: [
          { ErrorEquals: ['A'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 },
          { ErrorEquals: ['B'] },
        ],
        Catch: [
          { ErrorEquals: ['C'], Next: 'P' },
          { ErrorEquals: ['A'], Next: 'P' },
        ],
        ...end,
      };
      const data = await shown(state, {
        mock: { errorOutput: { error } },
        ...(count === undefined ? {} : { stateConfiguration: { retrierRetryCount: count } }),
      });
      expect(data?.['errorDetails']).toEqual(details);
    },
  );
});

describe('the trace of an HTTP Task', () => {
  const endpoint = 'http://example.com/x';

  it.each<[parameters: JsonObject, request: JsonObject]>([
    [
      { ApiEndpoint: endpoint, Method: 'GET' },
      { protocol: 'http', method: 'GET', url: endpoint, headers: '[]' },
    ],
    [
      {
        ApiEndpoint: endpoint,
        Method: 'PUT',
        Headers: { one: 'a', two: ['b', 'c'] },
        QueryParameters: { q: ['1', '&'], r: 2 },
        RequestBody: { b: 1 },
      },
      {
        protocol: 'http',
        method: 'PUT',
        url: `${endpoint}?q=1&q=%26&r=2`,
        headers: '[one: a, two: b, c]',
        body: '{"b":1}',
      },
    ],
    [{}, { protocol: '', method: '', url: '', headers: '[]' }],
  ])('of the request %j', async (Parameters, request) => {
    const data = await shown(
      { ...task, Parameters, ...end },
      { inspectionLevel: 'TRACE', mock: { errorOutput: {} } },
    );
    expect(data?.['request']).toEqual(request);
    expect(data).not.toHaveProperty('response');
  });

  it.each<[result: JsonObject, response: JsonObject]>([
    [{}, { protocol: 'https', statusCode: '', statusMessage: '', headers: '[]' }],
    [
      { StatusCode: 200, StatusText: 'OK', Headers: { h: ['1', '2'] }, ResponseBody: 'text' },
      {
        protocol: 'https',
        statusCode: '200',
        statusMessage: 'OK',
        headers: '[h: 1, 2]',
        body: 'text',
      },
    ],
  ])('of the response %j', async (result, response) => {
    const state = { ...task, Arguments: { ApiEndpoint: endpoint }, ...jsonata };
    const data = await shown(state, { inspectionLevel: 'TRACE', mock: { result } });
    expect(data).toMatchObject({ request: { url: endpoint }, response });
    expect(data?.['response']).toEqual(response);
  });

  it('reads the input where there are no parameters, and is of no other task', async () => {
    const rest: Rest = {
      ...{ inspectionLevel: 'TRACE', mock: { result: 1 } },
      input: { in: { ApiEndpoint: endpoint } },
    };
    const ownInput = await shown({ ...task, InputPath: '$.in', ...end }, rest);
    expect(ownInput).toMatchObject({ request: { url: endpoint } });
    expect(ownInput).not.toHaveProperty('response');
    const whole = await shown({ ...task, ...end }, { ...rest, input: { ApiEndpoint: endpoint } });
    expect(whole).toMatchObject({ request: { url: endpoint } });
    const Resource = 'arn:aws:states:::aws-sdk:s3:listBuckets';
    expect(await shown({ ...task, Resource, ...end }, rest)).not.toHaveProperty('request');
  });
});
