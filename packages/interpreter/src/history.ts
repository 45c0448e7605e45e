import type { Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import { isoTime } from './context.ts';

/**
 * One event of an execution's history. Payloads are kept as values, so that recording costs nothing;
 * `exportHistory` gives AWS's form with JSON texts.
 */
export interface HistoryEvent {
  readonly id: number;
  /** 0 for the first events. */
  readonly previousEventId: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** AWS's HistoryEventType. */
  readonly type: string;
  /** The members of the event's `…EventDetails`. */
  readonly details: EventDetails | undefined;
}

export interface EventDetails {
  readonly [name: string]: Json | undefined;
}

/** An event as GetExecutionHistory returns it; the time is ISO text. */
export type AwsHistoryEvent = { readonly [member: string]: Json };

export function exportHistory(events: readonly HistoryEvent[]): readonly AwsHistoryEvent[] {
  return events.map(exportEvent);
}

function exportEvent(event: HistoryEvent): AwsHistoryEvent {
  const { id, previousEventId, type, details } = event;
  const head = { timestamp: isoTime(event.timestamp), type, id, previousEventId };
  return details ? { ...head, [detailsName(type)]: exportDetails(details) } : head;
}

/** All StateEntered events share one member, and all StateExited events. */
function detailsName(type: string): string {
  const shared = /State(?:Entered|Exited)$/.exec(type)?.[0] ?? type;
  return `${shared.charAt(0).toLowerCase()}${shared.slice(1)}EventDetails`;
}

function exportDetails(details: EventDetails): Json {
  const exported = Object.entries(details).flatMap(([name, value]) =>
    value === undefined
      ? []
      : Object.entries<Json>(member(members, name)?.(value) ?? { [name]: value }),
  );
  return Object.fromEntries(exported);
}

const untruncated = { truncated: false };

const members: { readonly [name: string]: (value: Json) => { readonly [name: string]: Json } } = {
  input: (value) => ({ input: JSON.stringify(value), inputDetails: untruncated }),
  output: (value) => ({ output: JSON.stringify(value), outputDetails: untruncated }),
  parameters: (value) => ({ parameters: JSON.stringify(value) }),
  assignedVariables: (value) => ({
    assignedVariables: Object.fromEntries(
      Object.entries(value ?? {}).map(([name, assigned]) => [name, JSON.stringify(assigned)]),
    ),
    assignedVariablesDetails: untruncated,
  }),
};
