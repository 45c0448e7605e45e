/** How the request of a Task is made for a simulated service, and how its answer reads in ASL. */
import { isIntegration, readResource, type IntegrationResource } from '@stepthrough/asl';
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import {
  capitalised,
  functionResult,
  ownerOf,
  services,
  type Outcome,
  type OwnService,
  type ServiceCall,
  type TaskResult,
} from '@stepthrough/services';
import { uuidOf } from '../world/identity.ts';
import type { Setting } from '../world/setting.ts';
import type { OutstandingTask, TaskAnswer, World } from '../world/world.ts';
import { optimizedIntegration, sdkIntegration } from './asked-services.ts';
import { functionOf } from './scenario-answer.ts';
import { isSimulated } from './simulated.ts';
import { failureAnswer } from './task-failure.ts';

interface Integration {
  readonly call: (
    parameters: Json,
    setting: Setting,
    task: OutstandingTask,
    world: World,
  ) => Called;
  readonly answer: (
    outcome: Outcome,
    task: OutstandingTask,
    setting: Setting,
    world: World,
  ) => TaskAnswer;
}

type Called =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  | { readonly kind: 'unanswered'; readonly why: string };

/** `undefined` when nothing simulates the resource. */
export function findIntegration(text: string): Integration | undefined {
  const resource = readResource(text);
  if (resource.kind === 'function') return lambdaFunction;
  return isIntegration(resource) ? (viaOptimized(resource) ?? viaSdk(resource)) : undefined;
}

function viaOptimized(resource: IntegrationResource): Integration | undefined {
  const { service, how } = optimizedIntegration(resource) ?? {};
  if (service === undefined || !how) return undefined;
  const { pattern } = resource;
  const operation = capitalised(resource.action);
  if (!how.signal && !isSimulated(service, operation)) return undefined;
  const isWaiting = pattern !== 'requestResponse';
  return {
    call: (parameters, setting, _task, world) => {
      const given = objectOf(parameters);
      const request = how.request?.(given) ?? given;
      return asked(
        how.signal?.(request, pattern) ?? { service, operation, request },
        setting,
        world,
      );
    },
    answer: (outcome, task, setting, world) => {
      if (!outcome.ok) return failureAnswer(task, outcome, setting, world);
      const { isSubmitted } = task;
      const requestId = uuidOf(setting.seed, 'request', world.sequence);
      const result = how.result(outcome.response, { pattern, isSubmitted, requestId });
      return answered(result, isWaiting && !isSubmitted);
    },
  };
}

function viaSdk(resource: IntegrationResource): Integration | undefined {
  const { service, how } = sdkIntegration(resource) ?? {};
  const operation = capitalised(resource.action);
  if (service === undefined || !how || !isSimulated(service, operation)) return undefined;
  const isWaiting = resource.pattern !== 'requestResponse';
  return {
    call: (parameters, setting, _task, world) =>
      asked({ service, operation, request: how.request(objectOf(parameters)) }, setting, world),
    answer: (outcome, task, setting, world) =>
      outcome.ok
        ? answered({ output: how.response(outcome.response) }, isWaiting && !task.isSubmitted)
        : failureAnswer(task, outcome, setting, world),
  };
}

/** A function by its ARN: the payload is the input. */
const lambdaFunction: Integration = {
  call: (parameters, setting, task, world) => {
    const request = { FunctionName: functionOf(task) ?? '', Payload: parameters };
    return asked({ service: 'lambda', operation: 'Invoke', request }, setting, world);
  },
  answer: (outcome, task, setting, world) =>
    outcome.ok
      ? answered(functionResult(outcome.response), false)
      : failureAnswer(task, outcome, setting, world),
};

/** A call, unless the scenario would have to declare something first. */
function asked(call: ServiceCall, setting: Setting, world: World): Called {
  const { service } = call;
  const why = service === 'states' ? undefined : whyNot(ownerOf(service), call, setting, world);
  return why === undefined ? { kind: 'call', call } : { kind: 'unanswered', why };
}

function whyNot<N extends OwnService>(
  name: N,
  call: ServiceCall,
  setting: Setting,
  world: World,
): string | undefined {
  return services[name].whyNot?.(call, setting, world.services[name]);
}

/** `isTaken`: a job's end comes as a second answer; a callback's comes with its token. */
function answered(result: TaskResult, isTaken: boolean): TaskAnswer {
  if ('failed' in result) return { kind: 'failed', ...result.failed };
  return { kind: isTaken ? 'submitted' : 'succeeded', output: result.output };
}

function objectOf(parameters: Json): JsonObject {
  return isObject(parameters) ? parameters : {};
}
