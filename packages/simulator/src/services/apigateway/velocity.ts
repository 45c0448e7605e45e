/** Mapping templates as AWS renders them: velocityjs with the Java methods and printing that templates rely on. */
import type { Json } from '@stepthrough/asl';
import { compilePath } from '@stepthrough/expressions';
import { Compile, parse } from 'velocityjs';
import type { JsonObject } from '../service.ts';
import { parsed } from '../../json-text.ts';

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

/** A template that cannot be rendered, with what is wrong. */
export class TemplateProblem extends Error {}

/** @throws TemplateProblem */
export function renderTemplate(template: string, facts: TemplateFacts): Rendered {
  const override: { status?: number; header: Record<string, string> } = { header: {} };
  const context = { ...facts.context, responseOverride: override, requestOverride: { header: {} } };
  const input = {
    body: facts.body,
    json: (path: string) => JSON.stringify(valueAt(parsed(facts.body), path) ?? ''),
    path: (path: string) => javaValue(valueAt(parsed(facts.body), path)),
    params: (name?: string) => parameter(facts, name),
  };
  try {
    const compile = new JavaCompile(parse(template), { customMethodHandlers: [...javaMethods] });
    const { stageVariables } = facts;
    const text = compile.render({ input, context, stageVariables, util: utilities });
    return { text, status: override.status, headers: override.header };
  } catch (problem) {
    if (problem instanceof TemplateProblem || !(problem instanceof Error)) throw problem;
    throw new TemplateProblem(`the mapping template cannot be rendered: ${problem.message}`);
  }
}

interface Operation {
  readonly type: string;
  readonly operator?: string;
  readonly expression?: readonly Operation[];
}

/** Arithmetic, comparison and printing as Java does them. */
class JavaCompile extends Compile {
  override getReferences(
    ast: Parameters<Compile['getReferences']>[0],
    isPrinted?: boolean,
  ): string {
    const value: unknown = super.getReferences(ast, isPrinted);
    const hasText = typeof value === 'object' && value !== null && Object.hasOwn(value, 'toString');
    return (isPrinted === true && hasText ? String(value) : value) as string;
  }

  override getExpression(ast: Parameters<Compile['getExpression']>[0]): string {
    const { type, operator = '', expression = [] } = ast as unknown as Operation;
    const compute = type === 'math' ? javaOperators[operator] : undefined;
    if (!compute) return super.getExpression(ast);
    const [left, right] = expression.map((part): unknown =>
      this.getExpression(part as unknown as typeof ast),
    );
    return compute(left, right) as string;
  }
}

const javaOperators: { readonly [operator: string]: (a: unknown, b: unknown) => unknown } = {
  // Whole numbers give a whole number.
  '/': (a, b) => {
    const quotient = Number(a) / Number(b);
    return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(quotient) : quotient;
  },
  '==': same,
  '!=': (a, b) => !same(a, b),
};

/** What is not there equals the empty text. */
function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): unknown => value ?? '';
  return plain(a) === plain(b) || (isPrimitive(a) && isPrimitive(b) && String(a) === String(b));
}

function isPrimitive(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
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
const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
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
  handler('add', Array.isArray, (list: unknown[], [item]) => {
    list.push(item);
    return true;
  }),
  handler('put', isMap, (map: Record<string, unknown>, [key, value]) => {
    const before = map[String(key)];
    map[String(key)] = value;
    // The value before; nothing is printed where there was none.
    return before ?? '';
  }),
  handler('get', isMap, (map: Record<string, unknown>, [key]) => map[String(key)]),
  handler('values', isMap, (map: Record<string, unknown>) => Object.values(map)),
  handler('toString', isAny, (value: unknown) => String(value)),
  handler('concat', isText, (text: string, [other]) => text + String(other)),
  handler('split', isText, (text: string, [pattern]) => javaSplit(text, String(pattern))),
  // Java replaces all of them.
  handler('replace', isText, (text: string, [part, other]) =>
    text.replaceAll(String(part), String(other)),
  ),
  handler('replaceFirst', isText, (text: string, [pattern, other]) =>
    text.replace(new RegExp(String(pattern)), javaReplacement(String(other))),
  ),
];

/** Empty texts at the end are dropped. */
function javaSplit(text: string, pattern: string): readonly string[] {
  const parts = text.split(new RegExp(pattern));
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

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
  if (!compiled.ok) throw new TemplateProblem(`invalid JSONPath ${path}: ${compiled.message}`);
  return compiled.value.evaluate({ input: body, context: {}, variables: {} });
}
