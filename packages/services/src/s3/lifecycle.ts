/** Lifecycle configurations: which S3 takes. */
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { momentOf } from '../contract/moments.ts';
import { transitionsProblem } from './lifecycle-transitions.ts';
import { invalidArgument, invalidRequest, malformedXml } from './refusals.ts';

const dayMs = 86_400_000;
/** Characters of a rule's id. */
const longestId = 255;

const actions = [
  'Expiration',
  'Transitions',
  'NoncurrentVersionTransitions',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
] as const;

export function lifecycleProblem({ Rules }: JsonObject): Refusal | undefined {
  if (!isArray(Rules) || Rules.length === 0) return malformedXml;
  const ids = new Set<Json>();
  for (const rule of Rules) {
    if (!isObject(rule)) return malformedXml;
    const problem = ruleProblem(rule);
    if (problem) return problem;
    const { ID } = rule;
    if (ID !== undefined && ids.has(ID)) {
      return invalidArgument(
        'Rule ID must be unique. Found same ID for more than one rule',
        'ID',
        String(ID),
      );
    }
    if (ID !== undefined) ids.add(ID);
  }
  return undefined;
}

/** As it is kept: each rule has an id. */
export function keptLifecycle({ Rules, ...others }: JsonObject, context: Context): JsonObject {
  const rules = (isArray(Rules) ? Rules : []).map((rule, index) => {
    const { ID } = isObject(rule) ? rule : {};
    const own = typeof ID === 'string' && ID !== '' ? ID : context.uuid(`lifecycle rule ${index}`);
    return { ...(isObject(rule) ? rule : {}), ID: own };
  });
  return { ...others, Rules: rules };
}

function ruleProblem(rule: JsonObject): Refusal | undefined {
  const { ID, Status, Filter, Prefix } = rule;
  if (typeof ID === 'string' && ID.length > longestId) {
    return invalidArgument(`ID length should not exceed allowed limit of ${longestId}`, 'ID', ID);
  }
  if (Status !== 'Enabled' && Status !== 'Disabled') return malformedXml;
  if ((Filter === undefined) === (Prefix === undefined)) return malformedXml;
  if (!actions.some((action) => rule[action] !== undefined)) {
    return invalidRequest('At least one action needs to be specified in a rule.');
  }
  return (
    filterProblem(Filter) ??
    uploadsProblem(rule) ??
    expirationProblem(rule['Expiration']) ??
    noncurrentProblem(rule['NoncurrentVersionExpiration']) ??
    transitionsProblem(rule)
  );
}

/** A filter has one term, or `And` with several. */
function filterProblem(filter: Json | undefined): Refusal | undefined {
  if (filter === undefined) return undefined;
  if (!isObject(filter) || Object.keys(filter).length > 1) return malformedXml;
  const { And } = filter;
  if (And === undefined) return undefined;
  if (!isObject(And)) return malformedXml;
  const { Tags, ...others } = And;
  const tags = isArray(Tags) ? Tags.map((tag) => (isObject(tag) ? tag['Key'] : undefined)) : [];
  if (tags.length + Object.keys(others).length < 2) return malformedXml;
  if (new Set(tags).size < tags.length)
    return invalidRequest('Duplicate Tag Keys are not allowed.');
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = others;
  return typeof above === 'number' && typeof below === 'number' && below <= above
    ? invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.")
    : undefined;
}

/** Uploads that are not complete have no tags. */
function uploadsProblem({
  AbortIncompleteMultipartUpload,
  Filter,
}: JsonObject): Refusal | undefined {
  const { Tag, And } = isObject(Filter) ? Filter : {};
  const isTagged = Tag !== undefined || (isObject(And) && And['Tags'] !== undefined);
  return AbortIncompleteMultipartUpload !== undefined && isTagged
    ? invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.')
    : undefined;
}

function expirationProblem(expiration: Json | undefined): Refusal | undefined {
  if (expiration === undefined) return undefined;
  if (!isObject(expiration) || Object.keys(expiration).length !== 1) return malformedXml;
  const { Date: date, Days } = expiration;
  if (Days !== undefined) return daysProblem(Days, 'Expiration');
  const moment = momentOf(date);
  if (moment === undefined) return date === undefined ? undefined : malformedXml;
  if (moment % dayMs === 0) return undefined;
  return invalidArgument("'Date' must be at midnight GMT", 'Date', new Date(moment).toISOString());
}

function daysProblem(days: Json, action: string): Refusal | undefined {
  if (typeof days === 'number' && Number.isInteger(days) && days > 0) return undefined;
  return invalidArgument(
    `'Days' for ${action} action must be a positive integer`,
    'Days',
    String(days),
  );
}

function noncurrentProblem(expiration: Json | undefined): Refusal | undefined {
  if (expiration === undefined) return undefined;
  const { NoncurrentDays } = isObject(expiration) ? expiration : {};
  if (typeof NoncurrentDays !== 'number') return malformedXml;
  if (NoncurrentDays > 0) return undefined;
  return invalidArgument(
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    'NoncurrentDays',
    String(NoncurrentDays),
  );
}
