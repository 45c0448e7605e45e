/** Plays a recorded case of API Gateway against a fresh world, and tells what differs. */
import { parse } from '@stepthrough/asl';
import { isArray, isObject, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { readScenario } from '@stepthrough/scenario';
import { isOwnService, type ServiceCall } from '@stepthrough/services';
import { Simulation } from '@stepthrough/simulator';
import { newMatching } from '../match.ts';
import { compare, type Comparison, show } from '../services/compare.ts';
import type { BodyPart, Case, Step } from './case.ts';
import { apiName, textMark, worldOf } from './world.ts';

export interface Played {
  readonly isRight: boolean;
  readonly differences: readonly string[];
  readonly notSimulated: readonly string[];
}

const idle = '{"StartAt": "Rest", "States": {"Rest": {"Type": "Succeed"}}}';

export async function play(recorded: Case): Promise<Played> {
  const { scenario: declared, missing } = worldOf(recorded);
  if (missing.length > 0) {
    const differences = missing.map((what) => `${what} is not simulated`);
    return { isRight: false, differences, notSimulated: missing };
  }
  const { scenario, problems } = readScenario(JSON.stringify(declared), 'case.scenario.yaml');
  if (!scenario) {
    return {
      isRight: false,
      differences: problems.map(({ message }) => message),
      notSimulated: [],
    };
  }
  const simulation = new Simulation({
    program: { path: 'machine.asl.json', document: parse(idle, 'json') },
    scenario,
    input: {},
    keepTimeline: false,
  });
  const how: Comparison = { matching: newMatching(), answers: new Map(), unordered: [] };
  const notSimulated: string[] = [];
  const ask = async (client: number, call: ServiceCall): Promise<Json> => {
    await settle(simulation, simulation.world.now);
    simulation.call(client, call);
    await settle(simulation, simulation.world.now);
    const outcome = simulation.reply(client);
    if (!outcome) return { failed: 'no answer' };
    return outcome.ok ? outcome.response : { failed: outcome.error.message };
  };
  const callOf = (
    service: string,
    operation: string,
    request: JsonObject,
  ): ServiceCall | undefined => {
    if (isOwnService(service)) return { service, operation, request };
    notSimulated.push(`${service} ${operation}`);
    return undefined;
  };
  for (const [index, { service, operation, parameters }] of (recorded.given ?? []).entries()) {
    if (operation === 'CreateQueue') continue;
    const call = callOf(service, operation, parameters);
    if (call) await ask(1000 + index, call);
  }
  let isRight = true;
  for (const [index, step] of recorded.requests.entries()) {
    if (step.call) {
      const call = callOf(step.call.service, step.call.operation, step.call.parameters);
      const answer = call ? await ask(index, call) : { failed: 'not simulated' };
      if (step.expect.response !== undefined) {
        isRight = compare(step.expect.response, answer, `${index}`, how) && isRight;
      }
    } else if (step.path !== undefined) {
      const answer = await ask(index, requestOf(step));
      isRight =
        isExpected(step, answer, `${index} ${step.method ?? ''} ${step.path}`, how) && isRight;
    }
  }
  await simulation.dispose();
  return {
    isRight: isRight && notSimulated.length === 0,
    differences: how.matching.differences,
    notSimulated,
  };
}

function requestOf({ method = 'GET', path = '/', query, headers = {}, body }: Step): ServiceCall {
  const signal = {
    kind: 'request',
    api: apiName,
    method,
    path: query === undefined || query === '' ? path : `${path}?${query}`,
    headers: { Host: `${apiName}.execute-api.us-east-1.amazonaws.com`, ...headers },
    ...(body === undefined ? {} : { body }),
  } as const;
  return { service: 'apigateway', signal };
}

/** Virtual time stands still: a case waits for nothing. */
async function settle(simulation: Simulation, until: number): Promise<void> {
  for (;;) {
    const at = simulation.nextAt();
    if (at === undefined || at > until) break;
    const { moved } = await simulation.forward({ granularity: 'state' });
    if (!moved) break;
  }
  simulation.setClock(until);
}

/** Headers that the network around the gateway adds. */
const environment =
  /^(?:cloudfront-.*|via|x-amz-cf-.*|x-cache|x-forwarded-.*|x-amzn-trace-id|connection|date|content-length|x-amzn-requestid|x-amz-apigw-id)$/i;

function isExpected({ expect }: Step, given: Json, at: string, how: Comparison): boolean {
  const answer = isObject(given) ? given : {};
  if (answer['failed'] !== undefined) {
    how.matching.differences.push(`${at}: ${show(answer['failed'])}`);
    return false;
  }
  const { status, headers, body, bodyParts = [] } = expect;
  const text = String(answer['body']).replace(new RegExp(`^${textMark}`), '');
  return [
    status === undefined || isStatus(status, answer['status'] ?? null, at, how),
    headers === undefined || areHeaders(headers, answer['headers'] ?? null, `${at} headers`, how),
    body === undefined || isBody(body, text, `${at} body`, how, expect.ignoreMembers),
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

function areHeaders(expected: JsonObject, actual: Json, at: string, how: Comparison): boolean {
  const given = new Map(
    Object.entries(isObject(actual) ? actual : {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
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
  ignored: readonly string[] = [],
): boolean {
  if (!isObject(expected)) return compare(expected, actual, at, how);
  if (expected['$jsonText'] === undefined) return compare(expected, actual, at, how);
  const strip = (value: Json): Json => without(value, ignored);
  const json = typeof actual === 'string' ? parsed(actual) : actual;
  const wanted = strip(expected['$jsonText']);
  return compare(wanted, read(wanted, strip(json)), at, how);
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
  { path = [], xmlPath, equals, contains, hasMember, matches }: BodyPart,
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
    equals === undefined || compare(equals, part, place, how),
    contains === undefined || text.includes(contains),
    hasMember === undefined || (isObject(part) && hasMember in part),
    matches === undefined || new RegExp(matches).test(text),
  ].every(Boolean);
  if (!isRight) how.matching.differences.push(`${place}: is ${show(part)}`);
  return isRight;
}
