/** Asynchronous invocations: when they are tried again, and where their results go. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../contract/service.ts';
import { responseOf, type Outcome } from '../contract/outcome.ts';
import type { Attempt, Invocation } from './state.ts';

/** After one minute, then after two. */
const retryDelays = [60_000, 120_000];

/** Six hours. */
const maximumAge = 21_600_000;

/** `undefined` when it is not tried again. */
export function retryDelay(
  { function: name }: Invocation,
  { failures }: Attempt,
  { setting }: Context,
): number | undefined {
  const declared = member(setting.scenario.resources.functions, name);
  return declared && failures < declared.retries ? retryDelays[failures] : undefined;
}

/** From a second up to five minutes, for six hours. */
export function throttleDelay({ throttles, since }: Attempt, now: number): number | undefined {
  if (now - since >= maximumAge) return undefined;
  return Math.min(1000 * 2 ** throttles, 300_000);
}

/** The record that an on-success or on-failure destination gets. */
export function destinationOf(
  invocation: Pick<Invocation, 'function' | 'requestId' | 'payload'>,
  { failures, since }: Attempt,
  hasFailed: boolean,
  outcome: Outcome,
  context: Context,
): readonly ServiceEffect[] {
  const { function: name, requestId, payload } = invocation;
  const declared = member(context.setting.scenario.resources.functions, name);
  const queue = declared?.[hasFailed ? 'onFailure' : 'onSuccess'];
  if (queue === undefined) return [];
  const { Payload = null } = responseOf(outcome);
  const isOld = context.now - since >= maximumAge;
  const body: JsonObject = {
    version: '1.0',
    timestamp: new Date(context.now).toISOString(),
    requestContext: {
      requestId,
      functionArn: `arn:aws:lambda:${context.region}:${context.account}:function:${name}:$LATEST`,
      condition: hasFailed ? (isOld ? 'EventAgeExceeded' : 'RetriesExhausted') : 'Success',
      approximateInvokeCount: failures + 1,
    },
    requestPayload: payload,
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(hasFailed ? { functionError: 'Unhandled' } : {}),
    },
    responsePayload: Payload,
  };
  const group = queue.endsWith('.fifo')
    ? { MessageGroupId: name, MessageDeduplicationId: requestId }
    : {};
  const request = { QueueUrl: queue, MessageBody: JSON.stringify(body), ...group };
  return [{ do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } }];
}
