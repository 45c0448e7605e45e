/** Histories as the protocol compares them (section 3). */
import type { Json } from '@stepthrough/asl';
import type { AwsHistoryEvent } from '@stepthrough/interpreter';
import { isObject, type NormalEvent } from './cases.ts';

export function normalForm(events: readonly AwsHistoryEvent[]): readonly NormalEvent[] {
  return events.map((event) => {
    const name = Object.keys(event).find((member) => member.endsWith('EventDetails'));
    const details = name === undefined ? undefined : event[name];
    return {
      id: Number(event['id']),
      prev: Number(event['previousEventId']),
      type: String(event['type']),
      ...(isObject(details) ? { details: parsed(details) } : {}),
    };
  });
}

/** Members that hold JSON text hold its value instead; a cause stays text. */
function parsed(details: { readonly [member: string]: Json }): Json {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (name === 'assignedVariables' && isObject(value)) {
        return [
          name,
          Object.fromEntries(Object.entries(value).map(([key, text]) => [key, parse(text)])),
        ];
      }
      return [name, ['input', 'output', 'parameters'].includes(name) ? parse(value) : value];
    }),
  );
}

function parse(text: Json): Json {
  return typeof text === 'string' ? (JSON.parse(text) as Json) : text;
}
