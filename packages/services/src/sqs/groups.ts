/** Message groups: which of their messages can be received, and whose turn it is. */
import { entries, first, get, remove, set, size, type SortedMap } from '@stepthrough/collections';
import type { Message, Queue } from './queue.ts';

export interface Group {
  /** All of its messages, by order of arrival. */
  readonly messages: SortedMap<number, true>;
  readonly inFlight: number;
  /** FIFO: its turn while its first message is visible; none while that is not. */
  readonly turn: number | undefined;
}

const noMessages: Group = { messages: undefined, inFlight: 0, turn: undefined };

/** What a change of a message means for its group: messages of it that come, go or are in flight. */
export interface GroupChange {
  readonly adds?: true;
  readonly takes?: true;
  readonly inFlight?: number;
}

/** A queue in which a message has changed, with its group brought up to date. */
export function inGroup(
  queue: Queue,
  { group: name, order }: Message,
  { adds, takes, inFlight = 0 }: GroupChange,
): Queue {
  if (name === undefined) return queue;
  const before = get(queue.groups, name) ?? noMessages;
  let { messages } = before;
  if (adds) messages = set(messages, order, true);
  if (takes) messages = remove(messages, order);
  const changed: Group = { ...before, messages, inFlight: before.inFlight + inFlight };
  if (size(messages) === 0) return withoutGroup(queue, name, before);
  return queue.isFifo ? withTurn(queue, name, changed) : withGroup(queue, name, changed);
}

/** FIFO: the next messages in turn, at most `limit`. A group is closed from its first invisible message on. */
export function messagesInTurn(queue: Queue, limit: number): readonly number[] {
  const found: number[] = [];
  // One group is emptied before the next is begun.
  for (const [, name] of entries(queue.turns)) {
    for (const [order] of entries(get(queue.groups, name)?.messages)) {
      if (found.length === limit) return found;
      if (get(queue.ready, order) === undefined) break;
      found.push(order);
    }
  }
  return found;
}

/** FIFO: the message of the same group for which a message has to wait. */
export function blockerOf(queue: Queue, message: Message): Message | undefined {
  if (message.group === undefined || !queue.isFifo) return undefined;
  let before: number | undefined;
  for (const [order] of entries(get(queue.groups, message.group)?.messages)) {
    if (order >= message.order) break;
    if (get(queue.ready, order) === undefined) return get(queue.messages, order);
    before ??= order;
  }
  return before === undefined ? undefined : get(queue.messages, before);
}

/** A group that opens goes behind those that are open. */
function withTurn(queue: Queue, name: string, group: Group): Queue {
  const order = first(group.messages)?.key;
  const isOpen = order !== undefined && get(queue.ready, order) !== undefined;
  if (isOpen === (group.turn !== undefined)) return withGroup(queue, name, group);
  if (!isOpen) {
    const turns = group.turn === undefined ? queue.turns : remove(queue.turns, group.turn);
    return withGroup({ ...queue, turns }, name, { ...group, turn: undefined });
  }
  const turn = queue.lastTurn + 1;
  const turns = set(queue.turns, turn, name);
  return withGroup({ ...queue, turns, lastTurn: turn }, name, { ...group, turn });
}

function withGroup(queue: Queue, name: string, group: Group): Queue {
  return { ...queue, groups: set(queue.groups, name, group) };
}

function withoutGroup(queue: Queue, name: string, { turn }: Group): Queue {
  const turns = turn === undefined ? queue.turns : remove(queue.turns, turn);
  return { ...queue, turns, groups: remove(queue.groups, name) };
}
