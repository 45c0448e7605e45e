/** Functions of a conversation, whose handlers are given as Python text: they are run as the world invokes them. */
import { first, remove, set } from '@stepthrough/collections';
import { base64Encode, isObject, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import { emptyScenario, readScenario, type Scenario } from '@stepthrough/scenario';
import { success, type InvokeRequest } from '@stepthrough/services';
import type { Simulation, World } from '@stepthrough/simulator';
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Conversation } from './case.ts';

interface Handler {
  readonly source: string;
  readonly handler: string;
  readonly variables: JsonObject;
  /** Seconds. */
  readonly timeout: number;
}

/** What a call of a handler is answered: the response as SDKs show it, or the error. */
export type Called = { readonly response: Json } | { readonly error: Json };
export type ClientCall = (
  service: string,
  operation: string,
  params: JsonObject,
) => Promise<Called>;

const program = fileURLToPath(new URL('handler.py', import.meta.url));

/** The recorder gave its functions so many seconds where nothing else was said. */
const usualTimeout = 30;

/** Whether Python is there. */
export function canRunHandlers(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

export function needsHandlers(conversation: Conversation): boolean {
  return namesOf(conversation).length > 0;
}

/** The names of functions that the conversation makes with a handler's text. */
export function namesOf({ steps }: Conversation): readonly string[] {
  return steps.flatMap((step) => {
    if (!('call' in step) || step.call.operation !== 'CreateFunction') return [];
    const { FunctionName, Source } = step.call.params;
    return typeof Source === 'string' && typeof FunctionName === 'string' ? [FunctionName] : [];
  });
}

/** A scenario that has handlers for these functions; the conversation makes the functions themselves. */
export function scenarioWith(names: readonly string[]): Scenario {
  if (names.length === 0) return emptyScenario;
  const functions = Object.fromEntries(
    names.map((name) => [name, { handler: 'recorded.handler' }]),
  );
  const { scenario } = readScenario(
    JSON.stringify({ scenario: 1, resources: { functions } }),
    'recorded.scenario.yaml',
  );
  if (!scenario) throw new Error('The functions of the conversation cannot be declared.');
  return scenario;
}

export class Handlers {
  readonly #handlers = new Map<string, Handler>();

  /** A request that makes a function, as AWS takes it: the text becomes code, and what recorders add is added. */
  asSent(operation: string, params: JsonObject): JsonObject {
    const {
      Source,
      FunctionName,
      Environment,
      Timeout,
      Handler = 'handler.handler',
      ...rest
    } = params;
    if (typeof Source !== 'string' || typeof FunctionName !== 'string') return params;
    const given = isObject(Environment) ? Environment : {};
    const variables = isObject(given['Variables']) ? given['Variables'] : given;
    const timeout = typeof Timeout === 'number' ? Timeout : usualTimeout;
    const handler = typeof Handler === 'string' ? Handler : '';
    const before = this.#handlers.get(FunctionName);
    const isNew = operation === 'CreateFunction';
    this.#handlers.set(
      FunctionName,
      isNew || !before
        ? { source: Source, handler, variables, timeout }
        : { ...before, source: Source },
    );
    // Archives begin with these letters; what is in this one nobody reads.
    const ZipFile = base64Encode(`PK${Source}`);
    if (!isNew) return { FunctionName, ...rest, ZipFile };
    return {
      Role: 'arn:aws:iam::123456789012:role/recorded-role',
      ...rest,
      FunctionName,
      Handler,
      Timeout: timeout,
      Environment: { Variables: variables },
      Code: { ZipFile },
    };
  }

  /** Runs the handler that the world asks for next; false when it asks for none. */
  async run(simulation: Simulation, call: ClientCall): Promise<boolean> {
    const next = first(simulation.world.requests);
    if (next?.value.kind !== 'invoke') return false;
    const { key, value: request } = next;
    simulation.edit((world) => ({ ...world, requests: remove(world.requests, key) }));
    const handler = this.#handlers.get(request.function);
    if (!handler) throw new Error(`The conversation has no handler for ${request.function}.`);
    const response = await runHandler(handler, request, call);
    simulation.edit((world) => answered(world, request, response));
    return true;
  }
}

function answered(world: World, { replyTo }: InvokeRequest, response: JsonObject): World {
  const happening = { kind: 'reply', replyTo, outcome: success(response) } as const;
  const agenda = set(world.agenda, [world.now, world.sequence] as const, happening);
  return { ...world, agenda, sequence: world.sequence + 1, work: world.work + 1 };
}

/** The response of Invoke. */
async function runHandler(
  { source, handler, variables, timeout }: Handler,
  { requestId, payload, function: name }: InvokeRequest,
  call: ClientCall,
): Promise<JsonObject> {
  const child = spawn('python3', [program], {
    env: {
      PATH: env['PATH'],
      ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: name,
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const tell = (message: JsonObject): void => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
  };
  const context = {
    aws_request_id: requestId,
    function_name: name,
    function_version: '$LATEST',
    invoked_function_arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    memory_limit_in_mb: '128',
    timeout_ms: timeout * 1000,
  };
  tell({ source, handler, event: payload, context });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const said = parseJson(line) ?? null;
      if (!isObject(said)) continue;
      const { call: asked, result, failure } = said;
      if (failure !== undefined) {
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload: failure };
      }
      if (result !== undefined) return { StatusCode: 200, Payload: result };
      if (!isObject(asked)) continue;
      const { service, operation, params } = asked;
      const answer = await call(String(service), String(operation), isObject(params) ? params : {});
      tell({ ...answer });
    }
  } finally {
    child.kill();
  }
  throw new Error(`The handler of ${name} ended without an answer.`);
}
