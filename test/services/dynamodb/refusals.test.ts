/** Requests that DynamoDB refuses, in its words. Sources: AWS's developer guide and public captures of 2026. */
import { describe, expect, it } from 'vitest';
import {
  converse,
  invalid,
  N,
  plain,
  S,
  things,
  worldWith,
  wrapped,
  type Request,
} from './conversation.ts';

const Key = { pk: S('a') };
const wrong = 'One or more parameter values were invalid: ';

const update = (UpdateExpression: string, more: Request = {}): Request => ({
  TableName: 'plain',
  Key,
  UpdateExpression,
  ...more,
});
const values = (...given: Request[]): Request => ({
  ExpressionAttributeValues: Object.fromEntries(given.map((value, at) => [`:${at}`, value])),
});
const put = (Item: Request, more: Request = {}): Request => ({ TableName: 'plain', Item, ...more });

const overlap = (a: string, b: string, how = 'overlap') =>
  `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: [${a}], path two: [${b}]`;

describe('an update expression is refused', () => {
  it.each<readonly [string, Request, string]>([
    ['', {}, 'The expression can not be empty;'],
    ['SOT a = :0', values(N(1)), 'Syntax error; token: "SOT", near: "SOT a"'],
    ['SET _a = :0', values(N(1)), 'Syntax error; token: "_", near: "SET _a"'],
    ['SET a$b = :0', values(N(1)), 'Syntax error; token: "$", near: "a$b"'],
    ['SET a = :0 + :0 + :0', values(N(1)), 'Syntax error; token: "+", near: ":0 + :0"'],
    ['SET a =', {}, 'Syntax error; token: "<EOF>", near: "="'],
    ['SET name = :0', values(N(1)), 'Attribute name is a reserved keyword; reserved keyword: name'],
    [
      'SET a = :1',
      values(N(1)),
      'An expression attribute value used in expression is not defined; attribute value: :1',
    ],
    [
      'SET #a = :0',
      values(N(1)),
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'SET a = :0 SET b = :0',
      values(N(1)),
      'The "SET" section can only be used once in an update expression;',
    ],
    ['SET a = :0 REMOVE a', values(N(1)), overlap('a', 'a')],
    ['SET a.b = :0, a.b.c = :0', values(N(1)), overlap('a, b', 'a, b, c')],
    ['SET a[1] = :0, a.b = :0', values(N(1)), overlap('a, [1]', 'a, b', 'conflict')],
    ['SET a = nope(:0)', values(N(1)), 'Invalid function name; function: nope'],
    [
      'SET a = list_append(b, :0)',
      values(N(1)),
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
    ],
    [
      'SET a = :0 + b',
      values(S('x')),
      'Incorrect operand type for operator or function; operator or function: +, operand type: S',
    ],
    [
      'SET a = if_not_exists(:0, :0)',
      values(N(1)),
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'SET a = list_append(b)',
      {},
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1',
    ],
    [
      'ADD a :0',
      values(S('x')),
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    ],
    [
      'DELETE a :0',
      values(N(1)),
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
    ],
    [`REMOVE ${'a'.repeat(4090)}`, {}, 'Expression size has exceeded the maximum allowed size;'],
  ])('%s', async (expression, more, message) => {
    const world = await worldWith(plain);
    const expected = wrapped(`Invalid UpdateExpression: ${message}`);
    await converse(world, [['UpdateItem', update(expression, more), expected]]);
  });
});

describe('a condition expression is refused', () => {
  it.each<readonly [string, Request, string]>([
    ['a = = b', {}, 'Syntax error; token: "=", near: "= = b"'],
    ['a', {}, 'Syntax error; token: "<EOF>", near: "a"'],
    ['a IN ()', {}, 'Syntax error; token: ")", near: "()"'],
    ['((a = b))', {}, 'The expression has redundant parentheses;'],
    [
      'size(a)',
      {},
      'The function is not allowed to be used this way in an expression; function: size',
    ],
    [
      'a = contains(b, c)',
      {},
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'contains(a, a)',
      {},
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]',
    ],
    [
      'attribute_exists(:0)',
      values(S('x')),
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_type(a, :0)',
      values(S('X')),
      'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'begins_with(a, :0)',
      values(N(1)),
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'a < :0',
      values({ BOOL: true }),
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      'a BETWEEN :0 AND :1',
      values(N(2), N(1)),
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
    ['Attribute_exists(a)', {}, 'Invalid function name; function: Attribute_exists'],
  ])('%s', async (ConditionExpression, more, message) => {
    const world = await worldWith(plain);
    const request = put({ pk: S('a') }, { ConditionExpression, ...more });
    await converse(world, [
      ['PutItem', request, wrapped(`Invalid ConditionExpression: ${message}`)],
    ]);
  });
});

describe('an item is refused', () => {
  const nested = (depth: number): Request =>
    depth === 0 ? S('x') : { M: { n: nested(depth - 1) } };

  it.each<readonly [string, Request, object]>([
    ['without its key', { a: S('x') }, invalid(`${wrong}Missing the key pk in the item`)],
    [
      'with a key of another type',
      { pk: N(1) },
      invalid(`${wrong}Type mismatch for key pk expected: S actual: N`),
    ],
    [
      'with an empty key',
      { pk: S('') },
      invalid(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
      ),
    ],
    [
      'with a key of 2049 bytes',
      { pk: S('x'.repeat(2049)) },
      invalid(`${wrong}Size of hashkey has exceeded the maximum size limit of2048 bytes`),
    ],
    [
      'with an empty set',
      { pk: S('a'), s: { SS: [] } },
      wrapped(`${wrong}An string set  may not be empty`),
    ],
    [
      'with an empty set of numbers',
      { pk: S('a'), s: { NS: [] } },
      wrapped(`${wrong}An number set  may not be empty`),
    ],
    [
      'with an empty set of bytes',
      { pk: S('a'), s: { BS: [] } },
      wrapped(`${wrong}Binary sets should not be empty`),
    ],
    [
      'with a member twice',
      { pk: S('a'), s: { SS: ['b', 'a', 'b'] } },
      wrapped(`${wrong}Input collection ["a", "b", "b"] contains duplicates.`),
    ],
    [
      'with a number twice',
      { pk: S('a'), s: { NS: ['1', '1.0'] } },
      wrapped(`${wrong}Input collection contains duplicates.`),
    ],
    [
      'with a null that is false',
      { pk: S('a'), s: { NULL: false } },
      wrapped(`${wrong}Null attribute value types must have the value of true`),
    ],
    [
      'with no number',
      { pk: S('a'), n: N('1.2.3') },
      wrapped('The parameter cannot be converted to a numeric value: 1.2.3'),
    ],
    [
      'with a space in a number',
      { pk: S('a'), n: N(' 1') },
      wrapped('The parameter cannot be converted to a numeric value:  1'),
    ],
    [
      'with 39 digits',
      { pk: S('a'), n: N('1'.repeat(39)) },
      wrapped('Attempting to store more than 38 significant digits in a Number'),
    ],
    [
      'with a number too large',
      { pk: S('a'), n: N('1e126') },
      wrapped(
        'Number overflow. Attempting to store a number with magnitude larger than supported range',
      ),
    ],
    [
      'with a number too small',
      { pk: S('a'), n: N('1e-131') },
      wrapped(
        'Number underflow. Attempting to store a number with magnitude smaller than supported range',
      ),
    ],
    [
      'nested 33 levels',
      { pk: S('a'), d: nested(32) },
      invalid(
        'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
      ),
    ],
    [
      'of 409601 bytes',
      { pk: S('a'), d: S('x'.repeat(409_601 - 4)) },
      invalid('Item size has exceeded the maximum allowed size'),
    ],
  ])('%s', async (_what, item, expected) => {
    const world = await worldWith(plain);
    await converse(world, [['PutItem', put(item), expected]]);
  });

  it.each<readonly [string, Request]>([
    ['a key of 2048 bytes', { pk: S('x'.repeat(2048)) }],
    ['38 digits', { pk: S('a'), n: N('1'.repeat(38)) }],
    ['the largest and the smallest magnitude', { pk: S('a'), n: N('9e125'), m: N('1e-130') }],
    ['32 levels', { pk: S('a'), d: nested(31) }],
    ['409600 bytes', { pk: S('a'), d: S('x'.repeat(409_600 - 4)) }],
    ['an empty member of a set', { pk: S('a'), s: { SS: [''] } }],
  ])('but not with %s', async (_what, item) => {
    const world = await worldWith(plain);
    await converse(world, [['PutItem', put(item), {}]]);
  });
});

it('an update may bring an item to 409600 bytes, and no further', async () => {
  const world = await worldWith(plain);
  const set = (length: number): Request => ({
    TableName: 'plain',
    Key: { pk: S('a') },
    UpdateExpression: 'SET d = :d',
    ExpressionAttributeValues: { ':d': S('x'.repeat(length)) },
  });
  await converse(world, [
    ['UpdateItem', set(409_600 - 4), {}],
    [
      'UpdateItem',
      set(409_601 - 4),
      invalid('Item size to update has exceeded the maximum allowed size'),
    ],
  ]);
});

const query = (KeyConditionExpression: string, more: Request = {}): Request => ({
  TableName: 'things',
  KeyConditionExpression,
  ...more,
});

describe('a query is refused', () => {
  it.each<readonly [Request, string]>([
    [
      { TableName: 'things' },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [query('n = :0', values(N(1))), 'Query condition missed key schema element: id'],
    [query('size_of = :0', values(N(1))), 'Query condition missed key schema element: id'],
    [
      query('id = :0 AND size_of = :0', values(S('a'))),
      'Query condition missed key schema element: n',
    ],
    [query('id > :0', values(S('a'))), 'Query key condition not supported'],
    [query('id = :0', values(N(1))), `${wrong}Condition parameter type does not match schema type`],
    [
      query('id = :0 OR n = :1', values(S('a'), N(1))),
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      query('id = :0 AND attribute_exists(n)', values(S('a'))),
      'Invalid operator used in KeyConditionExpression: attribute_exists',
    ],
    [
      query('id = :0 AND n > :1 AND n < :1', values(S('a'), N(1))),
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      query('id = :0 AND n.x = :1', values(S('a'), N(1))),
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      query('id = :0 AND n > :1 AND x = :1', values(S('a'), N(1))),
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [
      query('id = :0', { ...values(S('a')), FilterExpression: 'n = :0' }),
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: n',
    ],
    [
      query('id = :0', { ...values(S('a')), Select: 'SPECIFIC_ATTRIBUTES' }),
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
    [
      query('id = :0', { ...values(S('a')), Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'x' }),
      'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
    ],
    [
      query('id = :0', { ...values(S('a')), Select: 'ALL_PROJECTED_ATTRIBUTES' }),
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      query('id = :0', { ...values(S('a')), Select: 'SOME' }),
      "1 validation error detected: Value 'SOME' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    ],
    [
      query('id = :0', { ...values(S('a')), Limit: 0 }),
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      query('id = :0', { ...values(S('a')), IndexName: 'none' }),
      'The table does not have the specified index: none',
    ],
    [
      query('color = :0', { ...values(S('a')), IndexName: 'by-color', ConsistentRead: true }),
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      query('color = :0', { ...values(S('a')), IndexName: 'by-color', Select: 'ALL_ATTRIBUTES' }),
      `${wrong}Select type ALL_ATTRIBUTES is not supported for global secondary index by-color because its projection type is not ALL`,
    ],
    [
      query('color = :0', {
        ...values(S('a')),
        IndexName: 'by-color',
        ProjectionExpression: 'hidden_one',
      }),
      `${wrong}Global secondary index by-color does not project [hidden_one]`,
    ],
    [
      query('id = :0', { ...values(S('a'), S('b')) }),
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:1}',
    ],
    [
      query('id = :0', { ...values(S('a')), ProjectionExpression: 'a, a' }),
      `Invalid ProjectionExpression: ${overlap('a', 'a')}`,
    ],
    [
      query('id = :0', { ...values(S('a')), ExclusiveStartKey: { id: S('b'), n: N(1) } }),
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      query('id = :0', { ...values(S('a')), ExclusiveStartKey: { id: S('a') } }),
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
  ])('%j', async (request, message) => {
    const world = await worldWith(things);
    await converse(world, [['Query', request, invalid(message)]]);
  });
});

it('what is wrong with members is told together', async () => {
  const world = await worldWith(plain);
  const { value } = await world.call('dynamodb', 'UpdateItem', {
    TableName: '',
    ReturnConsumedCapacity: 'X',
    ReturnValues: 'Y',
  });
  expect(value).toEqual(
    invalid(
      "4 validation errors detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'Y' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; Value null at 'key' failed to satisfy constraint: Member must not be null",
    ),
  );
});

it.each<readonly [string, Request, object]>([
  [
    'PutItem',
    put({ pk: S('a') }, values(S('x'))),
    wrapped(
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ),
  ],
  [
    'UpdateItem',
    { TableName: 'plain', Key: { pk: S('a') }, ...values(S('x')) },
    wrapped(
      'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
    ),
  ],
  [
    'PutItem',
    put({ pk: S('a') }, { ReturnValues: 'ALL_NEW' }),
    wrapped('ReturnValues can only be ALL_OLD or NONE'),
  ],
  [
    'PutItem',
    put(
      { pk: S('a') },
      { ConditionExpression: 'attribute_exists(a)', Expected: { a: { Exists: false } } },
    ),
    wrapped(
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ),
  ],
  [
    'UpdateItem',
    update('SET #a = :0', { ...values(N(1)), ExpressionAttributeNames: { '#a': 'a', '#b': 'b' } }),
    wrapped('Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}'),
  ],
  [
    'UpdateItem',
    update('SET a = :0', { ...values(N(1)), ExpressionAttributeNames: {} }),
    wrapped('ExpressionAttributeNames must not be empty'),
  ],
  [
    'UpdateItem',
    update('SET a = :0', { ExpressionAttributeValues: { x: N(1) } }),
    wrapped('ExpressionAttributeValues contains invalid key: Syntax error; key: "x"'),
  ],
  [
    'UpdateItem',
    update('SET pk = :0', values(S('x'))),
    invalid(`${wrong}Cannot update attribute pk. This attribute is part of the key`),
  ],
  [
    'UpdateItem',
    update('SET a = missing_one'),
    invalid('The provided expression refers to an attribute that does not exist in the item'),
  ],
  [
    'UpdateItem',
    update('SET a.b = :0', values(N(1))),
    invalid('The document path provided in the update expression is invalid for update'),
  ],
  [
    'GetItem',
    { TableName: 'plain', Key: { pk: N(1) } },
    invalid('The provided key element does not match the schema'),
  ],
  [
    'GetItem',
    { TableName: 'plain', Key, ProjectionExpression: '!!!' },
    invalid('Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"'),
  ],
  [
    'GetItem',
    { TableName: 'absent', Key },
    { code: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'Scan',
    { TableName: 'plain', Segment: 5, TotalSegments: 5 },
    invalid(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
    ),
  ],
  [
    'Scan',
    { TableName: 'plain', Segment: 0 },
    invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ),
  ],
  [
    'BatchGetItem',
    { RequestItems: { plain: { Keys: [Key, Key] } } },
    invalid('Provided list of item keys contains duplicates'),
  ],
  [
    'BatchWriteItem',
    { RequestItems: { plain: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key } }] } },
    invalid('Provided list of item keys contains duplicates'),
  ],
  [
    'BatchWriteItem',
    { RequestItems: { plain: [{ PutRequest: { Item: { pk: N(1) } } }] } },
    invalid('The provided key element does not match the schema'),
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'plain', Item: Key } },
        { Delete: { TableName: 'plain', Key } },
      ],
    },
    invalid('Transaction request cannot include multiple operations on one item'),
  ],
  [
    'CreateTable',
    { ...plain },
    { code: 'ResourceInUseException', message: 'Table already exists: plain' },
  ],
  [
    'CreateTable',
    { ...plain, TableName: 'ab' },
    invalid('TableName must be at least 3 characters long and at most 255 characters long'),
  ],
  [
    'CreateTable',
    { ...plain, TableName: 'new', AttributeDefinitions: [] },
    invalid('Invalid KeySchema: Some index key attribute have no definition'),
  ],
  [
    'CreateTable',
    { ...plain, TableName: 'new', BillingMode: 'PROVISIONED' },
    invalid(
      `${wrong}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ),
  ],
  [
    'DescribeTable',
    { TableName: 'absent' },
    {
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: absent not found',
    },
  ],
])('%s %j', async (operation, request, expected) => {
  const world = await worldWith(plain);
  await converse(world, [[operation, request, expected]]);
});
