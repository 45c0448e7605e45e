/** Which transitions a lifecycle rule may have, and when it may expire after them. */
import { firstOf } from '../contract/first-of.ts';
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalidArgument, invalidRequest } from './refusals.ts';

/** Storage classes in the order in which objects sink. */
const waterfall: readonly Json[] = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];

const archives: readonly Json[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** Days that an object stays in a class before it may sink into an archive. */
const leastDays: ReadonlyMap<Json, number> = new Map([
  ['STANDARD_IA', 30],
  ['ONEZONE_IA', 30],
  ['GLACIER_IR', 90],
]);

export function transitionsProblem(rule: JsonObject): Refusal | undefined {
  const { Transitions } = rule;
  const transitions = isArray(Transitions) ? Transitions.filter((one) => isObject(one)) : [];
  const filter = filterText(rule);
  const classes = transitions.map(({ StorageClass }) => StorageClass);
  if (new Set(classes).size < classes.length) {
    return invalidRequest(
      `'StorageClass' must be different for 'Transition' actions in same 'Rule' with ${filter}`,
    );
  }
  const isMixed = transitions.some((one) => isByDate(one) !== isByDate(objectIn(rule)));
  if (hasMoment(objectIn(rule)) && isMixed) {
    return invalidRequest(
      `Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for ${filter}`,
    );
  }
  return (
    firstOf(transitions, (later) =>
      firstOf(transitions, (earlier) => sinkingProblem(earlier, later, filter)),
    ) ?? expirationProblem(objectIn(rule), transitions, filter)
  );
}

/** Only what sinks into an archive is known to be held to the order. */
function sinkingProblem(
  { StorageClass: from = null, Days: before }: JsonObject,
  { StorageClass: to = null, Days: after }: JsonObject,
  filter: string,
): Refusal | undefined {
  if (typeof before !== 'number' || typeof after !== 'number') return undefined;
  const isBelow = waterfall.includes(from) && waterfall.indexOf(from) < waterfall.indexOf(to);
  if (!isBelow || !archives.includes(to)) return undefined;
  const least = leastDays.get(from) ?? 0;
  const action = `'Days' in the 'Transition' action for StorageClass '${String(to)}' for ${filter} must be`;
  if (after <= before) {
    return invalidArgument(
      `${action} greater than 'Days' in the 'Transition' action for StorageClass '${String(from)}'`,
      'Days',
      String(after),
    );
  }
  return after - before < least
    ? invalidArgument(
        `${action} ${least} days more than '${filter}' in the 'Transition' action for StorageClass '${String(from)}'`,
        'Days',
        String(after),
      )
    : undefined;
}

function expirationProblem(
  { Days: end }: JsonObject,
  transitions: readonly JsonObject[],
  filter: string,
): Refusal | undefined {
  const isEarly =
    typeof end === 'number' &&
    transitions.some(({ Days }) => typeof Days === 'number' && Days >= end);
  return isEarly
    ? invalidArgument(
        `'Days' in the Expiration action for ${filter} must be greater than 'Days' in the Transition action`,
        'Days',
        String(end),
      )
    : undefined;
}

function objectIn({ Expiration }: JsonObject): JsonObject {
  return isObject(Expiration) ? Expiration : {};
}

function isByDate({ Date: date }: JsonObject): boolean {
  return date !== undefined;
}

function hasMoment({ Date: date, Days }: JsonObject): boolean {
  return date !== undefined || Days !== undefined;
}

/** As S3 tells a filter by prefix; how it tells other filters is not known. */
function filterText({ Filter, Prefix }: JsonObject): string {
  const { And, Prefix: own } = isObject(Filter) ? Filter : {};
  const prefix = own ?? (isObject(And) ? And['Prefix'] : undefined) ?? Prefix;
  return `filter '(prefix=${typeof prefix === 'string' ? prefix : ''})'`;
}
