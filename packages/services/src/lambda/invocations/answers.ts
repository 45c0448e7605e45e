/** What the scenario answers for a function that has no handler, whoever invokes it. */
import { isObject, member, type Json } from '@stepthrough/json';
import { fill, type Reply, matchesPattern } from '@stepthrough/scenario';
import type { Context } from '../../contract/service.ts';
import { success, type Outcome } from '../../contract/outcome.ts';
import type { LambdaState } from '../model/state.ts';

interface Answered {
  readonly outcome: Outcome;
  /** Virtual milliseconds. */
  readonly afterMs: number;
  readonly given: LambdaState['given'];
}

/** Answers of the function itself, then `answers` that match the function alone. */
export function answerOf(
  name: string,
  payload: Json,
  state: LambdaState,
  { setting }: Context,
): Answered | undefined {
  const { functions } = setting.scenario.resources;
  const own = member(functions, name)?.answers ?? [];
  for (const [index, answer] of own.entries()) {
    const key = `${name}#${index}`;
    const used = member(state.given, key) ?? 0;
    if (answer.times !== undefined && used >= answer.times) continue;
    if (answer.when !== undefined && !matchesPattern(answer.when, payload)) continue;
    return answered(answer, payload, { ...state.given, [key]: used + 1 });
  }
  const request = { FunctionName: name, Payload: payload };
  for (const [index, { match, sequence, ...answer }] of setting.scenario.answers.entries()) {
    if (match.function !== name || match.state !== undefined) continue;
    if (match.input !== undefined && !matchesPattern(match.input, request)) continue;
    const key = `answers#${index}#${name}`;
    const used = member(state.given, key) ?? 0;
    if (answer.times !== undefined && used >= answer.times) continue;
    const reply = sequence
      ? (sequence[used] ?? (answer.repeatLast ? sequence.at(-1) : undefined))
      : answer;
    if (reply) return answered(reply, request, { ...state.given, [key]: used + 1 }, payload);
  }
  return undefined;
}

function answered(
  reply: Reply,
  input: Json,
  given: LambdaState['given'],
  payload: Json = input,
): Answered {
  const afterMs = reply.after;
  if (reply.throw) {
    const { error = 'Error', cause = '' } = reply.throw;
    const Payload = { errorType: error, errorMessage: cause, trace: [] };
    const response = {
      ExecutedVersion: '$LATEST',
      FunctionError: 'Unhandled',
      Payload,
      StatusCode: 200,
    };
    return { outcome: success(response), afterMs, given };
  }
  const value = fill(reply.return ?? null, { input, payload });
  // The answer to a Task is that of the API; a function's own answer is the payload.
  const Payload = (isObject(value) ? member(value, 'Payload') : undefined) ?? value;
  return {
    outcome: success({ ExecutedVersion: '$LATEST', Payload, StatusCode: 200 }),
    afterMs,
    given,
  };
}
