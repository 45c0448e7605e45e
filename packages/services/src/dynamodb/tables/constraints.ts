/** What the API model demands of members, told as AWS's framework does: all that is wrong at once. */
import type { Json } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import { tableOf, type DynamoState } from './state.ts';
import { invalid } from '../values/attribute-value.ts';

/** What is wrong with one member; `undefined` when nothing is. */
export type Check = string | undefined;

/** @returns the refusal of a request with these members, when one is wrong; at most ten are told */
export function constraintProblem(checks: readonly Check[]): Refusal | undefined {
  const found = checks.filter((one) => one !== undefined).slice(0, 10);
  if (found.length === 0) return undefined;
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  return invalid(`${count} detected: ${found.join('; ')}`);
}

export function required(at: string, value: unknown): Check {
  return value === undefined ? failed('null', at, 'Member must not be null') : undefined;
}

export function oneOf(at: string, value: string | undefined, allowed: readonly string[]): Check {
  if (value === undefined || allowed.includes(value)) return undefined;
  return failed(quoted(value), at, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

export function atLeast(at: string, value: number | undefined, least: number): Check {
  if (value === undefined || value >= least) return undefined;
  return failed(quoted(value), at, `Member must have value greater than or equal to ${least}`);
}

export function atMost(at: string, value: number | undefined, most: number): Check {
  if (value === undefined || value <= most) return undefined;
  return failed(quoted(value), at, `Member must have value less than or equal to ${most}`);
}

/** Of a text in characters, of a list in elements. */
export function lengthWithin(
  at: string,
  value: string | readonly Json[] | undefined,
  least: number,
  most: number,
): Check {
  if (value === undefined) return undefined;
  if (value.length < least) {
    return failed(shown(value), at, `Member must have length greater than or equal to ${least}`);
  }
  return value.length > most
    ? failed(shown(value), at, `Member must have length less than or equal to ${most}`)
    : undefined;
}

const namePattern = '[a-zA-Z0-9_.-]+';

/** Names of tables and indexes. */
export function nameChecks(at: string, value: string | undefined): readonly Check[] {
  if (value === undefined) return [];
  // An empty name is told by the length that ARNs have.
  if (value === '') return [lengthWithin(at, value, 1, 1024)];
  return [
    /^[a-zA-Z0-9_.-]+$/.test(value)
      ? undefined
      : failed(quoted(value), at, `Member must satisfy regular expression pattern: ${namePattern}`),
    lengthWithin(at, value, 3, 255),
  ];
}

/** A table by its name or its ARN; a scenario may declare shorter names than DynamoDB allows. */
export function tableChecks(value: string | undefined, state: DynamoState): readonly Check[] {
  if (value === undefined) return [required('tableName', value)];
  return value.startsWith('arn:') || tableOf(state, value) ? [] : nameChecks('tableName', value);
}

/** Why no table can have the name that an operation on tables themselves is given. */
export function tableProblem(name: string | undefined, state: DynamoState): Refusal | undefined {
  return tableNameProblem(name, state) ?? constraintProblem(tableChecks(name, state));
}

/** The name that an operation on tables themselves has to have: they tell it in words of their own. */
export function tableNameProblem(
  name: string | undefined,
  state?: DynamoState,
): Refusal | undefined {
  if (name === undefined) {
    return invalid("The parameter 'TableName' is required but was not present in the request");
  }
  if (name.startsWith('arn:') || (state && tableOf(state, name))) return undefined;
  return name.length < 3 || name.length > 255
    ? invalid('TableName must be at least 3 characters long and at most 255 characters long')
    : undefined;
}

export const capacityKinds = ['INDEXES', 'TOTAL', 'NONE'];
export const metricsKinds = ['SIZE', 'NONE'];
export const returnKinds = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];
export const selectKinds = [
  'SPECIFIC_ATTRIBUTES',
  'COUNT',
  'ALL_ATTRIBUTES',
  'ALL_PROJECTED_ATTRIBUTES',
];
export const conditionalOperators = ['OR', 'AND'];

/** What a constraint that failed is told as. */
export function failed(value: string, at: string, constraint: string): string {
  return `Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`;
}

function quoted(value: string | number): string {
  return `'${value}'`;
}

function shown(value: string | readonly Json[]): string {
  return `'${typeof value === 'string' ? value : `[${value.map(elementText).join(', ')}]`}'`;
}

function elementText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
