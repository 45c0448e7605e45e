/** What the API model of EventBridge says of members of requests, and the words in which it refuses others. */
import { failure, type Refusal } from '../contract/outcome.ts';

interface Constraint {
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: Pattern;
}

interface Pattern {
  /** As the model writes it. */
  readonly text: string;
  readonly whole: RegExp;
}

const named: Pattern = { text: '[\\.\\-_A-Za-z0-9]+', whole: /^[.\-_A-Za-z0-9]+$/ };
const name: Constraint = { least: 1, most: 64, pattern: named };
const ofBus: Pattern = { text: '[/\\.\\-_A-Za-z0-9]+', whole: /^[/.\-_A-Za-z0-9]+$/ };
const nameOrArnOfBus: Pattern = {
  text: '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+',
  whole: /^(?:arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/,
};
const statementId: Pattern = { text: '[a-zA-Z0-9-_]+', whole: /^[a-zA-Z0-9\-_]+$/ };

/** By the shapes of the model. */
const constraints = {
  RuleName: name,
  TargetId: name,
  EventBusName: { least: 1, most: 256, pattern: ofBus },
  EventBusNameOrArn: { least: 1, most: 1600, pattern: nameOrArnOfBus },
  EventPattern: { most: 4096 },
  ScheduleExpression: { most: 256 },
  Description: { most: 512 },
  Arn: { least: 1, most: 1600 },
  TargetInput: { most: 8192 },
  TargetInputPath: { most: 256 },
  TransformerInput: { least: 1, most: 8192 },
  StatementId: { least: 1, most: 64, pattern: statementId },
} satisfies { readonly [shape: string]: Constraint };

/** A member of a request: its place, its value, its shape. */
export type Given = readonly [
  at: string,
  value: string | undefined,
  shape: keyof typeof constraints,
  isRequired?: 'required',
];

/** Refuses all members together that break their constraints. */
export function constraintProblem(...given: readonly Given[]): Refusal | undefined {
  return broken(given.flatMap(problemsOf));
}

/** A number, or of a list how many it has. */
export function rangeProblem(
  at: string,
  value: number | undefined,
  least: number,
  most: number,
): Refusal | undefined {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  const limit =
    value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  return broken([
    `Value '${value}' at '${at}' failed to satisfy constraint: Member must have value ${limit}`,
  ]);
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

function problemsOf([at, value, shape, isRequired]: Given): readonly string[] {
  if (value === undefined) {
    return isRequired
      ? [`Value null at '${at}' failed to satisfy constraint: Member must not be null`]
      : [];
  }
  const { least, most, pattern }: Constraint = constraints[shape];
  const says = (what: string): string =>
    `Value '${value}' at '${at}' failed to satisfy constraint: Member must ${what}`;
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
