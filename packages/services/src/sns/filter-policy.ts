/** Filter policies of subscriptions: on message attributes, or on the body. */
import { parsed, parseJson, type Json } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';
import type { FilterScope } from './filter-rules.ts';

interface Filtered {
  readonly Message: string;
  readonly MessageAttributes?: MessageAttributes;
}

export function passesPolicy(
  policy: Json,
  scope: FilterScope,
  { Message, MessageAttributes = {} }: Filtered,
): boolean {
  if (scope === 'MessageBody') {
    const body = parseJson(Message);
    return body !== undefined && matchesPattern(policy, body);
  }
  const values = Object.fromEntries(
    Object.entries(MessageAttributes).flatMap(([name, { DataType = '', StringValue = '' }]) =>
      // Bytes are compared with nothing.
      isKind(DataType, 'Binary') ? [] : [[name, valueOf(DataType, StringValue)]],
    ),
  );
  return matchesPattern(policy, values);
}

function valueOf(type: string, text: string): Json {
  if (isKind(type, 'Number')) return Number(text);
  return type === 'String.Array' ? parsed(text) : text;
}

function isKind(type: string, kind: string): boolean {
  return type === kind || type.startsWith(`${kind}.`);
}
