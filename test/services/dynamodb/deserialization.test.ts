/** Requests whose members are of another type, in the words of DynamoDB's deserializer. Source: dynalite, which recorded them. */
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import { converse, plain, worldWith } from './conversation.ts';

const structureInstead = 'Start of structure or map found where not expected';
const member = 'Unexpected field type';
const element = 'Unexpected value type in payload';
const parameterized =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";
const list = (name: string): string =>
  `Unrecognized collection type class com.amazonaws.dynamodb.v20120810.${name}`;
const value = 'com.amazonaws.dynamodb.v20120810.AttributeValue';

describe('a request of which a part has another type', () => {
  it.each<readonly [string, { readonly [name: string]: Json }, string]>([
    // Texts.
    ['GetItem', { TableName: 7 }, 'NUMBER_VALUE cannot be converted to String'],
    ['GetItem', { TableName: 1.5 }, 'DECIMAL_VALUE cannot be converted to String'],
    ['GetItem', { TableName: true }, 'TRUE_VALUE cannot be converted to String'],
    ['GetItem', { TableName: false }, 'FALSE_VALUE cannot be converted to String'],
    ['GetItem', { TableName: {} }, structureInstead],
    ['GetItem', { TableName: [] }, 'Unrecognized collection type class java.lang.String'],
    // Truth values.
    ['GetItem', { ConsistentRead: 1 }, 'NUMBER_VALUE cannot be converted to Boolean'],
    ['GetItem', { ConsistentRead: 0.5 }, 'DECIMAL_VALUE cannot be converted to Boolean'],
    ['GetItem', { ConsistentRead: 'maybe' }, 'Unexpected token received from parser'],
    ['GetItem', { ConsistentRead: {} }, structureInstead],
    ['GetItem', { ConsistentRead: [] }, 'Unrecognized collection type class java.lang.Boolean'],
    // Numbers.
    ['Query', { Limit: '1' }, 'STRING_VALUE cannot be converted to Integer'],
    ['Query', { Limit: true }, 'TRUE_VALUE cannot be converted to Integer'],
    ['Query', { Limit: {} }, structureInstead],
    ['Query', { Limit: [] }, 'Unrecognized collection type class java.lang.Integer'],
    [
      'CreateTable',
      { ProvisionedThroughput: { ReadCapacityUnits: 'x' } },
      'STRING_VALUE cannot be converted to Long',
    ],
    // Bytes.
    ['PutItem', { Item: { a: { B: 7 } } }, 'only base-64-encoded strings are convertible to bytes'],
    ...[1, 2, 3, 5].map(
      (count) =>
        [
          'PutItem',
          { Item: { a: { B: 'A'.repeat(count) } } },
          `Base64 encoded length is expected a multiple of 4 bytes but found: ${count}`,
        ] as const,
    ),
    ['PutItem', { Item: { a: { B: 'AA!A' } } }, 'Invalid last non-pad Base64 character dectected'],
    ['PutItem', { Item: { a: { B: {} } } }, structureInstead],
    [
      'PutItem',
      { Item: { a: { BS: [[]] } } },
      'Unrecognized collection type class java.nio.ByteBuffer',
    ],
    // Lists.
    ['GetItem', { AttributesToGet: 'a' }, member],
    ['GetItem', { AttributesToGet: {} }, structureInstead],
    ['GetItem', { AttributesToGet: [7] }, 'NUMBER_VALUE cannot be converted to String'],
    // Maps.
    ['PutItem', { Item: 'x' }, member],
    [
      'PutItem',
      { Item: [] },
      `Unrecognized collection type java.util.Map<java.lang.String, ${value}>`,
    ],
    [
      'GetItem',
      { ExpressionAttributeNames: [] },
      'Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>',
    ],
    ['PutItem', { Item: { a: 'x' } }, element],
    ['PutItem', { Item: { a: [] } }, list('AttributeValue')],
    ['PutItem', { Item: { a: { L: ['x'] } } }, element],
    ['PutItem', { Item: { a: { L: [[]] } } }, list('AttributeValue')],
    [
      'PutItem',
      { Item: { a: { M: { b: { S: 7 } } } } },
      'NUMBER_VALUE cannot be converted to String',
    ],
    ['PutItem', { Expected: { a: 'x' } }, element],
    ['PutItem', { Expected: { a: { Exists: 7 } } }, 'NUMBER_VALUE cannot be converted to Boolean'],
    ['Query', { KeyConditions: { a: [] } }, list('Condition')],
    ['UpdateItem', { AttributeUpdates: { a: { Value: 'x' } } }, member],
    // Structures.
    ['CreateTable', { KeySchema: ['x'] }, element],
    ['CreateTable', { KeySchema: [[]] }, list('KeySchemaElement')],
    ['CreateTable', { ProvisionedThroughput: 'x' }, member],
    ['CreateTable', { ProvisionedThroughput: [] }, list('ProvisionedThroughput')],
    // Lists in maps, maps in lists.
    ['BatchGetItem', { RequestItems: { t: 'x' } }, element],
    ['BatchGetItem', { RequestItems: { t: { Keys: ['x'] } } }, parameterized],
    ['BatchGetItem', { RequestItems: { t: { Keys: [{ a: 'x' }] } } }, element],
    ['BatchWriteItem', { RequestItems: { t: 'x' } }, parameterized],
    ['BatchWriteItem', { RequestItems: { t: {} } }, structureInstead],
    [
      'BatchWriteItem',
      { RequestItems: [] },
      'Unrecognized collection type java.util.Map<java.lang.String, java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>',
    ],
    ['BatchWriteItem', { RequestItems: { t: [{ PutRequest: 'x' }] } }, member],
    ['TransactGetItems', { TransactItems: ['x'] }, element],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { Item: [] } }] },
      `Unrecognized collection type java.util.Map<java.lang.String, ${value}>`,
    ],
  ])('%s %j', async (operation, request, message) => {
    const refused = await new TestWorld().call('dynamodb', operation, request);
    expect(refused).toEqual({
      ok: false,
      value: { code: 'SerializationException', message, status: 400 },
    });
  });

  it('is told before what is wrong by its value, the first one first', async () => {
    const request = { TableName: 'x', Item: { a: 'x' }, ReturnValues: 7 };
    const { value: first } = await new TestWorld().call('dynamodb', 'PutItem', request);
    expect(first).toMatchObject({ message: element });
  });
});

describe('what is taken for another type', () => {
  const Item = { pk: { S: 'a' } };
  const asked = (operation: string, request: { readonly [name: string]: Json }, expected: object) =>
    worldWith(plain).then((world) =>
      converse(world, [
        ['PutItem', { TableName: 'plain', Item }, {}],
        [operation, { TableName: 'plain', ...request }, expected],
      ]),
    );

  it.each(['true', 'TRUE', 'yes', '1', 'false', 'No', '0'])(
    'the text %s is a truth value',
    (ConsistentRead) => asked('GetItem', { Key: Item, ConsistentRead }, { Item }),
  );

  it('a fraction is the whole number below it', () =>
    asked('Scan', { Limit: 0.9 }, { code: 'ValidationException' }));

  it('null is left out, and so is what DynamoDB does not know', () =>
    asked('GetItem', { Key: { pk: { S: 'a', Z: 7, N: null } }, Limit: null, Other: 7 }, { Item }));
});
