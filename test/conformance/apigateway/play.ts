/** Plays a recorded case of API Gateway against a fresh world, and tells what differs. */
import { parse } from '@stepthrough/asl';
import { isObject, textOf, type Json, type JsonObject } from '@stepthrough/json';
import { readScenario } from '@stepthrough/scenario';
import { isOwnApi, type ServiceCall } from '@stepthrough/services';
import { Simulation } from '@stepthrough/simulator';
import { newMatching } from '../match.ts';
import type { Comparison } from '../services/compare.ts';
import type { Case, Step } from './case.ts';
import { isExpected, isExpectedOfCall, isExpectedOfTest } from './expectations.ts';
import { makeApi, type MadeApi } from './made-api.ts';
import { worldOf } from './world.ts';

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
    program: machineOf(recorded),
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
    return outcome.ok
      ? outcome.response
      : { failed: outcome.error.message, code: outcome.error.code };
  };
  const callOf = (
    service: string,
    operation: string,
    request: JsonObject,
  ): ServiceCall | undefined => {
    if (isOwnApi(service)) return { service, operation, request };
    notSimulated.push(`${service} ${operation}`);
    return undefined;
  };
  for (const [index, { service, operation, parameters }] of (recorded.given ?? []).entries()) {
    if (operation === 'CreateQueue' || operation === 'CreateStateMachine') continue;
    const call = callOf(service, operation, withBytes(withBilling(operation, parameters)));
    if (call) await ask(1000 + index, call);
    // A table is made, and then active, before anything is asked of it.
    if (operation === 'CreateTable') await settle(simulation, simulation.world.now + 60_000);
  }
  const api = await made(recorded, ask);
  if (typeof api === 'string') {
    await simulation.dispose();
    const notSimulated = / is not simulated/.test(api) ? [api] : [];
    return { isRight: false, differences: [api], notSimulated };
  }
  let isRight = true;
  for (const [index, step] of recorded.requests.entries()) {
    if (step.call) {
      const { service, operation, parameters } = step.call;
      const call = callOf(service, operation, withBytes(parameters));
      const answer = call ? await ask(index, call) : { failed: 'not simulated' };
      isRight = isExpectedOfCall(step.expect, answer, `${index}`, how) && isRight;
    } else if (step.testInvoke) {
      const answer = await ask(index, testOf(step.testInvoke, api));
      isRight = isExpectedOfTest(step.expect, answer, `${index}`, how) && isRight;
    } else if (step.path !== undefined) {
      const answer = await ask(index, requestOf(step, api));
      isRight =
        isExpected(
          trimmed(step, recorded),
          answer,
          `${index} ${step.method ?? ''} ${step.path}`,
          how,
        ) && isRight;
    }
  }
  await simulation.dispose();
  return {
    isRight: isRight && notSimulated.length === 0,
    differences: how.matching.differences,
    notSimulated,
  };
}

/** The state machine that a case makes; one that does nothing where it makes none. */
function machineOf({ given = [] }: Case) {
  const call = given.find(({ operation }) => operation === 'CreateStateMachine');
  const { name = 'machine', definition = idle, type = 'STANDARD' } = call?.parameters ?? {};
  return {
    path: `${textOf(name)}.asl.json`,
    document: parse(textOf(definition), 'json'),
    type: type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
  } as const;
}

/** A function that echoes may leave out the headers that AWS adds. */
function trimmed(step: Step, { backends = {} }: Case): Step {
  const trims = Object.values(backends).some(
    ({ environment: given = {} }) => given['TRIM_X_HEADERS'] === '1',
  );
  const ignoreMembers = [...(step.expect.ignoreMembers ?? []), 'x-amzn-apigateway-api-id'];
  return trims ? { ...step, expect: { ...step.expect, ignoreMembers } } : step;
}

/** The API of the case; or what is wrong with it, in words. */
async function made(
  { api }: Case,
  ask: (client: number, call: ServiceCall) => Promise<Json>,
): Promise<MadeApi | string> {
  let client = 10_000;
  const failures: string[] = [];
  const whole = await makeApi(api, async (operation, request) => {
    if (failures.length > 0) return {};
    client += 1;
    const answer = await ask(client, { service: 'apigateway', operation, request });
    if (!isObject(answer)) return {};
    if (answer['failed'] !== undefined) {
      failures.push(`${operation} ${JSON.stringify(request)}: ${textOf(answer['failed'])}`);
    }
    return answer;
  });
  return failures[0] ?? whole;
}

function testOf({ resource = '/', ...test }: JsonObject, api: MadeApi): ServiceCall {
  const resourceId = api.resources.get(textOf(resource)) ?? '';
  const request = { ...test, restApiId: api.id, resourceId };
  return { service: 'apigateway', operation: 'TestInvokeMethod', request };
}

function requestOf(
  { method = 'GET', path = '/', query, headers = {}, body, bodyBase64 }: Step,
  { id: api }: MadeApi,
): ServiceCall {
  const signal = {
    kind: 'request',
    api,
    method,
    path: query === undefined || query === '' ? path : `${path}?${query}`,
    headers: { Host: `${api}.execute-api.us-east-1.amazonaws.com`, ...headers },
    ...(body === undefined ? {} : { body }),
    ...(bodyBase64 === undefined ? {} : { body: { $base64: bodyBase64 } }),
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

/** The material leaves out how a table is paid for. */
function withBilling(operation: string, parameters: JsonObject): JsonObject {
  return operation === 'CreateTable'
    ? { BillingMode: 'PAY_PER_REQUEST', ...parameters }
    : parameters;
}

/** The body of an object in the form of S3 here. */
function withBytes({ BodyBase64, ...parameters }: JsonObject): JsonObject {
  return BodyBase64 === undefined ? parameters : { ...parameters, Body: { $base64: BodyBase64 } };
}
