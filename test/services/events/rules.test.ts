/** Buses, rules and targets made through the API, and what they do with events. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { Events, account, like, queueArn, refusal } from './conversation.ts';

const arn = (resource: string) => `arn:aws:events:us-east-1:${account}:${resource}`;
const wrongPath = 'InputPath for target t is invalid.';
const wholeEvent =
  'InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON template.';
const inTemplate = (InputTemplate: string) => ({ InputTransformer: { InputTemplate } });
const places = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '$']));
const notFound = (message: string) => refusal(message, 'ResourceNotFoundException');

describe('a bus', () => {
  it('is made once, told, listed and deleted', async () => {
    const events = new Events();
    const request = { Name: 'mine', Description: 'of mine' };
    expect(await events.ask('CreateEventBus', request)).toEqual({
      EventBusArn: arn('event-bus/mine'),
      Description: 'of mine',
    });
    expect(await events.ask('CreateEventBus', request)).toEqual(
      refusal('Event bus mine already exists.', 'ResourceAlreadyExistsException'),
    );
    expect(await events.ask('DescribeEventBus', { Name: 'mine' })).toMatchObject({
      Name: 'mine',
      Arn: arn('event-bus/mine'),
      Description: 'of mine',
    });
    expect(await events.ask('ListEventBuses', { NamePrefix: 'm' })).toMatchObject({
      EventBuses: [{ Name: 'mine' }],
    });
    expect(await events.ask('DeleteEventBus', { Name: 'mine' })).toEqual({});
    expect(await events.ask('DescribeEventBus', { Name: 'mine' })).toEqual(
      notFound('Event bus mine does not exist.'),
    );
  });

  it('is refused by its name, and the default one stays', async () => {
    const events = new Events();
    expect(await events.ask('CreateEventBus', { Name: 'a/b' })).toEqual(
      refusal("Event bus name must not contain '/'."),
    );
    expect(await events.ask('CreateEventBus', { Name: 'x'.repeat(257) })).toMatchObject({
      code: 'ValidationException',
    });
    expect(await events.ask('DeleteEventBus', { Name: 'default' })).toEqual(
      refusal('Cannot delete event bus default.'),
    );
  });

  it('has a policy of statements by their ids', async () => {
    const events = new Events();
    const one = { StatementId: 'one', Action: 'events:PutEvents', Principal: '210987654321' };
    await events.ask('PutPermission', one);
    const { Policy } = (await events.ask('DescribeEventBus')) as { readonly Policy: string };
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Sid: 'one', Principal: { AWS: 'arn:aws:iam::210987654321:root' } }],
    });
    expect(await events.ask('RemovePermission', { StatementId: 'two' })).toMatchObject({
      code: 'ResourceNotFoundException',
    });
    expect(await events.ask('RemovePermission', { StatementId: 'one' })).toEqual({});
    expect(await events.ask('DescribeEventBus')).not.toHaveProperty('Policy');
    expect(await events.ask('RemovePermission', { StatementId: 'one' })).toEqual(
      notFound('EventBus does not have a policy.'),
    );
  });
});

describe('a rule', () => {
  it('has the bus in its ARN when that is not the default one', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    const request = { Name: 'r', EventPattern: like('app') };
    expect(await events.ask('PutRule', request)).toEqual({ RuleArn: arn('rule/r') });
    for (const EventBusName of ['mine', arn('event-bus/mine')]) {
      expect(await events.ask('PutRule', { ...request, EventBusName })).toEqual({
        RuleArn: arn('rule/mine/r'),
      });
    }
    expect(await events.ask('DescribeRule', { Name: 'r', EventBusName: 'mine' })).toEqual({
      Name: 'r',
      Arn: arn('rule/mine/r'),
      EventPattern: like('app'),
      State: 'ENABLED',
      EventBusName: 'mine',
      CreatedBy: account,
    });
  });

  it('needs a pattern or a schedule, and a bus that there is', async () => {
    const events = new Events();
    expect(await events.ask('PutRule', { Name: 'r' })).toEqual(
      refusal('Parameter(s) EventPattern or ScheduleExpression must be specified.'),
    );
    const EventPattern = like('app');
    expect(await events.ask('PutRule', { Name: 'r', EventPattern, EventBusName: 'no' })).toEqual(
      notFound('Event bus no does not exist.'),
    );
    await events.ask('CreateEventBus', { Name: 'mine' });
    const ScheduleExpression = 'rate(1 minute)';
    expect(
      await events.ask('PutRule', { Name: 'r', ScheduleExpression, EventBusName: 'mine' }),
    ).toEqual(refusal('ScheduleExpression is supported only on the default event bus.'));
    for (const wrong of ['rate(1 minutes)', 'at(2026-01-05T09:00:00)', 'soon']) {
      expect(await events.ask('PutRule', { Name: 'r', ScheduleExpression: wrong })).toEqual(
        refusal('Parameter ScheduleExpression is not valid.'),
      );
    }
    expect(await events.ask('PutRule', { Name: 'r', EventPattern, State: 'ON' })).toMatchObject({
      code: 'ValidationException',
    });
  });

  it('acts by its schedule while it is enabled', async () => {
    const events = new Events();
    await events.rule({ Name: 'r', ScheduleExpression: 'rate(1 minute)' }, { Input: '"tick"' });
    await events.world.pass(59_999);
    expect(await events.bodies()).toEqual([]);
    await events.world.pass(1);
    expect(await events.bodies()).toEqual(['"tick"']);
    await events.ask('DisableRule', { Name: 'r' });
    await events.world.pass(60_000);
    await events.ask('EnableRule', { Name: 'r' });
    await events.world.pass(59_999);
    expect(await events.bodies()).toEqual([]);
    await events.world.pass(1);
    expect(await events.bodies()).toEqual(['"tick"']);
  });

  it('is deleted without targets only', async () => {
    const events = new Events();
    await events.rule();
    expect(await events.ask('DeleteRule', { Name: 'r' })).toEqual(
      refusal("Rule can't be deleted since it has targets."),
    );
    await events.ask('RemoveTargets', { Rule: 'r', Ids: ['t'] });
    expect(await events.ask('DeleteRule', { Name: 'r' })).toEqual({});
    expect(await events.ask('DescribeRule', { Name: 'r' })).toEqual(
      notFound('Rule r does not exist on EventBus default.'),
    );
    expect(await events.ask('DeleteRule', { Name: 'r' })).toEqual({});
  });

  it('is listed by prefix, by target, a page at a time', async () => {
    const events = new Events();
    for (const Name of ['a1', 'a2', 'b']) await events.rule({ Name });
    const first = (await events.ask('ListRules', { NamePrefix: 'a', Limit: 1 })) as {
      readonly Rules: readonly object[];
      readonly NextToken: string;
    };
    expect(first.Rules).toMatchObject([{ Name: 'a1' }]);
    const { NextToken } = first;
    const second = await events.ask('ListRules', { NamePrefix: 'a', Limit: 1, NextToken });
    expect(second).toEqual({ Rules: [expect.objectContaining({ Name: 'a2' })] });
    expect(await events.ask('ListRuleNamesByTarget', { TargetArn: queueArn('seen') })).toEqual({
      RuleNames: ['a1', 'a2', 'b'],
    });
    expect(await events.ask('ListRules', { Limit: 101 })).toMatchObject({
      code: 'ValidationException',
    });
    expect(await events.ask('ListRules', { NextToken: 'x' })).toMatchObject({
      code: 'ValidationException',
    });
  });

  it('and a bus have tags', async () => {
    const events = new Events();
    await events.rule();
    for (const ResourceARN of [arn('rule/r'), arn('event-bus/default')]) {
      await events.ask('TagResource', { ResourceARN, Tags: [{ Key: 'a', Value: '1' }] });
      expect(await events.ask('ListTagsForResource', { ResourceARN })).toEqual({
        Tags: [{ Key: 'a', Value: '1' }],
      });
      await events.ask('UntagResource', { ResourceARN, TagKeys: ['a'] });
      expect(await events.ask('ListTagsForResource', { ResourceARN })).toEqual({ Tags: [] });
    }
    expect(await events.ask('ListTagsForResource', { ResourceARN: arn('rule/no') })).toEqual(
      notFound('Rule no does not exist on EventBus default.'),
    );
  });
});

describe('targets', () => {
  it('are five at most, of their own ids, in the order of their coming', async () => {
    const events = new Events();
    await events.rule();
    const targets = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Id: `${index}`, Arn: queueArn('seen') }));
    expect(await events.ask('PutTargets', { Rule: 'r', Targets: targets(5) })).toEqual(
      refusal(
        'The requested resource exceeds the maximum number allowed.',
        'LimitExceededException',
      ),
    );
    expect(await events.ask('PutTargets', { Rule: 'r', Targets: targets(4) })).toEqual({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    // One of the same id replaces.
    await events.ask('PutTargets', { Rule: 'r', Targets: targets(4) });
    const { Targets, NextToken } = (await events.ask('ListTargetsByRule', {
      Rule: 'r',
      Limit: 3,
    })) as { readonly Targets: readonly { readonly Id: string }[]; readonly NextToken: string };
    expect(Targets.map(({ Id }) => Id)).toEqual(['t', '0', '1']);
    expect(await events.ask('ListTargetsByRule', { Rule: 'r', NextToken })).toMatchObject({
      Targets: [{ Id: '2' }, { Id: '3' }],
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'an id of other letters',
      { Id: '!' },
      "1 validation error detected: Value '!' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'a long id',
      { Id: 'x'.repeat(65) },
      `1 validation error detected: Value '${'x'.repeat(65)}' at 'targets.1.member.id' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'no ARN',
      { Arn: 'seen' },
      'Parameter seen is not valid. Reason: Provided Arn is not in correct format.',
    ],
    [
      'a service outside',
      { Arn: 'arn:aws:logs:us-east-1:1:log-group:x' },
      'A target of logs, arn:aws:logs:us-east-1:1:log-group:x, is not simulated.',
    ],
    [
      'a FIFO queue without a group',
      { Arn: queueArn('f.fifo') },
      'Parameter(s) SqsParameters must be specified for target: t.',
    ],
    [
      'two inputs',
      { Input: '1', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    ['an input that is no JSON', { Input: '{' }, 'JSON syntax error in input for target t.'],
    [
      'a place that is no path',
      { InputTransformer: { InputPathsMap: { a: '$.a' }, InputTemplate: '"<a> <b>"' } },
      'InputTemplate for target t contains invalid placeholder b.',
    ],
    ['a path without a dollar', { InputPath: 'detail' }, wrongPath],
    ['a name in brackets', { InputPath: "$.detail['a']" }, wrongPath],
    ['a name in brackets after a blank', { InputPath: '$.detail[ "a" ]' }, wrongPath],
    [
      'a placeholder’s path without a dollar',
      { InputTransformer: { InputPathsMap: { a: 'x' }, InputTemplate: '"<a>"' } },
      wrongPath,
    ],
    [
      'a placeholder’s name in brackets',
      { InputTransformer: { InputPathsMap: { a: "$['x']" }, InputTemplate: '"<a>"' } },
      wrongPath,
    ],
    ['the event in a list', inTemplate('[<aws.events.event.json>]'), wholeEvent],
    ['the event in a text', inTemplate('"of <aws.events.event.json>"'), wholeEvent],
    [
      'a dead-letter queue of another service',
      { DeadLetterConfig: { Arn: 'arn:aws:sns:us-east-1:1:x' } },
      'sns is not supported as a dead letter resource',
    ],
    [
      'a FIFO dead-letter queue',
      { DeadLetterConfig: { Arn: queueArn('f.fifo') } },
      'SQS FIFO is not supported by Dead Letter Queues',
    ],
    [
      'parameters of other targets',
      { EcsParameters: {} },
      'EcsParameters of the target t is not simulated.',
    ],
  ])('%s is refused', async (_what, target, message) => {
    const events = new Events();
    expect(await events.rule({}, target)).toEqual(refusal(message));
  });

  it.each([
    [{ InputPath: '$' }],
    [{ InputPath: '$.detail.a[0]' }],
    [inTemplate(' {"event": <aws.events.event.json>}')],
    [{ InputTransformer: { InputPathsMap: places(100), InputTemplate: '"<k0>"' } }],
    [{ InputTransformer: { InputPathsMap: { AWSx: '$' }, InputTemplate: '"<AWSx>"' } }],
    [{ DeadLetterConfig: { Arn: queueArn('dead') } }],
  ])('%j is taken', async (target) => {
    expect(await new Events().rule({}, target)).toMatchObject({ FailedEntryCount: 0 });
  });

  it.each([
    [places(101), 'Member must have length less than or equal to 100'],
    [{ 'aws.events.rule-name': '$' }, 'Map keys must satisfy constraint'],
    [{ 'a b': '$' }, 'Map keys must satisfy constraint'],
    [{ '': '$' }, 'Map keys must satisfy constraint'],
    [{ ['x'.repeat(257)]: '$' }, 'Map keys must satisfy constraint'],
  ])('%j are refused as paths', async (InputPathsMap, message) => {
    const InputTransformer = { InputPathsMap, InputTemplate: '"x"' };
    expect(await new Events().rule({}, { InputTransformer })).toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(
        `^1 validation error detected: .*inputTransformer.inputPathsMap.*${message}`,
      ) as string,
    });
  });

  it('have an id of their own', async () => {
    const events = new Events();
    await events.rule();
    const target = { Id: 'a', Arn: queueArn('seen') };
    expect(await events.ask('PutTargets', { Rule: 'r', Targets: [target, target] })).toEqual(
      refusal(
        "Parameter targets is not valid. Reason: More than one target with Id 'a' is provided.",
      ),
    );
  });

  it('need a rule that there is', async () => {
    const events = new Events();
    const none = notFound('Rule no does not exist on EventBus default.');
    const Targets = [{ Id: 't', Arn: queueArn('seen') }];
    expect(await events.ask('PutTargets', { Rule: 'no', Targets })).toEqual(none);
    expect(await events.ask('RemoveTargets', { Rule: 'no', Ids: ['t'] })).toEqual(none);
    expect(await events.ask('ListTargetsByRule', { Rule: 'no' })).toEqual(none);
    expect(await events.ask('PutTargets', { Rule: 'no', Targets: [] })).toMatchObject({
      code: 'ValidationException',
    });
  });

  it('that refuse have a dead-letter queue', async () => {
    const events = new Events();
    const DeadLetterConfig = { Arn: queueArn('dead') };
    await events.rule({}, { Arn: queueArn('gone'), DeadLetterConfig });
    await events.put({ a: 1 });
    expect((await events.bodies('dead')).map((body) => JSON.parse(body) as object)).toMatchObject([
      { detail: { a: 1 } },
    ]);
  });
});

describe('an event', () => {
  it('goes to enabled rules of its bus that match it', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    await events.rule({ Name: 'on', EventBusName: 'mine' }, { Input: '"on"' });
    await events.rule({ Name: 'off', EventBusName: 'mine', State: 'DISABLED' });
    await events.rule({ Name: 'other', EventBusName: 'mine', EventPattern: like('other') });
    await events.rule({ Name: 'elsewhere' });
    await events.put({}, { EventBusName: arn('event-bus/mine') });
    expect(await events.bodies()).toEqual(['"on"']);
    expect(await events.put({}, { EventBusName: 'none' })).toMatchObject({ FailedEntryCount: 0 });
    expect(await events.bodies()).toEqual([]);
  });

  it('goes on to another bus', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    await events.rule({}, { Arn: arn('event-bus/mine') });
    await events.rule({ Name: 'there', EventBusName: 'mine' }, { InputPath: '$.detail' });
    await events.put({ a: 1 });
    expect(await events.bodies()).toEqual(['{"a":1}']);
  });

  it('has the time that it is told, in seconds or as a text', async () => {
    const events = new Events();
    await events.rule({}, { InputPath: '$.time' });
    await events.put({}, { Time: 1_640_995_200 });
    await events.put({}, { Time: '2022-01-02' });
    await events.put({});
    expect(await events.bodies()).toEqual([
      '"2022-01-01T00:00:00Z"',
      '"2022-01-02T00:00:00Z"',
      '"2026-01-05T09:00:00Z"',
    ]);
    expect(await events.put({}, { Time: 'soon' })).toMatchObject({
      code: 'SerializationException',
    });
  });

  it('is of no service of AWS when others put it', async () => {
    const events = new Events();
    expect(await events.put({}, { Source: 'aws.s3' })).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }],
    });
  });

  it('comes with one to ten others, of one megabyte together', async () => {
    const events = new Events();
    const entries = (count: number) => Array.from({ length: count }, () => ({}));
    for (const count of [0, 11]) {
      expect(await events.ask('PutEvents', { Entries: entries(count) })).toMatchObject({
        code: 'ValidationException',
      });
    }
    expect(await events.ask('PutEvents', { Entries: entries(10) })).toMatchObject({
      FailedEntryCount: 10,
    });
    const detail = (bytes: number) => JSON.stringify('x'.repeat(bytes - 'appMade""'.length));
    expect(await events.put(detail(1_048_576))).toMatchObject({ FailedEntryCount: 1 });
    expect(await events.put(detail(1_048_577))).toEqual(
      refusal('Total size of the entries in the request is over the limit.'),
    );
  });
});

describe('an input transformer', () => {
  const detail = { list: ['A', 'B'], part: { k: 'v' }, text: 'x "y"' };
  const paths = { list: '$.detail.list', part: '$.detail.part', text: '$.detail.text' };
  it.each([
    ['"<list> <part>"', '"[A,B] {k:v}"'],
    ['"<text>"', '"x \\"y\\""'],
    ['{"l": <list>, "p": <part>, "t": "<text>"}', '{"l":["A","B"],"p":{"k":"v"},"t":"x \\"y\\""}'],
  ])('%s', async (InputTemplate, body) => {
    const events = new Events();
    await events.rule({}, { InputTransformer: { InputPathsMap: paths, InputTemplate } });
    await events.put(detail);
    expect(await events.bodies()).toEqual([body]);
  });

  it.each(['{"p": "<part>"}', '{"l": "<list>"}'])(
    '%s makes no JSON, and nothing goes out',
    async (InputTemplate) => {
      const events = new Events();
      const InputTransformer = { InputPathsMap: paths, InputTemplate };
      await events.rule({}, { InputTransformer, DeadLetterConfig: { Arn: queueArn('dead') } });
      await events.put(detail);
      expect(await events.bodies()).toEqual([]);
      expect(await events.bodies('dead')).toHaveLength(1);
    },
  );

  it('knows the rule and the event', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    const InputTemplate =
      '{"arn": <aws.events.rule-arn>, "name": <aws.events.rule-name>, "bare": <aws.events.event>, "whole": <aws.events.event.json>}';
    await events.rule({ EventBusName: 'mine' }, { InputTransformer: { InputTemplate } });
    await events.put({ a: 1 }, { EventBusName: 'mine' });
    const [body = ''] = await events.bodies();
    const { bare, whole, ...rule } = JSON.parse(body) as { readonly [name: string]: object };
    expect(rule).toEqual({ arn: arn('rule/mine/r'), name: 'r' });
    expect(bare).toMatchObject({ detailType: 'Made', source: 'app' });
    expect(bare).not.toHaveProperty('detail');
    expect(whole).toMatchObject({ 'detail-type': 'Made', detail: { a: 1 } });
  });
});
