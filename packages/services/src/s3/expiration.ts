/** When the lifecycle of its bucket lets an object expire. */
import { get } from '@stepthrough/collections';
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import { momentOf } from '../contract/moments.ts';
import { httpDateOf } from './dates.ts';
import type { Bucket, StoredObject, Tag } from './state.ts';

const dayMs = 86_400_000;

/** The header about the rule that lets the object expire first; nothing where none does. */
export function expirationMember({ configurations }: Bucket, object: StoredObject): JsonObject {
  const { Rules } = get(configurations, 'lifecycle') ?? {};
  const [first] = (isArray(Rules) ? Rules : [])
    .flatMap((rule) => {
      const at = isObject(rule) ? expiryOf(rule, object) : undefined;
      return at === undefined || !isObject(rule) ? [] : [{ at, id: String(rule['ID']) }];
    })
    .sort((one, other) => one.at - other.at);
  if (!first) return {};
  const id = encodeURIComponent(first.id);
  return { Expiration: `expiry-date="${httpDateOf(first.at)}", rule-id="${id}"` };
}

/** Days end at midnight (UTC), the next one after so many days. */
function expiryOf(rule: JsonObject, object: StoredObject): number | undefined {
  const { Expiration, Status } = rule;
  if (Status !== 'Enabled' || !isObject(Expiration) || !concerns(rule, object)) return undefined;
  const { Days, Date } = Expiration;
  if (typeof Days !== 'number') return momentOf(Date);
  return Math.ceil((object.modifiedAt + Days * dayMs) / dayMs) * dayMs;
}

function concerns({ Filter, Prefix }: JsonObject, object: StoredObject): boolean {
  const filter = isObject(Filter) ? Filter : {};
  const { And, ...one } = filter;
  const terms = { ...(typeof Prefix === 'string' ? { Prefix } : {}), ...one };
  return fits(terms, object) && (!isObject(And) || fits(And, object));
}

function fits(terms: JsonObject, { key, size, tags }: StoredObject): boolean {
  const { Prefix, Tag, Tags, ObjectSizeGreaterThan: over, ObjectSizeLessThan: under } = terms;
  if (typeof Prefix === 'string' && !key.startsWith(Prefix)) return false;
  if (typeof over === 'number' && size <= over) return false;
  if (typeof under === 'number' && size >= under) return false;
  const wanted = [...(isArray(Tags) ? Tags : []), ...(Tag === undefined ? [] : [Tag])];
  return wanted.every((tag) => hasTag(tags, tag));
}

function hasTag(tags: readonly Tag[], wanted: Json): boolean {
  return (
    isObject(wanted) &&
    tags.some(({ Key, Value }) => Key === wanted['Key'] && Value === wanted['Value'])
  );
}
