/** Refusals that dynalite recorded of DynamoDB: names of tables, empty writes, starting keys, conditions of old. */
import { describe, expect, it } from 'vitest';
import { invalid, N, plain, S, things, worldWith, type Request } from './conversation.ts';

const refused = async (operation: string, request: Request): Promise<unknown> => {
  const world = await worldWith(plain, things);
  return (await world.call('dynamodb', operation, request)).value;
};

const wrongLength = 'TableName must be at least 3 characters long and at most 255 characters long';
const unnamed = "The parameter 'TableName' is required but was not present in the request";
const constraint = (at: string, value: string, rule: string): string =>
  `1 validation error detected: Value ${value} at '${at}' failed to satisfy constraint: ${rule}`;
const notNull = 'Member must not be null';

describe('the name of a table', () => {
  const operations: readonly (readonly [string, Request])[] = [
    ['CreateTable', plain],
    ['UpdateTable', { DeletionProtectionEnabled: true }],
    ['DescribeTable', {}],
    ['DeleteTable', {}],
    ['DescribeTimeToLive', {}],
  ];

  it.each(operations)('%s asks for one', async (operation, { TableName: _, ...request }) => {
    expect(await refused(operation, request)).toEqual(invalid(unnamed));
  });

  it.each(operations)('%s wants one of 3 to 255 characters', async (operation, request) => {
    for (const TableName of ['', 'ab', 'a'.repeat(256)]) {
      const told = await refused(operation, { ...request, TableName });
      expect(told).toEqual(invalid(wrongLength));
    }
    for (const TableName of ['abc', 'a'.repeat(255)]) {
      const told = await refused(operation, { ...request, TableName });
      expect(told).not.toMatchObject({ code: 'ValidationException' });
    }
  });

  it.each(operations)('%s wants one of letters that names have', async (operation, request) => {
    expect(await refused(operation, { ...request, TableName: 'a b' })).toEqual(
      invalid(
        constraint(
          'tableName',
          "'a b'",
          'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
        ),
      ),
    );
  });
});

it('units of a table are told in the order of AWS', async () => {
  const request = { ...plain, TableName: 'other', ProvisionedThroughput: {} };
  const told = (name: string) =>
    `Value null at 'provisionedThroughput.${name}' failed to satisfy constraint: ${notNull}`;
  expect(await refused('CreateTable', request)).toEqual(
    invalid(
      `2 validation errors detected: ${told('writeCapacityUnits')}; ${told('readCapacityUnits')}`,
    ),
  );
});

describe('units of a table that is paid by request', () => {
  const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  const onDemand =
    'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST';
  const update = (more: Request) =>
    refused('UpdateTable', { TableName: 'plain', ProvisionedThroughput, ...more });

  it('are refused', async () => {
    expect(await update({})).toEqual(invalid(onDemand));
    expect(await update({ BillingMode: 'PAY_PER_REQUEST' })).toEqual(invalid(onDemand));
  });

  it('come with the other way to pay', async () => {
    expect(await update({ BillingMode: 'PROVISIONED' })).toMatchObject({
      TableDescription: { TableName: 'plain' },
    });
  });
});

describe('a write of a batch', () => {
  it.each<readonly [Request, string]>([
    [{ PutRequest: {} }, 'requestItems.plain.member.2.member.putRequest.item'],
    [{ DeleteRequest: {} }, 'requestItems.plain.member.2.member.deleteRequest.key'],
  ])('%j is refused', async (write, at) => {
    const RequestItems = { plain: [{ PutRequest: { Item: { pk: S('a') } } }, write] };
    expect(await refused('BatchWriteItem', { RequestItems })).toEqual(
      invalid(constraint(at, 'null', notNull)),
    );
  });
});

describe('a starting key', () => {
  const wrong = 'The provided starting key is invalid: ';
  it.each<readonly [Request, object]>([
    [
      { pk: {} },
      invalid(
        `${wrong}Supplied AttributeValue is empty, must contain exactly one of the supported datatypes`,
      ),
    ],
    [
      { pk: { N: 'x' } },
      invalid(`${wrong}The parameter cannot be converted to a numeric value: x`),
    ],
    [{ pk: 'x' }, { code: 'SerializationException', message: 'Unexpected value type in payload' }],
  ])('%j is refused', async (ExclusiveStartKey, expected) => {
    expect(await refused('Scan', { TableName: 'plain', ExclusiveStartKey })).toMatchObject(
      expected,
    );
  });
});

describe('the operator of a condition without an expression', () => {
  const operators =
    'Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]';
  const one = { ComparisonOperator: 'eq', AttributeValueList: [S('a')] };
  const KeyConditions = { pk: { ...one, ComparisonOperator: 'EQ' } };

  it.each<readonly [string, Request, string]>([
    ['PutItem', { Item: { pk: S('a') }, Expected: { a: one } }, 'expected.a'],
    ['Query', { KeyConditions: { pk: one } }, 'keyConditions.pk'],
    ['Query', { KeyConditions, QueryFilter: { b: one } }, 'queryFilter.b'],
    ['Scan', { ScanFilter: { c: one } }, 'scanFilter.c'],
  ])('of %s %j is told with its place', async (operation, request, place) => {
    const at = `${place}.member.comparisonOperator`;
    expect(await refused(operation, { TableName: 'plain', ...request })).toEqual(
      invalid(constraint(at, "'eq'", operators)),
    );
  });

  it('must be there', async () => {
    const request = { TableName: 'plain', ScanFilter: { a: { AttributeValueList: [N(1)] } } };
    expect(await refused('Scan', request)).toEqual(
      invalid(constraint('scanFilter.a.member.comparisonOperator', 'null', notNull)),
    );
  });
});

it('the action of an update without an expression is told once', async () => {
  const AttributeUpdates = { a: { Action: 'put', Value: S('x') } };
  expect(
    await refused('UpdateItem', { TableName: 'plain', Key: { pk: S('a') }, AttributeUpdates }),
  ).toEqual(
    invalid(
      constraint(
        'attributeUpdates.a.member.action',
        "'put'",
        'Member must satisfy enum value set: [ADD, DELETE, PUT]',
      ),
    ),
  );
});

it('a name of no characters does not define its word', async () => {
  const request = {
    TableName: 'plain',
    Key: { pk: S('a') },
    ProjectionExpression: '#a',
    ExpressionAttributeNames: { '#a': '' },
  };
  expect(await refused('GetItem', request)).toEqual(
    invalid(
      'Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #a',
    ),
  );
});
