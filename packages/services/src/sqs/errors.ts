import { failure, type Refusal } from '../contract/outcome.ts';

/** Names of the JSON protocol, codes of the Query protocol, HTTP status. */
const errors = {
  InvalidParameterValueException: ['InvalidParameterValue', 400],
  MissingRequiredParameterException: ['MissingParameter', 400],
  QueueDoesNotExist: ['AWS.SimpleQueueService.NonExistentQueue', 400],
  QueueNameExists: ['QueueAlreadyExists', 400],
  QueueDeletedRecently: ['AWS.SimpleQueueService.QueueDeletedRecently', 400],
  PurgeQueueInProgress: ['AWS.SimpleQueueService.PurgeQueueInProgress', 403],
  EmptyBatchRequest: ['AWS.SimpleQueueService.EmptyBatchRequest', 400],
  TooManyEntriesInBatchRequest: ['AWS.SimpleQueueService.TooManyEntriesInBatchRequest', 400],
  BatchRequestTooLong: ['AWS.SimpleQueueService.BatchRequestTooLong', 400],
  InvalidBatchEntryId: ['AWS.SimpleQueueService.InvalidBatchEntryId', 400],
  BatchEntryIdsNotDistinct: ['AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 400],
  UnsupportedOperation: ['AWS.SimpleQueueService.UnsupportedOperation', 400],
  MessageNotInflight: ['AWS.SimpleQueueService.MessageNotInflight', 400],
  ReceiptHandleIsInvalid: ['ReceiptHandleIsInvalid', 404],
  OverLimit: ['OverLimit', 403],
  InvalidAttributeName: ['InvalidAttributeName', 400],
  InvalidAttributeValue: ['InvalidAttributeValue', 400],
  InvalidMessageContents: ['InvalidMessageContents', 400],
  ThrottlingException: ['ThrottlingException', 400],
  ResourceNotFoundException: ['ResourceNotFoundException', 404],
} as const;

type SqsErrorName = keyof typeof errors;

/** A request that SQS refuses. */
export function refusal(name: SqsErrorName, message: string): Refusal {
  const [queryCode, status] = errors[name];
  return failure(name, message, status, queryCode);
}

export function invalidParameter(message: string): Refusal {
  return refusal('InvalidParameterValueException', message);
}

export function missingParameter(name: string): Refusal {
  return refusal(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
  );
}

/** Of an id or a group that a request names. */
export function idProblem(parameter: string, value: string): Refusal | undefined {
  if (/^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/.test(value)) return undefined;
  return invalidParameter(
    `Value ${value} for parameter ${parameter} is invalid. Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
