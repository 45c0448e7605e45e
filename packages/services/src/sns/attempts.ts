/** Attempts to bring a message to a subscriber: tried again, handed to a dead-letter queue, or lost with a word. */
import { get } from '@stepthrough/collections';
import { responseOf, type Outcome } from '../contract/outcome.ts';
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import type { HttpRequest } from '../contract/signals.ts';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import { retryDelay } from './delivery-policy.ts';
import { deadLetterQueue } from './redrive-policy.ts';
import { subscriptionWith, type SnsState, type Subscription, type Topic } from './state.ts';

/** What SNS keeps with an attempt until it knows the end. */
export interface Attempt {
  readonly topic: string;
  /** Id of the subscription. */
  readonly subscription: string;
  /** What a dead-letter queue gets. */
  readonly body: string;
  /** Of a raw message. */
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageGroupId: string;
  readonly MessageDeduplicationId: string;
  /** To an HTTP endpoint. */
  readonly http?: HttpRequest;
  /** Retries so far. */
  readonly retries: number;
}

/** A request to the HTTP endpoint of a subscription, with its answer to `attemptEnded`. */
export function requestOf(attempt: Attempt, signal: HttpRequest): ServiceEffect<Attempt> {
  const replyTo = { kind: 'service', service: 'sns', key: attempt } as const;
  return { do: 'call', call: { service: 'http', signal }, replyTo };
}

/** Tries it again. */
export function tryAgain(state: SnsState, attempt: Attempt): Result<SnsState, Attempt> {
  const { http } = attempt;
  return http && found(state, attempt) ? { state, effects: [requestOf(attempt, http)] } : { state };
}

/** A subscriber has answered. */
export function attemptEnded(
  attempt: Attempt,
  outcome: Outcome,
  state: SnsState,
  context: Context,
): Result<SnsState, Attempt> {
  const why = failureOf(attempt, outcome);
  const current = found(state, attempt);
  if (why === undefined || !current) return { state };
  const { topic, subscription } = current;
  const own = subscription.attributes['DeliveryPolicy'];
  const delay = why.isLasting
    ? undefined
    : retryDelay(attempt.retries, own, topic.attributes['DeliveryPolicy']);
  if (delay !== undefined) {
    const key = { ...attempt, retries: attempt.retries + 1 };
    return { state, effects: [{ do: 'wake', key, at: context.now + delay }] };
  }
  const queue = deadLetterQueue(subscription);
  const log: ServiceEffect<Attempt> = {
    do: 'log',
    kind: queue === undefined ? 'callFailed' : 'messageMoved',
    message: `${subscription.endpoint} did not take a message of topic ${topic.name}: ${why.message}${queue === undefined ? '' : `; it goes to ${queue}`}`,
    resource: topic.name,
    data: attempt.body,
  };
  return { state, effects: queue === undefined ? [log] : [log, toDeadLetters(queue, attempt)] };
}

interface Failure {
  readonly message: string;
  /** Another try would not help. */
  readonly isLasting: boolean;
}

function failureOf({ http }: Attempt, outcome: Outcome): Failure | undefined {
  if (!outcome.ok) {
    const { code, message } = outcome.error;
    return { message: `${code}: ${message}`, isLasting: true };
  }
  if (!http) return undefined;
  const { status } = responseOf(outcome);
  const code = Number(status);
  if (code >= 200 && code < 300) return undefined;
  // Other answers below 500 are the client's fault, for good.
  return { message: `status ${code}`, isLasting: code < 500 && code !== 429 };
}

function toDeadLetters(queue: string, attempt: Attempt): ServiceEffect<Attempt> {
  const { body, MessageAttributes, MessageGroupId, MessageDeduplicationId } = attempt;
  const request = {
    QueueUrl: queue,
    MessageBody: body,
    ...(MessageAttributes ? { MessageAttributes } : {}),
    ...(queue.endsWith('.fifo') ? { MessageGroupId, MessageDeduplicationId } : {}),
  };
  return { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } };
}

function found(
  state: SnsState,
  attempt: Attempt,
): { readonly topic: Topic; readonly subscription: Subscription } | undefined {
  const topic = get(state.topics, attempt.topic);
  const subscription = topic && subscriptionWith(topic, attempt.subscription);
  return subscription && { topic, subscription };
}
