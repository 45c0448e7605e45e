/** Tags of objects and buckets. */
import { isArray, isObject, type Json } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalidArgument, malformedXml, refusal } from './refusals.ts';
import type { Tag } from './state.ts';

/** Source: "Categorizing your objects using tags", "Using cost allocation S3 bucket tags". */
const limits = { object: 10, bucket: 50, key: 128, value: 256 } as const;

type Tagged = 'object' | 'bucket';

/** The tags of a query, e.g. `a=1&b=2`, as the header of a put has them. */
export function tagsOfQuery(query: string | undefined): readonly Tag[] | Refusal {
  if (query === undefined) return [];
  const tags = [...new URLSearchParams(query)].map(([Key, Value]) => ({ Key, Value }));
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    return invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      query,
    );
  }
  return checked(tags, 'object');
}

/** The tags of a `TagSet`. */
export function tagsOfSet(set: Json | undefined, of: Tagged): readonly Tag[] | Refusal {
  if (!isArray(set)) return malformedXml;
  const tags: Tag[] = [];
  for (const item of set) {
    const { Key, Value } = isObject(item) ? item : {};
    if (typeof Key !== 'string' || typeof Value !== 'string') return malformedXml;
    tags.push({ Key, Value });
  }
  return checked(tags, of);
}

function checked(tags: readonly Tag[], of: Tagged): readonly Tag[] | Refusal {
  if (tags.length > limits[of]) {
    const message =
      of === 'object'
        ? `Object tags cannot be greater than ${limits.object}`
        : `Bucket tag count cannot be greater than ${limits.bucket}`;
    return refusal('BadRequest', message);
  }
  const keys = new Set<string>();
  for (const tag of tags) {
    const problem = keys.has(tag.Key)
      ? invalidTag('Cannot provide multiple Tags with the same key', { TagKey: tag.Key })
      : tagProblem(tag, of);
    if (problem) return problem;
    keys.add(tag.Key);
  }
  return [...tags].sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

function tagProblem({ Key, Value }: Tag, of: Tagged): Refusal | undefined {
  if (!isAllowed(Key, limits.key) || Key === '') {
    return invalidTag('The TagKey you have provided is invalid', { TagKey: Key });
  }
  if (Key.startsWith('aws:')) {
    const message =
      of === 'bucket'
        ? 'System tags cannot be added/updated by requester'
        : 'Your TagKey cannot be prefixed with aws:';
    return invalidTag(message, { TagKey: Key });
  }
  if (isAllowed(Value, limits.value)) return undefined;
  return invalidTag('The TagValue you have provided is invalid', { TagKey: Key, TagValue: Value });
}

/** Source: "Categorizing your objects using tags": letters, digits, spaces and `_ . : / = + - @`. */
function isAllowed(text: string, length: number): boolean {
  return text.length <= length && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

function invalidTag(message: string, members: { readonly [name: string]: string }): Refusal {
  return refusal('InvalidTag', message, 400, members);
}
