/** Redrive policies of queues: where messages go that are received too often, and who may send them there. */
import { isArray, isObject, parseJson, textOf, type Json } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { resourceName } from '../contract/resource-name.ts';
import { invalidParameter } from './errors.ts';
import type { Queue } from './queue.ts';

interface Redrive {
  /** Name of the dead-letter queue. */
  readonly name: string;
  readonly maxReceiveCount: number;
}

/** What a queue's RedrivePolicy says; nothing when it has none. */
export function redriveOf({ attributes }: Queue): Redrive | undefined {
  const { RedrivePolicy: policy } = attributes;
  if (policy === undefined) return undefined;
  const redrive = readRedrivePolicy(policy);
  return typeof redrive === 'string' ? undefined : redrive;
}

/** Why SQS refuses a text as RedrivePolicy. */
export function redrivePolicyProblem(policy: string, isFifo: boolean): Refusal | undefined {
  const redrive = readRedrivePolicy(policy);
  if (typeof redrive === 'string') return wrongPolicy('RedrivePolicy', policy, redrive);
  if (redrive.name.endsWith('.fifo') === isFifo) return undefined;
  const reason = 'Dead-letter queue must be same type of queue as the source..';
  return wrongPolicy('RedrivePolicy', policy, reason);
}

/** Why SQS refuses a text as RedriveAllowPolicy. */
export function allowPolicyProblem(policy: string): Refusal | undefined {
  const allowed = readAllowPolicy(policy);
  return typeof allowed === 'string'
    ? wrongPolicy('RedriveAllowPolicy', policy, allowed)
    : undefined;
}

/** Whether a queue may be the dead-letter queue of another. */
export function allowsRedrive(target: Queue, sourceArn: string): boolean {
  const { RedriveAllowPolicy: policy } = target.attributes;
  const allowed = policy === undefined ? undefined : readAllowPolicy(policy);
  if (allowed === undefined || typeof allowed === 'string') return true;
  if (allowed.permission === 'byQueue') return allowed.sources.includes(sourceArn);
  return allowed.permission !== 'denyAll';
}

export function wrongPolicy(parameter: string, policy: string, reason: string): Refusal {
  return invalidParameter(
    `Value ${policy} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

/** The policy, or what is wrong with it. */
function readRedrivePolicy(text: string): Redrive | string {
  const policy = parseJson(text);
  if (!isObject(policy)) return 'Redrive policy is not a valid JSON map.';
  const { deadLetterTargetArn: target, maxReceiveCount = null } = policy;
  if (typeof target !== 'string') {
    return 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.';
  }
  if (!/^arn:[^:]+:sqs:/.test(target)) {
    return 'Only SQS queues are valid resources for deadLetterTargetArn.';
  }
  if (maxReceiveCount === null) {
    return 'Redrive policy does not contain mandatory attribute: maxReceiveCount.';
  }
  const count = numberIn(maxReceiveCount);
  if (count === undefined || !Number.isInteger(count) || count < 1 || count > 1000) {
    return `Invalid value for maxReceiveCount: ${textOf(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`;
  }
  return { name: resourceName(target), maxReceiveCount: count };
}

/** A number, which the policy may also write as a text. */
function numberIn(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
}

interface AllowPolicy {
  readonly permission: Json;
  readonly sources: readonly Json[];
}

/** The policy, or what is wrong with it. */
function readAllowPolicy(text: string): AllowPolicy | string {
  const policy = parseJson(text);
  if (!isObject(policy)) return 'Amazon SQS cannot parse the policy as a JSON map.';
  const { redrivePermission: permission = null, sourceQueueArns: sources } = policy;
  if (permission !== 'allowAll' && permission !== 'denyAll' && permission !== 'byQueue') {
    return `${cannot}, as it's in an unsupported format.`;
  }
  if (permission !== 'byQueue') {
    return sources === undefined
      ? { permission, sources: [] }
      : `${cannot}. You can specify source queue ARNs only when the permission type is byQueue.`;
  }
  return isArray(sources) && sources.length >= 1 && sources.length <= 10
    ? { permission, sources }
    : `${cannot}. When you specify the byQueue permission type, you must also specify between 1 and 10 source queue ARNs.`;
}

const cannot = "Amazon SQS can't create the redrive allow policy";
