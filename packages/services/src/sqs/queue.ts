/** One queue as a value: what is in it, what is ready, what is hidden until when. */
import { entries, first, get, remove, set, size, type SortedMap } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { list, members, number, text } from '../contract/request-form.ts';
import type { ReplyTo } from '../contract/service.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import { inGroup, messagesInTurn, type Group } from './groups.ts';

/** What ReceiveMessage says of the messages that it wants. */
export const wanted = members({
  MaxNumberOfMessages: number,
  VisibilityTimeout: number,
  AttributeNames: list(text),
  MessageSystemAttributeNames: list(text),
  MessageAttributeNames: list(text),
  ReceiveRequestAttemptId: text,
});

export type Wanted = Infer<typeof wanted>;

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly isFifo: boolean;
  /** Where ids count as the same, as the queue was made; a later change changes nothing. */
  readonly deduplicationScope: string;
  /** As SetQueueAttributes has them: texts. */
  readonly attributes: { readonly [name: string]: string };
  readonly tags: { readonly [key: string]: string };
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** By order of arrival. */
  readonly messages: SortedMap<number, Message>;
  /** Visible messages, by order of arrival. */
  readonly ready: SortedMap<number, true>;
  /** Delayed and in-flight messages, by the time at which they become visible. */
  readonly hidden: SortedMap<readonly [visibleAt: number, order: number], true>;
  readonly byAge: SortedMap<readonly [sentAt: number, order: number], true>;
  readonly inFlight: number;
  /** Message groups that hold messages. */
  readonly groups: SortedMap<string, Group>;
  /** FIFO: groups from which a message can be received, by the turns that they have. */
  readonly turns: SortedMap<number, string>;
  /** FIFO: the last turn that has been given. */
  readonly lastTurn: number;
  /** FIFO: what has been sent in the last five minutes, by deduplication id. */
  readonly sent: SortedMap<
    string,
    { readonly id: string; readonly sequenceNumber: string; readonly at: number }
  >;
  /** FIFO: what was received, by ReceiveRequestAttemptId. */
  readonly attempts: SortedMap<string, ReceiveAttempt>;
  /** What became of messages that are gone. */
  readonly fates: SortedMap<string, Fate>;
  /** Receives that wait, in order. */
  readonly polls: readonly WaitingReceive[];
  readonly purgedAt: number | undefined;
  /** When the service has asked to be woken for this queue. */
  readonly wakeAt: number | undefined;
  /** What has happened in it so far. */
  readonly totals: { readonly sent: number; readonly received: number; readonly deleted: number };
}

/** A message as its receiver sees it. */
export type ShownMessage = JsonObject & { readonly MessageId: string };

/** What one receive gave, and how it left the messages. */
interface ReceiveAttempt {
  readonly at: number;
  readonly messages: readonly ShownMessage[];
  readonly taken: readonly { readonly order: number; readonly visibleAt: number }[];
}

export interface Message {
  readonly id: string;
  readonly order: number;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly isInFlight: boolean;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | undefined;
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly traceHeader: string | undefined;
  /** ARN of the queue from which it came into this dead-letter queue. */
  readonly deadLetterSource: string | undefined;
}

export type Fate =
  | { readonly kind: 'deleted' | 'expired' | 'purged' | 'filtered'; readonly at: number }
  | { readonly kind: 'moved'; readonly at: number; readonly to: string; readonly receives: number };

/** A ReceiveMessage that waits for messages. */
export interface WaitingReceive {
  readonly replyTo: ReplyTo;
  readonly wanted: Wanted;
  /** End of the wait; pollers of the simulation itself wait without end. */
  readonly until: number | undefined;
  /** By which it is told to stop. */
  readonly poller: string | undefined;
}

/** Makes visible what has become visible, and drops what has become too old. */
export function settle(queue: Queue, now: number): Queue {
  let settled = queue;
  for (;;) {
    const next = first(settled.hidden);
    if (!next || next.key[0] > now) break;
    settled = show(settled, next.key[1]);
  }
  const retention = Number(settled.attributes['MessageRetentionPeriod']) * 1000;
  for (;;) {
    const oldest = first(settled.byAge);
    if (!oldest || oldest.key[0] + retention > now) return settled;
    settled = take(settled, oldest.key[1], { kind: 'expired', at: oldest.key[0] + retention });
  }
}

/** Adds a message, visible or hidden as its `visibleAt` says. */
export function put(queue: Queue, message: Message, now: number): Queue {
  const { order } = message;
  const isHidden = message.visibleAt > now;
  const added: Queue = {
    ...queue,
    messages: set(queue.messages, order, message),
    byAge: set(queue.byAge, [message.sentAt, order], true),
    hidden: isHidden ? set(queue.hidden, [message.visibleAt, order], true) : queue.hidden,
    ready: isHidden ? queue.ready : set(queue.ready, order, true),
  };
  return inGroup(added, message, { adds: true });
}

/** Takes a message out for good. */
export function take(queue: Queue, order: number, fate: Fate | undefined): Queue {
  const message = get(queue.messages, order);
  if (!message) return queue;
  const taken: Queue = {
    ...queue,
    messages: remove(queue.messages, order),
    ready: remove(queue.ready, order),
    hidden: remove(queue.hidden, [message.visibleAt, order]),
    byAge: remove(queue.byAge, [message.sentAt, order]),
    inFlight: queue.inFlight - (message.isInFlight ? 1 : 0),
    fates: fate ? set(queue.fates, message.id, fate) : queue.fates,
  };
  return inGroup(taken, message, { takes: true, inFlight: message.isInFlight ? -1 : 0 });
}

/** Hides a message that has just been received, or changes how long it stays hidden. */
export function hide(queue: Queue, changed: Message): Queue {
  const before = get(queue.messages, changed.order);
  if (!before) return queue;
  const { order } = changed;
  const started = before.isInFlight ? 0 : 1;
  const hidden = remove(queue.hidden, [before.visibleAt, order]);
  const hiding: Queue = {
    ...queue,
    messages: set(queue.messages, order, changed),
    ready: remove(queue.ready, order),
    hidden: set(hidden, [changed.visibleAt, order], true),
    inFlight: queue.inFlight + started,
  };
  return inGroup(hiding, changed, { inFlight: started });
}

/** Makes a hidden message visible. */
export function show(queue: Queue, order: number): Queue {
  const message = get(queue.messages, order);
  if (!message) return queue;
  const ended = message.isInFlight ? 1 : 0;
  const shown: Queue = {
    ...queue,
    messages: set(queue.messages, order, { ...message, isInFlight: false }),
    hidden: remove(queue.hidden, [message.visibleAt, order]),
    ready: set(queue.ready, order, true),
    inFlight: queue.inFlight - ended,
  };
  return inGroup(shown, message, { inFlight: -ended });
}

/** The next messages that a receive would give, at most `limit`. */
export function candidates(queue: Queue, limit: number): readonly number[] {
  if (queue.isFifo) return messagesInTurn(queue, limit);
  return queue.groups ? fairly(queue, limit) : firstReady(queue, limit);
}

function firstReady(queue: Queue, limit: number): readonly number[] {
  const found: number[] = [];
  for (const [order] of entries(queue.ready)) {
    if (found.length === limit) break;
    found.push(order);
  }
  return found;
}

/** How far a fair queue looks for messages of quiet groups. */
const fairHorizon = 1000;

/** A fair queue gives messages of groups with few messages in flight before those of busy ones. */
function fairly(queue: Queue, limit: number): readonly number[] {
  const busy = new Map<string, number>();
  const load = (group: string | undefined): number =>
    group === undefined ? 0 : (busy.get(group) ?? get(queue.groups, group)?.inFlight ?? 0);
  const waiting = firstReady(queue, fairHorizon).map((order) => ({
    order,
    group: get(queue.messages, order)?.group,
  }));
  const found: number[] = [];
  while (found.length < limit && waiting.length > 0) {
    let best = 0;
    waiting.forEach(({ group }, index) => {
      if (load(group) < load(waiting[best]?.group)) best = index;
    });
    const [next] = waiting.splice(best, 1);
    if (!next) break;
    if (next.group !== undefined) busy.set(next.group, load(next.group) + 1);
    found.push(next.order);
  }
  return found;
}

export function counts(queue: Queue): { visible: number; inFlight: number; delayed: number } {
  return {
    visible: size(queue.ready),
    inFlight: queue.inFlight,
    delayed: size(queue.hidden) - queue.inFlight,
  };
}
