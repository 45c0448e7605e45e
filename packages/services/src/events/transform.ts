/** What a rule hands its target: the event, a part of it, a constant, or a template's text. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { fillTemplate, valueAt } from '@stepthrough/scenario';

export function transformInput(
  rule: JsonObject,
  event: JsonObject,
  facts: { readonly rule: string; readonly arn: string; readonly now: number },
): Transformed {
  const { input, inputPath, inputTransformer } = rule;
  if (input !== undefined) return asJson(input);
  if (typeof inputPath === 'string') return asJson(valueAt(event, inputPath) ?? null);
  if (typeof inputTransformer !== 'object' || inputTransformer === null) return asJson(event);
  const { paths = {}, template = '' } = inputTransformer as JsonObject;
  const values: JsonObject = {
    'aws.events.rule-arn': facts.arn,
    'aws.events.rule-name': facts.rule,
    'aws.events.event.ingestion-time': new Date(facts.now).toISOString(),
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
  const given = paths as { readonly [name: string]: string };
  const text = fillTemplate(String(template), (name) => {
    const path = member(given, name);
    return member(values, name) ?? (path === undefined ? undefined : valueAt(event, path)) ?? '';
  });
  try {
    return asJson(JSON.parse(text) as Json);
  } catch {
    // Lines of texts.
    return { value: text, text };
  }
}

function withoutDetail(event: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail'));
}

interface Transformed {
  readonly value: Json;
  /** As queues and topics get it: JSON, also of a text, or lines of texts. */
  readonly text: string;
}

function asJson(value: Json): Transformed {
  return { value, text: JSON.stringify(value) };
}
