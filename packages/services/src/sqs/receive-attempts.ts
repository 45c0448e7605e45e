/** Receives from a FIFO queue that are made again by their ReceiveRequestAttemptId, as after a lost answer. */
import { get, set } from '@stepthrough/collections';
import { hide, type Message, type Queue, type ShownMessage } from './queue.ts';

/** Milliseconds. Source: ReceiveRequestAttemptId in the API reference of ReceiveMessage. */
const attemptWindow = 300_000;

/**
 * The messages of an earlier attempt with the same id, hidden anew for `timeout` seconds; `undefined` where it is
 * too long ago, or one of them was deleted, has become visible or had its visibility changed.
 */
export function receivedAgain(
  queue: Queue,
  id: string,
  timeout: number,
  now: number,
): { readonly queue: Queue; readonly messages: readonly ShownMessage[] } | undefined {
  const attempt = get(queue.attempts, id);
  if (!attempt || now - attempt.at >= attemptWindow) return undefined;
  const held = attempt.taken.flatMap(({ order, visibleAt }) => {
    const message = get(queue.messages, order);
    return message?.isInFlight === true && message.visibleAt === visibleAt ? [message] : [];
  });
  if (held.length < attempt.taken.length) return undefined;
  const visibleAt = now + timeout * 1000;
  let hidden = queue;
  for (const message of held) hidden = hide(hidden, { ...message, visibleAt });
  const taken = held.map(({ order }) => ({ order, visibleAt }));
  return {
    queue: { ...hidden, attempts: set(hidden.attempts, id, { ...attempt, taken }) },
    messages: attempt.messages,
  };
}

/** Keeps what an attempt gave. */
export function rememberAttempt(
  queue: Queue,
  id: string,
  messages: readonly ShownMessage[],
  taken: readonly Message[],
  now: number,
): Queue {
  const attempt = {
    at: now,
    messages,
    taken: taken.map(({ order, visibleAt }) => ({ order, visibleAt })),
  };
  return { ...queue, attempts: set(queue.attempts, id, attempt) };
}
