/** Filter policies of subscriptions: on message attributes, or on the body. */
import type { Json } from '@stepthrough/asl';
import { matches } from '../events/pattern.ts';
import type { JsonObject } from '../service.ts';

export function passesPolicy(policy: Json, scope: Json | undefined, request: JsonObject): boolean {
  if (scope === 'MessageBody') {
    const body = parsed(String(request['Message'] ?? ''));
    return body !== undefined && matches(policy, body);
  }
  const attributes = (request['MessageAttributes'] ?? {}) as {
    readonly [name: string]: JsonObject;
  };
  const values = Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue = '' }]) => [
      name,
      valueOf(String(DataType), String(StringValue)),
    ]),
  );
  return matches(policy, values);
}

function valueOf(type: string, text: string): Json {
  if (type.startsWith('Number')) return Number(text);
  if (type === 'String.Array') return parsed(text) ?? text;
  return text;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
