/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat: what holders of task tokens say. */
import { limits } from '@stepthrough/catalog';
import { get } from '@stepthrough/collections';
import { parseJson, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import { failure, success, type Outcome } from '@stepthrough/services';
import { record } from '../world/schedule.ts';
import type { TaskAnswer, World } from '../world/world.ts';
import { tooLong } from './constraints.ts';
import { answerTask } from './tasks.ts';

type Performed = readonly [World, Outcome | undefined];

/** A token is looked at before the output that comes with it. */
export function sendTaskSuccess(world: World, { taskToken, output }: JsonObject): Performed {
  const misfit = textProblem({ taskToken, output });
  if (misfit) return [world, misfit];
  const refusal = tokenProblem(world, taskToken);
  if (refusal) return [world, refusal];
  const read = parsedOutput(output);
  if ('outcome' in read) return [world, read.outcome];
  return sendAnswer(world, taskToken, { kind: 'succeeded', output: read.value });
}

export function sendTaskFailure(world: World, request: JsonObject): Performed {
  const { taskToken, error, cause } = request;
  const misfit =
    textProblem({ taskToken }) ??
    textProblem({
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    }) ??
    lengthProblem('error', error, limits.taskError) ??
    lengthProblem('cause', cause, limits.taskCause);
  if (misfit) return [world, misfit];
  const failed = { kind: 'failed', error: textIn(error), cause: textIn(cause) } as const;
  return sendAnswer(world, taskToken, failed);
}

export function sendTaskHeartbeat(world: World, { taskToken }: JsonObject): Performed {
  const misfit = textProblem({ taskToken });
  return misfit ? [world, misfit] : sendAnswer(world, taskToken, { kind: 'heartbeat' });
}

function sendAnswer(world: World, taskToken: Json | undefined, answer: TaskAnswer): Performed {
  const refusal = tokenProblem(world, taskToken);
  if (refusal) return [world, refusal];
  const id = tokenIn(world, taskToken);
  const task = id === undefined ? undefined : get(world.tasks, id);
  if (!task) {
    const message = `Task Timed Out: 'Provided task does not exist anymore'`;
    return [world, failure('TaskTimedOut', message)];
  }
  const logged = record(world, {
    kind: 'callbackAnswered',
    message: `A holder of the task token of "${task.origin.state}" answers`,
    state: task.origin.state,
  });
  return [answerTask(logged, task.id, answer), success({})];
}

/** A text that is no token, and a token that names no task of this world. */
function tokenProblem(world: World, taskToken: Json | undefined): Outcome | undefined {
  if (tokenIn(world, taskToken) !== undefined) return undefined;
  return typeof taskToken === 'string' && tokenForm.test(taskToken)
    ? failure('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'")
    : failure('InvalidToken', "Invalid Token: 'Invalid token'");
}

/** As the interpreter makes them. */
const tokenForm = /^AQC[0-9a-f]{61}$/;

function tokenIn(world: World, taskToken: Json | undefined) {
  return typeof taskToken === 'string' ? get(world.taskTokens, taskToken) : undefined;
}

/** Members that have to be there, as texts. */
function textProblem(members: { readonly [name: string]: Json | undefined }): Outcome | undefined {
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) {
      const message = `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`;
      return failure('ValidationException', message);
    }
    if (typeof value === 'object') {
      const message = 'Start of structure or map found where not expected.';
      return failure('SerializationException', message);
    }
    if (typeof value !== 'string') {
      const token =
        typeof value === 'number' ? 'NUMBER_VALUE' : `${String(value).toUpperCase()}_VALUE`;
      return failure('SerializationException', `${token} can not be converted to a String`);
    }
  }
  return undefined;
}

function lengthProblem(member: string, value: Json | undefined, most: number): Outcome | undefined {
  return typeof value === 'string' && value.length > most ? tooLong(member, most) : undefined;
}

function parsedOutput(
  output: Json | undefined,
): { readonly value: Json } | { readonly outcome: Outcome } {
  const text = textIn(output) ?? '';
  if (utf8Size(text) > limits.payloadBytes) {
    return { outcome: tooLong('output', limits.payloadBytes) };
  }
  const value = parseJson(text);
  return value === undefined
    ? { outcome: failure('InvalidOutput', `Invalid Output: '${text}' is not valid JSON.`) }
    : { value };
}

function textIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
