/** EventBridge's pattern language: the one matcher of rules, filters, answers and assertions. */
import { Wildcard, Work } from '@stepthrough/expressions';
import { isArray, isObject, member, type Json } from '@stepthrough/json';

/**
 * Whether a value fits a pattern. Every field of the pattern must fit; a list is a choice.
 * @throws LimitReached
 */
export function matchesPattern(pattern: Json, value: Json | undefined, work = new Work()): boolean {
  if (!isObject(pattern)) return false;
  return Object.entries(pattern).every(([name, rule]) => {
    if (name === '$or' && isArray(rule))
      return rule.some((part) => matchesPattern(part, value, work));
    const found: (Json | undefined)[] = [];
    addFields(value, name, found, work);
    if (isArray(rule)) return matchesAny(rule, found, work);
    return found.some((member) => matchesPattern(rule, member, work));
  });
}

/** What is wrong with a pattern, in words; `undefined` when nothing is. */
export function patternProblem(pattern: Json, where = 'The pattern'): string | undefined {
  if (!isObject(pattern)) return `${where} must be an object.`;
  const fields = Object.entries(pattern);
  if (fields.length === 0) return `${where} is empty; it must name at least one field.`;
  for (const [name, rule] of fields) {
    const at = `${where}.${name}`;
    const problem = isObject(rule)
      ? patternProblem(rule, at)
      : isArray(rule)
        ? listProblem(name, rule, at)
        : `${at} must be a list of values, or an object.`;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function listProblem(name: string, rules: readonly Json[], where: string): string | undefined {
  if (name === '$or') {
    if (rules.length < 2) return `${where} must have at least two patterns.`;
    return rules
      .map((rule) => patternProblem(rule, where))
      .find((problem) => problem !== undefined);
  }
  if (rules.length === 0) return `${where} is an empty list, which nothing matches.`;
  for (const rule of rules) {
    if (isArray(rule)) return `${where} has a list inside a list.`;
    if (!isObject(rule)) continue;
    const names = Object.keys(rule);
    const [operator = ''] = names;
    if (names.length !== 1)
      return `${where} has a matcher with ${names.length} operators; only one is allowed.`;
    const check = operators.get(operator);
    if (!check) {
      return `${where} has the unknown operator "${operator}"; known are ${[...operators.keys()].join(', ')}.`;
    }
    const problem = check.problem(member(rule, operator) ?? null);
    if (problem !== undefined) return `${where}: "${operator}" ${problem}.`;
  }
  return undefined;
}

/** Adds the values of a field; in a list of objects, those of every element. */
function addFields(
  value: Json | undefined,
  name: string,
  found: (Json | undefined)[],
  work: Work,
): void {
  work.spend('steps');
  if (isArray(value)) {
    for (const member of value) addFields(member, name, found, work);
  } else found.push(isObject(value) ? member(value, name) : undefined);
}

function matchesAny(
  rules: readonly Json[],
  found: readonly (Json | undefined)[],
  work: Work,
): boolean {
  const leaves = found.flatMap((value): readonly (Json | undefined)[] => {
    if (!isArray(value)) return [value];
    return value.length > 0 ? value : [undefined];
  });
  return rules.some((rule) => {
    work.spend('steps', leaves.length + 1);
    if (!isObject(rule)) return leaves.some((leaf) => equals(rule, leaf));
    const [[operator, operand] = ['', null]] = Object.entries(rule);
    const check = operators.get(operator);
    if (!check) return false;
    // "anything-but" and "exists: false" speak about all values of the field.
    if (operator === 'exists') {
      const exists = found.some((value) => value !== undefined && !isObject(value));
      return exists === operand;
    }
    return leaves.some((leaf) => leaf !== undefined && check.matches(operand, leaf));
  });
}

interface Operator {
  readonly matches: (operand: Json, value: Json) => boolean;
  readonly problem: (operand: Json) => string | undefined;
}

const text = (operand: Json): string | undefined =>
  typeof operand === 'string' ? undefined : 'needs a text';

const textOrIgnoreCase = (operand: Json): string | undefined => {
  if (typeof operand === 'string') return undefined;
  if (isObject(operand) && typeof operand['equals-ignore-case'] === 'string') return undefined;
  return 'needs a text, or {"equals-ignore-case": text}';
};

/** The operand's text, and the value made comparable with it. */
function folded(operand: Json, value: Json): readonly [string, string] | undefined {
  if (typeof value !== 'string') return undefined;
  if (typeof operand === 'string') return [operand, value];
  const ignoring = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  return typeof ignoring === 'string' ? [ignoring.toLowerCase(), value.toLowerCase()] : undefined;
}

const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    prefix: {
      matches: (operand, value) => {
        const pair = folded(operand, value);
        return pair?.[1].startsWith(pair[0]) === true;
      },
      problem: textOrIgnoreCase,
    },
    suffix: {
      matches: (operand, value) => {
        const pair = folded(operand, value);
        return pair?.[1].endsWith(pair[0]) === true;
      },
      problem: textOrIgnoreCase,
    },
    'equals-ignore-case': {
      matches: (operand, value) =>
        typeof value === 'string' && String(operand).toLowerCase() === value.toLowerCase(),
      problem: text,
    },
    wildcard: {
      matches: (operand, value) =>
        typeof value === 'string' && wildcardOf(String(operand)).matches(value),
      problem: (operand) =>
        text(operand) ??
        (String(operand).includes('**') ? 'cannot have two asterisks in a row' : undefined),
    },
    exists: {
      matches: () => true,
      problem: (operand) => (typeof operand === 'boolean' ? undefined : 'needs true or false'),
    },
    numeric: {
      matches: (operand, value) =>
        typeof value === 'number' && isArray(operand) && inRange(operand, value),
      problem: numericProblem,
    },
    cidr: {
      matches: (operand, value) => typeof value === 'string' && inBlock(String(operand), value),
      problem: (operand) =>
        typeof operand === 'string' && isBlock(operand)
          ? undefined
          : 'needs a block such as 10.0.0.0/24',
    },
    'anything-but': {
      matches: (operand, value) => {
        if (isObject(operand)) {
          const [[name, inner] = ['', null]] = Object.entries(operand);
          const all = isArray(inner) ? inner : [inner];
          return !all.some((one) => operators.get(name)?.matches(one, value));
        }
        const all = isArray(operand) ? operand : [operand];
        return !all.some((one) => equals(one, value));
      },
      problem: exceptionProblem,
    },
  }),
);

/** Texts and numbers, or one operator with texts. */
function exceptionProblem(operand: Json): string | undefined {
  if (!isObject(operand)) {
    const all = listOf(operand);
    if (all.length === 0) return 'needs at least one value';
    return all.every((one) => typeof one === 'string' || typeof one === 'number')
      ? undefined
      : 'needs texts or numbers';
  }
  const [[name, inner] = ['', null], ...others] = Object.entries(operand);
  if (others.length > 0) return 'takes one operator only';
  const known = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];
  if (!known.includes(name)) return `cannot be combined with "${name}"`;
  const all = listOf(inner);
  if (all.length === 0 || all.some((one) => typeof one !== 'string')) {
    return `with "${name}" needs texts`;
  }
  const isEmpty = (name === 'prefix' || name === 'suffix') && all.includes('');
  return isEmpty ? `with "${name}" needs texts that are not empty` : undefined;
}

function listOf(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}

function equals(rule: Json, value: Json | undefined): boolean {
  return rule === value;
}

function wildcardOf(pattern: string): Wildcard {
  return new Wildcard(pattern, { escape: '\\' });
}

const comparisons: ReadonlyMap<string, (value: number, limit: number) => boolean> = new Map([
  ['=', (value, limit) => value === limit],
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
]);

function inRange(parts: readonly Json[], value: number): boolean {
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const compare = comparisons.get(String(parts[i]));
    if (!compare?.(value, Number(parts[i + 1]))) return false;
  }
  return true;
}

function numericProblem(operand: Json): string | undefined {
  const needs = 'needs pairs of a comparison and a number, e.g. [">", 0, "<=", 5]';
  if (!isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return needs;
  const parts = operand;
  for (let i = 0; i < parts.length; i += 2) {
    const limit = parts[i + 1];
    if (!comparisons.has(String(parts[i])) || typeof limit !== 'number') return needs;
    if (Math.abs(limit) > 5e9) return 'needs numbers between -5e9 and 5e9';
  }
  if (parts.length === 2) return undefined;
  const isRange = /^>/.test(String(parts[0])) && /^</.test(String(parts[2]));
  return isRange && Number(parts[1]) < Number(parts[3])
    ? undefined
    : 'needs a lower limit, then a higher one';
}

function isBlock(block: string): boolean {
  const [base = '', bits = '', ...others] = block.split('/');
  const address = addressBits(base);
  const count = Number(bits);
  return (
    others.length === 0 && address !== undefined && /^\d+$/.test(bits) && count <= address.length
  );
}

function inBlock(block: string, address: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const from = addressBits(base);
  const at = addressBits(address);
  if (from === undefined || from.length !== at?.length) return false;
  return from.slice(0, Number(bits)) === at.slice(0, Number(bits));
}

function addressBits(address: string): string | undefined {
  if (address.includes(':')) {
    const [head = '', tail] = address.split('::');
    const left = head === '' ? [] : head.split(':');
    const right = tail === undefined || tail === '' ? [] : tail.split(':');
    const filling = tail === undefined ? 0 : 8 - left.length - right.length;
    const parts = [...left, ...Array.from({ length: Math.max(0, filling) }, () => '0'), ...right];
    if (parts.length !== 8) return undefined;
    if (parts.some((part) => !/^[\da-fA-F]{1,4}$/.test(part))) return undefined;
    return parts.map((part) => parseInt(part, 16).toString(2).padStart(16, '0')).join('');
  }
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split('.').map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.map((part) => part.toString(2).padStart(8, '0')).join('');
}
