/** Lambda's words for what is wrong with a request. */
import { failure, type Refusal } from '../../contract/outcome.ts';

/** What is wrong with one member; `undefined` when nothing is. */
export type Check = string | undefined;

/** What the API model demands of members: all that is wrong at once. */
export function constraintProblem(checks: readonly Check[]): Refusal | undefined {
  const found = checks.filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  return failure('ValidationException', `${count} detected: ${found.join('; ')}`);
}

export function required(at: string, value: unknown): Check {
  return value === undefined ? failed('null', at, 'Member must not be null') : undefined;
}

export function oneOf(at: string, value: string | undefined, allowed: readonly string[]): Check {
  if (value === undefined || allowed.includes(value)) return undefined;
  return failed(`'${value}'`, at, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

export function within(
  at: string,
  value: number | undefined,
  least: number,
  most = Infinity,
): Check {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  return value < least
    ? failed(`'${value}'`, at, `Member must have value greater than or equal to ${least}`)
    : failed(`'${value}'`, at, `Member must have value less than or equal to ${most}`);
}

export function lengthWithin(
  at: string,
  value: string | undefined,
  least: number,
  most: number,
): Check {
  if (value === undefined || (value.length >= least && value.length <= most)) return undefined;
  return value.length < least
    ? failed(`'${value}'`, at, `Member must have length greater than or equal to ${least}`)
    : failed(`'${value}'`, at, `Member must have length less than or equal to ${most}`);
}

/** @param written The pattern as AWS writes it, where that is not as it is written here. */
export function fitting(
  at: string,
  value: string | undefined,
  pattern: RegExp,
  written = pattern.source.replace(/^\^|\$$/g, '').replaceAll('\\/', '/'),
): Check {
  if (value === undefined || pattern.test(value)) return undefined;
  return failed(`'${value}'`, at, `Member must satisfy regular expression pattern: ${written}`);
}

function failed(value: string, at: string, constraint: string): string {
  return `Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`;
}

export function invalid(message: string): Refusal {
  return failure('InvalidParameterValueException', message);
}

export function missing(message: string): Refusal {
  return failure('ResourceNotFoundException', message, 404);
}

export function conflict(message: string): Refusal {
  return failure('ResourceConflictException', message, 409);
}

export function precondition(api: string): Refusal {
  const message = `The Revision Id provided does not match the latest Revision Id. Call the ${api} API to retrieve the latest Revision Id`;
  return failure('PreconditionFailedException', message, 412);
}

/** What AWS would do and nothing here does. */
export function notSimulated(what: string): Refusal {
  return failure('UnknownOperationException', `lambda ${what} is not simulated`);
}

/** The refusal of members that would change the answer, if one of them is given. */
export function unsimulated(
  operation: string,
  given: { readonly [member: string]: unknown },
): Refusal | undefined {
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  return name === undefined ? undefined : notSimulated(`${operation} with "${name}"`);
}
