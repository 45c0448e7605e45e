/** What the scenario says to a Task: its `answers` first, then the mocked responses of the test case. */
import { readResource } from '@stepthrough/asl';
import { isObject, member } from '@stepthrough/json';
import { get, set } from '@stepthrough/collections';
import { record } from '../world/schedule.ts';
import { lacksModel } from '../answers/answer-shape.ts';
import { fill, type Answer, type Reply, matchesPattern } from '@stepthrough/scenario';
import { answerProblem } from '../answers/validate-answers.ts';
import { resourceName } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { Execution, OutstandingTask, TaskAnswer, World } from '../world/world.ts';
import { addresseeOf } from './addressee.ts';

type Chosen =
  | {
      readonly kind: 'answers';
      /** The world with this invocation counted. */
      readonly world: World;
      readonly answers: readonly TimedAnswer[];
      /** Milliseconds between signs of life until the last of them; 0 when there are none. */
      readonly beatMs: number;
    }
  /** The scenario leaves the Task to a simulated service. */
  | { readonly kind: 'none'; readonly why: string }
  /** It has run out of answers, or its answer is none that the service could give: a person has to. */
  | { readonly kind: 'unanswered'; readonly why: string };

interface TimedAnswer {
  readonly afterMs: number;
  readonly answer: TaskAnswer;
}

export function chooseAnswer(
  world: World,
  setting: Setting,
  execution: Execution,
  task: OutstandingTask,
): Chosen {
  const { scenario } = setting;
  for (const [index, answer] of scenario.answers.entries()) {
    if (!fits(answer, execution, task)) continue;
    const totalKey = `answer:${index}`;
    const total = get(world.answerCounts, totalKey) ?? 0;
    if (answer.times !== undefined && total >= answer.times) continue;
    if (answer.simulate) break;
    const key = `${totalKey}:${execution.number}:${task.origin.state}`;
    const count = get(world.answerCounts, key) ?? 0;
    const reply = replyOf(answer, count);
    if (!reply) return { kind: 'unanswered', why: ranOut(task.origin.state, count) };
    const filled = filledReply(reply, task);
    const problem = answerProblem(setting.catalog, task.resource, filled.return, answer.validate);
    if (problem !== undefined) return { kind: 'unanswered', why: problem };
    const counted = set(set(world.answerCounts, totalKey, total + 1), key, count + 1);
    const next = { ...world, answerCounts: counted };
    const isChecked = filled.return !== undefined && answer.validate !== 'NONE';
    return {
      kind: 'answers',
      world: isChecked ? tellUnchecked(next, setting, execution, task) : next,
      answers: timed(completeReply(filled, task), task),
      beatMs: filled.heartbeats,
    };
  }
  const rows = member(scenario.testCase, task.origin.state);
  if (!rows) return { kind: 'none', why: 'The scenario has no answer for it.' };
  const key = `mock:${execution.number}:${task.origin.state}`;
  const count = get(world.answerCounts, key) ?? 0;
  const row = rows.find(({ from, to }) => from <= count && count <= to);
  if (!row) return { kind: 'unanswered', why: ranOut(task.origin.state, count) };
  const answerCounts = set(world.answerCounts, key, count + 1);
  return {
    kind: 'answers',
    world: { ...world, answerCounts },
    answers: timed(row.reply, task),
    beatMs: row.reply.heartbeats,
  };
}

/** A check that cannot be made is said, once for each resource. */
function tellUnchecked(
  world: World,
  setting: Setting,
  execution: Execution,
  task: OutstandingTask,
): World {
  const { resource, origin } = task;
  if (get(world.unchecked, resource) || !lacksModel(setting.catalog, resource)) return world;
  return record(
    { ...world, unchecked: set(world.unchecked, resource, true) },
    {
      kind: 'answerUnchecked',
      message: `${origin.state}: answers of ${resource} are taken as they are, because its API model was not found`,
      execution: execution.id,
      thread: origin.thread,
      state: origin.state,
      resource,
    },
  );
}

function fits({ match }: Answer, execution: Execution, task: OutstandingTask): boolean {
  const resource = addresseeOf(task.resource);
  const is = (
    wanted: string | readonly string[] | undefined,
    actual: string | undefined,
  ): boolean =>
    wanted === undefined ||
    [wanted].flat().some((one) => one.toLowerCase() === actual?.toLowerCase());
  return (
    (match.state === undefined || [match.state].flat().includes(task.origin.state)) &&
    is(match.function, functionOf(task)) &&
    is(match.service, resource?.service) &&
    is(match.action, resource?.action) &&
    is(match.resource, task.resource) &&
    is(match.machine, execution.machine) &&
    (match.attempt === undefined || match.attempt === task.origin.attempt) &&
    (match.input === undefined || matchesPattern(match.input, task.parameters))
  );
}

/** The function's name without its qualifier, from a name, a partial or full ARN. */
export function functionOf(
  task: Pick<OutstandingTask, 'resource' | 'parameters'>,
): string | undefined {
  const resource = readResource(task.resource);
  if (resource.kind === 'function') return resource.name;
  const { parameters } = task;
  const reference = isObject(parameters) ? member(parameters, 'FunctionName') : undefined;
  if (typeof reference !== 'string') return undefined;
  const [, name] = /function:([^:]+)/.exec(reference) ?? [];
  return name ?? resourceName(reference.replace(/:[^:]*$/, ''));
}

function replyOf(answer: Answer, count: number): Reply | undefined {
  const { sequence } = answer;
  if (!sequence) return answer;
  return sequence[count] ?? (answer.repeatLast ? sequence.at(-1) : undefined);
}

/** `{{ input.… }}` in an answer is a part of the request. */
function filledReply(reply: Reply, task: OutstandingTask): Reply {
  if (reply.return === undefined) return reply;
  const values = {
    input: task.parameters,
    taskToken: task.taskToken,
    state: task.origin.state,
    attempt: task.origin.attempt,
  };
  return { ...reply, return: fill(reply.return, values) };
}

/** An optimized Lambda invocation answers with more than the payload; what the author leaves out is added. */
function completeReply(reply: Reply, task: OutstandingTask): Reply {
  const resource = addresseeOf(task.resource);
  const isInvoke = resource?.service === 'lambda' && resource.action === 'invoke';
  const given = reply.return;
  if (!isInvoke || !isObject(given) || !('Payload' in given)) return reply;
  return { ...reply, return: { ExecutedVersion: '$LATEST', StatusCode: 200, ...given } };
}

/** A service that is waited for takes the request first; the result comes after it. */
function timed(reply: Reply, { pattern }: OutstandingTask): readonly TimedAnswer[] {
  const afterMs = reply.after;
  const end = { afterMs, answer: endOf(reply) };
  if (pattern === 'requestResponse' || pattern === 'activity') return [end];
  const submitted = { kind: 'submitted', output: reply.submit ?? {} } as const;
  return [{ afterMs: 0, answer: submitted }, end];
}

function endOf(reply: Reply): TaskAnswer {
  return reply.throw
    ? { kind: 'failed', error: reply.throw.error, cause: reply.throw.cause }
    : { kind: 'succeeded', output: reply.return ?? null };
}

function ranOut(state: string, count: number): string {
  return (
    `The scenario has no answer for invocation ${count} of "${state}" (the first is 0); ` +
    `add it, or "repeatLast: true".`
  );
}
