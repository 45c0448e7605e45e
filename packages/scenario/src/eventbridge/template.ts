/** Input templates of rules and pipes: JSON with `<places>`, in and outside texts. */
import {
  isArray,
  isObject,
  member,
  parseJson,
  type Json,
  type JsonObject,
} from '@stepthrough/json';

/** A text of JSON with all in it, or a place outside of texts. */
const texts = /"(?:[^"\\]|\\.)*"|<([^<>"\s]+)>/g;
const places = /<([^<>"\s]+)>/g;

/** The template with a value in each place: as it is in a text, as JSON elsewhere. */
export function fillTemplate(
  template: string,
  valueOf: (name: string) => Json | undefined,
  shown: (value: Json) => string = inText,
): string {
  return template.replace(texts, (text, place: string | undefined) =>
    place === undefined
      ? text.replace(places, (_, name: string) => shown(valueOf(name) ?? ''))
      : JSON.stringify(valueOf(place) ?? null),
  );
}

/** The names of all places. */
export function placesIn(template: string): readonly string[] {
  return [...template.matchAll(places)].map(([, name = '']) => name);
}

/** What is wrong with a rule's template, in words: it is JSON, or lines of texts. */
export function templateProblem(template: string): string | undefined {
  const filled = fillTemplate(template, () => '');
  const lines = filled.split('\n').filter((line) => line.trim() !== '');
  if (isJson(filled) || (lines.length > 1 && lines.every(isText))) return undefined;
  return `an input template is JSON once its <places> are filled; a text needs quotes: '"order <id>"'.`;
}

/** Names, indexes and dots: `$.detail.lines[0]`. */
export function valueAt(event: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = event;
  for (const [, name, index] of path.slice(1).matchAll(/\.([\w\-/]+)|\[(\d+)\]/g)) {
    if (isObject(value)) value = member(value, name ?? index ?? '');
    else value = isArray(value) ? value[Number(name ?? index)] : undefined;
  }
  return value;
}

function inText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function isText(line: string): boolean {
  return line.trim().startsWith('"') && isJson(line);
}

function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}
