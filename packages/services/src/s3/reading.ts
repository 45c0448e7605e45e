/** What reads buckets from outside, such as a distributed Map: names, texts and lists of objects. */
import { entries, entriesFrom, get } from '@stepthrough/collections';
import { textOfContent } from './content.ts';
import type { S3State, StoredObject } from './state.ts';
import { currentOf, orderOf } from './versions.ts';

export function bucketNames({ buckets }: S3State): readonly string[] {
  return [...entries(buckets)].map(([name]) => name);
}

export function hasBucket({ buckets }: S3State, bucket: string): boolean {
  return get(buckets, bucket) !== undefined;
}

/** The text of an object; none where there is no such object. */
export function objectText({ buckets }: S3State, bucket: string, key: string): string | undefined {
  const found = get(buckets, bucket);
  const object = found && currentOf(found, key);
  return object && textOfContent(object.content);
}

/** The objects whose keys begin with a prefix, in order. */
export function objectsOf(
  { buckets }: S3State,
  bucket: string,
  prefix: string,
): readonly StoredObject[] {
  const found: StoredObject[] = [];
  for (const [, [newest]] of entriesFrom(get(buckets, bucket)?.objects, orderOf(prefix))) {
    if (!newest?.key.startsWith(prefix)) break;
    if (!newest.isMarker) found.push(newest);
  }
  return found;
}
