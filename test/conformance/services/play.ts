/** Plays a recorded conversation against a fresh world, and tells what differs. */
import { parse } from '@stepthrough/asl';
import { isObject, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { type AwsError, isOwnApi, type OwnApi, ownerOf, services } from '@stepthrough/services';
import { Simulation } from '@stepthrough/simulator';
import { newMatching } from '../match.ts';
import type { Conversation, Expectation, Step } from './case.ts';
import { holds } from './checks.ts';
import { clockOf } from './clock.ts';
import { compare, type Comparison, show } from './compare.ts';
import { type ClientCall, Handlers, namesOf, scenarioWith } from './handlers.ts';
import { answerOf, made, without } from './values.ts';

export interface Played {
  readonly isRight: boolean;
  readonly differences: readonly string[];
  /** Operations that were asked and are not simulated, e.g. `sqs TagQueue`. */
  readonly notSimulated: readonly string[];
}

type Call = Extract<Step, { readonly call: unknown }>;

type Answered =
  | { readonly ok: true; readonly response: Json; readonly status?: number }
  | { readonly ok: false; readonly error: AwsError };

/** Services by the names that SDKs have for them. */
const named: { readonly [sdk: string]: OwnApi } = { dynamodbstreams: 'dynamodb' };

/** A machine that does nothing. */
export const idle = '{"StartAt": "Rest", "States": {"Rest": {"Type": "Succeed"}}}';

export async function play(conversation: Conversation): Promise<Played> {
  const functions = namesOf(conversation);
  const simulation = new Simulation({
    program: { path: 'machine.asl.json', document: parse(idle, 'json') },
    scenario: scenarioWith(functions),
    input: {},
    keepTimeline: false,
    ...clockOf(conversation),
  });
  const world = new PlayedWorld(simulation);
  // The scenario has their handlers; the conversation makes the functions.
  for (const FunctionName of functions)
    await world.ask('lambda', 'DeleteFunction', { FunctionName });
  const answers = new Map<number, Json>();
  const { unordered = [] } = conversation;
  const how: Comparison = { matching: newMatching(), answers, unordered };
  const notSimulated: string[] = [];
  let isRight = true;
  for (const [index, step] of conversation.steps.entries()) {
    if ('wait' in step) {
      await world.settle(simulation.world.now + step.wait * 1000);
      continue;
    }
    const { service, operation } = step.call;
    const params = asSent(step.call.params, service, answers);
    const answered = asRecorded(step, await world.ask(service, operation, params));
    answers.set(index, answered.ok ? asShown(answered) : errorAnswer(answered.error, operation));
    if (isNotSimulated(answered)) notSimulated.push(`${service} ${operation}`);
    isRight = isExpected(step, answered, index, how) && isRight;
  }
  isRight =
    conversation.checks.map((check, index) => holds(check, index, how)).every(Boolean) && isRight;
  await simulation.dispose();
  return { isRight, differences: how.matching.differences, notSimulated };
}

/** A simulation that is asked from outside, and whose handlers are run here. */
export class PlayedWorld {
  readonly #simulation: Simulation;
  readonly #handlers = new Handlers();
  #clients = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** A call at the present instant; one that waits for something moves the clock. */
  async ask(sdkService: string, sdkOperation: string, given: JsonObject): Promise<Answered> {
    const simulation = this.#simulation;
    const service = named[sdkService] ?? sdkService;
    if (!isOwnApi(service)) return unknown(`${service} ${sdkOperation}`);
    const operation = operationNamed(service, sdkOperation);
    const isInvoked = service === 'lambda' && operation === 'Invoke';
    const made = service === 'lambda' ? this.#handlers.asSent(operation, given) : given;
    const request = isInvoked ? withParsed(made) : made;
    await this.settle(simulation.world.now);
    const client = (this.#clients += 1);
    simulation.call(client, { service, operation, request });
    await this.settle(simulation.world.now);
    for (;;) {
      const outcome = simulation.reply(client);
      if (outcome) return isInvoked && outcome.ok ? withText(outcome) : outcome;
      const at = simulation.nextAt();
      if (at === undefined) return unknown(`${service} ${operation} without an answer`);
      await this.settle(at);
    }
  }

  /** Lets virtual time pass, with all that happens in it. */
  async settle(until: number): Promise<void> {
    const simulation = this.#simulation;
    for (;;) {
      const at = simulation.nextAt();
      if (at === undefined || at > until) break;
      if (await this.#handlers.run(simulation, this.#call)) continue;
      const { moved } = await simulation.forward({ granularity: 'state' });
      if (!moved) break;
    }
    // A handler that waited for something has moved the clock itself.
    if (simulation.world.now < until) simulation.setClock(until);
  }

  readonly #call: ClientCall = async (service, operation, params) => {
    const answered = await this.ask(service, operation, params);
    return answered.ok
      ? { response: asShown(answered) }
      : { error: errorAnswer(answered.error, operation) };
  };
}

/** The recorder showed a function that it made with a handler's text in the answers of its own helper. */
function asRecorded({ call: { operation, params } }: Call, answered: Answered): Answered {
  if (!answered.ok || operation !== 'CreateFunction' || params['Source'] === undefined)
    return answered;
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: answered.status ?? 200 };
  const made = { ...(answered.response as JsonObject), ResponseMetadata };
  const response = { CreateEventSourceMappingResponse: null, CreateFunctionResponse: made };
  return { ...answered, response };
}

/** SDKs send and show payloads as bytes; the service has them as values. */
function withParsed({ Payload, ...rest }: JsonObject): JsonObject {
  return typeof Payload === 'string'
    ? { ...rest, Payload: parsed(Payload) }
    : { ...rest, ...(Payload === undefined ? {} : { Payload }) };
}

function withText(answered: Extract<Answered, { readonly ok: true }>): Answered {
  const { Payload, ...rest } = isObject(answered.response) ? answered.response : {};
  const text = Payload === undefined ? {} : { Payload: JSON.stringify(Payload) };
  return { ...answered, response: { ...rest, ...text } };
}

/** Recordings have names that were made of methods, in which `SMS` is `Sms`. */
function operationNamed(api: OwnApi, name: string): string {
  const { operations, second } = services[ownerOf(api)];
  const names = Object.keys(second?.api === api ? second.operations : operations);
  return names.find((other) => other.toLowerCase() === name.toLowerCase()) ?? name;
}

function unknown(what: string): Answered {
  const message = `${what} is not simulated`;
  return { ok: false, error: { code: 'UnknownOperationException', message, status: 400 } };
}

function isNotSimulated(answered: Answered): boolean {
  return !answered.ok && /is not simulated/.test(answered.error.message);
}

/**
 * A request as the SDK sends it to S3: a body is a text or, where a conversation has bytes,
 * `{"$base64": …}`, the form that the service takes; the source of a copy is encoded as in an address.
 */
function asSent(
  params: JsonObject,
  service: string,
  answers: ReadonlyMap<number, Json>,
): JsonObject {
  if (service !== 's3') return made(params, answers) as JsonObject;
  const { Body, CopySource } = params;
  const isBinary = isObject(Body) && '$base64' in Body;
  const source = CopySource === undefined ? undefined : made(CopySource, answers);
  return {
    ...(made(params, answers) as JsonObject),
    ...(isBinary ? { Body } : {}),
    ...(typeof source === 'string' ? { CopySource: encodedSource(source) } : {}),
  };
}

function encodedSource(source: string): string {
  const [path = '', ...version] = source.split('?versionId=');
  return [path.split('/').map(encodeURIComponent).join('/'), ...version].join('?versionId=');
}

/** As SDKs show a response. */
function asShown({ response, status = 200 }: Extract<Answered, { readonly ok: true }>): Json {
  if (!isObject(response)) return response;
  return { ResponseMetadata: { HTTPStatusCode: status }, ...response };
}

/** As SDKs show an error. */
function errorAnswer(error: AwsError, operation: string): Json {
  const { code, queryCode = code, message, status } = error;
  return {
    Error: { Code: queryCode, Message: message, QueryErrorCode: code },
    ResponseMetadata: { HTTPStatusCode: status },
    Operation: operation,
  };
}

function isExpected(step: Call, answered: Answered, index: number, how: Comparison): boolean {
  const at = `${index} ${step.call.operation}`;
  const { expect } = step;
  if (!expect) {
    if (answered.ok || step.free) return true;
    how.matching.differences.push(`${at}: failed: ${show({ ...answered.error })}`);
    return false;
  }
  if ('response' in expect) {
    if (answered.ok) return compare(answerOf(expect.response), answered.response, at, how);
    how.matching.differences.push(`${at}: failed: ${show({ ...answered.error })}`);
    return false;
  }
  if (!answered.ok) return isError(expect, answered.error, at, how);
  how.matching.differences.push(`${at}: expected ${show(expect)}, got ${show(answered.response)}`);
  return false;
}

function isError(
  { error }: Extract<Expectation, { readonly error: unknown }>,
  { code, queryCode = code, message, status, members = {} }: AwsError,
  at: string,
  how: Comparison,
): boolean {
  const wanted = without(error.members ?? {}, '_normalized');
  return [
    error.code === undefined || compare(error.code, queryCode, `${at}/code`, how),
    error.name === undefined || compare(error.name, code, `${at}/name`, how),
    error.message === undefined || compare(error.message, message, `${at}/message`, how),
    error.status === undefined || compare(error.status, status, `${at}/status`, how),
    error.members === undefined || compare(wanted, members, `${at}/members`, how),
  ].every(Boolean);
}
