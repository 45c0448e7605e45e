/** Message move tasks: who may start one, how fast it goes, what is told of it. */
import { describe, expect, it } from 'vitest';
import { TestWorld, start } from '../../simulator/world.ts';
import {
  aText,
  arn,
  bodies,
  converse,
  invalid,
  missing,
  receive,
  receiveAll,
  send,
  type Step,
} from './conversation.ts';

const queues = `
resources:
  queues:
    source: { deadLetter: { queue: dead, maxReceiveCount: 1 } }
    other: { deadLetter: { queue: dead, maxReceiveCount: 1 } }
    dead: { visibilityTimeout: 10s }
    elsewhere: {}
`;

const die = (queue: string, ...all: string[]): readonly Step[] =>
  all.flatMap((body) => [
    send(queue, body),
    receive(queue, { VisibilityTimeout: 0 }, bodies(body)),
    receiveAll(queue),
  ]);
const begin = (more: object = {}, expected: object = { TaskHandle: aText }): Step => [
  'StartMessageMoveTask',
  { SourceArn: arn('dead'), ...more },
  expected,
];
const list = (...Results: object[]): Step => [
  'ListMessageMoveTasks',
  { SourceArn: arn('dead'), MaxResults: 10 },
  { Results },
];
const notFound = (what: string) => ({
  code: 'ResourceNotFoundException',
  message: what,
  status: 404,
});
const noSource = notFound(
  "The resource that you specified for the SourceArn parameter doesn't exist.",
);

const noDestination = notFound(
  "The resource that you specified for the DestinationArn parameter doesn't exist.",
);

describe('a task is refused', () => {
  const rate = (value: number) =>
    invalid(
      `Value ${value} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.`,
    );
  const noArn = (which: string) =>
    invalid(
      `You must use this format to specify the ${which}Arn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  it.each<[string, Step]>([
    ['without a source', ['StartMessageMoveTask', {}, missing('SourceArn')]],
    ['when its source is none', ['StartMessageMoveTask', { SourceArn: arn('none') }, noSource]],
    [
      'when its source is no dead-letter queue',
      [
        'StartMessageMoveTask',
        { SourceArn: arn('source') },
        invalid('Source queue must be configured as a Dead Letter Queue.'),
      ],
    ],
    ['when its destination is none', begin({ DestinationArn: arn('none') }, noDestination)],
    ['when its source is no ARN', ['StartMessageMoveTask', { SourceArn: 'dead' }, noArn('Source')]],
    ['when its destination is no ARN', begin({ DestinationArn: 'q' }, noArn('Destination'))],
    ['slower than 1 a second', begin({ MaxNumberOfMessagesPerSecond: 0 }, rate(0))],
    ['faster than 500 a second', begin({ MaxNumberOfMessagesPerSecond: 501 }, rate(501))],
  ])('%s', async (_when, step) => {
    await converse([step], queues);
  });

  it('while another of its source runs', async () => {
    await converse(
      [
        ...die('source', '1', '2'),
        begin({ MaxNumberOfMessagesPerSecond: 1 }),
        begin(
          {},
          invalid(
            'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
          ),
        ),
        1000,
        begin(),
      ],
      queues,
    );
  });
});

it.each([1, 500])('%i a second is a rate', async (MaxNumberOfMessagesPerSecond) => {
  await converse([begin({ MaxNumberOfMessagesPerSecond })], queues);
});

describe('a task moves', () => {
  it('each message back to where it came from, as if it were new', async () => {
    const shown = (Body: string, sentAt: number) => ({
      Messages: [
        { Body, Attributes: { ApproximateReceiveCount: '1', SentTimestamp: `${sentAt}` } },
      ],
    });
    const all = { AttributeNames: ['All'] };
    const world = await converse(
      [...die('source', '1'), ...die('other', '2'), 5000, begin()],
      queues,
    );
    expect(world.simulation.queues().map(({ name, messages }) => [name, messages.length])).toEqual([
      ['dead', 0],
      ['elsewhere', 0],
      ['other', 1],
      ['source', 1],
    ]);
    await converse(
      [
        receive('source', all, shown('1', start + 5000)),
        receive('other', all, shown('2', start + 5000)),
      ],
      world,
    );
    const { value } = await world.call('sqs', 'ListMessageMoveTasks', { SourceArn: arn('dead') });
    expect(value).toEqual({
      Results: [
        {
          Status: 'COMPLETED',
          SourceArn: arn('dead'),
          ApproximateNumberOfMessagesMoved: 2,
          ApproximateNumberOfMessagesToMove: 2,
          StartedTimestamp: start + 5000,
        },
      ],
    });
  });

  it('what is visible when it starts, oldest first, so many a second', async () => {
    const progress = (Status: string, ApproximateNumberOfMessagesMoved: number) => ({
      Status,
      ApproximateNumberOfMessagesMoved,
      ApproximateNumberOfMessagesToMove: 4,
      MaxNumberOfMessagesPerSecond: 2,
      DestinationArn: arn('elsewhere'),
      SourceArn: arn('dead'),
    });
    const world = await converse(
      [
        ...die('source', 'seen', '1', '2', '3', '4'),
        receive('dead', {}, bodies('seen')),
        begin({ DestinationArn: arn('elsewhere'), MaxNumberOfMessagesPerSecond: 2 }),
        list({ ...progress('RUNNING', 2), TaskHandle: aText }),
        ...die('source', 'late'),
        999,
        list(progress('RUNNING', 2)),
        1,
        list(progress('COMPLETED', 4)),
        20_000,
        receiveAll('elsewhere', '1', '2', '3', '4'),
        receiveAll('dead', 'seen', 'late'),
      ],
      queues,
    );
    const { value } = await world.call('sqs', 'ListMessageMoveTasks', { SourceArn: arn('dead') });
    const { Results } = value as { readonly Results: readonly [object] };
    expect(Results[0]).not.toHaveProperty('TaskHandle');
    expect(Results[0]).not.toHaveProperty('FailureReason');
  });

  it('less when messages are received meanwhile', async () => {
    await converse(
      [
        ...die('source', '1', '2', '3'),
        begin({ MaxNumberOfMessagesPerSecond: 1 }),
        receive('dead', { MaxNumberOfMessages: 10, VisibilityTimeout: 60 }, bodies('2', '3')),
        1000,
        list({
          Status: 'COMPLETED',
          ApproximateNumberOfMessagesMoved: 1,
          ApproximateNumberOfMessagesToMove: 3,
        }),
      ],
      queues,
    );
  });

  it('to those who wait', async () => {
    const world = await converse(die('source', 'x'), queues);
    const wait = { QueueUrl: 'elsewhere', WaitTimeSeconds: 20 };
    expect((await world.call('sqs', 'ReceiveMessage', wait)).value).toBe('waiting');
    await converse([begin({ DestinationArn: arn('elsewhere') })], world);
    expect(world.reply(4).value).toMatchObject(bodies('x'));
  });
});

describe('a task fails', () => {
  const failed = (moved: number) => ({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    ApproximateNumberOfMessagesMoved: moved,
  });
  it.each(['elsewhere', 'dead'])('when the queue %s is deleted while it runs', async (queue) => {
    const world = await converse(
      [
        ...die('source', '1', '2', '3'),
        begin({ DestinationArn: arn('elsewhere'), MaxNumberOfMessagesPerSecond: 1 }),
        ['DeleteQueue', { QueueUrl: queue }, {}],
        1000,
        60_000,
        ...(queue === 'dead'
          ? ([['CreateQueue', { QueueName: 'dead' }, { QueueUrl: aText }]] as const)
          : []),
        list(failed(1)),
      ],
      queues,
    );
    const left = world.simulation.queues().find(({ name }) => name === 'dead');
    expect(left?.messages.map(({ body }) => body)).toEqual(queue === 'dead' ? [] : ['2', '3']);
  });
});

describe('a task is cancelled', () => {
  it('once, while it runs', async () => {
    const none = notFound('Task does not exist.');
    const wrongHandle = invalid('Value for parameter TaskHandle is invalid.');
    const handleOf = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64');
    const cancel = (TaskHandle: string, expected: object): Step => [
      'CancelMessageMoveTask',
      { TaskHandle },
      expected,
    ];
    await converse(
      [
        ...die('source', '1', '2', '3'),
        begin({ MaxNumberOfMessagesPerSecond: 1 }),
        1000,
        ['CancelMessageMoveTask', {}, missing('TaskHandle')],
        cancel('another', wrongHandle),
        cancel(handleOf({ taskId: 'x' }), wrongHandle),
        cancel(handleOf({ taskId: 'x', sourceArn: arn('none') }), noSource),
        cancel(handleOf({ taskId: 'x', sourceArn: arn('dead') }), none),
        cancel('$task', { ApproximateNumberOfMessagesMoved: 2 }),
        cancel('$task', none),
        10_000,
        list({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 2 }),
        begin(),
        cancel('$task', none),
        list({ Status: 'COMPLETED' }, { Status: 'CANCELLED' }),
      ],
      queues,
    );
  });
});

it('the latest task is listed, or so many as are wanted', async () => {
  const world = new TestWorld(queues);
  for (let count = 0; count < 3; count++) {
    await converse(
      [...die('source', 'x'), begin({ DestinationArn: arn('elsewhere') }), 1000],
      world,
    );
  }
  const at = (seconds: number) => ({ StartedTimestamp: start + seconds * 1000 });
  const SourceArn = arn('dead');
  await converse(
    [
      ['ListMessageMoveTasks', { SourceArn }, { Results: [at(2)] }],
      ['ListMessageMoveTasks', { SourceArn, MaxResults: 2 }, { Results: [at(2), at(1)] }],
      ['ListMessageMoveTasks', { SourceArn: arn('elsewhere') }, { Results: [] }],
      ['ListMessageMoveTasks', { SourceArn: arn('none') }, noSource],
      ['ListMessageMoveTasks', {}, missing('SourceArn')],
    ],
    world,
  );
});
