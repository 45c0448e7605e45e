import { testState, type TestStateCall } from '@stepthrough/interpreter';
import { describe, expect, it } from 'vitest';
import { world } from './test-state-world.ts';

const invoke = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'ship', Payload: { 'order.$': '$.order' } },
  ResultSelector: { 'status.$': '$.StatusCode' },
  ResultPath: '$.shipped',
  Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }],
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Refund' }],
  Next: 'Tell',
};

function test(call: Partial<TestStateCall>) {
  return testState({ definition: invoke, input: { order: 7 }, ...call }, world);
}

describe('testState', () => {
  it('shows each value of the data flow at level DEBUG', async () => {
    const mock = { result: { StatusCode: 200 } };
    expect(await test({ inspectionLevel: 'DEBUG', mock })).toEqual({
      status: 'SUCCEEDED',
      output: { order: 7, shipped: { status: 200 } },
      nextState: 'Tell',
      inspectionData: {
        input: { order: 7 },
        afterInputPath: { order: 7 },
        afterParameters: { FunctionName: 'ship', Payload: { order: 7 } },
        result: { StatusCode: 200 },
        afterResultSelector: { status: 200 },
        afterResultPath: { order: 7, shipped: { status: 200 } },
      },
    });
  });

  it('is RETRIABLE while a retrier is left, with the backoff of the next try', async () => {
    const result = await test({
      inspectionLevel: 'DEBUG',
      mock: { errorOutput: { error: 'Busy', cause: 'later' } },
      stateConfiguration: { retrierRetryCount: 1 },
    });
    expect(result).toMatchObject({
      status: 'RETRIABLE',
      error: 'Busy',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } },
    });
  });

  it('is CAUGHT_ERROR when a catcher takes what no retrier does', async () => {
    expect(await test({ mock: { errorOutput: { error: 'Gone', cause: 'no' } } })).toEqual({
      status: 'CAUGHT_ERROR',
      output: { order: 7, error: { Error: 'Gone', Cause: 'no' } },
      nextState: 'Refund',
      error: 'Gone',
      cause: 'no',
    });
  });

  it('shows the request and the response of an HTTP Task at level TRACE', async () => {
    const definition = {
      Type: 'Task',
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        ApiEndpoint: 'https://example.com/orders',
        Method: 'POST',
        QueryParameters: { a: '1 2' },
        Headers: { kind: 'test' },
        'RequestBody.$': '$',
      },
      End: true,
    };
    const mock = {
      result: { StatusCode: 201, StatusText: 'Created', Headers: { id: ['7'] }, ResponseBody: {} },
    };
    const shown = await test({ definition, mock, inspectionLevel: 'TRACE' });
    expect(shown.inspectionData).toMatchObject({
      request: {
        protocol: 'https',
        method: 'POST',
        url: 'https://example.com/orders?a=1%202',
        headers: '[kind: test]',
        body: '{"order":7}',
      },
      response: {
        protocol: 'https',
        statusCode: '201',
        statusMessage: 'Created',
        headers: '[id: 7]',
        body: '{}',
      },
    });
    const debug = await test({ definition, mock, inspectionLevel: 'DEBUG' });
    expect(debug.inspectionData).not.toHaveProperty('request');
  });

  const pass = { definition: { Type: 'Pass', End: true } };

  it.each([
    [{ stateName: 'Nowhere' }, 'State not found in definition'],
    [
      { definition: { StartAt: 'A', States: { A: { Type: 'Pass' } } }, stateName: 'constructor' },
      'State not found in definition',
    ],
    [{ ...pass, context: { constructor: {} } }, /Field 'constructor' is not allowed/],
    [{ ...pass, context: { State: { toString: 'x' } } }, /Field 'toString' is not allowed/],
    [
      { mock: { result: { StatusCode: '200' } } },
      "Mock result schema validation error: Field 'StatusCode' must be a number",
    ],
  ])('refuses %j as the API does', async (call: Partial<TestStateCall>, message) => {
    await expect(test(call)).rejects.toThrow(message);
  });
});
