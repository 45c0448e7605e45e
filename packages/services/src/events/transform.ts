/** What a rule hands its target: the event, a part of it, a constant, or a template's text. */
import {
  isArray,
  isObject,
  member,
  parseJson,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import { fillTemplate, valueAt } from '@stepthrough/scenario';
import type { AwsError } from '../contract/outcome.ts';
import type { Target } from './state.ts';

export interface Transformed {
  readonly value: Json;
  /** As queues and topics get it: JSON, also of a text, or lines of texts. */
  readonly text: string;
}

type Untransformed = { readonly error: Pick<AwsError, 'code' | 'message'> };

export function transformed(
  { Input, InputPath, InputTransformer }: Target,
  event: JsonObject,
  facts: { readonly rule: string; readonly arn: string; readonly now: number },
): Transformed | Untransformed {
  if (Input !== undefined) return asJson(parseJson(Input) ?? null);
  if (InputPath !== undefined) return asJson(valueAt(event, InputPath) ?? null);
  if (!InputTransformer) return asJson(event);
  const { InputPathsMap: paths = {}, InputTemplate: template = '' } = InputTransformer;
  const values: JsonObject = {
    'aws.events.rule-arn': facts.arn,
    'aws.events.rule-name': facts.rule,
    'aws.events.event.ingestion-time': new Date(facts.now).toISOString(),
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
  const isText = template.trimStart().startsWith('"');
  const text = fillTemplate(
    template,
    (name) => {
      const path = member(paths, name);
      return member(values, name) ?? (path === undefined ? undefined : valueAt(event, path)) ?? '';
    },
    isText ? bareText : bareJson,
  );
  const value = parseJson(text);
  if (value !== undefined) return asJson(value);
  // Lines of texts.
  if (isText) return { value: text, text };
  const message = 'What the input transformer makes of the event is not JSON.';
  return { error: { code: 'INVALID_JSON', message } };
}

/** In a template that is a text, lists and objects lose their quotes: `[ACTIVE,INACTIVE]`. */
function bareText(value: Json): string {
  return isArray(value) || isObject(value)
    ? JSON.stringify(value).replaceAll('"', '')
    : escaped(value);
}

/** In a text of a JSON template they go in as JSON, quotes and all, so that the text ends there. */
function bareJson(value: Json): string {
  return isArray(value) || isObject(value) ? JSON.stringify(value) : escaped(value);
}

function escaped(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function withoutDetail(event: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(event)
      .filter(([name]) => name !== 'detail')
      .map(([name, value]) => [name === 'detail-type' ? 'detailType' : name, value]),
  );
}

function asJson(value: Json): Transformed {
  return { value, text: JSON.stringify(value) };
}
