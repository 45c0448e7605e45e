/** Amazon EventBridge: rules and schedules that start executions or send messages. */
import type { Json } from '@stepthrough/asl';
import {
  failure,
  success,
  type Context,
  type JsonObject,
  type Service,
  type ServiceEffect,
} from '../service.ts';
import { matches } from './pattern.ts';
import { nextTime } from './schedule.ts';
import { transformInput } from './transform.ts';

export interface EventsState {
  readonly published: number;
}

export const events: Service<EventsState> = {
  name: 'events',
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
      const effects: ServiceEffect[] = [];
      const Answers = entries.map((entry, index) => {
        const problem = entryProblem(entry);
        if (problem !== undefined) return { ErrorCode: 'InvalidArgument', ErrorMessage: problem };
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
    /** Not an operation of AWS: lets the schedule of a rule fire now. */
    Fire: ({ Rule = '' }, state, context) => {
      const rule = context.setting.scenario.resources.rules[String(Rule)];
      if (!rule) {
        return {
          state,
          outcome: failure('ResourceNotFoundException', `Rule ${String(Rule)} does not exist.`),
        };
      }
      return { state, outcome: success({}), effects: [fire(String(Rule), rule, context)] };
    },
  },
  wake: (key, state, context) => {
    const name = String(key);
    const rule = context.setting.scenario.resources.rules[name];
    if (!rule) return { state };
    return { state, effects: [fire(name, rule, context), ...alarm(name, rule, context.now)] };
  },
};

function alarm(name: string, { schedule }: JsonObject, now: number): readonly ServiceEffect[] {
  const at = typeof schedule === 'string' ? nextTime(schedule, now) : undefined;
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
    resources: [`arn:aws:events:${context.region}:${context.account}:rule/${name}`],
    detail: {},
  };
  return toTarget(name, rule, event, context);
}

function targets(event: JsonObject, bus: string, context: Context): readonly ServiceEffect[] {
  return Object.entries(context.setting.scenario.resources.rules)
    .filter(([, rule]) => (rule['bus'] ?? 'default') === bus)
    .filter(([, { pattern }]) => pattern !== undefined && matches(pattern, event))
    .map(([name, rule]) => toTarget(name, rule, event, context));
}

function toTarget(
  name: string,
  rule: JsonObject,
  event: JsonObject,
  context: Context,
): ServiceEffect {
  const { queue, target } = rule;
  const input = transformInput(rule, event, { rule: name, now: context.now });
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  if (typeof queue === 'string') {
    const request = { QueueUrl: queue, MessageBody: text };
    return { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } };
  }
  const machine =
    typeof target === 'string' ? context.setting.machines.get(target) : context.setting.main;
  const request = { stateMachineArn: machine?.arn ?? String(target), input: JSON.stringify(input) };
  return { do: 'call', call: { service: 'states', operation: 'StartExecution', request } };
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

function entryProblem({ Source, DetailType, Detail = '{}' }: JsonObject): string | undefined {
  if (typeof Source !== 'string' || Source === '')
    return 'Parameter Source is not valid. Reason: Source is a required argument.';
  if (typeof DetailType !== 'string')
    return 'Parameter DetailType is not valid. Reason: DetailType is a required argument.';
  try {
    const detail: unknown = JSON.parse(String(Detail));
    return typeof detail === 'object' && detail !== null ? undefined : 'Detail is malformed.';
  } catch {
    return 'Detail is malformed.';
  }
}

/** ISO time without milliseconds, as events have it. */
function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
