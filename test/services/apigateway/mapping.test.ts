/** What reaches a service behind a route, and what becomes of its answer. */
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { ask, worldOf } from './requests.ts';

const resources = {
  queues: { q: { visibilityTimeout: '1m' } },
  endpoints: {
    'https://a.example': [
      { status: 404, headers: { 'X-Why': 'no' }, body: { error: { code: 7 } } },
    ],
  },
};
const world = (route: object, type = 'REST', more: object = {}) =>
  worldOf(
    { type, routes: { 'POST /a/{id}': route }, stageVariables: { who: 'kim' }, ...more },
    resources,
  );
const post = {
  method: 'POST',
  body: JSON.stringify({ a: { b: ['x', { c: 7 }] }, n: 3 }),
  headers: { 'X-One': '1' },
};

/** The messages that are in the queue, with all that they have. */
async function messagesIn(api: TestWorld): Promise<object> {
  const request = { QueueUrl: 'q', MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 };
  return (await api.call('sqs', 'ReceiveMessage', request)).value as object;
}

describe('parameters of an HTTP API', () => {
  it.each([
    ['$request.body.a.b[0]', 'x'],
    ['$request.body.a.b[1].c', '7'],
    ['$request.body.a', '{"b":["x",{"c":7}]}'],
    ['$request.body', post.body],
    ['$request.header.x-one', '1'],
    ['$request.querystring.q', '1,2'],
    ['$request.path.id', '9'],
    ['$request.path', '/a/9'],
    ['$context.httpMethod', 'POST'],
    ['$context.routeKey', 'POST /a/{id}'],
    ['$stageVariables.who', 'kim'],
    ['${request.path.id}-${stageVariables.who}', '9-kim'],
    ['${$request.path.id}', '9'],
    ['<${request.body.none}>', '<>'],
    ['as it is', 'as it is'],
    ['$unknown.x', '$unknown.x'],
  ])('%s is %s', async (MessageBody, body) => {
    const api = world(
      { integration: 'SendMessage', queue: 'q', requestParameters: { MessageBody, Region: 'x' } },
      'HTTP',
    );
    expect((await ask(api, '/a/9?q=1&q=2', post)).status).toBe(200);
    expect(await messagesIn(api)).toMatchObject({ Messages: [{ Body: body }] });
  });

  it('are numbers and JSON where the service wants them, and left out where nothing is found', async () => {
    const requestParameters = {
      MessageBody: 'x',
      DelaySeconds: '$request.body.n',
      MessageAttributes: '{"a":{"DataType":"String","StringValue":"${request.path.id}"}}',
      MessageGroupId: '$request.body.none',
    };
    const api = world({ integration: 'SendMessage', queue: 'q', requestParameters }, 'HTTP');
    const { status, headers, body } = await ask(api, '/a/9', post);
    expect([status, headers, Object.keys(JSON.parse(body) as object)]).toEqual([
      200,
      { 'Content-Type': 'application/json' },
      ['MD5OfMessageBody', 'MD5OfMessageAttributes', 'MessageId'],
    ]);
    await api.pass(2999);
    expect(await messagesIn(api)).toEqual({});
    await api.pass(1);
    expect(await messagesIn(api)).toMatchObject({
      Messages: [{ MessageAttributes: { a: { DataType: 'String', StringValue: '9' } } }],
    });
  });

  it('that the service refuses are its error', async () => {
    const requestParameters = { DelaySeconds: 'many' };
    const api = world({ integration: 'SendMessage', queue: 'q', requestParameters }, 'HTTP');
    expect(await ask(api, '/a/9', post)).toMatchObject({
      status: 400,
      body: '{"__type":"SerializationException","message":"DelaySeconds: STRING_VALUE can not be converted to Number"}',
    });
  });
});

describe('SQS’s Query protocol, of a REST API', () => {
  const sent = (requestTemplate: string) => ({
    integration: 'SendMessage',
    queue: 'q',
    requestTemplate,
  });

  it.each([
    ['Action=SendMessage&MessageBody=$input.body', { Body: post.body }],
    ['Action=SendMessage&Version=2012-11-05&MessageBody=$input.body', { Body: post.body }],
    ["Action=SendMessage&MessageBody=$util.urlEncode('a&b=c')", { Body: 'a&b=c' }],
    ['Action=SendMessage&MessageBody=a+b', { Body: 'a b' }],
    ['{"MessageBody": "json"}', { Body: 'json' }],
    [
      'Action=SendMessage&MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.StringValue=1&MessageAttribute.1.Value.DataType=Number&MessageAttribute.2.Name=b&MessageAttribute.2.Value.StringValue=2&MessageAttribute.2.Value.DataType=String',
      {
        Body: 'x',
        MessageAttributes: {
          a: { DataType: 'Number', StringValue: '1' },
          b: { DataType: 'String', StringValue: '2' },
        },
      },
    ],
  ])('%s', async (template, message) => {
    const api = world(sent(template));
    const { status, body } = await ask(api, '/a/9', post);
    expect(status).toBe(200);
    const text = expect.any(String) as string;
    expect(JSON.parse(body)).toMatchObject({
      SendMessageResponse: {
        SendMessageResult: {
          MD5OfMessageBody: text,
          MD5OfMessageSystemAttributes: null,
          MessageId: text,
          SequenceNumber: null,
        },
        ResponseMetadata: { RequestId: text },
      },
    });
    expect(await messagesIn(api)).toMatchObject({ Messages: [message] });
  });

  it('answers an error with its code of that protocol, and 400', async () => {
    const { status, body } = await ask(world(sent('Action=SendMessage')), '/a/9', post);
    expect([status, JSON.parse(body)]).toMatchObject([
      400,
      {
        Error: {
          Code: 'MissingParameter',
          Message: 'The request must contain the parameter MessageBody.',
          Type: 'Sender',
        },
      },
    ]);
  });

  it('receives with lists of names, and deletes', async () => {
    const api = worldOf(
      {
        routes: {
          'GET /': {
            integration: 'ReceiveMessage',
            queue: 'q',
            requestTemplate:
              'Action=ReceiveMessage&MaxNumberOfMessages=2&VisibilityTimeout=5&AttributeName.1=SenderId&AttributeName.2=SentTimestamp',
          },
          'DELETE /': { integration: 'DeleteMessage', queue: 'q' },
        },
      },
      resources,
    );
    const read = async () => {
      const { body } = await ask(api, '/');
      const { ReceiveMessageResponse } = JSON.parse(body) as {
        readonly ReceiveMessageResponse: {
          readonly ReceiveMessageResult: {
            readonly messages:
              readonly { readonly ReceiptHandle: string; readonly Attributes: object }[] | null;
          };
        };
      };
      return ReceiveMessageResponse.ReceiveMessageResult.messages;
    };
    expect(await read()).toBeNull();
    for (const MessageBody of ['1', '2', '3']) {
      await api.call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody });
    }
    const messages = (await read()) ?? [];
    expect(messages.map(({ Attributes }) => Object.keys(Attributes))).toEqual([
      ['SenderId', 'SentTimestamp'],
      ['SenderId', 'SentTimestamp'],
    ]);
    const receiptHandle = encodeURIComponent(messages[0]?.ReceiptHandle ?? '');
    const { body } = await ask(api, `/?receiptHandle=${receiptHandle}`, { method: 'DELETE' });
    expect(JSON.parse(body)).toEqual({
      DeleteMessageResponse: { ResponseMetadata: { RequestId: expect.any(String) as string } },
    });
    await api.pass(5000);
    expect(await read()).toHaveLength(2);
  });
});

describe('an answer of an address', () => {
  const http = (responses: readonly object[], more: object = {}) =>
    world({ integration: 'Http', uri: 'https://a.example/{id}', proxy: false, responses, ...more });
  it.each<[object[], number]>([
    [[{ status: 201 }], 201],
    [[{ pattern: '4\\d{2}', status: 202 }, { status: 201 }], 202],
    [[{ status: 201 }, { pattern: '404', status: 202 }, { pattern: '4.*', status: 203 }], 202],
    [[{ status: 201 }, { pattern: '40', status: 202 }], 201],
    [[{ status: 201 }, { pattern: '04', status: 202 }], 201],
    [[{ pattern: '500', status: 202 }], 500],
    [[], 500],
  ])('selects one of %j: %i', async (responses, status) => {
    expect((await ask(http(responses), '/a/9', post)).status).toBe(status);
  });

  it.each([
    ["'fixed'", 'fixed'],
    ['integration.response.header.x-why', 'no'],
    ['integration.response.body.error.code', '7'],
    ['integration.response.body', '{"error":{"code":7}}'],
    ['method.request.header.X-One', '1'],
    ['method.request.path.id', '9'],
    ['context.stage', 'prod'],
    ['stageVariables.who', 'kim'],
    ['integration.response.header.none', undefined],
    ['integration.response.body.none', undefined],
  ])('maps %s to a header', async (value, expected) => {
    const { headers } = await ask(
      http([{ status: 200, headers: { 'X-Out': value } }]),
      '/a/9',
      post,
    );
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      ...(expected === undefined ? {} : { 'X-Out': expected }),
    });
  });

  it.each([
    ['text/plain', 'plain 7'],
    ['application/json', '{"code":7}'],
    ['image/png', '{"code":7}'],
  ])('is written for who accepts %s', async (accept, body) => {
    const templates = {
      'text/plain': "plain $input.path('$.error.code')",
      'application/json': '{"code":$input.json("$.error.code")}',
    };
    const api = http([{ status: 200, templates }]);
    expect((await ask(api, '/a/9', { ...post, headers: { Accept: accept } })).body).toBe(body);
  });
});

describe('a preflight of a browser', () => {
  const cors = {
    allowOrigins: ['https://x', 'https://y'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['A'],
  };
  it.each([
    ['HTTP', 'OPTIONS', 204],
    ['HTTP', 'PUT', 404],
    ['REST', 'OPTIONS', 403],
  ])('%s %s is a %i', async (type, method, status) => {
    const answer = await ask(world({ integration: 'Mock' }, type, { cors }), '/a/9', { method });
    expect(answer.status).toBe(status);
  });
});
