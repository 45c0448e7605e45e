export { hasEndpoint } from './http/endpoints.ts';
export { answerLimit } from './lambda/answer-limit.ts';
export { initialServices, operationOf, serviceNames, serviceOf } from './registry.ts';
export type { ServiceStates } from './registry.ts';
export { resourceName } from './resource-name.ts';
export { failure, success } from './service.ts';
export type {
  AwsError,
  Context,
  InvokeRequest,
  JsonObject,
  Outcome,
  OwnService,
  ReplyTo,
  Result,
  ServiceCall,
  ServiceEffect,
  ServiceLogKind,
  ServiceName,
  StateMachine,
  Surroundings,
  TaskId,
} from './service.ts';
export { explainMessage } from './sqs/explain.ts';
export { counts, settle } from './sqs/queue.ts';
export { viewQueues } from './sqs/view.ts';
export type { QueueView } from './sqs/view.ts';
