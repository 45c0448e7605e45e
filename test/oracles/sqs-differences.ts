/**
 * Where the simulated SQS and local-aws-sqs differ; wordings stand in `sqs-form.ts`. What needs time to
 * pass is not compared: the other engine's clock is the real one.
 */
import { isObject, type Json } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import type { Difference, Met, Step } from './compare.ts';
import type { Request } from './engine.ts';
import { handleAt } from './sqs-requests.ts';

const messageOf = ({ value }: Answer): string =>
  isObject(value) && typeof value['message'] === 'string' ? value['message'] : '';
const countOf = ({ value }: Answer): number => {
  const messages: Json | undefined = isObject(value) ? value['Messages'] : undefined;
  return Array.isArray(messages) ? messages.length : 0;
};
const isOf = ({ step }: Met, operation: string): boolean => step[0] === operation;
const hasText = ({ step }: Met, text: string): boolean => JSON.stringify(step).includes(text);

const send = (more: Request = {}): Step => ['SendMessage', { MessageBody: 'x', ...more }];
const receive = (more: Request = {}): Step => ['ReceiveMessage', more];
const visibleIn = (VisibilityTimeout: number): Step => [
  'ChangeMessageVisibility',
  { ReceiptHandle: handleAt(0), VisibilityTimeout },
];

export const differences: readonly (Difference & { readonly isFifo?: true })[] = [
  {
    what: 'messages in flight among those to be had',
    right: 'ours',
    source: 'API reference of GetQueueAttributes: those that are available for retrieval',
    leavesOut: (met) =>
      isOf(met, 'GetQueueAttributes') && hasText(met, '"ApproximateNumberOfMessages"'),
    example: [
      send(),
      receive(),
      ['GetQueueAttributes', { AttributeNames: ['ApproximateNumberOfMessages'] }],
    ],
  },
  {
    what: 'a message of a group of which another is in flight',
    right: 'ours',
    source:
      'Developer guide, FIFO delivery logic: none of the group until that is deleted or visible',
    leavesOut: (met) => isOf(met, 'ReceiveMessage') && countOf(met.ours) < countOf(met.theirs),
    isFifo: true,
    example: [
      [
        'SendMessageBatch',
        {
          Entries: [
            { Id: 'a', MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: '1' },
          ],
        },
      ],
      send({ MessageGroupId: 'g', MessageDeduplicationId: '2' }),
      receive(),
      receive(),
    ],
  },
  {
    what: 'one message twice in one answer',
    right: 'ours',
    source: 'API reference of ReceiveMessage: up to as many messages; a receive has each once',
    leavesOut: (met) => isOf(met, 'ReceiveMessage') && countOf(met.ours) < countOf(met.theirs),
    example: [send(), receive({ MaxNumberOfMessages: 2, VisibilityTimeout: 0 })],
  },
  {
    what: 'MessageSystemAttributeNames, which local-aws-sqs does not read',
    right: 'ours',
    source: 'API reference of ReceiveMessage: it takes the place of AttributeNames',
    leavesOut: (met) => hasText(met, 'MessageSystemAttributeNames'),
    example: [send(), receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] })],
  },
  {
    what: 'the visibility of a message that is deleted',
    right: 'unknown',
    source: 'That the handle is one speaks for ours; nobody has told what AWS answers.',
    leavesOut: (met) =>
      isOf(met, 'ChangeMessageVisibility') &&
      /Message does not exist/.test(messageOf(met.ours)) &&
      /is not a valid receipt handle/.test(messageOf(met.theirs)),
    example: [send(), receive(), ['DeleteMessage', { ReceiptHandle: handleAt(0) }], visibleIn(0)],
  },
  {
    what: 'the checksum of attributes that are not ASCII',
    right: 'ours',
    source: 'Developer guide, MD5 of message attributes: lengths are of bytes in UTF-8',
    leavesOut: (met) => isOf(met, 'SendMessage') && hasText(met, 'é'),
    example: [send({ MessageAttributes: { a: { DataType: 'String', StringValue: 'é' } } })],
  },
  {
    what: 'a checksum of no attributes',
    right: 'unknown',
    source: 'An SDK does not send them; the API reference tells of attributes that there are.',
    leavesOut: (met) => hasText(met, '"MessageAttributes":{}'),
    example: [send({ MessageAttributes: {} })],
  },
  {
    what: 'characters that are none of XML',
    right: 'ours',
    source: 'API reference of SendMessage: InvalidMessageContents',
    leavesOut: (met) => hasText(met, '\\uffff') || hasText(met, '\uffff'),
    example: [send({ MessageBody: '\uffff' })],
  },
  {
    what: 'a wrong attribute of one message of a batch to a FIFO queue',
    right: 'ours',
    source: 'API reference of SendMessageBatch: each message is reported by itself',
    leavesOut: (met) => isOf(met, 'SendMessageBatch') && met.ours.ok && !met.theirs.ok,
    isFifo: true,
    example: [
      [
        'SendMessageBatch',
        {
          Entries: [
            { Id: 'a', MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: '1' },
            {
              Id: 'b',
              MessageBody: 'x',
              MessageGroupId: 'g',
              MessageDeduplicationId: '2',
              MessageAttributes: { a: { DataType: 'String' } },
            },
          ],
        },
      ],
    ],
  },
  {
    what: 'which id is told of two that are there twice',
    right: 'unknown',
    source: 'A request with two faults: nobody has told which of them AWS tells.',
    leavesOut: ({ ours, theirs }) =>
      [ours, theirs].every((answer) => /^Id .* repeated\.$/.test(messageOf(answer))),
    example: [
      [
        'SendMessageBatch',
        { Entries: ['a', 'd', 'd', 'a'].map((Id) => ({ Id, MessageBody: 'x' })) },
      ],
    ],
  },
  {
    what: 'a handle that is none, with a time that is too long',
    right: 'unknown',
    source: 'A request with two faults: nobody has told which of them AWS tells.',
    leavesOut: (met) => isOf(met, 'ChangeMessageVisibility') && hasText(met, '43201'),
    example: [['ChangeMessageVisibility', { ReceiptHandle: 'none', VisibilityTimeout: 43_201 }]],
  },
];
