/** Filter policies: what SNS refuses, how much it allows, and which messages pass. */
import { describe, it } from 'vitest';
import {
  converse,
  create,
  invalid,
  publish,
  queueArn,
  receive,
  setAttribute,
  subscribe,
  type Step,
} from './conversation.ts';
import type { Json, JsonObject } from '@stepthrough/json';

const around = 'resources: { queues: { q: {} } }';
const one: Step[] = [
  create('t'),
  subscribe('t', 'sqs', queueArn('q'), { Attributes: { RawMessageDelivery: 'true' } }),
];
const filter = (policy: Json, expected: object = {}): Step =>
  setAttribute('FilterPolicy', JSON.stringify(policy), expected);
const ofBody = setAttribute('FilterPolicyScope', 'MessageBody');

describe('what is refused', () => {
  const mixed =
    'Inside anything but list, either all values are number or string, mixed type is not supported';
  it.each<[Json, string]>([
    [{}, 'Empty objects are not allowed'],
    ['a', 'Filter is not an object'],
    [{ a: [] }, 'Empty arrays are not allowed'],
    [{ a: 'b' }, '"a" must be an object or an array'],
    [{ a: [['b']] }, 'Match value must be String, number, true, false, or null'],
    [{ a: [{}] }, 'Match expression name not found'],
    [{ a: [{ like: 'b' }] }, 'Unrecognized match type like'],
    [{ a: [{ constructor: 'b' }] }, 'Unrecognized match type constructor'],
    [{ a: [{ prefix: 1 }] }, 'prefix match pattern must be a string'],
    [{ a: [{ suffix: ['b'] }] }, 'suffix match pattern must be a string'],
    [{ a: [{ 'equals-ignore-case': null }] }, 'equals-ignore-case match pattern must be a string'],
    [{ a: [{ prefix: 'b', suffix: 'c' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ exists: 'true' }] }, 'exists match pattern must be either true or false.'],
    [{ a: [{ exists: true, prefix: 'b' }] }, 'Only one key allowed in match expression'],
    [{ a: [{ numeric: 5 }] }, 'Value of numeric must be an array.'],
    [{ a: [{ numeric: [] }] }, 'Invalid member in numeric match: ]'],
    [{ a: [{ numeric: [5] }] }, 'Invalid member in numeric match: 5'],
    [{ a: [{ numeric: ['!=', 5] }] }, 'Unrecognized numeric range operator: !='],
    [{ a: [{ numeric: ['=', '5'] }] }, 'Value of equals must be numeric'],
    [{ a: [{ numeric: ['<', '5'] }] }, 'Value of < must be numeric'],
    [{ a: [{ numeric: ['>'] }] }, 'Value of > must be numeric'],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'Too many elements in numeric expression'],
    [{ a: [{ numeric: ['=', 5, '=', 5] }] }, 'Too many elements in numeric expression'],
    [{ a: [{ numeric: ['>', 5, 6] }] }, 'Bad value in numeric range: 6'],
    [{ a: [{ numeric: ['>', 5, '>', 6] }] }, 'Bad numeric range operator: >'],
    [{ a: [{ numeric: ['>', 5, '<<', 6] }] }, 'Bad numeric range operator: <<'],
    [{ a: [{ numeric: ['>', 5, '<', '6'] }] }, 'Value of < must be numeric'],
    [{ a: [{ numeric: ['>', 5, '<', 5] }] }, 'Bottom must be less than top'],
    [{ a: [{ numeric: ['>', 5, '<', 6, '<'] }] }, 'Too many terms in numeric range expression'],
    [
      { a: [{ numeric: ['>', 1_000_000_001] }] },
      'Value must be between -1.0E9 and 1.0E9, inclusive',
    ],
    [{ a: [{ numeric: ['>', 1], prefix: 'b' }] }, 'Too many elements in numeric expression'],
    [
      { a: [{ 'anything-but': null }] },
      'Value of anything-but must be an array or single string/number value.',
    ],
    [
      { a: [{ 'anything-but': [null] }] },
      'Inside anything but list, start|null|boolean is not supported.',
    ],
    [{ a: [{ 'anything-but': [] }] }, mixed],
    [{ a: [{ 'anything-but': ['b', 1] }] }, mixed],
    [{ a: [{ 'anything-but': {} }] }, 'Anything-But expression name not found'],
    [
      { a: [{ 'anything-but': { numeric: ['=', 1] } }] },
      'Unsupported anything-but pattern: numeric',
    ],
    [{ a: [{ 'anything-but': { prefix: 1 } }] }, 'prefix/suffix match pattern must be a string'],
    [{ a: [{ 'anything-but': { suffix: '' } }] }, 'Null prefix/suffix not allowed'],
    [
      { a: [{ 'anything-but': { prefix: 'b', suffix: 'c' } }] },
      'Only one key allowed in match expression',
    ],
    [
      { a: [{ 'anything-but': { 'equals-ignore-case': [1] } }] },
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    ],
    [{ a: [{ cidr: 1 }] }, 'prefix match pattern must be a string'],
    [{ a: [{ cidr: '10.0.0.0' }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ cidr: '10.0.0.0/8/8' }] }, "Malformed CIDR, one '/' required"],
    [{ a: [{ cidr: '10.0.0.0/x' }] }, 'Malformed CIDR, mask bits must be an integer'],
    [{ a: [{ cidr: '10.0.0.0/-1' }] }, 'Malformed CIDR, mask bits must not be negative'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'IPv4 mask bits must be < 32'],
    [{ a: [{ cidr: '10.0.0.256/8' }] }, 'Nonstandard IP address: 10.0.0.256'],
    [{ a: [{ cidr: '10.0.0.0./8' }] }, 'Nonstandard IP address: 10.0.0.0.'],
    [{ a: [{ cidr: '2001:db8::/128' }] }, 'IPv6 mask bits must be < 128'],
    [{ $or: { a: ['b'] } }, 'It must be an Array followed with $or.'],
    [{ $or: [{ a: ['b'] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: ['a', 'b'] }, 'Only JSON object is allowed in array of $or relationship.'],
    [{ $or: [{ a: ['b'] }, { a: [] }] }, 'Empty arrays are not allowed'],
    [
      { $or: [{ prefix: ['b'] }, { a: ['b'] }] },
      'prefix is Ruler reserved fieldName which cannot be used inside $or.',
    ],
    [{ a: ['b'], b: [] }, 'Empty arrays are not allowed'],
  ])('%j', async (policy, reason) => {
    await converse([...one, filter(policy, invalid(`FilterPolicy: ${reason}`))]);
  });

  it.each<Json>([
    { a: ['b', 1, true, false, null] },
    { a: [{ numeric: ['>', -1_000_000_000, '<=', 1_000_000_000] }] },
    { a: [{ numeric: ['=', 1.5] }, { exists: false }, { suffix: '' }] },
    {
      a: [
        { 'anything-but': ['b', 'c'] },
        { 'anything-but': 1 },
        { 'anything-but': { prefix: 'b' } },
      ],
    },
    { a: [{ 'anything-but': { 'equals-ignore-case': ['b', 'c'] } }] },
    { a: [{ cidr: '10.0.0.0/31' }, { cidr: '2001:db8::/127' }, { cidr: '0.0.0.0/0' }] },
    { $or: [{ a: ['b'] }, { c: ['d'] }], prefix: ['e'] },
  ])('but not %j', async (policy) => {
    await converse([...one, filter(policy)]);
  });

  it('members of attributes, also in a branch', async () => {
    const nested = invalid(
      'Filter policy scope MessageAttributes does not support nested filter policy',
    );
    await converse([
      ...one,
      filter({ a: { b: ['c'] } }, nested),
      filter({ $or: [{ a: ['b'] }, { c: { d: ['e'] } }] }, nested),
      filter({ a: { b: 'c' } }, invalid('FilterPolicy: "b" must be an object or an array')),
      ofBody,
      filter({ a: { b: ['c'] } }),
    ]);
  });
});

describe('limits', () => {
  const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);
  const keys = (count: number) => Object.fromEntries(values(count).map((name) => [name, ['x']]));
  const complex = invalid('FilterPolicy: Filter policy is too complex');
  const many = invalid('FilterPolicy: Filter policy can not have more than 5 keys');
  it.each<[string, Json, object]>([
    ['5 keys', keys(5), {}],
    ['6 keys', keys(6), many],
    ['6 keys, some in branches', { ...keys(4), $or: [{ a: ['b'] }, { c: ['d'] }] }, many],
    ['5 keys, some in branches', { ...keys(3), $or: [{ a: ['b'] }, { c: ['d'] }] }, {}],
    ['150 values', { a: values(150) }, {}],
    ['151 values', { a: values(151) }, complex],
    ['150 combinations', { a: values(15), b: values(10) }, {}],
    ['160 combinations', { a: values(16), b: values(10) }, complex],
    ['branches, whose combinations add up', { $or: [{ a: values(75) }, { b: values(75) }] }, {}],
    ['branches, one too much', { $or: [{ a: values(75) }, { b: values(76) }] }, complex],
    ['262,144 bytes', { a: ['x'.repeat(262_144 - 10)] }, {}],
    ['262,145 bytes', { a: ['x'.repeat(262_144 - 9)] }, complex],
  ])('%s', async (_what, policy, expected) => {
    await converse([...one, filter(policy, expected)]);
  });

  it('count levels of a body', async () => {
    await converse([
      ...one,
      ofBody,
      filter({ a: { b: values(75) } }),
      filter({ a: { b: values(76) } }, complex),
      filter({ a: { b: { c: values(50) } } }),
      filter({ a: { b: { c: values(51) } } }, complex),
      filter({ a: keys(3), b: keys(3) }),
    ]);
  });

  it('hold for what would break a reader', async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}["b"]${'}'.repeat(levels)}`;
    await converse([
      ...one,
      setAttribute('FilterPolicy', deep(30_000), complex),
      setAttribute('FilterPolicy', `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, complex),
    ]);
  });
});

describe('which messages pass', () => {
  const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });
  const send = (Message: string, MessageAttributes: JsonObject = {}) =>
    publish('t', Message, { MessageAttributes });

  it('by texts and numbers of attributes', async () => {
    await converse(
      [
        ...one,
        filter({ a: ['b', { numeric: ['>', 5] }] }),
        send('none'),
        send('text', { a: text('b') }),
        send('other text', { a: text('c') }),
        send('text of digits', { a: text('6') }),
        send('number', { a: text('6', 'Number') }),
        send('number of a kind', { a: text('6', 'Number.int') }),
        send('small number', { a: text('5', 'Number') }),
        send('text of a kind', { a: text('b', 'String.b') }),
        send('another name', { b: text('b') }),
        receive('q', 'text', 'number', 'number of a kind', 'text of a kind'),
      ],
      around,
    );
  });

  it('by elements of lists, and never by bytes', async () => {
    const list = (value: string) => ({ a: text(value, 'String.Array') });
    await converse(
      [
        ...one,
        filter({ a: ['b', true, null] }),
        send('in it', list('["a","b"]')),
        send('not in it', list('["a"]')),
        send('true', list('[true]')),
        send('null', list('[null]')),
        send('no list', list('b')),
        send('bytes', { a: { DataType: 'Binary', BinaryValue: 'Yg==' } }),
        receive('q', 'in it', 'true', 'null', 'no list'),
        filter({ a: [{ exists: false }] }),
        send('bytes do not exist', { a: { DataType: 'Binary', BinaryValue: 'Yg==' } }),
        send('a text does', { a: text('b') }),
        receive('q', 'bytes do not exist'),
      ],
      around,
    );
  });

  it('by the body', async () => {
    await converse(
      [
        ...one,
        ofBody,
        filter({ a: { b: ['c'] } }),
        send('{"a":{"b":"c"}}'),
        send('{"a":{"b":["x","c"]}}'),
        send('{"a":{"b":"d"}}'),
        send('no JSON', { a: text('c') }),
        receive('q', '{"a":{"b":"c"}}', '{"a":{"b":["x","c"]}}'),
        setAttribute('FilterPolicy', ''),
        send('anything'),
        receive('q', 'anything'),
      ],
      around,
    );
  });

  it('of a batch, one by one', async () => {
    const entry = (Id: string, value: string) => ({
      Id,
      Message: Id,
      MessageAttributes: { a: text(value) },
    });
    await converse(
      [
        ...one,
        filter({ a: ['b'] }),
        [
          'PublishBatch',
          {
            TopicArn: 'arn:aws:sns:us-east-1:123456789012:t',
            PublishBatchRequestEntries: [entry('1', 'b'), entry('2', 'c'), entry('3', 'b')],
          },
          { Successful: [{ Id: '1' }, { Id: '2' }, { Id: '3' }], Failed: [] },
        ],
        receive('q', '1', '3'),
      ],
      around,
    );
  });
});
