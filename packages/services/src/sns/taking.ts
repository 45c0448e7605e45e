/** A topic takes a message: numbered, checked against what it had before, handed to the subscribers. */
import { get, set } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import type { Context, ServiceEffect } from '../contract/service.ts';
import type { Attempt } from './attempts.ts';
import { deliveries } from './delivery.ts';
import type { Outgoing } from './message-problems.ts';
import { withTopic, type SnsState, type Topic } from './state.ts';

/** Five minutes. */
const deduplicationWindow = 300_000;

interface Taken {
  readonly state: SnsState;
  readonly response: JsonObject;
  readonly effects: readonly ServiceEffect<Attempt>[];
}

/** `request` is one that the topic does not refuse. */
export function take(state: SnsState, topic: Topic, request: Outgoing, context: Context): Taken {
  const { Message = '' } = request;
  const id = context.uuid('notification');
  const published = topic.published + 1;
  if (!topic.isFifo) {
    return {
      state: withTopic(state, { ...topic, published }),
      response: { MessageId: id },
      effects: [logged(topic, Message), ...deliveries(topic, { ...request, Message, id }, context)],
    };
  }
  const MessageDeduplicationId = request.MessageDeduplicationId ?? contentId(Message);
  const key = deduplicationKey(topic, { ...request, MessageDeduplicationId });
  const earlier = get(topic.sent, key);
  if (earlier && context.now - earlier.at < deduplicationWindow) {
    const { MessageId, SequenceNumber } = earlier;
    return { state, response: { MessageId, SequenceNumber }, effects: [] };
  }
  const SequenceNumber = String(10_000_000_000_000_000_000n + BigInt(published));
  const sent = set(topic.sent, key, { at: context.now, MessageId: id, SequenceNumber });
  const notice = { ...request, Message, id, MessageDeduplicationId, SequenceNumber };
  return {
    state: withTopic(state, { ...topic, published, sent }),
    response: { MessageId: id, SequenceNumber },
    effects: [logged(topic, Message), ...deliveries(topic, notice, context)],
  };
}

/** Of the text alone, without its attributes. */
function contentId(message: string): string {
  return createHash('sha256').update(message).digest('hex');
}

function deduplicationKey(
  { attributes }: Topic,
  { MessageGroupId = '', MessageDeduplicationId = '' }: Outgoing,
): string {
  return attributes['FifoThroughputScope'] === 'MessageGroup'
    ? `${MessageGroupId} ${MessageDeduplicationId}`
    : MessageDeduplicationId;
}

function logged({ name, dataProtectionPolicy }: Topic, message: string): ServiceEffect<Attempt> {
  const isUnprotected =
    dataProtectionPolicy === undefined ? '' : '; data protection policies are not simulated';
  return {
    do: 'log',
    kind: 'eventPublished',
    message: `Message published to topic ${name}${isUnprotected}`,
    resource: name,
    data: message,
  };
}
