/** The services to which an HTTP API is connected without a function: by subtype, the operation and its parameters. */
import { member } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';

interface Subtype {
  /** Absent where the service is not simulated. */
  readonly operation?: Route['integration'];
  /** Parameters that a request has to have. Source: "Integration subtype reference". */
  readonly required: readonly string[];
  /** What is sent for parameters that are not mapped. */
  readonly usual?: { readonly [parameter: string]: string };
}

const subtypes: { readonly [subtype: string]: Subtype } = {
  'EventBridge-PutEvents': { operation: 'PutEvents', required: ['Detail', 'DetailType', 'Source'] },
  'SQS-SendMessage': { operation: 'SendMessage', required: ['QueueUrl', 'MessageBody'] },
  'SQS-ReceiveMessage': { operation: 'ReceiveMessage', required: ['QueueUrl'] },
  'SQS-DeleteMessage': { operation: 'DeleteMessage', required: ['ReceiptHandle', 'QueueUrl'] },
  'SQS-PurgeQueue': { operation: 'PurgeQueue', required: ['QueueUrl'] },
  'AppConfig-GetConfiguration': {
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
  },
  'Kinesis-PutRecord': { required: ['StreamName', 'Data', 'PartitionKey'] },
  'StepFunctions-StartExecution': {
    operation: 'StartExecution',
    required: ['StateMachineArn'],
    usual: { Input: '{}' },
  },
  'StepFunctions-StartSyncExecution': {
    operation: 'StartSyncExecution',
    required: ['StateMachineArn'],
    usual: { Input: '{}' },
  },
  'StepFunctions-StopExecution': { operation: 'StopExecution', required: ['ExecutionArn'] },
};

export function subtypeOf(name: string): Subtype | undefined {
  return member(subtypes, name);
}

/** The subtype that stands for an operation; `undefined` where HTTP APIs have none. */
export function subtypeFor(operation: Route['integration']): string | undefined {
  return Object.entries(subtypes).find(([, one]) => one.operation === operation)?.[0];
}
