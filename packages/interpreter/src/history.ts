import type { StateType } from '@stepthrough/asl';
import { type Json, type JsonObject, member, setMember } from '@stepthrough/json';
import { isoTime } from './context.ts';
import type { EventDetails, HistoryEventType } from './history-events.ts';

/**
 * One event of an execution's history. Payloads are kept as values, so that recording costs nothing;
 * `exportHistory` gives AWS's form with JSON texts.
 */
export type HistoryEvent<Type extends HistoryEventType = HistoryEventType> = {
  [Each in Type]: {
    readonly id: number;
    /** 0 for the first events. */
    readonly previousEventId: number;
    /** Milliseconds since the epoch. */
    readonly timestamp: number;
    readonly type: Each;
    /** The members of the event's `…EventDetails`. */
    readonly details: EventDetails[Each];
  };
}[Type];

/** Whether an event tells that a state was entered. */
export function isStateEntered(
  event: HistoryEvent,
): event is HistoryEvent<`${StateType}StateEntered`> {
  return event.type.endsWith('StateEntered');
}

/** Whether an event tells that a state was left for another one, or for the end. */
export function isStateExited(
  event: HistoryEvent,
): event is HistoryEvent<`${StateType}StateExited`> {
  return event.type.endsWith('StateExited');
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

function exportDetails(details: NonNullable<HistoryEvent['details']>): Json {
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
