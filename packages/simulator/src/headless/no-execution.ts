/** Why a start has begun no execution, unless that is what the scenario expects. */
import { isObject, member, parsed, type Json } from '@stepthrough/json';
import type { Scenario, Start } from '@stepthrough/scenario';
import { responseOf, type Outcome } from '@stepthrough/services';
import type { Simulation } from '../simulation.ts';
import { expectsNone, hasExpectations } from './expected-at-all.ts';
import { listed, short, type Mismatch } from './expected-values.ts';

/** `undefined` when an execution has begun, or none has to. */
export function noExecutionProblem(
  simulation: Simulation,
  name: string | undefined,
): Mismatch | undefined {
  const { scenario } = simulation.setting;
  const start = scenario.starts.find((each) => each.name === name);
  const isExpected = [scenario.expect, start?.expect].some((part) => part && expectsNone(part));
  // The run of a function is what such a start is for.
  if (simulation.world.started > 0 || isExpected || start?.invoke) return undefined;
  // Events alone may be there for what is expected of queues and the like.
  if (!start && hasExpectations(scenario)) return undefined;
  const who = name === undefined ? 'The run' : `The start "${name}"`;
  const message = `${who} begins no execution: ${whyNone(simulation, start)}. If that is right, expect "executions: []".`;
  return { at: name === undefined ? ['events'] : ['starts', name], message };
}

function whyNone(simulation: Simulation, start: Start | undefined): string {
  const { scenario } = simulation.setting;
  const reasons = [
    ...repliesOf(simulation).flatMap((reply) => whyOfReply(reply, simulation)),
    ...(start ? whereItWent(start, scenario) : []),
    ...whatWasLogged(simulation),
    ...queuesWithMessages(simulation),
  ];
  return reasons.length === 0
    ? 'nothing that it has reached starts one'
    : [...new Set(reasons)].slice(0, mostReasons).join('; ');
}

const mostReasons = 4;

/** Answers to the calls of the start. */
function repliesOf(simulation: Simulation): readonly Outcome[] {
  const replies: Outcome[] = [];
  for (let index = 0; replies.length === index; index += 1) {
    const reply = simulation.startReply(index);
    if (reply) replies.push(reply);
  }
  return replies;
}

function whyOfReply(reply: Outcome, simulation: Simulation): readonly string[] {
  if (!reply.ok) return [`it was refused (${reply.error.code}: ${reply.error.message})`];
  const { status, body, MessageId, Entries } = responseOf(reply);
  if (typeof status === 'number')
    return [`the API answered ${status} ${short(parsed(body ?? ''))}`];
  if (typeof MessageId === 'string') {
    const told = simulation.explainMessage(MessageId);
    return told.startsWith('No queue') ? [] : [`the message: ${told.replace(/\.$/, '')}`];
  }
  return errorsIn(Entries);
}

function errorsIn(entries: Json | undefined): readonly string[] {
  return [entries ?? []].flat().flatMap((entry) => {
    const { ErrorCode, ErrorMessage } = isObject(entry) ? entry : {};
    return ErrorCode === undefined
      ? []
      : [`the event was refused (${String(ErrorCode)}: ${String(ErrorMessage)})`];
  });
}

/** What takes nothing of what the start has made. */
function whereItWent(
  { object, item, notification, stop }: Start,
  { resources }: Scenario,
): readonly string[] {
  const { notifications, topics, functions, pipes } = resources;
  if (object && (member(notifications, object.bucket) ?? []).length === 0) {
    return [`the bucket "${object.bucket}" has no notification in "resources.notifications"`];
  }
  if (item) {
    const sources = Object.values(functions).flatMap(({ events }) => events);
    const isRead = [...sources, ...Object.values(pipes)].some(({ table }) => table === item.table);
    if (!isRead) return [`no pipe or function reads the stream of the table "${item.table}"`];
  }
  if (notification) {
    const topic = member(topics, notification.topic);
    const { queues = [], functions: invoked = [], subscriptions = [] } = topic ?? {};
    if (queues.length + invoked.length + subscriptions.length === 0) {
      return [`nobody has subscribed to the topic "${notification.topic}"`];
    }
  }
  return stop ? ['it only stops executions'] : [];
}

/** Lines that tell where something ended. */
function whatWasLogged(simulation: Simulation): readonly string[] {
  return simulation
    .log()
    .filter(({ kind, message, data }) =>
      kind === 'eventPublished'
        ? message.includes('no rule')
        : kind === 'functionReturned'
          ? isObject(data) && data['isError'] === true
          : kind === 'messageMoved' || kind === 'authorized' || kind === 'workerActed',
    )
    .map(({ message }) => message);
}

/** Messages that lie somewhere, and who might take them. */
function queuesWithMessages(simulation: Simulation): readonly string[] {
  const { resources, consumers } = simulation.setting.scenario;
  const { functions, pipes } = resources;
  return simulation
    .queues()
    .filter(({ messages }) => messages.length > 0)
    .map(({ name, messages }) => {
      const readers = [
        ...consumers.filter(({ queue }) => queue === name).map(() => 'a consumer'),
        ...Object.entries(functions)
          .filter(([, { events }]) => events.some(({ queue }) => queue === name))
          .map(([each]) => `the function "${each}"`),
        ...Object.entries(pipes)
          .filter(([, { source }]) => source === name)
          .map(([each]) => `the pipe "${each}"`),
      ];
      const lie = messages.length === 1 ? '1 message lies' : `${messages.length} messages lie`;
      const who = readers.length === 0 ? 'no consumer, function or pipe reads it' : undefined;
      return `${lie} in "${name}", ${who ?? `which ${listed(readers, '')} reads`}`;
    });
}
