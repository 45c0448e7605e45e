/** Items that time to live deletes, two days after their time. */
import { atPointer } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { converse, N, plain, S, worldWith, type Request, type Step } from './conversation.ts';

const seconds = start / 1000;
const hour = 3_600_000;
const delay = 48 * hour;
const enable = (Enabled: boolean): Step => [
  'UpdateTimeToLive',
  { TableName: 'plain', TimeToLiveSpecification: { Enabled, AttributeName: 'ttl' } },
  { TimeToLiveSpecification: { Enabled } },
];
const put = (pk: string, rest: Request): Step => [
  'PutItem',
  { TableName: 'plain', Item: { pk: S(pk), ...rest } },
  {},
];

async function keysIn(world: Awaited<ReturnType<typeof worldWith>>) {
  const { value } = await world.call('dynamodb', 'Scan', { TableName: 'plain' });
  const items = atPointer(value, '/Items');
  return Array.isArray(items) ? items.map((item) => atPointer(item, '/pk/S')) : [];
}

describe('time to live', () => {
  it('deletes an item two days after its time, and not before', async () => {
    const world = await worldWith(plain);
    await converse(world, [enable(true), put('a', { ttl: N(seconds + 3600) })]);
    await world.pass(hour + delay - 1);
    expect(await keysIn(world)).toEqual(['a']);
    await world.pass(1);
    expect(await keysIn(world)).toEqual([]);
  });

  it('deletes items that were there before it was enabled', async () => {
    const world = await worldWith(plain);
    await converse(world, [put('a', { ttl: N(seconds - 1) }), enable(true)]);
    await world.pass(delay - 1);
    expect(await keysIn(world)).toEqual(['a']);
    await world.pass(1);
    expect(await keysIn(world)).toEqual([]);
  });

  it.each<readonly [string, Request]>([
    ['without the attribute', {}],
    ['whose time is a text', { ttl: S(String(seconds)) }],
    ['that expired more than five years ago', { ttl: N(seconds - 157_680_001) }],
    ['whose time is beyond all times', { ttl: N('1e100') }],
  ])('keeps an item %s', async (_what, rest) => {
    const world = await worldWith(plain);
    await converse(world, [enable(true), put('a', rest)]);
    await world.pass(2 * delay);
    expect(await keysIn(world)).toEqual(['a']);
  });

  it('deletes an item that expired five years ago', async () => {
    const world = await worldWith(plain);
    await converse(world, [enable(true), put('a', { ttl: N(seconds - 157_680_000) })]);
    await world.pass(delay);
    expect(await keysIn(world)).toEqual([]);
  });

  it('keeps items whose time is put off, or once it is disabled', async () => {
    const world = await worldWith(plain);
    await converse(world, [
      enable(true),
      put('a', { ttl: N(seconds) }),
      put('a', { ttl: N(seconds + 3600) }),
    ]);
    await world.pass(delay);
    expect(await keysIn(world)).toEqual(['a']);
    await converse(world, [enable(false)]);
    await world.pass(hour);
    expect(await keysIn(world)).toEqual(['a']);
  });

  it('leaves a table of the same name alone that is made anew', async () => {
    const world = await worldWith(plain);
    await converse(world, [
      enable(true),
      put('a', { ttl: N(seconds) }),
      ['DeleteTable', { TableName: 'plain' }, { TableDescription: {} }],
      ['CreateTable', plain, { TableDescription: {} }],
    ]);
    await world.pass(1000);
    await converse(world, [put('a', { ttl: N(seconds) })]);
    await world.pass(delay - 1000);
    expect(await keysIn(world)).toEqual(['a']);
  });

  it('names the service in the stream', async () => {
    const world = await worldWith({
      ...plain,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'OLD_IMAGE' },
    });
    await converse(world, [enable(true), put('a', { ttl: N(seconds) })]);
    await world.pass(delay);
    const { value: table } = await world.call('dynamodb', 'DescribeTable', { TableName: 'plain' });
    const StreamArn = String(atPointer(table, '/Table/LatestStreamArn'));
    const { value: stream } = await world.call('dynamodb', 'DescribeStream', { StreamArn });
    const { value: iterator } = await world.call('dynamodb', 'GetShardIterator', {
      StreamArn,
      ShardId: String(atPointer(stream, '/StreamDescription/Shards/0/ShardId')),
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const { value } = await world.call('dynamodb', 'GetRecords', {
      ShardIterator: String(atPointer(iterator, '/ShardIterator')),
    });
    expect(value).toMatchObject({
      Records: [
        {
          eventName: 'REMOVE',
          userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
          dynamodb: { Keys: { pk: S('a') } },
        },
      ],
    });
  });
});
