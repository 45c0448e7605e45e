/** Amazon EventBridge: rules and schedules that start executions or send messages. */
import type { Rule } from '@stepthrough/scenario';
import { type Json, member, type JsonObject } from '@stepthrough/json';
import type { Context, Result, Service, ServiceCall, ServiceEffect } from '../contract/service.ts';
import { failure, success, type Outcome } from '../contract/outcome.ts';
import { matchesPattern, nextScheduleTime } from '@stepthrough/scenario';
import { transformInput } from './transform.ts';

export interface EventsState {
  readonly published: number;
}

export const events: Service<'events', EventsState, string, Key> = {
  name: 'events',
  isBackground: true,
  initial: () => ({ published: 0 }),
  begin: (state, context) => ({
    state,
    effects: Object.entries(context.setting.scenario.resources.rules).flatMap(([name, rule]) =>
      alarm(name, rule, context.now),
    ),
  }),
  operations: {
    PutEvents: (request, state, context) => {
      const { Entries = [] } = request;
      const entries = Entries as readonly JsonObject[];
      const refusal = sizeProblem(entries);
      if (refusal !== undefined) {
        return { state, outcome: failure('ValidationException', refusal) };
      }
      const effects: ServiceEffect[] = [];
      const Answers = entries.map((entry, index) => {
        const problem = entryProblem(entry);
        if (problem !== undefined) return problem;
        const event = eventOf(entry, context.uuid(`event${index}`), context);
        effects.push(
          {
            do: 'log',
            kind: 'eventPublished',
            message: `Event ${String(event['detail-type'])} from ${String(event['source'])}`,
            data: event,
          },
          ...targets(event, String(entry['EventBusName'] ?? 'default'), context),
        );
        return { EventId: event['id'] ?? '' };
      });
      const FailedEntryCount = Answers.filter((answer) => 'ErrorCode' in answer).length;
      return {
        state: { published: state.published + entries.length },
        outcome: success({ Entries: Answers, FailedEntryCount }),
        effects,
      };
    },
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

function alarm(name: string, rule: JsonObject, now: number): readonly ServiceEffect<string>[] {
  const { schedule, timezone, enabled } = rule;
  if (typeof schedule !== 'string' || enabled === false) return [];
  const at = nextScheduleTime(schedule, now, typeof timezone === 'string' ? timezone : 'UTC');
  return at === undefined ? [] : [{ do: 'wake', key: name, at }];
}

/** The event that a schedule makes. */
function fire(name: string, rule: JsonObject, context: Context): ServiceEffect {
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
    .filter(([, rule]) => (rule['bus'] ?? 'default') === bus && rule['enabled'] !== false)
    .filter(([, { pattern }]) => pattern !== undefined && matchesPattern(pattern, event))
    .map(([name, rule]) => toTarget(name, rule, event, context));
}

function toTarget(
  name: string,
  rule: JsonObject,
  event: JsonObject,
  context: Context,
): ServiceEffect {
  const facts = { rule: name, arn: ruleArn(name, context), now: context.now };
  const { value, text } = transformInput(rule, event, facts);
  const key: Key = { rule: name, event };
  const replyTo = { kind: 'service', service: 'events', key } as const;
  return { do: 'call', call: targetCall(rule, value, text, context), replyTo };
}

function targetCall(
  { queue, messageGroupId, function: called, topic, target }: JsonObject,
  input: Json,
  text: string,
  { setting, number }: Context,
): ServiceCall {
  if (typeof queue === 'string') {
    const group = queue.endsWith('.fifo')
      ? { MessageGroupId: messageGroupId ?? 'events', MessageDeduplicationId: `event-${number}` }
      : {};
    const request = { QueueUrl: queue, MessageBody: text, ...group };
    return { service: 'sqs', operation: 'SendMessage', request };
  }
  if (typeof called === 'string') {
    const request = { FunctionName: called, InvocationType: 'Event', Payload: input };
    return { service: 'lambda', operation: 'Invoke', request };
  }
  if (typeof topic === 'string') {
    return { service: 'sns', operation: 'Publish', request: { TopicArn: topic, Message: text } };
  }
  const machine = typeof target === 'string' ? setting.machines.get(target) : setting.main;
  const request = {
    stateMachineArn: machine?.arn ?? String(target),
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
  const rule: Partial<Rule> = member(context.setting.scenario.resources.rules, name) ?? {};
  const log: ServiceEffect = {
    do: 'log',
    kind: 'callFailed',
    message: `The target of the rule ${name} refuses the event: ${code}: ${message}`,
    resource: name,
  };
  const { deadLetter } = rule;
  if (typeof deadLetter !== 'string') return { state, effects: [log] };
  const text = (value: string): JsonObject => ({ DataType: 'String', StringValue: value });
  const request = {
    QueueUrl: deadLetter,
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      RULE_ARN: text(ruleArn(name, context)),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(message === '' ? code : message),
    },
  };
  const call: ServiceCall = { service: 'sqs', operation: 'SendMessage', request };
  return { state, effects: [log, { do: 'call', call }] };
}

function eventOf(entry: JsonObject, id: string, context: Context): JsonObject {
  const { Source = '', DetailType = '', Detail = '{}', Resources = [] } = entry;
  return {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: context.account,
    time: seconds(context.now),
    region: context.region,
    resources: Resources,
    detail: JSON.parse(String(Detail)) as Json,
  };
}

type EntryProblem = { readonly ErrorCode: string; readonly ErrorMessage: string };

/** 1 MB of all entries together. */
const sizeLimit = 1_048_576;

function sizeProblem(entries: readonly JsonObject[]): string | undefined {
  if (entries.length > 10) {
    return "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10";
  }
  const size = entries.reduce((total, entry) => total + sizeOf(entry), 0);
  return size > sizeLimit
    ? 'Total size of the entries in the request is over the limit.'
    : undefined;
}

function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: JsonObject): number {
  const texts = [Source, DetailType, Detail, ...(Resources as readonly Json[])];
  return texts.reduce<number>(
    (total, text) => total + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    Time === undefined ? 0 : 14,
  );
}

function entryProblem({ Source, DetailType, Detail }: JsonObject): EntryProblem | undefined {
  const missing = (name: string): EntryProblem => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  if (typeof Source !== 'string' || Source === '') return missing('Source');
  if (typeof DetailType !== 'string' || DetailType === '') return missing('DetailType');
  if (typeof Detail !== 'string') return missing('Detail');
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  try {
    const detail: unknown = JSON.parse(Detail);
    const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail);
    return isObject ? undefined : malformed;
  } catch {
    return malformed;
  }
}

/** ISO time without milliseconds, as events have it. */
function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
