/** Filter policies of subscriptions: on message attributes, or on the body. */
import type { Json, JsonObject } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';

export function passesPolicy(policy: Json, scope: Json | undefined, request: JsonObject): boolean {
  if (scope === 'MessageBody') {
    const body = parsed(String(request['Message'] ?? ''));
    return body !== undefined && matchesPattern(policy, body);
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
  return matchesPattern(policy, values);
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
