export { contentOfJson } from './contract/content.ts';
export { failure, isRefusal, responseOf, success } from './contract/outcome.ts';
export type { AwsError, Outcome, Refusal } from './contract/outcome.ts';
export { resourceName } from './contract/resource-name.ts';
export { sendMessageRequest } from './contract/sent-message.ts';
export type { ApiName, OwnApi, OwnService, ServiceName } from './contract/service-name.ts';
export type {
  Context,
  InvokeRequest,
  OperationCall,
  ReplyTo,
  Result,
  Service,
  ServiceCall,
  ServiceEffect,
  ServiceLogKind,
  StateMachine,
  Surroundings,
  TaskId,
} from './contract/service.ts';
export type {
  ApiRequest,
  HttpRequest,
  InvokeApi,
  RunExecution,
  Signal,
  Signals,
  Write,
} from './contract/signals.ts';
export type {
  Answered,
  OptimizedIntegration,
  SdkIntegration,
  TaskIntegrations,
  TaskResult,
} from './contract/task-integration.ts';
export {
  capitalised,
  capitalisedMembers,
  lowerCasedMembers,
  withMetadata,
  withTexts,
} from './contract/task-shapes.ts';
export {
  hasAttributes,
  readWritten,
  tableNames,
  viewTable,
  withNumbers,
} from './dynamodb/reading.ts';
export type { Item } from './dynamodb/values/attribute-value.ts';
export { areSameItems } from './dynamodb/values/comparison.ts';
export { answerLimit } from './lambda/invocations/answer-limit.ts';
export { functionResult } from './lambda/task-integration.ts';
export {
  hasOperation,
  initialServices,
  isOwnApi,
  operationsOf,
  ownerOf,
  serviceNames,
  services,
} from './registry.ts';
export type { CallKeys, ServiceStates, WakeKeys } from './registry.ts';
export { bucketNames, hasBucket, objectsOf, objectText } from './s3/reading.ts';
export { explainMessage } from './sqs/explain.ts';
export { counts, settle } from './sqs/queue.ts';
export { viewQueues } from './sqs/view.ts';
export type { QueueView } from './sqs/view.ts';
