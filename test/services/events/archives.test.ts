/** Archives keep events of their bus, and replays hand them to its rules again. */
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { Events, account, like, queueArn, refusal } from './conversation.ts';

const arn = (resource: string) => `arn:aws:events:us-east-1:${account}:${resource}`;
const bus = arn('event-bus/default');
const notFound = (message: string) => refusal(message, 'ResourceNotFoundException');
const exists = (message: string) => refusal(message, 'ResourceAlreadyExistsException');
const atStart = start / 1000;
const day = 86_400_000;

const archive = (events: Events, more: JsonObject = {}) =>
  events.ask('CreateArchive', { ArchiveName: 'a', EventSourceArn: bus, ...more });

const replay = (events: Events, more: JsonObject = {}) =>
  events.ask('StartReplay', {
    ReplayName: 'again',
    EventSourceArn: arn('archive/a'),
    EventStartTime: atStart,
    EventEndTime: atStart + 3600,
    Destination: { Arn: bus },
    ...more,
  });

const counted = async (events: Events) => {
  const described = await events.ask('DescribeArchive', { ArchiveName: 'a' });
  return isObject(described) ? described['EventCount'] : described;
};

const stateOf = async (events: Events) => {
  const described = await events.ask('DescribeReplay', { ReplayName: 'again' });
  return isObject(described) ? described['State'] : described;
};

const ended = (events: Events) => events.world.pass(10_000);

describe('an archive', () => {
  it('is made, told, listed, changed and deleted', async () => {
    const events = new Events();
    const EventPattern = like('app');
    const made = { ArchiveArn: arn('archive/a'), State: 'ENABLED', CreationTime: atStart };
    expect(await archive(events, { Description: 'all', EventPattern, RetentionDays: 2 })).toEqual(
      made,
    );
    expect(await archive(events)).toEqual(exists('Archive a already exists.'));
    const listed = {
      ArchiveName: 'a',
      EventSourceArn: bus,
      State: 'ENABLED',
      RetentionDays: 2,
      SizeBytes: 0,
      EventCount: 0,
      CreationTime: atStart,
    };
    expect(await events.ask('ListArchives')).toEqual({ Archives: [listed] });
    expect(await events.ask('DescribeArchive', { ArchiveName: 'a' })).toEqual({
      ...listed,
      ArchiveArn: arn('archive/a'),
      Description: 'all',
      EventPattern,
    });
    const changes = { Description: 'few', EventPattern: like('x'), RetentionDays: 0 };
    expect(await events.ask('UpdateArchive', { ArchiveName: 'a', ...changes })).toEqual(made);
    expect(await events.ask('DescribeArchive', { ArchiveName: 'a' })).toMatchObject(changes);
    expect(await events.ask('DeleteArchive', { ArchiveName: 'a' })).toEqual({});
    for (const operation of ['DescribeArchive', 'UpdateArchive', 'DeleteArchive']) {
      expect(await events.ask(operation, { ArchiveName: 'a' })).toEqual(
        notFound('Archive a does not exist.'),
      );
    }
    expect(await events.ask('ListRules')).toEqual({ Rules: [] });
  });

  it('is refused by its name, its bus, its pattern and its retention', async () => {
    const events = new Events();
    const tooLong =
      'failed to satisfy constraint: Member must have length less than or equal to 48';
    expect(await archive(events, { ArchiveName: 'x'.repeat(48) })).toHaveProperty('ArchiveArn');
    expect(await archive(events, { ArchiveName: 'x'.repeat(49) })).toEqual(
      refusal(`1 validation error detected: Value '${'x'.repeat(49)}' at 'archiveName' ${tooLong}`),
    );
    expect(await archive(events, { EventSourceArn: arn('event-bus/none') })).toEqual(
      notFound('Event bus none does not exist.'),
    );
    expect(await archive(events, { EventSourceArn: arn('rule/none') })).toEqual(
      refusal('Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.'),
    );
    expect(await archive(events, { EventPattern: '[]' })).toEqual(
      refusal(
        'Event pattern is not valid. Reason: Filter is not an object',
        'InvalidEventPatternException',
      ),
    );
    expect(await archive(events, { RetentionDays: -1 })).toEqual(
      refusal(
        "1 validation error detected: Value '-1' at 'retentionDays' failed to satisfy constraint: Member must have value greater than or equal to 0",
      ),
    );
    expect(await events.ask('CreateArchive')).toEqual(
      refusal(
        "2 validation errors detected: Value null at 'archiveName' failed to satisfy constraint: Member must not be null; Value null at 'eventSourceArn' failed to satisfy constraint: Member must not be null",
      ),
    );
  });

  it('is listed by one filter at a time', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    await archive(events);
    await archive(events, { ArchiveName: 'b', EventSourceArn: arn('event-bus/mine') });
    const names = async (request: JsonObject) => {
      const listed = await events.ask('ListArchives', request);
      const { Archives } = listed as { readonly Archives: readonly JsonObject[] };
      return Archives.map(({ ArchiveName }) => ArchiveName);
    };
    expect(await names({ NamePrefix: 'b' })).toEqual(['b']);
    expect(await names({ EventSourceArn: bus })).toEqual(['a']);
    expect(await names({ State: 'ENABLED' })).toEqual(['a', 'b']);
    expect(await names({ State: 'DISABLED' })).toEqual([]);
    expect(await names({ Limit: 1 })).toEqual(['a']);
    expect(await events.ask('ListArchives', { NamePrefix: 'b', State: 'ENABLED' })).toEqual(
      refusal(
        'At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
      ),
    );
    expect(await events.ask('ListArchives', { EventSourceArn: arn('event-bus/no') })).toEqual(
      notFound('Event bus no does not exist.'),
    );
  });

  it('gets its events from a managed rule, which is not for others to change', async () => {
    const events = new Events();
    await archive(events, { EventPattern: like('app') });
    const Name = 'Events-Archive-a';
    const rule = await events.ask('DescribeRule', { Name });
    expect(rule).toEqual({
      Name,
      Arn: arn(`rule/${Name}`),
      EventBusName: 'default',
      EventPattern: '{"source":["app"],"replay-name":[{"exists":false}]}',
      State: 'ENABLED',
      ManagedBy: 'prod.vhs.events.aws.internal',
      CreatedBy: account,
    });
    expect(await events.ask('ListTargetsByRule', { Rule: Name })).toMatchObject({
      Targets: [{ Id: Name, Arn: 'arn:aws:events:us-east-1:::' }],
    });
    const managed = refusal(
      `${Name} is a managed rule. Set 'force' parameter to true to override.`,
      'ManagedRuleException',
    );
    const Targets = [{ Id: 't', Arn: queueArn('seen') }];
    expect(await events.ask('PutRule', { Name, EventPattern: like('x') })).toEqual(managed);
    expect(await events.ask('DisableRule', { Name })).toEqual(managed);
    expect(await events.ask('DeleteRule', { Name })).toEqual(managed);
    expect(await events.ask('PutTargets', { Rule: Name, Targets })).toEqual(managed);
    expect(await events.ask('RemoveTargets', { Rule: Name, Ids: [Name] })).toEqual(managed);
    const ResourceARN = arn(`rule/${Name}`);
    expect(await events.ask('TagResource', { ResourceARN, Tags: [] })).toEqual(managed);
    expect(await events.ask('UntagResource', { ResourceARN, TagKeys: [] })).toEqual(managed);
    expect(await counted(events)).toBe(0);
  });

  it('is disabled when its rule is deleted by force, until it is updated', async () => {
    const events = new Events();
    await archive(events);
    const rule = { Rule: 'Events-Archive-a', Ids: ['Events-Archive-a'], Force: true };
    expect(await events.ask('RemoveTargets', rule)).toMatchObject({ FailedEntryCount: 0 });
    expect(await events.ask('DeleteRule', { Name: rule.Rule, Force: true })).toEqual({});
    await events.put();
    expect(await events.ask('DescribeArchive', { ArchiveName: 'a' })).toMatchObject({
      State: 'DISABLED',
      StateReason: 'Managed rule for the archive was forcefully deleted.',
      EventCount: 0,
    });
    await events.ask('UpdateArchive', { ArchiveName: 'a', Description: 'back' });
    await events.put();
    const after = await events.ask('DescribeArchive', { ArchiveName: 'a' });
    expect(after).toMatchObject({ State: 'ENABLED', EventCount: 1 });
    expect(after).not.toHaveProperty('StateReason');
  });

  it('does not take the name of a rule that there is', async () => {
    const events = new Events();
    await events.rule({ Name: 'Events-Archive-a' });
    expect(await archive(events)).toEqual(exists('Rule Events-Archive-a already exists.'));
  });

  it('keeps what its pattern matches, of its bus', async () => {
    const events = new Events();
    await events.ask('CreateEventBus', { Name: 'mine' });
    await archive(events, { EventPattern: like('app') });
    await events.put({ n: 1 });
    await events.put({ n: 2 }, { Source: 'other' });
    await events.put({ n: 3 }, { EventBusName: 'mine' });
    expect(await counted(events)).toBe(1);
  });

  it('forgets events after its retention, for good', async () => {
    const events = new Events();
    await archive(events, { RetentionDays: 1 });
    await events.put();
    await events.world.pass(day - 1);
    expect(await counted(events)).toBe(1);
    await events.world.pass(1);
    expect(await counted(events)).toBe(0);
    await events.ask('UpdateArchive', { ArchiveName: 'a', RetentionDays: 0 });
    expect(await counted(events)).toBe(0);
  });

  it('counts the bytes of what it keeps', async () => {
    const events = new Events();
    await events.rule();
    await archive(events);
    await events.put({ text: 'é' });
    const [body = ''] = await events.bodies();
    expect(await events.ask('DescribeArchive', { ArchiveName: 'a' })).toMatchObject({
      SizeBytes: Buffer.byteLength(body),
    });
  });
});

describe('a replay', () => {
  const details = async (events: Events, queue?: string) =>
    (await events.bodies(queue)).map((body) => {
      const event = JSON.parse(body) as { readonly detail: Json; readonly 'replay-name'?: string };
      return [event.detail, event['replay-name']];
    });

  const prepared = async () => {
    const events = new Events();
    await archive(events);
    await events.put({ n: 1 });
    await events.put({ n: 2 });
    await events.rule();
    return events;
  };

  it('hands events to the rules again, with its name, and is not archived', async () => {
    const events = await prepared();
    expect(await replay(events, { Description: 'twice' })).toEqual({
      ReplayArn: arn('replay/again'),
      State: 'STARTING',
      ReplayStartTime: atStart,
    });
    expect(await stateOf(events)).toBe('STARTING');
    await events.world.pass(100);
    expect(await stateOf(events)).toBe('RUNNING');
    await ended(events);
    expect(await details(events)).toEqual([
      [{ n: 1 }, 'again'],
      [{ n: 2 }, 'again'],
    ]);
    expect(await counted(events)).toBe(2);
    const listed = {
      ReplayName: 'again',
      EventSourceArn: arn('archive/a'),
      State: 'COMPLETED',
      EventStartTime: atStart,
      EventEndTime: atStart + 3600,
      EventLastReplayedTime: atStart,
      ReplayStartTime: atStart,
      ReplayEndTime: atStart + 0.3,
    };
    expect(await events.ask('ListReplays')).toEqual({ Replays: [listed] });
    expect(await events.ask('DescribeReplay', { ReplayName: 'again' })).toEqual({
      ...listed,
      ReplayArn: arn('replay/again'),
      Description: 'twice',
      Destination: { Arn: bus },
    });
  });

  it('takes times from the first on and before the last, in their order, minute by minute', async () => {
    const events = new Events();
    await archive(events);
    const Time = (seconds: number) => ({ Time: atStart + seconds });
    await events.put({ n: 4 }, Time(120));
    await events.put({ n: 1 }, Time(0));
    await events.put({ n: 0 }, Time(-1));
    await events.put({ n: 3 }, Time(60));
    await events.put({ n: 2 }, Time(59));
    await events.rule();
    await replay(events, { EventEndTime: atStart + 120 });
    await events.world.pass(200);
    expect(await details(events)).toEqual([
      [{ n: 1 }, 'again'],
      [{ n: 2 }, 'again'],
    ]);
    await events.world.pass(100);
    expect(await details(events)).toEqual([[{ n: 3 }, 'again']]);
    expect(await stateOf(events)).toBe('RUNNING');
    await events.world.pass(100);
    expect(await stateOf(events)).toBe('COMPLETED');
    expect(await events.ask('DescribeReplay', { ReplayName: 'again' })).toMatchObject({
      EventLastReplayedTime: atStart + 60,
    });
  });

  it('goes to the rules of its filter only', async () => {
    const events = await prepared();
    await events.rule({ Name: 'other' }, { Arn: queueArn('dead') });
    const FilterArns = [arn('rule/other')];
    await replay(events, { Destination: { Arn: bus, FilterArns } });
    await ended(events);
    expect(await events.bodies()).toEqual([]);
    expect(await details(events, 'dead')).toHaveLength(2);
    expect(await events.ask('DescribeReplay', { ReplayName: 'again' })).toMatchObject({
      Destination: { FilterArns },
    });
  });

  it('ends at once where nothing is kept, and replays what is no longer kept not', async () => {
    const events = new Events();
    await archive(events, { RetentionDays: 1 });
    await events.put();
    await events.rule();
    await events.world.pass(day);
    await replay(events);
    await ended(events);
    expect(await stateOf(events)).toBe('COMPLETED');
    expect(await events.bodies()).toEqual([]);
    const described = await events.ask('DescribeReplay', { ReplayName: 'again' });
    expect(described).not.toHaveProperty('EventLastReplayedTime');
  });

  it('is cancelled while it goes on, and not after', async () => {
    const events = await prepared();
    await replay(events);
    expect(await events.ask('CancelReplay', { ReplayName: 'again' })).toEqual({
      ReplayArn: arn('replay/again'),
      State: 'CANCELLING',
    });
    expect(await stateOf(events)).toBe('CANCELLING');
    const wrong = refusal(
      'Replay again is not in a valid state for this operation.',
      'IllegalStatusException',
    );
    expect(await events.ask('CancelReplay', { ReplayName: 'again' })).toEqual(wrong);
    await ended(events);
    expect(await stateOf(events)).toBe('CANCELLED');
    expect(await events.ask('CancelReplay', { ReplayName: 'again' })).toEqual(wrong);
    expect(await events.bodies()).toEqual([]);
  });

  it('is cancelled while it runs', async () => {
    const events = await prepared();
    await replay(events);
    await events.world.pass(100);
    await events.ask('CancelReplay', { ReplayName: 'again' });
    await ended(events);
    expect(await stateOf(events)).toBe('CANCELLED');
    expect(await events.bodies()).toEqual([]);
  });

  it('fails when its archive is deleted', async () => {
    const events = await prepared();
    await replay(events);
    await events.ask('DeleteArchive', { ArchiveName: 'a' });
    await ended(events);
    expect(await events.ask('DescribeReplay', { ReplayName: 'again' })).toMatchObject({
      State: 'FAILED',
      StateReason: 'Archive a does not exist.',
    });
  });

  it('is refused by its bus, its archive, its times and its name', async () => {
    const events = await prepared();
    await events.ask('CreateEventBus', { Name: 'mine' });
    const to = (resource: string) => ({ Destination: { Arn: resource } });
    expect(await replay(events, to('default'))).toEqual(
      refusal('Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.'),
    );
    expect(await replay(events, to(arn('event-bus/none')))).toEqual(
      notFound('Event bus none does not exist.'),
    );
    expect(await replay(events, { EventSourceArn: arn('event-bus/a') })).toEqual(
      refusal('Parameter EventSourceArn is not valid. Reason: Must contain an archive ARN.'),
    );
    expect(await replay(events, { EventSourceArn: arn('archive/none') })).toEqual(
      refusal('Parameter EventSourceArn is not valid. Reason: Archive none does not exist.'),
    );
    expect(await replay(events, to(arn('event-bus/mine')))).toEqual(
      refusal(
        'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
      ),
    );
    expect(await replay(events, { EventEndTime: atStart })).toEqual(
      refusal(
        'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
      ),
    );
    expect(await replay(events, { EventEndTime: 'soon' })).toMatchObject({
      code: 'SerializationException',
    });
    expect(await replay(events, { EventEndTime: atStart + 1 })).toHaveProperty('ReplayArn');
    expect(await replay(events)).toEqual(exists('Replay again already exists.'));
    for (const operation of ['DescribeReplay', 'CancelReplay']) {
      expect(await events.ask(operation, { ReplayName: 'none' })).toEqual(
        notFound('Replay none does not exist.'),
      );
    }
    expect(await events.ask('StartReplay', { ReplayName: 'x' })).toMatchObject({
      message: expect.stringMatching(
        /^4 validation errors.*'eventSourceArn'.*'eventStartTime'.*'eventEndTime'.*'destination'/,
      ),
    });
  });

  it('is one of ten at most that go on', async () => {
    const events = await prepared();
    for (let number = 1; number <= 10; number += 1) {
      expect(await replay(events, { ReplayName: `r${number}` })).toHaveProperty('ReplayArn');
    }
    expect(await replay(events)).toMatchObject({ code: 'LimitExceededException' });
    await ended(events);
    expect(await replay(events)).toHaveProperty('ReplayArn');
  });

  it('is listed by one filter at a time', async () => {
    const events = await prepared();
    await replay(events);
    await ended(events);
    await replay(events, { ReplayName: 'b' });
    const names = async (request: JsonObject) => {
      const listed = await events.ask('ListReplays', request);
      const { Replays } = listed as { readonly Replays: readonly JsonObject[] };
      return Replays.map(({ ReplayName }) => ReplayName);
    };
    expect(await names({ NamePrefix: 'a' })).toEqual(['again']);
    expect(await names({ State: 'STARTING' })).toEqual(['b']);
    expect(await names({ EventSourceArn: arn('archive/a') })).toEqual(['again', 'b']);
    expect(await names({ EventSourceArn: arn('archive/b') })).toEqual([]);
    expect(await events.ask('ListReplays', { NamePrefix: 'a', State: 'RUNNING' })).toEqual(
      refusal(
        'At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.',
      ),
    );
    expect(await events.ask('ListReplays', { State: 'DONE' })).toEqual(
      refusal(
        "1 validation error detected: Value 'DONE' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [STARTING, RUNNING, CANCELLING, COMPLETED, CANCELLED, FAILED]",
      ),
    );
  });
});

describe('a queue of order', () => {
  it('gets each entry of one request', async () => {
    const events = new Events();
    const SqsParameters = { MessageGroupId: 'g' };
    await events.rule({}, { Arn: queueArn('f.fifo'), SqsParameters });
    const entry = { Source: 'app', DetailType: 'Made', Detail: '{}' };
    await events.ask('PutEvents', { Entries: [entry, entry] });
    expect(await events.bodies('f.fifo')).toHaveLength(2);
  });
});

describe('a page of', () => {
  it.each([
    ['ListArchives', 'Archives'],
    ['ListReplays', 'Replays'],
  ])('%s has 1 to 100 entries', async (operation, member) => {
    const events = new Events();
    for (const Limit of [1, 100]) {
      expect(await events.ask(operation, { Limit }), String(Limit)).toEqual({ [member]: [] });
    }
    const [tooFew, tooMany] = [
      await events.ask(operation, { Limit: 0 }),
      await events.ask(operation, { Limit: 101 }),
    ];
    const wrong = (value: number, least: string) =>
      refusal(
        `1 validation error detected: Value '${value}' at 'limit' failed to satisfy constraint: Member must have value ${least}`,
      );
    expect(tooFew).toEqual(wrong(0, 'greater than or equal to 1'));
    expect(tooMany).toEqual(wrong(101, 'less than or equal to 100'));
  });
});
