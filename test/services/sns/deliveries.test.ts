/** What queues, functions and HTTP endpoints get, and what becomes of what they do not take. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import {
  converse,
  create,
  functionArn,
  publish,
  queueArn,
  receive,
  setAttribute,
  subscribe,
  topicArn,
  type Step,
} from './conversation.ts';

const isRaw = { Attributes: { RawMessageDelivery: 'true' } };
const deadLetters = (queue: string) =>
  setAttribute('RedrivePolicy', JSON.stringify({ deadLetterTargetArn: queueArn(queue) }));

describe('queues', () => {
  const around = 'resources: { queues: { q: {}, r: {}, dead: {} } }';
  const MessageAttributes = {
    a: { DataType: 'String', StringValue: 'b' },
    c: { DataType: 'Binary', BinaryValue: 'AgME' },
  };

  it('get an envelope that leads back to the subscription', async () => {
    const world = await converse(
      [
        create('t', { Attributes: { SignatureVersion: '2' } }),
        subscribe('t', 'sqs', queueArn('q')),
        publish('t', 'm', { Subject: 's', MessageAttributes }),
      ],
      around,
    );
    const { value } = await world.call('sns', 'ListSubscriptions', {});
    const { Subscriptions } = value as { Subscriptions: { SubscriptionArn: string }[] };
    const arn = Subscriptions[0]?.SubscriptionArn ?? '';
    await converse(
      [
        receive('q', {
          Type: 'Notification',
          TopicArn: topicArn('t'),
          Subject: 's',
          Message: 'm',
          Timestamp: '2026-01-05T09:00:00.000Z',
          SignatureVersion: '2',
          UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
          MessageAttributes: {
            a: { Type: 'String', Value: 'b' },
            c: { Type: 'Binary', Value: 'AgME' },
          },
        }),
      ],
      world,
    );
  });

  it('get raw messages as they are, with their attributes', async () => {
    const world = await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), isRaw),
        publish('t', 'm', { MessageAttributes }),
      ],
      around,
    );
    const { value } = await world.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'q',
      MessageAttributeNames: ['All'],
    });
    expect(value).toMatchObject({ Messages: [{ Body: 'm', MessageAttributes }] });
  });

  it('get raw messages of at most ten attributes', async () => {
    const many = (count: number) => ({
      MessageAttributes: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `a${i}`,
          { DataType: 'String', StringValue: 'b' },
        ]),
      ),
    });
    const world = await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), isRaw),
        subscribe('t', 'sqs', queueArn('r')),
        publish('t', 'ten', many(10)),
        publish('t', 'eleven', many(11)),
        receive('q', 'ten'),
        receive('r', { Message: 'ten' }, { Message: 'eleven' }),
      ],
      around,
    );
    expect(world.simulation.log().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('at most 10 attributes'),
    );
  });

  it('get the text that is for them', async () => {
    const json = { MessageStructure: 'json' };
    await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), isRaw),
        publish('t', '{"default":"d","sqs":"s","lambda":"l"}', json),
        publish('t', '{"default":"d","sqs":{"a":1}}', json),
        publish('t', '{"default":"d"}', json),
        publish('t', '{"default":"d","sqs":"s"}'),
        receive('q', 's', 'd', 'd', '{"default":"d","sqs":"s"}'),
      ],
      around,
    );
  });

  it('that are gone leave their messages to a dead-letter queue', async () => {
    await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), isRaw),
        deadLetters('dead'),
        publish('t', 'before'),
        ['sqs.DeleteQueue', { QueueUrl: 'q' }, {}],
        publish('t', 'after', { MessageAttributes }),
        receive('dead', 'after'),
        setAttribute('RawMessageDelivery', 'false'),
        publish('t', 'again'),
        receive('dead', { Message: 'again' }),
        setAttribute('RedrivePolicy', ''),
        publish('t', 'lost'),
        receive('dead'),
      ],
      around,
    );
  });

  it('of no dead-letter queue lose them with a word', async () => {
    const world = await converse([
      create('t'),
      subscribe('t', 'sqs', queueArn('nowhere')),
      publish('t', 'lost'),
      deadLetters('nobody'),
      publish('t', 'lost, too'),
    ]);
    const lost = world.simulation.log().filter(({ kind }) => kind === 'callFailed');
    expect(lost).toHaveLength(2);
  });
});

describe('functions', () => {
  it('get a record', async () => {
    const world = await converse(
      [
        create('t'),
        subscribe('t', 'lambda', functionArn('f')),
        publish('t', '{"default":"d","lambda":"l"}', { MessageStructure: 'json' }),
      ],
      'resources: { functions: { f: { answers: [{ return: null }] } } }',
    );
    const [invoked] = world.simulation.log().filter(({ kind }) => kind === 'functionInvoked');
    const { Records } = invoked?.data as { readonly Records: readonly JsonObject[] };
    const { EventSubscriptionArn } = Records[0] ?? {};
    expect(String(EventSubscriptionArn)).toMatch(
      /^arn:aws:sns:us-east-1:123456789012:t:[\da-f-]{36}$/,
    );
    expect(Records).toMatchObject([
      {
        EventSource: 'aws:sns',
        Sns: {
          Subject: null,
          Message: 'l',
          MessageAttributes: {},
          UnsubscribeUrl: expect.stringContaining(
            `SubscriptionArn=${String(EventSubscriptionArn)}`,
          ) as string,
        },
      },
    ]);
  });

  it('that are not there leave their messages to a dead-letter queue', async () => {
    await converse(
      [
        create('t'),
        subscribe('t', 'lambda', functionArn('nobody')),
        deadLetters('dead'),
        publish('t', 'm'),
        receive('dead', { Message: 'm' }),
      ],
      'resources: { queues: { dead: {} } }',
    );
  });
});

describe('HTTP endpoints', () => {
  const address = 'http://example.com/hook';
  const around = (...replies: string[]) => `
resources:
  queues: { dead: {} }
  endpoints: { '${address}': [${[`{ when: { headers: { x-amz-sns-message-type: [SubscriptionConfirmation] } } }`, ...replies].join(', ')}] }`;
  const requests = (world: TestWorld) =>
    world.simulation
      .log()
      .filter(({ kind, message }) => kind === 'httpRequest' && message.startsWith('POST'));
  const subscribed = async (text: string, more: JsonObject = {}) => {
    const world = await converse([create('t'), subscribe('t', 'http', address, more)], text);
    const asked = requests(world)[0]?.data as { readonly Token: string; readonly Type: string };
    expect(asked.Type).toBe('SubscriptionConfirmation');
    await converse([publish('t', 'too early')], world);
    expect(requests(world)).toHaveLength(1);
    const confirm: Step = [
      'ConfirmSubscription',
      { TopicArn: topicArn('t'), Token: asked.Token },
      { SubscriptionArn: expect.any(String) as string },
    ];
    return { world, confirm };
  };

  it('are asked, and get messages once they have confirmed', async () => {
    const { world, confirm } = await subscribed(
      around(`{ when: { headers: { x-amz-sns-rawdelivery: [{ exists: false }] } } }`),
    );
    await converse([confirm, publish('t', 'm')], world);
    expect(requests(world).at(-1)?.data).toMatchObject({ Type: 'Notification', Message: 'm' });
  });

  it('get raw messages with a header that says so', async () => {
    const { world, confirm } = await subscribed(
      around(
        `{ when: { headers: { x-amz-sns-rawdelivery: ['true'], x-amz-sns-subscription-arn: [{ exists: true }] } } }`,
      ),
      isRaw,
    );
    await converse([confirm, publish('t', 'm')], world);
    expect(requests(world).at(-1)).toMatchObject({ data: 'm' });
  });

  it('are tried again three times after twenty seconds', async () => {
    const { world, confirm } = await subscribed(around('{ status: 503 }'));
    await converse([confirm, deadLetters('dead'), publish('t', 'm')], world);
    const counts: number[] = [];
    for (const wait of [0, 19_999, 1, 20_000, 19_999]) {
      await world.pass(wait);
      counts.push(requests(world).length - 1);
    }
    expect(counts).toEqual([1, 1, 2, 3, 3]);
    await converse([receive('dead'), 1, receive('dead', { Message: 'm' }), 100_000], world);
    expect(requests(world)).toHaveLength(5);
  });

  it('are tried again after too many requests, until they answer', async () => {
    const { world, confirm } = await subscribed(
      around('{ status: 429, times: 1 }', '{ status: 204 }'),
    );
    await converse([confirm, publish('t', 'm'), 100_000], world);
    expect(requests(world)).toHaveLength(3);
  });

  it('that refuse are not tried again', async () => {
    const { world, confirm } = await subscribed(around('{ status: 404 }'));
    await converse(
      [confirm, deadLetters('dead'), publish('t', 'm'), receive('dead', { Message: 'm' }), 100_000],
      world,
    );
    expect(requests(world)).toHaveLength(2);
  });

  it('are tried as their policy says', async () => {
    const { world, confirm } = await subscribed(around('{ status: 500 }'));
    const healthyRetryPolicy = {
      numRetries: 5,
      numNoDelayRetries: 1,
      numMinDelayRetries: 1,
      numMaxDelayRetries: 1,
      minDelayTarget: 10,
      maxDelayTarget: 30,
    };
    await converse(
      [
        confirm,
        setAttribute('DeliveryPolicy', JSON.stringify({ healthyRetryPolicy })),
        publish('t', 'm'),
      ],
      world,
    );
    const counts: number[] = [];
    // At once; the least delay; two that grow from the least to the most; the most.
    for (const wait of [0, 9_999, 1, 10_000, 29_999, 1, 30_000]) {
      await world.pass(wait);
      counts.push(requests(world).length - 1);
    }
    expect(counts).toEqual([2, 2, 3, 4, 4, 5, 6]);
  });

  it('are left alone once their subscription has ended', async () => {
    const { world, confirm } = await subscribed(around('{ status: 500 }'));
    await converse(
      [confirm, publish('t', 'm'), ['Unsubscribe', { SubscriptionArn: '$arn' }, {}], 100_000],
      world,
    );
    expect(requests(world)).toHaveLength(2);
  });

  it('that nobody declares are told', async () => {
    const world = await converse([create('t'), subscribe('t', 'http', 'http://other.example/')]);
    expect(world.simulation.log().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('http://other.example/ did not take a message of topic t'),
    );
  });
});

describe('what is not simulated', () => {
  it('says so', async () => {
    const world = await converse([
      create('t'),
      subscribe('t', 'sms', '+15551234567'),
      publish('t', 'm'),
    ]);
    expect(world.simulation.log().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('delivery by sms is not simulated'),
    );
  });
});
