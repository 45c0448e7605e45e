/** What TestInvokeMethod logs of requests to integrations and of their answers. */
import { describe, expect, it } from 'vitest';
import { converse } from './conversation.ts';
import { declaredShop, inShop } from './declared.ts';

import { functionUri, linesOf, put, scenario, test, type Told } from './test-invocation.ts';

describe('G42: an address', () => {
  it('is told with what is sent there, and each line with its time', async () => {
    const talk = await converse(
      put({
        type: 'HTTP',
        uri: 'https://a.example/late',
        requestTemplates: { 'application/json': '{"made": "ö"}' },
      }),
      scenario,
    );
    const waiting = await test(talk, { body: '{}', pathWithQueryString: '/?a=1&a=2&b=3?4' });
    expect(waiting).toBe('waiting');
    await talk.world.pass(1500);
    const told = talk.world.reply().value as unknown as Told;
    expect(told).toMatchObject({ status: 200, body: '{"a":1}', latency: 1500 });
    const [first = '', ...lines] = told.log.split('\n');
    const id = first.replace('Execution log for request ', '');
    const at = (time: string, texts: readonly string[]) =>
      texts.map((text) => `Mon Jan 05 ${time} UTC 2026 : ${text}`);
    expect(lines.slice(0, 7)).toEqual(
      at('09:00:00', [
        `Starting execution for request: ${id}`,
        'HTTP Method: GET, Resource Path: /',
        'Method request path: {}',
        'Method request query string: {a=1,2, b=3?4}',
        'Method request headers: {}',
        'Method request body before transformations: {}',
        'Endpoint request URI: https://a.example/late',
      ]),
    );
    expect(lines[7]).toMatch(/ : Endpoint request headers: \{.*User-Agent=AmazonAPIGateway_/);
    expect(lines[7]).toMatch(/Host=a\.example.* \[TRUNCATED\]$/);
    expect(lines.slice(8, 11)).toEqual([
      ...at('09:00:00', [
        'Endpoint request body after transformations: {"made": "ö"}',
        'Sending request to https://a.example/late',
      ]),
      ...at('09:00:01', ['Received response. Status: 202, Integration latency: 1500 ms']),
    ]);
    expect(lines[11]).toMatch(
      /^Mon Jan 05 09:00:01 UTC 2026 : Endpoint response headers: \{Date=Mon, 05 Jan 2026 09:00:01 GMT, Content-Type=application\/json, Content-Length=7, Connection=keep-alive, x-amzn-RequestId=[\da-f-]{36}\}$/,
    );
    expect(lines.slice(12)).toEqual([
      ...at('09:00:01', [
        'Endpoint response body before transformations: {"a":1}',
        'Method response body after transformations: {"a":1}',
        'Method response headers: {Content-Type=application/json}',
        'Successfully completed execution',
        'Method completed with status: 200',
      ]),
      '',
    ]);
  });

  it('is sent the body as it came, where no template changes it', async () => {
    const talk = await converse(put({ type: 'HTTP_PROXY', uri: 'https://a.example' }), scenario);
    const told = await test(talk, { body: ' {"n":  1}' });
    expect(told).toMatchObject({ status: 203, body: 'outside', latency: 0 });
    expect(linesOf(told)[9]).toBe('Endpoint request body after transformations:  {"n":  1}');
    expect(linesOf(told)).toContain('Received response. Status: 203, Integration latency: 0 ms');
    expect(linesOf(told)).toContain('Endpoint response body before transformations: outside');
  });
});

describe('G42: a function', () => {
  const masked = '*'.repeat(64);

  it('is told with the trace of the request', async () => {
    const talk = await converse(put({ type: 'AWS', uri: functionUri('echo') }), scenario);
    const told = await test(talk, { headers: { 'Content-Type': 'text/plain' }, body: ' 1 ' });
    const lines = linesOf(told);
    const trace = told.headers['X-Amzn-Trace-Id'] ?? '';
    expect(trace).toMatch(/^Root=1-[\da-f]{8}-[\da-f]{24}$/);
    const id = (lines[0] ?? '').replace('Execution log for request ', '');
    const api = talk.known['api'] ?? '';
    expect(lines[8]).toBe(
      `Endpoint request headers: {x-amzn-lambda-integration-tag=${id}, Authorization=${masked}, X-Amz-Date=20260105T090000Z, x-amzn-apigateway-api-id=${api}, Accept=application/json, User-Agent=AmazonAPIGateway_${api}, X-Amz-Security-Token=simulated [TRUNCATED]`,
    );
    expect(lines[9]).toBe('Endpoint request body after transformations:  1 ');
    expect(lines[12]).toMatch(
      new RegExp(
        `^Endpoint response headers: \\{Date=.*, Connection=keep-alive, x-amzn-RequestId=[\\da-f-]{36}, x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=\\$LATEST, X-Amzn-Trace-Id=${trace}\\}$`,
      ),
    );
    expect(told.headers).toEqual({ 'X-Amzn-Trace-Id': trace, 'Content-Type': 'application/json' });
  });

  it('answers as a proxy with several values of a header', async () => {
    const talk = await converse(put({ type: 'AWS_PROXY', uri: functionUri('proxied') }), scenario);
    const { status, body, headers, multiValueHeaders } = await test(talk);
    const trace = headers['X-Amzn-Trace-Id'] ?? '';
    expect([status, body]).toEqual([201, 'ö']);
    expect(headers).toEqual({
      'X-Amzn-Trace-Id': trace,
      'Content-Type': 'application/json',
      'X-A': 'a',
      'Set-Cookie': 'b,c',
    });
    expect(multiValueHeaders).toEqual({
      'Content-Type': ['application/json'],
      'X-Amzn-Trace-Id': [trace],
      'X-A': ['a'],
      'Set-Cookie': ['b', 'c'],
    });
  });

  it('that answers a proxy with what is no response is told', async () => {
    const talk = await converse(put({ type: 'AWS_PROXY', uri: functionUri('wrong') }), scenario);
    const told = await test(talk, { body: '' });
    expect(told).toMatchObject({
      status: 502,
      body: '{"message": "Internal server error"}'.replace(': ', ':'),
    });
    expect(told.headers).toEqual({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
    const lines = linesOf(told);
    expect(lines.slice(-4)).toEqual([
      expect.stringContaining('Endpoint response body before transformations: ') as string,
      'Execution failed due to configuration error: Malformed Lambda proxy response',
      'Method completed with status: 502',
      '',
    ]);
    const [received = ''] = lines.filter((line) => line.startsWith('Endpoint request body'));
    expect(received).toContain('"body":null');
    expect(received).toContain('"resource":"/"');
  });

  it('that is not there is told with the words of Lambda', async () => {
    const talk = await converse(put({ type: 'AWS', uri: functionUri('none') }), scenario);
    const lines = linesOf(await test(talk));
    expect(lines).toContain('Received response. Status: 404, Integration latency: 0 ms');
    expect(lines).toContain(
      'Endpoint response body before transformations: {"__type":"ResourceNotFoundException","message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:$LATEST"}',
    );
  });

  it('that a scenario names is told by its ARN', async () => {
    const talk = await declaredShop(
      { routes: { 'GET /x': { integration: 'Lambda', function: 'echo', proxy: false } } },
      { functions: { echo: { answers: [{ return: 1 }] } } },
    );
    const told = (await talk.ask('TestInvokeMethod', {
      ...inShop,
      resourceId: '$x',
      httpMethod: 'GET',
    })) as unknown as Told;
    expect(linesOf(told)).toContain(
      'Sending request to https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:echo/invocations',
    );
    expect(linesOf(told)).toContain('Endpoint response body before transformations: 1');
  });
});

describe('G42: a service', () => {
  const queue = (template: string) => ({
    type: 'AWS',
    uri: 'arn:aws:apigateway:us-east-1:sqs:action/GetQueueUrl',
    credentials: 'arn:aws:iam::123456789012:role/r',
    requestTemplates: { 'application/json': template },
  });

  it('is told by its action, without a trace', async () => {
    const talk = await converse(put(queue('{"QueueName": "q"}')), scenario);
    const told = await test(talk);
    const lines = linesOf(told);
    const api = talk.known['api'] ?? '';
    expect(lines.slice(7, 11)).toEqual([
      'Endpoint request URI: https://sqs.us-east-1.amazonaws.com/?Action=GetQueueUrl',
      `Endpoint request headers: {Authorization=${'*'.repeat(64)}, X-Amz-Date=20260105T090000Z, x-amzn-apigateway-api-id=${api}, Accept=application/json, User-Agent=AmazonAPIGateway_${api}, X-Amz-Security-Token=simulated [TRUNCATED]`,
      'Endpoint request body after transformations: {"QueueName":"q"}',
      'Sending request to https://sqs.us-east-1.amazonaws.com/?Action=GetQueueUrl',
    ]);
    expect(lines).toContain(
      'Endpoint response body before transformations: {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/q"}',
    );
    expect(lines.join('\n')).not.toContain('Trace');
    expect(told.headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('that tells a status of its own is told whole', async () => {
    const talk = await converse(
      put({
        ...queue('$input.body'),
        uri: 'arn:aws:apigateway:us-east-1:states:action/DescribeExecution',
      }),
      scenario,
    );
    const { value } = await talk.world.call('states', 'StartExecution', {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine',
    });
    const { executionArn } = value as { readonly executionArn: string };
    const [shown = ''] = linesOf(
      await test(talk, { body: JSON.stringify({ executionArn }) }),
    ).filter((line) => line.startsWith('Endpoint response body'));
    expect(shown).toMatch(/"status":"(?:RUNNING|SUCCEEDED)"/);
  });

  it('that refuses is told with its words', async () => {
    const talk = await converse(put(queue('{"QueueName": "none"}')), scenario);
    const lines = linesOf(await test(talk));
    expect(lines).toContain('Received response. Status: 400, Integration latency: 0 ms');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Endpoint response body before transformations: \{"__type":"[\w.]+","message":".+"\}$/,
      ),
    );
  });
});
