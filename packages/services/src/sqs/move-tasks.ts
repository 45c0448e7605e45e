/** Message move tasks: from a dead-letter queue back to where the messages came from, or elsewhere. */
import { entries, first, get, set, size, values } from '@stepthrough/collections';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation, Result, ServiceEffect } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';
import type { JsonObject } from '@stepthrough/json';
import { invalidParameter, Refusal } from './errors.ts';
import { servePolls } from './messages.ts';
import { put, take, type Message } from './queue.ts';
import { redriveOf } from './receive.ts';
import { queueOf, withQueue, type MoveTask, type SqsKey, type SqsState } from './state.ts';

export const moveOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  StartMessageMoveTask: (request, state, context) => {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = request;
    const source = existing(state, SourceArn, context);
    const isDeadLetterQueue = values(state.queues).some(
      (queue) => redriveOf(queue)?.name === source,
    );
    if (!isDeadLetterQueue) {
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    }
    const isActive = values(state.moves).some(
      (task) => task.source === source && task.status === 'RUNNING',
    );
    if (isActive) {
      throw new Refusal(
        'UnsupportedOperation',
        `There is already a task running. Only one active task is allowed for a source queue arn at a given time.`,
      );
    }
    if (rate !== undefined && (typeof rate !== 'number' || rate < 1 || rate > 500)) {
      throw invalidParameter(
        `Value ${String(rate)} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.`,
      );
    }
    const queue = queueOf(state, { QueueUrl: source }, context);
    const task: MoveTask = {
      handle: Buffer.from(
        JSON.stringify({ taskId: context.uuid('move'), sourceArn: queue.arn }),
      ).toString('base64'),
      source,
      destination:
        DestinationArn === undefined ? undefined : existing(state, DestinationArn, context),
      perSecond: rate,
      status: 'RUNNING',
      moved: 0,
      toMove: size(queue.ready),
      startedAt: context.now,
      failure: undefined,
    };
    return {
      state: { ...withQueue(state, queue), moves: set(state.moves, context.number, task) },
      outcome: success({ TaskHandle: task.handle }),
      effects: [{ do: 'wake', key: { move: context.number }, at: context.now }],
    };
  },

  CancelMessageMoveTask: ({ TaskHandle }, state) => {
    for (const [key, task] of entries(state.moves)) {
      if (task.handle === TaskHandle && task.status === 'RUNNING') {
        return {
          state: { ...state, moves: set(state.moves, key, { ...task, status: 'CANCELLED' }) },
          outcome: success({ ApproximateNumberOfMessagesMoved: task.moved }),
        };
      }
    }
    throw new Refusal('ResourceNotFoundException', 'Task does not exist.');
  },

  ListMessageMoveTasks: ({ SourceArn, MaxResults = 1 }, state, context) => {
    const source = existing(state, SourceArn, context);
    const Results = values(state.moves)
      .filter((task) => task.source === source)
      .reverse()
      .slice(0, Number(MaxResults))
      .map((task) => describe(task, context));
    return { state, outcome: success({ Results }) };
  },
};

/** Moves what a second allows. */
export function continueMove(
  state: SqsState,
  key: number,
  context: Context,
): Result<SqsState, SqsKey> {
  const task = get(state.moves, key);
  if (task?.status !== 'RUNNING') return { state };
  let after = state;
  let { moved } = task;
  const limit = task.perSecond ?? Number.POSITIVE_INFINITY;
  const effects: ServiceEffect<SqsKey>[] = [];
  let failure: string | undefined;
  for (let count = 0; count < limit && moved < task.toMove; count++) {
    const source = queueOf(after, { QueueUrl: task.source }, context);
    const order = first(source.ready)?.key;
    const message = order === undefined ? undefined : get(source.messages, order);
    if (!message) break;
    const target = task.destination ?? resourceName(message.deadLetterSource ?? '');
    if (!get(after.queues, target)) {
      failure = 'AWS.SimpleQueueService.NonExistentQueue';
      break;
    }
    const queue = queueOf(after, { QueueUrl: target }, context);
    const back: Message = {
      ...message,
      receiveCount: 0,
      firstReceivedAt: undefined,
      deadLetterSource: undefined,
      sentAt: context.now,
      visibleAt: context.now,
    };
    const fate = {
      kind: 'moved',
      at: context.now,
      to: target,
      receives: message.receiveCount,
    } as const;
    after = withQueue(after, take(source, message.order, fate));
    after = withQueue(after, put(queue, back, context.now));
    const served = servePolls(after, target, context);
    after = served.state;
    effects.push(...(served.effects ?? []));
    moved += 1;
  }
  const status =
    failure === undefined
      ? moved < task.toMove && task.perSecond !== undefined
        ? 'RUNNING'
        : 'COMPLETED'
      : 'FAILED';
  const next: MoveTask = { ...task, moved, status, failure };
  if (status === 'RUNNING')
    effects.push({ do: 'wake', key: { move: key }, at: context.now + 1000 });
  return { state: { ...after, moves: set(after.moves, key, next) }, effects };
}

function existing(state: SqsState, arn: unknown, context: Context): string {
  const name = typeof arn === 'string' ? resourceName(arn) : '';
  if (!get(state.queues, name)) {
    throw new Refusal(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
  }
  return queueOf(state, { QueueUrl: name }, context).name;
}

function describe(task: MoveTask, context: Context): JsonObject {
  const arn = (name: string): string => `arn:aws:sqs:${context.region}:${context.account}:${name}`;
  return {
    ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: arn(task.source),
    ...(task.destination === undefined ? {} : { DestinationArn: arn(task.destination) }),
    ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure === undefined ? {} : { FailureReason: task.failure }),
    StartedTimestamp: task.startedAt,
  };
}
