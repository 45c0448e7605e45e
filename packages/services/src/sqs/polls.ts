/** Receives that wait for messages: they are served after every change of a queue. */
import { first, get } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import {
  put,
  type Message,
  type Queue,
  type ShownMessage,
  type WaitingReceive,
  type Wanted,
} from './queue.ts';
import { buried, receive } from './receive.ts';
import { redriveOf } from './redrive-policy.ts';
import { queueNamed, withQueue, type SqsKey, type SqsState } from './state.ts';

/** Messages in flight, of both kinds of queues. */
export const inFlightLimit = 120_000;

/** After any change: waiting receives are served, and the service is woken when more becomes visible. */
export function changed(state: SqsState, queue: Queue, context: Context): Result<SqsState, SqsKey> {
  return servePolls(withQueue(state, queue), queue.name, context);
}

/** The queue's own alarm: something has become visible, or a wait has ended. */
export function servePolls(
  state: SqsState,
  name: string,
  context: Context,
): Result<SqsState, SqsKey> {
  const before = queueNamed(state, name, context.now);
  if (!before) return { state };
  let after = state;
  let queue = before;
  const effects: ServiceEffect<SqsKey>[] = [];
  const waiting: WaitingReceive[] = [];
  for (const [index, poll] of before.polls.entries()) {
    const attempt = attemptReceive(after, queue, poll.wanted, {
      ...context,
      number: context.number + (index + 1) / 1000,
      uuid: (purpose) => context.uuid(`${purpose}/${index}`),
    });
    if (isRefusal(attempt)) {
      effects.push({ do: 'reply', replyTo: poll.replyTo, outcome: attempt });
      continue;
    }
    const hasEnded = poll.until !== undefined && poll.until <= context.now;
    // Even a receive that gets nothing may have moved messages to the dead-letter queue.
    after = attempt.state;
    queue = queueNamed(after, name, context.now) ?? queue;
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

interface Attempt {
  readonly state: SqsState;
  readonly messages: readonly ShownMessage[];
  readonly effects: readonly ServiceEffect<SqsKey>[];
}

/** What a receive gets at once. */
export function attemptReceive(
  state: SqsState,
  queue: Queue,
  request: Wanted,
  context: Context,
): Attempt | Refusal {
  if (queue.inFlight >= inFlightLimit) return { state, messages: [], effects: [] };
  const target = redriveOf(queue)?.name;
  const hasDeadLetters = target !== undefined && get(state.queues, target) !== undefined;
  const received = receive(queue, request, hasDeadLetters, context);
  if (isRefusal(received)) return received;
  const { messages, dead } = received;
  const taken = withQueue(state, received.queue);
  const { state: after, effects = [] } =
    target !== undefined && dead.length > 0
      ? bury(taken, queue, target, dead, context)
      : { state: taken };
  const logs: ServiceEffect<SqsKey>[] = messages.map(({ MessageId }) => ({
    do: 'log',
    kind: 'messageReceived',
    message: `Message ${shortId(MessageId)} received from ${queue.name}`,
    resource: queue.name,
  }));
  return { state: after, messages, effects: [...effects, ...logs] };
}

function bury(
  state: SqsState,
  from: Queue,
  target: string,
  dead: readonly Message[],
  context: Context,
): Result<SqsState, SqsKey> {
  let to = queueNamed(state, target, context.now);
  if (!to) return { state };
  const effects: ServiceEffect<SqsKey>[] = [];
  for (const message of dead) {
    to = put(to, buried(message, from, to, context), context.now);
    effects.push({
      do: 'log',
      kind: 'messageMoved',
      message: `Message ${shortId(message.id)} moved from ${from.name} to ${to.name} after ${message.receiveCount} receives`,
      resource: to.name,
    });
  }
  const served = changed(state, to, context);
  return { state: served.state, effects: [...effects, ...(served.effects ?? [])] };
}

/** An empty receive has no `Messages`. */
export function answerOf(messages: readonly JsonObject[]): JsonObject {
  return messages.length === 0 ? {} : { Messages: messages };
}

function alarmOf(queue: Queue): number | undefined {
  if (queue.polls.length === 0) return undefined;
  const ends = queue.polls.flatMap(({ until }) => (until === undefined ? [] : [until]));
  const next = first(queue.hidden);
  const times = next ? [...ends, next.key[0]] : ends;
  return times.length === 0 ? undefined : Math.min(...times);
}

/** How logs name a message. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
