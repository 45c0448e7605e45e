/** EventBridge's pattern language: the one matcher of rules, filters, answers and assertions. */
import { Work } from '@stepthrough/expressions';
import { isArray, isObject, member, type Json } from '@stepthrough/json';
import { leavesAt, type Leaf, type Place } from './pattern-leaves.ts';
import { equals, operators } from './pattern-operators.ts';

/** What a pattern says of one field, by the names that lead to it; or the alternatives of an `$or`. */
type Condition =
  | { readonly path: string; readonly rules: readonly Json[] }
  | { readonly path: string; readonly alternatives: readonly Json[] };

/**
 * Whether a value fits a pattern. Every field of the pattern must fit; a list is a choice. Fields in
 * a list of objects have to fit in the same object. A dot in a name parts it as nesting does.
 * @throws LimitReached
 */
export function matchesPattern(pattern: Json, value: Json | undefined, work = new Work()): boolean {
  const conditions = conditionsOf(pattern, '');
  return conditions !== undefined && holds(conditions, 0, value, undefined, work);
}

/** `undefined` of what is no pattern, which nothing fits. */
function conditionsOf(pattern: Json, path: string): readonly Condition[] | undefined {
  if (!isObject(pattern)) return undefined;
  const conditions: Condition[] = [];
  for (const [name, rule] of Object.entries(pattern)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!isArray(rule)) {
      const inner = conditionsOf(rule, at);
      if (!inner) return undefined;
      conditions.push(...inner);
    } else if (name === '$or') conditions.push({ path, alternatives: rule });
    else conditions.push({ path: at, rules: rule });
  }
  return conditions;
}

/** Whether the conditions from `next` on hold, in the elements of lists that were chosen before. */
function holds(
  conditions: readonly Condition[],
  next: number,
  value: Json | undefined,
  place: Place | undefined,
  work: Work,
): boolean {
  const condition = conditions[next];
  work.spend('steps');
  if (!condition) return true;
  const rest = conditions.slice(next + 1);
  if ('alternatives' in condition) {
    return condition.alternatives.some((alternative) => {
      const inner = conditionsOf(alternative, condition.path);
      return inner !== undefined && holds([...inner, ...rest], 0, value, place, work);
    });
  }
  const leaves = leavesAt(value, condition.path, work);
  if (condition.rules.some((rule) => isAbsence(rule)) && leaves.length === 0) {
    return holds(conditions, next + 1, value, place, work);
  }
  const tried = new Set<Place | undefined>();
  return leaves.some((leaf) => {
    if (tried.has(leaf.place) || !fits(condition.rules, leaf, work)) return false;
    const together = joinedPlace(place, leaf.place);
    if (together === 'elsewhere') return false;
    tried.add(leaf.place);
    return holds(conditions, next + 1, value, together, work);
  });
}

function isAbsence(rule: Json): boolean {
  return isObject(rule) && member(rule, 'exists') === false;
}

function fits(rules: readonly Json[], { value }: Leaf, work: Work): boolean {
  work.spend('steps', rules.length);
  return rules.some((rule) => {
    if (!isObject(rule)) return equals(rule, value);
    const [[operator, operand] = ['', null]] = Object.entries(rule);
    if (operator === 'exists') return operand === true;
    return operators.get(operator)?.matches(operand, value) === true;
  });
}

/** Both places in one, when they are in the same elements of the lists that they share. */
function joinedPlace(
  one: Place | undefined,
  other: Place | undefined,
): Place | undefined | 'elsewhere' {
  if (one === undefined || other === undefined) return one ?? other;
  let joined: Place | undefined = one;
  for (let at: Place | undefined = other; at; at = at.outer) {
    const known = indexIn(one, at.list);
    if (known === undefined) joined = { list: at.list, index: at.index, outer: joined };
    else if (known !== at.index) return 'elsewhere';
  }
  return joined;
}

function indexIn(place: Place, list: Place['list']): number | undefined {
  for (let at: Place | undefined = place; at; at = at.outer) {
    if (at.list === list) return at.index;
  }
  return undefined;
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
