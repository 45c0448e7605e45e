/** ListQueues and ListDeadLetterSourceQueues, a page at a time. */
import { expect, it } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { account, converse, invalid, like } from './conversation.ts';

const queues = `
resources:
  queues:
    a1: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    a2: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    a3: { deadLetter: { queue: dead, maxReceiveCount: 2 } }
    b: {}
    dead: {}
`;
const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/${account}/${name}`;

interface Page {
  readonly QueueUrls?: readonly string[];
  readonly queueUrls?: readonly string[];
  readonly NextToken?: string;
}

async function page(operation: string, request: { readonly [name: string]: Json }): Promise<Page> {
  const world = await converse([], queues);
  return (await world.call('sqs', operation, request)).value as Page;
}

it('queues of a prefix come in pages of as many as are asked for', async () => {
  const request = { QueueNamePrefix: 'a', MaxResults: 2 };
  const { QueueUrls, NextToken = '' } = await page('ListQueues', request);
  expect(QueueUrls).toEqual([url('a1'), url('a2')]);
  expect(await page('ListQueues', { ...request, NextToken })).toEqual({ QueueUrls: [url('a3')] });
});

it('there is no token at the end, without a number, and for nothing', async () => {
  const all = { QueueUrls: [url('a1'), url('a2'), url('a3')] };
  expect(await page('ListQueues', { QueueNamePrefix: 'a', MaxResults: 3 })).toEqual(all);
  expect(await page('ListQueues', { QueueNamePrefix: 'a' })).toEqual(all);
  expect(await page('ListQueues', { QueueNamePrefix: 'c', MaxResults: 1 })).toEqual({});
});

it('sources of a dead-letter queue come in pages, too', async () => {
  const request = { QueueUrl: 'dead', MaxResults: 2 };
  const { queueUrls, NextToken = '' } = await page('ListDeadLetterSourceQueues', request);
  expect(queueUrls).toEqual([url('a1'), url('a2')]);
  expect(await page('ListDeadLetterSourceQueues', { ...request, NextToken })).toEqual({
    queueUrls: [url('a3')],
  });
  expect(await page('ListDeadLetterSourceQueues', { QueueUrl: 'b' })).toEqual({ queueUrls: [] });
});

it('a queue of another account is none', async () => {
  const ask = { QueueName: 'b', QueueOwnerAWSAccountId: account };
  await converse(
    [
      ['GetQueueUrl', ask, { QueueUrl: url('b') }],
      [
        'GetQueueUrl',
        { ...ask, QueueOwnerAWSAccountId: '210987654321' },
        { code: 'QueueDoesNotExist' },
      ],
    ],
    queues,
  );
});

it.each([0, 1001, 1.5])('%d is no number of results', async (MaxResults) => {
  const wrong = invalid(like(`Value ${MaxResults} for parameter MaxResults is invalid.`));
  await converse(
    [
      ['ListQueues', { MaxResults }, wrong],
      ['ListDeadLetterSourceQueues', { QueueUrl: 'dead', MaxResults }, wrong],
    ],
    queues,
  );
});

it('takes tokens of its own making only', async () => {
  const wrong = invalid('Invalid or expired next token.');
  await converse(
    [
      [
        'ListQueues',
        { MaxResults: 1000 },
        { QueueUrls: [url('a1'), url('a2'), url('a3'), url('b'), url('dead')] },
      ],
      ['ListQueues', { NextToken: '%' }, wrong],
      ['ListQueues', { NextToken: 'eA==' }, wrong],
      ['ListDeadLetterSourceQueues', { QueueUrl: 'none' }, { code: 'QueueDoesNotExist' }],
    ],
    queues,
  );
});
