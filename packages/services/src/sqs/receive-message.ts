/** ReceiveMessage, and what pollers of the simulation say instead. */
import { isRefusal, success } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import type { Poll, StopPolling } from '../contract/signals.ts';
import { isAttribute, unknownAttribute } from './attributes.ts';
import { invalidParameter, refusal } from './errors.ts';
import { answerOf, attemptReceive, changed, inFlightLimit } from './polls.ts';
import { wanted, type Queue, type Wanted } from './queue.ts';
import { isSystemAttribute } from './receive.ts';
import { queueNamed, queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';

export const receiveOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  ReceiveMessage: operation(
    { QueueUrl: text, WaitTimeSeconds: number, ...wanted.fields },
    (request, state, context) => {
      const queue = queueOf(state, request.QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      const { AttributeNames = [], MessageSystemAttributeNames = [] } = request;
      const unknown = [...AttributeNames, ...MessageSystemAttributeNames].find(
        (name) => !isSystemAttribute(name) && !isAttribute(name),
      );
      if (unknown !== undefined) return { state, outcome: unknownAttribute(unknown) };
      const { WaitTimeSeconds: wait = Number(queue.attributes['ReceiveMessageWaitTimeSeconds']) } =
        request;
      if (wait < 0 || wait > 20) {
        const outcome = invalidParameter(
          `Value ${wait} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
        );
        return { state, outcome };
      }
      return receiveOrWait(request, state, queue, context, context.now + wait * 1000);
    },
  ),
};

/** A poller takes all that a message has, and waits without end. */
export function pollQueue(
  { queue: name, most, visibilityTimeout, poller }: Poll,
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  const queue = queueOf(state, name, context);
  if (isRefusal(queue)) return { state, outcome: queue };
  const request: Wanted = {
    MaxNumberOfMessages: most,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
    ...(visibilityTimeout === undefined ? {} : { VisibilityTimeout: visibilityTimeout }),
  };
  return receiveOrWait(request, state, queue, context, undefined, poller);
}

/** What has been received already is on its way. */
export function stopPolling(
  { queue: name, poller }: StopPolling,
  state: SqsState,
  context: Context,
): Result<SqsState, SqsKey> {
  const queue = queueNamed(state, name, context.now);
  if (!queue) return { state, outcome: success({}) };
  const polls = queue.polls.filter((poll) => poll.poller !== poller);
  return { state: withQueue(state, { ...queue, polls }), outcome: success({}) };
}

function receiveOrWait(
  request: Wanted,
  state: SqsState,
  queue: Queue,
  context: Context,
  until: number | undefined,
  poller?: string,
): Result<SqsState, SqsKey> {
  const mayWait = until === undefined || until > context.now;
  // A FIFO queue answers with nothing, a long poll waits.
  if (!queue.isFifo && !mayWait && queue.inFlight >= inFlightLimit) {
    return { state, outcome: refusal('OverLimit', overLimit(queue)) };
  }
  const attempt = attemptReceive(state, queue, request, context);
  if (isRefusal(attempt)) return { state, outcome: attempt };
  if (attempt.messages.length > 0 || !mayWait || !context.replyTo) {
    return {
      state: attempt.state,
      outcome: success(answerOf(attempt.messages)),
      effects: attempt.effects,
    };
  }
  const settled = queueNamed(attempt.state, queue.name, context.now) ?? queue;
  const poll = { replyTo: context.replyTo, wanted: request, until, poller };
  const parked = { ...settled, polls: [...settled.polls, poll] };
  const served = changed(attempt.state, parked, context);
  return { ...served, effects: [...attempt.effects, ...(served.effects ?? [])] };
}

const overLimit = ({ name }: Queue): string =>
  `Too many messages in flight for queue ${name}: at most ${inFlightLimit} can be received and not deleted.`;
