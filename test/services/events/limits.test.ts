/** Members of requests at the edges that the API model gives them. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { Events, account, like, queueArn } from './conversation.ts';

const rule = `arn:aws:events:us-east-1:${account}:rule/r`;
const long = (length: number) => 'x'.repeat(length);

const target = (more: JsonObject) => ({
  Rule: 'r',
  Targets: [
    { Id: 'one', Arn: queueArn('seen') },
    { Id: 'two', Arn: queueArn('seen'), ...more },
  ],
});
const permission = (more: JsonObject) => ({
  Action: 'events:PutEvents',
  Principal: account,
  StatementId: 's',
  ...more,
});
const tags = (Key: Json, Value: Json) => ({ ResourceARN: rule, Tags: [{ Key, Value }] });

const event = JSON.stringify({
  id: '1',
  account,
  source: 'app',
  time: '2026-01-05T09:00:00Z',
  region: 'us-east-1',
  resources: [],
  'detail-type': 'Made',
});

describe('a request', () => {
  const at = 'targets.2.member';
  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'PutTargets',
      target({ RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 60 } }),
      target({ RetryPolicy: { MaximumRetryAttempts: 186 } }),
      `'186' at '${at}.retryPolicy.maximumRetryAttempts'`,
    ],
    [
      'PutTargets',
      target({ RetryPolicy: { MaximumEventAgeInSeconds: 86_400 } }),
      target({ RetryPolicy: { MaximumEventAgeInSeconds: 59 } }),
      `'59' at '${at}.retryPolicy.maximumEventAgeInSeconds'`,
    ],
    [
      'PutTargets',
      target({ RoleArn: long(1600) }),
      target({ RoleArn: long(1601) }),
      `at '${at}.roleArn'`,
    ],
    [
      'PutTargets',
      target({ SqsParameters: { MessageGroupId: long(100) } }),
      target({ SqsParameters: { MessageGroupId: long(101) } }),
      `at '${at}.sqsParameters.messageGroupId'`,
    ],
    [
      'PutTargets',
      target({ DeadLetterConfig: { Arn: queueArn('dead') } }),
      target({ DeadLetterConfig: { Arn: '' } }),
      `'' at '${at}.deadLetterConfig.arn'`,
    ],
    [
      'PutPermission',
      permission({ Principal: '*' }),
      permission({ Principal: '1234' }),
      "'1234' at 'principal'",
    ],
    [
      'PutPermission',
      permission({ Action: 'events:PutRule' }),
      permission({ Action: 'PutEvents' }),
      "'PutEvents' at 'action'",
    ],
    [
      'PutPermission',
      permission({ StatementId: long(64) }),
      permission({ StatementId: long(65) }),
      "at 'statementId'",
    ],
    ['PutPermission', permission({}), { StatementId: 's' }, "null at 'principal'"],
    ['RemovePermission', { StatementId: 'one' }, { StatementId: 'a b' }, "'a b' at 'statementId'"],
    ['TagResource', tags(long(128), long(256)), tags(long(129), ''), "at 'tags.1.member.key'"],
    ['TagResource', tags('k', ''), tags('k', long(257)), "at 'tags.1.member.value'"],
    ['TagResource', tags('k', 'v'), tags('', 'v'), "'' at 'tags.1.member.key'"],
    ['TagResource', tags('k', 'v'), tags('k', null), "null at 'tags.1.member.value'"],
    ['TagResource', tags('k', 'v'), { ResourceARN: rule }, "null at 'tags'"],
    [
      'UntagResource',
      { ResourceARN: rule, TagKeys: [] },
      { ResourceARN: rule },
      "null at 'tagKeys'",
    ],
    ['ListTagsForResource', { ResourceARN: rule }, {}, "null at 'resourceARN'"],
    [
      'TestEventPattern',
      { EventPattern: like('app'), Event: event },
      { EventPattern: like('app') },
      "null at 'event'",
    ],
    [
      'PutRule',
      { Name: 'r', EventPattern: '{"a":[1]}', RoleArn: long(1600) },
      { Name: 'r', EventPattern: '{"a":[1]}', RoleArn: long(1601) },
      "at 'roleArn'",
    ],
    [
      'CreateEventBus',
      { Name: 'b', KmsKeyIdentifier: 'alias/k' },
      { Name: 'b', KmsKeyIdentifier: 'a b' },
      "'a b' at 'kmsKeyIdentifier'",
    ],
  ])('%s takes %j and not %j', async (operation, right, wrong, told) => {
    const events = new Events();
    await events.rule();
    await events.ask('PutPermission', permission({ StatementId: 'one' }));
    expect(await events.ask(operation, wrong)).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(told),
    });
    expect(await events.ask(operation, right)).not.toHaveProperty('code');
  });
});
