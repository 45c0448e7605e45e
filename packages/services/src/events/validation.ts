/** The words in which EventBridge refuses members of requests that break the API model. */
import { failure, type Refusal } from '../contract/outcome.ts';
import { constraints, type Constraint } from './constraints.ts';

/** A member of a request: its place, its value, its shape. */
export type Given = readonly [
  at: string,
  value: string | undefined,
  shape: keyof typeof constraints,
  isRequired?: 'required',
];

/** Refuses all members together that break their constraints. */
export function constraintProblem(...given: readonly Given[]): Refusal | undefined {
  return broken(constraintsBroken(...given));
}

export function constraintsBroken(...given: readonly Given[]): readonly string[] {
  return given.flatMap(problemsOf);
}

/** A number, or of a list how many it has. */
export function rangeProblem(
  at: string,
  value: number | undefined,
  least: number,
  most: number,
): Refusal | undefined {
  return broken(rangeBroken(at, value, least, most));
}

export function rangeBroken(
  at: string,
  value: number | undefined,
  least: number,
  most: number,
): readonly string[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  const limit =
    value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  return [
    `Value '${value}' at '${at}' failed to satisfy constraint: Member must have value ${limit}`,
  ];
}

/** A text that is none of the model's values. */
export function enumBroken(
  at: string,
  value: string | undefined,
  values: readonly string[],
): readonly string[] {
  if (value === undefined || values.includes(value)) return [];
  return [
    `Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
  ];
}

/** A member of whatever type that has to be there. */
export function missingBroken(at: string, value: unknown): readonly string[] {
  return value === undefined
    ? [`Value null at '${at}' failed to satisfy constraint: Member must not be null`]
    : [];
}

export function broken(problems: readonly string[]): Refusal | undefined {
  if (problems.length === 0) return undefined;
  const errors = problems.length === 1 ? 'error' : 'errors';
  return invalid(`${problems.length} validation ${errors} detected: ${problems.join('; ')}`);
}

export function invalid(message: string): Refusal {
  return failure('ValidationException', message);
}

export function notFound(message: string): Refusal {
  return failure('ResourceNotFoundException', message);
}

export function alreadyExists(message: string): Refusal {
  return failure('ResourceAlreadyExistsException', message);
}

export const limitExceeded = failure(
  'LimitExceededException',
  'The requested resource exceeds the maximum number allowed.',
);

function problemsOf([at, value, shape, isRequired]: Given): readonly string[] {
  if (value === undefined) return isRequired ? missingBroken(at, value) : [];
  const { least, most, pattern, isSecret }: Constraint = constraints[shape];
  const told = isSecret ? 'Value' : `Value '${value}'`;
  const says = (what: string): string =>
    `${told} at '${at}' failed to satisfy constraint: Member must ${what}`;
  return [
    ...(pattern !== undefined && !pattern.whole.test(value)
      ? [says(`satisfy regular expression pattern: ${pattern.text}`)]
      : []),
    ...(most !== undefined && value.length > most
      ? [says(`have length less than or equal to ${most}`)]
      : []),
    ...(least !== undefined && value.length < least
      ? [says(`have length greater than or equal to ${least}`)]
      : []),
  ];
}
