/** Redrive policies of subscriptions: where goes what cannot be delivered. */
import { isObject, parseJson } from '@stepthrough/json';
import { resourceName } from '../contract/resource-name.ts';
import type { Subscription, Topic } from './state.ts';

/** Why SNS refuses a text as RedrivePolicy of a subscription, without the words that come before. */
export function redrivePolicyProblem(
  text: string,
  { protocol, endpoint }: Pick<Subscription, 'protocol' | 'endpoint'>,
  { isFifo }: Pick<Topic, 'isFifo'>,
): string | undefined {
  const policy = parseJson(text);
  if (!isObject(policy)) return 'RedrivePolicy: failed to parse JSON.';
  const { deadLetterTargetArn: arn } = policy;
  if (typeof arn !== 'string' || !/^arn:[^:]*:[^:]+:[^:]*:\d*:.+$/.test(arn)) {
    return 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
  }
  if (!/^arn:[^:]*:sqs:/.test(arn)) {
    return 'RedrivePolicy: deadLetterTargetArn must be a SQS queue';
  }
  if (!/^arn:[^:]*:sqs:[^:]+:\d+:[^:/]+$/.test(arn)) {
    return 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
  }
  const isFifoSubscription = isFifo && protocol === 'sqs' && endpoint.endsWith('.fifo');
  if (arn.endsWith('.fifo') === isFifoSubscription) return undefined;
  return isFifoSubscription
    ? 'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.'
    : 'RedrivePolicy: must use a Standard queue as DLQ for a Standard Subscription.';
}

/** Name of the dead-letter queue of a subscription, if it has one. */
export function deadLetterQueue({ attributes }: Subscription): string | undefined {
  const { RedrivePolicy: text } = attributes;
  const policy = text === undefined ? undefined : parseJson(text);
  const { deadLetterTargetArn: arn } = isObject(policy) ? policy : {};
  return typeof arn === 'string' ? resourceName(arn) : undefined;
}
