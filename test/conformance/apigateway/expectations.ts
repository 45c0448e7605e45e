/** Whether what an API or a service has answered is what the case expects. */
import { isArray, isObject, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { compare, type Comparison, show } from '../services/compare.ts';
import type { BodyPart, Step } from './case.ts';
import { textMark } from './world.ts';

/** Why the gateway says no more than AWS does. */
const ownProblem = 'x-simulation-problem';

/** Headers that the network around the gateway and the function adds, and lengths of its texts. */
const environment =
  /^(?:cloudfront-.*|via|x-amz-cf-.*|x-cache|x-forwarded-.*|x-amzn-trace-id|x-amzn-tls-.*|connection|date|(?:x-amzn-remapped-)?content-length|x-amzn-requestid|x-amz-apigw-id)$/i;

export function isExpectedOfCall(
  { response, error, parts = [], unordered = [] }: Step['expect'],
  answer: Json,
  at: string,
  how: Comparison,
): boolean {
  if (error) {
    const { code = null } = isObject(answer) ? answer : {};
    return compare(error.code, code, `${at} code`, how);
  }
  const own = { ...how, unordered: unordered.flatMap((path) => path.at(-1) ?? []) };
  const { Body } = isObject(response) ? response : {};
  const shown = typeof Body === 'string' ? readable(answer) : answer;
  const expected = isObject(response) ? Object.keys(response) : [];
  const whole =
    parts.length > 0 && isObject(shown)
      ? Object.fromEntries(Object.entries(shown).filter(([name]) => expected.includes(name)))
      : shown;
  return [
    response === undefined || compare(response, whole, at, own),
    ...parts.map((part) => hasPart(part, JSON.stringify(shown), at, own)),
  ].every(Boolean);
}

/** The recorder has numbered the lines of the log, and read bodies that are JSON. */
export function isExpectedOfTest(
  { response = {} }: Step['expect'],
  answer: Json,
  at: string,
  how: Comparison,
): boolean {
  const { log = '', ...rest } = isObject(answer) ? answer : {};
  const lines = String(log)
    .split('\n')
    .map((line, index) => [`line${String(index).padStart(2, '0')}`, line.trimEnd()]);
  const expected = JSON.parse(JSON.stringify(response).replace(/ "(?=[,}])/g, '"')) as Json;
  const shown = { ...rest, log: Object.fromEntries(lines) };
  return compare(expected, read(expected, shown), at, how);
}

/** The recorder has read bodies as texts. */
function readable(answer: Json): Json {
  if (!isObject(answer) || !isObject(answer['Body'])) return answer;
  const { $base64 = '' } = answer['Body'];
  return { ...answer, Body: Buffer.from(String($base64), 'base64').toString() };
}

export function isExpected({ expect }: Step, given: Json, at: string, how: Comparison): boolean {
  const answer = isObject(given) ? given : {};
  if (answer['failed'] !== undefined) {
    how.matching.differences.push(`${at}: ${show(answer['failed'])}`);
    return false;
  }
  const { status, headers, body, bodyParts = [] } = expect;
  const sent = answer['body'] ?? '';
  const text = typeof sent === 'string' ? sent.replace(new RegExp(`^${textMark}`), '') : '';
  return [
    status === undefined || isStatus(status, answer['status'] ?? null, at, how),
    headers === undefined || areHeaders(expect, answer['headers'] ?? null, `${at} headers`, how),
    body === undefined ||
      isBody(body, isObject(body) && '$base64' in body ? sent : text, `${at} body`, how, expect),
    ...bodyParts.map((part) => hasPart(part, text, `${at} body`, how)),
  ].every(Boolean);
}

function isStatus(expected: Json, actual: Json, at: string, how: Comparison): boolean {
  const ranges: { readonly [name: string]: readonly [number, number] } = {
    '<any:2xx>': [200, 299],
    '<any:4xx-5xx>': [400, 599],
  };
  const range = ranges[String(expected)];
  if (!range) return compare(expected, actual, `${at} status`, how);
  if (Number(actual) >= range[0] && Number(actual) <= range[1]) return true;
  how.matching.differences.push(
    `${at} status: expected ${String(expected)}, got ${String(actual)}`,
  );
  return false;
}

function areHeaders(
  { headers: expected = {}, headersComplete = false }: Step['expect'],
  actual: Json,
  at: string,
  how: Comparison,
): boolean {
  const given = new Map(
    Object.entries(isObject(actual) ? actual : {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const known = new Set(Object.keys(expected).map((name) => name.toLowerCase()));
  const others = [...given.keys()].filter(
    (name) => !environment.test(name) && !known.has(name) && name !== ownProblem,
  );
  if (headersComplete && others.length > 0) {
    how.matching.differences.push(`${at}: ${others.join(', ')} not expected`);
    return false;
  }
  return Object.entries(expected)
    .filter(([name]) => !environment.test(name))
    .map(([name, value]) => compare(value, given.get(name.toLowerCase()), `${at}/${name}`, how))
    .every(Boolean);
}

function isBody(
  expected: Json,
  actual: Json,
  at: string,
  how: Comparison,
  { ignoreMembers = [], unordered = [] }: Step['expect'],
): boolean {
  if (!isObject(expected)) return compare(expected, actual, at, how);
  if (expected['$base64'] !== undefined)
    return compare(encoded(expected), encoded(actual), at, how);
  if (expected['$xmlText'] !== undefined) {
    return compare(expected['$xmlText'], readXml(String(actual)), at, how);
  }
  if (expected['$jsonText'] === undefined) return compare(expected, actual, at, how);
  const strip = (value: Json): Json => without(value, ignoreMembers);
  const json = typeof actual === 'string' ? parsed(actual) : actual;
  const wanted = strip(expected['$jsonText']);
  const own = { ...how, unordered: unordered.flatMap((path) => path.at(-1) ?? []) };
  return compare(wanted, read(wanted, strip(json)), at, own);
}

/** Bytes that are UTF-8 are a text here. */
function encoded(value: Json): string {
  if (isObject(value)) return String(value['$base64']);
  return Buffer.from(String(value)).toString('base64');
}

/** XML without attributes as nested members. */
function readXml(xml: string): Json {
  const elements = [...xml.matchAll(/<([\w.]+)(?: [^>]*)?>([^]*?)<\/\1>/g)];
  if (elements.length === 0) return xml;
  return Object.fromEntries(elements.map(([, name = '', inner = '']) => [name, readXml(inner)]));
}

/** The recorder has read texts that are JSON: an object may stand for its text. */
function read(expected: Json | undefined, actual: Json): Json {
  if (isObject(expected) && typeof actual === 'string') return parsed(actual);
  if (!isObject(expected) || !isObject(actual)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [name, read(expected[name], value)]),
  );
}

/** Without what the network adds, wherever it is shown. */
function without(value: Json, ignored: readonly string[]): Json {
  if (isArray(value)) return value.map((item) => without(item, ignored));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !environment.test(name) && !ignored.includes(name))
      .map(([name, member]) => [name, without(member, ignored)]),
  );
}

function hasPart(
  { path = [], xmlPath, equals, contains, hasMember, matches, ignoreCase = false }: BodyPart,
  body: string,
  at: string,
  how: Comparison,
): boolean {
  let part: Json | undefined = path.length === 0 ? body : parsed(body);
  for (const name of path) {
    if (name === '$jsonText') part = typeof part === 'string' ? parsed(part) : part;
    else if (isArray(part)) part = part[Number(name)];
    else part = isObject(part) ? part[name] : undefined;
  }
  const element = xmlPath?.at(-1);
  if (element !== undefined) part = new RegExp(`<${element}>([^<]*)<`).exec(body)?.[1];
  const text = typeof part === 'string' ? part : JSON.stringify(part ?? null);
  const place = `${at}/${path.join('/')}`;
  const isRight = [
    equals === undefined || isPart(equals, part ?? null, ignoreCase, place, how),
    contains === undefined || text.includes(contains),
    hasMember === undefined || (isObject(part) && hasMember in part),
    matches === undefined || new RegExp(matches).test(text),
  ].every(Boolean);
  if (!isRight) how.matching.differences.push(`${place}: is ${show(part)}`);
  return isRight;
}

function isPart(
  expected: Json,
  actual: Json,
  ignoreCase: boolean,
  at: string,
  how: Comparison,
): boolean {
  const strip = (value: Json): Json => {
    const own = without(value, []);
    return ignoreCase && isObject(own) ? lowerCased(own) : own;
  };
  const wanted = strip(expected);
  return compare(wanted, strip(read(wanted, actual)), at, how);
}

function lowerCased(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]),
  );
}
