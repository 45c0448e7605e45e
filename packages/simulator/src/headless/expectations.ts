/** What a scenario expects, held against what has been. */
import { type JsonObject, type Outcome, counts, settle } from '@stepthrough/services';
import { type Scenario, matchesPattern } from '@stepthrough/scenario';
import type { Json } from '@stepthrough/asl';
import { member, parsed } from '@stepthrough/json';
import { clientOfEvent, clientOfStart } from '../kernel/scenario-events.ts';
import { get } from '@stepthrough/collections';
import type { LogEntry } from '../log.ts';
import type { ExecutionView } from '../execution-view.ts';
import type { Simulation } from '../simulation.ts';
import { readResource } from '../tasks/resource.ts';
import { checkExecutions } from './expected-executions.ts';
import { countProblem, difference, eventsIn, short, type Mismatch } from './expected-values.ts';

export interface ExpectationFailure {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What was expected, and what was. */
  readonly message: string;
}

/** Everything that `expect` of the scenario, of its start and of its events say. */
export function failuresOf(
  simulation: Simulation,
  start: string | undefined,
): readonly ExpectationFailure[] {
  const { scenario } = simulation.setting;
  const own = scenario.starts.find(({ name }) => name === start);
  const mismatches = [
    ...check(simulation, scenario.expect, ['expect']),
    ...(own && start !== undefined
      ? check(simulation, (own['expect'] ?? {}) as JsonObject, ['starts', start, 'expect'])
      : []),
    ...scenario.events.flatMap(({ expect, at }, index) =>
      expect === undefined
        ? []
        : checkAnswer(simulation, clientOfEvent(index), expect as JsonObject, [
            'events',
            String(index),
            'expect',
          ]).concat(checkTime(simulation, index, at, expect as JsonObject)),
    ),
  ];
  return mismatches.map((mismatch) => locate(scenario, mismatch));
}

function check(simulation: Simulation, expect: JsonObject, at: readonly string[]): Mismatch[] {
  const expected = expect as Partial<Expected>;
  return [
    ...checkExecutions(simulation, expected.executions ?? [], [...at, 'executions']),
    ...checkQueues(simulation, expected.queues ?? {}, [...at, 'queues']),
    ...checkMessages(simulation, expected.messages ?? [], [...at, 'messages']),
    ...checkResponses(simulation, expected.responses ?? [], [...at, 'responses']),
    ...checkFunctions(simulation, expected.functions ?? [], [...at, 'functions']),
    ...checkCalls(simulation, expected.calls ?? [], [...at, 'calls']),
    ...checkNever(simulation, expected.never ?? [], [...at, 'never']),
  ];
}

interface Expected {
  readonly executions: readonly JsonObject[];
  readonly queues: { readonly [name: string]: JsonObject };
  readonly messages: readonly JsonObject[];
  readonly responses: readonly JsonObject[];
  readonly functions: readonly JsonObject[];
  readonly calls: readonly JsonObject[];
  readonly never: readonly JsonObject[];
}

function checkQueues(
  { world }: Simulation,
  queues: Expected['queues'],
  at: readonly string[],
): Mismatch[] {
  return Object.entries(queues).flatMap(([name, expected]) => {
    const found = get(world.services.sqs.queues, name);
    if (!found) return [{ at: [...at, name], message: `There is no queue "${name}".` }];
    const queue = settle(found, world.now);
    const actual: { readonly [name: string]: number } = { ...counts(queue), ...queue.totals };
    return Object.entries(expected).flatMap(([field, wanted]) => {
      const problem = countProblem(wanted, member(actual, field) ?? 0, `${field} in ${name}`);
      return problem === undefined ? [] : [{ at: [...at, name, field], message: problem }];
    });
  });
}

function checkMessages(
  simulation: Simulation,
  messages: Expected['messages'],
  at: readonly string[],
): Mismatch[] {
  const sent = simulation.log().filter(({ kind }) => kind === 'messageSent');
  return messages.flatMap(({ queue, body, count = { atLeast: 1 } }, index) => {
    const of = sent.filter(({ resource }) => resource === queue);
    const fitting = of.filter(
      ({ data }) => body === undefined || difference(body, parsed(data ?? null)) === undefined,
    );
    const what = `messages to ${String(queue)}${body === undefined ? '' : ` that fit ${short(body)}`}`;
    const problem = countProblem(count, fitting.length, what);
    if (problem === undefined) return [];
    const bodies = of.map(({ data }) => short(data ?? null)).slice(0, 5);
    const seen = bodies.length === 0 ? 'None was sent.' : `Sent were ${bodies.join(', ')}.`;
    return [{ at: [...at, String(index)], message: `${problem} ${seen}` }];
  });
}

/** Answers to the requests of start and events, in the order in which they came. */
function checkResponses(
  simulation: Simulation,
  responses: Expected['responses'],
  at: readonly string[],
): Mismatch[] {
  if (responses.length === 0) return [];
  const { scenario } = simulation.setting;
  const clients = [
    ...Array.from({ length: 1000 }, (_, index) => clientOfStart(index)),
    ...scenario.events.map((_, index) => clientOfEvent(index)),
  ];
  const answered = clients
    .flatMap((client) => {
      const reply = get(simulation.world.replies, client);
      return reply && isHttp(reply.outcome) ? [{ client, at: reply.at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  return responses.flatMap((expected, index) => {
    const place = [...at, String(index)];
    const found = answered[index];
    if (!found) {
      const message = `Expected ${responses.length} HTTP responses, but there were ${answered.length}.`;
      return [{ at: place, message }];
    }
    return checkAnswer(simulation, found.client, expected, place);
  });
}

function isHttp(outcome: Outcome): boolean {
  const { response } = outcome.ok ? outcome : { response: null };
  return typeof response === 'object' && response !== null && 'status' in response;
}

function checkAnswer(
  simulation: Simulation,
  client: number,
  expected: JsonObject,
  at: readonly string[],
): Mismatch[] {
  const outcome = get(simulation.world.replies, client)?.outcome;
  if (!outcome) return [{ at, message: 'The request has not been answered.' }];
  if (!outcome.ok) {
    const { code, message } = outcome.error;
    return [{ at, message: `The request failed: ${code}: ${message}` }];
  }
  const { status, headers = {}, body } = outcome.response as JsonObject;
  const lower = Object.fromEntries(
    Object.entries(headers as JsonObject).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const actual: JsonObject = { status: status ?? 0, headers: lower, body: parsed(body ?? null) };
  return (['status', 'headers', 'body'] as const).flatMap((field) => {
    const wanted = expected[field];
    const problem = wanted === undefined ? undefined : difference(wanted, actual[field] ?? null);
    if (problem === undefined) return [];
    const seen = field === 'status' ? ` (body ${short(actual['body'] ?? null)})` : '';
    return [{ at: [...at, field], message: `${field}: ${problem}${seen}` }];
  });
}

function checkTime(
  simulation: Simulation,
  index: number,
  at: number,
  { within }: JsonObject,
): Mismatch[] {
  const reply = get(simulation.world.replies, clientOfEvent(index));
  if (typeof within !== 'number' || !reply) return [];
  const took = reply.at - simulation.setting.clockStart - at;
  if (took <= within) return [];
  const message = `The answer took ${took} ms of virtual time; at most ${within} were expected.`;
  return [{ at: ['events', String(index), 'expect', 'within'], message }];
}

function checkFunctions(
  simulation: Simulation,
  functions: Expected['functions'],
  at: readonly string[],
): Mismatch[] {
  const log = simulation.log().filter(({ kind }) => kind === 'functionReturned');
  return functions.flatMap((expected, index) => {
    const { function: name, payload, result, error, count = { atLeast: 1 } } = expected;
    const ended = log
      .filter(({ resource }) => resource === name)
      .map(({ data }) => data as JsonObject);
    const fitting = ended.filter(
      (report) =>
        (payload === undefined || difference(payload, report['request'] ?? null) === undefined) &&
        (result === undefined || difference(result, report['payload'] ?? null) === undefined) &&
        (error === undefined || errorIn(report) === error),
    );
    const problem = countProblem(count, fitting.length, `invocations of ${String(name)} that fit`);
    if (problem === undefined) return [];
    const results = ended.map((report) => short(report['payload'] ?? null)).slice(0, 5);
    const seen = results.length === 0 ? 'It was not invoked.' : `It gave ${results.join(', ')}.`;
    return [{ at: [...at, String(index)], message: `${problem} ${seen}` }];
  });
}

function errorIn({ isError, payload }: JsonObject): Json | undefined {
  const isObject = typeof payload === 'object' && payload !== null;
  return isError === true && isObject ? (payload as JsonObject)['errorType'] : undefined;
}

function checkCalls(
  simulation: Simulation,
  calls: Expected['calls'],
  at: readonly string[],
): Mismatch[] {
  const requested = simulation.log().filter(({ kind }) => kind === 'taskRequested');
  return calls.flatMap(({ state, service, action, parameters, count = { atLeast: 1 } }, index) => {
    const fitting = requested.filter((entry) => {
      const resource = readResource(entry.resource ?? '');
      return (
        (state === undefined || entry.state === state) &&
        isSame(service, resource?.service) &&
        isSame(action, resource?.action) &&
        (parameters === undefined || matchesPattern(parameters, entry.data ?? null))
      );
    });
    const what = `requests of ${[state, service, action].filter((part) => part !== undefined).join(' ')}${parameters === undefined ? '' : ` that fit ${short(parameters)}`}`;
    const problem = countProblem(count, fitting.length, what);
    return problem === undefined ? [] : [{ at: [...at, String(index)], message: problem }];
  });
}

function isSame(wanted: Json | undefined, actual: string | undefined): boolean {
  return wanted === undefined || String(wanted).toLowerCase() === actual?.toLowerCase();
}

function checkNever(
  simulation: Simulation,
  never: Expected['never'],
  at: readonly string[],
): Mismatch[] {
  return never.flatMap(({ event, state, kind }, index) => {
    const place = [...at, String(index)];
    const line = simulation.log().find((entry) => isForbidden(entry, state, kind));
    if ((state !== undefined || kind !== undefined) && event === undefined && line) {
      return [{ at: place, message: `This has happened: ${line.message}.` }];
    }
    const found = event === undefined ? undefined : findEvent(simulation, String(event), state);
    return found ? [{ at: place, message: `${String(event)} has happened in ${found.name}.` }] : [];
  });
}

function isForbidden(entry: LogEntry, state: Json | undefined, kind: Json | undefined): boolean {
  return (
    (kind === undefined ? entry.kind === 'stateEntered' : entry.kind === kind) &&
    (state === undefined || entry.state === state)
  );
}

function findEvent(
  simulation: Simulation,
  type: string,
  state: Json | undefined,
): ExecutionView | undefined {
  return simulation
    .executions()
    .find(({ id }) => eventsIn(simulation.history(id), state).some((event) => event.type === type));
}

/** The nearest place that the file knows. */
function locate(scenario: Scenario, { at, message }: Mismatch): ExpectationFailure {
  const path = scenario.path ?? 'the scenario';
  for (let depth = at.length; depth > 0; depth--) {
    const place = scenario.places.get(`/${at.slice(0, depth).join('/')}`);
    if (place) return { path, ...place, message };
  }
  return { path, line: 1, column: 1, message };
}

/** Whether there is anything that could fail. */
export function hasExpectations({ expect, starts, events }: Scenario): boolean {
  return (
    Object.keys(expect).length > 0 ||
    starts.some((start) => start['expect'] !== undefined) ||
    events.some((event) => event['expect'] !== undefined)
  );
}
