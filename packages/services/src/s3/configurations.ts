/** Configurations that a bucket has one of: a row each, of which the operations are made. */
import { get, remove, set } from '@stepthrough/collections';
import { isObject, member as memberOf, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, operation, text } from '../contract/request-form.ts';
import type { Context, ServiceEffect } from '../contract/service.ts';
import {
  accelerationProblem,
  corsProblem,
  encryptionProblem,
  keptBlock,
  keptEncryption,
  loggingProblem,
  ownershipProblem,
  payerProblem,
  policyProblem,
  websiteProblem,
} from './configuration-checks.ts';
import { operationWith } from './computed-form.ts';
import { keptLifecycle, lifecycleProblem } from './lifecycle.ts';
import {
  keptNotifications,
  notificationProblem,
  testEvents,
} from './notification-configuration.ts';
import { isPublicPolicy } from './public-policy.ts';
import { malformedXml, refusal } from './refusals.ts';
import { keptReplication, replicationProblem } from './replication.ts';
import { inBucket, type Bucket, type Operations, type Place, type S3State } from './state.ts';

interface Row {
  /** Of the operations' names, e.g. `BucketCors`. */
  readonly name: string;
  readonly deleteName?: string;
  /** Member of the request that has it. */
  readonly member: string;
  /** Further members of the request that are kept with it. */
  readonly more?: readonly string[];
  /** Why AWS does not take it. */
  readonly problem?: (given: JsonObject, place: Place) => Refusal | undefined;
  readonly kept?: (given: JsonObject, context: Context) => JsonObject;
  readonly shown: (kept: JsonObject) => JsonObject;
  /** The answer about a bucket that has none. */
  readonly absent: (bucket: string) => JsonObject | Refusal;
  /** What a put tells others. */
  readonly effects?: (given: JsonObject, place: Place) => readonly ServiceEffect[];
  readonly isDeletable: boolean;
}

const missing =
  (code: string, message: string) =>
  (BucketName: string): Refusal =>
    refusal(code, message, 404, { BucketName });

const within =
  (member: string) =>
  (kept: JsonObject): JsonObject => ({ [member]: kept });

const whole = (kept: JsonObject): JsonObject => kept;

const rows: { readonly [kind: string]: Row } = {
  encryption: {
    name: 'BucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    problem: encryptionProblem,
    kept: keptEncryption,
    shown: within('ServerSideEncryptionConfiguration'),
    absent: () => ({ ServerSideEncryptionConfiguration: keptEncryption({}) }),
    isDeletable: true,
  },
  cors: {
    name: 'BucketCors',
    member: 'CORSConfiguration',
    problem: corsProblem,
    shown: whole,
    absent: missing('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
    isDeletable: true,
  },
  website: {
    name: 'BucketWebsite',
    member: 'WebsiteConfiguration',
    problem: websiteProblem,
    shown: whole,
    absent: missing(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ),
    isDeletable: true,
  },
  lifecycle: {
    name: 'BucketLifecycleConfiguration',
    deleteName: 'DeleteBucketLifecycle',
    member: 'LifecycleConfiguration',
    more: ['TransitionDefaultMinimumObjectSize'],
    problem: lifecycleProblem,
    kept: (given, context) => ({
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
      ...keptLifecycle(given, context),
    }),
    shown: whole,
    absent: missing('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
    isDeletable: true,
  },
  replication: {
    name: 'BucketReplication',
    member: 'ReplicationConfiguration',
    more: ['Token'],
    problem: replicationProblem,
    kept: keptReplication,
    shown: within('ReplicationConfiguration'),
    absent: missing(
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
    ),
    isDeletable: true,
  },
  logging: {
    name: 'BucketLogging',
    member: 'BucketLoggingStatus',
    problem: loggingProblem,
    shown: whole,
    absent: () => ({}),
    isDeletable: false,
  },
  accelerate: {
    name: 'BucketAccelerateConfiguration',
    member: 'AccelerateConfiguration',
    problem: accelerationProblem,
    shown: whole,
    absent: () => ({}),
    isDeletable: false,
  },
  requestPayment: {
    name: 'BucketRequestPayment',
    member: 'RequestPaymentConfiguration',
    problem: payerProblem,
    shown: whole,
    absent: () => ({ Payer: 'BucketOwner' }),
    isDeletable: false,
  },
  ownershipControls: {
    name: 'BucketOwnershipControls',
    member: 'OwnershipControls',
    problem: ownershipProblem,
    shown: within('OwnershipControls'),
    absent: missing(
      'OwnershipControlsNotFoundError',
      'The bucket ownership controls were not found',
    ),
    isDeletable: true,
  },
  publicAccessBlock: {
    name: 'PublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    problem: (given) => (Object.keys(given).length === 0 ? malformedXml : undefined),
    kept: keptBlock,
    shown: within('PublicAccessBlockConfiguration'),
    absent: missing(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
    ),
    isDeletable: true,
  },
  notification: {
    name: 'BucketNotificationConfiguration',
    member: 'NotificationConfiguration',
    problem: notificationProblem,
    more: ['SkipDestinationValidation'],
    kept: keptNotifications,
    effects: testEvents,
    shown: whole,
    absent: () => ({}),
    isDeletable: false,
  },
};

const bucketForm = { Bucket: text, ExpectedBucketOwner: text };

export const configurationOperations: Operations = {
  ...Object.fromEntries(
    Object.entries(rows).flatMap(([kind, row]) => Object.entries(operationsOf(kind, row))),
  ),

  PutBucketPolicy: operation(
    { ...bucketForm, Policy: text, ConfirmRemoveSelfBucketAccess: flag },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const { Policy = '' } = request;
        const problem = policyProblem(Policy, { bucket, state, context });
        if (problem) return problem;
        return { bucket: configured(bucket, 'policy', { Policy }), status: 204 };
      }),
  ),

  GetBucketPolicy: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ name, configurations }) => {
      const kept = get(configurations, 'policy');
      return kept ? { response: kept } : noPolicy(name);
    }),
  ),

  DeleteBucketPolicy: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, (bucket) => ({
      bucket: unconfigured(bucket, 'policy'),
      status: 204,
    })),
  ),

  GetBucketPolicyStatus: operation(bucketForm, (request, state, context) =>
    inBucket(request, state, context, ({ name, configurations }) => {
      const { Policy } = get(configurations, 'policy') ?? {};
      return typeof Policy === 'string'
        ? { response: { PolicyStatus: { IsPublic: isPublicPolicy(Policy) } } }
        : noPolicy(name);
    }),
  ),
};

const noPolicy = missing('NoSuchBucketPolicy', 'The bucket policy does not exist');

function configured(bucket: Bucket, kind: string, value: JsonObject): Bucket {
  return { ...bucket, configurations: set(bucket.configurations, kind, value) };
}

function unconfigured(bucket: Bucket, kind: string): Bucket {
  return { ...bucket, configurations: remove(bucket.configurations, kind) };
}

function operationsOf(kind: string, row: Row): Operations {
  const { name, member, more = [], isDeletable, deleteName = `Delete${name}` } = row;
  const put = operationWith([member, ...more], false, (request, address, state, context) =>
    inBucket(address, state, context, (bucket) => {
      const main = memberOf(request, member);
      const others = Object.fromEntries(more.flatMap((one) => pick(request, one)));
      if (!isObject(main)) return malformedXml;
      const given = { ...main, ...others };
      const problem = row.problem?.(given, { bucket, state, context });
      if (problem) return problem;
      const kept = row.kept?.(given, context) ?? given;
      return {
        bucket: configured(bucket, kind, kept),
        response: Object.fromEntries(more.flatMap((one) => pick(kept, one))),
        effects: row.effects?.(given, { bucket, state, context }) ?? [],
      };
    }),
  );
  const read = operation(bucketForm, (request, state: S3State, context) =>
    inBucket(request, state, context, (bucket) => {
      const kept = get(bucket.configurations, kind);
      const answer = kept ? row.shown(kept) : row.absent(bucket.name);
      return isRefusal(answer) ? answer : { response: answer };
    }),
  );
  const taken = operation(bucketForm, (request, state: S3State, context) =>
    inBucket(request, state, context, (bucket) => ({
      bucket: unconfigured(bucket, kind),
      status: 204,
    })),
  );
  return {
    [`Put${name}`]: put,
    [`Get${name}`]: read,
    ...(isDeletable ? { [deleteName]: taken } : {}),
  };
}

function pick(kept: JsonObject, name: string): readonly (readonly [string, Json])[] {
  const value = memberOf(kept, name);
  return value === undefined ? [] : [[name, value]];
}
