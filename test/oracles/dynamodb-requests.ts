/** Requests to DynamoDB, generated: expressions with the names and values that they use. */
import type { Json } from '@stepthrough/json';
import fc from 'fast-check';
import type { Step } from './compare.ts';
import { condition, keyCondition, projection, update } from './dynamodb-expressions.ts';
import {
  anyKey,
  item,
  mostly,
  numeral,
  set,
  soundItem,
  value,
  wrongValue,
} from './dynamodb-values.ts';
import type { Request } from './engine.ts';

const pool = fc.record({
  ':0': mostly(value, wrongValue, 60),
  ':1': value,
  ':2': numeral.map((N) => ({ N })),
  ':3': set,
  ':4': fc.array(value, { maxLength: 2 }).map((L) => ({ L })),
  ':S': fc.constant({ S: 'S' }),
  ':L': fc.constant({ S: 'L' }),
  ':p': fc.constant({ S: 'p' }),
  ':r': fc.constant({ S: 'r' }),
});
const names: Request = { '#r': 'name', '#k': 'x' };

/** The request with the names and values that its expressions use; seldom one more, or one less. */
function filled(expressions: Request, values: Request, twist: number): Request {
  const text = Object.values(expressions)
    .filter((one) => typeof one === 'string')
    .join(' ');
  const used = (all: Request) =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([name], index) => text.includes(name) !== (twist === index && name !== ':S'),
      ),
    );
  const given = { ExpressionAttributeNames: used(names), ExpressionAttributeValues: used(values) };
  return {
    ...expressions,
    ...Object.fromEntries(Object.entries(given).filter(([, all]) => Object.keys(all).length > 0)),
  };
}

const twist = mostly(fc.constant(-1), fc.nat(3), 20);
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

function request(fields: {
  readonly [name: string]: fc.Arbitrary<Json | undefined>;
}): fc.Arbitrary<Request> {
  return fc.tuple(fc.record(fields), pool, twist).map(([all, values, by]) => {
    const present: Record<string, Json> = {};
    for (const [name, member] of Object.entries(all)) {
      if (member !== undefined) present[name] = member;
    }
    return filled(present, values, by);
  });
}

const returned = (...all: string[]) => optional(fc.constantFrom(...all));

export const putItem = request({
  Item: item,
  ConditionExpression: optional(condition),
  ReturnValues: returned('NONE', 'ALL_OLD', 'ALL_NEW'),
}).map((one): Step => ['PutItem', one]);
export const deleteItem = request({
  Key: anyKey,
  ConditionExpression: optional(condition),
  ReturnValues: returned('NONE', 'ALL_OLD'),
}).map((one): Step => ['DeleteItem', one]);
export const updateItem = request({
  Key: anyKey,
  UpdateExpression: update,
  ConditionExpression: fc.option(condition, { nil: undefined, freq: 1 }),
  ReturnValues: fc.constantFrom('NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'),
}).map((one): Step => ['UpdateItem', one]);
export const getItem = request({
  Key: anyKey,
  ProjectionExpression: optional(projection),
}).map((one): Step => ['GetItem', one]);

const pages = {
  Limit: optional(mostly(fc.integer({ min: 1, max: 4 }), fc.constant(0))),
  FilterExpression: optional(condition),
  ProjectionExpression: optional(projection),
  Select: returned('COUNT', 'ALL_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES'),
};
export const scan = request({ ...pages, Limit: fc.constant(undefined) }).map((one): Step => [
  'Scan',
  one,
]);
export const query = request({
  KeyConditionExpression: keyCondition,
  ScanIndexForward: optional(fc.boolean()),
  ...pages,
}).map((one): Step => ['Query', one]);
/** Items that are alike to an index have no order there: what is asked of one has no limit. */
export const indexQuery = request({
  IndexName: mostly(fc.constantFrom('by-g', 'by-w'), fc.constant('none')),
  KeyConditionExpression: fc.constantFrom(
    'g = :r',
    'pk = :p',
    'g = :r AND w > :2',
    'pk = :p AND w = :2',
  ),
  ...pages,
  Limit: fc.constant(undefined),
}).map((one): Step => ['Query', one]);

const TableName = 'TABLE';
export const batchWrite = fc
  .uniqueArray(
    fc.oneof(
      item.map((Item) => ({ PutRequest: { Item } })),
      anyKey.map((Key) => ({ DeleteRequest: { Key } })),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((all): Step => ['BatchWriteItem', { RequestItems: { [TableName]: all } }]);
export const batchGet = fc
  .tuple(fc.array(anyKey, { minLength: 1, maxLength: 4 }), optional(projection))
  .map(([Keys, expression]): Step => {
    const shown = expression === undefined ? {} : { ProjectionExpression: expression };
    const table = { Keys, ...filled(shown, {}, -1) };
    return ['BatchGetItem', { RequestItems: { [TableName]: table } }];
  });

export const anyRequest = fc.oneof(
  { weight: 2, arbitrary: putItem },
  { weight: 1, arbitrary: deleteItem },
  { weight: 4, arbitrary: updateItem },
  { weight: 1, arbitrary: getItem },
  { weight: 1, arbitrary: scan },
  { weight: 1, arbitrary: query },
  { weight: 1, arbitrary: indexQuery },
  { weight: 1, arbitrary: batchWrite },
  { weight: 1, arbitrary: batchGet },
);

export const put = (Item: Request): Step => ['PutItem', { Item }];

export const soundItems = fc.uniqueArray(soundItem, {
  minLength: 1,
  maxLength: 9,
  selector: ({ pk, sk }) => JSON.stringify([pk, sk]),
});

/** A read of all pages, in an order. */
export const pagedRead = fc
  .record({
    Limit: fc.integer({ min: 1, max: 4 }),
    ScanIndexForward: fc.boolean(),
    FilterExpression: fc.constantFrom('w <> :2', 'w < :2', 'NOT w = :2'),
  })
  .map((read): Request => ({ ...read, ExpressionAttributeValues: { ':2': { N: '2' } } }));
