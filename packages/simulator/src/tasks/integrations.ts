/** Which simulated service serves a Task, how its request is made, and how its answer reads in ASL. */
import { isIntegration, readResource, type IntegrationResource } from '@stepthrough/asl';
import { isObject, member, type Json } from '@stepthrough/json';
import type { TaskPattern } from '@stepthrough/interpreter';
import { uuidOf } from '../kernel/identity.ts';
import { services, type AwsError, type Outcome, type ServiceCall } from '@stepthrough/services';
import { isSimulated } from './simulated.ts';
import type { Setting } from '../setting.ts';
import type { OutstandingTask, TaskAnswer, World } from '../world.ts';
import { optimized, type Row } from './optimized.ts';
import { functionOf } from './scenario-answer.ts';
import { sdkServices } from './sdk-services.ts';
import { capitalised } from './shapes.ts';

interface Integration {
  readonly call: (parameters: Json, setting: Setting, task: OutstandingTask) => Called;
  readonly answer: (
    outcome: Outcome,
    task: OutstandingTask,
    setting: Setting,
    world: World,
  ) => TaskAnswer;
}

type Called =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  /** AWS would not even send it. */
  | { readonly kind: 'refused'; readonly error: string; readonly cause: string }
  | { readonly kind: 'unanswered'; readonly why: string };

/** `undefined` when nothing simulates the resource. */
export function findIntegration(text: string, pattern: TaskPattern): Integration | undefined {
  const resource = readResource(text);
  if (resource.kind === 'function') return lambdaFunction;
  if (!isIntegration(resource)) return undefined;
  const row = rowOf(resource);
  const sdk = row ? undefined : member(sdkServices, resource.service);
  const service = row?.service ?? sdk?.service;
  if (service === undefined) return undefined;
  const operation = row?.operation?.(pattern) ?? capitalised(resource.action);
  if (!row?.signal && !isSimulated(service, operation)) return undefined;
  const isWaiting = pattern !== 'requestResponse';
  return {
    call: (parameters, setting, task) => {
      const given = isObject(parameters) ? parameters : {};
      const refused = row?.refuse?.(given);
      if (refused !== undefined) {
        const cause = `The Parameters '${JSON.stringify(given)}' could not be used to start the Task: [${refused}]`;
        return { kind: 'refused', error: 'States.Runtime', cause };
      }
      const request = row?.request?.(given, task) ?? sdk?.request(given) ?? given;
      const call = row?.signal?.(request, pattern) ?? { service, operation, request };
      const why = whyNot(call, setting);
      return why === undefined ? { kind: 'call', call } : { kind: 'unanswered', why };
    },
    answer: (outcome, task, setting, world) => {
      if (!outcome.ok) return failureAnswer(task, outcome, setting, world);
      const requestId = uuidOf(setting.seed, 'request', world.sequence);
      const shaped = row?.response?.(outcome.response, requestId, pattern, task.isSubmitted);
      if (shaped && 'failed' in shaped) return { kind: 'failed', ...shaped.failed };
      const plain = sdk ? sdk.response(outcome.response) : outcome.response;
      const output = shaped ? shaped.output : plain;
      // A job's end comes as a second answer; a callback's comes with its token.
      return isWaiting && !(task.isSubmitted || row?.waitsItself === true)
        ? { kind: 'submitted', output }
        : { kind: 'succeeded', output };
    },
  };
}

/** An AWS error as the Task's failure: its name and cause are spelled as the integration spells them. */
export function failureAnswer(
  task: OutstandingTask,
  outcome: Outcome,
  setting: Setting,
  world: World,
): TaskAnswer {
  const requestId = uuidOf(setting.seed, 'request', world.sequence);
  const resource = readResource(task.resource);
  const error = outcome.ok ? { code: 'Failure', message: '', status: 400 } : outcome.error;
  if (resource.kind === 'function') return failed(invoke, error, requestId);
  return isIntegration(resource)
    ? failed(resource, error, requestId)
    : { kind: 'failed', error: error.code, cause: error.message };
}

type Asked = Pick<IntegrationResource, 'kind' | 'service' | 'action'>;

/** As which a function fails that is named by its ARN. */
const invoke: Asked = { kind: 'optimized', service: 'lambda', action: 'invoke' };

/** A function by its ARN: the payload is the input, the result is the answer alone. */
const lambdaFunction: Integration = {
  call: (parameters, setting, task) => {
    const request = { FunctionName: functionOf(task) ?? '', Payload: parameters };
    const call = { service: 'lambda', operation: 'Invoke', request } as const;
    const why = whyNot(call, setting);
    return why === undefined ? { kind: 'call', call } : { kind: 'unanswered', why };
  },
  answer: (outcome, task, setting, world) => {
    if (!outcome.ok) return failureAnswer(task, outcome, setting, world);
    const requestId = uuidOf(setting.seed, 'request', world.sequence);
    const shaped = optimized['lambda:invoke']?.response?.(
      outcome.response,
      requestId,
      task.pattern,
      false,
    );
    if (shaped && 'failed' in shaped) return { kind: 'failed', ...shaped.failed };
    const { Payload = null } = isObject(outcome.response) ? outcome.response : {};
    return { kind: 'succeeded', output: Payload };
  },
};

function rowOf(resource: Asked): Row | undefined {
  return resource.kind === 'optimized'
    ? member(optimized, `${resource.service}:${resource.action}`)
    : undefined;
}

/** What the scenario would have to declare; `undefined` when the call can be made. */
function whyNot(call: ServiceCall, setting: Setting): string | undefined {
  return call.service === 'states' ? undefined : services[call.service].whyNot?.(call, setting);
}

function failed(resource: Asked, error: AwsError, requestId: string): TaskAnswer {
  const { code, message, status } = error;
  const bare = code.replace(/Exception$/, '');
  if (resource.kind === 'sdk') {
    const service = member(sdkServices, resource.service)?.prefix ?? capitalised(resource.service);
    const name = /(Exception|Error|Fault)$/.test(code) ? code : `${code}Exception`;
    const extended = service === 'S3' ? `, Extended Request ID: ${requestId}` : '';
    const cause = `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${requestId}${extended})`;
    return { kind: 'failed', error: `${service}.${name}`, cause };
  }
  const row = rowOf(resource);
  const prefix = row?.prefix ?? capitalised(resource.service);
  const isGeneral = row?.generalErrors?.includes(bare) ?? row?.exception !== undefined;
  const name = isGeneral && row?.exception ? row.exception : named(code);
  const cause =
    `${message} (Service: ${row?.causeName ?? prefix}; Status Code: ${status}; ` +
    `Error Code: ${error.queryCode ?? row?.errorCode?.(code) ?? code}; Request ID: ${requestId}; Proxy: null)`;
  return { kind: 'failed', error: `${prefix}.${name}`, cause };
}

function named(code: string): string {
  return /(Exception|Error)$/.test(code) ? code : `${code}Exception`;
}
