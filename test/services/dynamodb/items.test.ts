/** What becomes of items: updates, conditions, paging, indexes, batches, transactions, streams, PartiQL. */
import { atPointer, type Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  converse,
  N,
  plain,
  S,
  things,
  worldWith,
  type Request,
  type Step,
} from './conversation.ts';

const Key = { pk: S('a') };
const put = (Item: Request): Step => ['PutItem', { TableName: 'plain', Item }, {}];

describe('an update', () => {
  it.each<readonly [string, Request, Request, Request]>([
    [
      'SET l = list_append(if_not_exists(l, :e), :i)',
      { ':e': { L: [] }, ':i': { L: [N(1)] } },
      {},
      { l: { L: [N(1)] } },
    ],
    ['SET n = n + :v', { ':v': N('-88.3') }, { n: N(100) }, { n: N('11.7') }],
    ['SET n = :v - n', { ':v': N(1) }, { n: N('0.1') }, { n: N('0.9') }],
    ['ADD n :v', { ':v': N('0.1') }, { n: N('0.2') }, { n: N('0.3') }],
    ['ADD n :v', { ':v': N('1e20') }, { n: N('1') }, { n: N('100000000000000000001') }],
    [
      'ADD s :v',
      { ':v': { SS: ['b', 'c'] } },
      { s: { SS: ['a', 'b'] } },
      { s: { SS: ['a', 'b', 'c'] } },
    ],
    ['DELETE s :v', { ':v': { SS: ['a', 'b'] } }, { s: { SS: ['a', 'b'] } }, {}],
    ['REMOVE l[0], l[2]', {}, { l: { L: [N(1), N(2), N(3)] } }, { l: { L: [N(2)] } }],
    [
      'SET l[9] = :v, l[5] = :w',
      { ':v': N(9), ':w': N(5) },
      { l: { L: [N(1)] } },
      { l: { L: [N(1), N(5), N(9)] } },
    ],
    ['SET a = b, b = a', {}, { a: N(1), b: N(2) }, { a: N(2), b: N(1) }],
    [
      'SET m.x = :v REMOVE m.y',
      { ':v': N(1) },
      { m: { M: { y: N(2) } } },
      { m: { M: { x: N(1) } } },
    ],
  ])('%s', async (UpdateExpression, values, before, after) => {
    const world = await worldWith(plain);
    const given = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
    await converse(world, [
      put({ ...Key, ...before }),
      ['UpdateItem', { TableName: 'plain', Key, UpdateExpression, ...given }, {}],
    ]);
    const { value } = await world.call('dynamodb', 'GetItem', { TableName: 'plain', Key });
    expect(value).toEqual({ Item: { ...Key, ...after } });
  });

  it.each([
    ['ALL_OLD', { Attributes: { ...Key, m: { M: { x: N(1), y: N(2) } } } }],
    ['UPDATED_OLD', { Attributes: { m: { M: { x: N(1) } } } }],
    ['ALL_NEW', { Attributes: { ...Key, m: { M: { x: N(5), y: N(2) } }, z: N(5) } }],
    ['UPDATED_NEW', { Attributes: { m: { M: { x: N(5) } }, z: N(5) } }],
    ['NONE', {}],
  ])('shows %s', async (ReturnValues, expected) => {
    const world = await worldWith(plain);
    await converse(world, [put({ ...Key, m: { M: { x: N(1), y: N(2) } } })]);
    const { value } = await world.call('dynamodb', 'UpdateItem', {
      TableName: 'plain',
      Key,
      UpdateExpression: 'SET #0.x = :0, z = :0',
      ExpressionAttributeNames: { '#0': 'm' },
      ExpressionAttributeValues: { ':0': N(5) },
      ReturnValues,
    });
    expect(value).toEqual(expected);
  });
});

it.each([
  ['1e37', '1', '10000000000000000000000000000000000001'],
  ['1e38', '1', undefined],
  ['1', '1e-37', '1.0000000000000000000000000000000000001'],
  ['1', '1e-38', undefined],
])('keeps the 38 digits of %s + %s, and tells more as an overflow', async (a, b, sum) => {
  const world = await worldWith(plain);
  const message =
    'Number overflow. Attempting to store a number with magnitude larger than supported range';
  for (const UpdateExpression of ['SET n = n + :b', 'ADD n :b']) {
    await converse(world, [
      put({ ...Key, n: N(a) }),
      [
        'UpdateItem',
        {
          TableName: 'plain',
          Key,
          UpdateExpression,
          ExpressionAttributeValues: { ':b': N(b) },
          ReturnValues: 'ALL_NEW',
        },
        sum === undefined ? { message } : { Attributes: { ...Key, n: N(sum) } },
      ],
    ]);
  }
});

it('takes no notice of values for a read of items, which has no such parameter', async () => {
  const world = await worldWith(plain);
  const values = { ExpressionAttributeValues: { ':v': N(1) } };
  await converse(world, [
    put({ ...Key, n: N(1) }),
    ['GetItem', { TableName: 'plain', Key, ...values }, { Item: { ...Key, n: N(1) } }],
    [
      'GetItem',
      { TableName: 'plain', Key, ProjectionExpression: 'n', ...values },
      { Item: { n: N(1) } },
    ],
    [
      'GetItem',
      { TableName: 'plain', Key, ProjectionExpression: ':v', ...values },
      { code: 'ValidationException' },
    ],
  ]);
});

describe('a condition', () => {
  const item = {
    ...Key,
    n: N('10'),
    s: S('hello'),
    l: { L: [N(1), S('x')] },
    ns: { NS: ['1', '2'] },
  };

  it.each([
    ['n = :ten', true],
    ['n <> :ten', false],
    ['missing_one <> :ten', true],
    ['missing_one = other_one', false],
    ['n = :ten OR n = :ten AND s = :ten', true],
    ['(n = :ten OR n = :ten) AND s = :ten', false],
    ['NOT n = :ten AND n = :ten', false],
    ['NOT (n = :ten AND s = :ten)', true],
    ['n BETWEEN :ten AND :ten', true],
    ['s IN (:ten, s2, :hello)', true],
    ['size(s) = :five', true],
    ['contains(l, :x)', true],
    ['contains(ns, :one)', true],
    ['contains(ns, :ten)', false],
    ['begins_with(s, :x)', false],
    ['l[1] = :x', true],
    ['attribute_type(l, :L)', true],
  ])('%s is %s', async (expression, expected) => {
    const world = await worldWith(plain);
    const all: Request = {
      ':ten': N('1e1'),
      ':hello': S('hello'),
      ':five': N(5),
      ':x': S('x'),
      ':one': N('1.0'),
      ':L': S('L'),
    };
    const used = Object.entries(all).filter(([word]) => new RegExp(`${word}\\b`).test(expression));
    const { ok, value } = await (async () => {
      await converse(world, [put(item)]);
      return world.call('dynamodb', 'DeleteItem', {
        TableName: 'plain',
        Key,
        ConditionExpression: expression,
        ...(used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {}),
      });
    })();
    if (!expected) expect(value).toMatchObject({ code: 'ConditionalCheckFailedException' });
    expect(ok, JSON.stringify(value)).toBe(expected);
  });
});

const thing = (id: string, n: number | string, more: Request = {}): Step => [
  'PutItem',
  { TableName: 'things', Item: { id: S(id), n: N(n), ...more } },
  {},
];

const query = (more: Request): Request => ({
  TableName: 'things',
  KeyConditionExpression: 'id = :id',
  ExpressionAttributeValues: { ':id': S('a') },
  ...more,
});
const numbers = (...all: number[]) => ({ Items: all.map((n) => ({ n: N(n) })) });

describe('a query', () => {
  const some = [9, 10, -5, 100, 0.5].map((n) => thing('a', n));

  it('follows the sort key as numbers, both ways', async () => {
    const world = await worldWith(things);
    await converse(world, [
      ...some,
      thing('b', 1),
      ['Query', query({}), { Count: 5, ScannedCount: 5, ...numbers(-5, 0.5, 9, 10, 100) }],
      ['Query', query({ ScanIndexForward: false }), numbers(100, 10, 9, 0.5, -5)],
    ]);
  });

  it.each([
    ['n = :v', [9]],
    ['n < :v', [-5, 0.5]],
    ['n <= :v', [-5, 0.5, 9]],
    ['n > :v', [10, 100]],
    ['n >= :v', [9, 10, 100]],
    [':v > n', [-5, 0.5]],
    ['n BETWEEN :v AND :w', [9, 10]],
  ])('by %s', async (condition, found) => {
    const world = await worldWith(things);
    const values = {
      ':id': S('a'),
      ':v': N(9),
      ...(condition.includes(':w') ? { ':w': N(10) } : {}),
    };
    const request = query({
      KeyConditionExpression: `id = :id AND ${condition}`,
      ExpressionAttributeValues: values,
    });
    await converse(world, [
      ...some,
      ['Query', request, { Count: found.length, ...numbers(...found) }],
    ]);
  });

  it('goes on after a key that need not exist, and ends', async () => {
    const world = await worldWith(things);
    const after = (n: number) => ({ id: S('a'), n: N(n) });
    await converse(world, [
      ...some,
      ['Query', query({ Limit: 2 }), { Count: 2, LastEvaluatedKey: after(0.5) }],
      ['Query', query({ Limit: 2, ExclusiveStartKey: after(0.7) }), numbers(9, 10)],
      [
        'Query',
        query({ ExclusiveStartKey: after(0.7), ScanIndexForward: false }),
        numbers(0.5, -5),
      ],
    ]);
    const { value } = await world.call(
      'dynamodb',
      'Query',
      query({ ExclusiveStartKey: after(100) }),
    );
    expect(value).toEqual({ Items: [], Count: 0, ScannedCount: 0 });
  });

  it('of an index finds what has its key, and shows what it projects', async () => {
    const world = await worldWith(things);
    await converse(world, [
      thing('a', 1, { color: S('red'), width: N(10), shown: S('s'), kept: S('k') }),
      thing('a', 2, { color: S('red'), width: N(9) }),
      thing('a', 3, { color: S('red') }),
    ]);
    const { value } = await world.call('dynamodb', 'Query', {
      TableName: 'things',
      IndexName: 'by-color',
      KeyConditionExpression: 'color = :c',
      ExpressionAttributeValues: { ':c': S('red') },
    });
    expect(value).toEqual({
      Items: [
        { id: S('a'), n: N(2), color: S('red'), width: N(9) },
        { id: S('a'), n: N(1), color: S('red'), width: N(10), shown: S('s') },
      ],
      Count: 2,
      ScannedCount: 2,
    });
  });

  it('ends a page at a megabyte', async () => {
    const world = await worldWith(things);
    const large = { d: S('x'.repeat(300_000)) };
    await converse(
      world,
      [1, 2, 3, 4, 5].map((n) => thing('a', n, large)),
    );
    const { value } = await world.call('dynamodb', 'Query', query({ Select: 'COUNT' }));
    expect(value).toEqual({ Count: 4, ScannedCount: 4, LastEvaluatedKey: { id: S('a'), n: N(4) } });
  });
});

it('segments of a scan read each item once', async () => {
  const world = await worldWith(plain);
  await converse(
    world,
    Array.from({ length: 20 }, (_, at) => put({ pk: S(`k${at}`) })),
  );
  const counts = await Promise.all(
    [0, 1, 2].map(async (Segment) => {
      const { value } = await world.call('dynamodb', 'Scan', {
        TableName: 'plain',
        Segment,
        TotalSegments: 3,
      });
      return (value as { readonly Count: number }).Count;
    }),
  );
  expect(counts.reduce((sum, count) => sum + count)).toBe(20);
  expect(Math.max(...counts)).toBeLessThan(20);
});

describe('a transaction', () => {
  const check = (pk: string, ConditionExpression: string): Request => ({
    ConditionCheck: {
      TableName: 'plain',
      Key: { pk: S(pk) },
      ConditionExpression,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });
  const putIt = (pk: string): Request => ({ Put: { TableName: 'plain', Item: { pk: S(pk) } } });

  it('does all or nothing', async () => {
    const world = await worldWith(plain);
    await converse(world, [
      put(Key),
      [
        'TransactWriteItems',
        { TransactItems: [putIt('b'), check('a', 'attribute_not_exists(pk)')] },
        {
          code: 'TransactionCanceledException',
          message:
            'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
        },
      ],
      ['GetItem', { TableName: 'plain', Key: { pk: S('b') } }, {}],
      [
        'TransactWriteItems',
        { TransactItems: [putIt('b'), check('a', 'attribute_exists(pk)')] },
        {},
      ],
      ['GetItem', { TableName: 'plain', Key: { pk: S('b') } }, { Item: { pk: S('b') } }],
    ]);
  });

  it('with the same token is done once in ten minutes', async () => {
    const world = await worldWith(plain);
    const add = (by: number): Request => ({
      ClientRequestToken: 'token',
      TransactItems: [
        {
          Update: {
            TableName: 'plain',
            Key,
            UpdateExpression: 'ADD n :v',
            ExpressionAttributeValues: { ':v': N(by) },
          },
        },
      ],
    });
    const get: Request = { TableName: 'plain', Key };
    await converse(world, [
      ['TransactWriteItems', add(1), {}],
      ['TransactWriteItems', add(1), {}],
      ['GetItem', get, { Item: { n: N(1) } }],
      ['TransactWriteItems', add(2), { code: 'IdempotentParameterMismatchException' }],
    ]);
    await world.pass(600_000);
    await converse(world, [
      ['TransactWriteItems', add(2), {}],
      ['GetItem', get, { Item: { n: N(3) } }],
    ]);
  });
});

it('a stream has what has changed, in order', async () => {
  const world = await worldWith({
    ...plain,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const call = async (operation: string, request: Request): Promise<Json> =>
    (await world.call('dynamodb', operation, request)).value;
  const textAt = (value: Json, pointer: string): string => String(atPointer(value, pointer));
  const StreamArn = textAt(await call('ListStreams', {}), '/Streams/0/StreamArn');
  const described = await call('DescribeStream', { StreamArn });
  const ShardIterator = textAt(
    await call('GetShardIterator', {
      StreamArn,
      ShardId: textAt(described, '/StreamDescription/Shards/0/ShardId'),
      ShardIteratorType: 'TRIM_HORIZON',
    }),
    '/ShardIterator',
  );
  await converse(world, [
    put(Key),
    put(Key),
    put({ ...Key, x: N(1) }),
    ['DeleteItem', { TableName: 'plain', Key }, {}],
  ]);
  const Records = atPointer(await call('GetRecords', { ShardIterator }), '/Records');
  expect(Records).toMatchObject([
    { eventName: 'INSERT', dynamodb: { Keys: Key, NewImage: Key } },
    { eventName: 'MODIFY', dynamodb: { OldImage: Key, NewImage: { x: N(1) } } },
    { eventName: 'REMOVE', dynamodb: { OldImage: { x: N(1) } } },
  ]);
});

it('statements of PartiQL do what operations do', async () => {
  const world = await worldWith(plain);
  const say = (Statement: string, expected: object, Parameters?: Request[]): Step => [
    'ExecuteStatement',
    { Statement, ...(Parameters ? { Parameters } : {}) },
    expected,
  ];
  await converse(world, [
    say(`INSERT INTO "plain" VALUE {'pk': ?, 'n': 1, 'm': {'x': [true]}}`, { Items: [] }, [S('a')]),
    say(`INSERT INTO plain VALUE {'pk': 'a'}`, { code: 'DuplicateItemException' }),
    say(`SELECT m.x FROM plain WHERE pk = 'a' AND n BETWEEN 1 AND 2`, {
      Items: [{ x: { L: [{ BOOL: true }] } }],
    }),
    say(`UPDATE plain SET n = n + 1 REMOVE m WHERE pk = 'a' RETURNING ALL NEW *`, {
      Items: [{ ...Key, n: N(2) }],
    }),
    say(`SELECT * FROM plain WHERE m IS MISSING`, { Items: [{ ...Key, n: N(2) }] }),
    say(`UPDATE plain SET n = 1 WHERE pk = 'none'`, { code: 'ConditionalCheckFailedException' }),
    say(`DELETE FROM plain WHERE n = 2`, {
      message: 'Where clause does not contain a mandatory equality on all key attributes',
    }),
    say(`SELECT * FROM plain WHERE pk = 'a' foo`, {
      message:
        "Statement wasn't well formed, can't be processed: Unexpected token after expression",
    }),
    say(`DELETE FROM plain WHERE pk = 'a'`, { Items: [] }),
    ['Scan', { TableName: 'plain' }, { Count: 0 }],
  ]);
});
