/** Replication that is kept, public policies, older forms of operations, encryption that is changed later. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { absent, converse, create, put, refused, versioned, type Step } from './conversation.ts';

type Request = { readonly [name: string]: Json };

const target = 'arn:aws:s3:::target';
const Destination = { Bucket: target };
const simple = { ID: 'one', Prefix: '', Status: 'Enabled', Destination };
const filtered = {
  ...simple,
  Prefix: null,
  Filter: { Prefix: 'a' },
  Priority: 1,
  DeleteMarkerReplication: { Status: 'Disabled' },
};
const both: readonly Step[] = [
  create(),
  create('target'),
  versioned(),
  ['PutBucketVersioning', { Bucket: 'target', VersioningConfiguration: { Status: 'Enabled' } }],
];
const replicate = (Rules: readonly Json[], expected: object = {}, more: Request = {}): Step => [
  'PutBucketReplication',
  { ReplicationConfiguration: { Role: 'arn:aws:iam::123456789012:role/r', Rules }, ...more },
  expected,
];
const without = (rule: Request, name: string): Json =>
  Object.fromEntries(Object.entries(rule).filter(([key, value]) => key !== name && value !== null));
const message = (code: string, text: string) => ({ ...refused(code), message: text });
const guide = 'Please refer to S3 Developer Guide for more information.';
const schema = `must be specified for this version of Cross Region Replication configuration schema. ${guide}`;

describe('a replication configuration', () => {
  it('is kept, told, and deleted', async () => {
    await converse([
      ...both,
      replicate([simple, without(filtered, 'ID')], { Token: absent }, { Token: 't' }),
      [
        'GetBucketReplication',
        {},
        {
          Token: absent,
          ReplicationConfiguration: { Rules: [{ ID: 'one' }, { ID: expect.any(String) }] },
        },
      ],
      [
        'PutBucketVersioning',
        { VersioningConfiguration: { Status: 'Suspended' } },
        refused('InvalidBucketState', 409),
      ],
      ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } }],
      ['DeleteBucketReplication', {}],
      ['GetBucketReplication', {}, refused('ReplicationConfigurationNotFoundError', 404)],
      ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }],
    ]);
  });

  it('needs versions in both buckets', async () => {
    await converse([
      create(),
      create('target'),
      replicate(
        [],
        message(
          'InvalidRequest',
          "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        ),
      ),
      versioned(),
      replicate(
        [simple],
        message('InvalidRequest', 'Destination bucket must have versioning enabled.'),
      ),
      replicate(
        [{ ...simple, Destination: { Bucket: `${target}s` } }],
        message('InvalidRequest', 'Destination bucket must exist.'),
      ),
    ]);
  });

  it.each<readonly [string, readonly Json[], object]>([
    ['no rule', [], refused('MalformedXML')],
    [
      '1001 rules',
      Array.from({ length: 1001 }, (_, at) => ({ ...simple, ID: String(at) })),
      refused('MalformedXML'),
    ],
    ['a status of its own', [{ ...simple, Status: 'On' }], refused('MalformedXML')],
    ['no destination', [without(simple, 'Destination')], refused('MalformedXML')],
    [
      'a destination that is no ARN',
      [{ ...simple, Destination: { Bucket: 'target' } }],
      message('InvalidArgument', 'Invalid bucket ARN.'),
    ],
    [
      'an id of 256 characters',
      [{ ...simple, ID: 'x'.repeat(256) }],
      message('InvalidArgument', 'ID length should not exceed allowed limit of 255'),
    ],
    ['one id twice', [simple, simple], message('InvalidArgument', 'Rule Id must be unique')],
    [
      'a filter without priority',
      [without(filtered, 'Priority')],
      message('InvalidRequest', `Priority ${schema}`),
    ],
    [
      'a filter without a word on delete markers',
      [without(filtered, 'DeleteMarkerReplication')],
      message('InvalidRequest', `DeleteMarkerReplication ${schema}`),
    ],
    [
      'delete markers by tags',
      [
        {
          ...filtered,
          Filter: { Tag: { Key: 'a', Value: 'b' } },
          DeleteMarkerReplication: { Status: 'Enabled' },
        },
      ].map((rule) => without(rule, '')),
      message(
        'InvalidRequest',
        `Delete marker replication is not supported if any Tag filter is specified. ${guide}`,
      ),
    ],
  ])('is refused with %s', async (_what, rules, expected) => {
    await converse([...both, replicate(rules, expected)]);
  });

  it('may have 1000 rules, and ids of 255 characters', async () => {
    const rules = Array.from({ length: 1000 }, (_, at) => ({
      ...simple,
      ID: String(at).padStart(255, '0'),
    }));
    await converse([...both, replicate(rules)]);
  });
});

describe('the status of a policy', () => {
  const statusOf = (statement: Request, isPublic: boolean): readonly Step[] => [
    create(),
    ['PutPublicAccessBlock', { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }],
    [
      'PutBucketPolicy',
      {
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::bucket/*',
              ...statement,
            },
          ],
        }),
      },
    ],
    ['GetBucketPolicyStatus', {}, { PolicyStatus: { IsPublic: isPublic } }],
  ];

  it.each<readonly [Request, boolean]>([
    [{}, true],
    [{ Principal: { AWS: '*' } }, true],
    [{ Principal: { AWS: ['*', '123456789012'] } }, true],
    [{ Principal: { AWS: '123456789012' } }, false],
    [{ Effect: 'Deny' }, false],
    [{ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, false],
    [{ Condition: { StringEquals: { 'AWS:SOURCEVPC': ['vpc-1', 'vpc-2'] } } }, false],
    [{ Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }, true],
    [{ Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }, true],
    [{ Condition: { StringEquals: { 'aws:UserAgent': 'me' } } }, true],
    [{ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, false],
    [{ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } } }, true],
    [{ Condition: { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } } }, false],
    [{ Condition: { IpAddress: { 'aws:SourceIp': '2001:db8::/31' } } }, true],
    [{ Condition: { IpAddress: { 'aws:SourceIp': '10.1.2.3' } } }, false],
  ])('%j is %j', async (statement, isPublic) => {
    await converse(statusOf(statement, isPublic));
  });

  it('is none without a policy', async () => {
    await converse([create(), ['GetBucketPolicyStatus', {}, refused('NoSuchBucketPolicy', 404)]]);
  });
});

describe('a rule of CORS', () => {
  it.each<readonly [Request, string | undefined]>([
    [{ AllowedOrigins: ['*.a*'] }, 'AllowedOrigin "*.a*" can not have more than one wildcard.'],
    [{ AllowedHeaders: ['a', '**'] }, 'AllowedHeader "**" can not have more than one wildcard.'],
    [
      { ExposeHeaders: ['a*'] },
      'ExposeHeader "a*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    ],
    [{ AllowedOrigins: ['*'], AllowedHeaders: ['a*b'], ExposeHeaders: ['a'] }, undefined],
  ])('%j', async (more, problem) => {
    const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['a'], ...more };
    const expected = problem === undefined ? {} : message('InvalidRequest', problem);
    await converse([
      create(),
      ['PutBucketCors', { CORSConfiguration: { CORSRules: [rule] } }, expected],
    ]);
  });
});

describe('an older form', () => {
  it('puts and gets one transition', async () => {
    const rule = { ID: 'r', Prefix: 'a', Status: 'Enabled' };
    const Transition = { Days: 30, StorageClass: 'GLACIER' };
    await converse([
      create(),
      ['PutBucketLifecycle', { LifecycleConfiguration: { Rules: [{ ...rule, Transition }] } }],
      ['GetBucketLifecycleConfiguration', {}, { Rules: [{ ...rule, Transitions: [Transition] }] }],
      ['GetBucketLifecycle', {}, { Rules: [{ ...rule, Transition }] }],
      ['PutBucketLifecycle', { LifecycleConfiguration: { Rules: [] } }, refused('MalformedXML')],
      ['PutBucketLifecycle', {}, refused('MalformedXML')],
      ['DeleteBucketLifecycle', {}],
      ['GetBucketLifecycle', {}, refused('NoSuchLifecycleConfiguration', 404)],
    ]);
  });

  it('puts and gets one target', async () => {
    const Queue = 'arn:aws:sqs:us-east-1:123456789012:q';
    await converse(
      [
        create(),
        ['GetBucketNotification', {}, { QueueConfiguration: absent }],
        [
          'PutBucketNotification',
          {
            NotificationConfiguration: {
              QueueConfiguration: { Id: 'a', Queue, Event: 's3:ObjectCreated:*' },
            },
          },
        ],
        [
          'GetBucketNotificationConfiguration',
          {},
          { QueueConfigurations: [{ Id: 'a', QueueArn: Queue, Events: ['s3:ObjectCreated:*'] }] },
        ],
        [
          'GetBucketNotification',
          {},
          { QueueConfiguration: { Id: 'a', Queue, Event: 's3:ObjectCreated:*' } },
        ],
      ],
      'resources: { queues: { q: {} } }',
    );
  });
});

describe('the encryption of an object', () => {
  const KMSKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/k';
  const update = (more: Request, expected: object = {}): Step => [
    'UpdateObjectEncryption',
    { Key: 'k', ObjectEncryption: { SSEKMS: { KMSKeyArn, ...more } } },
    expected,
  ];

  it('is changed, and nothing else', async () => {
    await converse([
      create(),
      put('k', 'text'),
      { keep: 'tag', of: 'ETag' },
      1000,
      update({ BucketKeyEnabled: true }),
      [
        'HeadObject',
        { Key: 'k' },
        { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KMSKeyArn, BucketKeyEnabled: true },
      ],
      ['GetObject', { Key: 'k', IfMatch: '$tag' }, { Body: 'text' }],
      update({ KMSKeyArn: 'k' }, refused('InvalidRequest')),
      ['UpdateObjectEncryption', { Key: 'k' }, refused('MalformedXML')],
      [
        'UpdateObjectEncryption',
        { Key: 'none', ObjectEncryption: { SSEKMS: { KMSKeyArn } } },
        refused('NoSuchKey', 404),
      ],
    ]);
  });

  it('stays with a key of the customer', async () => {
    await converse([
      create(),
      [
        'PutObject',
        { Key: 'k', Body: '', SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'x'.repeat(32) },
      ],
      update({}, refused('InvalidRequest')),
    ]);
  });
});

it('renames objects in directory buckets only', async () => {
  await converse([
    create(),
    put('k'),
    ['RenameObject', { Key: 'new', RenameSource: 'bucket/k' }, refused('NotImplemented', 501)],
  ]);
});
