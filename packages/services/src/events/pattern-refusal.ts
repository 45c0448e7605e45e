/** Event patterns that EventBridge refuses, and its words for why: those of the open engine "Ruler". */
import { isArray, isObject, member, parseJson, type Json } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';
import { cidrProblem } from './cidr-problem.ts';
import { wildcardProblem } from './wildcard-problem.ts';

/** A pattern, or the refusal of the text. */
export function readPattern(text: string): { readonly pattern: Json } | Refusal {
  const pattern = parseJson(text);
  const reason = pattern === undefined ? 'Filter is not an object' : patternReason(pattern);
  if (reason === undefined && pattern !== undefined) return { pattern };
  return failure('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}

/** Why a pattern is refused; `undefined` when it is not. */
function patternReason(pattern: Json): string | undefined {
  return isObject(pattern) ? objectReason(pattern, false) : 'Filter is not an object';
}

const oneKey = 'Only one key allowed in match expression';
const tooMany = 'Too many elements in numeric expression';

type Check = (operand: Json) => string | undefined;

const matchers: { readonly [name: string]: { readonly check: Check; readonly several: string } } = {
  exactly: { check: textOnly('exact'), several: oneKey },
  prefix: { check: textOrIgnoreCase('prefix'), several: oneKey },
  suffix: { check: textOrIgnoreCase('suffix'), several: oneKey },
  'equals-ignore-case': { check: textOnly('equals-ignore-case'), several: oneKey },
  wildcard: { check: wildcardReason, several: oneKey },
  cidr: {
    check: (operand) =>
      typeof operand === 'string' ? cidrProblem(operand) : 'prefix match pattern must be a string',
    several: oneKey,
  },
  exists: {
    check: (operand) =>
      typeof operand === 'boolean'
        ? undefined
        : 'exists match pattern must be either true or false.',
    several: oneKey,
  },
  numeric: { check: numericReason, several: tooMany },
  'anything-but': { check: exceptionReason, several: tooMany },
};

function objectReason(
  pattern: { readonly [name: string]: Json },
  isInOr: boolean,
): string | undefined {
  const fields = Object.entries(pattern);
  if (fields.length === 0) return 'Empty objects are not allowed';
  return firstReason(fields, ([name, rule]) => {
    if (name === '$or') return alternativesReason(rule);
    if (isInOr && Object.hasOwn(matchers, name)) {
      return `${name} is Ruler reserved fieldName which cannot be used inside $or.`;
    }
    if (isObject(rule)) return objectReason(rule, isInOr);
    return isArray(rule) ? rulesReason(rule) : `"${name}" must be an object or an array`;
  });
}

function alternativesReason(alternatives: Json): string | undefined {
  if (!isArray(alternatives)) return 'It must be an Array followed with $or.';
  const reason = firstReason(alternatives, (alternative) =>
    isObject(alternative)
      ? objectReason(alternative, true)
      : 'Only JSON object is allowed in array of $or relationship.',
  );
  if (reason !== undefined || alternatives.length >= 2) return reason;
  return 'There must have at least 2 Objects in $or relationship.';
}

function rulesReason(rules: readonly Json[]): string | undefined {
  if (rules.length === 0) return 'Empty arrays are not allowed';
  return firstReason(rules, (rule) => {
    if (isArray(rule)) return 'Match value must be String, number, true, false, or null';
    return isObject(rule) ? matcherReason(rule) : undefined;
  });
}

function matcherReason(rule: { readonly [name: string]: Json }): string | undefined {
  const [first, ...others] = Object.entries(rule);
  if (!first) return 'Match expression name not found';
  const [name, operand] = first;
  const matcher = member(matchers, name);
  if (!matcher) return `Unrecognized match type ${name}`;
  return matcher.check(operand) ?? (others.length > 0 ? matcher.several : undefined);
}

function textOnly(matcher: string): Check {
  return (operand) =>
    typeof operand === 'string' ? undefined : `${matcher} match pattern must be a string`;
}

function textOrIgnoreCase(matcher: string): Check {
  return (operand) => {
    const inner = isObject(operand) ? member(operand, 'equals-ignore-case') : operand;
    return textOnly(matcher)(inner ?? null);
  };
}

function wildcardReason(operand: Json): string | undefined {
  return typeof operand === 'string'
    ? wildcardProblem(operand)
    : 'wildcard match pattern must be a string';
}

/** Numbers that can be compared. */
const numberLimit = 5e9;

function numericReason(operand: Json): string | undefined {
  if (!isArray(operand)) return 'Value of numeric must be an array.';
  const [operator = null, limit = null, second, top = null, ...others] = operand;
  if (typeof operator !== 'string') return `Invalid member in numeric match: ${shown(operator)}`;
  if (!['=', '<', '<=', '>', '>='].includes(operator)) {
    return `Unrecognized numeric range operator: ${operator}`;
  }
  if (typeof limit !== 'number') {
    return `Value of ${operator === '=' ? 'equals' : operator} must be numeric`;
  }
  if (Math.abs(limit) > numberLimit) return outOfRange;
  if (second === undefined) return undefined;
  if (!operator.startsWith('>')) return tooMany;
  if (typeof second !== 'string') return `Bad value in numeric range: ${shown(second)}`;
  if (!second.startsWith('<') || second.length > 2) return `Bad numeric range operator: ${second}`;
  if (typeof top !== 'number') return `Value of ${second} must be numeric`;
  if (others.length > 0) return 'Too many terms in numeric range expression';
  if (Math.abs(top) > numberLimit) return outOfRange;
  return limit < top ? undefined : 'Bottom must be less than top';
}

const outOfRange = 'Value must be between -5.0E9 and 5.0E9, inclusive';
const exceptionValue = 'Value of anything-but must be an array or single string/number value.';

function exceptionReason(operand: Json): string | undefined {
  if (isObject(operand)) return exceptionMatcherReason(operand);
  if (!isArray(operand)) return isTextOrNumber(operand) ? undefined : exceptionValue;
  if (!operand.every(isTextOrNumber)) {
    return 'Inside anything but list, start|null|boolean is not supported.';
  }
  const texts = operand.filter((one) => typeof one === 'string');
  const isMixed = texts.length > 0 && texts.length < operand.length;
  return isMixed || operand.length === 0
    ? 'Inside anything but list, either all values are number or string, mixed type is not supported'
    : undefined;
}

function exceptionMatcherReason(operand: { readonly [name: string]: Json }): string | undefined {
  const [first, ...others] = Object.entries(operand);
  if (!first) return 'Anything-But expression name not found';
  const [name, inner] = first;
  const texts = isArray(inner) ? inner : [inner];
  const check = member(exceptions, name);
  if (!check) return `Unsupported anything-but pattern: ${name}`;
  if (isObject(inner)) return exceptionValue;
  const reason = firstReason(texts, check);
  return reason ?? (others.length > 0 ? oneKey : undefined);
}

const affix: Check = (text) => {
  if (typeof text !== 'string') return 'prefix/suffix match pattern must be a string';
  return text === '' ? 'Null prefix/suffix not allowed' : undefined;
};

const exceptions: { readonly [name: string]: Check } = {
  prefix: affix,
  suffix: affix,
  'equals-ignore-case': (text) =>
    typeof text === 'string'
      ? undefined
      : 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  wildcard: wildcardReason,
};

function isTextOrNumber(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function firstReason<T>(
  items: readonly T[],
  reasonOf: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const reason = reasonOf(item);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
