/** Buckets: making, finding, listing and deleting them, and whether they keep versions. */
import { first, get, remove, set, values } from '@stepthrough/collections';
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { flag, json, members, number, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { aclForm, aclOf, ownerOf } from './acl.ts';
import { isBucketName } from './bucket-names.ts';
import { isoOf } from './dates.ts';
import { placeOf, tokenOf } from './listing.ts';
import { invalidArgument, malformedXml, notSimulated, refusal, withoutBody } from './refusals.ts';
import {
  inBucket,
  newBucket,
  withBucket,
  type Bucket,
  type Operations,
  type S3State,
} from './state.ts';
import { tagsOfSet } from './tags.ts';

const bucketForm = { Bucket: text, ExpectedBucketOwner: text };

/** Source: API reference of ListBuckets. */
const mostBuckets = 10_000;

export const bucketOperations: Operations = {
  CreateBucket: operation(
    {
      ...aclForm,
      Bucket: text,
      GrantWrite: text,
      CreateBucketConfiguration: json,
      ObjectLockEnabledForBucket: flag,
      ObjectOwnership: text,
    },
    (request, state, context) => {
      const { Bucket: name = '' } = request;
      const refuse = (outcome: Refusal) => ({ state, outcome });
      if (!isBucketName(name)) {
        return refuse(
          refusal('InvalidBucketName', 'The specified bucket is not valid.', 400, {
            BucketName: name,
          }),
        );
      }
      const wish = configurationOf(request.CreateBucketConfiguration, context.region);
      if (isRefusal(wish)) return refuse(wish);
      const existing = get(state.buckets, name);
      if (existing) return { state, outcome: existsAlready(existing, wish, context) };
      const owned = ownershipOf(request.ObjectOwnership ?? 'BucketOwnerEnforced');
      if (isRefusal(owned)) return refuse(owned);
      const isLocked = request.ObjectLockEnabledForBucket === true;
      let bucket: Bucket = {
        ...ownBucket(name, wish.region, context.now),
        hasObjectLock: isLocked,
        ...(isLocked ? { versioning: 'Enabled' } : {}),
      };
      bucket = configured(bucket, 'ownershipControls', owned);
      if (wish.tags) bucket = configured(bucket, 'tagging', wish.tags);
      const acl = aclOf(request, bucket, context);
      if (acl && isRefusal(acl)) {
        return refuse(acl.error.code === 'AccessDenied' ? publicListBlocked : acl);
      }
      if (acl) bucket = configured(bucket, 'acl', acl);
      return { state: withBucket(state, bucket), outcome: success(madeAnswer(bucket, context)) };
    },
    ['BucketNamespace'],
  ),

  DeleteBucket: operation(bucketForm, (request, state, context) => {
    const { Bucket: name = '' } = request;
    const result = inBucket(request, state, context, (bucket) => {
      if (!first(bucket.objects)) return { status: 204 };
      const more = bucket.versioning ? ' You must delete all versions in the bucket.' : '';
      const message = `The bucket you tried to delete is not empty${more && `.${more}`}`;
      return refusal('BucketNotEmpty', message, 409, { BucketName: name });
    });
    if (!result.outcome?.ok) return result;
    return { ...result, state: { ...state, buckets: remove(state.buckets, name) } };
  }),

  HeadBucket: operation(bucketForm, (request, state, context) => {
    const result = inBucket(request, state, context, ({ name, region }) => ({
      response: {
        BucketArn: `arn:aws:s3:::${name}`,
        BucketRegion: region,
        AccessPointAlias: false,
      },
    }));
    const { outcome } = result;
    return outcome && isRefusal(outcome) ? { ...result, outcome: withoutBody(outcome) } : result;
  }),

  GetBucketLocation: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ region }) => ({
      response: { LocationConstraint: region === 'us-east-1' ? null : region },
    })),
  ),

  ListBuckets: operation(
    { MaxBuckets: number, ContinuationToken: text, Prefix: text, BucketRegion: text },
    (request, state, context) => {
      const listed = listBuckets(request, state, context);
      return { state, outcome: isRefusal(listed) ? listed : success(listed) };
    },
  ),

  PutBucketVersioning: operation(
    {
      ...bucketForm,
      MFA: text,
      VersioningConfiguration: members({ Status: text, MFADelete: text }),
    },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Status, MFADelete } = request.VersioningConfiguration ?? {};
        if (MFADelete === 'Enabled') return notSimulated('PutBucketVersioning with MFADelete');
        if (Status === undefined) {
          return refusal(
            'IllegalVersioningConfigurationException',
            'The Versioning element must be specified',
          );
        }
        if (Status !== 'Enabled' && Status !== 'Suspended') return malformedXml;
        if (Status === 'Suspended' && bucket.hasObjectLock) {
          return refusal(
            'InvalidBucketState',
            'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
            409,
          );
        }
        if (Status === 'Suspended' && get(bucket.configurations, 'replication')) {
          return refusal(
            'InvalidBucketState',
            'A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.',
            409,
          );
        }
        return { bucket: { ...bucket, versioning: Status } };
      }),
  ),

  GetBucketVersioning: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ versioning }) => ({
      response: versioning === undefined ? {} : { Status: versioning },
    })),
  ),
};

const publicListBlocked = refusal(
  'InvalidBucketAclWithBlockPublicAccessError',
  'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
);

/** A bucket as it is made where the request says nothing else. */
export function ownBucket(name: string, region: string, now: number): Bucket {
  const blocked = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const bucket = configured(newBucket(name, region, now), 'publicAccessBlock', blocked);
  return configured(bucket, 'ownershipControls', {
    Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
  });
}

function configured(bucket: Bucket, kind: string, value: JsonObject): Bucket {
  return { ...bucket, configurations: set(bucket.configurations, kind, value) };
}

interface Wish {
  readonly region: string;
  readonly tags?: JsonObject;
}

function configurationOf(given: Json | undefined, region: string): Wish | Refusal {
  const { LocationConstraint: place, Tags, ...others } = isObject(given) ? given : {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return notSimulated(`CreateBucket with ${unknown}`);
  if (place !== undefined && typeof place !== 'string') return malformedXml;
  if (given !== undefined && place === undefined && Tags === undefined) return malformedXml;
  if (place === 'us-east-1') {
    return refusal(
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
      400,
      { LocationConstraint: place },
    );
  }
  if (region !== 'us-east-1' && place !== region) {
    const message = `The ${place ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
    return refusal('IllegalLocationConstraintException', message);
  }
  const at = { region: place ?? region };
  if (Tags === undefined) return at;
  const tags = tagsOfSet(Tags, 'bucket');
  if (isRefusal(tags)) return tags;
  const TagSet = tags.map(({ Key, Value }) => ({ Key, Value }));
  return isArray(Tags) && Tags.length > 0 ? { ...at, tags: { TagSet } } : at;
}

/** us-east-1 takes a bucket again that the account has there. */
function existsAlready(existing: Bucket, { region, tags }: Wish, context: Context) {
  const isAgain = region === 'us-east-1' && existing.region === 'us-east-1' && !tags;
  if (isAgain) return success(madeAnswer(existing, context));
  return refusal(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { BucketName: existing.name },
  );
}

/** Where a bucket is: an address for other regions than the request's. */
function madeAnswer({ name, region }: Bucket, context: Context): JsonObject {
  const isHere = region === 'us-east-1' && context.region === region;
  return {
    Location: isHere ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: `arn:aws:s3:::${name}`,
  };
}

function ownershipOf(ObjectOwnership: string): JsonObject | Refusal {
  if (ownerships.includes(ObjectOwnership)) return { Rules: [{ ObjectOwnership }] };
  return invalidArgument(
    'Invalid x-amz-object-ownership header: ' + ObjectOwnership,
    'x-amz-object-ownership',
  );
}

export const ownerships: readonly Json[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
];

interface AskedBuckets {
  readonly MaxBuckets?: number;
  readonly ContinuationToken?: string;
  readonly Prefix?: string;
  readonly BucketRegion?: string;
}

function listBuckets(
  { MaxBuckets: most = mostBuckets, ContinuationToken: token, Prefix, BucketRegion }: AskedBuckets,
  { buckets }: S3State,
  context: Context,
): JsonObject | Refusal {
  if (!Number.isInteger(most) || most < 1 || most > mostBuckets) {
    return invalidArgument(
      'Argument max-buckets must be an integer between 1 and 10000',
      'max-buckets',
      String(most),
    );
  }
  const after = token === undefined ? '' : placeOf(token);
  if (typeof after !== 'string') return after;
  const all = values(buckets).filter(
    ({ name, region }) =>
      name > after &&
      name.startsWith(Prefix ?? '') &&
      (BucketRegion === undefined || region === BucketRegion),
  );
  const listed = all.slice(0, most);
  const last = listed.at(-1)?.name;
  return {
    Buckets: listed.map(({ name, region, createdAt }) => ({
      Name: name,
      CreationDate: isoOf(createdAt),
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${name}`,
    })),
    Owner: ownerOf(context),
    ...(Prefix === undefined ? {} : { Prefix }),
    ...(all.length > most && last !== undefined ? { ContinuationToken: tokenOf(last) } : {}),
  };
}
