/** Buckets, objects and uploads as S3 keeps them. */
import { get, set, type SortedMap } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import type { Context, Operation, Result, ServiceEffect } from '../contract/service.ts';
import type { Checksum, ChecksumAlgorithm, ChecksumType } from './checksums.ts';
import type { Content } from '../contract/content.ts';
import { accessDenied, noSuchBucket, refusal } from './refusals.ts';

export interface S3State {
  readonly buckets: SortedMap<string, Bucket>;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Versions of each key, newest first; by `orderOf` the key. */
  readonly objects: SortedMap<string, readonly Version[]>;
  /** By upload id. */
  readonly uploads: SortedMap<string, Upload>;
  /** Absent while it was never set. */
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly hasObjectLock: boolean;
  /** Configurations by the name of their kind; those with an id as `KIND/ID`. */
  readonly configurations: SortedMap<string, JsonObject>;
}

export type Version = StoredObject | DeleteMarker;

interface VersionBase {
  readonly key: string;
  /** `null` where the bucket's versioning is not enabled. */
  readonly versionId: string;
  /** Grows with each version that is made. */
  readonly order: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface DeleteMarker extends VersionBase {
  readonly isMarker: true;
}

export interface StoredObject extends VersionBase, ObjectSettings {
  readonly isMarker: false;
  readonly content: Content;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum?: Checksum;
  /** Of an object that was uploaded in parts. */
  readonly parts?: readonly ObjectPart[];
  readonly restore?: { readonly readyAt: number; readonly expiresAt: number };
}

/** What a request sets beside an object's content. */
export interface ObjectSettings {
  /** Headers that come back as they were given, by the name of their member. */
  readonly headers: { readonly [member: string]: string };
  readonly metadata: { readonly [name: string]: string };
  readonly tags: readonly Tag[];
  readonly storageClass: string;
  readonly encryption: Encryption;
  readonly retention?: Retention;
  readonly legalHold?: 'ON' | 'OFF';
  readonly acl?: JsonObject;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** `customerKey`: digest of a key of the customer's own. */
export type Encryption =
  | {
      readonly kind: 'managed';
      readonly algorithm: string;
      readonly keyId?: string;
      readonly bucketKey?: boolean;
    }
  | { readonly kind: 'customer'; readonly keyMd5: string };

export interface Retention {
  readonly mode: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface ObjectPart {
  readonly number: number;
  readonly size: number;
  readonly checksum?: string;
}

export interface Upload extends ObjectSettings {
  readonly id: string;
  readonly key: string;
  readonly order: number;
  readonly initiatedAt: number;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType };
  readonly parts: SortedMap<number, UploadedPart>;
  /** Whether the object of this key was deleted since the upload began. */
  readonly isOvertaken: boolean;
}

export interface UploadedPart {
  readonly content: Content;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: number;
  /** Of the upload's algorithm, where it has one. */
  readonly checksum?: string;
}

export interface Operations {
  readonly [name: string]: Operation<S3State>;
}

/** What is answered, and what became of the bucket where it changed. */
interface Answer {
  readonly response?: JsonObject;
  /** HTTP status; 200 when absent. */
  readonly status?: number;
  readonly bucket?: Bucket;
  readonly effects?: readonly ServiceEffect[];
}

/** Performs in the bucket of a request, which has to exist and to be owned by whom the request expects. */
export function inBucket(
  request: { readonly Bucket?: string; readonly ExpectedBucketOwner?: string },
  state: S3State,
  context: Context,
  perform: (bucket: Bucket) => Answer | Refusal,
): Result<S3State> {
  const bucket = bucketOf(request, state, context);
  const answer = isRefusal(bucket) ? bucket : perform(bucket);
  if (isRefusal(answer)) return { state, outcome: answer };
  const { response = {}, status, bucket: changed, effects = [] } = answer;
  return {
    state: changed ? withBucket(state, changed) : state,
    outcome: success(response, status),
    effects,
  };
}

/** Where a configuration is put: what its check may look at. */
export interface Place {
  readonly bucket: Bucket;
  readonly state: S3State;
  readonly context: Context;
}

/** The bucket of a request. */
export function bucketOf(
  {
    Bucket: name = '',
    ExpectedBucketOwner: owner,
  }: { readonly Bucket?: string; readonly ExpectedBucketOwner?: string },
  state: S3State,
  { account }: Context,
): Bucket | Refusal {
  if (owner !== undefined && !/^\d{12}$/.test(owner)) {
    return refusal(
      'InvalidBucketOwnerAWSAccountID',
      `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
    );
  }
  const bucket = get(state.buckets, name.replace(/^arn:[^:]+:s3:::/, ''));
  if (!bucket) return noSuchBucket(name);
  return owner === undefined || owner === account ? bucket : accessDenied();
}

export function withBucket(state: S3State, bucket: Bucket): S3State {
  return { ...state, buckets: set(state.buckets, bucket.name, bucket) };
}

export function newBucket(name: string, region: string, createdAt: number): Bucket {
  return {
    name,
    region,
    createdAt,
    objects: undefined,
    uploads: undefined,
    hasObjectLock: false,
    configurations: undefined,
  };
}
