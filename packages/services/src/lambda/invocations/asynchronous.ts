/** Asynchronous invocations: when they are tried again, and where their results go. */
import { get } from '@stepthrough/collections';
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import { responseOf, type Outcome } from '../../contract/outcome.ts';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import { unpublished, versionOf, type AsynchronousSettings } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { settingOf } from '../functions/reference.ts';
import type { Again, Attempt, LambdaState } from '../model/state.ts';
import { delivery } from './delivery.ts';

/** After one minute, then after two. */
const retryDelays = [60_000, 120_000];

/** Six hours, in seconds. */
const maximumAge = 21_600;

/** `undefined` when it is not tried again. */
export function retryDelay(
  invocation: Pick<Again, 'function' | 'qualifier'>,
  { failures }: Attempt,
  state: LambdaState,
): number | undefined {
  const { retries = 2 } = settingsOf(invocation, state) ?? {};
  return failures < retries ? retryDelays[failures] : undefined;
}

/** From a second up to five minutes. */
export function throttleDelay({ throttles }: Attempt): number {
  return Math.min(1000 * 2 ** throttles, 300_000);
}

export function isTooOld(again: Again, state: LambdaState, now: number): boolean {
  const { maximumAge: seconds = maximumAge } = settingsOf(again, state) ?? {};
  return now - again.attempt.since > seconds * 1000;
}

function settingsOf(
  { function: name, qualifier }: Pick<Again, 'function' | 'qualifier'>,
  state: LambdaState,
): AsynchronousSettings | undefined {
  const found = get(state.functions, name);
  return found && settingOf(found.asynchronous, { function: found, qualifier });
}

interface Ended extends Pick<Again, 'function' | 'qualifier' | 'payload'> {
  readonly requestId: string;
  /** How often the function has been invoked. */
  readonly tries: number;
}

type End = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** What happens to an event that is done with: its record goes to a destination, or it to a dead-letter queue. */
export function ended(
  event: Ended,
  end: End,
  outcome: Outcome,
  state: LambdaState,
  context: Context,
): readonly ServiceEffect[] {
  const { onSuccess, onFailure } = settingsOf(event, state) ?? {};
  const to = end === 'Success' ? onSuccess : onFailure;
  const record = () => recordOf(event, end, outcome, context);
  const told = to === undefined ? [] : delivery(to, record(), end === 'Success', event, context);
  return end === 'Success' ? told : [...told, ...deadLetter(event, outcome, state)];
}

/** The record that an on-success or on-failure destination gets. */
function recordOf(event: Ended, end: End, outcome: Outcome, context: Context): JsonObject {
  const { function: name, qualifier = unpublished, requestId, payload, tries } = event;
  const { Payload = null, ExecutedVersion = unpublished } = responseOf(outcome);
  const hasFailed = end !== 'Success';
  return {
    version: '1.0',
    timestamp: new Date(context.now).toISOString(),
    requestContext: {
      requestId,
      functionArn: functionArn({ name, qualifier }, context),
      condition: end,
      approximateInvokeCount: tries,
    },
    requestPayload: payload,
    // One that was given up unheard has no answer.
    ...(outcome.ok
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: ExecutedVersion,
            ...(hasFailed ? { functionError: 'Unhandled' } : {}),
          },
          responsePayload: Payload,
        }
      : {}),
  };
}

/** The first KB of an error's message is told. */
const messageLimit = 1024;

/** The event as it came, with why it failed in attributes. */
function deadLetter(
  { function: name, qualifier, payload, requestId }: Ended,
  outcome: Outcome,
  state: LambdaState,
): readonly ServiceEffect[] {
  const found = get(state.functions, name);
  const alias = found && get(found.aliases, qualifier ?? '');
  const number = alias?.version ?? qualifier ?? unpublished;
  const target = found && versionOf(found, number)?.deadLetter;
  if (target === undefined) return [];
  const attributes = {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: outcome.ok ? '200' : `${outcome.error.status}` },
    ErrorMessage: { DataType: 'String', StringValue: messageOf(outcome) },
  };
  const body = JSON.stringify(payload);
  const call = target.includes(':sns:')
    ? ({
        service: 'sns',
        operation: 'Publish',
        request: { TopicArn: target, Message: body, MessageAttributes: attributes },
      } as const)
    : ({
        service: 'sqs',
        operation: 'SendMessage',
        request: { QueueUrl: target, MessageBody: body, MessageAttributes: attributes },
      } as const);
  return [{ do: 'call', call }];
}

function messageOf(outcome: Outcome): string {
  if (!outcome.ok) return outcome.error.message;
  const { Payload = null } = responseOf(outcome);
  const message: Json | undefined = isObject(Payload) ? Payload['errorMessage'] : undefined;
  const told = typeof message === 'string' ? message : JSON.stringify(Payload);
  return told.slice(0, messageLimit) || 'null';
}
