/** Message move tasks: from a dead-letter queue back to where the messages came from, or elsewhere. */
import { entries, first, get, set, size, values } from '@stepthrough/collections';
import {
  base64Decode,
  base64Encode,
  isObject,
  parseJson,
  type JsonObject,
} from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { members, number, operation, text } from '../contract/request-form.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation, Result, ServiceEffect } from '../contract/service.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import { servePolls } from './polls.ts';
import { put, take, type Message, type Queue } from './queue.ts';
import { redriveOf } from './redrive-policy.ts';
import {
  arnOf,
  queueNamed,
  withQueue,
  type MoveTask,
  type SqsKey,
  type SqsState,
} from './state.ts';

const start = members({
  SourceArn: text,
  DestinationArn: text,
  MaxNumberOfMessagesPerSecond: number,
});

export const moveOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  StartMessageMoveTask: operation(start.fields, (request, state, context) => {
    const task = newTask(request, state, context);
    if (isRefusal(task)) return { state, outcome: task };
    return {
      state: { ...state, moves: set(state.moves, context.number, task) },
      outcome: success({ TaskHandle: task.handle }),
      effects: [{ do: 'wake', key: { move: context.number }, at: context.now }],
    };
  }),

  CancelMessageMoveTask: operation({ TaskHandle: text }, ({ TaskHandle }, state, context) => {
    if (TaskHandle === undefined) return { state, outcome: missingParameter('TaskHandle') };
    const source = sourceIn(TaskHandle);
    if (source === undefined) {
      return { state, outcome: invalidParameter('Value for parameter TaskHandle is invalid.') };
    }
    const queue = existing(state, source, 'SourceArn', context);
    if (isRefusal(queue)) return { state, outcome: queue };
    for (const [key, task] of entries(state.moves)) {
      if (task.handle === TaskHandle && task.status === 'RUNNING') {
        return {
          state: { ...state, moves: set(state.moves, key, { ...task, status: 'CANCELLED' }) },
          outcome: success({ ApproximateNumberOfMessagesMoved: task.moved }),
        };
      }
    }
    return { state, outcome: refusal('ResourceNotFoundException', 'Task does not exist.') };
  }),

  ListMessageMoveTasks: operation(
    { SourceArn: text, MaxResults: number },
    ({ SourceArn, MaxResults = 1 }, state, context) => {
      const source = existing(state, SourceArn, 'SourceArn', context);
      if (isRefusal(source)) return { state, outcome: source };
      if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 10) {
        const outcome = invalidParameter(
          `Value ${MaxResults} for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
        return { state, outcome };
      }
      const Results = values(state.moves)
        .filter((task) => task.source === source.name)
        .reverse()
        .slice(0, MaxResults)
        .map((task) => describe(task, context));
      return { state, outcome: success({ Results }) };
    },
  ),
};

function newTask(
  { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate }: Infer<typeof start>,
  state: SqsState,
  context: Context,
): MoveTask | Refusal {
  const source = existing(state, SourceArn, 'SourceArn', context);
  if (isRefusal(source)) return source;
  const isDeadLetterQueue = values(state.queues).some(
    (queue) => redriveOf(queue)?.name === source.name,
  );
  if (!isDeadLetterQueue) {
    return invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  }
  const isActive = values(state.moves).some(
    (task) => task.source === source.name && task.status === 'RUNNING',
  );
  if (isActive) {
    return invalidParameter(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  }
  if (rate !== undefined && (rate < 1 || rate > 500)) {
    return invalidParameter(
      `Value ${rate} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.`,
    );
  }
  const destination =
    DestinationArn === undefined
      ? undefined
      : existing(state, DestinationArn, 'DestinationArn', context);
  if (destination && isRefusal(destination)) return destination;
  const handle = { taskId: context.uuid('move'), sourceArn: source.arn };
  return {
    handle: base64Encode(JSON.stringify(handle)),
    source: source.name,
    destination: destination?.name,
    perSecond: rate,
    status: 'RUNNING',
    moved: 0,
    toMove: size(source.ready),
    startedAt: context.now,
    failure: undefined,
  };
}

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
  let end: string | undefined;
  for (let count = 0; count < limit && moved < task.toMove; count++) {
    const step = moveOne(after, task, context);
    if (typeof step === 'string') {
      end = step;
      break;
    }
    after = step.state;
    effects.push(...(step.effects ?? []));
    moved += 1;
  }
  const goesOn = end === undefined && moved < task.toMove;
  if (goesOn) effects.push({ do: 'wake', key: { move: key }, at: context.now + 1000 });
  const failure = end === 'nothing to move' ? undefined : end;
  const status = failure !== undefined ? 'FAILED' : goesOn ? 'RUNNING' : 'COMPLETED';
  const next: MoveTask = { ...task, moved, status, failure };
  return { state: { ...after, moves: set(after.moves, key, next) }, effects };
}

/** Moves one message; or says that there is none, or with which code the task fails. */
function moveOne(
  state: SqsState,
  task: MoveTask,
  context: Context,
): Result<SqsState, SqsKey> | 'nothing to move' | 'AWS.SimpleQueueService.NonExistentQueue' {
  const source = queueNamed(state, task.source, context.now);
  if (!source) return 'AWS.SimpleQueueService.NonExistentQueue';
  const order = first(source.ready)?.key;
  const message = order === undefined ? undefined : get(source.messages, order);
  if (!message) return 'nothing to move';
  const target = task.destination ?? resourceName(message.deadLetterSource ?? '');
  const { receiveCount: receives } = message;
  const fate = { kind: 'moved', at: context.now, to: target, receives } as const;
  const taken = withQueue(state, take(source, message.order, fate));
  const queue = queueNamed(taken, target, context.now);
  if (!queue) return 'AWS.SimpleQueueService.NonExistentQueue';
  const back: Message = {
    ...message,
    receiveCount: 0,
    firstReceivedAt: undefined,
    deadLetterSource: undefined,
    sentAt: context.now,
    visibleAt: context.now,
  };
  return servePolls(withQueue(taken, put(queue, back, context.now)), target, context);
}

/** The queue of an ARN, which a parameter names. */
function existing(
  state: SqsState,
  arn: string | undefined,
  parameter: 'SourceArn' | 'DestinationArn',
  { now }: Context,
): Queue | Refusal {
  if (arn === undefined) return missingParameter(parameter);
  if (!/^arn:[^:]+:sqs:[^:]*:[^:]*:[^:]+$/.test(arn)) {
    return invalidParameter(
      `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  }
  return (
    queueNamed(state, resourceName(arn), now) ??
    refusal(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    )
  );
}

/** The source that a handle names; none when the text is no handle. */
function sourceIn(handle: string): string | undefined {
  const bytes = base64Decode(handle);
  const told = bytes === undefined ? undefined : parseJson(new TextDecoder().decode(bytes));
  const source = isObject(told) ? told['sourceArn'] : undefined;
  return typeof source === 'string' ? source : undefined;
}

function describe(task: MoveTask, context: Context): JsonObject {
  const { source, destination, perSecond, failure } = task;
  return {
    ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: arnOf(source, context),
    ...(destination === undefined ? {} : { DestinationArn: arnOf(destination, context) }),
    ...(perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(failure === undefined ? {} : { FailureReason: failure }),
    StartedTimestamp: task.startedAt,
  };
}
