/** Integrations with AWS's services by their addresses. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { awsAddressOf, functionAt } from '../../../packages/services/src/apigateway/aws-address.ts';
import type { TestWorld } from '../../simulator/world.ts';
import { ask, worldOf, type Response } from './requests.ts';

const resources = {
  queues: { q: {}, heard: {} },
  topics: { t: { subscriptions: [{ queue: 'heard', raw: true }] } },
  tables: { things: { key: ['id'] } },
  buckets: { box: { 'a b/c.txt': 'hé', 'd.txt': 'd' } },
  functions: { f: { answers: [{ return: { got: '{{ input }}' } }] } },
};
const at = (service: string): string => `arn:aws:apigateway:us-east-1:${service}`;
/** A REST API whose only route is this one. */
const apiOf = (uri: string, route: object = {}, path = 'ANY /'): TestWorld =>
  worldOf({ routes: { [path]: { integration: 'Aws', uri: at(uri), ...route } } }, resources);
const post = (body: Json): object => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const json = ({ body }: Response): JsonObject => JSON.parse(body) as JsonObject;
const problem = ({ headers }: Response): string => headers['x-simulation-problem'] ?? '';

describe('DynamoDB', () => {
  it('is asked by the action of the address, and answers in JSON', async () => {
    const world = apiOf('dynamodb:action/PutItem');
    const item = { id: { S: '1' }, bytes: { B: 'AQI=' } };
    expect(json(await ask(world, '/', post({ TableName: 'things', Item: item })))).toEqual({});
    const read = { TableName: 'things', Key: { id: { S: '1' } } };
    expect((await world.call('dynamodb', 'GetItem', read)).value).toEqual({ Item: item });
  });

  it.each([
    ['Query', 'com.amazon.coral.validate#ValidationException', { TableName: 'things' }],
    ['Scan', 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', { TableName: 'none' }],
  ])('refuses a %s as %s', async (action, type, request) => {
    const answer = await ask(apiOf(`dynamodb:action/${action}`), '/', post(request));
    expect([answer.status, json(answer)['__type']]).toEqual([400, type]);
  });

  it('cannot read what is no JSON object', async () => {
    for (const body of ['[1]', 'x']) {
      const answer = await ask(apiOf('dynamodb:action/Scan'), '/', post(body));
      expect(json(answer)).toEqual({ __type: 'com.amazon.coral.service#SerializationException' });
    }
  });

  it('is asked by a header where the address has a path', async () => {
    const requestParameters = {
      'integration.request.header.X-Amz-Target': "'DynamoDB_20120810.Scan'",
    };
    const answer = await ask(
      apiOf('dynamodb:path/', { requestParameters }),
      '/',
      post({ TableName: 'things' }),
    );
    expect(json(answer)).toMatchObject({ Count: 0 });
    expect(json(await ask(apiOf('dynamodb:path/'), '/', post({})))).toEqual({
      __type: 'com.amazon.coral.service#SerializationException',
    });
  });
});

describe('other services with JSON', () => {
  it('Step Functions answers with what it starts, and describes it', async () => {
    const { main } = { main: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine' };
    const world = apiOf('states:action/StartExecution');
    const started = json(await ask(world, '/', post({ stateMachineArn: main, input: '{}' })));
    expect(started['executionArn']).toMatch(/:execution:machine:/);
  });

  it.each([
    ['states:action/DeleteStateMachine', 'DeleteStateMachine is not simulated'],
    ['dynamodb:action/ExportTableToPointInTime', 'is not simulated'],
  ])('%s says that it is not simulated', async (uri, words) => {
    const answer = await ask(apiOf(uri), '/', post({}));
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(words)]);
  });

  it('an empty body is an empty request', async () => {
    const answer = await ask(apiOf('dynamodb:action/ListTables'), '/');
    expect(json(answer)).toEqual({ TableNames: ['things'] });
  });

  it('EventBridge takes entries', async () => {
    const Entries = [{ Source: 's', DetailType: 't', Detail: '{}' }];
    const answer = await ask(apiOf('events:action/PutEvents'), '/', post({ Entries }));
    expect(json(answer)).toMatchObject({ FailedEntryCount: 0 });
  });
});

describe('SQS and SNS', () => {
  const sent = async (world: TestWorld, QueueUrl = 'q'): Promise<readonly JsonObject[]> => {
    const request = { QueueUrl, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 };
    const { value } = await world.call('sqs', 'ReceiveMessage', request);
    return (value as { Messages?: JsonObject[] }).Messages ?? [];
  };

  it('are asked by form, by query, or by both; the form counts', async () => {
    const requestParameters = {
      'integration.request.querystring.Action': "'SendMessage'",
      'integration.request.querystring.MessageBody': "'of the query'",
    };
    const world = apiOf('sqs:path/123456789012/q', { requestParameters });
    expect(json(await ask(world, '/'))).toHaveProperty('SendMessageResponse');
    await ask(world, '/', post('MessageBody=of+the+form'));
    expect((await sent(world)).map(({ Body }) => Body)).toEqual(['of the query', 'of the form']);
  });

  it('take attributes after a body that is JSON', async () => {
    const template =
      'Action=SendMessage&MessageBody={"a":1}&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v';
    const world = apiOf('sqs:path/1/q', { requestTemplate: template });
    await ask(world, '/', post('{}'));
    expect(await sent(world)).toMatchObject([
      { Body: '{"a":1}', MessageAttributes: { n: { DataType: 'String', StringValue: 'v' } } },
    ]);
  });

  it('are asked in JSON where the type says so', async () => {
    const requestParameters = {
      'integration.request.header.Content-Type': "'application/x-amz-json-1.0'",
      'integration.request.header.X-Amz-Target': "'AmazonSQS.SendMessage'",
    };
    const world = apiOf('sqs:path/1/q', { requestParameters });
    const answer = json(await ask(world, '/', post({ MessageBody: 'x' })));
    expect(answer).toHaveProperty('MessageId');
    expect(await sent(world)).toHaveLength(1);
  });

  const inXml = { 'integration.request.header.Accept': "'application/xml'" };
  it('answer in XML where that is accepted', async () => {
    const world = apiOf('sqs:path/1/q', { requestParameters: inXml });
    const first = await ask(world, '/', post('Action=SendMessage&MessageBody=<a>%26</a>'));
    expect(first.body).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<SendMessageResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/"><SendMessageResult>.*<MessageId>[\w-]+<\/MessageId>.*<\/SendMessageResult><ResponseMetadata><RequestId>[\w-]+<\/RequestId><\/ResponseMetadata><\/SendMessageResponse>$/,
    );
    const got = await ask(world, '/', post('Action=ReceiveMessage&AttributeName.1=SenderId'));
    expect(got.body).toContain('<Body>&lt;a&gt;&amp;&lt;/a&gt;</Body>');
    expect(got.body).toMatch(/<Attribute><Name>SenderId<\/Name><Value>\w+<\/Value><\/Attribute>/);
    const none = await ask(apiOf('sqs:path/1/none', { requestParameters: inXml }), '/', {
      ...post('Action=PurgeQueue'),
    });
    expect([none.status, none.body]).toEqual([
      400,
      expect.stringMatching(
        /<ErrorResponse xmlns=.*<Error><Code>AWS\.SimpleQueueService\.NonExistentQueue<\/Code>/,
      ),
    ]);
  });

  it('publish by the action of the address', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:t';
    const form = `TopicArn=${TopicArn}&Message=hi&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=v`;
    const world = apiOf('sns:action/Publish');
    expect(json(await ask(world, '/', post(form)))).toMatchObject({
      PublishResponse: { PublishResult: { MessageId: expect.any(String), SequenceNumber: null } },
    });
    expect(await sent(world, 'heard')).toMatchObject([
      { Body: 'hi', MessageAttributes: { n: { StringValue: 'v' } } },
    ]);
  });

  it('are asked in JSON without its type, and answer as to a form', async () => {
    const route = {
      'POST /': {
        integration: 'SendMessage',
        queue: 'q',
        requestTemplate: ' {"MessageBody": "x"}',
      },
    };
    const answer = await ask(worldOf({ routes: route }, resources), '/', post('{}'));
    expect(json(answer)).toHaveProperty('SendMessageResponse.SendMessageResult.MessageId');
  });

  it('take the queue of the form before that of the path', async () => {
    const world = apiOf('sqs:path/1/heard');
    const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/q';
    await ask(world, '/', post(`Action=SendMessage&MessageBody=x&QueueUrl=${QueueUrl}`));
    expect([(await sent(world)).length, (await sent(world, 'heard')).length]).toEqual([1, 0]);
    await ask(apiOf('sqs:path/'), '/', post('Action=SendMessage&MessageBody=x&QueueUrl=q'));
    const none = await ask(apiOf('sqs:path/'), '/', post('Action=PurgeQueue'));
    expect(none.body).not.toContain('NonExistentQueue');
  });

  it('take entries of a batch, and say what became of each', async () => {
    const entry = (number: number): string =>
      `SendMessageBatchRequestEntry.${number}.Id=${number}&SendMessageBatchRequestEntry.${number}.MessageBody=m${number}&SendMessageBatchRequestEntry.${number}.DelaySeconds=0`;
    const world = apiOf('sqs:path/1/q', { requestParameters: inXml });
    const { body } = await ask(
      world,
      '/',
      post(`Action=SendMessageBatch&${entry(2)}&${entry(10)}&${entry(1)}`),
    );
    expect([...body.matchAll(/<SendMessageBatchResultEntry>/g)]).toHaveLength(3);
    expect((await sent(world)).map(({ Body }) => Body)).toEqual(['m1', 'm2', 'm10']);
  });

  it('cannot read a request without an action', async () => {
    expect((await ask(apiOf('sqs:path/1/q'), '/', post('MessageBody=x'))).status).toBe(400);
  });
});

describe('S3', () => {
  const requestParameters = {
    'integration.request.path.key': 'method.request.path.key',
    'integration.request.header.Content-Type': 'method.request.header.Content-Type',
    'integration.request.header.Range': 'method.request.header.Range',
    'integration.request.header.x-amz-meta-who': 'method.request.header.who',
    'integration.request.querystring.versionId': 'method.request.querystring.v',
  };
  const responses = [
    {
      status: 200,
      headers: {
        'Content-Type': 'integration.response.header.Content-Type',
        ETag: 'integration.response.header.etag',
        'X-Who': 'integration.response.header.x-amz-meta-who',
        'X-Size': 'integration.response.header.Content-Length',
        'X-At': 'integration.response.header.Last-Modified',
      },
    },
    { status: 206, pattern: '206' },
    { status: 204, pattern: '204' },
    { status: 404, pattern: '404' },
  ];
  const box = (more: object = {}) =>
    apiOf(
      's3:path/box/{key}',
      { httpMethod: 'ANY', requestParameters, responses, ...more },
      'ANY /{key+}',
    );

  it('stores, gives, heads and deletes an object', async () => {
    const world = box();
    const headers = { 'Content-Type': 'text/x', who: 'kim' };
    const put = await ask(world, '/x%20y/z', { method: 'PUT', headers, body: 'hé' });
    expect([put.status, put.body]).toEqual([200, '']);
    const got = await ask(world, '/x%20y/z');
    expect(got).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'text/x',
        ETag: put.headers['ETag'],
        'X-Who': 'kim',
        'X-Size': '3',
        'X-At': 'Mon, 05 Jan 2026 09:00:00 GMT',
      },
      body: 'hé',
    });
    const head = await ask(world, '/x%20y/z', { method: 'HEAD' });
    expect([head.status, head.headers['X-Size'], head.body]).toEqual([200, '3', '']);
    expect((await ask(world, '/x%20y/z', { method: 'DELETE' })).status).toBe(204);
    expect((await ask(world, '/x%20y/z')).status).toBe(404);
  });

  it('gives a range, and tells errors in XML', async () => {
    const part = await ask(box(), '/a%20b/c.txt', { headers: { Range: 'bytes=0-0' } });
    expect([part.status, part.body]).toEqual([206, 'h']);
    const { status, body } = await ask(box(), '/<none>');
    expect([status, body]).toEqual([
      404,
      expect.stringMatching(
        /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist\.<\/Message><Key>&lt;none&gt;<\/Key><RequestId>[0-9A-F]{16}<\/RequestId><HostId>[\w+/=]+<\/HostId><\/Error>$/,
      ),
    ]);
    expect((await ask(box(), '/none', { method: 'HEAD' })).body).toBe('');
  });

  it('keeps bytes', async () => {
    const png = { $base64: 'iVBORw==' };
    const world = worldOf(
      {
        binaryMediaTypes: ['image/png'],
        routes: {
          'ANY /': {
            integration: 'Aws',
            uri: at('s3:path/box/p'),
            httpMethod: 'ANY',
            requestParameters,
          },
        },
      },
      resources,
    );
    const headers = { 'Content-Type': 'image/png', Accept: 'image/png' };
    await ask(world, '/', { method: 'PUT', headers, body: png });
    expect((await ask(world, '/', { headers })).body).toEqual(png);
    expect((await ask(world, '/')).body).toBe('iVBORw==');
  });

  it.each([
    [
      's3:path/box',
      {},
      /<ListBucketResult xmlns="http:\/\/s3[^>]*><Name>box<\/Name>.*<Key>a b\/c\.txt<\/Key>/,
    ],
    ['s3:path/box?prefix=d', {}, /<Contents><Key>d\.txt<\/Key>/],
    ['box.s3:path/', { 'list-type': '2' }, /<KeyCount>2<\/KeyCount>/],
    [
      's3:path/box',
      { delimiter: '/' },
      /<CommonPrefixes><Prefix>a b\/<\/Prefix><\/CommonPrefixes>/,
    ],
    ['s3:path/box', { 'encoding-type': 'url' }, /<Key>a\+b\/c\.txt<\/Key>.*<EncodingType>url/],
    ['s3:path/', {}, /<ListAllMyBucketsResult .*<Buckets><Bucket>.*<Name>box<\/Name>/],
  ])('lists %s with %j', async (uri, query, expected) => {
    const parameters = Object.entries(query).map(([name, value]) => [
      `integration.request.querystring.${name}`,
      `'${value}'`,
    ]);
    const route = {
      httpMethod: 'GET',
      requestParameters: Object.fromEntries(parameters) as object,
    };
    const { body } = await ask(apiOf(uri, route), '/');
    expect(body).toMatch(expected);
    if (!('encoding-type' in query)) expect(body).not.toContain('EncodingType');
  });

  it('copies', async () => {
    const copy = { 'integration.request.header.x-amz-copy-source': "'/box/d.txt'" };
    const world = apiOf('s3:path/box/e', { httpMethod: 'PUT', requestParameters: copy });
    expect((await ask(world, '/')).body).toMatch(/<CopyObjectResult .*<ETag>/);
    const read = await world.call('s3', 'GetObject', { Bucket: 'box', Key: 'e' });
    expect(read.value).toMatchObject({ Body: 'd' });
  });

  it.each([
    ['s3:path/box/a?acl', 'GET', {}, 'GET of an object with ?acl'],
    ['s3:path/box/a', 'POST', {}, 'POST of an object'],
    ['s3:path/box', 'POST', {}, 'POST of a bucket'],
    ['s3:action/ListBuckets', 'GET', {}, 'the action ListBuckets'],
    ['s3:path/box/a', 'PUT', { 'x-amz-object-lock-mode': 'GOVERNANCE' }, 'x-amz-object-lock-mode'],
  ])('%s: %s with %j is not simulated', async (uri, httpMethod, headers, words) => {
    const requestParameters = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        `integration.request.header.${name}`,
        `'${value}'`,
      ]),
    );
    const answer = await ask(apiOf(uri, { httpMethod, requestParameters }), '/');
    expect([answer.status, problem(answer)]).toEqual([
      500,
      expect.stringMatching(new RegExp(`${words.replace(/[?]/g, '\\?')}.* is not simulated`)),
    ]);
  });
});

describe('Lambda', () => {
  const functions = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const uri = `lambda:path/2015-03-31/functions/${functions}/invocations`;

  it('is invoked with the body', async () => {
    expect(json(await ask(apiOf(uri), '/', post({ a: 1 })))).toEqual({ got: { a: 1 } });
    expect(json(await ask(apiOf(uri), '/'))).toEqual({ got: {} });
  });

  it('does not wait for what is asynchronous', async () => {
    const requestParameters = { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" };
    const answer = await ask(apiOf(uri, { requestParameters }), '/', post({ a: 1 }));
    expect([answer.status, answer.body]).toEqual([200, '']);
  });
});

it.each([
  ['kinesis:action/PutRecord', 'an integration with kinesis is not simulated'],
  ['constructor:action/x', 'an integration with constructor is not simulated'],
])('%s is not simulated', async (uri, words) => {
  const answer = await ask(apiOf(uri), '/', post({}));
  expect([answer.status, problem(answer)]).toEqual([500, expect.stringContaining(words)]);
});

describe('an address', () => {
  it.each([
    ['arn:aws:apigateway:us-east-1:s3:path/', ['s3', undefined, undefined, '']],
    ['arn:aws-cn:apigateway:cn-north-1:a.b.s3:path/x/y', ['s3', 'a.b', undefined, 'x/y']],
    ['arn:aws:apigateway::sns:action/Publish', ['sns', undefined, 'Publish', undefined]],
    ['arn:aws:apigateway:us-east-1:s3:path/a\nb', ['s3', undefined, undefined, 'a\nb']],
  ])('%j', (uri, expected) => {
    const { service, subdomain, action, path } = awsAddressOf(uri) ?? {};
    expect([service, subdomain, action, path]).toEqual(expected);
  });

  it.each([
    'x:arn:aws:apigateway:us-east-1:s3:path/',
    'arn:aws:lambda:us-east-1:s3:path/',
    'arn:aws:apigateway:us-east-1:s3:paths/',
    'arn:aws:apigateway:us-east-1:s3',
    'arn:aws!:apigateway:us-east-1:s3:path/',
  ])('%s is none', (uri) => {
    expect(awsAddressOf(uri)).toBeUndefined();
  });

  it('of Lambda alone names a function', () => {
    const functionIn = (uri: string): string | undefined => {
      const address = awsAddressOf(at(uri));
      return address && functionAt(address);
    };
    expect(functionIn('lambda:path/2015-03-31/functions/f/invocations')).toBe('f');
    expect(functionIn('lambda:path/2015-03-31/functions/f')).toBeUndefined();
    expect(functionIn('lambda:action/Invoke')).toBeUndefined();
    expect(functionIn('s3:path/x/functions/f/invocations')).toBeUndefined();
  });
});

it.each(['', 'arn:aws:apigateway:us-east-1:sqs:queue/q', 'https://a.example'])(
  'an address %s is none',
  async (uri) => {
    const world = worldOf({ routes: { 'GET /': { integration: 'Aws', uri } } });
    expect(problem(await ask(world, '/'))).toContain('needs "uri"');
  },
);

it('a stage variable may name the table of an address', async () => {
  const world = worldOf(
    {
      stages: { one: { variables: { action: 'Scan' } } },
      routes: {
        'POST /': { integration: 'Aws', uri: at('dynamodb:action/${stageVariables.action}') },
      },
    },
    resources,
  );
  const answer = await ask(world, '/', post({ TableName: 'things' }));
  expect(json(answer)).toMatchObject({ Count: 0 });
});
