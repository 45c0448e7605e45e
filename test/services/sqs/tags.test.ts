/** Tags of queues. */
import { expect, it } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { converse, invalid, missing, type Step } from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
`;
const none = { code: 'QueueDoesNotExist' };
const tag = (Tags: Json, expected: object = {}): Step => [
  'TagQueue',
  { QueueUrl: 'q', Tags },
  expected,
];
const untag = (TagKeys: Json, expected: object = {}): Step => [
  'UntagQueue',
  { QueueUrl: 'q', TagKeys },
  expected,
];
const some = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, '']));
const tagsOf = async (steps: readonly Step[], QueueUrl = 'q') => {
  const world = await converse(steps, queues);
  return (await world.call('sqs', 'ListQueueTags', { QueueUrl })).value;
};

it('are set, replaced and taken away', async () => {
  expect(await tagsOf([tag({ a: '1', b: '' }), tag({ a: '2' })])).toEqual({
    Tags: { a: '2', b: '' },
  });
  expect(await tagsOf([tag({ a: '1', b: '' }), untag(['a', 'other'])])).toEqual({
    Tags: { b: '' },
  });
  expect(await tagsOf([tag({ a: '1' }), untag(['a'])])).toEqual({});
});

it('come with a queue that is made', async () => {
  const make = (tags: Json): Step => [
    'CreateQueue',
    { QueueName: 'new', tags },
    { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/new' },
  ];
  // Of a queue that there is, nothing changes.
  expect(await tagsOf([make({ a: '1' }), make({ b: '2' })], 'new')).toEqual({ Tags: { a: '1' } });
});

it('are refused without a queue, a tag or a key', async () => {
  await converse(
    [
      ['ListQueueTags', { QueueUrl: 'none' }, none],
      ['TagQueue', { QueueUrl: 'none', Tags: { a: '1' } }, none],
      ['UntagQueue', { QueueUrl: 'none', TagKeys: ['a'] }, none],
      tag({}, missing('Tags')),
      ['TagQueue', { QueueUrl: 'q' }, missing('Tags')],
      untag([], invalid('Tag keys must be between 1 and 128 characters in length.')),
    ],
    queues,
  );
});

it('are fifty at most, with keys of 1 to 128 and values of up to 256 characters', async () => {
  const keys = invalid('Tag keys must be between 1 and 128 characters in length.');
  const values = invalid('Tag values must be between 0 and 256 characters in length.');
  await converse(
    [
      tag(some(51), invalid('Too many tags added for queue q.')),
      tag(some(50)),
      tag({ key0: 'again' }),
      tag({ more: '' }, invalid('Too many tags added for queue q.')),
      untag(['key0', 'key1']),
      tag({ '': 'x' }, keys),
      tag({ ['k'.repeat(129)]: 'x' }, keys),
      tag({ k: 'v'.repeat(257) }, values),
      tag({ ['k'.repeat(128)]: 'v'.repeat(256) }),
    ],
    queues,
  );
});
