/** Why a message is, or is not, delivered: one sentence for its reader. */
import { entries, get } from '@stepthrough/collections';
import { blockerOf } from './groups.ts';
import type { Fate, Message, Queue } from './queue.ts';
import { settle } from './queue.ts';
import type { SqsState } from './state.ts';

export function explainMessage(state: SqsState, id: string, now: number): string {
  for (const [, queue] of entries(state.queues)) {
    const settled = settle(queue, now);
    for (const [, message] of entries(settled.messages)) {
      if (message.id === id) return explainPresent(settled, message, now);
    }
  }
  for (const [, queue] of entries(state.queues)) {
    const fate = get(settle(queue, now).fates, id);
    if (fate) return explainGone(queue, fate);
  }
  return `No queue has had a message ${id}.`;
}

function explainPresent(queue: Queue, message: Message, now: number): string {
  if (message.isInFlight) {
    return `In flight: received ${times(message.receiveCount)}, visible in ${queue.name} again at ${time(message.visibleAt)} unless it is deleted before.`;
  }
  if (message.visibleAt > now) {
    return `Delayed: becomes visible in ${queue.name} at ${time(message.visibleAt)}.`;
  }
  const place = blockerOf(queue, message);
  const blocker = place === undefined ? undefined : get(queue.messages, place);
  if (blocker) {
    return `Blocked: message ${blocker.id} of the same group "${message.group}" is ${blocker.isInFlight ? 'in flight' : 'before it'} in ${queue.name}.`;
  }
  if (message.deadLetterSource !== undefined) {
    const source = message.deadLetterSource.split(':').at(-1) ?? '';
    return `In the dead-letter queue ${queue.name}: received ${times(message.receiveCount)} from ${source} without being deleted.`;
  }
  return `Visible in ${queue.name}: the next receive can have it.`;
}

function explainGone(queue: Queue, fate: Fate): string {
  switch (fate.kind) {
    case 'deleted':
      return `Deleted from ${queue.name} at ${time(fate.at)} by a receiver.`;
    case 'expired':
      return `Expired: the retention period of ${queue.name} ended at ${time(fate.at)}.`;
    case 'purged':
      return `Purged from ${queue.name} at ${time(fate.at)}.`;
    case 'moved':
      return `Moved from ${queue.name} to ${fate.to} at ${time(fate.at)}, after ${times(fate.receives)}.`;
    case 'filtered':
      return `Deleted from ${queue.name} at ${time(fate.at)}: no filter of the event source matched it.`;
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function time(at: number): string {
  return new Date(at).toISOString();
}
