/** Configurations that a bucket has several of, each with an id: inventories, metrics and the like. */
import { entriesFrom, get, remove, set } from '@stepthrough/collections';
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { operation, text } from '../contract/request-form.ts';
import { operationWith } from './computed-form.ts';
import { malformedXml, refusal } from './refusals.ts';
import { inBucket, type Operations, type S3State } from './state.ts';

interface Row {
  /** Of the operations' names, and of the member of requests, e.g. `InventoryConfiguration`. */
  readonly name: string;
  readonly problem?: (given: JsonObject) => Refusal | undefined;
}

const rows: readonly Row[] = [
  { name: 'InventoryConfiguration', problem: inventoryProblem },
  { name: 'MetricsConfiguration' },
  { name: 'AnalyticsConfiguration', problem: analyticsProblem },
  { name: 'IntelligentTieringConfiguration', problem: tieringProblem },
];

const noSuchConfiguration = refusal(
  'NoSuchConfiguration',
  'The specified configuration does not exist.',
  404,
);

const bucketForm = { Bucket: text, ExpectedBucketOwner: text };
const namedForm = { ...bucketForm, Id: text };

export const namedConfigurationOperations: Operations = Object.fromEntries(
  rows.flatMap((row) => Object.entries(operationsOf(row))),
);

function operationsOf({ name, problem }: Row): Operations {
  const keyOf = (id: string) => `${name}/${id}`;
  const put = operationWith([name], true, (request, address, state, context) =>
    inBucket(address, state, context, (bucket) => {
      const given = member(request, name);
      const { Id: id } = address;
      if (!isObject(given) || typeof id !== 'string') return malformedXml;
      if (given['Id'] !== id) {
        return refusal('IdMismatch', 'Document ID does not match the specified configuration ID.');
      }
      const refused = problem?.(given);
      if (refused) return refused;
      return {
        bucket: { ...bucket, configurations: set(bucket.configurations, keyOf(id), given) },
      };
    }),
  );
  const read = operation(namedForm, (request, state: S3State, context) =>
    inBucket(request, state, context, ({ configurations }) => {
      const kept = get(configurations, keyOf(request.Id ?? ''));
      return kept ? { response: { [name]: kept } } : noSuchConfiguration;
    }),
  );
  const taken = operation(namedForm, (request, state: S3State, context) =>
    inBucket(request, state, context, (bucket) => {
      const key = keyOf(request.Id ?? '');
      if (!get(bucket.configurations, key)) return noSuchConfiguration;
      const configurations = remove(bucket.configurations, key);
      return { bucket: { ...bucket, configurations }, status: 204 };
    }),
  );
  const listed = operation(
    { ...bucketForm, ContinuationToken: text },
    (request, state: S3State, context) =>
      inBucket(request, state, context, ({ configurations }) => {
        const found: JsonObject[] = [];
        for (const [key, value] of entriesFrom(configurations, keyOf(''))) {
          if (!key.startsWith(keyOf(''))) break;
          found.push(value);
        }
        const all = found.length > 0 ? { [`${name}List`]: found } : {};
        return { response: { IsTruncated: false, ...all } };
      }),
  );
  return {
    [`PutBucket${name}`]: put,
    [`GetBucket${name}`]: read,
    [`DeleteBucket${name}`]: taken,
    [`ListBucket${name}s`]: listed,
  };
}

const invalidDestination = refusal('InvalidS3DestinationBucket', 'Invalid bucket ARN.');

/** Source: API model of S3, `InventoryOptionalField` and its kin. */
const inventoryFields: readonly Json[] = [
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
  'LifecycleExpirationDate',
];

function inventoryProblem(given: JsonObject): Refusal | undefined {
  const { Destination, Schedule, IncludedObjectVersions, IsEnabled, OptionalFields } = given;
  const target = isObject(Destination) ? Destination['S3BucketDestination'] : undefined;
  if (!isObject(target) || typeof target['Bucket'] !== 'string') return malformedXml;
  if (!oneOf(target['Format'], ['CSV', 'ORC', 'Parquet'])) return malformedXml;
  const frequency = isObject(Schedule) ? Schedule['Frequency'] : undefined;
  const fields = isArray(OptionalFields) ? OptionalFields : [];
  const isRight =
    oneOf(frequency, ['Daily', 'Weekly']) &&
    oneOf(IncludedObjectVersions, ['All', 'Current']) &&
    typeof IsEnabled === 'boolean' &&
    fields.every((field) => inventoryFields.includes(field));
  if (!isRight) return malformedXml;
  return /^arn:[^:]+:s3:::./.test(target['Bucket']) ? undefined : invalidDestination;
}

function analyticsProblem({ StorageClassAnalysis }: JsonObject): Refusal | undefined {
  return isObject(StorageClassAnalysis) ? undefined : malformedXml;
}

function tieringProblem({ Status, Tierings }: JsonObject): Refusal | undefined {
  const isRight = oneOf(Status, ['Enabled', 'Disabled']) && isArray(Tierings);
  if (!isRight || Tierings.length === 0) return malformedXml;
  const days = new Map<string, Json | undefined>();
  for (const tiering of Tierings) {
    const { AccessTier, Days } = isObject(tiering) ? tiering : {};
    const tier = String(AccessTier);
    if (days.has(tier)) {
      return invalidTier(
        `All Access Tiers in a configuration must be unique. Found duplicate entry for ${tier}.`,
      );
    }
    days.set(tier, Days);
  }
  const archive = days.get('ARCHIVE_ACCESS');
  const deep = days.get('DEEP_ARCHIVE_ACCESS');
  return typeof archive === 'number' && typeof deep === 'number' && deep <= archive
    ? invalidTier(
        'Days specified in DEEP_ARCHIVE_ACCESS should be greater than days specified in ARCHIVE_ACCESS',
      )
    : undefined;
}

function invalidTier(message: string): Refusal {
  return refusal('InvalidAccessTier', message);
}

function oneOf(value: Json | undefined, values: readonly Json[]): boolean {
  return value !== undefined && values.includes(value);
}
