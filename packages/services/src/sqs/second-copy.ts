/** Second copies of messages, which a fault of the scenario lets come. */
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import { duplication, type FaultCounts } from '../faults/message-faults.ts';
import { changed, shortId } from './polls.ts';
import { put, type Message, type Queue } from './queue.ts';
import { queueNamed, type SqsKey, type SqsState } from './state.ts';

/** What a fault adds to the sending of a message; no message when it was a duplicate itself. */
export function secondCopy(
  message: Message | undefined,
  queue: Queue,
  { faults }: SqsState,
  { setting, now }: Context,
): { readonly faults: FaultCounts; readonly effects: readonly ServiceEffect<SqsKey>[] } {
  const second = message && duplication(setting, queue.name, message.body, faults);
  if (!second) return { faults, effects: [] };
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
  const queue = queueNamed(state, name, context.now);
  // It has been deleted meanwhile.
  if (!queue) return { state };
  const copy: Message = { ...message, order: context.number, visibleAt: context.now };
  const after = changed(state, put(queue, copy, context.now), context);
  const log = {
    do: 'log',
    kind: 'faultInjected',
    message: `Message ${shortId(message.id)} is delivered to ${name} a second time`,
    resource: name,
  } as const;
  return { ...after, effects: [log, ...(after.effects ?? [])] };
}
