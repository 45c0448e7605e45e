/** Access control lists: canned ones, lists of grants, and whether a bucket takes them. */
import { get, set } from '@stepthrough/collections';
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { json, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { accessDenied, invalidArgument, malformedXml, notSimulated, refusal } from './refusals.ts';
import { inBucket, type Bucket, type Operations } from './state.ts';
import { readObject, withChanged } from './versions.ts';

/** How requests that make an object say who may reach it. */
export const aclForm = {
  ACL: text,
  GrantFullControl: text,
  GrantRead: text,
  GrantReadACP: text,
  GrantWriteACP: text,
};

export interface GivenAcl {
  readonly ACL?: string;
  readonly AccessControlPolicy?: Json;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

/** The canonical id of the account. */
export function ownerOf({ account }: Pick<Context, 'account'>): { readonly ID: string } {
  return { ID: createHash('sha256').update(account).digest('hex') };
}

const groups = 'http://acs.amazonaws.com/groups/';
const everyone = { Type: 'Group', URI: `${groups}global/AllUsers` };
const authenticated = { Type: 'Group', URI: `${groups}global/AuthenticatedUsers` };
const logDelivery = { Type: 'Group', URI: `${groups}s3/LogDelivery` };

/** The grants beside that of the owner. */
const canned: ReadonlyMap<string, readonly JsonObject[]> = new Map([
  ['private', []],
  ['bucket-owner-full-control', []],
  ['bucket-owner-read', []],
  ['aws-exec-read', []],
  ['public-read', [{ Grantee: everyone, Permission: 'READ' }]],
  [
    'public-read-write',
    [
      { Grantee: everyone, Permission: 'READ' },
      { Grantee: everyone, Permission: 'WRITE' },
    ],
  ],
  ['authenticated-read', [{ Grantee: authenticated, Permission: 'READ' }]],
  [
    'log-delivery-write',
    [
      { Grantee: logDelivery, Permission: 'WRITE' },
      { Grantee: logDelivery, Permission: 'READ_ACP' },
    ],
  ],
]);

const grantHeaders = {
  GrantFullControl: 'FULL_CONTROL',
  GrantRead: 'READ',
  GrantReadACP: 'READ_ACP',
  GrantWrite: 'WRITE',
  GrantWriteACP: 'WRITE_ACP',
} as const;

const permissions: readonly Json[] = Object.values(grantHeaders);

/** The list of an object or bucket that was given none. */
function ownAcl(context: Pick<Context, 'account'>): JsonObject {
  const owner = ownerOf(context);
  return {
    Owner: owner,
    Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  };
}

/** The list that a request gives; none when it gives none. */
export function aclOf(
  given: GivenAcl,
  bucket: Bucket,
  context: Context,
): JsonObject | Refusal | undefined {
  const { ACL: name, AccessControlPolicy: policy } = given;
  if (Object.keys(grantHeaders).some((header) => Object.hasOwn(given, header))) {
    return notSimulated('A grant in a header; use ACL or AccessControlPolicy, which');
  }
  if (name === undefined && policy === undefined) return undefined;
  const more = name === undefined ? [] : canned.get(name);
  if (!more) return invalidArgument('', 'x-amz-acl', name);
  if (policy !== undefined) {
    const problem = policyProblem(policy);
    if (problem) return problem;
  }
  const isOwners = name === 'private' || name === 'bucket-owner-full-control';
  if (!isOwners && !takesLists(bucket)) {
    return refusal('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  if (name?.startsWith('public-') && blocksPublic(bucket)) return accessDenied();
  if (isObject(policy)) return policy;
  const own = ownAcl(context);
  const grants = isArray(own['Grants']) ? own['Grants'] : [];
  return { ...own, Grants: [...grants, ...more] };
}

function policyProblem(policy: Json): Refusal | undefined {
  const { Grants, Owner } = isObject(policy) ? policy : {};
  if (!isArray(Grants) || !isObject(Owner)) return malformedXml;
  const isRight = Grants.every(
    (grant) =>
      isObject(grant) &&
      permissions.includes(grant['Permission'] ?? null) &&
      isObject(grant['Grantee']) &&
      ['CanonicalUser', 'Group', 'AmazonCustomerByEmail'].includes(
        String(grant['Grantee']['Type']),
      ),
  );
  return isRight ? undefined : malformedXml;
}

/** Buckets take no lists until their owner says otherwise. */
function takesLists({ configurations }: Bucket): boolean {
  const { Rules } = get(configurations, 'ownershipControls') ?? {};
  const rule = isArray(Rules) ? Rules[0] : undefined;
  return !isObject(rule) || rule['ObjectOwnership'] !== 'BucketOwnerEnforced';
}

function blocksPublic({ configurations }: Bucket): boolean {
  return get(configurations, 'publicAccessBlock')?.['BlockPublicAcls'] === true;
}

const list = { ACL: text, AccessControlPolicy: json, GrantWrite: text };
const bucketForm = { Bucket: text, ExpectedBucketOwner: text };
const objectForm = { ...bucketForm, Key: text, VersionId: text };

export const aclOperations: Operations = {
  GetBucketAcl: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ configurations }) => ({
      response: get(configurations, 'acl') ?? ownAcl(context),
    })),
  ),

  PutBucketAcl: operation({ ...bucketForm, ...aclForm, ...list }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const acl = aclOf(request, bucket, context) ?? missingList;
      if (isRefusal(acl)) return acl;
      return { bucket: { ...bucket, configurations: set(bucket.configurations, 'acl', acl) } };
    }),
  ),

  GetObjectAcl: operation(objectForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = readObject(bucket, request.Key ?? '', request.VersionId);
      return isRefusal(found) ? found : { response: found.acl ?? ownAcl(context) };
    }),
  ),

  PutObjectAcl: operation({ ...objectForm, ...aclForm, ...list }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = readObject(bucket, request.Key ?? '', request.VersionId, 'PUT');
      if (isRefusal(found)) return found;
      const acl = aclOf(request, bucket, context) ?? missingList;
      if (isRefusal(acl)) return acl;
      return { bucket: withChanged(bucket, { ...found, acl }) };
    }),
  ),
};

const missingList = refusal(
  'MissingSecurityHeader',
  'Your request was missing a required header',
  400,
  { MissingHeaderName: 'x-amz-acl' },
);
