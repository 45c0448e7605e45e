/** Mapping templates as AWS renders them: velocityjs with the Java methods and printing that templates rely on. */
import type { Json } from '@stepthrough/asl';
import { compilePath } from '@stepthrough/expressions';
import { Compile, parse } from 'velocityjs';
import type { JsonObject } from '../service.ts';

interface TemplateFacts {
  readonly body: string;
  readonly parameters: {
    readonly path: JsonObject;
    readonly querystring: JsonObject;
    readonly header: JsonObject;
  };
  readonly context: JsonObject;
  readonly stageVariables: JsonObject;
}

/** What `#set($context.responseOverride…)` has set, besides the text. */
export interface Rendered {
  readonly text: string;
  readonly status: number | undefined;
  readonly headers: { readonly [name: string]: string };
}

/** @throws Error with velocityjs's own message when the template cannot be parsed. */
export function renderTemplate(template: string, facts: TemplateFacts): Rendered {
  const override: { status?: number; header: Record<string, string> } = { header: {} };
  const context = { ...facts.context, responseOverride: override, requestOverride: { header: {} } };
  const input = {
    body: facts.body,
    json: (path: string) => JSON.stringify(valueAt(parsed(facts.body), path) ?? ''),
    path: (path: string) => javaValue(valueAt(parsed(facts.body), path)),
    params: (name?: string) => parameter(facts, name),
  };
  const compile = new Compile(parse(template), {
    customMethodHandlers: [...javaMethods],
  });
  const text = compile.render({
    input,
    context,
    stageVariables: facts.stageVariables,
    util: utilities,
  });
  return { text, status: override.status, headers: override.header };
}

const utilities = {
  /** As commons-lang does it: apostrophes are escaped too, which is no JSON. */
  escapeJavaScript: (value: unknown) =>
    String(value).replace(
      /[\\"'/\n\r\t\f\b]|[^\x20-\x7e]/g,
      (char) => escapes[char] ?? unicode(char),
    ),
  parseJson: (text: string) => javaValue(JSON.parse(text) as Json),
  urlEncode: (text: string) => encodeURIComponent(text).replace(/%20/g, '+'),
  urlDecode: (text: string) => decodeURIComponent(text.replace(/\+/g, ' ')),
  base64Encode: (text: string) => Buffer.from(text).toString('base64'),
  base64Decode: (text: string) => Buffer.from(text, 'base64').toString(),
};

const escapes: { readonly [char: string]: string } = {
  '\\': '\\\\',
  '"': '\\"',
  "'": "\\'",
  '/': '\\/',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

function unicode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

interface MethodCall {
  readonly property: string;
  readonly context: unknown;
  readonly params: readonly unknown[];
}

type Handler = {
  readonly uid: string;
  readonly match: (call: MethodCall) => boolean;
  readonly resolve: (call: MethodCall) => unknown;
};

function handler(
  name: string,
  is: (value: unknown) => boolean,
  resolve: (value: never, params: readonly unknown[]) => unknown,
): Handler {
  return {
    uid: name,
    match: ({ property, context }) => property === name && is(context),
    resolve: ({ context, params }) => resolve(context as never, params),
  };
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isAny = (value: unknown): boolean => value !== undefined && value !== null;

/** Methods of Java's String and collections, where JavaScript's differ. */
const javaMethods: readonly Handler[] = [
  handler('replaceAll', isText, (text: string, [pattern, replacement]) =>
    text.replace(new RegExp(String(pattern), 'g'), javaReplacement(String(replacement))),
  ),
  handler(
    'equals',
    isAny,
    (value: unknown, [other]) => value === other || String(value) === String(other),
  ),
  handler(
    'equalsIgnoreCase',
    isText,
    (text: string, [other]) => text.toLowerCase() === String(other).toLowerCase(),
  ),
  handler('contains', isText, (text: string, [part]) => text.includes(String(part))),
  handler('matches', isText, (text: string, [pattern]) =>
    new RegExp(`^(?:${String(pattern)})$`).test(text),
  ),
  handler('isEmpty', isText, (text: string) => text === ''),
  handler('length', isText, (text: string) => text.length),
  handler(
    'isEmpty',
    (value) => typeof value === 'object',
    (value: object) => Object.keys(value).length === 0,
  ),
  handler(
    'size',
    (value) => typeof value === 'object',
    (value: object) => Object.keys(value).length,
  ),
  handler(
    'keySet',
    (value) => typeof value === 'object',
    (value: object) => Object.keys(value),
  ),
  handler(
    'entrySet',
    (value) => typeof value === 'object',
    (value: object) =>
      Object.entries(value).map(([key, entry]: [string, unknown]) => ({ key, value: entry })),
  ),
  handler(
    'containsKey',
    (value) => typeof value === 'object',
    (value: object, [key]) => Object.hasOwn(value, String(key)),
  ),
  handler('contains', Array.isArray, (list: readonly unknown[], [item]) => list.includes(item)),
];

/** In Java's replacement texts `\x` means x, and `$1` is a group as in JavaScript. */
function javaReplacement(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === '$' ? '$$$$' : char));
}

/** Maps and lists print as Java prints them, wherever a template puts them into text. */
function javaValue(value: Json | undefined): unknown {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return value;
  const inner = Array.isArray(value)
    ? (value as readonly Json[]).map(javaValue)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, javaValue(member)]));
  Object.defineProperty(inner, 'toString', { value: () => javaText(value), enumerable: false });
  return inner;
}

function javaText(value: Json): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  if (typeof value !== 'object' || !value) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
  return `{${members.join(', ')}}`;
}

function parameter({ parameters }: TemplateFacts, name: string | undefined): unknown {
  if (name === undefined) return parameters;
  const { path, querystring, header } = parameters;
  return path[name] ?? querystring[name] ?? header[name] ?? '';
}

function valueAt(body: Json, path: string): Json | undefined {
  const compiled = compilePath(path);
  if (!compiled.ok)
    throw new Error(`Invalid JSONPath ${path} in a mapping template: ${compiled.message}`);
  return compiled.value.evaluate({ input: body, context: {}, variables: {} });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
