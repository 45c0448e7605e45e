/**
 * What service calls answer, for checking mocks as TestState's fieldValidationMode does. From the
 * AWS API references ("Response Elements") of the operations that workflows call most. What is known
 * of others has to be given; without it a mock is taken as it is.
 */
export type Shape =
  TextShape | NumberShape | FlagShape | ListShape | MapShape | StructShape | AnyShape;

interface TextShape {
  readonly type: 'string';
  readonly min?: number;
  readonly values?: readonly string[];
}

interface NumberShape {
  readonly type: 'number';
  readonly min?: number;
  readonly max?: number;
}

interface FlagShape {
  readonly type: 'boolean';
}

interface ListShape {
  readonly type: 'list';
  readonly item: Shape;
}

/** An object whose members are named by the data. */
interface MapShape {
  readonly type: 'map';
  readonly value: Shape;
}

export interface StructShape {
  readonly type: 'object';
  readonly required?: readonly string[];
  readonly fields: { readonly [name: string]: Shape };
}

interface AnyShape {
  readonly type: 'any';
}

const text: Shape = { type: 'string' };
const blob: Shape = { type: 'string', min: 1 };
const number: Shape = { type: 'number' };
const flag: Shape = { type: 'boolean' };
const any: Shape = { type: 'any' };

function list(item: Shape): Shape {
  return { type: 'list', item };
}

function struct(
  fields: { readonly [name: string]: Shape },
  required: readonly string[] = [],
): StructShape {
  return { type: 'object', fields, required };
}

const capacity = struct({
  CapacityUnits: number,
  ReadCapacityUnits: number,
  WriteCapacityUnits: number,
});

const consumedCapacity = struct({
  ...capacity.fields,
  TableName: text,
  Table: capacity,
  GlobalSecondaryIndexes: any,
  LocalSecondaryIndexes: any,
});

const writtenItem = struct({
  Attributes: any,
  ConsumedCapacity: consumedCapacity,
  ItemCollectionMetrics: struct({ ItemCollectionKey: any, SizeEstimateRangeGB: list(number) }),
});

const foundItems = struct({
  Items: list(any),
  Count: number,
  ScannedCount: number,
  LastEvaluatedKey: any,
  ConsumedCapacity: consumedCapacity,
});

const functionConfiguration = struct({
  FunctionName: text,
  FunctionArn: text,
  Runtime: text,
  Role: text,
  Handler: text,
  CodeSize: number,
  Description: text,
  Timeout: { type: 'number', min: 1 },
  MemorySize: { type: 'number', min: 128, max: 10_240 },
  LastModified: text,
  CodeSha256: text,
  Version: text,
  RevisionId: text,
  State: { type: 'string', values: ['Pending', 'Active', 'Inactive', 'Failed'] },
  PackageType: { type: 'string', values: ['Zip', 'Image'] },
  Architectures: list({ type: 'string', values: ['x86_64', 'arm64'] }),
  EphemeralStorage: struct({ Size: { type: 'number', min: 512, max: 10_240 } }),
});

const invocation = struct({
  StatusCode: number,
  ExecutedVersion: text,
  FunctionError: text,
  LogResult: text,
  Payload: any,
});

const encryptionFields = {
  ServerSideEncryption: {
    type: 'string',
    values: ['AES256', 'aws:fsx', 'aws:kms', 'aws:kms:dsse'],
  },
  SSEKMSKeyId: text,
  BucketKeyEnabled: flag,
} as const;

const object = struct({
  ...encryptionFields,
  Body: any,
  AcceptRanges: text,
  CacheControl: text,
  ContentDisposition: text,
  ContentEncoding: text,
  ContentLanguage: text,
  ContentLength: number,
  ContentRange: text,
  ContentType: text,
  DeleteMarker: flag,
  ETag: text,
  LastModified: text,
  MissingMeta: number,
  PartsCount: number,
  StorageClass: {
    type: 'string',
    values: [
      'STANDARD',
      'REDUCED_REDUNDANCY',
      'STANDARD_IA',
      'ONEZONE_IA',
      'INTELLIGENT_TIERING',
      'GLACIER',
      'DEEP_ARCHIVE',
      'OUTPOSTS',
      'GLACIER_IR',
      'SNOW',
      'EXPRESS_ONEZONE',
      'FSX_OPENZFS',
    ],
  },
  TagCount: number,
  VersionId: text,
});

/** By service and operation; `aws-sdk:` integrations of the same operation answer the same. */
export const resultShapes: { readonly [operation: string]: StructShape } = {
  'dynamodb:deleteItem': writtenItem,
  'dynamodb:getItem': struct({ Item: any, ConsumedCapacity: consumedCapacity }),
  'dynamodb:putItem': writtenItem,
  'dynamodb:query': foundItems,
  'dynamodb:scan': foundItems,
  'dynamodb:updateItem': writtenItem,
  'events:putEvents': struct({
    Entries: list(struct({ EventId: text, ErrorCode: text, ErrorMessage: text })),
    FailedEntryCount: number,
  }),
  'kms:decrypt': struct({ KeyId: blob, Plaintext: blob, EncryptionAlgorithm: text }),
  'kms:encrypt': struct({ CiphertextBlob: blob, KeyId: blob, EncryptionAlgorithm: text }),
  'kms:generateDataKey': struct({ CiphertextBlob: blob, Plaintext: blob, KeyId: blob }),
  'lambda:getFunction': struct({
    Configuration: functionConfiguration,
    Code: struct({ RepositoryType: text, Location: text, ImageUri: text }),
    Tags: any,
  }),
  'lambda:invoke': invocation,
  's3:getObject': object,
  's3:putObject': struct({ ...encryptionFields, ETag: text, Expiration: text, VersionId: text }),
  'secretsmanager:getSecretValue': struct({
    ARN: text,
    Name: blob,
    VersionId: text,
    SecretBinary: blob,
    SecretString: text,
    VersionStages: list(text),
    CreatedDate: text,
  }),
  'sns:publish': struct({ MessageId: text, SequenceNumber: text }),
  'sqs:sendMessage': struct({
    MessageId: text,
    // Reported of AWS: whatever this member is, it is taken.
    MD5OfMessageBody: any,
    MD5OfMessageAttributes: text,
    MD5OfMessageSystemAttributes: text,
    SequenceNumber: text,
  }),
  'states:startExecution': struct({ ExecutionArn: text, StartDate: text }, [
    'ExecutionArn',
    'StartDate',
  ]),
};
