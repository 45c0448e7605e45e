/** PutEvents: entries become events, which go to the targets of the rules that they match. */
import type { Infer } from '@stepthrough/scenario';
import { isObject, parseJson, utf8Size } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { json, list, members, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, ServiceEffect } from '../contract/service.ts';
import { eventTime, timeIn } from './event.ts';
import { route } from './routing.ts';
import type { EventsKey } from './schedules.ts';
import { busName, type EventsState } from './state.ts';
import { broken, invalid } from './validation.ts';

const entryForm = members({
  Source: text,
  DetailType: text,
  Detail: text,
  EventBusName: text,
  Resources: list(text),
  Time: json,
  TraceHeader: text,
});

type Entry = Infer<typeof entryForm>;

/** Entries of one request. */
const most = 10;
/** Bytes of all entries together: 1 MB. */
const sizeLimit = 1_048_576;

export const putEventsOperations: { readonly [name: string]: Operation<EventsState, EventsKey> } = {
  PutEvents: operation(
    { Entries: list(entryForm), EndpointId: text },
    ({ Entries: entries = [], EndpointId }, state, context) => {
      const problem = requestProblem(entries, EndpointId);
      if (problem) return { state, outcome: problem };
      const times = entries.map(({ Time }) =>
        Time === undefined ? context.now : timeIn('Time', Time),
      );
      const wrong = times.find(isRefusalOf);
      if (wrong) return { state, outcome: wrong };
      let after: EventsState = { ...state, published: state.published + entries.length };
      const effects: ServiceEffect<never>[] = [];
      const Entries = entries.map((entry, index) => {
        const at = times[index];
        const event = eventOf(
          entry,
          context.uuid(`event${index}`),
          typeof at === 'number' ? at : context.now,
          context,
        );
        if ('ErrorCode' in event) return event;
        const bus = busName(entry.EventBusName);
        const { state: next, effects: delivered, isTaken } = route(event, bus, after, context);
        after = next;
        const nowhere = isTaken ? '' : `; no rule of the bus "${bus}" takes it`;
        effects.push(
          {
            do: 'log',
            kind: 'eventPublished',
            message: `Event ${event['detail-type']} from ${event.source}${nowhere}`,
            data: event,
          },
          ...delivered,
        );
        return { EventId: event.id };
      });
      const FailedEntryCount = Entries.filter((answer) => 'ErrorCode' in answer).length;
      return {
        state: after,
        outcome: success({ Entries, FailedEntryCount }),
        effects,
      };
    },
  ),
};

function isRefusalOf(value: number | Refusal): value is Refusal {
  return typeof value !== 'number' && isRefusal(value);
}

/** The event that an entry makes, or what is wrong with the entry. */
function eventOf(
  { Source = '', DetailType = '', Detail, Resources = [] }: Entry,
  id: string,
  at: number,
  context: Context,
) {
  if (Source === '') return missing('Source');
  if (DetailType === '') return missing('DetailType');
  if (Detail === undefined) return missing('Detail');
  const detail = parseJson(Detail);
  if (!isObject(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  const { kind } = context.replyTo ?? {};
  // Services of AWS themselves do.
  if (Source.startsWith('aws.') && (kind === 'client' || kind === 'task')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  return {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: context.account,
    time: eventTime(at),
    region: context.region,
    resources: Resources,
    detail,
  };
}

function missing(name: string) {
  const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

function requestProblem(
  entries: readonly Entry[],
  endpoint: string | undefined,
): Refusal | undefined {
  if (endpoint !== undefined) return invalid('EndpointId, a global endpoint, is not simulated.');
  if (entries.length === 0 || entries.length > most) {
    const limit =
      entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
    return broken([
      `Value '[${entries.map(() => 'PutEventsRequestEntry').join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length ${limit}`,
    ]);
  }
  const size = entries.reduce((total, entry) => total + sizeOf(entry), 0);
  return size > sizeLimit
    ? invalid('Total size of the entries in the request is over the limit.')
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
