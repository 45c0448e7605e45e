/** What a rule hands its target: the event, a part of it, a constant, or a template's text. */
import type { Json } from '@stepthrough/asl';
import type { JsonObject } from '../service.ts';

export function transformInput(
  rule: JsonObject,
  event: JsonObject,
  facts: { readonly rule: string; readonly now: number },
): Transformed {
  const { input, inputPath, inputTransformer } = rule;
  if (input !== undefined) return asJson(input);
  if (typeof inputPath === 'string') return asJson(valueAt(event, inputPath) ?? null);
  if (typeof inputTransformer !== 'object' || inputTransformer === null) return asJson(event);
  const { paths = {}, template = '' } = inputTransformer as JsonObject;
  const values: JsonObject = {
    'aws.events.rule-name': facts.rule,
    'aws.events.event.ingestion-time': new Date(facts.now).toISOString(),
    'aws.events.event': event,
    'aws.events.event.json': event,
    ...Object.fromEntries(
      Object.entries(paths as { readonly [name: string]: string }).flatMap(([name, path]) => {
        const value = valueAt(event, path);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
  const text = String(template).replace(
    /(")?<([\w.-]+)>(")?/g,
    (_, open: string | undefined, name: string, close: string | undefined) => {
      const value = values[name] ?? '';
      const inQuotes = open !== undefined || close !== undefined;
      const inner =
        typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
      if (inQuotes)
        return `${open ?? ''}${typeof value === 'object' ? JSON.stringify(inner).slice(1, -1) : inner}${close ?? ''}`;
      return typeof value === 'string' ? JSON.stringify(value) : inner;
    },
  );
  try {
    return { value: JSON.parse(text) as Json, text };
  } catch {
    return { value: text, text };
  }
}

interface Transformed {
  readonly value: Json;
  /** As queues and topics get it: JSON, or what a template that is no JSON gives. */
  readonly text: string;
}

function asJson(value: Json): Transformed {
  return { value, text: JSON.stringify(value) };
}

function valueAt(event: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = event;
  for (const [, name, index] of path.slice(1).matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { readonly [name: string]: Json })[name ?? index ?? ''];
  }
  return value;
}
