/** Service calls and their answers: the only way in which anything reaches a simulated service. */
import { set } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import {
  failure,
  operationsOf,
  ownerOf,
  services,
  type CallKeys,
  type Context,
  type OperationCall,
  type Outcome,
  type OwnApi,
  type OwnService,
  type ReplyTo,
  type Result,
  type ServiceCall,
  type ServiceEffect,
  type ServiceStates,
  type Signal,
  type WakeKeys,
} from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { World } from '../world/world.ts';
import { faultOf } from './faults.ts';
import { uuidOf } from '../world/identity.ts';
import { ownFault } from './own-fault.ts';
import { record, schedule } from '../world/schedule.ts';
import { performStatesOperation, runExecution } from './states-operations.ts';
import { senderOf } from './replies.ts';
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
  const fault = faultOf(world, setting, requestedBy(call));
  if (!fault) return performCall(world, setting, call, replyTo);
  const logged = record(fault.world, {
    kind: 'faultInjected',
    message: fault.outcome
      ? `The scenario refuses ${nameOf(call)}`
      : `The scenario delays ${nameOf(call)} by ${fault.delayMs} ms`,
    service: call.service,
  });
  if (fault.outcome) return hand(logged, setting, nameOf(call), fault.outcome, replyTo);
  const at = logged.now + fault.delayMs;
  return schedule(logged, at, { kind: 'call', call, replyTo, isLate: true });
}

/** What faults of a scenario know of a call that no Task has made. */
function requestedBy(call: ServiceCall): Parameters<typeof faultOf>[2] {
  const { service } = call;
  if ('signal' in call) return { service, action: call.signal.kind };
  const { FunctionName } = call.request;
  return {
    service,
    action: call.operation,
    ...(typeof FunctionName === 'string' ? { function: FunctionName } : {}),
  };
}

function nameOf(call: ServiceCall): string {
  return `${call.service} ${'signal' in call ? call.signal.kind : call.operation}`;
}

/** What is thrown here is no answer of AWS, and stops the run. */
function performCall(
  world: World,
  setting: Setting,
  call: ServiceCall,
  replyTo: ReplyTo | undefined,
): World {
  try {
    return dispatchCall(world, setting, call, replyTo);
  } catch (problem) {
    throw ownFault(problem, nameOf(call));
  }
}

function dispatchCall(
  world: World,
  setting: Setting,
  call: ServiceCall,
  replyTo: ReplyTo | undefined,
): World {
  if (call.service === 'states') {
    const [after, outcome] =
      'signal' in call
        ? runExecution(world, setting, call.signal.request, replyTo)
        : performStatesOperation(world, setting, call, replyTo);
    return hand(after, setting, nameOf(call), outcome, replyTo);
  }
  return 'signal' in call
    ? receiveSignal(world, setting, call, nameOf(call), replyTo)
    : performOperation(world, setting, ownerOf(call.service), call.service, call, replyTo);
}

function performOperation<N extends OwnService>(
  world: World,
  setting: Setting,
  name: N,
  api: OwnApi,
  call: OperationCall,
  replyTo: ReplyTo | undefined,
): World {
  const operation = member(operationsOf(services[name], api), call.operation);
  if (!operation) {
    const outcome = failure(
      'UnknownOperationException',
      `${nameOf(call)} is not simulated; answer it in the scenario's "answers".`,
    );
    return hand(world, setting, nameOf(call), outcome, replyTo);
  }
  const [numbered, context] = contextOf(world, setting, replyTo);
  const result = operation(call.request, world.services[name], context);
  return hand(applyResult(numbered, name, result), setting, nameOf(call), result.outcome, replyTo);
}

function receiveSignal<N extends OwnService>(
  world: World,
  setting: Setting,
  { service: name, signal }: Signal<N>,
  what: string,
  replyTo: ReplyTo | undefined,
): World {
  const { receive } = services[name];
  if (!receive) throw new Error(`${name} takes no signals.`);
  const [numbered, context] = contextOf(world, setting, replyTo);
  const result = receive(signal, world.services[name], context);
  return hand(applyResult(numbered, name, result), setting, what, result.outcome, replyTo);
}

/** A service's own alarm. */
export function wakeService<N extends OwnService>(
  world: World,
  setting: Setting,
  name: N,
  key: unknown,
): World {
  const { wake } = services[name];
  if (!wake) return world;
  const [numbered, context] = contextOf(world, setting, undefined);
  // What the service gave out with its alarm comes back as it was.
  const own = key as WakeKeys[N];
  try {
    return applyResult(numbered, name, wake(own, world.services[name], context));
  } catch (problem) {
    throw ownFault(problem, `an alarm of ${name}`);
  }
}

export function beginService<N extends OwnService>(world: World, setting: Setting, name: N): World {
  const { begin } = services[name];
  if (!begin) return world;
  const [numbered, context] = contextOf(world, setting, undefined);
  try {
    return applyResult(numbered, name, begin(world.services[name], context));
  } catch (problem) {
    throw ownFault(problem, `the beginning of ${name}`);
  }
}

/** Hands an outcome to whoever waits for it. */
export function reply(world: World, setting: Setting, replyTo: ReplyTo, outcome: Outcome): World {
  switch (replyTo.kind) {
    case 'task':
      return replyToTask(world, setting, replyTo.task, outcome);
    case 'client':
    case 'start':
    case 'event': {
      const replies = set(world.replies, senderOf(replyTo), { outcome, at: world.now });
      return { ...world, replies };
    }
    case 'service':
      return replyToService(world, setting, replyTo.service, replyTo.key, outcome);
  }
}

function replyToService<N extends OwnService>(
  world: World,
  setting: Setting,
  name: N,
  key: unknown,
  outcome: Outcome,
): World {
  const receive = services[name].reply;
  if (!receive) return world;
  const [numbered, context] = contextOf(world, setting, undefined);
  // What the service gave out with its call comes back as it was.
  const own = key as CallKeys[N];
  try {
    return applyResult(numbered, name, receive(own, outcome, world.services[name], context));
  } catch (problem) {
    throw ownFault(problem, `an answer to ${name}`);
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

function applyResult<N extends OwnService>(
  world: World,
  name: N,
  { state, effects = [] }: Result<ServiceStates[N], WakeKeys[N]>,
): World {
  const changed: World = { ...world, services: { ...world.services, [name]: state } };
  return effects.reduce<World>((after, effect) => applyEffect(after, name, effect), changed);
}

/** Gives an outcome to whoever waits for it; a failure that nobody waits for is written down. */
function hand(
  world: World,
  setting: Setting,
  what: string,
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
    message: `${what}: ${code}: ${message}`,
    service: what.split(' ')[0] ?? what,
  });
  return replyTo ? reply(logged, setting, replyTo, outcome) : logged;
}

/** Its starts and events: nobody else would see their failures. */
function isOfScenario({ kind }: ReplyTo): boolean {
  return kind === 'start' || kind === 'event';
}

function applyEffect<N extends OwnService>(
  world: World,
  service: N,
  effect: ServiceEffect<WakeKeys[N]>,
): World {
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
