/** What a rule hands its target: the event, a part of it, a constant, or a template's text. */
import { member, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import { fillTemplate, valueAt, type Rule } from '@stepthrough/scenario';

export function transformInput(
  { input, inputPath, inputTransformer }: Rule,
  event: JsonObject,
  facts: { readonly rule: string; readonly arn: string; readonly now: number },
): Transformed {
  if (input !== undefined) return asJson(input);
  if (inputPath !== undefined) return asJson(valueAt(event, inputPath) ?? null);
  if (!inputTransformer) return asJson(event);
  const { paths, template } = inputTransformer;
  const values: JsonObject = {
    'aws.events.rule-arn': facts.arn,
    'aws.events.rule-name': facts.rule,
    'aws.events.event.ingestion-time': new Date(facts.now).toISOString(),
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
  const text = fillTemplate(template, (name) => {
    const path = member(paths, name);
    return member(values, name) ?? (path === undefined ? undefined : valueAt(event, path)) ?? '';
  });
  const value = parseJson(text);
  // Lines of texts.
  return value === undefined ? { value: text, text } : asJson(value);
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
