/** Service calls and their answers: the only way in which anything reaches a simulated service. */
import { LimitReached } from '@stepthrough/expressions';
import { set } from '@stepthrough/collections';
import {
  operationOf,
  serviceOf,
  failure,
  type Context,
  type Outcome,
  type ReplyTo,
  type Result,
  type ServiceCall,
  type ServiceEffect,
  type OwnService,
} from '@stepthrough/services';
import type { Setting } from '../setting.ts';
import type { World } from '../world.ts';
import type { Json } from '@stepthrough/asl';
import { faultOf } from './faults.ts';
import { uuidOf } from './identity.ts';
import { record, schedule } from './schedule.ts';
import { performStatesOperation } from './states-operations.ts';
import { replyToTask } from './tasks.ts';

/** Lets a service perform an operation now, unless a fault of the scenario comes between. */
export function receiveCall(
  world: World,
  setting: Setting,
  call: ServiceCall,
  replyTo: ReplyTo | undefined,
  isLate = false,
): World {
  // The fault of a Task has been found when the Task made its request.
  if (setting.scenario.faults.length === 0 || isLate || replyTo?.kind === 'task') {
    return performCall(world, setting, call, replyTo);
  }
  const { FunctionName } = call.request;
  const fault = faultOf(world, setting, {
    service: call.service,
    action: call.operation,
    ...(typeof FunctionName === 'string' ? { function: FunctionName } : {}),
  });
  if (!fault) return performCall(world, setting, call, replyTo);
  const logged = record(fault.world, {
    kind: 'faultInjected',
    message: fault.outcome
      ? `The scenario refuses ${call.service} ${call.operation}`
      : `The scenario delays ${call.service} ${call.operation} by ${fault.delayMs} ms`,
    service: call.service,
  });
  if (fault.outcome) return hand(logged, setting, call, fault.outcome, replyTo);
  const at = logged.now + fault.delayMs;
  return schedule(logged, at, { kind: 'call', call, replyTo, isLate: true });
}

function performCall(
  world: World,
  setting: Setting,
  call: ServiceCall,
  replyTo: ReplyTo | undefined,
): World {
  if (call.service === 'states') {
    const [after, outcome] = performStatesOperation(world, setting, call, replyTo);
    return hand(after, setting, call, outcome, replyTo);
  }
  const operation = operationOf(call.service, call.operation);
  if (!operation) {
    const outcome = failure(
      'UnknownOperationException',
      `${call.service} ${call.operation} is not simulated; answer it in the scenario's "answers".`,
    );
    return hand(world, setting, call, outcome, replyTo);
  }
  const [numbered, context] = contextOf(world, setting, replyTo);
  let result: Result<unknown>;
  try {
    result = operation(call.request, world.services[call.service], context);
  } catch (problem) {
    // A request of quite another form than the service takes.
    if (!(problem instanceof Error) || problem instanceof LimitReached) throw problem;
    const message = `${call.service} ${call.operation} cannot read this request (${problem.message}): ${JSON.stringify(call.request).slice(0, 200)}`;
    return hand(numbered, setting, call, failure('SerializationException', message), replyTo);
  }
  const after = applyResult(numbered, call.service, result);
  return hand(after, setting, call, result.outcome, replyTo);
}

/** A service's own alarm. */
export function wakeService(world: World, setting: Setting, service: OwnService, key: Json): World {
  const { wake } = serviceOf(service);
  if (!wake) return world;
  const [numbered, context] = contextOf(world, setting, undefined);
  const result = wake(key, world.services[service], context);
  return applyResult(numbered, service, result);
}

export function beginService(world: World, setting: Setting, service: OwnService): World {
  const { begin } = serviceOf(service);
  if (!begin) return world;
  const [numbered, context] = contextOf(world, setting, undefined);
  const result = begin(world.services[service], context);
  return applyResult(numbered, service, result);
}

/** Hands an outcome to whoever waits for it. */
export function reply(world: World, setting: Setting, replyTo: ReplyTo, outcome: Outcome): World {
  switch (replyTo.kind) {
    case 'task':
      return replyToTask(world, setting, replyTo.task, outcome);
    case 'client': {
      const replies = set(world.replies, replyTo.id, { outcome, at: world.now });
      return { ...world, replies };
    }
    case 'service': {
      const { service, key } = replyTo;
      const receive = serviceOf(service).reply;
      if (!receive) return world;
      const [numbered, context] = contextOf(world, setting, undefined);
      const result = receive(key, outcome, world.services[service], context);
      return applyResult(numbered, service, result);
    }
  }
}

function contextOf(world: World, setting: Setting, replyTo: ReplyTo | undefined): [World, Context] {
  const number = world.sequence;
  const context: Context = {
    now: world.now,
    number,
    account: setting.account,
    region: setting.region,
    setting,
    replyTo,
    uuid: (purpose) => uuidOf(setting.seed, purpose, number),
  };
  return [{ ...world, sequence: number + 1 }, context];
}

function applyResult(world: World, service: OwnService, result: Result<unknown>): World {
  const after: World = { ...world, services: { ...world.services, [service]: result.state } };
  return (result.effects ?? []).reduce(
    (changed, effect) => applyEffect(changed, service, effect),
    after,
  );
}

/** Gives an outcome to whoever waits for it; a failure that nobody waits for is written down. */
function hand(
  world: World,
  setting: Setting,
  { service, operation }: ServiceCall,
  outcome: Outcome | undefined,
  replyTo: ReplyTo | undefined,
): World {
  if (!outcome) return world;
  if (outcome.ok || (replyTo && !isOfScenario(replyTo))) {
    return replyTo ? reply(world, setting, replyTo, outcome) : world;
  }
  const { code, message } = outcome.error;
  const logged = record(world, {
    kind: 'callFailed',
    message: `${service} ${operation}: ${code}: ${message}`,
    service,
  });
  return replyTo ? reply(logged, setting, replyTo, outcome) : logged;
}

/** Clients below zero are the starts and events of the scenario: nobody else would see their failures. */
function isOfScenario(replyTo: ReplyTo): boolean {
  return replyTo.kind === 'client' && replyTo.id < 0;
}

function applyEffect(world: World, service: OwnService, effect: ServiceEffect): World {
  switch (effect.do) {
    case 'call': {
      const { call, replyTo, at = world.now } = effect;
      return schedule(world, at, { kind: 'call', call, replyTo });
    }
    case 'reply': {
      const { replyTo, outcome, at = world.now } = effect;
      return schedule(world, at, { kind: 'reply', replyTo, outcome });
    }
    case 'wake':
      return schedule(world, effect.at, { kind: 'wake', service, key: effect.key });
    case 'drive':
      return {
        ...world,
        requests: set(world.requests, world.sequence, effect.request),
        sequence: world.sequence + 1,
      };
    case 'log': {
      const { kind, message, data, resource } = effect;
      return record(world, {
        kind,
        message,
        service,
        ...(resource === undefined ? {} : { resource }),
        ...(data === undefined ? {} : { data }),
      });
    }
  }
}
