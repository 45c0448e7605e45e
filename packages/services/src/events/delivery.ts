/** What goes from a rule to its targets, and what becomes of that which a target refuses. */
import { get } from '@stepthrough/collections';
import { member, type Json, type JsonObject } from '@stepthrough/json';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Result, ServiceCall, ServiceEffect } from '../contract/service.ts';
import type { AwsError, Outcome } from '../contract/outcome.ts';
import { answerFault, connectionOfTarget, isDestination, requestOf } from './api-destination.ts';
import { rejected } from './connection.ts';
import { ruleArn, ruleKey, type EventsState, type Rule, type Target } from './state.ts';
import { transformed, type Transformed } from './transform.ts';

/** What waits for a target's answer. */
export interface DeliveryKey {
  readonly rule: string;
  readonly target: string;
  readonly event: JsonObject;
  /** When it was sent. */
  readonly at: number;
}

type Call = (
  arn: string,
  input: Transformed,
  target: Target,
  event: JsonObject,
  context: Context,
) => ServiceCall;

const calls: { readonly [service: string]: Call } = {
  sqs: (arn, { text }, { SqsParameters }, event, { number }) => {
    const { MessageGroupId } = SqsParameters ?? {};
    const group =
      MessageGroupId === undefined
        ? {}
        : {
            MessageGroupId,
            ...(arn.endsWith('.fifo')
              ? { MessageDeduplicationId: `${String(event['id'])}-${number}` }
              : {}),
          };
    const request = { QueueUrl: resourceName(arn), MessageBody: text, ...group };
    return { service: 'sqs', operation: 'SendMessage', request };
  },
  lambda: (arn, { value }) => ({
    service: 'lambda',
    operation: 'Invoke',
    request: { FunctionName: arn, InvocationType: 'Event', Payload: value },
  }),
  sns: (arn, { text }) => ({
    service: 'sns',
    operation: 'Publish',
    request: { TopicArn: arn, Message: text },
  }),
  states: (arn, { value }) => ({
    service: 'states',
    operation: 'StartExecution',
    request: { stateMachineArn: arn, input: JSON.stringify(value) },
  }),
  /** Another bus. */
  events: (arn, _input, _target, event) => ({
    service: 'events',
    operation: 'PutEvents',
    request: { Entries: [entryOf(event, arn)] },
  }),
};

/** Services whose resources can be targets. */
export const targetServices: readonly string[] = Object.keys(calls);

function entryOf(event: JsonObject, EventBusName: string): JsonObject {
  const { source = '', 'detail-type': type = '', detail = {}, resources = [], time = '' } = event;
  return {
    EventBusName,
    Source: source,
    DetailType: type,
    Detail: JSON.stringify(detail),
    Resources: resources,
    Time: Date.parse(String(time)) / 1000,
  };
}

/** The calls that hand an event to all targets of a rule. */
export function deliveries(
  rule: Rule,
  event: JsonObject,
  state: EventsState,
  context: Context,
): readonly ServiceEffect<never>[] {
  const facts = { rule: rule.name, arn: ruleArn(rule, context), now: context.now };
  return rule.targets.flatMap((target) => {
    const input = transformed(target, event, facts);
    if ('error' in input) return refused(rule, target, event, input.error, context);
    const asked = callOf(target, input, event, state, context);
    if (!asked) return [];
    if ('error' in asked) return refused(rule, target, event, asked.error, context);
    const { call } = asked;
    const at = context.now;
    const key: DeliveryKey = { rule: ruleKey(rule.bus, rule.name), target: target.Id, event, at };
    return [{ do: 'call', call, replyTo: { kind: 'service', service: 'events', key } }];
  });
}

function callOf(
  target: Target,
  input: Transformed,
  event: JsonObject,
  state: EventsState,
  context: Context,
): ReturnType<typeof requestOf> | undefined {
  if (isDestination(target.Arn)) return requestOf(target, input.value, state);
  const [, , service = ''] = target.Arn.split(':');
  const call = member(calls, service)?.(target.Arn, input, target, event, context);
  return call && { call };
}

/** What a target refuses goes to its dead-letter queue, or is lost with a word. */
export function delivered(
  { rule: key, target: id, event, at }: DeliveryKey,
  outcome: Outcome,
  state: EventsState,
  context: Context,
): Result<EventsState> {
  const rule = get(state.rules, key);
  const target = rule?.targets.find(({ Id }) => Id === id);
  if (!rule || !target) return { state };
  if (!isDestination(target.Arn)) {
    if (outcome.ok) return { state };
    return { state, effects: refused(rule, target, event, outcome.error, context) };
  }
  const fault = answerFault(outcome, context.now - at);
  if (!fault) return { state };
  const connection = connectionOfTarget(target, state);
  const { state: after, effects = [] } =
    fault.rejects === undefined || !connection
      ? { state }
      : rejected(connection, fault.rejects, state, context);
  return { state: after, effects: [...effects, ...refused(rule, target, event, fault, context)] };
}

function refused(
  rule: Rule,
  target: Target,
  event: JsonObject,
  { code, message }: Pick<AwsError, 'code' | 'message'>,
  context: Context,
): readonly ServiceEffect<never>[] {
  const log: ServiceEffect = {
    do: 'log',
    kind: 'callFailed',
    message: `The target of the rule ${rule.name} refuses the event: ${code}: ${message}`,
    resource: rule.name,
  };
  const deadLetter = target.DeadLetterConfig?.Arn;
  if (deadLetter === undefined) return [log];
  const attribute = (value: string): Json => ({ DataType: 'String', StringValue: value });
  const request = {
    QueueUrl: resourceName(deadLetter),
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      RULE_ARN: attribute(ruleArn(rule, context)),
      TARGET_ARN: attribute(target.Arn),
      ERROR_CODE: attribute(code),
      ERROR_MESSAGE: attribute(message === '' ? code : message),
    },
  };
  return [log, { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } }];
}
