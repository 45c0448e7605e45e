/** `$input` and `$util`, the objects that API Gateway gives to a mapping template. */
import { member, parsed, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import { compilePath, spendText, type Work } from '@stepthrough/expressions';
import { TemplateProblem } from './problem.ts';
import { fromJson, HostObject, print, type Value } from './values.ts';

export interface Parameters {
  readonly path: JsonObject;
  readonly querystring: JsonObject;
  readonly header: JsonObject;
}

export function inputOf(body: string, parameters: Parameters, work: Work): HostObject {
  const valueAt = (path: Value): Json | undefined => {
    const text = print(path ?? '$', work);
    const compiled = compilePath(text);
    if (!compiled.ok) throw new TemplateProblem(`invalid JSONPath ${text}: ${compiled.message}`);
    work.spend('steps', body.length >> 6);
    return compiled.value.evaluate({ input: parsed(body), context: {}, variables: {} }, work);
  };
  return new HostObject(
    {
      json: ([path]) => {
        const value = valueAt(path) ?? '';
        spendText(value, work);
        return JSON.stringify(value);
      },
      path: ([path]) => fromJson(valueAt(path), work),
      params: ([name]) => fromJson(parameter(parameters, name), work),
    },
    { body },
  );
}

function parameter({ path, querystring, header }: Parameters, name: Value): Json {
  if (typeof name !== 'string') return { path, querystring, header };
  const place = [path, querystring, header].find((members) => Object.hasOwn(members, name));
  return (place && member(place, name)) ?? '';
}

export function utilitiesWith(work: Work): HostObject {
  const textOf = (value: Value): string => print(value ?? '', work);
  const made = (text: string): string => {
    work.spend('text', text.length);
    return text;
  };
  return new HostObject({
    escapeJavaScript: ([value]) => made(escapeJavaScript(textOf(value))),
    parseJson: ([value]) => fromJson(jsonIn(textOf(value)), work),
    urlEncode: ([value]) =>
      made(encodeURIComponent(wellFormed(textOf(value))).replace(/%20/g, '+')),
    urlDecode: ([value]) => made(urlDecode(textOf(value))),
    base64Encode: ([value]) => made(Buffer.from(textOf(value)).toString('base64')),
    base64Decode: ([value]) => made(Buffer.from(textOf(value), 'base64').toString()),
  });
}

function jsonIn(text: string): Json {
  const value = parseJson(text);
  if (value !== undefined) return value;
  throw new TemplateProblem('$util.parseJson was given a text that is no JSON.');
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw new TemplateProblem('$util.urlDecode was given a text that is not encoded for a URL.');
  }
}

/** Halves of pairs cannot be encoded. */
function wellFormed(text: string): string {
  return text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
}

/** As commons-lang does it: apostrophes are escaped too, which is no JSON. */
function escapeJavaScript(text: string): string {
  return text.replace(
    /[\\"'/\n\r\t\f\b]|[^\x20-\x7f]/g,
    (char) => escapes.get(char) ?? unicode(char),
  );
}

const escapes = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ["'", "\\'"],
  ['/', '\\/'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
]);

function unicode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
