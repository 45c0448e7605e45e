/** What SQS answers, as recorded and documented. */
import { expect } from 'vitest';
import {
  arn,
  bodies,
  invalid,
  like,
  policy,
  receive,
  send,
  text,
  type Step,
} from './conversation.ts';

export const sqsCases: readonly (readonly [string, readonly Step[]])[] = [
  [
    'the MD5 of attributes of several types',
    [
      [
        'SendMessage',
        {
          QueueUrl: 'q',
          MessageBody: 'x',
          MessageAttributes: {
            Title: text('The Whistler'),
            Author: text('John Grisham'),
            WeeksOn: { DataType: 'Number', StringValue: '6' },
          },
        },
        { MD5OfMessageAttributes: 'd25a6aea97eb8f585bfa92d314504a92' },
      ],
    ],
  ],
  [
    'making a queue again: the same is the same, another is refused',
    [
      [
        'CreateQueue',
        { QueueName: 'new', Attributes: { DelaySeconds: '3' } },
        { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/new' },
      ],
      [
        'CreateQueue',
        { QueueName: 'new', Attributes: { DelaySeconds: '3' } },
        { QueueUrl: like('/new') },
      ],
      [
        'CreateQueue',
        { QueueName: 'new', Attributes: { DelaySeconds: '4' } },
        {
          code: 'QueueNameExists',
          message:
            'A queue already exists with the same name and a different value for attribute DelaySeconds',
        },
      ],
    ],
  ],
  [
    'names and kinds of queues',
    [
      [
        'CreateQueue',
        { QueueName: 'a b' },
        invalid(
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        ),
      ],
      ['CreateQueue', { QueueName: 'x'.repeat(81) }, { code: 'InvalidParameterValueException' }],
      ['CreateQueue', { QueueName: 'a.fifo' }, { code: 'InvalidParameterValueException' }],
      [
        'CreateQueue',
        { QueueName: 'a', Attributes: { FifoQueue: 'true' } },
        { code: 'InvalidParameterValueException' },
      ],
      [
        'CreateQueue',
        { QueueName: 'a.fifo', Attributes: { FifoQueue: 'true' } },
        { QueueUrl: like('/a.fifo') },
      ],
      [
        'GetQueueAttributes',
        { QueueUrl: 'a.fifo', AttributeNames: ['All'] },
        {
          Attributes: {
            FifoQueue: 'true',
            ContentBasedDeduplication: 'false',
            DeduplicationScope: 'queue',
            FifoThroughputLimit: 'perQueue',
          },
        },
      ],
    ],
  ],
  [
    'a deleted queue is away for a minute',
    [
      ['DeleteQueue', { QueueUrl: 'q' }, {}],
      [
        'SendMessage',
        { QueueUrl: 'q', MessageBody: 'x' },
        { code: 'QueueDoesNotExist', message: 'The specified queue does not exist.' },
      ],
      ['CreateQueue', { QueueName: 'q' }, { code: 'QueueDeletedRecently' }],
      60_000,
      ['CreateQueue', { QueueName: 'q' }, { QueueUrl: like('/q') }],
    ],
  ],
  [
    'looking for queues',
    [
      ['GetQueueUrl', { QueueName: 'dead' }, { QueueUrl: like('/dead') }],
      ['GetQueueUrl', { QueueName: 'none' }, { code: 'QueueDoesNotExist' }],
      ['ListQueues', { QueueNamePrefix: 'so' }, { QueueUrls: [like('/source')] }],
    ],
  ],
  [
    'attributes out of range, unknown, and set back',
    [
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { VisibilityTimeout: '43201' } },
        { code: 'InvalidAttributeValue' },
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { Colour: 'red' } },
        { code: 'InvalidAttributeName', message: 'Unknown Attribute Colour.' },
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { ContentBasedDeduplication: 'true' } },
        { code: 'InvalidAttributeName' },
      ],
      [
        'GetQueueAttributes',
        { QueueUrl: 'q', AttributeNames: ['Colour'] },
        { code: 'InvalidAttributeName' },
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('dead', 2) } },
        {},
      ],
      ['SetQueueAttributes', { QueueUrl: 'q', Attributes: { RedrivePolicy: '' } }, {}],
      ['GetQueueAttributes', { QueueUrl: 'q', AttributeNames: ['RedrivePolicy'] }, {}],
    ],
  ],
  [
    'redrive policies that cannot be',
    [
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: '{' } },
        invalid(like('Redrive policy is not a valid JSON map.')),
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('dead', 0) } },
        invalid(like('valid values are from 1 to 1000')),
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('f.fifo', 2) } },
        invalid(like('same type')),
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('none', 2) } },
        invalid(like('does not exist')),
      ],
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('closed', 2) } },
        invalid(like('does not allow')),
      ],
    ],
  ],
  [
    'parameters of a receive',
    [
      receive(
        'q',
        { MaxNumberOfMessages: 11 },
        invalid(
          'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
        ),
      ),
      receive('q', { MaxNumberOfMessages: 0 }, { code: 'InvalidParameterValueException' }),
      receive(
        'q',
        { WaitTimeSeconds: 21 },
        invalid(like('for parameter WaitTimeSeconds is invalid')),
      ),
      receive('q', { VisibilityTimeout: 43_201 }, { code: 'InvalidParameterValueException' }),
    ],
  ],
  [
    'visibility: afterwards without effect, unknown handles, twelve hours at most',
    [
      send('q', 'x'),
      receive('q', {}, bodies('x')),
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'q', ReceiptHandle: '$handle', VisibilityTimeout: 43_200 },
        {},
      ],
      3_600_000,
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'q', ReceiptHandle: '$handle', VisibilityTimeout: 43_200 },
        invalid(like('Total VisibilityTimeout for the message is beyond the limit')),
      ],
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'q', ReceiptHandle: '$handle', VisibilityTimeout: 0 },
        {},
      ],
      receive('q', { VisibilityTimeout: 1 }, bodies('x')),
      1000,
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'q', ReceiptHandle: '$handle', VisibilityTimeout: 60 },
        {},
      ],
      receive('q', {}, bodies('x')),
      ['DeleteMessage', { QueueUrl: 'q', ReceiptHandle: '$handle' }, {}],
      ['DeleteMessage', { QueueUrl: 'q', ReceiptHandle: '$handle' }, {}],
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'q', ReceiptHandle: '$handle', VisibilityTimeout: 60 },
        invalid(like('Message does not exist or is not available for visibility timeout change.')),
      ],
      [
        'DeleteMessage',
        { QueueUrl: 'q', ReceiptHandle: 'nonsense' },
        { code: 'ReceiptHandleIsInvalid', status: 404 },
      ],
    ],
  ],
  [
    'an older handle still deletes on a standard queue',
    [
      send('q', 'x'),
      receive('q', { VisibilityTimeout: 0 }, bodies('x')),
      ['DeleteMessage', { QueueUrl: 'q', ReceiptHandle: '$handle' }, {}],
      [
        'GetQueueAttributes',
        { QueueUrl: 'q', AttributeNames: ['ApproximateNumberOfMessages'] },
        { Attributes: { ApproximateNumberOfMessages: '0' } },
      ],
    ],
  ],
  [
    'batches that are refused as a whole',
    [
      ['SendMessageBatch', { QueueUrl: 'q', Entries: [] }, { code: 'EmptyBatchRequest' }],
      [
        'SendMessageBatch',
        {
          QueueUrl: 'q',
          Entries: Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })),
        },
        {
          code: 'TooManyEntriesInBatchRequest',
          message: 'Maximum number of entries per request are 10. You have sent 11.',
        },
      ],
      [
        'SendMessageBatch',
        { QueueUrl: 'q', Entries: ['a', 'a'].map((Id) => ({ Id, MessageBody: 'x' })) },
        { code: 'BatchEntryIdsNotDistinct', message: 'Id a repeated.' },
      ],
      [
        'SendMessageBatch',
        { QueueUrl: 'q', Entries: [{ Id: 'a b', MessageBody: 'x' }] },
        { code: 'InvalidBatchEntryId' },
      ],
      [
        'SendMessageBatch',
        { QueueUrl: 'f.fifo', Entries: [{ Id: 'a', MessageBody: 'x' }] },
        invalid('The request must contain the parameter MessageGroupId.'),
      ],
      [
        'DeleteMessageBatch',
        { QueueUrl: 'q', Entries: [{ Id: 'a', ReceiptHandle: 'x' }] },
        { Failed: [{ Id: 'a', Code: 'ReceiptHandleIsInvalid', SenderFault: true }] },
      ],
    ],
  ],
  [
    'FIFO: an explicit delay of 0 leaves the queue’s, other delays are refused',
    [
      send('slow.fifo', 'x', { MessageGroupId: 'g', DelaySeconds: 0 }),
      receive('slow.fifo', {}, {}),
      5000,
      receive('slow.fifo', {}, bodies('x')),
      [
        'SendMessage',
        { QueueUrl: 'f.fifo', MessageBody: 'x', MessageGroupId: 'g', DelaySeconds: 2 },
        invalid(like('The request include parameter that is not valid for this queue type.')),
      ],
      [
        'SendMessage',
        { QueueUrl: 'ids.fifo', MessageBody: 'x', MessageGroupId: 'g' },
        invalid(like('ContentBasedDeduplication')),
      ],
    ],
  ],
  [
    'FIFO: a change of the deduplication scope after the creation changes nothing',
    [
      [
        'SetQueueAttributes',
        {
          QueueUrl: 'f.fifo',
          Attributes: {
            DeduplicationScope: 'messageGroup',
            FifoThroughputLimit: 'perMessageGroupId',
          },
        },
        {},
      ],
      send('f.fifo', 'x', { MessageGroupId: 'a' }),
      send('f.fifo', 'x', { MessageGroupId: 'b' }),
      receive('f.fifo', { MaxNumberOfMessages: 10 }, { Messages: [{ Body: 'x' }] }),
    ],
  ],
  [
    'FIFO: the limits of throughput need the scope of groups',
    [
      [
        'SetQueueAttributes',
        { QueueUrl: 'f.fifo', Attributes: { FifoThroughputLimit: 'perMessageGroupId' } },
        { code: 'InvalidAttributeValue' },
      ],
    ],
  ],
  [
    'FIFO: extending the first of a group keeps the later ones back',
    [
      send('f.fifo', '1', { MessageGroupId: 'g' }),
      send('f.fifo', '2', { MessageGroupId: 'g' }),
      receive('f.fifo', {}, bodies('1')),
      29_000,
      [
        'ChangeMessageVisibility',
        { QueueUrl: 'f.fifo', ReceiptHandle: '$handle', VisibilityTimeout: 30 },
        {},
      ],
      2000,
      receive('f.fifo', { MaxNumberOfMessages: 10 }, {}),
      28_000,
      receive('f.fifo', { MaxNumberOfMessages: 10 }, bodies('1', '2')),
    ],
  ],
  [
    'a standard queue takes groups, which are shown and mean no order',
    [
      send('q', 'a', { MessageGroupId: 'g' }),
      send('q', 'b', { MessageGroupId: 'g' }),
      receive(
        'q',
        { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] },
        { Messages: [{ Attributes: { MessageGroupId: 'g' } }, { Body: 'b' }] },
      ),
    ],
  ],
  [
    'a fair queue gives quiet groups the way',
    [
      send('q', 'loud 1', { MessageGroupId: 'loud' }),
      send('q', 'loud 2', { MessageGroupId: 'loud' }),
      send('q', 'loud 3', { MessageGroupId: 'loud' }),
      send('q', 'quiet', { MessageGroupId: 'quiet' }),
      receive('q', {}, bodies('loud 1')),
      receive('q', {}, bodies('quiet')),
    ],
  ],
  [
    'a dead letter keeps its id, body and count, and tells where it comes from',
    [
      send('source', 'x', { MessageAttributes: { a: text('1') } }),
      receive('source', { VisibilityTimeout: 0 }, bodies('x')),
      receive('source', {}, {}),
      receive(
        'dead',
        { AttributeNames: ['All'], MessageAttributeNames: ['All'] },
        {
          Messages: [
            {
              Body: 'x',
              MessageAttributes: { a: { StringValue: '1' } },
              Attributes: { ApproximateReceiveCount: '2', DeadLetterQueueSourceArn: arn('source') },
            },
          ],
        },
      ),
    ],
  ],
  ['what is too old is gone', [send('short', 'x'), 60_000, receive('short', {}, {})]],
  [
    'G6: a move task of its own speed, listed and cancelled',
    [
      ...['1', '2', '3'].flatMap((body): Step[] => [
        send('source', body),
        receive('source', { VisibilityTimeout: 0 }, bodies(body)),
        receive('source', {}, {}),
      ]),
      [
        'StartMessageMoveTask',
        { SourceArn: arn('dead'), MaxNumberOfMessagesPerSecond: 501 },
        { code: 'InvalidParameterValueException' },
      ],
      [
        'StartMessageMoveTask',
        { SourceArn: arn('none') },
        { code: 'ResourceNotFoundException', status: 404 },
      ],
      [
        'StartMessageMoveTask',
        { SourceArn: arn('dead'), DestinationArn: arn('q'), MaxNumberOfMessagesPerSecond: 1 },
        { TaskHandle: expect.any(String) as string },
      ],
      ['StartMessageMoveTask', { SourceArn: arn('dead') }, invalid(like('already a task running'))],
      [
        'ListMessageMoveTasks',
        { SourceArn: arn('dead') },
        {
          Results: [
            {
              Status: 'RUNNING',
              TaskHandle: expect.any(String) as string,
              ApproximateNumberOfMessagesMoved: 1,
              ApproximateNumberOfMessagesToMove: 3,
              DestinationArn: arn('q'),
            },
          ],
        },
      ],
      ['CancelMessageMoveTask', { TaskHandle: '$task' }, { ApproximateNumberOfMessagesMoved: 1 }],
      5000,
      receive('q', { MaxNumberOfMessages: 10 }, bodies('1')),
      ['ListMessageMoveTasks', { SourceArn: arn('dead') }, { Results: [{ Status: 'CANCELLED' }] }],
      ['CancelMessageMoveTask', { TaskHandle: '$task' }, { code: 'ResourceNotFoundException' }],
    ],
  ],
  [
    'G6: a move task fails when the source of a message is gone',
    [
      send('source', 'x'),
      receive('source', { VisibilityTimeout: 0 }, bodies('x')),
      receive('source', {}, {}),
      [
        'SetQueueAttributes',
        { QueueUrl: 'q', Attributes: { RedrivePolicy: policy('dead', 9) } },
        {},
      ],
      ['DeleteQueue', { QueueUrl: 'source' }, {}],
      [
        'StartMessageMoveTask',
        { SourceArn: arn('dead') },
        { TaskHandle: expect.any(String) as string },
      ],
      [
        'ListMessageMoveTasks',
        { SourceArn: arn('dead') },
        {
          Results: [{ Status: 'FAILED', FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' }],
        },
      ],
    ],
  ],
];
