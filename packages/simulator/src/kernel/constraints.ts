import { failure, type Outcome } from '@stepthrough/services';

/** The refusal of a text that is longer than its member may be; its value is not repeated, as it may be a secret. */
export function tooLong(member: string, most: number): Outcome {
  const message = `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}`;
  return failure('ValidationException', message);
}
