/** Invoke: an execution environment works on a payload, and its answer goes to whoever waits. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isObject, isWithin, member, utf8Size, type Json } from '@stepthrough/json';
import { failure, isRefusal, responseOf, success, type Outcome } from '../../contract/outcome.ts';
import { json, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation, ReplyTo, Result, ServiceEffect } from '../../contract/service.ts';
import { provisionedFor } from '../functions/concurrency.ts';
import { unpublished, type LambdaFunction, type Version } from '../model/function.ts';
import { functionArn, type Reference } from '../model/function-arn.ts';
import { readReference, resolved } from '../functions/reference.ts';
import { constraintProblem, missing, oneOf, unsimulated } from '../model/problems.ts';
import {
  noInstances,
  type Again,
  type Attempt,
  type Instances,
  type Invocation,
  type LambdaState,
  type WakeKey,
} from '../model/state.ts';
import { answerLimit } from './answer-limit.ts';
import { answerOf } from './answers.ts';
import { ended, isTooOld, retryDelay, throttleDelay } from './asynchronous.ts';
import { tellFollowers } from './followers.ts';
import { logResult, reportOf, withoutReport } from './report.ts';

/** Bytes of a payload: answered at once, and asynchronous. */
const synchronousLimit = 6_291_456;
const asynchronousLimit = 1_048_576;

export interface Returned {
  readonly step: 'returned';
  readonly invocation: number;
}

type Progress = Result<LambdaState, WakeKey>;

const invokeForm = {
  FunctionName: text,
  Qualifier: text,
  Payload: json,
  InvocationType: text,
  LogType: text,
  DurableExecutionName: text,
  TenantId: text,
};

export const invokeOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  Invoke: operation(
    invokeForm,
    (request, state: LambdaState, context) => {
      const { Payload = {}, InvocationType = 'RequestResponse', LogType } = request;
      const { DurableExecutionName, TenantId } = request;
      const problem =
        constraintProblem([
          oneOf('invocationType', InvocationType, ['Event', 'RequestResponse', 'DryRun']),
          oneOf('logType', LogType, ['None', 'Tail']),
        ]) ?? unsimulated('Invoke', { DurableExecutionName, TenantId });
      if (problem) return { state, outcome: problem };
      const reference = readReference(request.FunctionName, request.Qualifier);
      if (isRefusal(reference)) return { state, outcome: reference };
      const found = resolved(state, reference, context);
      if (isRefusal(found)) {
        return {
          state,
          outcome: get(state.functions, reference.name) ? found : gone(reference, context),
        };
      }
      if (InvocationType === 'DryRun') return { state, outcome: success({ StatusCode: 204 }, 204) };
      const isAsync = InvocationType === 'Event';
      const tooLarge = sizeProblem(Payload, isAsync);
      if (tooLarge) return { state, outcome: tooLarge };
      const { name } = reference;
      if (isAsync) {
        const attempt = { failures: 0, throttles: 0, since: context.now };
        const { qualifier } = reference;
        const again = { function: name, qualifier, payload: Payload, attempt };
        const begun = beginAgain(again, state, context);
        const isRefused = begun.outcome?.ok === false;
        return { ...begun, outcome: isRefused ? begun.outcome : success({ StatusCode: 202 }, 202) };
      }
      if (isThrottled(found.function, state)) return { state, outcome: throttled() };
      const { replyTo } = context;
      const asked = { ...found, payload: Payload, replyTo, isTailed: LogType === 'Tail' };
      return invoke(asked, state, context);
    },
    ['ClientContext'],
  ),
};

/** One that is not there is told with the version that was meant. */
function gone({ name, qualifier = unpublished }: Reference, context: Context): Outcome {
  return missing(`Function not found: ${functionArn({ name, qualifier }, context)}`);
}

function throttled(): Outcome {
  return failure('TooManyRequestsException', 'Rate Exceeded.', 429);
}

function sizeProblem(payload: Json, isAsync: boolean): Outcome | undefined {
  const limit = isAsync ? asynchronousLimit : synchronousLimit;
  if (isWithin(payload, limit)) return undefined;
  const size = utf8Size(JSON.stringify(payload));
  const message = isAsync
    ? `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
    : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  return failure('RequestEntityTooLargeException', message, 413);
}

function isThrottled({ name, concurrency }: LambdaFunction, state: LambdaState): boolean {
  if (concurrency === undefined) return false;
  return values(state.running).filter((other) => other.function === name).length >= concurrency;
}

interface Asked {
  readonly function: LambdaFunction;
  readonly version: Version;
  readonly qualifier: string | undefined;
  readonly payload: Json;
  readonly replyTo?: ReplyTo | undefined;
  /** Whether the end of its log is wanted with the answer. */
  readonly isTailed?: boolean;
  /** Of an asynchronous invocation. */
  readonly attempt?: Attempt;
}

function invoke(asked: Asked, state: LambdaState, context: Context): Progress {
  const { function: invoked, version, qualifier, payload, replyTo, attempt } = asked;
  const { name } = invoked;
  const declared = member(context.setting.scenario.resources.functions, name);
  const environment = environmentFor(asked, state, declared?.coldStart === true);
  const invocation: Invocation = {
    function: name,
    qualifier,
    version: version.version,
    requestId: context.uuid('invocation'),
    payload,
    replyTo,
    isTailed: asked.isTailed === true,
    instance: environment.number,
    isCold: environment.isCold,
    startedAt: context.now,
    memory: version.memory,
    attempt,
  };
  const next: LambdaState = {
    ...state,
    instances: { ...state.instances, [name]: environment.instances },
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
  if (declared?.handler !== undefined) {
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
    const message = `${whyNotRun(invoked)} and no "answers" match it.`;
    const outcome = failure('FunctionNotSimulated', message, 500);
    const failed = { do: 'log', kind: 'callFailed', message, resource: name } as const;
    return { state, outcome, effects: attempt ? [log, failed] : [log] };
  }
  const timeout = version.timeout === undefined ? Infinity : version.timeout * 1000;
  const isLate = answer.afterMs > timeout;
  const outcome = isLate ? timedOut(invocation, timeout) : answer.outcome;
  const at = context.now + (isLate ? timeout : answer.afterMs);
  return {
    state: { ...next, given: answer.given },
    effects: [log, { do: 'reply', replyTo: back, outcome, at }],
  };
}

/** Why a function does nothing, before what else could have answered for it. */
function whyNotRun({ name, isDeclared }: LambdaFunction): string {
  return isDeclared
    ? `The function "${name}" has neither "handler" nor "answers" in "resources.functions",`
    : `The code of the function "${name}" was given by the API and is not run; "${name}" is not in "resources.functions" with a "handler",`;
}

/** A warm environment of the version, or a new one; one that is kept ready is not cold. */
function environmentFor(
  { function: { name }, function: invoked, version: { version } }: Asked,
  state: LambdaState,
  isForced: boolean,
): { readonly number: number; readonly isCold: boolean; readonly instances: Instances } {
  const instances = member(state.instances, name) ?? noInstances;
  const { idle, started, begun } = instances;
  const warm = isForced ? undefined : idle.find((one) => one.version === version);
  if (warm) {
    const rest = idle.filter((one) => one !== warm);
    return { number: warm.number, isCold: false, instances: { ...instances, idle: rest } };
  }
  const before = member(begun, version) ?? 0;
  const isReady = !isForced && before < provisionedFor(invoked, version);
  return {
    number: started,
    isCold: !isReady,
    instances: { idle, started: started + 1, begun: { ...begun, [version]: before + 1 } },
  };
}

function timedOut({ requestId }: Invocation, timeoutMs: number): Outcome {
  const seconds = (timeoutMs / 1000).toFixed(2);
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
  return success({
    ExecutedVersion: unpublished,
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

/** The answer of a handler, or of the scenario for it. */
export function returned(
  number: number,
  given: Outcome,
  state: LambdaState,
  context: Context,
): Progress {
  const invocation = get(state.running, number);
  if (!invocation) return { state };
  const { function: name, replyTo, attempt, version } = invocation;
  const outcome = sized(given, replyTo);
  const hasFailed = !outcome.ok || responseOf(outcome)['FunctionError'] !== undefined;
  const next: LambdaState = {
    ...state,
    instances: { ...state.instances, [name]: afterReturn(invocation, outcome, state) },
    running: remove(state.running, number),
  };
  const log = reportOf(invocation, hasFailed, outcome, context);
  const told = outcome.ok
    ? success({
        ...withoutReport(responseOf(outcome)),
        ExecutedVersion: version,
        ...(invocation.isTailed ? { LogResult: logResult(invocation, outcome, context) } : {}),
      })
    : outcome;
  // Whoever has invoked it knows first, so that a Task waits for its token before it is answered.
  const followers = tellFollowers(invocation, hasFailed, outcome, context);
  if (replyTo) {
    const reply = { do: 'reply', replyTo, outcome: told } as const;
    return { state: next, effects: [log, reply, ...followers] };
  }
  if (!attempt) return { state: next, effects: [log, ...followers] };
  const delay = hasFailed ? retryDelay(invocation, attempt, next) : undefined;
  if (delay !== undefined) {
    const { qualifier, payload } = invocation;
    const failures = attempt.failures + 1;
    const again: Again = { function: name, qualifier, payload, attempt: { ...attempt, failures } };
    const wake = { do: 'wake', key: again, at: context.now + delay } as const;
    return { state: next, effects: [log, wake, ...followers] };
  }
  const end = hasFailed ? 'RetriesExhausted' : 'Success';
  const tries = attempt.failures + 1;
  const effects = ended({ ...invocation, tries }, end, told, next, context);
  return { state: next, effects: [log, ...effects, ...followers] };
}

/** The environment waits for the next invocation, unless it has ended or its code has changed. */
function afterReturn(
  { function: name, version, instance, startedAt }: Invocation,
  outcome: Outcome,
  state: LambdaState,
): Instances {
  const instances = member(state.instances, name) ?? noInstances;
  const found = get(state.functions, name);
  const isStale =
    version === unpublished && found !== undefined && found.latest.modifiedAt > startedAt;
  if (hasEnded(outcome) || isStale || !found) return instances;
  return { ...instances, idle: [{ number: instance, version }, ...instances.idle] };
}

/** A process that has exited or was killed takes no further invocation. */
function hasEnded(outcome: Outcome): boolean {
  if (!outcome.ok) return true;
  const { Payload } = responseOf(outcome);
  const errorType = isObject(Payload) ? Payload['errorType'] : undefined;
  return typeof errorType === 'string' && /^(?:Runtime\.|Sandbox\.)/.test(errorType);
}

/** An asynchronous invocation is begun, or put off while the function is throttled. */
export function beginAgain(again: Again, state: LambdaState, context: Context): Progress {
  const { function: name, qualifier, payload, attempt } = again;
  const found = resolved(state, { name, qualifier }, context);
  // What has been taken for a function that was deleted since is lost with it.
  if (isRefusal(found)) return { state };
  const invocation = { function: name, qualifier, payload, requestId: context.uuid('dropped') };
  const lost = { ...invocation, tries: attempt.failures };
  if (found.function.concurrency === 0) {
    return { state, effects: ended(lost, 'ZeroReservedConcurrency', throttled(), state, context) };
  }
  if (isTooOld(again, state, context.now)) {
    return { state, effects: ended(lost, 'EventAgeExceeded', throttled(), state, context) };
  }
  if (!isThrottled(found.function, state)) {
    return invoke({ ...found, payload, attempt }, state, context);
  }
  const later: Again = { ...again, attempt: { ...attempt, throttles: attempt.throttles + 1 } };
  const wake = { do: 'wake', key: later, at: context.now + throttleDelay(attempt) } as const;
  return { state, effects: [wake] };
}

function toSelf(key: Returned): ReplyTo {
  return { kind: 'service', service: 'lambda', key: { ...key } };
}
