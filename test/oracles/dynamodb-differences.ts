/** Where the simulated DynamoDB and dynalite differ; wordings stand in `dynamodb-form.ts`. */
import { isObject } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import { isSame, type Difference, type Met, type Step } from './compare.ts';
import type { Request } from './engine.ts';

const messageOf = ({ value }: Answer): string =>
  isObject(value) && typeof value['message'] === 'string' ? value['message'] : '';

/** Both refuse, and tell these, or ours tells the one and dynalite takes it. */
const tell =
  (ours: RegExp, theirs: RegExp | 'nothing') =>
  (met: Met): boolean =>
    ours.test(messageOf(met.ours)) &&
    (theirs === 'nothing' ? met.theirs.ok : theirs.test(messageOf(met.theirs)));

const Key = { pk: { S: 'p' }, sk: { N: '1' } };
const put = (more: Request): Step => ['PutItem', { Item: { ...Key, ...more } }];
const update = (UpdateExpression: string, more: Request = {}): Step => [
  'UpdateItem',
  { Key, UpdateExpression, ...more },
];
const values = (all: Request): Request => ({ ExpressionAttributeValues: all });

const notKnown = 'A request with two faults: nobody has told which of them AWS tells.';
const overlap = /^Invalid UpdateExpression: Two document paths (?:overlap|conflict)/;
const indexType = /^One or more parameter values were invalid: Type mismatch for Index Key/;
const duplicates = /^Provided list of item keys contains duplicates$/;

export const differences: readonly Difference[] = [
  {
    what: 'UPDATED_OLD of attributes that were not there',
    right: 'ours',
    source: 'A member that would be empty is left out, as dynalite leaves it out where all is old.',
    leavesOut: ({ ours, theirs }) =>
      isSame(ours.value, {}) && isSame(theirs.value, { Attributes: {} }),
    example: [
      put({}),
      update('SET a = :0', { ...values({ ':0': { N: '1' } }), ReturnValues: 'UPDATED_OLD' }),
    ],
  },
  {
    what: 'a sum of more than 38 digits',
    right: 'ours',
    source: "Scylla's tests of Alternator, which are run against DynamoDB: test_number.py",
    leavesOut: tell(/^Number overflow\./, 'nothing'),
    example: [put({ a: { N: '1e50' } }), update('SET a = a + :1', values({ ':1': { N: '1' } }))],
  },
  {
    what: 'a number with a sign before it',
    right: 'ours',
    source: "Scylla's tests of Alternator, which are run against DynamoDB: test_number.py",
    leavesOut: ({ ours, theirs }) =>
      ours.ok && messageOf(theirs).startsWith('The parameter cannot be converted'),
    example: [put({ a: { N: '+3' } })],
  },
  {
    what: 'an empty text as the key of an index',
    right: 'ours',
    source: 'Developer guide, attribute values: empty only where they are no key of table or index',
    leavesOut: tell(
      /^One or more parameter values are not valid\. A value .* index key/,
      'nothing',
    ),
    example: [put({ g: { S: '' } })],
  },
  {
    what: 'which of two indexes is told whose key has the wrong type',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(indexType, indexType),
    example: [put({ g: { S: 'r' }, w: { S: 'x' } })],
  },
  {
    what: 'which two of three paths are told that touch each other',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(overlap, overlap),
    example: [update('SET m[0].x = :0, m.x = :0, m[1] = :0', values({ ':0': { N: '1' } }))],
  },
  {
    what: 'an operand of the wrong type before one that is missing',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(/refers to an attribute that does not exist/, /has an incorrect data type$/),
    example: [put({ b: { S: 'x' } }), update('SET a = b + c')],
  },
  {
    what: 'a condition that is none for keys, beside a name that nothing uses',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(/KeyCondition/, /unused in expressions/),
    example: [
      [
        'Query',
        {
          KeyConditionExpression: 'pk = :p OR pk = :p',
          ExpressionAttributeNames: { '#r': 'name' },
          ...values({ ':p': { S: 'p' } }),
        },
      ],
    ],
  },
  {
    what: 'an item twice in a batch of writes, one of which has a wrong key of an index',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(duplicates, indexType),
    example: [
      [
        'BatchWriteItem',
        {
          RequestItems: {
            TABLE: [{ ...Key, w: { S: 'x' } }, Key].map((Item) => ({ PutRequest: { Item } })),
          },
        },
      ],
    ],
  },
  {
    what: 'a key twice in a batch of reads, beside one that is no key of the table',
    right: 'unknown',
    source: notKnown,
    leavesOut: tell(/key element does not match|for a key attribute cannot/, duplicates),
    example: [
      ['BatchGetItem', { RequestItems: { TABLE: { Keys: [Key, Key, { pk: { S: 'p' } }] } } }],
    ],
  },
];
