/** Answers to those who are no Task and no service: clients from outside, starts and events of the scenario. */
import { get } from '@stepthrough/collections';
import type { Outcome, ReplyTo } from '@stepthrough/services';
import type { World } from '../world/world.ts';

export type Sender = Extract<ReplyTo, { kind: 'client' | 'start' | 'event' }>;

/** An answer, and when it came. */
interface Answered {
  readonly outcome: Outcome;
  /** Virtual time in milliseconds since the epoch. */
  readonly at: number;
}

/** Under which the answers to a sender are kept. */
export function senderOf(sender: Sender): string {
  return sender.kind === 'client' ? `client:${sender.id}` : `${sender.kind}:${sender.index}`;
}

export function replyAt({ replies }: World, sender: Sender): Answered | undefined {
  return get(replies, senderOf(sender));
}
