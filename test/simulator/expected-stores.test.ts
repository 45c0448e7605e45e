/** What a scenario expects of tables and buckets at the end. */
import { describe, expect, it } from 'vitest';
import { failuresIn } from './tested.ts';

const idle = { StartAt: 'Rest', States: { Rest: { Type: 'Succeed' } } };

const around = `
resources:
  tables:
    orders:
      key: [id, line]
      items:
        - { id: { S: o-1 }, line: { N: '1' }, total: { N: '12.5' }, state: { S: PAID } }
        - { id: { S: o-1 }, line: { N: '2' }, total: { N: '3' }, tags: { SS: [a, b] } }
        - { id: { S: o-2 }, line: { N: '1' }, total: { N: '7' }, state: { S: OPEN } }
    empty: { key: [id] }
  buckets:
    files: { out/a.json: { n: 1, list: [x] }, out/b.txt: hello, number.txt: '5', empty.txt: '' }
    none: {}
input: {}
expect:
`;

const failures = async (expected: string): Promise<readonly string[]> => {
  const { input = [] } = await failuresIn(`${around}${expected}`, idle);
  return input.map((failure) => failure.replace(/^\d+ /, ''));
};

const all =
  '{"id":{"S":"o-1"},"line":{"N":"1"},"total":{"N":"12.5"},"state":{"S":"PAID"}}, ' +
  '{"id":{"S":"o-1"},"line":{"N":"2"},"total":{"N":"3"},"tags":{"SS":["a","b"]}}, ' +
  '{"id":{"S":"o-2"},"line":{"N":"1"},"total":{"N":"7"},"state":{"S":"OPEN"}}';

describe('of a table', () => {
  it.each([
    '{ count: 3 }',
    '{ count: { atLeast: 1, lessThan: 4 } }',
    '{ items: [{ key: { id: { S: o-1 } }, count: 2 }] }',
    '{ items: [{ key: { id: { S: o-1 }, line: { N: "1.0" } }, item: { state: { S: [PAID] } }, count: 1 }] }',
    '{ items: [{ item: { total: { N: ["12.5"] } } }] }',
    '{ items: [{ item: { total: { N: [{ numeric: [">", 5] }] } }, count: 2 }] }',
    '{ items: [{ item: { state: { S: [{ exists: false }] } }, count: 1 }] }',
    '{ items: [{ key: { id: { S: o-9 } }, count: 0 }] }',
    '{ items: [{ itemEquals: { tags: { SS: [b, a] }, line: { N: "2" }, id: { S: o-1 }, total: { N: "3.0" } } }] }',
    '{ items: [{ itemEquals: { id: { S: o-1 }, line: { N: "2" } }, count: 0 }] }',
  ])('%s holds', async (expected) => {
    expect(await failures(`  tables: { orders: ${expected} }`)).toEqual([]);
  });

  it.each<[expected: string, failure: string]>([
    ['{ count: 2 }', `items in orders: expected 2, was 3. Found: ${all}.`],
    [
      '{ items: [{ key: { id: { S: o-9 } } }] }',
      `items in orders with the key {"id":{"S":"o-9"}}: expected at least 1, was 0. Found: ${all}.`,
    ],
    [
      '{ items: [{ key: { id: { S: o-2 } }, item: { state: { S: [PAID] } } }] }',
      'items in orders with the key {"id":{"S":"o-2"}} that fit {"state":{"S":["PAID"]}}: expected at least 1, was 0. ' +
        'Found: {"id":{"S":"o-2"},"line":{"N":"1"},"total":{"N":"7"},"state":{"S":"OPEN"}}.',
    ],
    [
      '{ items: [{ item: { state: { S: [OPEN] } }, count: 0 }] }',
      'items in orders that fit {"state":{"S":["OPEN"]}}: expected 0, was 1. ' +
        'Found: {"id":{"S":"o-2"},"line":{"N":"1"},"total":{"N":"7"},"state":{"S":"OPEN"}}.',
    ],
    [
      '{ items: [{ key: { id: { S: o-1 }, line: { N: "1" } }, itemEquals: { id: { S: o-1 }, line: { N: "1" } } }] }',
      'items in orders with the key {"id":{"S":"o-1"},"line":{"N":"1"}} that are {"id":{"S":"o-1"},"line":{"N":"1"}}: expected at least 1, was 0. ' +
        'Found: {"id":{"S":"o-1"},"line":{"N":"1"},"total":{"N":"12.5"},"state":{"S":"PAID"}}.',
    ],
    [
      '{ items: [{ key: { state: { S: PAID } } }] }',
      '"state" is not part of the key of orders, which is id, line.',
    ],
    [
      '{ items: [{ key: { id: o-1 } }] }',
      expect.stringContaining('This is not in DynamoDB JSON: '),
    ],
    [
      '{ items: [{ itemEquals: { id: o-1 } }] }',
      expect.stringContaining('This is not in DynamoDB JSON: '),
    ],
  ])('%s fails', async (expected, failure) => {
    expect(await failures(`  tables: { orders: ${expected} }`)).toEqual([failure]);
  });

  it('nothing is found in an empty one, and no other in place of one that is not there', async () => {
    expect(await failures('  tables: { empty: { count: 1 }, order: { count: 0 } }')).toEqual([
      'items in empty: expected 1, was 0. Found: no item.',
      'There is no table "order"; there is empty, orders.',
    ]);
  });
});

describe('of a bucket', () => {
  it.each([
    '{ count: 4 }',
    '{ keys: [out/b.txt, number.txt, out/a.json, empty.txt] }',
    '{ objects: [{ key: out/a.json, body: { n: [1], list: [x] } }] }',
    '{ objects: [{ key: out/b.txt, body: hello, count: 1 }] }',
    '{ objects: [{ key: number.txt, body: 5 }, { key: number.txt, body: "5" }] }',
    '{ objects: [{ key: empty.txt, body: "" }] }',
    '{ objects: [{ prefix: out/, count: 2 }, { prefix: out/, body: { n: [{ exists: true }] }, count: 1 }] }',
    '{ objects: [{ key: out, count: 0 }, { count: 4 }] }',
  ])('%s holds', async (expected) => {
    expect(await failures(`  buckets: { files: ${expected} }`)).toEqual([]);
  });

  const keys = 'Found: "empty.txt", "number.txt", "out/a.json", "out/b.txt".';
  it.each<[expected: string, failure: string]>([
    ['{ count: { lessThan: 4 } }', `objects in files: expected less than 4, was 4. ${keys}`],
    [
      '{ keys: [out/a.json, out/b.txt, number.txt] }',
      `keys in files: expected out/a.json, out/b.txt, number.txt. ${keys}`,
    ],
    ['{ keys: [] }', `keys in files: expected none. ${keys}`],
    [
      '{ objects: [{ key: out/c }] }',
      `objects in files with the key "out/c": expected at least 1, was 0. ${keys}`,
    ],
    [
      '{ objects: [{ key: out/a.json, body: { n: [2] } }] }',
      'objects in files with the key "out/a.json" that fit {"n":[2]}: expected at least 1, was 0. Found: "out/a.json" with {"n":1,"list":["x"]}.',
    ],
    [
      '{ objects: [{ prefix: out/, body: hello, count: 2 }] }',
      'objects in files whose keys begin with "out/" that fit "hello": expected 2, was 1. Found: "out/b.txt" with "hello".',
    ],
    [
      '{ objects: [{ key: out/b.txt, body: hell }] }',
      'objects in files with the key "out/b.txt" that fit "hell": expected at least 1, was 0. Found: "out/b.txt" with "hello".',
    ],
  ])('%s fails', async (expected, failure) => {
    expect(await failures(`  buckets: { files: ${expected} }`)).toEqual([failure]);
  });

  it('nothing is found in an empty one, and no other in place of one that is not there', async () => {
    expect(await failures('  buckets: { none: { count: 1 }, file: {} }')).toEqual([
      'objects in none: expected 1, was 0. Found: no object.',
      'There is no bucket "file"; there is files, none.',
    ]);
  });
});

describe('what a run has made', () => {
  const machine = {
    StartAt: 'Make',
    States: {
      Make: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:dynamodb:createTable',
        Parameters: {
          TableName: 'made',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
        ResultPath: null,
        Next: 'Put',
      },
      Put: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: { TableName: 'made', Item: { id: { 'S.$': '$.id' } } },
        End: true,
      },
    },
  };

  it('is expected without a declaration, and each start has its own', async () => {
    const scenario = `
starts:
  one: { input: { id: a }, expect: { tables: { made: { items: [{ key: { id: { S: a } } }] } } } }
  two:
    input: { id: b }
    expect:
      tables:
        made:
          items:
            - { key: { id: { S: b } } }
            - { key: { id: { S: a } } }
`;
    expect(await failuresIn(scenario, machine)).toEqual({
      one: [],
      two: [
        '11 items in made with the key {"id":{"S":"a"}}: expected at least 1, was 0. Found: {"id":{"S":"b"}}.',
      ],
    });
  });
});

it('of many, the first five are told', async () => {
  const items = [1, 2, 3, 4, 5, 6].map((n) => `{ id: { N: '${n}' } }`);
  const scenario = (count: number): string =>
    `resources: { tables: { t: { key: [id], items: [${items.slice(0, count).join(', ')}] } } }\n` +
    'input: {}\nexpect: { tables: { t: { count: 0 } } }';
  const five = [1, 2, 3, 4, 5].map((n) => `{"id":{"N":"${n}"}}`).join(', ');
  expect(await failuresIn(scenario(5), idle)).toEqual({
    input: [`3 items in t: expected 0, was 5. Found: ${five}.`],
  });
  expect(await failuresIn(scenario(6), idle)).toEqual({
    input: [`3 items in t: expected 0, was 6. Found: ${five} and 1 more.`],
  });
});
