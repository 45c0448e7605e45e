/** Subscriptions: made, confirmed, changed, listed and ended. */
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import {
  aText,
  converse,
  create,
  fifo,
  functionArn,
  gone,
  invalid,
  missing,
  publish,
  queueArn,
  receive,
  setAttribute,
  subscribe,
  tooShort,
  topicArn,
  type Step,
} from './conversation.ts';

const attributesOf = (expected: object, SubscriptionArn = '$arn'): Step => [
  'GetSubscriptionAttributes',
  { SubscriptionArn },
  { Attributes: expected },
];
const pending = { SubscriptionArn: 'pending confirmation' };
const made = { SubscriptionArn: aText };

describe('endpoints', () => {
  const badNumber = (number: string) => ({
    code: 'InvalidParameterException',
    message: `Invalid SMS endpoint: ${number}`,
  });
  const other = invalid('Endpoint must match the specified protocol');
  it.each<[string, string, object]>([
    ['sqs', queueArn('q'), made],
    ['sqs', `https://sqs.us-east-1.amazonaws.com/123456789012/q`, invalid('SQS endpoint ARN')],
    ['sqs', functionArn('f'), invalid('SQS endpoint ARN')],
    [
      'sqs',
      queueArn('q.fifo'),
      invalid(
        'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
      ),
    ],
    ['lambda', functionArn('f'), made],
    ['lambda', `${functionArn('f')}:live`, made],
    ['lambda', queueArn('q'), invalid('Lambda endpoint ARN')],
    ['http', 'http://example.com/', pending],
    ['http', 'https://example.com/', other],
    ['http', 'http://', other],
    ['https', 'https://example.com/a?b', pending],
    ['https', 'http://example.com/', other],
    ['email', 'a@example.com', pending],
    ['email', 'example.com', invalid('Email address')],
    ['email-json', 'a@example.com', pending],
    ['email-json', 'a b@example.com', invalid('Email address')],
    ['sms', '+15551234567', made],
    ['sms', '15551234567', made],
    ['sms', '+1.555-123/4567', made],
    ['sms', '+1..555', badNumber('+1..555')],
    ['sms', '+1555.', badNumber('+1555.')],
    ['sms', '.1555', badNumber('.1555')],
    ['sms', '+0155', badNumber('+0155')],
    ['sms', `+1${'2'.repeat(14)}`, made],
    ['sms', `+1${'2'.repeat(15)}`, badNumber(`+1${'2'.repeat(15)}`)],
    ['sms', '', badNumber('')],
    ['application', queueArn('q'), invalid('Application endpoint ARN')],
    [
      'application',
      'arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b',
      invalid(
        'Endpoint Reason: Endpoint does not exist for endpoint arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b',
      ),
    ],
    ['pigeon', 'x', invalid('Amazon SNS does not support this protocol string: pigeon')],
    ['constructor', 'x', invalid('Amazon SNS does not support this protocol string: constructor')],
  ])('of %s: %s', async (protocol, endpoint, expected) => {
    await converse([create('t'), subscribe('t', protocol, endpoint, {}, expected)]);
  });

  it.each(['http', 'https', 'email', 'sms', 'lambda', 'application', 'firehose'])(
    'of %s suit no FIFO topic',
    async (protocol) => {
      const refused = invalid(`Invalid protocol type: ${protocol}`);
      await converse([fifo('t.fifo'), subscribe('t.fifo', protocol, 'x', {}, refused)]);
    },
  );

  it('of FIFO topics are queues of both kinds', async () => {
    await converse([
      fifo('t.fifo'),
      subscribe('t.fifo', 'sqs', queueArn('q')),
      subscribe('t.fifo', 'sqs', queueArn('q.fifo')),
    ]);
  });

  it('of Firehose need a role', async () => {
    const stream = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/s';
    const Attributes = { SubscriptionRoleArn: 'arn:aws:iam::123456789012:role/r' };
    await converse([
      create('t'),
      subscribe(
        't',
        'firehose',
        stream,
        {},
        invalid('Delivery protocol firehose can only be subscribed with subscription role arn'),
      ),
      subscribe('t', 'firehose', stream, { Attributes }),
    ]);
  });

  it('need a topic and a protocol', async () => {
    await converse([
      subscribe('t', 'sqs', queueArn('q'), {}, gone('Topic')),
      ['Subscribe', { Protocol: 'sqs' }, missing('topicArn')],
      ['Subscribe', { TopicArn: topicArn('t') }, missing('protocol')],
      ['Subscribe', { TopicArn: 'a:b', Protocol: 'sqs' }, tooShort('TopicArn', 2)],
    ]);
  });
});

describe('a subscription that is there', () => {
  const raw = { Attributes: { RawMessageDelivery: 'true' } };
  const different = invalid(
    'Attributes Reason: Subscription already exists with different attributes',
  );
  it('is found again, with attributes that it has', async () => {
    const world = await converse([
      create('t'),
      subscribe('t', 'sqs', queueArn('q'), raw),
      subscribe('t', 'sqs', queueArn('q')),
      subscribe('t', 'sqs', queueArn('q'), raw),
      subscribe(
        't',
        'sqs',
        queueArn('q'),
        { Attributes: { RawMessageDelivery: 'false' } },
        different,
      ),
      subscribe(
        't',
        'sqs',
        queueArn('q'),
        { Attributes: { FilterPolicy: '{"a":["b"]}' } },
        different,
      ),
      subscribe('t', 'sqs', queueArn('p'), { Attributes: { RawMessageDelivery: 'false' } }),
      subscribe('t', 'sqs', queueArn('p')),
    ]);
    const { value } = await world.call('sns', 'ListSubscriptions', {});
    expect((value as { readonly Subscriptions: object[] }).Subscriptions).toHaveLength(2);
  });
});

describe('confirmation', () => {
  /** What the log says that the endpoint got. */
  const token = (world: TestWorld): string => {
    const asked = world.simulation.log().filter(({ message }) => message.includes('to confirm'));
    return (asked.at(-1)?.data as { readonly Token: string }).Token;
  };
  const confirm = (Token: string, expected: object, more = {}): Step => [
    'ConfirmSubscription',
    { TopicArn: topicArn('t'), Token, ...more },
    expected,
  ];
  const list: Step = [
    'ListSubscriptionsByTopic',
    { TopicArn: topicArn('t') },
    {
      Subscriptions: [
        {
          SubscriptionArn: 'PendingConfirmation',
          Protocol: 'email',
          Endpoint: 'a@example.com',
          Owner: '123456789012',
          TopicArn: topicArn('t'),
        },
      ],
    },
  ];

  it('makes a pending subscription one that gets messages', async () => {
    const world = await converse([
      create('t'),
      subscribe('t', 'email', 'a@example.com', { ReturnSubscriptionArn: true }),
      attributesOf({
        PendingConfirmation: 'true',
        ConfirmationWasAuthenticated: 'false',
        Protocol: 'email',
        RawMessageDelivery: 'false',
      }),
      list,
    ]);
    const first = token(world);
    await converse(
      [
        confirm('nonsense', invalid('Token')),
        confirm('email a@example.com', invalid('Token')),
        ['ConfirmSubscription', { TopicArn: topicArn('t') }, missing('token')],
        ['ConfirmSubscription', { TopicArn: topicArn('u'), Token: first }, gone('Topic')],
        subscribe('t', 'email', 'a@example.com', {}, pending),
      ],
      world,
    );
    expect(token(world)).toBe(first);
    await converse(
      [
        confirm(first, made),
        confirm(first, made),
        attributesOf({ PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'false' }),
        confirm(first, made, { AuthenticateOnUnsubscribe: 'true' }),
        attributesOf({ ConfirmationWasAuthenticated: 'true' }),
        subscribe('t', 'email', 'a@example.com'),
      ],
      world,
    );
  });

  it('has two days', async () => {
    const days = 172_800_000;
    const ask = [create('t'), subscribe('t', 'email', 'a@example.com', {}, pending)];
    const inTime = await converse([...ask, days - 1, list]);
    await converse([confirm(token(inTime), made), 1, publish('t', 'm')], inTime);
    await converse(
      [['ListSubscriptionsByTopic', { TopicArn: topicArn('t') }, { Subscriptions: [{}] }]],
      inTime,
    );
    const late = await converse([...ask, days]);
    await converse(
      [
        confirm(token(late), invalid('Token')),
        ['ListSubscriptions', {}, { Subscriptions: [] }],
        subscribe('t', 'email', 'a@example.com', {}, pending),
        list,
      ],
      late,
    );
  });
});

describe('attributes', () => {
  const one: Step[] = [create('t'), subscribe('t', 'sqs', queueArn('q'))];

  it('have defaults, and no more than those', async () => {
    const world = await converse([...one, { keep: 'it' }]);
    const listed = await world.call('sns', 'ListSubscriptions', {});
    const { Subscriptions } = listed.value as { Subscriptions: { SubscriptionArn: string }[] };
    const SubscriptionArn = Subscriptions[0]?.SubscriptionArn ?? '';
    expect(SubscriptionArn).toMatch(
      /^arn:aws:sns:us-east-1:123456789012:t:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
    );
    const { value } = await world.call('sns', 'GetSubscriptionAttributes', { SubscriptionArn });
    expect(value).toEqual({
      Attributes: {
        ConfirmationWasAuthenticated: 'true',
        Endpoint: queueArn('q'),
        Owner: '123456789012',
        PendingConfirmation: 'false',
        Protocol: 'sqs',
        RawMessageDelivery: 'false',
        SubscriptionArn,
        SubscriptionPrincipal: aText,
        TopicArn: topicArn('t'),
      },
    });
  });

  it.each<[string, string, object]>([
    ['RawMessageDelivery', 'TrUe', {}],
    [
      'RawMessageDelivery',
      'yes',
      invalid('RawMessageDelivery: Invalid value [yes]. Must be true or false.'),
    ],
    [
      'RawMessageDelivery',
      '',
      invalid('RawMessageDelivery: Invalid value []. Must be true or false.'),
    ],
    ['FilterPolicyScope', 'MessageBody', {}],
    [
      'FilterPolicyScope',
      'messagebody',
      invalid(
        'FilterPolicyScope: Invalid value [messagebody]. Please use either MessageBody or MessageAttributes',
      ),
    ],
    ['FilterPolicy', '{"a":["b"]}', {}],
    ['FilterPolicy', '{', invalid('FilterPolicy: failed to parse JSON.')],
    ['Owner', 'me', invalid('AttributeName')],
    ['constructor', 'me', invalid('AttributeName')],
    [
      'ReplayPolicy',
      '{}',
      { message: 'sns: the attribute ReplayPolicy of subscriptions is not simulated' },
    ],
    ['DeliveryPolicy', '{"healthyRetryPolicy":{"numRetries":100}}', {}],
    [
      'DeliveryPolicy',
      '{"healthyRetryPolicy":{"numRetries":101}}',
      invalid('DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100'),
    ],
    ['DeliveryPolicy', '{"healthyRetryPolicy":{"minDelayTarget":1}}', {}],
    [
      'DeliveryPolicy',
      '{"healthyRetryPolicy":{"minDelayTarget":0}}',
      invalid(
        'DeliveryPolicy: healthyRetryPolicy.minDelayTarget must be greater than or equal to 1',
      ),
    ],
    [
      'DeliveryPolicy',
      '{"healthyRetryPolicy":{"numRetries":101,"minDelayTarget":21,"maxDelayTarget":20}}',
      invalid('DeliveryPolicy: healthyRetryPolicy.numRetries must be less than or equal to 100'),
    ],
    [
      'DeliveryPolicy',
      '{"healthyRetryPolicy":{"numRetries":"3"}}',
      invalid('DeliveryPolicy: healthyRetryPolicy.numRetries must be a number'),
    ],
    ['DeliveryPolicy', '[]', invalid('DeliveryPolicy: failed to parse JSON.')],
    ['RedrivePolicy', JSON.stringify({ deadLetterTargetArn: queueArn('d') }), {}],
    [
      'RedrivePolicy',
      '{"deadLetterTargetArn":"d"}',
      invalid('RedrivePolicy: deadLetterTargetArn is an invalid arn'),
    ],
    ['RedrivePolicy', '{}', invalid('RedrivePolicy: deadLetterTargetArn is an invalid arn')],
    ['RedrivePolicy', '{', invalid('RedrivePolicy: failed to parse JSON.')],
    [
      'RedrivePolicy',
      JSON.stringify({ deadLetterTargetArn: functionArn('d') }),
      invalid('RedrivePolicy: deadLetterTargetArn must be a SQS queue'),
    ],
    [
      'RedrivePolicy',
      JSON.stringify({ deadLetterTargetArn: topicArn('d') }),
      invalid('RedrivePolicy: deadLetterTargetArn must be a SQS queue'),
    ],
    [
      'RedrivePolicy',
      JSON.stringify({ deadLetterTargetArn: `${queueArn('d')}/e` }),
      invalid('RedrivePolicy: deadLetterTargetArn is an invalid arn'),
    ],
    [
      'RedrivePolicy',
      JSON.stringify({ deadLetterTargetArn: queueArn('d.fifo') }),
      invalid('RedrivePolicy: must use a Standard queue as DLQ for a Standard Subscription.'),
    ],
  ])('%s may be set to %s, or not', async (name, value, expected) => {
    await converse([...one, setAttribute(name, value, expected)]);
  });

  it('of Subscribe are refused in other words, and nothing is subscribed', async () => {
    const refuse = (Attributes: { readonly [name: string]: string }, reason: string) =>
      subscribe('t', 'sqs', queueArn('q'), { Attributes }, invalid(`Attributes Reason: ${reason}`));
    const nested = '{"a":{"b":["c"]}}';
    await converse([
      create('t'),
      refuse({ Color: 'red' }, 'Unknown attribute: Color'),
      refuse(
        { RawMessageDelivery: 'x' },
        'RawMessageDelivery: Invalid value [x]. Must be true or false.',
      ),
      refuse({ FilterPolicy: '[]' }, 'FilterPolicy: Filter is not an object'),
      refuse(
        { FilterPolicy: nested },
        'Filter policy scope MessageAttributes does not support nested filter policy',
      ),
      ['ListSubscriptions', {}, { Subscriptions: [] }],
      // The scope counts wherever it stands.
      subscribe('t', 'sqs', queueArn('q'), {
        Attributes: { FilterPolicy: nested, FilterPolicyScope: 'MessageBody' },
      }),
      attributesOf({ FilterPolicy: nested, FilterPolicyScope: 'MessageBody' }),
    ]);
  });

  it('show a scope beside a filter only, and none without', async () => {
    const world = await converse([
      ...one,
      setAttribute('FilterPolicyScope', 'MessageBody'),
      setAttribute('FilterPolicy', '{"a":{"b":["c"]}}'),
      attributesOf({ FilterPolicyScope: 'MessageBody' }),
      setAttribute(
        'FilterPolicyScope',
        'MessageAttributes',
        invalid('Filter policy scope MessageAttributes does not support nested filter policy'),
      ),
      setAttribute('FilterPolicy', ''),
      setAttribute('FilterPolicyScope', 'MessageAttributes'),
    ]);
    const { value } = await world.call('sns', 'ListSubscriptions', {});
    const { Subscriptions } = value as { Subscriptions: { SubscriptionArn: string }[] };
    const { SubscriptionArn = '' } = Subscriptions[0] ?? {};
    const attributes = await world.call('sns', 'GetSubscriptionAttributes', { SubscriptionArn });
    expect(attributes.value).not.toHaveProperty('Attributes.FilterPolicyScope');
    expect(attributes.value).not.toHaveProperty('Attributes.FilterPolicy');
  });

  it('of functions are not raw', async () => {
    const refused = invalid('Delivery protocol [lambda] does not support raw message delivery.');
    await converse([
      create('t'),
      subscribe('t', 'lambda', functionArn('f')),
      setAttribute('RawMessageDelivery', 'true', refused),
      setAttribute('RawMessageDelivery', '', refused),
      setAttribute('RawMessageDelivery', 'false'),
    ]);
  });

  it('of FIFO queues need FIFO dead-letter queues', async () => {
    const to = (name: string, expected = {}) =>
      setAttribute(
        'RedrivePolicy',
        JSON.stringify({ deadLetterTargetArn: queueArn(name) }),
        expected,
      );
    await converse([
      fifo('t.fifo'),
      subscribe('t.fifo', 'sqs', queueArn('q.fifo')),
      to('d.fifo'),
      to(
        'd',
        invalid(
          'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
        ),
      ),
      subscribe('t.fifo', 'sqs', queueArn('q')),
      to('d'),
    ]);
  });

  it('of HTTP endpoints have an effective delivery policy', async () => {
    const world = await converse([
      create('t', {
        Attributes: { DeliveryPolicy: '{"http":{"defaultHealthyRetryPolicy":{"numRetries":7}}}' },
      }),
      subscribe('t', 'http', 'http://example.com', { ReturnSubscriptionArn: true }),
    ]);
    const { value } = await world.call('sns', 'ListSubscriptions', {});
    expect(value).toMatchObject({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] });
    const text = (numRetries: number) =>
      expect.stringContaining(`"numRetries":${numRetries}`) as string;
    await converse(
      [
        subscribe('t', 'http', 'http://example.com', { ReturnSubscriptionArn: true }),
        attributesOf({ EffectiveDeliveryPolicy: text(7) }),
        setAttribute('DeliveryPolicy', '{"healthyRetryPolicy":{"numRetries":2}}'),
        attributesOf({ EffectiveDeliveryPolicy: text(2) }),
      ],
      world,
    );
  });
});

describe('an end', () => {
  it('is no error twice, and nothing comes after it', async () => {
    await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q'), { Attributes: { RawMessageDelivery: 'true' } }),
        publish('t', 'one'),
        ['Unsubscribe', { SubscriptionArn: '$arn' }, {}],
        publish('t', 'two'),
        ['Unsubscribe', { SubscriptionArn: '$arn' }, {}],
        ['GetSubscriptionAttributes', { SubscriptionArn: '$arn' }, gone('Subscription')],
        receive('q', 'one'),
      ],
      'resources: { queues: { q: {} } }',
    );
  });

  it('needs an ARN of a subscription', async () => {
    await converse([
      ['Unsubscribe', {}, missing('subscriptionArn')],
      ['Unsubscribe', { SubscriptionArn: 'pending confirmation' }, tooShort('SubscriptionArn', 1)],
      ['Unsubscribe', { SubscriptionArn: 'a:b:c:d:e' }, tooShort('SubscriptionArn', 5)],
      ['Unsubscribe', { SubscriptionArn: topicArn('t') }, invalid('SubscriptionId')],
      ['Unsubscribe', { SubscriptionArn: `${topicArn('t')}:id` }, {}],
      [
        'GetSubscriptionAttributes',
        { SubscriptionArn: `${topicArn('t')}:id` },
        gone('Subscription'),
      ],
      ['GetSubscriptionAttributes', { SubscriptionArn: 'x' }, tooShort('SubscriptionArn', 1)],
      setAttribute('Color', 'red', gone('Subscription'), `${topicArn('t')}:id`),
      ['SetSubscriptionAttributes', { SubscriptionArn: topicArn('t') }, missing('attributeName')],
    ]);
  });
});

describe('lists', () => {
  it('come in pages, in the order of subscribing', async () => {
    const world = await converse([
      create('b'),
      ...Array.from({ length: 101 }, (_, i) => subscribe('b', 'sqs', queueArn(`q${i}`))),
      create('a'),
      subscribe('a', 'sqs', queueArn('q')),
    ]);
    const pages = async (operation: string, request: object) => {
      const { value } = await world.call('sns', operation, { ...request });
      return value as { Subscriptions: { Endpoint: string }[]; NextToken?: string };
    };
    const first = await pages('ListSubscriptionsByTopic', { TopicArn: topicArn('b') });
    expect(first.Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual(
      Array.from({ length: 100 }, (_, i) => queueArn(`q${i}`)),
    );
    const { NextToken } = first;
    const second = await pages('ListSubscriptionsByTopic', { TopicArn: topicArn('b'), NextToken });
    expect(second).toMatchObject({ Subscriptions: [{ Endpoint: queueArn('q100') }] });
    expect(second.NextToken).toBeUndefined();
    const all = await pages('ListSubscriptions', {});
    const rest = await pages('ListSubscriptions', { NextToken: all.NextToken });
    expect(all.Subscriptions).toHaveLength(100);
    expect(rest.Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual([
      queueArn('q99'),
      queueArn('q100'),
    ]);
  });
});
