/** What SNS refuses as a filter policy, in its own words, and how much it allows. */
import { firstOf } from '../contract/first-of.ts';
import {
  isArray,
  isDeeper,
  isObject,
  parseJson,
  utf8Size,
  type Json,
  type JsonObject,
} from '@stepthrough/json';

export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** The most keys of the outermost level. */
const keyLimit = 5;
/** The most combinations: in each list its values, times its level; all multiplied. */
const combinationLimit = 150;
/** In bytes: 256 KB. */
const sizeLimit = 262_144;
/** In levels; SNS documents none. */
const depthLimit = 100;

interface Read {
  readonly policy: JsonObject;
}

/** The policy that a text writes, or why it is none, without the words that come before. */
export function readFilterPolicy(text: string, scope: FilterScope): Read | string {
  const policy = parseJson(text);
  if (policy === undefined) return 'FilterPolicy: failed to parse JSON.';
  if (!isObject(policy)) return 'FilterPolicy: Filter is not an object';
  if (isDeeper(policy, depthLimit)) return 'FilterPolicy: Filter policy is too complex';
  const problem = objectProblem(policy);
  if (problem !== undefined) return `FilterPolicy: ${problem}`;
  const nested = scopeProblem(policy, scope);
  if (nested !== undefined) return nested;
  if (utf8Size(text) > sizeLimit || combinations(policy, 1) > combinationLimit) {
    return 'FilterPolicy: Filter policy is too complex';
  }
  return keysOf(policy) > keyLimit
    ? `FilterPolicy: Filter policy can not have more than ${keyLimit} keys`
    : { policy };
}

/** Attributes have no members of their own. */
export function scopeProblem(policy: JsonObject, scope: FilterScope): string | undefined {
  return scope === 'MessageAttributes' && isNested(policy)
    ? 'Filter policy scope MessageAttributes does not support nested filter policy'
    : undefined;
}

function isNested(policy: JsonObject): boolean {
  return Object.entries(policy).some(([name, rule]) =>
    name === '$or' && isArray(rule)
      ? rule.some((branch) => isObject(branch) && isNested(branch))
      : isObject(rule),
  );
}

function keysOf(policy: JsonObject): number {
  return Object.entries(policy).reduce(
    (count, [name, rule]) =>
      count +
      (name === '$or' && isArray(rule)
        ? rule.reduce<number>((sum, branch) => sum + (isObject(branch) ? keysOf(branch) : 0), 0)
        : 1),
    0,
  );
}

function combinations(policy: JsonObject, level: number): number {
  return Object.entries(policy).reduce((product, [name, rule]) => {
    if (isObject(rule)) return product * combinations(rule, level + 1);
    if (!isArray(rule)) return product;
    if (name !== '$or') return product * rule.length * level;
    return (
      product *
      rule.reduce<number>(
        (sum, branch) => sum + (isObject(branch) ? combinations(branch, level) : 0),
        0,
      )
    );
  }, 1);
}

function objectProblem(policy: JsonObject, isBranch = false): string | undefined {
  const fields = Object.entries(policy);
  if (fields.length === 0) return 'Empty objects are not allowed';
  return firstOf(fields, ([name, rule]) => {
    if (name === '$or') return branchesProblem(rule);
    if (isBranch && reserved.includes(name)) {
      return `${name} is Ruler reserved fieldName which cannot be used inside $or.`;
    }
    if (isObject(rule)) return objectProblem(rule, isBranch);
    return isArray(rule) ? listProblem(rule) : `"${name}" must be an object or an array`;
  });
}

function branchesProblem(rule: Json): string | undefined {
  if (!isArray(rule)) return 'It must be an Array followed with $or.';
  const problem = firstOf(rule, (branch) =>
    isObject(branch)
      ? objectProblem(branch, true)
      : 'Only JSON object is allowed in array of $or relationship.',
  );
  if (problem !== undefined) return problem;
  return rule.length < 2 ? 'There must have at least 2 Objects in $or relationship.' : undefined;
}

function listProblem(rules: readonly Json[]): string | undefined {
  if (rules.length === 0) return 'Empty arrays are not allowed';
  return firstOf(rules, (rule) => {
    if (isArray(rule)) return 'Match value must be String, number, true, false, or null';
    return isObject(rule) ? matchProblem(rule) : undefined;
  });
}

function matchProblem(rule: JsonObject): string | undefined {
  const [[operator, operand] = [], ...others] = Object.entries(rule);
  if (operator === undefined || operand === undefined) return 'Match expression name not found';
  const check = operators.get(operator);
  if (!check) return `Unrecognized match type ${operator}`;
  const problem = check(operand);
  if (problem !== undefined) return problem;
  if (others.length === 0) return undefined;
  return operator === 'numeric' || operator === 'anything-but'
    ? 'Too many elements in numeric expression'
    : 'Only one key allowed in match expression';
}

type Check = (operand: Json) => string | undefined;

const textCheck =
  (name: string): Check =>
  (operand) =>
    typeof operand === 'string' ? undefined : `${name} match pattern must be a string`;

const operators: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['prefix', textCheck('prefix')],
  ['suffix', textCheck('suffix')],
  ['equals-ignore-case', textCheck('equals-ignore-case')],
  ['exactly', textCheck('exact')],
  ['numeric', numericProblem],
  ['anything-but', exceptionProblem],
  [
    'exists',
    (operand) =>
      typeof operand === 'boolean'
        ? undefined
        : 'exists match pattern must be either true or false.',
  ],
  [
    'cidr',
    // SNS speaks of prefixes here, too.
    (operand) =>
      typeof operand === 'string' ? blockProblem(operand) : textCheck('prefix')(operand),
  ],
]);

/** Names that the branches of `$or` cannot have as fields. */
const reserved: readonly string[] = [
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'numeric',
  'exists',
  'anything-but',
  'cidr',
  'wildcard',
];

function exceptionProblem(operand: Json): string | undefined {
  if (isObject(operand)) {
    const [[name, inner] = [], ...others] = Object.entries(operand);
    if (name === undefined) return 'Anything-But expression name not found';
    if (name === 'equals-ignore-case') {
      const all = isArray(inner) ? inner : [inner ?? null];
      return all.every((one) => typeof one === 'string')
        ? undefined
        : 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
    }
    if (name !== 'prefix' && name !== 'suffix') return `Unsupported anything-but pattern: ${name}`;
    if (typeof inner !== 'string') return 'prefix/suffix match pattern must be a string';
    if (inner === '') return 'Null prefix/suffix not allowed';
    return others.length > 0 ? 'Only one key allowed in match expression' : undefined;
  }
  if (!isArray(operand)) {
    return typeof operand === 'string' || typeof operand === 'number'
      ? undefined
      : 'Value of anything-but must be an array or single string/number value.';
  }
  if (!operand.every((one) => typeof one === 'string' || typeof one === 'number')) {
    return 'Inside anything but list, start|null|boolean is not supported.';
  }
  return new Set(operand.map((one) => typeof one)).size === 1
    ? undefined
    : 'Inside anything but list, either all values are number or string, mixed type is not supported';
}

const comparisons = ['=', '<', '<=', '>', '>='];

function numericProblem(operand: Json): string | undefined {
  if (!isArray(operand)) return 'Value of numeric must be an array.';
  const [operator, limit, upper, top, ...others] = operand;
  if (typeof operator !== 'string') {
    return `Invalid member in numeric match: ${operator === undefined ? ']' : JSON.stringify(operator)}`;
  }
  if (!comparisons.includes(operator)) return `Unrecognized numeric range operator: ${operator}`;
  if (typeof limit !== 'number') {
    return `Value of ${operator === '=' ? 'equals' : operator} must be numeric`;
  }
  const range = rangeProblem(limit);
  if (range !== undefined || upper === undefined) return range;
  if (!operator.startsWith('>')) return 'Too many elements in numeric expression';
  if (typeof upper !== 'string') return `Bad value in numeric range: ${JSON.stringify(upper)}`;
  if (!upper.startsWith('<') || !comparisons.includes(upper)) {
    return `Bad numeric range operator: ${upper}`;
  }
  if (typeof top !== 'number') return `Value of ${upper} must be numeric`;
  if (others.length > 0) return 'Too many terms in numeric range expression';
  return rangeProblem(top) ?? (limit < top ? undefined : 'Bottom must be less than top');
}

/** A billion, up and down. */
function rangeProblem(value: number): string | undefined {
  return Math.abs(value) <= 1e9 ? undefined : 'Value must be between -1.0E9 and 1.0E9, inclusive';
}

function blockProblem(block: string): string | undefined {
  const [address = '', bits = '', ...others] = block.split('/');
  if (others.length > 0 || bits === '') return "Malformed CIDR, one '/' required";
  if (!/^[+-]?\d+$/.test(bits)) return 'Malformed CIDR, mask bits must be an integer';
  if (Number(bits) < 0) return 'Malformed CIDR, mask bits must not be negative';
  const length = addressLength(address);
  if (length === undefined) return `Nonstandard IP address: ${address}`;
  if (Number(bits) < length) return undefined;
  return length === 32 ? 'IPv4 mask bits must be < 32' : 'IPv6 mask bits must be < 128';
}

/** Bits of an IP address. */
function addressLength(address: string): 32 | 128 | undefined {
  const isFour = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(address);
  if (isFour) return 32;
  return address.includes(':') && URL.canParse(`http://[${address}]`) ? 128 : undefined;
}
