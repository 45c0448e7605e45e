/** AWS Lambda: invocations, cold and warm starts, throttling, asynchronous retries, event sources. */
import {
  isObject,
  isWithin,
  member,
  utf8Size,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import type { LambdaFunction } from '@stepthrough/scenario';
import { get, remove, set, values } from '@stepthrough/collections';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, ReplyTo, Result, Service, ServiceEffect } from '../contract/service.ts';
import { failure, responseOf, success, type Outcome } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import { answerLimit } from './answer-limit.ts';
import { answerOf } from './answers.ts';
import { beginSources, sourceReplied, sourceWoke, takeRecords } from './event-sources.ts';
import { destinationOf, retryDelay, throttleDelay } from './asynchronous.ts';
import {
  initialState,
  noInstances,
  type Again,
  type Attempt,
  type Invocation,
  type LambdaState,
  type SourceKey,
  type WakeKey,
} from './state.ts';
import { tellFollowers } from './followers.ts';
import { integrations } from './task-integration.ts';

/** Bytes of a payload: answered at once, and asynchronous. */
const synchronousLimit = 6_291_456;
const asynchronousLimit = 1_048_576;

export interface Returned {
  readonly step: 'returned';
  readonly invocation: number;
}

const invokeForm = { FunctionName: text, Payload: json, InvocationType: text };

export const lambda: Service<'lambda', LambdaState, WakeKey, SourceKey | Returned> = {
  name: 'lambda',
  integrations,
  throttled: () => failure('TooManyRequestsException', 'Rate Exceeded.', 429),
  whyNot: (call, { scenario }) => {
    if ('signal' in call) return undefined;
    const { FunctionName } = call.request;
    const name = typeof FunctionName === 'string' ? functionName(FunctionName) : '?';
    const { functions } = scenario.resources;
    const declared = member(functions, name);
    // AWS has functions, and this is none of them.
    if (!declared && Object.keys(functions).length > 0) return undefined;
    if (declared?.handler !== undefined || (declared?.answers.length ?? 0) > 0) return undefined;
    return `The function "${name}" has no "handler" in "resources.functions".`;
  },
  initial: () => initialState,
  begin: beginSources,
  operations: {
    Invoke: operation(
      invokeForm,
      (request, state: LambdaState, context) => {
        const { FunctionName = '', Payload = {}, InvocationType = 'RequestResponse' } = request;
        const name = functionName(FunctionName);
        const declared = member(context.setting.scenario.resources.functions, name);
        if (!declared) {
          const arn = arnOf(name, context);
          const message = `Function not found: ${arn}:$LATEST`;
          return { state, outcome: failure('ResourceNotFoundException', message, 404) };
        }
        if (InvocationType === 'DryRun') return { state, outcome: success({ StatusCode: 204 }) };
        const isAsync = InvocationType === 'Event';
        const limit = isAsync ? asynchronousLimit : synchronousLimit;
        if (!isWithin(Payload, limit)) {
          const size = utf8Size(JSON.stringify(Payload));
          const message = isAsync
            ? `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
            : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
          return { state, outcome: failure('RequestEntityTooLargeException', message, 413) };
        }
        if (isAsync) {
          const attempt = { failures: 0, throttles: 0, since: context.now };
          const started = beginAgain({ function: name, payload: Payload, attempt }, state, context);
          return { ...started, outcome: success({ StatusCode: 202 }) };
        }
        if (isThrottled(name, declared, state)) {
          return { state, outcome: failure('TooManyRequestsException', 'Rate Exceeded.', 429) };
        }
        const asked = { name, declared, payload: Payload, replyTo: context.replyTo };
        return invoke(asked, state, context);
      },
      ['ClientContext', 'DurableExecutionName', 'LogType', 'Qualifier', 'TenantId'],
    ),
  },
  receive: (records, state, context) => ({
    ...takeRecords(records, state, context),
    outcome: success({}),
  }),
  wake: (key, state, context) =>
    'step' in key ? sourceWoke(key, state, context) : beginAgain(key, state, context),
  reply: (told, outcome, state, context) => {
    return told.step === 'returned'
      ? returned(told.invocation, outcome, state, context)
      : sourceReplied(told, outcome, state, context);
  },
};

function isThrottled(name: string, { concurrency }: LambdaFunction, state: LambdaState): boolean {
  if (concurrency === undefined) return false;
  return values(state.running).filter((other) => other.function === name).length >= concurrency;
}

interface Asked {
  readonly name: string;
  readonly declared: LambdaFunction;
  readonly payload: Json;
  readonly replyTo?: ReplyTo | undefined;
  /** Of an asynchronous invocation. */
  readonly attempt?: Attempt;
}

function invoke(
  { name, declared, payload, replyTo, attempt }: Asked,
  state: LambdaState,
  context: Context,
): Result<LambdaState, WakeKey> {
  const { idle, started } = member(state.instances, name) ?? noInstances;
  const [warm, ...rest] = declared.coldStart ? [] : idle;
  const isCold = warm === undefined;
  const invocation: Invocation = {
    function: name,
    requestId: context.uuid('invocation'),
    payload,
    replyTo,
    instance: warm ?? started,
    isCold,
    startedAt: context.now,
    attempt,
  };
  const instances = {
    ...state.instances,
    [name]: isCold ? { idle, started: started + 1 } : { idle: rest, started },
  };
  const next: LambdaState = {
    ...state,
    instances,
    running: set(state.running, context.number, invocation),
  };
  const log: ServiceEffect = {
    do: 'log',
    kind: 'functionInvoked',
    message: `Function ${name} invoked`,
    resource: name,
    data: payload,
  };
  const back = toSelf({ step: 'returned', invocation: context.number });
  if (declared.handler !== undefined) {
    const { requestId, instance } = invocation;
    const request = { kind: 'invoke', function: name, requestId, instance, payload } as const;
    const { duration } = declared;
    const timed = duration === undefined ? {} : { durationMs: duration };
    return {
      state: next,
      effects: [log, { do: 'drive', request: { ...request, ...timed, replyTo: back } }],
    };
  }
  const answer = answerOf(name, payload, state, context);
  if (!answer) {
    const message = `The function "${name}" has neither "handler" nor "answers" in "resources.functions", and no "answers" match it.`;
    const outcome = failure('FunctionNotSimulated', message, 500);
    return { state, outcome, effects: [log] };
  }
  const { timeout } = declared;
  const isLate = timeout !== undefined && answer.afterMs > timeout;
  const outcome = isLate ? timedOut(invocation, timeout) : answer.outcome;
  const at = context.now + (isLate ? timeout : answer.afterMs);
  return {
    state: { ...next, given: answer.given },
    effects: [log, { do: 'reply', replyTo: back, outcome, at }],
  };
}

function timedOut({ requestId }: Invocation, timeoutMs: number): Outcome {
  const seconds = (timeoutMs / 1000).toFixed(2);
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
  return success({
    ExecutedVersion: '$LATEST',
    FunctionError: 'Unhandled',
    Payload: { errorType: 'Sandbox.Timedout', errorMessage },
    StatusCode: 200,
  });
}

/** What a function gives to somebody who waits for it may not be too long. */
function sized(outcome: Outcome, replyTo: ReplyTo | undefined): Outcome {
  if (!replyTo || !outcome.ok) return outcome;
  const { Payload = null, ...rest } = responseOf(outcome);
  if (isWithin(Payload, answerLimit)) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${answerLimit} bytes).`;
  const error = { errorType: 'Function.ResponseSizeTooLarge', errorMessage };
  return success({ ...rest, FunctionError: 'Unhandled', Payload: error });
}

function returned(
  number: number,
  given: Outcome,
  state: LambdaState,
  context: Context,
): Result<LambdaState, WakeKey> {
  const invocation = get(state.running, number);
  if (!invocation) return { state };
  const { function: name, instance, replyTo, attempt } = invocation;
  const outcome = sized(given, replyTo);
  const hasFailed = !outcome.ok || responseOf(outcome)['FunctionError'] !== undefined;
  const { idle, started } = member(state.instances, name) ?? noInstances;
  const instances = hasEnded(outcome)
    ? state.instances
    : { ...state.instances, [name]: { idle: [instance, ...idle], started } };
  const next: LambdaState = { ...state, instances, running: remove(state.running, number) };
  const log = reportOf(invocation, hasFailed, outcome, context);
  const told = outcome.ok ? success(withoutReport(responseOf(outcome))) : outcome;
  // Whoever has invoked it knows first, so that a Task waits for its token before it is answered.
  const followers = tellFollowers(invocation, hasFailed, outcome, context);
  if (replyTo) {
    const reply = { do: 'reply', replyTo, outcome: told } as const;
    return { state: next, effects: [log, reply, ...followers] };
  }
  if (!attempt) return { state: next, effects: [log, ...followers] };
  const delay = hasFailed ? retryDelay(invocation, attempt, context) : undefined;
  if (delay !== undefined) {
    const again: Again = {
      function: name,
      payload: invocation.payload,
      attempt: { ...attempt, failures: attempt.failures + 1 },
    };
    const wake = { do: 'wake', key: again, at: context.now + delay } as const;
    return { state: next, effects: [log, wake, ...followers] };
  }
  const effects = destinationOf(invocation, attempt, hasFailed, told, context);
  return { state: next, effects: [log, ...effects, ...followers] };
}

/** A process that has exited or was killed takes no further invocation. */
function hasEnded(outcome: Outcome): boolean {
  if (!outcome.ok) return true;
  const { Payload } = responseOf(outcome);
  const errorType = isObject(Payload) ? Payload['errorType'] : undefined;
  return typeof errorType === 'string' && /^(?:Runtime\.|Sandbox\.)/.test(errorType);
}

/** As the REPORT line of CloudWatch Logs has it. */
function reportOf(
  { function: name, requestId, startedAt, isCold, payload: request }: Invocation,
  hasFailed: boolean,
  outcome: Outcome,
  { now, setting }: Context,
): ServiceEffect {
  const { memory = 128 } = member(setting.scenario.resources.functions, name) ?? {};
  const { Report, Payload = null } = responseOf(outcome);
  const measured: JsonObject = isObject(Report) ? Report : {};
  const { initMs } = measured;
  const durationMs = now - startedAt;
  // Billed by the millisecond, the start included.
  const billedMs = Math.max(1, Math.ceil(durationMs));
  const init = isCold && typeof initMs === 'number' ? `, init ${initMs} ms` : '';
  return {
    do: 'log',
    kind: 'functionReturned',
    message: `Function ${name} ${hasFailed ? 'failed' : 'returned'} after ${durationMs} ms (billed ${billedMs} ms, ${memory} MB, ${isCold ? 'cold' : 'warm'} start${init})`,
    resource: name,
    data: {
      requestId,
      durationMs,
      billedMs,
      memoryMb: memory,
      isColdStart: isCold,
      isError: hasFailed,
      request,
      payload: Payload,
      ...measured,
    },
  };
}

function withoutReport(response: JsonObject): Json {
  return Object.fromEntries(Object.entries(response).filter(([name]) => name !== 'Report'));
}

/** An asynchronous invocation is begun, or put off while the function is throttled. */
function beginAgain(
  again: Again,
  state: LambdaState,
  context: Context,
): Result<LambdaState, WakeKey> {
  const { function: name, payload, attempt } = again;
  const declared = member(context.setting.scenario.resources.functions, name);
  // An invocation that has been taken is of a declared function.
  if (!declared) return { state };
  if (!isThrottled(name, declared, state)) {
    return invoke({ name, declared, payload, attempt }, state, context);
  }
  const delay = throttleDelay(attempt, context.now);
  if (delay === undefined) {
    const invocation = { function: name, requestId: context.uuid('dropped'), payload };
    const outcome = failure('TooManyRequestsException', 'Rate Exceeded.', 429);
    return { state, effects: destinationOf(invocation, attempt, true, outcome, context) };
  }
  const later: Again = { ...again, attempt: { ...attempt, throttles: attempt.throttles + 1 } };
  const wake = { do: 'wake', key: later, at: context.now + delay } as const;
  return { state, effects: [wake] };
}

function arnOf(name: string, { region, account }: Context): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

function functionName(reference: string): string {
  const [, name] = /function:([^:]+)/.exec(reference) ?? [];
  return name ?? resourceName(reference.replace(/:[^:]*$/, ''));
}

function toSelf(key: Returned): ReplyTo {
  return { kind: 'service', service: 'lambda', key: { ...key } };
}
