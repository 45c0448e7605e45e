import { failure, type Refusal } from '../contract/outcome.ts';

/** Codes of the Query protocol and HTTP statuses of SNS's errors. */
const errors = {
  InvalidParameterException: ['InvalidParameter', 400],
  InvalidParameterValueException: ['ParameterValueInvalid', 400],
  NotFoundException: ['NotFound', 404],
  ResourceNotFoundException: ['ResourceNotFound', 404],
  TagLimitExceededException: ['TagLimitExceeded', 400],
  EndpointDisabledException: ['EndpointDisabled', 400],
  PlatformApplicationDisabledException: ['PlatformApplicationDisabled', 400],
  BatchEntryIdsNotDistinctException: ['BatchEntryIdsNotDistinct', 400],
  BatchRequestTooLongException: ['BatchRequestTooLong', 400],
  EmptyBatchRequestException: ['EmptyBatchRequest', 400],
  InvalidBatchEntryIdException: ['InvalidBatchEntryId', 400],
  TooManyEntriesInBatchRequestException: ['TooManyEntriesInBatchRequest', 400],
  ThrottledException: ['Throttled', 429],
  ValidationError: ['ValidationError', 400],
} as const;

/** A request that SNS refuses. */
export function refusal(name: keyof typeof errors, message: string): Refusal {
  const [queryCode, status] = errors[name];
  return failure(name, message, status, queryCode);
}

/** `reason` follows `Invalid parameter: `. */
export function invalidParameter(reason: string): Refusal {
  return refusal('InvalidParameterException', `Invalid parameter: ${reason}`);
}

/** A required member of a request that is not there. */
export function missingParameter(name: string): Refusal {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return refusal(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

export function notFound(what: string): Refusal {
  return refusal('NotFoundException', `${what} does not exist`);
}

export function notSimulated(what: string): Refusal {
  return failure('UnknownOperationException', `${what} is not simulated`);
}
