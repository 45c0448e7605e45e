/** Configurations of buckets that S3 refuses, in its words, and the nearest that it takes. */
import type { Json } from '@stepthrough/asl';
import { describe, it } from 'vitest';
import { converse, create, versioned } from './conversation.ts';

type Request = { readonly [name: string]: Json };
/** No refusal: it is taken. */
type Expected = readonly [code: string, message: string] | undefined;

const answer = (expected: Expected) =>
  expected ? { code: expected[0], message: expected[1], status: 400 } : {};

const argument = (message: string): Expected => ['InvalidArgument', message];
const request = (message: string): Expected => ['InvalidRequest', message];
const policyOf = (message: string): Expected => ['MalformedPolicy', message];

describe('transitions of a lifecycle rule', () => {
  const rule = (more: Request): Request => ({
    Status: 'Enabled',
    Filter: {},
    ...more,
  });
  const after = (Days: number, StorageClass: string) => ({ Days, StorageClass });
  const on = (Date: string, StorageClass: string) => ({ Date, StorageClass });
  const less = (to: string, from: string, filter = '(prefix=)') =>
    argument(
      `'Days' in the 'Transition' action for StorageClass '${to}' for filter '${filter}' must be greater than 'Days' in the 'Transition' action for StorageClass '${from}'`,
    );
  const soon = (to: string, from: string, days: number) =>
    argument(
      `'Days' in the 'Transition' action for StorageClass '${to}' for filter '(prefix=)' must be ${days} days more than 'filter '(prefix=)'' in the 'Transition' action for StorageClass '${from}'`,
    );
  const early = (filter = '(prefix=)') =>
    argument(
      `'Days' in the Expiration action for filter '${filter}' must be greater than 'Days' in the Transition action`,
    );
  const twice = request(
    "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=)'",
  );
  const mixed = request(
    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=)'",
  );
  const day = '2027-01-01T00:00:00Z';

  it.each<readonly [string, Request, Expected]>([
    ['one class twice', { Transitions: [after(30, 'GLACIER'), after(60, 'GLACIER')] }, twice],
    [
      'one class twice, before the days',
      { Transitions: [after(30, 'GLACIER'), after(60, 'GLACIER')], Expiration: { Days: 1 } },
      twice,
    ],
    [
      'days, and a date to expire',
      { Transitions: [after(30, 'GLACIER')], Expiration: { Date: day } },
      mixed,
    ],
    [
      'a date, and days to expire',
      { Transitions: [on(day, 'GLACIER')], Expiration: { Days: 30 } },
      mixed,
    ],
    [
      'dates alone',
      { Transitions: [on(day, 'GLACIER')], Expiration: { Date: '2027-02-01T00:00:00Z' } },
      undefined,
    ],
    [
      'a date, and markers that expire',
      { Transitions: [on(day, 'GLACIER')], Expiration: { ExpiredObjectDeleteMarker: true } },
      undefined,
    ],
    [
      'an archive before the class above',
      { Transitions: [after(90, 'STANDARD_IA'), after(89, 'GLACIER')] },
      less('GLACIER', 'STANDARD_IA'),
    ],
    [
      'an archive at once with the class above, whatever comes first',
      { Transitions: [after(90, 'GLACIER'), after(90, 'STANDARD_IA')] },
      less('GLACIER', 'STANDARD_IA'),
    ],
    [
      'an archive 29 days later',
      { Transitions: [after(30, 'STANDARD_IA'), after(59, 'GLACIER')] },
      soon('GLACIER', 'STANDARD_IA', 30),
    ],
    [
      'an archive 30 days later',
      { Transitions: [after(30, 'STANDARD_IA'), after(60, 'GLACIER')] },
      undefined,
    ],
    [
      'an archive 29 days after one zone',
      { Transitions: [after(30, 'ONEZONE_IA'), after(59, 'DEEP_ARCHIVE')] },
      soon('DEEP_ARCHIVE', 'ONEZONE_IA', 30),
    ],
    [
      'the deepest archive 89 days after the instant one',
      { Transitions: [after(1, 'GLACIER_IR'), after(90, 'DEEP_ARCHIVE')] },
      soon('DEEP_ARCHIVE', 'GLACIER_IR', 90),
    ],
    [
      'the deepest archive 90 days after the instant one',
      { Transitions: [after(1, 'GLACIER_IR'), after(91, 'DEEP_ARCHIVE')] },
      undefined,
    ],
    [
      'the deepest archive the day after the tiers that think',
      { Transitions: [after(1, 'INTELLIGENT_TIERING'), after(2, 'DEEP_ARCHIVE')] },
      undefined,
    ],
    [
      'the deepest archive with the other archive',
      { Transitions: [after(90, 'GLACIER'), after(90, 'DEEP_ARCHIVE')] },
      less('DEEP_ARCHIVE', 'GLACIER'),
    ],
    ['few days to a class above archives', { Transitions: [after(5, 'STANDARD_IA')] }, undefined],
    [
      'the end on the day of a transition',
      { Transitions: [after(30, 'STANDARD_IA')], Expiration: { Days: 30 } },
      early(),
    ],
    [
      'the end before a transition',
      {
        Transitions: [after(30, 'STANDARD_IA')],
        Expiration: { Days: 29 },
        Filter: { Prefix: 'a' },
      },
      early('(prefix=a)'),
    ],
    [
      'the end a day after a transition',
      { Transitions: [after(30, 'STANDARD_IA')], Expiration: { Days: 31 } },
      undefined,
    ],
  ])('%s', async (_what, more, expected) => {
    await converse([
      create(),
      [
        'PutBucketLifecycleConfiguration',
        { LifecycleConfiguration: { Rules: [rule(more)] } },
        answer(expected),
      ],
    ]);
  });
});

describe('the filter of a lifecycle rule', () => {
  const sizes = (ObjectSizeGreaterThan: number, ObjectSizeLessThan: number): Request => ({
    Filter: { And: { ObjectSizeGreaterThan, ObjectSizeLessThan } },
    Expiration: { Days: 1 },
  });
  const order = request(
    "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
  );
  const tag = { Key: 'a', Value: 'b' };
  const aborted = (Filter: Request): Request => ({
    Filter,
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  });
  const tagged = request('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  it.each<readonly [string, Request, Expected]>([
    ['sizes that are none', sizes(10, 9), order],
    ['sizes that are one', sizes(10, 10), order],
    ['sizes', sizes(10, 11), undefined],
    ['a tag of uploads', aborted({ Tag: tag }), tagged],
    ['tags of uploads', aborted({ And: { Prefix: 'a', Tags: [tag] } }), tagged],
    ['a prefix of uploads', aborted({ Prefix: 'a' }), undefined],
    ['a tag', { Filter: { Tag: tag }, Expiration: { Days: 1 } }, undefined],
  ])('%s', async (_what, more, expected) => {
    const LifecycleConfiguration = { Rules: [{ Status: 'Enabled', ...more }] };
    await converse([
      create(),
      ['PutBucketLifecycleConfiguration', { LifecycleConfiguration }, answer(expected)],
    ]);
  });
});

describe('notifications', () => {
  const arn = (service: string, name: string) =>
    `arn:aws:${service}:us-east-1:123456789012:${name}`;
  const created = ['s3:ObjectCreated:*'];
  const filter = (...FilterRules: readonly (readonly [string, string])[]): Request => ({
    Filter: { Key: { FilterRules: FilterRules.map(([Name, Value]) => ({ Name, Value })) } },
  });
  const queue = (more: Request = {}, name = 'q'): Request => ({
    QueueArn: arn('sqs', name),
    Events: created,
    ...more,
  });
  const queues = (...QueueConfigurations: readonly Request[]): Request => ({ QueueConfigurations });
  const topics = (name: string): Request => ({
    TopicConfigurations: [{ TopicArn: arn('sns', name), Events: created }],
  });
  const prefix = (value: string) => filter(['prefix', value]);
  const ambiguous = argument(
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
  it.each<readonly [string, Request, Expected]>([
    [
      'two prefixes of one filter',
      queues(queue(filter(['prefix', 'a'], ['Prefix', 'b']))),
      argument('Cannot specify more than one prefix rule in a filter.'),
    ],
    [
      'two suffixes of one filter',
      queues(queue(filter(['suffix', 'a'], ['suffix', 'a']))),
      argument('Cannot specify more than one suffix rule in a filter.'),
    ],
    ['a prefix and a suffix', queues(queue(filter(['prefix', 'a'], ['suffix', 'a']))), undefined],
    ['a FIFO queue', queues(queue({}, 'q.fifo')), argument('FIFO SQS queues are not supported.')],
    [
      'a FIFO topic',
      topics('t.fifo'),
      argument(
        'The ARN failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[\\p{Alpha}\\-]*:sns:[\\p{Alnum}\\-]+:[\\p{Digit}]{12}:[\\p{Alnum}\\-_]{1,256}$',
      ),
    ],
    ['a topic', topics('t'), undefined],
    ['prefixes that overlap', queues(queue(prefix('a/')), queue(prefix('a/b/'))), ambiguous],
    ['prefixes the other way', queues(queue(prefix('a/b/')), queue(prefix('a/'))), ambiguous],
    ['no prefix and a prefix', queues(queue(), queue(filter(['Prefix', 'a/']))), ambiguous],
    ['targets of two kinds', { ...queues(queue()), ...topics('t') }, ambiguous],
    [
      'a group of events and one of its kinds',
      queues(queue(), queue({ Events: ['s3:ObjectRemoved:Delete', 's3:ObjectCreated:Put'] })),
      ambiguous,
    ],
    [
      'one of its kinds and a group of events',
      queues(queue({ Events: ['s3:ObjectCreated:Put'] }), queue()),
      ambiguous,
    ],
    [
      'suffixes that overlap',
      queues(queue(filter(['suffix', 'jpg'])), queue(filter(['suffix', '.jpg']))),
      ambiguous,
    ],
    ['other prefixes', queues(queue(prefix('a/')), queue(prefix('b/'))), undefined],
    [
      'other suffixes',
      queues(queue(filter(['suffix', '.png'])), queue(filter(['suffix', '.jpg']))),
      undefined,
    ],
    ['other events', queues(queue(), queue({ Events: ['s3:ObjectRemoved:*'] })), undefined],
    [
      'other kinds of a group',
      queues(
        queue({ Events: ['s3:ObjectCreated:Put'] }),
        queue({ Events: ['s3:ObjectCreated:Post'] }),
      ),
      undefined,
    ],
  ])('%s', async (_what, NotificationConfiguration, expected) => {
    await converse([
      create(),
      [
        'PutBucketNotificationConfiguration',
        { NotificationConfiguration, SkipDestinationValidation: true },
        answer(expected),
      ],
    ]);
  });
});

describe('a policy', () => {
  const all = 'arn:aws:s3:::bucket/*';
  const own = 'arn:aws:s3:::bucket';
  const policy = (Action: Json, Resource: Json, more: Request = {}): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        Action,
        Resource,
      },
      ...more,
    });
  const noResource = policyOf('Action does not apply to any resource(s) in statement');
  const noVersion = policyOf('The policy must contain a valid version string');
  it.each<readonly [string, string, Expected]>([
    ['objects of a bucket alone', policy('s3:GetObject', own), noResource],
    ['a bucket of objects alone', policy(['s3:ListBucket'], [all]), noResource],
    ['one action of two', policy(['s3:getobject', 's3:ListBucket'], all), noResource],
    ['both of both', policy(['s3:GetObject', 's3:ListBucket'], [own, all]), undefined],
    ['objects of objects', policy('s3:GetObject', all), undefined],
    ['a bucket of a bucket', policy('s3:ListBucket', own), undefined],
    ['a wildcard of a bucket', policy('s3:Get*', own), undefined],
    ['a version of its own', policy('s3:*', all, { Version: '2012-10-18' }), noVersion],
    ['the older version', policy('s3:*', all, { Version: '2008-10-17' }), undefined],
  ])('%s', async (_what, Policy, expected) => {
    await converse([create(), ['PutBucketPolicy', { Policy }, answer(expected)]]);
  });
});

describe('a bucket is made with a public list', () => {
  const ACL = 'public-read';
  it('and refused in words of its own', async () => {
    await converse([
      [
        'CreateBucket',
        { ACL, ObjectOwnership: 'ObjectWriter' },
        answer([
          'InvalidBucketAclWithBlockPublicAccessError',
          'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
        ]),
      ],
      ['CreateBucket', { ACL: 'private', ObjectOwnership: 'ObjectWriter' }],
    ]);
  });
});

describe('tiers', () => {
  const tiers = (...all: readonly (readonly [string, number])[]): Request => ({
    Id: 't',
    IntelligentTieringConfiguration: {
      Id: 't',
      Status: 'Enabled',
      Tierings: all.map(([AccessTier, Days]) => ({ AccessTier, Days })),
    },
  });
  const archive = 'ARCHIVE_ACCESS';
  const deep = 'DEEP_ARCHIVE_ACCESS';
  const order: Expected = [
    'InvalidAccessTier',
    `Days specified in ${deep} should be greater than days specified in ${archive}`,
  ];
  it.each<readonly [string, Request, Expected]>([
    [
      'one twice',
      tiers([archive, 90], [archive, 180]),
      [
        'InvalidAccessTier',
        `All Access Tiers in a configuration must be unique. Found duplicate entry for ${archive}.`,
      ],
    ],
    ['both at once', tiers([archive, 180], [deep, 180]), order],
    ['the deeper first', tiers([deep, 180], [archive, 181]), order],
    ['one after the other', tiers([archive, 179], [deep, 180]), undefined],
    ['one', tiers([deep, 180]), undefined],
  ])('%s', async (_what, given, expected) => {
    await converse([
      create(),
      ['PutBucketIntelligentTieringConfiguration', given, answer(expected)],
    ]);
  });
});

describe('a replication', () => {
  const destination = (more: Request = {}): Request => ({
    Destination: { Bucket: 'arn:aws:s3:::target', ...more },
  });
  const rule = (Priority: number, Prefix: string, more: Request = destination()): Request => ({
    Status: 'Enabled',
    Priority,
    Filter: { Prefix },
    DeleteMarkerReplication: { Status: 'Disabled' },
    ...more,
  });
  const keyed = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
  const noKey = request(
    'ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.',
  );
  const AccessControlTranslation = { Owner: 'Destination' };
  const Metrics = { Status: 'Enabled', EventThreshold: { Minutes: 15 } };
  const within = (Minutes: number, more: Request = { Metrics }): Request =>
    destination({ ReplicationTime: { Status: 'Enabled', Time: { Minutes } }, ...more });
  const noMinutes = argument('Invalid time minute value');
  it.each<readonly [string, readonly Request[], Expected]>([
    ['one priority twice', [rule(1, 'a'), rule(1, 'b')], request('Found duplicate priority 1.')],
    ['two priorities', [rule(1, 'a'), rule(2, 'b')], undefined],
    [
      'one priority of two destinations',
      [rule(1, 'a'), rule(1, 'b', { Destination: { Bucket: 'arn:aws:s3:::other' } })],
      undefined,
    ],
    [
      'an owner of no account',
      [rule(1, 'a', destination({ AccessControlTranslation }))],
      request('Account must be specified if the Owner in AccessControlTranslation has a value'),
    ],
    [
      'an owner of an account',
      [rule(1, 'a', destination({ AccessControlTranslation, Account: '123456789012' }))],
      undefined,
    ],
    ['encrypted objects without a key', [rule(1, 'a', { ...destination(), ...keyed })], noKey],
    [
      'encrypted objects with a key',
      [
        rule(1, 'a', {
          ...destination({ EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:::key/k' } }),
          ...keyed,
        }),
      ],
      undefined,
    ],
    [
      'a time without metrics',
      [rule(1, 'a', within(15, {}))],
      request('Replication destination must contain both ReplicationTime and Metrics or neither.'),
    ],
    ['metrics without a time', [rule(1, 'a', destination({ Metrics }))], undefined],
    ['14 minutes', [rule(1, 'a', within(14))], noMinutes],
    ['16 minutes', [rule(1, 'a', within(16))], noMinutes],
    ['15 minutes', [rule(1, 'a', within(15))], undefined],
  ])('%s', async (_what, Rules, expected) => {
    const VersioningConfiguration = { Status: 'Enabled' };
    await converse([
      create(),
      create('target'),
      create('other'),
      versioned(),
      ['PutBucketVersioning', { Bucket: 'target', VersioningConfiguration }],
      ['PutBucketVersioning', { Bucket: 'other', VersioningConfiguration }],
      [
        'PutBucketReplication',
        { ReplicationConfiguration: { Role: 'arn:aws:iam::123456789012:role/r', Rules } },
        answer(expected),
      ],
    ]);
  });
});
