/** Amazon EventBridge: rules and schedules that start executions or send messages. */
import type { Infer, Rule } from '@stepthrough/scenario';
import {
  isObject,
  member,
  parseJson,
  utf8Size,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import type { Context, Result, Service, ServiceCall, ServiceEffect } from '../contract/service.ts';
import { failure, success, type Outcome } from '../contract/outcome.ts';
import { json, list, members, operation, text } from '../contract/request-form.ts';
import { matchesPattern, nextScheduleTime } from '@stepthrough/scenario';
import { transformInput } from './transform.ts';
import { integrations } from './task-integration.ts';

export interface EventsState {
  readonly published: number;
}

const entryForm = members({
  Source: text,
  DetailType: text,
  Detail: text,
  EventBusName: text,
  Resources: list(text),
  Time: json,
});

type Entry = Infer<typeof entryForm>;

export const events: Service<'events', EventsState, string, Key> = {
  name: 'events',
  integrations,
  isBackground: true,
  initial: () => ({ published: 0 }),
  begin: (state, context) => ({
    state,
    effects: Object.entries(context.setting.scenario.resources.rules).flatMap(([name, rule]) =>
      alarm(name, rule, context.now),
    ),
  }),
  operations: {
    PutEvents: operation({ Entries: list(entryForm) }, (request, state: EventsState, context) => {
      const { Entries: entries = [] } = request;
      const refusal = sizeProblem(entries);
      if (refusal !== undefined) {
        return { state, outcome: failure('ValidationException', refusal) };
      }
      const effects: ServiceEffect[] = [];
      const Answers = entries.map((entry, index) => {
        const event = eventOf(entry, context.uuid(`event${index}`), context);
        if ('ErrorCode' in event) return event;
        effects.push(
          {
            do: 'log',
            kind: 'eventPublished',
            message: `Event ${event['detail-type']} from ${event.source}`,
            data: event,
          },
          ...targets(event, entry.EventBusName ?? 'default', context),
        );
        return { EventId: event.id };
      });
      const FailedEntryCount = Answers.filter((answer) => 'ErrorCode' in answer).length;
      return {
        state: { published: state.published + entries.length },
        outcome: success({ Entries: Answers, FailedEntryCount }),
        effects,
      };
    }),
  },
  receive: ({ rule: name }, state, context) => {
    const rule = member(context.setting.scenario.resources.rules, name);
    if (!rule) {
      return {
        state,
        outcome: failure('ResourceNotFoundException', `Rule ${name} does not exist.`),
      };
    }
    return { state, outcome: success({}), effects: [fire(name, rule, context)] };
  },
  wake: (name, state, context) => {
    const rule = member(context.setting.scenario.resources.rules, name);
    if (!rule) return { state };
    return { state, effects: [fire(name, rule, context), ...alarm(name, rule, context.now)] };
  },
  reply: delivered,
};

function alarm(name: string, rule: Rule, now: number): readonly ServiceEffect<string>[] {
  const { schedule, timezone, enabled } = rule;
  if (schedule === undefined || !enabled) return [];
  const at = nextScheduleTime(schedule, now, timezone);
  return at === undefined ? [] : [{ do: 'wake', key: name, at }];
}

/** The event that a schedule makes. */
function fire(name: string, rule: Rule, context: Context): ServiceEffect {
  const event: JsonObject = {
    version: '0',
    id: context.uuid('scheduled'),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: context.account,
    time: seconds(context.now),
    region: context.region,
    resources: [ruleArn(name, context)],
    detail: {},
  };
  return toTarget(name, rule, event, context);
}

function targets(event: JsonObject, bus: string, context: Context): readonly ServiceEffect[] {
  return Object.entries(context.setting.scenario.resources.rules)
    .filter(([, rule]) => rule.bus === bus && rule.enabled)
    .filter(([, { pattern }]) => pattern !== undefined && matchesPattern(pattern, event))
    .map(([name, rule]) => toTarget(name, rule, event, context));
}

function toTarget(name: string, rule: Rule, event: JsonObject, context: Context): ServiceEffect {
  const facts = { rule: name, arn: ruleArn(name, context), now: context.now };
  const { value, text } = transformInput(rule, event, facts);
  const key: Key = { rule: name, event };
  const replyTo = { kind: 'service', service: 'events', key } as const;
  return { do: 'call', call: targetCall(rule, value, text, context), replyTo };
}

function targetCall(
  { queue, messageGroupId = 'events', function: called, topic, target }: Rule,
  input: Json,
  text: string,
  { setting, number }: Context,
): ServiceCall {
  if (queue !== undefined) {
    const group = queue.endsWith('.fifo')
      ? { MessageGroupId: messageGroupId, MessageDeduplicationId: `event-${number}` }
      : {};
    const request = { QueueUrl: queue, MessageBody: text, ...group };
    return { service: 'sqs', operation: 'SendMessage', request };
  }
  if (called !== undefined) {
    const request = { FunctionName: called, InvocationType: 'Event', Payload: input };
    return { service: 'lambda', operation: 'Invoke', request };
  }
  if (topic !== undefined) {
    return { service: 'sns', operation: 'Publish', request: { TopicArn: topic, Message: text } };
  }
  const machine = target === undefined ? setting.main : setting.machines.get(target);
  const request = {
    stateMachineArn: machine?.arn ?? target ?? '',
    input: JSON.stringify(input),
  };
  return { service: 'states', operation: 'StartExecution', request };
}

function ruleArn(name: string, { region, account }: Context): string {
  return `arn:aws:events:${region}:${account}:rule/${name}`;
}

export interface Key {
  readonly rule: string;
  readonly event: JsonObject;
}

/** What a target refuses goes to the rule's dead-letter queue, or is lost with a word. */
function delivered(
  { rule: name, event }: Key,
  outcome: Outcome,
  state: EventsState,
  context: Context,
): Result<EventsState> {
  if (outcome.ok) return { state };
  const { code, message } = outcome.error;
  const log: ServiceEffect = {
    do: 'log',
    kind: 'callFailed',
    message: `The target of the rule ${name} refuses the event: ${code}: ${message}`,
    resource: name,
  };
  const deadLetter = member(context.setting.scenario.resources.rules, name)?.deadLetter;
  if (deadLetter === undefined) return { state, effects: [log] };
  const attribute = (value: string): JsonObject => ({ DataType: 'String', StringValue: value });
  const request = {
    QueueUrl: deadLetter,
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      RULE_ARN: attribute(ruleArn(name, context)),
      ERROR_CODE: attribute(code),
      ERROR_MESSAGE: attribute(message === '' ? code : message),
    },
  };
  const call: ServiceCall = { service: 'sqs', operation: 'SendMessage', request };
  return { state, effects: [log, { do: 'call', call }] };
}

/** The event that an entry makes, or what is wrong with the entry. */
function eventOf(
  { Source = '', DetailType = '', Detail, Resources = [] }: Entry,
  id: string,
  context: Context,
) {
  if (Source === '') return missing('Source');
  if (DetailType === '') return missing('DetailType');
  if (Detail === undefined) return missing('Detail');
  const detail = parseJson(Detail);
  if (!isObject(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: context.account,
    time: seconds(context.now),
    region: context.region,
    resources: Resources,
    detail,
  };
}

function missing(name: string) {
  const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

/** 1 MB of all entries together. */
const sizeLimit = 1_048_576;

function sizeProblem(entries: readonly Entry[]): string | undefined {
  if (entries.length > 10) {
    return "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10";
  }
  const size = entries.reduce((total, entry) => total + sizeOf(entry), 0);
  return size > sizeLimit
    ? 'Total size of the entries in the request is over the limit.'
    : undefined;
}

/** A time counts 14 bytes. */
function sizeOf(entry: Entry): number {
  const { Time, Source = '', DetailType = '', Detail = '', Resources = [] } = entry;
  return [Source, DetailType, Detail, ...Resources].reduce(
    (total, each) => total + utf8Size(each),
    Time === undefined ? 0 : 14,
  );
}

/** ISO time without milliseconds, as events have it. */
function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
