/** Topics: made, found again, changed, listed and deleted. */
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  converse,
  create,
  fifo,
  gone,
  invalid,
  like,
  missing,
  receive,
  publish,
  queueArn,
  subscribe,
  tooShort,
  topicArn,
  type Step,
} from './conversation.ts';

const isFifo = { Attributes: { FifoTopic: 'true' } };
const shown = (topic: string, expected: object): Step => [
  'GetTopicAttributes',
  { TopicArn: topicArn(topic) },
  { Attributes: expected },
];
const change = (topic: string, name: string, value: string, expected: object = {}): Step => [
  'SetTopicAttributes',
  { TopicArn: topicArn(topic), AttributeName: name, AttributeValue: value },
  expected,
];

describe('names', () => {
  const wrong = invalid('Topic Name');
  it.each([
    ['a', {}, undefined],
    ['A-z_9', {}, undefined],
    ['x'.repeat(256), {}, undefined],
    ['x'.repeat(257), {}, wrong],
    ['', {}, wrong],
    ['a b', {}, wrong],
    ['a.b', {}, wrong],
    ['a.fifo', {}, wrong],
    ['a.fifo', { Attributes: { FifoTopic: 'false' } }, wrong],
    ['a.fifo', isFifo, undefined],
    ['a', isFifo, wrong],
    ['.fifo', isFifo, wrong],
    [`${'x'.repeat(251)}.fifo`, isFifo, undefined],
    [`${'x'.repeat(252)}.fifo`, isFifo, wrong],
  ])('%s with %j', async (name, more, expected) => {
    await converse([create(name, more, expected)]);
  });

  it('must be there', async () => {
    await converse([
      ['CreateTopic', {}, missing('name')],
      ['DeleteTopic', {}, missing('topicArn')],
      ['GetTopicAttributes', {}, missing('topicArn')],
      ['SetTopicAttributes', { TopicArn: topicArn('t') }, missing('attributeName')],
    ]);
  });
});

describe('a topic that is there', () => {
  const different = invalid('Attributes Reason: Topic already exists with different attributes');
  const named = { Attributes: { DisplayName: 'One' } };
  it.each([
    [{}, undefined],
    [named, undefined],
    [{ Attributes: { FifoTopic: 'false' } }, undefined],
    [{ Attributes: { SignatureVersion: '1', TracingConfig: 'PassThrough' } }, undefined],
    [{ Attributes: { DisplayName: '' } }, different],
    [{ Attributes: { DisplayName: 'Two' } }, different],
    [{ Attributes: { DisplayName: 'One', SignatureVersion: '2' } }, different],
    [{ Attributes: { MaximumMessageSize: '262144' } }, undefined],
    [{ Attributes: { MaximumMessageSize: '262143' } }, different],
  ])('made again with %j', async (again, expected) => {
    await converse([create('t', named), create('t', again, expected)]);
  });

  it('made again asks for no other tags', async () => {
    const tagged = (...pairs: string[]) => ({
      Tags: pairs.map((pair) => ({ Key: pair.charAt(0), Value: pair.charAt(1) })),
    });
    const other = invalid('Tags Reason: Topic already exists with different tags');
    await converse([
      create('t', tagged('a1', 'b2')),
      create('t', tagged('a1')),
      create('t', tagged()),
      create('t', tagged('a2'), other),
      create('t', tagged('a1', 'c3'), other),
      ['DeleteTopic', { TopicArn: topicArn('t') }, {}],
      create('t', tagged('a2')),
      ['ListTagsForResource', { ResourceArn: topicArn('t') }, { Tags: [{ Key: 'a', Value: '2' }] }],
    ]);
  });

  it('keeps what was set', async () => {
    await converse([
      create('t'),
      change('t', 'DisplayName', 'Set'),
      create('t'),
      shown('t', { DisplayName: 'Set' }),
    ]);
  });
});

describe('attributes', () => {
  it('have defaults', async () => {
    const world = await converse([create('t'), fifo('f.fifo')]);
    const { value } = await world.call('sns', 'GetTopicAttributes', { TopicArn: topicArn('t') });
    const { Attributes } = value as { readonly Attributes: { readonly [name: string]: string } };
    expect(Object.keys(Attributes).sort()).toEqual([
      'DisplayName',
      'EffectiveDeliveryPolicy',
      'Owner',
      'Policy',
      'SubscriptionsConfirmed',
      'SubscriptionsDeleted',
      'SubscriptionsPending',
      'TopicArn',
    ]);
    await converse(
      [shown('f.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'false' })],
      world,
    );
  });

  it.each([
    ['DisplayName', 'x'.repeat(100), {}],
    ['DisplayName', 'x'.repeat(101), invalid('DisplayName: Display name is too long')],
    ['SignatureVersion', '2', {}],
    ['SignatureVersion', '3', invalid('SignatureVersion: Invalid value [3]. Must be 1 or 2.')],
    ['TracingConfig', 'Active', {}],
    ['TracingConfig', 'active', { message: like('Must be PassThrough or Active.') }],
    ['MaximumMessageSize', '1024', {}],
    ['MaximumMessageSize', '1048576', {}],
    ['MaximumMessageSize', '1023', { message: like('Must be between 1024 and 1048576.') }],
    ['MaximumMessageSize', '1048577', { message: like('Must be between 1024 and 1048576.') }],
    ['MaximumMessageSize', '2e3', { message: like('Must be between 1024 and 1048576.') }],
    ['FifoTopic', 'true', invalid('AttributeName')],
    ['Owner', 'me', invalid('AttributeName')],
    ['ContentBasedDeduplication', 'true', { message: like('FIFO') }],
    ['FifoThroughputScope', 'Topic', { message: like('FIFO') }],
    ['ArchivePolicy', '{}', { message: like('is not simulated') }],
    ['Policy', 'no JSON', invalid('Policy Error: null')],
    ['SQSSuccessFeedbackSampleRate', '10', {}],
    ['SMSSuccessFeedbackSampleRate', '10', invalid('AttributeName')],
  ])('%s may be set to %s, or not', async (name, value, expected) => {
    await converse([create('t'), change('t', name, value, expected)]);
  });

  it('of CreateTopic are refused in other words', async () => {
    const make = (Attributes: { readonly [name: string]: string }, reason: string): Step =>
      create('t', { Attributes }, invalid(`Attributes Reason: ${reason}`));
    await converse([
      make({ Color: 'red' }, 'Unknown attribute Color'),
      make({ SignatureVersion: '3' }, 'SignatureVersion: Invalid value [3]. Must be 1 or 2.'),
      make(
        { ContentBasedDeduplication: 'true' },
        'ContentBasedDeduplication can only be set on FIFO topics',
      ),
      ['GetTopicAttributes', { TopicArn: topicArn('t') }, gone('Topic')],
    ]);
  });

  it('of FIFO topics', async () => {
    await converse([
      fifo('f.fifo', { ContentBasedDeduplication: 'TRUE', FifoThroughputScope: 'MessageGroup' }),
      shown('f.fifo', { ContentBasedDeduplication: 'true', FifoThroughputScope: 'MessageGroup' }),
      change('f.fifo', 'ContentBasedDeduplication', 'maybe', { code: 'InvalidParameterException' }),
      change('f.fifo', 'ContentBasedDeduplication', 'false'),
      shown('f.fifo', { ContentBasedDeduplication: 'false' }),
    ]);
  });

  it('count subscriptions', async () => {
    await converse([
      create('t'),
      subscribe('t', 'sqs', queueArn('q')),
      { keep: 'first' },
      subscribe('t', 'email', 'a@example.com'),
      shown('t', { SubscriptionsConfirmed: '1', SubscriptionsPending: '1' }),
      ['Unsubscribe', { SubscriptionArn: '$first' }, {}],
      shown('t', {
        SubscriptionsConfirmed: '0',
        SubscriptionsPending: '1',
        SubscriptionsDeleted: '1',
      }),
    ]);
  });

  it('of large messages suit few subscribers', async () => {
    const large = { Attributes: { MaximumMessageSize: '262145' } };
    await converse([
      create('t', large),
      subscribe('t', 'email', 'a@example.com', {}, { code: 'InvalidParameterException' }),
      ...Array.from({ length: 100 }, (_, i) => subscribe('t', 'sqs', queueArn(`q${i}`))),
      subscribe('t', 'sqs', queueArn('q100'), {}, { code: 'InvalidParameterException' }),
      subscribe('t', 'sqs', queueArn('q99')),
      create('small'),
      subscribe('small', 'email', 'a@example.com'),
      change('small', 'MaximumMessageSize', '262144'),
      change('small', 'MaximumMessageSize', '262145', { message: like('email') }),
    ]);
  });
});

describe('deleting', () => {
  it('is no error twice, ends subscriptions, and forgets tags and messages', async () => {
    await converse(
      [
        create('t'),
        subscribe('t', 'sqs', queueArn('q')),
        publish('t', 'before'),
        ['DeleteTopic', { TopicArn: topicArn('t') }, {}],
        ['DeleteTopic', { TopicArn: topicArn('t') }, {}],
        ['DeleteTopic', { TopicArn: 'nothing' }, tooShort('TopicArn', 1)],
        ['GetSubscriptionAttributes', { SubscriptionArn: '$arn' }, gone('Subscription')],
        publish('t', 'after', {}, gone('Topic')),
        create('t'),
        ['ListSubscriptionsByTopic', { TopicArn: topicArn('t') }, { Subscriptions: [] }],
        publish('t', 'nobody'),
        receive('q', { Message: 'before' }),
      ],
      'resources: { queues: { q: {} } }',
    );
  });
});

describe('lists', () => {
  it('come in pages of a hundred', async () => {
    const world = new TestWorld();
    const name = (i: number) => `t-${String(i).padStart(3, '0')}`;
    await converse(
      Array.from({ length: 201 }, (_, i) => create(name(i))),
      world,
    );
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const request = token === undefined ? {} : { NextToken: token };
      const { value } = await world.call('sns', 'ListTopics', request);
      const { Topics, NextToken } = value as { Topics: unknown[]; NextToken?: string };
      sizes.push(Topics.length);
      token = NextToken;
    } while (token !== undefined);
    expect(sizes).toEqual([100, 100, 1]);
    await converse([['ListTopics', { NextToken: '!' }, invalid('NextToken')]], world);
    await converse([['ListTopics', { NextToken: '' }, invalid('NextToken')]], world);
  });

  it('end with a page that is just full', async () => {
    const world = await converse(Array.from({ length: 100 }, (_, i) => create(`t${i}`)));
    const { value } = await world.call('sns', 'ListTopics', {});
    expect(value).not.toHaveProperty('NextToken');
  });
});

describe('tags', () => {
  const tag = (Tags: readonly { readonly Key: string; readonly Value: string }[], expected = {}) =>
    ['TagResource', { ResourceArn: topicArn('t'), Tags: [...Tags] }, expected] as const;
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: '' }));

  it('are added, replaced and taken away', async () => {
    await converse([
      create('t'),
      tag([
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ]),
      tag([{ Key: 'a', Value: '3' }]),
      ['UntagResource', { ResourceArn: topicArn('t'), TagKeys: ['b', 'c'] }, {}],
      ['ListTagsForResource', { ResourceArn: topicArn('t') }, { Tags: [{ Key: 'a', Value: '3' }] }],
    ]);
  });

  it('are refused', async () => {
    const none = {
      code: 'ResourceNotFoundException',
      message: 'Resource does not exist',
      status: 404,
    };
    await converse([
      create('t'),
      tag(
        [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
        invalid('Duplicated keys are not allowed.'),
      ),
      tag([{ Key: '', Value: '' }], { code: 'InvalidParameterException' }),
      tag([{ Key: 'x'.repeat(129), Value: '' }], { code: 'InvalidParameterException' }),
      tag([{ Key: 'x'.repeat(128), Value: 'x'.repeat(256) }]),
      tag([{ Key: 'aws:a', Value: '' }], { code: 'InvalidParameterException' }),
      tag([{ Key: 'a', Value: 'x'.repeat(257) }], { code: 'InvalidParameterException' }),
      ['UntagResource', { ResourceArn: topicArn('t'), TagKeys: ['x'.repeat(128)] }, {}],
      tag(many(51), { code: 'TagLimitExceededException' }),
      tag(many(50)),
      tag([{ Key: 'k', Value: '' }], { code: 'TagLimitExceededException' }),
      ['ListTagsForResource', { ResourceArn: topicArn('u') }, none],
      ['ListTagsForResource', { ResourceArn: 'u' }, tooShort('ResourceArn', 1)],
      ['TagResource', { ResourceArn: topicArn('t') }, missing('tags')],
      ['UntagResource', { ResourceArn: topicArn('t') }, missing('tagKeys')],
    ]);
  });
});

describe('permissions', () => {
  const add = (label: string, accounts: string[], actions: string[], expected = {}): Step => [
    'AddPermission',
    { TopicArn: topicArn('t'), Label: label, AWSAccountId: accounts, ActionName: actions },
    expected,
  ];
  it('are statements of the policy', async () => {
    const world = await converse([
      create('t'),
      add('one', ['111111111111'], ['Publish']),
      add('one', ['111111111111'], ['Subscribe'], invalid('Statement already exists')),
      add('two', ['1'], ['Fly'], invalid('Policy statement action out of service scope!')),
      add('two', ['1', '2'], ['Publish', 'Subscribe']),
      ['RemovePermission', { TopicArn: topicArn('t'), Label: 'one' }, {}],
      ['RemovePermission', { TopicArn: topicArn('u'), Label: 'one' }, gone('Topic')],
      ['AddPermission', { TopicArn: topicArn('t'), Label: 'x' }, missing('aWSAccountId')],
    ]);
    const { value } = await world.call('sns', 'GetTopicAttributes', { TopicArn: topicArn('t') });
    const { Attributes } = value as { readonly Attributes: { readonly Policy: string } };
    const { Statement } = JSON.parse(Attributes.Policy) as { readonly Statement: object[] };
    expect(Statement).toMatchObject([
      { Sid: '__default_statement_ID' },
      {
        Sid: 'two',
        Principal: { AWS: ['arn:aws:iam::1:root', 'arn:aws:iam::2:root'] },
        Action: ['SNS:Publish', 'SNS:Subscribe'],
        Resource: topicArn('t'),
      },
    ]);
  });

  it('of one account and action are written without brackets', async () => {
    await converse([
      create('t'),
      add('one', ['1'], ['Publish']),
      shown('t', {
        Policy: like('"Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"SNS:Publish"'),
      }),
      change('t', 'Policy', '{"Statement":[]}'),
      shown('t', { Policy: '{"Statement":[]}' }),
      change('t', 'Policy', ''),
      shown('t', { Policy: like('__default_policy_ID') }),
    ]);
  });
});

describe('data protection', () => {
  it('is kept and told', async () => {
    await converse([
      create('t'),
      ['GetDataProtectionPolicy', { ResourceArn: topicArn('t') }, {}],
      ['PutDataProtectionPolicy', { ResourceArn: topicArn('t'), DataProtectionPolicy: '{}' }, {}],
      ['GetDataProtectionPolicy', { ResourceArn: topicArn('t') }, { DataProtectionPolicy: '{}' }],
      ['GetDataProtectionPolicy', { ResourceArn: topicArn('u') }, gone('Topic')],
      ['PutDataProtectionPolicy', { ResourceArn: topicArn('t') }, missing('dataProtectionPolicy')],
      publish('t', 'm'),
    ]);
  });
});
