/** Operations on messages. */
import { entries, get } from '@stepthrough/collections';
import type { Context, Operation, Result, ServiceEffect } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';
import type { DeleteRecords, Poll, Signals } from '../contract/signals.ts';
import type { JsonObject } from '@stepthrough/json';
import { duplication, failingEntries } from './faults.ts';
import { expiredHandle, invalidParameter, Refusal } from './errors.ts';
import { hide, put, show, take, type Message, type Queue } from './queue.ts';
import { buried, readHandle, receive, redriveOf, type Handle } from './receive.ts';
import { send, sizeOf } from './send.ts';
import { queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';

export const messageOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  SendMessage: (request, state, context) => {
    const queue = queueOf(state, request, context);
    const sent = send(queue, request, context);
    const message =
      sent.duplicateOf === undefined
        ? `Message ${short(sent.response['MessageId'])} sent to ${queue.name}`
        : `Message to ${queue.name} dropped: a duplicate of ${short(sent.duplicateOf)} (sent within 5 minutes)`;
    const second = duplicationOf(sent.message, queue, state, context);
    const after = changed({ ...state, faults: second.faults }, sent.queue, context);
    const log = {
      do: 'log',
      kind: 'messageSent',
      message,
      resource: queue.name,
      data: request['MessageBody'] ?? null,
    } as const;
    const effects = [log, ...second.effects, ...(after.effects ?? [])];
    return { ...after, outcome: success(sent.response), effects };
  },

  SendMessageBatch: (request, state, context) => {
    let queue = queueOf(state, request, context);
    const batch = entriesOf(request, 'Send');
    const limit = 1_048_576;
    const total = batch.reduce(
      (bytes, { MessageBody: body, MessageAttributes: attributes = {} }) =>
        bytes + (typeof body === 'string' ? sizeOf(body, attributes as JsonObject) : 0),
      0,
    );
    if (total > limit) {
      throw new Refusal(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${limit} bytes. You have sent ${total} bytes.`,
      );
    }
    if (queue.isFifo && batch.some(({ MessageGroupId: group }) => group === undefined)) {
      throw invalidParameter('The request must contain the parameter MessageGroupId.');
    }
    if (
      queue.isFifo &&
      queue.attributes['ContentBasedDeduplication'] !== 'true' &&
      batch.some(({ MessageDeduplicationId: id }) => id === undefined)
    ) {
      throw invalidParameter(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
    const failing = failingEntries(context.setting, queue.name, state.faults);
    const logs: ServiceEffect<SqsKey>[] = [];
    const parts = batchParts(batch, (entry, index) => {
      if (failing.entries.includes(index)) throw new InjectedFailure();
      const sent = send(queue, entry, context, index);
      queue = sent.queue;
      logs.push({
        do: 'log',
        kind: 'messageSent',
        message: `Message ${short(sent.response['MessageId'])} sent to ${queue.name} in a batch`,
        resource: queue.name,
        data: entry['MessageBody'] ?? null,
      });
      return sent.response;
    });
    const after = changed({ ...state, faults: failing.counts }, queue, context);
    return {
      ...after,
      outcome: success(batchAnswer(parts)),
      effects: [...logs, ...(after.effects ?? [])],
    };
  },

  ReceiveMessage: (request, state, context) => {
    const queue = queueOf(state, request, context);
    const wait =
      request['WaitTimeSeconds'] ?? Number(queue.attributes['ReceiveMessageWaitTimeSeconds']);
    if (typeof wait !== 'number' || wait < 0 || wait > 20) {
      throw invalidParameter(
        `Value ${String(wait)} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
      );
    }
    return receiveOrWait(request, state, queue, context, context.now + wait * 1000);
  },

  DeleteMessage: (request, state, context) => {
    const queue = queueOf(state, request, context);
    return {
      ...changed(state, deleteMessage(queue, request, context), context),
      outcome: success({}),
    };
  },

  DeleteMessageBatch: (request, state, context) => {
    let queue = queueOf(state, request, context);
    const parts = batchParts(entriesOf(request, 'Delete'), (entry) => {
      queue = deleteMessage(queue, entry, context);
      return {};
    });
    return { ...changed(state, queue, context), outcome: success(batchAnswer(parts)) };
  },

  ChangeMessageVisibility: (request, state, context) => {
    const queue = queueOf(state, request, context);
    const after = changeVisibility(queue, request, context);
    return { ...changed(state, after, context), outcome: success({}) };
  },

  ChangeMessageVisibilityBatch: (request, state, context) => {
    let queue = queueOf(state, request, context);
    const parts = batchParts(entriesOf(request, 'ChangeVisibility'), (entry) => {
      queue = changeVisibility(queue, entry, context);
      return {};
    });
    return { ...changed(state, queue, context), outcome: success(batchAnswer(parts)) };
  },
};

/** What pollers of the simulation say. */
export function receiveSignal(
  signal: Signals['sqs'],
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  switch (signal.kind) {
    case 'poll':
      return pollQueue(signal, state, context);
    case 'deleteRecords':
      return deleteRecords(signal, state, context);
  }
}

function pollQueue(
  { queue, most, visibilityTimeout }: Poll,
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  const request = {
    QueueUrl: queue,
    MaxNumberOfMessages: most,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
    ...(visibilityTimeout === undefined ? {} : { VisibilityTimeout: visibilityTimeout }),
  };
  return receiveOrWait(request, state, queueOf(state, request, context), context, undefined);
}

function deleteRecords(
  { queue: name, receipts, isFiltered }: DeleteRecords,
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  let queue = queueOf(state, { QueueUrl: name }, context);
  const kind = isFiltered ? 'filtered' : 'deleted';
  for (const ReceiptHandle of receipts) {
    try {
      queue = deleteMessage(queue, { ReceiptHandle }, context, kind);
    } catch (problem) {
      // A handle of a FIFO queue that has expired meanwhile: the message is seen again.
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
  return { ...changed(state, queue, context), outcome: success({}) };
}

/** A fault of the scenario may let the message come a second time. */
function duplicationOf(
  message: Message | undefined,
  queue: Queue,
  state: SqsState,
  { setting, now }: Context,
): { readonly faults: SqsState['faults']; readonly effects: readonly ServiceEffect<SqsKey>[] } {
  const second = message && duplication(setting, queue.name, message.body, state.faults);
  if (!second) return { faults: state.faults, effects: [] };
  const key = { duplicate: message, of: queue.name };
  return {
    faults: second.counts,
    effects: [{ do: 'wake', key, at: now + second.afterMs }],
  };
}

/** The second copy has the id of the first, whatever has become of that. */
export function deliverAgain(
  state: SqsState,
  name: string,
  message: Message,
  context: Context,
): Result<SqsState, SqsKey> {
  const queue = queueOf(state, { QueueUrl: name }, context);
  const copy: Message = { ...message, order: context.number, visibleAt: context.now };
  const after = changed(state, put(queue, copy, context.now), context);
  const log = {
    do: 'log',
    kind: 'faultInjected',
    message: `Message ${short(message.id)} is delivered to ${name} a second time`,
    resource: name,
  } as const;
  return { ...after, effects: [log, ...(after.effects ?? [])] };
}

/** After any change: waiting receives are served, and the service is woken when more becomes visible. */
function changed(state: SqsState, queue: Queue, context: Context): Result<SqsState, SqsKey> {
  return servePolls(withQueue(state, queue), queue.name, context);
}

/** The queue's own alarm: something has become visible, or a wait has ended. */
export function servePolls(
  state: SqsState,
  name: string,
  context: Context,
): Result<SqsState, SqsKey> {
  let after = state;
  const effects: ServiceEffect<SqsKey>[] = [];
  let queue = queueOf(after, { QueueUrl: name }, context);
  const waiting: Queue['polls'][number][] = [];
  for (const [index, poll] of queue.polls.entries()) {
    const attempt = attemptReceive(after, queue, poll.request, {
      ...context,
      number: context.number + (index + 1) / 1000,
      uuid: (purpose) => context.uuid(`${purpose}/${index}`),
    });
    const hasEnded = poll.until !== undefined && poll.until <= context.now;
    // Even a receive that gets nothing may have moved messages to the dead-letter queue.
    after = attempt.state;
    queue = queueOf(after, { QueueUrl: name }, context);
    effects.push(...attempt.effects);
    if (attempt.messages.length > 0 || hasEnded) {
      const outcome = success(answerOf(attempt.messages));
      effects.push({ do: 'reply', replyTo: poll.replyTo, outcome });
    } else {
      waiting.push(poll);
    }
  }
  queue = { ...queue, polls: waiting };
  const alarm = alarmOf(queue);
  if (
    alarm !== undefined &&
    (queue.wakeAt === undefined || queue.wakeAt > alarm || queue.wakeAt <= context.now)
  ) {
    queue = { ...queue, wakeAt: alarm };
    effects.push({ do: 'wake', key: { queue: name }, at: alarm });
  }
  return { state: withQueue(after, queue), effects };
}

function bury(
  state: SqsState,
  from: Queue,
  dead: readonly Message[],
  context: Context,
): [SqsState, ServiceEffect<SqsKey>[]] {
  const target = redriveOf(from)?.name;
  if (dead.length === 0 || target === undefined) return [state, []];
  let to = queueOf(state, { QueueUrl: target }, context);
  const effects: ServiceEffect<SqsKey>[] = [];
  for (const message of dead) {
    to = put(to, buried(message, from, to, context), context.now);
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Message ${short(message.id)} moved from ${from.name} to ${to.name} after ${message.receiveCount} receives`,
      resource: to.name,
    });
  }
  const served = servePolls(withQueue(state, to), to.name, context);
  return [served.state, [...effects, ...(served.effects ?? [])]];
}

function receiveOrWait(
  request: JsonObject,
  state: SqsState,
  queue: Queue,
  context: Context,
  until: number | undefined,
): Result<SqsState, SqsKey> {
  // A FIFO queue answers with nothing, a long poll waits.
  const isShort = until !== undefined && until <= context.now;
  if (!queue.isFifo && isShort && queue.inFlight >= inFlightLimit) {
    throw new Refusal('OverLimit', overLimit(queue));
  }
  const attempt = attemptReceive(state, queue, request, context);
  const mayWait = until === undefined || until > context.now;
  if (attempt.messages.length > 0 || !mayWait || !context.replyTo) {
    return {
      state: attempt.state,
      outcome: success(answerOf(attempt.messages)),
      effects: attempt.effects,
    };
  }
  const settled = queueOf(attempt.state, request, context);
  const poll = { replyTo: context.replyTo, request, until };
  const parked = { ...settled, polls: [...settled.polls, poll] };
  const served = changed(attempt.state, parked, context);
  return { ...served, effects: [...attempt.effects, ...(served.effects ?? [])] };
}

function attemptReceive(
  state: SqsState,
  queue: Queue,
  request: JsonObject,
  context: Context,
): { state: SqsState; messages: readonly JsonObject[]; effects: readonly ServiceEffect<SqsKey>[] } {
  if (queue.inFlight >= inFlightLimit) return { state, messages: [], effects: [] };
  const received = receive(queue, request, context);
  const [after, effects] = bury(withQueue(state, received.queue), queue, received.dead, context);
  const log: ServiceEffect<SqsKey>[] = received.messages.map((message) => ({
    do: 'log',
    kind: 'messageReceived',
    message: `Message ${short(message['MessageId'])} received from ${queue.name}`,
    resource: queue.name,
  }));
  return { state: after, messages: received.messages, effects: [...effects, ...log] };
}

/** Messages in flight, of both kinds of queues. */
const inFlightLimit = 120_000;

const overLimit = ({ name }: Queue): string =>
  `Too many messages in flight for queue ${name}: at most ${inFlightLimit} can be received and not deleted.`;

/** An empty receive has no `Messages`. */
function answerOf(messages: readonly JsonObject[]): JsonObject {
  return messages.length === 0 ? {} : { Messages: messages };
}

function alarmOf(queue: Queue): number | undefined {
  if (queue.polls.length === 0) return undefined;
  const ends = queue.polls.flatMap(({ until }) => (until === undefined ? [] : [until]));
  const [next] = entries(queue.hidden);
  const times = next ? [...ends, next[0][0]] : ends;
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Deleting works with any handle on a standard queue, on a FIFO queue only while the message is in flight. @throws Refusal */
function deleteMessage(
  queue: Queue,
  request: JsonObject,
  context: Context,
  kind: 'deleted' | 'filtered' = 'deleted',
): Queue {
  const handle = checkedHandle(request);
  const message = get(queue.messages, handle.order);
  if (!message) return queue;
  const isCurrent = message.isInFlight && message.receiveCount === handle.receive;
  if (queue.isFifo && !isCurrent) throw expiredHandle(String(request['ReceiptHandle']));
  const totals = { ...queue.totals, deleted: queue.totals.deleted + 1 };
  return take({ ...queue, totals }, handle.order, { kind, at: context.now });
}

/** @throws Refusal */
function changeVisibility(queue: Queue, request: JsonObject, context: Context): Queue {
  const handle = checkedHandle(request);
  const { VisibilityTimeout: seconds } = request;
  if (typeof seconds !== 'number' || seconds < 0 || seconds > 43_200) {
    throw invalidParameter(
      `Value ${String(seconds)} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be between 0 and 43200.`,
    );
  }
  const message = get(queue.messages, handle.order);
  if (!message) {
    throw invalidParameter(
      `Value ${String(request['ReceiptHandle'])} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  // After the timeout the call succeeds and changes nothing.
  if (!message.isInFlight || message.receiveCount !== handle.receive) return queue;
  const visibleAt = context.now + seconds * 1000;
  const first = message.firstReceivedAt ?? context.now;
  if (visibleAt - first > 43_200_000) {
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
    );
  }
  return seconds === 0 ? show(queue, message.order) : hide(queue, { ...message, visibleAt });
}

function checkedHandle(request: JsonObject): Handle {
  const handle = readHandle(request['ReceiptHandle']);
  if (handle) return handle;
  throw new Refusal(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${String(request['ReceiptHandle'])}" is not a valid receipt handle.`,
  );
}

function entriesOf(
  request: JsonObject,
  kind: 'Send' | 'Delete' | 'ChangeVisibility',
): readonly (JsonObject & { readonly Id: string })[] {
  const { Entries: batch } = request;
  if (!Array.isArray(batch) || batch.length === 0) {
    throw new Refusal(
      'EmptyBatchRequest',
      `There should be at least one ${entryNames[kind]} in the request.`,
    );
  }
  if (batch.length > 10) {
    throw new Refusal(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${batch.length}.`,
    );
  }
  const found = batch as unknown as readonly (JsonObject & { readonly Id: string })[];
  const ids = found.map(({ Id }) => Id);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw new Refusal(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) {
    throw new Refusal('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  }
  return found;
}

const entryNames = {
  Send: 'SendMessageBatchRequestEntry',
  Delete: 'DeleteMessageBatchRequestEntry',
  ChangeVisibility: 'ChangeMessageVisibilityBatchRequestEntry',
};

/** An entry that the scenario lets fail. */
class InjectedFailure extends Error {}

interface BatchParts {
  readonly Successful: JsonObject[];
  readonly Failed: JsonObject[];
}

function batchParts(
  batch: readonly (JsonObject & { readonly Id: string })[],
  perform: (entry: JsonObject, index: number) => JsonObject,
): BatchParts {
  const parts: BatchParts = { Successful: [], Failed: [] };
  batch.forEach((entry, index) => {
    try {
      parts.Successful.push({ Id: entry.Id, ...perform(entry, index) });
    } catch (problem) {
      if (problem instanceof InjectedFailure) {
        const Message = 'We encountered an internal error. Please try again.';
        parts.Failed.push({ Id: entry.Id, Code: 'InternalError', Message, SenderFault: false });
        return;
      }
      if (!(problem instanceof Refusal)) throw problem;
      const { code: Code, message: Message } = problem;
      parts.Failed.push({ Id: entry.Id, Code, Message, SenderFault: true });
    }
  });
  return parts;
}

function batchAnswer({ Successful, Failed }: BatchParts): JsonObject {
  return {
    ...(Successful.length > 0 ? { Successful } : {}),
    ...(Failed.length > 0 ? { Failed } : {}),
  };
}

function short(id: unknown): string {
  return String(id).slice(0, 8);
}

/** A refusal is an answer. */
export function guarded(operation: Operation<SqsState, SqsKey>): Operation<SqsState, SqsKey> {
  return (request, state, context) => {
    try {
      return operation(request, state, context);
    } catch (problem) {
      if (problem instanceof Refusal) return { state, outcome: problem.outcome };
      throw problem;
    }
  };
}
