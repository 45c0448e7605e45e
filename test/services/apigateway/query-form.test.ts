/** Requests to SQS in the form of its older protocol. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

describe('SQS’s form', () => {
  const sent = async (
    requestTemplate: string,
    body = '{"a&b": "c=d"}',
    fifo = false,
  ): Promise<JsonObject> => {
    const queue = fifo ? 'q.fifo' : 'q';
    const routes = { 'POST /': { integration: 'SendMessage', queue, requestTemplate } };
    const world = worldOf({ routes }, { queues: { [queue]: {} } });
    await ask(world, '/', { method: 'POST', body });
    const request = { QueueUrl: queue, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 };
    const { value } = await world.call('sqs', 'ReceiveMessage', request);
    return (value as { Messages?: JsonObject[] }).Messages?.[0] ?? {};
  };
  const attribute = (number: number, name: string, value: string): string =>
    `MessageAttribute.${number}.Name=${name}&MessageAttribute.${number}.Value.StringValue=${value}&MessageAttribute.${number}.Value.DataType=String`;

  it.each([
    ['Action=SendMessage&MessageBody=$input.body', '{"a'],
    ['Action=SendMessage&MessageBody=$util.urlEncode($input.body)', '{"a&b": "c=d"}'],
    ['MessageBody=$input.body', '{"a'],
  ])('%s: a body that is not encoded ends before an ampersand', async (template, body) => {
    expect((await sent(template))['Body']).toBe(body);
  });

  it('keeps lines of a body', async () => {
    expect((await sent('Action=SendMessage&MessageBody=$input.body', '{\n"a": 1\n}'))['Body']).toBe(
      '{\n"a": 1\n}',
    );
  });

  it('numbers attributes, up to ten and more', async () => {
    const all = [1, 2, 10].map((number) => attribute(number, `n${number}`, `v${number}`)).join('&');
    expect((await sent(`Action=SendMessage&MessageBody=x&${all}`))['MessageAttributes']).toEqual({
      n1: { StringValue: 'v1', DataType: 'String' },
      n2: { StringValue: 'v2', DataType: 'String' },
      n10: { StringValue: 'v10', DataType: 'String' },
    });
  });

  it.each([
    ['xMessageAttribute.1.Name', false],
    ['MessageAttribute.x.Name', false],
    ['MessageAttribute.1', false],
  ])('%s is no attribute', async (name, isThere) => {
    const message = await sent(`Action=SendMessage&MessageBody=x&${name}=a`);
    expect('MessageAttributes' in message).toBe(isThere);
  });

  it.each([
    [' 5 ', 5],
    ['+5', 5],
    ['900', 900],
  ])('DelaySeconds=%j is %i seconds', async (value, seconds) => {
    const template = `Action=SendMessage&MessageBody=x&DelaySeconds=${encodeURIComponent(value)}`;
    const world = worldOf(
      {
        routes: { 'POST /': { integration: 'SendMessage', queue: 'q', requestTemplate: template } },
      },
      { queues: { q: {} } },
    );
    expect((await ask(world, '/', { method: 'POST', body: '{}' })).status).toBe(200);
    const count = async () =>
      JSON.stringify((await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'q' })).value);
    await world.pass(seconds * 1000 - 1);
    expect(await count()).toBe('{}');
    await world.pass(1);
    expect(await count()).toContain('Messages');
  });

  it.each(['x5', '5x', '', '5.5', '5 5'])('DelaySeconds=%j is refused', async (value) => {
    const template = `Action=SendMessage&MessageBody=x&DelaySeconds=${encodeURIComponent(value)}`;
    expect(await sent(template)).toEqual({});
  });

  it('receives attributes by name, also by the tenth', async () => {
    const names = (prefix: string) => `${prefix}.1=SenderId&${prefix}.10=SentTimestamp`;
    const received = async (parameters: string): Promise<JsonObject> => {
      const requestTemplate = `Action=ReceiveMessage&${parameters}`;
      const world = worldOf(
        { routes: { 'GET /': { integration: 'ReceiveMessage', queue: 'q', requestTemplate } } },
        { queues: { q: {} } },
      );
      const MessageAttributes = {
        a: { DataType: 'String', StringValue: '1' },
        b: { DataType: 'String', StringValue: '2' },
      };
      await world.call('sqs', 'SendMessage', {
        QueueUrl: 'q',
        MessageBody: 'x',
        MessageAttributes,
      });
      const { body } = await ask(world, '/');
      const answer = JSON.parse(body) as {
        ReceiveMessageResponse: { ReceiveMessageResult: { messages: JsonObject[] } };
      };
      return answer.ReceiveMessageResponse.ReceiveMessageResult.messages[0] ?? {};
    };
    expect(Object.keys((await received(names('AttributeName')))['Attributes'] as object)).toEqual([
      'SenderId',
      'SentTimestamp',
    ]);
    expect(
      Object.keys(
        (await received('MessageAttributeName.1=a&MessageAttributeName.2=b'))[
          'MessageAttributes'
        ] as object,
      ),
    ).toEqual(['a', 'b']);
    expect((await received('xAttributeName.1=SenderId'))['Attributes']).toBeUndefined();
    expect((await received('AttributeName.1x=SenderId'))['Attributes']).toBeUndefined();
  });

  it('answers nothing of a purge but the request', async () => {
    const world = worldOf(
      { routes: { 'POST /': { integration: 'PurgeQueue', queue: 'q' } } },
      { queues: { q: {} } },
    );
    const { body } = await ask(world, '/', { method: 'POST' });
    expect(JSON.parse(body)).toEqual({
      PurgeQueueResponse: {
        ResponseMetadata: { RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
      },
    });
  });
});
