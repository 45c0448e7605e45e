/** ListObjectVersions. */
import { entriesFrom } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { list, number, operation, text } from '../contract/request-form.ts';
import { ownerOf } from './acl.ts';
import { isoOf } from './dates.ts';
import { commonPrefixes, entryOf } from './listing.ts';
import { encodingOf, mostOf, pageOf } from './paging.ts';
import { invalidArgument } from './refusals.ts';
import { inBucket, type Bucket, type Operations, type Version } from './state.ts';
import { isVersionId, orderOfId } from './version-ids.ts';
import { orderOf, versionsOf } from './versions.ts';

interface Listed {
  readonly version: Version;
  readonly isLatest: boolean;
}

export const listVersionsOperations: Operations = {
  ListObjectVersions: operation(
    {
      Bucket: text,
      ExpectedBucketOwner: text,
      Prefix: text,
      Delimiter: text,
      MaxKeys: number,
      EncodingType: text,
      KeyMarker: text,
      VersionIdMarker: text,
      OptionalObjectAttributes: list(text),
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Prefix: prefix = '', Delimiter: delimiter = '' } = request;
        const { KeyMarker: keyMarker = '', VersionIdMarker: versionMarker } = request;
        const problem = markerProblem(keyMarker, versionMarker);
        if (problem) return problem;
        const most = mostOf(request.MaxKeys, 'max-keys');
        if (typeof most !== 'number') return most;
        const encoded = encodingOf(request.EncodingType);
        if (typeof encoded !== 'function') return encoded;
        const items = versionsAfter(bucket, prefix, keyMarker, versionMarker);
        const page = pageOf(items, { prefix, delimiter, most, after: keyMarker });
        const listed = page.lines.flatMap((line) => (line.kind === 'item' ? [line.item] : []));
        const entryMore = ({ version, isLatest }: Listed): JsonObject => ({
          IsLatest: isLatest,
          Owner: ownerOf(context),
          VersionId: version.versionId,
        });
        const Versions = listed.flatMap((one) =>
          one.version.isMarker ? [] : [{ ...entryOf(one.version, encoded), ...entryMore(one) }],
        );
        const DeleteMarkers = listed.flatMap((one) => {
          const { isMarker, key, modifiedAt } = one.version;
          if (!isMarker) return [];
          return [{ Key: encoded(key), LastModified: isoOf(modifiedAt), ...entryMore(one) }];
        });
        const last = page.lines.at(-1);
        return {
          response: {
            Name: bucket.name,
            Prefix: encoded(prefix),
            ...(delimiter === '' ? {} : { Delimiter: encoded(delimiter) }),
            KeyMarker: encoded(keyMarker),
            VersionIdMarker: versionMarker ?? '',
            MaxKeys: most,
            EncodingType: 'url',
            IsTruncated: page.isTruncated,
            ...(Versions.length > 0 ? { Versions } : {}),
            ...(DeleteMarkers.length > 0 ? { DeleteMarkers } : {}),
            ...commonPrefixes(page, encoded),
            ...(page.isTruncated && last
              ? {
                  NextKeyMarker: encoded(last.key),
                  ...(last.kind === 'item'
                    ? { NextVersionIdMarker: last.item.version.versionId }
                    : {}),
                }
              : {}),
          },
        };
      }),
  ),
};

function markerProblem(keyMarker: string, versionMarker: string | undefined): Refusal | undefined {
  const name = 'version-id-marker';
  if (versionMarker === undefined) return undefined;
  if (versionMarker === '') {
    return invalidArgument('A version-id marker cannot be empty.', name, versionMarker);
  }
  if (keyMarker === '') {
    return invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      name,
      versionMarker,
    );
  }
  if (versionMarker === 'null' || isVersionId(versionMarker)) return undefined;
  return invalidArgument('Invalid version id specified', name, versionMarker);
}

/** Keys in order, and the versions of each, newest first; those of the marker's key after its version. */
function* versionsAfter(
  bucket: Bucket,
  prefix: string,
  keyMarker: string,
  versionMarker: string | undefined,
): Generator<readonly [string, Listed]> {
  const start = orderOf(keyMarker) > orderOf(prefix) ? keyMarker : prefix;
  const bound = versionMarker === undefined ? 0 : orderAt(bucket, keyMarker, versionMarker);
  for (const [, versions] of entriesFrom(bucket.objects, orderOf(start))) {
    for (const [index, version] of versions.entries()) {
      if (version.key === keyMarker && version.order >= bound) continue;
      yield [version.key, { version, isLatest: index === 0 }];
    }
  }
}

/** The order of the marker's version, which may exist no more. */
function orderAt(bucket: Bucket, key: string, versionId: string): number {
  if (versionId !== 'null') return orderOfId(versionId);
  return versionsOf(bucket, key).find((one) => one.versionId === versionId)?.order ?? 0;
}
