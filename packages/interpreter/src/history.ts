import { type Json, type JsonObject, member, setMember } from '@stepthrough/json';
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
export type AwsHistoryEvent = JsonObject;

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
  const result: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue;
    const write = member(writers, name);
    if (write) write(result, value);
    else setMember(result, name, value);
  }
  return result;
}

const untruncated = { truncated: false };

type Writer = (result: { [name: string]: Json }, value: Json) => void;

/** The details that AWS has as text. */
const writers: { readonly [name: string]: Writer } = {
  input: (result, value) => {
    result['input'] = JSON.stringify(value);
    result['inputDetails'] = untruncated;
  },
  output: (result, value) => {
    result['output'] = JSON.stringify(value);
    result['outputDetails'] = untruncated;
  },
  parameters: (result, value) => {
    result['parameters'] = JSON.stringify(value);
  },
  assignedVariables: (result, value) => {
    result['assignedVariables'] = Object.fromEntries(
      Object.entries(value ?? {}).map(([name, assigned]) => [name, JSON.stringify(assigned)]),
    );
    result['assignedVariablesDetails'] = untruncated;
  },
};
