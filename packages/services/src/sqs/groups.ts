/** Message groups: which of their messages can be received, and whose turn it is. */
import { entries, first, get, remove, set, size, type SortedMap } from '@stepthrough/collections';

export interface Group {
  /** All of its messages, by order of arrival. */
  readonly messages: SortedMap<number, true>;
  readonly inFlight: number;
  /** FIFO: its turn while its first message is visible; none while that is not. */
  readonly turn: number | undefined;
}

/** What a queue has of its groups. */
interface Grouped {
  readonly isFifo: boolean;
  /** Visible messages, by order of arrival. */
  readonly ready: SortedMap<number, true>;
  /** Message groups that hold messages. */
  readonly groups: SortedMap<string, Group>;
  /** FIFO: groups from which a message can be received, by the turns that they have. */
  readonly turns: SortedMap<number, string>;
  /** FIFO: the last turn that has been given. */
  readonly lastTurn: number;
}

interface Member {
  readonly group: string | undefined;
  readonly order: number;
}

const noMessages: Group = { messages: undefined, inFlight: 0, turn: undefined };

/** What a change of a message means for its group: messages of it that come, go or are in flight. */
interface GroupChange {
  readonly adds?: true;
  readonly takes?: true;
  readonly inFlight?: number;
}

/** A queue in which a message has changed, with its group brought up to date. */
export function inGroup<Q extends Grouped>(
  queue: Q,
  { group: name, order }: Member,
  { adds, takes, inFlight = 0 }: GroupChange,
): Q {
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
export function messagesInTurn(queue: Grouped, limit: number): readonly number[] {
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

/** FIFO: the place of the message of the same group for which a message has to wait. */
export function blockerOf(queue: Grouped, { group, order }: Member): number | undefined {
  if (group === undefined || !queue.isFifo) return undefined;
  let before: number | undefined;
  for (const [other] of entries(get(queue.groups, group)?.messages)) {
    if (other >= order) break;
    if (get(queue.ready, other) === undefined) return other;
    before ??= other;
  }
  return before;
}

/** A group that opens goes behind those that are open. */
function withTurn<Q extends Grouped>(queue: Q, name: string, group: Group): Q {
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

function withGroup<Q extends Grouped>(queue: Q, name: string, group: Group): Q {
  return { ...queue, groups: set(queue.groups, name, group) };
}

function withoutGroup<Q extends Grouped>(queue: Q, name: string, { turn }: Group): Q {
  const turns = turn === undefined ? queue.turns : remove(queue.turns, turn);
  return { ...queue, turns, groups: remove(queue.groups, name) };
}
