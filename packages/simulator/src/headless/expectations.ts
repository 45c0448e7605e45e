/** What a scenario expects, held against what has been. */
import type { Outcome } from '@stepthrough/services';
import { isObject, parsed, type Json, type JsonObject } from '@stepthrough/json';
import {
  matchesPattern,
  type Expectation,
  type ExpectedAnswer,
  type Scenario,
} from '@stepthrough/scenario';
import { replyAt, type Sender } from '../kernel/replies.ts';
import type { LogEntry } from '../world/log.ts';
import type { ExecutionView } from '../execution-view.ts';
import type { Simulation } from '../simulation.ts';
import { addresseeOf } from '../tasks/addressee.ts';
import { expectsNone } from './expected-at-all.ts';
import { checkBuckets } from './expected-buckets.ts';
import { checkExecutions } from './expected-executions.ts';
import { checkMessages, checkQueues } from './expected-queues.ts';
import { checkTables } from './expected-tables.ts';
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
  const own = scenario.starts.find(({ name }) => name === start)?.expect;
  // What all starts are expected to come to is not said of one that begins nothing.
  const isNone = own !== undefined && expectsNone(own) && simulation.world.started === 0;
  const mismatches = [
    ...check(simulation, scenario.expect, ['expect'], isNone),
    ...(own && start !== undefined ? check(simulation, own, ['starts', start, 'expect']) : []),
    ...scenario.events.flatMap(({ expect, at }, index) =>
      expect === undefined
        ? []
        : [
            ...checkAnswer(simulation, { kind: 'event', index }, expect, [
              'events',
              String(index),
              'expect',
            ]),
            ...checkTime(simulation, index, at, expect),
          ],
    ),
  ];
  return mismatches.map((mismatch) => locate(scenario, mismatch));
}

function check(
  simulation: Simulation,
  expected: Expectation,
  at: readonly string[],
  beginsNone = false,
): readonly Mismatch[] {
  return [
    ...(expected.executions === undefined || beginsNone
      ? []
      : checkExecutions(simulation, expected.executions, [...at, 'executions'])),
    ...checkQueues(simulation, expected.queues, [...at, 'queues']),
    ...checkTables(simulation, expected.tables, [...at, 'tables']),
    ...checkBuckets(simulation, expected.buckets, [...at, 'buckets']),
    ...checkMessages(simulation, expected.messages, [...at, 'messages']),
    ...checkResponses(simulation, expected.responses, [...at, 'responses']),
    ...checkFunctions(simulation, expected.functions, [...at, 'functions']),
    ...checkCalls(simulation, expected.calls, [...at, 'calls']),
    ...checkNever(simulation, expected.never, [...at, 'never']),
  ];
}

/** Answers to the requests of start and events, in the order in which they came. */
function checkResponses(
  simulation: Simulation,
  responses: Expectation['responses'],
  at: readonly string[],
): Mismatch[] {
  if (responses.length === 0) return [];
  const { scenario } = simulation.setting;
  const { world } = simulation;
  const senders: Sender[] = scenario.events.map((_, index) => ({ kind: 'event', index }));
  for (let index = 0; replyAt(world, { kind: 'start', index }); index += 1) {
    senders.push({ kind: 'start', index });
  }
  const answered = senders
    .flatMap((sender) => {
      const reply = replyAt(world, sender);
      return reply && isHttp(reply.outcome) ? [{ sender, at: reply.at }] : [];
    })
    .sort((a, b) => a.at - b.at || order[a.sender.kind] - order[b.sender.kind]);
  return responses.flatMap((expected, index) => {
    const place = [...at, String(index)];
    const found = answered[index];
    if (!found) {
      const message = `Expected ${responses.length} HTTP responses, but there were ${answered.length}.`;
      return [{ at: place, message }];
    }
    return checkAnswer(simulation, found.sender, expected, place);
  });
}

/** Of answers that came at once. */
const order = { start: 0, event: 1, client: 2 };

function isHttp(outcome: Outcome): boolean {
  const { response } = outcome.ok ? outcome : { response: null };
  return typeof response === 'object' && response !== null && 'status' in response;
}

function checkAnswer(
  simulation: Simulation,
  sender: Sender,
  expected: Omit<ExpectedAnswer, 'within'>,
  at: readonly string[],
): Mismatch[] {
  const outcome = replyAt(simulation.world, sender)?.outcome;
  if (!outcome) return [{ at, message: 'The request has not been answered.' }];
  if (!outcome.ok) {
    const { code, message } = outcome.error;
    return [{ at, message: `The request failed: ${code}: ${message}` }];
  }
  const response = isObject(outcome.response) ? outcome.response : {};
  const { status = 0, headers = {}, body = null } = response;
  const lower = Object.fromEntries(
    Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const actual = { status, headers: lower, body: parsed(body) };
  return (['status', 'headers', 'body'] as const).flatMap((field) => {
    const wanted = expected[field];
    const problem = wanted === undefined ? undefined : difference(wanted, actual[field]);
    if (problem === undefined) return [];
    const seen = field === 'status' ? ` (body ${short(actual.body)})` : '';
    return [{ at: [...at, field], message: `${field}: ${problem}${seen}` }];
  });
}

function checkTime(
  simulation: Simulation,
  index: number,
  at: number,
  { within }: ExpectedAnswer,
): Mismatch[] {
  const reply = replyAt(simulation.world, { kind: 'event', index });
  if (within === undefined || !reply) return [];
  const took = reply.at - simulation.setting.clockStart - at;
  if (took <= within) return [];
  const message = `The answer took ${took} ms of virtual time; at most ${within} were expected.`;
  return [{ at: ['events', String(index), 'expect', 'within'], message }];
}

function checkFunctions(
  simulation: Simulation,
  functions: Expectation['functions'],
  at: readonly string[],
): Mismatch[] {
  const log = simulation.log().filter(({ kind }) => kind === 'functionReturned');
  return functions.flatMap((expected, index) => {
    const { function: name, payload, result, error, count } = expected;
    const ended = log
      .filter(({ resource }) => resource === name)
      .flatMap(({ data }) => (isObject(data) ? [data] : []));
    const fitting = ended.filter(
      (report) =>
        (payload === undefined || difference(payload, report['request'] ?? null) === undefined) &&
        (result === undefined || difference(result, report['payload'] ?? null) === undefined) &&
        (error === undefined || errorIn(report) === error),
    );
    const problem = countProblem(count, fitting.length, `invocations of ${name} that fit`);
    if (problem === undefined) return [];
    const results = ended.map((report) => short(report['payload'] ?? null)).slice(0, 5);
    const seen = results.length === 0 ? 'It was not invoked.' : `It gave ${results.join(', ')}.`;
    return [{ at: [...at, String(index)], message: `${problem} ${seen}` }];
  });
}

function errorIn({ isError, payload }: JsonObject): Json | undefined {
  return isError === true && isObject(payload) ? payload['errorType'] : undefined;
}

function checkCalls(
  simulation: Simulation,
  calls: Expectation['calls'],
  at: readonly string[],
): Mismatch[] {
  const requested = simulation.log().filter(({ kind }) => kind === 'taskRequested');
  return calls.flatMap(({ state, service, action, parameters, count }, index) => {
    const fitting = requested.filter((entry) => {
      const resource = addresseeOf(entry.resource ?? '');
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

function isSame(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

function checkNever(
  simulation: Simulation,
  never: Expectation['never'],
  at: readonly string[],
): Mismatch[] {
  return never.flatMap(({ event, state, kind }, index) => {
    const place = [...at, String(index)];
    const line = simulation.log().find((entry) => isForbidden(entry, state, kind));
    if ((state !== undefined || kind !== undefined) && event === undefined && line) {
      return [{ at: place, message: `This has happened: ${line.message}.` }];
    }
    const found = event === undefined ? undefined : findEvent(simulation, event, state);
    return found ? [{ at: place, message: `${event} has happened in ${found.name}.` }] : [];
  });
}

function isForbidden(
  entry: LogEntry,
  state: string | undefined,
  kind: string | undefined,
): boolean {
  return (
    (kind === undefined ? entry.kind === 'stateEntered' : entry.kind === kind) &&
    (state === undefined || entry.state === state)
  );
}

function findEvent(
  simulation: Simulation,
  type: string,
  state: string | undefined,
): ExecutionView | undefined {
  return simulation
    .executions()
    .find(({ id }) => eventsIn(simulation.history(id), state).some((event) => event.type === type));
}

/** The nearest place that the file knows. */
export function locate(scenario: Scenario, { at, message }: Mismatch): ExpectationFailure {
  const path = scenario.path ?? 'the scenario';
  for (let depth = at.length; depth > 0; depth--) {
    const place = scenario.places.get(`/${at.slice(0, depth).join('/')}`);
    if (place) return { path, ...place, message };
  }
  return { path, line: 1, column: 1, message };
}
