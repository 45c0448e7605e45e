/** Requests of which one part has another type: DynamoDB and dynalite refuse them in the same words. */
import { isObject, type Json } from '@stepthrough/json';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TestWorld } from '../simulator/world.ts';
import { runs } from './compare.ts';
import { jsonEngine, listening, loaded, type Request } from './engine.ts';

const engine = await loaded(async () => {
  const { default: dynalite } = await import('dynalite');
  return jsonEngine(
    await listening(dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })),
    'DynamoDB_20120810',
  );
});

const TableName = 'table';
const Key: Request = { pk: { S: 'p' }, sk: { N: '1' } };
const Item: Request = {
  ...Key,
  a: { L: [{ S: 'x' }, { M: { b: { BOOL: true }, c: { NULL: true } } }] },
  d: { SS: ['x'] },
  e: { NS: ['1'] },
  f: { B: 'AAAA' },
  g: { BS: ['AAAA'] },
};
const AttributeValueList = [{ S: 'x' }];
const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const Projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] };
const index = { IndexName: 'index', KeySchema, Projection };
const expressions = {
  ExpressionAttributeNames: { '#a': 'a' },
  ExpressionAttributeValues: { ':a': { S: 'x' } },
};

const requests: readonly (readonly [operation: string, request: Request])[] = [
  [
    'CreateTable',
    {
      TableName,
      KeySchema,
      ProvisionedThroughput,
      BillingMode: 'PROVISIONED',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [{ ...index, ProvisionedThroughput }],
      LocalSecondaryIndexes: [index],
    },
  ],
  ['UpdateTable', { TableName, ProvisionedThroughput }],
  ['DescribeTable', { TableName }],
  ['ListTables', { Limit: 1, ExclusiveStartTableName: TableName }],
  ['PutItem', { TableName, Item, ReturnValues: 'NONE', Expected: { a: { Exists: false } } }],
  ['PutItem', { TableName, Item, ConditionExpression: '#a = :a', ...expressions }],
  ['GetItem', { TableName, Key, ConsistentRead: true, AttributesToGet: ['a'] }],
  [
    'DeleteItem',
    { TableName, Key, Expected: { a: { ComparisonOperator: 'EQ', AttributeValueList } } },
  ],
  ['UpdateItem', { TableName, Key, AttributeUpdates: { a: { Action: 'PUT', Value: { S: 'x' } } } }],
  ['UpdateItem', { TableName, Key, UpdateExpression: 'SET #a = :a', ...expressions }],
  [
    'Query',
    {
      ...{ TableName, Limit: 1, ScanIndexForward: true, Select: 'COUNT' },
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList } },
    },
  ],
  ['Scan', { TableName, Segment: 0, TotalSegments: 1, ExclusiveStartKey: Key }],
  ['BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key], ConsistentRead: true } } }],
  [
    'BatchWriteItem',
    { RequestItems: { [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key } }] } },
  ],
];

const others: readonly Json[] = ['x', '', 7, 1.5, true, false, [], ['x'], {}];

/** Each way to put another value in place of one part. */
function variants(value: Json): readonly Json[] {
  const own = others.filter(
    (one) => typeof one !== typeof value || isObject(one) !== isObject(value),
  );
  if (Array.isArray(value)) {
    return [
      ...own,
      ...value.flatMap((one: Json, at) => variants(one).map((other) => value.with(at, other))),
    ];
  }
  if (!isObject(value)) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, inner]) =>
      variants(inner).map((other) => ({ ...value, [name]: other })),
    ),
  ];
}

const all = requests.flatMap(([operation, request]) =>
  variants(request).flatMap((varied) => (isObject(varied) ? [[operation, varied] as const] : [])),
);

if ('reason' in engine) {
  it.skip(`dynalite cannot be loaded here: ${engine.reason}`);
} else {
  const { ask, close } = engine.made;
  afterAll(close);

  describe('DynamoDB and dynalite', () => {
    it('refuse a part of another type in the same words', async () => {
      const world = new TestWorld();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...all), async ([operation, request]) => {
          const theirs = await ask(operation, request);
          const ours = await world.call('dynamodb', operation, request);
          const isOfType = [ours, theirs].every(
            ({ value }) => !isObject(value) || value['code'] !== 'SerializationException',
          );
          if (!isOfType) expect(ours, `${operation} ${JSON.stringify(request)}`).toEqual(theirs);
        }),
        runs(400),
      );
    });
  });
}
