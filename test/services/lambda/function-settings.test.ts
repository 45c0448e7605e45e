import { describe, it } from 'vitest';
import {
  converse,
  create,
  creation,
  invalid,
  queueArn,
  violation,
  type Step,
} from './conversation.ts';

type Members = NonNullable<Parameters<typeof create>[1]>;

const made = (more: Members, expected: object): Step => [
  'CreateFunction',
  { ...creation('f'), ...more },
  expected,
];
const changed = (more: Members, expected: object): Step => [
  'UpdateFunctionConfiguration',
  { FunctionName: 'f', ...more },
  expected,
];
const refusedBoth = async (more: Members, expected: object) => {
  await converse([made(more, expected), create('f'), changed(more, expected)]);
};
const takenBoth = async (more: Members) => {
  const expected = { FunctionName: 'f' };
  await converse([made(more, expected), changed(more, expected)]);
};

const deadLetter = (TargetArn: string) => ({ DeadLetterConfig: { TargetArn } });
const logging = (LoggingConfig: { readonly [name: string]: string }) => ({ LoggingConfig });
const variables = (Variables: { readonly [name: string]: string }) => ({
  Environment: { Variables },
});
const network = (SubnetIds: readonly string[], SecurityGroupIds: readonly string[]) => ({
  VpcConfig: { SubnetIds: [...SubnetIds], SecurityGroupIds: [...SecurityGroupIds] },
});
const accessPoint = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1';
const shared = { FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/a' }] };

const badNames = {
  code: 'ValidationException',
  message:
    "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
};
const reserved = invalid(
  'Log groups starting with AWS/ are reserved for AWS. Update the LogGroup value and try again.',
);
const noLevel = invalid(
  'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
);
const coexist = invalid('SubnetIds and SecurityIds must coexist or be both empty list.');
const elsewhere = invalid(
  "Invalid dead letter queue ARN: The resource specified by the TargetArn must be in the same region as the Lambda function it's associated with.",
);

describe('settings of a function', () => {
  it.each<[string, Members, object]>([
    [
      'a FIFO queue for dead letters',
      deadLetter(queueArn('d.fifo')),
      invalid(
        'Invalid dead letter queue ARN: FIFO SQS queue is not supported for dead letter configuration',
      ),
    ],
    [
      'a FIFO topic for dead letters',
      deadLetter('arn:aws:sns:us-east-1:123456789012:d.fifo'),
      { code: 'InvalidParameterValueException' },
    ],
    ['dead letters elsewhere', deadLetter('arn:aws:sqs:eu-west-1:123456789012:d.fifo'), elsewhere],
    ['dead letters in no region', deadLetter('arn:aws:s3:::d'), elsewhere],
    [
      'another service for dead letters',
      deadLetter('arn:aws:lambda:us-east-1:123456789012:function:d'),
      invalid(
        'Invalid dead letter queue ARN: The service specified by the TargetArn is not supported for dead letter configuration.',
      ),
    ],
    ['a variable of one letter', variables({ A: '1' }), badNames],
    ['a variable that begins with a line', variables({ AB: '1', _AB: '2' }), badNames],
    ['a variable with a dash', variables({ 'A-B': '1' }), badNames],
    [
      'more than 4 KB of variables',
      variables({ BIG_VALUE: 'x'.repeat(4081) }),
      invalid(
        'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. Measured size: 4097 bytes',
      ),
    ],
    [
      'a log group with a space',
      logging({ LogGroup: 'my group!' }),
      violation(
        "'my group!'",
        'loggingConfig.logGroup',
        String.raw`satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
      ),
    ],
    [
      'a long log group',
      logging({ LogGroup: 'x'.repeat(513) }),
      violation(
        `'${'x'.repeat(513)}'`,
        'loggingConfig.logGroup',
        'have length less than or equal to 512',
      ),
    ],
    ['a log group of AWS', logging({ LogGroup: 'aws/own' }), reserved],
    ['levels of text', logging({ LogFormat: 'Text', ApplicationLogLevel: 'INFO' }), noLevel],
    ['system levels of text', logging({ LogFormat: 'Text', SystemLogLevel: 'WARN' }), noLevel],
    [
      'an image configuration of an archive',
      { ImageConfig: { Command: ['app'] } },
      invalid(
        'The ImageConfig parameter is not supported for functions created with deployment packages.',
      ),
    ],
    ['no subnet', network([], ['sg-1']), coexist],
    ['no security group', network(['subnet-1'], []), coexist],
    [
      'a file system without a network',
      shared,
      invalid(
        `Function must be configured to execute in a VPC to reference access point ${accessPoint}. Please update the function configuration to include VPC subnets and security groups.`,
      ),
    ],
    [
      'more memory than any function has',
      { MemorySize: 32_769 },
      violation("'32769'", 'memorySize', 'have value less than or equal to 32768'),
    ],
    [
      'the memory of managed instances',
      { MemorySize: 32_768 },
      invalid(
        "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
      ),
    ],
  ])('refuse %s', async (_what, more, expected) => {
    await refusedBoth(more, expected);
  });

  it.each<[string, Members]>([
    ['a queue for dead letters', deadLetter(queueArn('d'))],
    ['a queue of a template', deadLetter('arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:d')],
    ['a topic for dead letters', deadLetter('arn:aws:sns:us-east-1:123456789012:d')],
    ['no dead letters', deadLetter('')],
    ['variables of two letters', variables({ A1: '1', b_: '2' })],
    ['4 KB of variables', variables({ BIG_VALUE: 'x'.repeat(4080) })],
    ['a log group of Lambda', logging({ LogGroup: '/aws/lambda/x' })],
    ['a log group of every character', logging({ LogGroup: 'aws.-_/#9' })],
    ['a log group of 512 characters', logging({ LogGroup: 'x'.repeat(512) })],
    ['levels of JSON', logging({ LogFormat: 'JSON', ApplicationLogLevel: 'INFO' })],
    ['an empty image configuration', { ImageConfig: {} }],
    ['no network', network([], [])],
    ['a network', network(['subnet-1'], ['sg-1'])],
    ['a file system in a network', { ...network(['subnet-1'], ['sg-1']), ...shared }],
    ['all memory', { MemorySize: 10_240 }],
  ])('take %s', async (_what, more) => {
    await takenBoth(more);
  });

  it('keep the network that a file system needs', async () => {
    const inNetwork = network(['subnet-1'], ['sg-1']);
    await converse([
      create('f', inNetwork),
      changed(shared, { FunctionName: 'f' }),
      changed({ ...shared, ...network([], []) }, { code: 'InvalidParameterValueException' }),
      changed(network([], []), { FunctionName: 'f' }),
      changed(shared, { code: 'InvalidParameterValueException' }),
    ]);
  });
});

const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1';
const ofImage = { PackageType: 'Image', Runtime: null, Handler: null };
const mixed = invalid(
  'Please do not provide other FunctionCode parameters when providing a ZipFile.',
);
const half = invalid('S3 Bucket and Key are required for uploading with S3 parameters.');
const noSource = invalid('Please provide a source for function code.');
const { ZipFile } = creation('f').Code;
const publicImage = 'public.ecr.aws/lambda/python:3.12';
const wrongImage = invalid(
  `Source image ${publicImage} is not valid. Provide a valid source image.`,
);

describe('code of a function', () => {
  it.each<[string, Members, object]>([
    ['an archive and a bucket', { ZipFile, S3Bucket: 'b', S3Key: 'k' }, mixed],
    ['an archive and a key', { ZipFile, S3Key: 'k' }, mixed],
    ['an archive and a version', { ZipFile, S3ObjectVersion: 'v' }, mixed],
    ['a bucket alone', { S3Bucket: 'b' }, half],
    ['a key alone', { S3Key: 'k' }, half],
    ['nothing', {}, noSource],
  ])('of a package: refuses %s', async (_what, Code, expected) => {
    const update: Step = ['UpdateFunctionCode', { FunctionName: 'f', ...Code }, expected];
    await converse([made({ Code }, expected), create('f'), update]);
  });

  it('of a package is taken from a bucket, and is no image', async () => {
    await converse([
      made({ Code: { ImageUri: image } }, noSource),
      made({ Code: { S3Bucket: 'b', S3Key: 'k', S3ObjectVersion: 'v' } }, { FunctionName: 'f' }),
    ]);
  });

  it('of an image is one of a private repository', async () => {
    const update = (ImageUri: string | null, expected: object): Step => [
      'UpdateFunctionCode',
      { FunctionName: 'f', ImageUri },
      expected,
    ];
    await converse([
      made({ ...ofImage, Code: {} }, invalid('ImageUri is required.')),
      made({ ...ofImage, Code: { ImageUri: publicImage } }, wrongImage),
      made(
        { ...ofImage, Code: { ImageUri: image }, ImageConfig: { Command: ['app'] } },
        { PackageType: 'Image' },
      ),
      update(
        null,
        invalid('Please provide ImageUri when updating a function with packageType Image.'),
      ),
      update(publicImage, wrongImage),
      update(image.replace('.ecr.', '.ecr-fips.'), { PackageType: 'Image' }),
      update(image.replace('dkr.ecr', 'dkr-ecr'), { PackageType: 'Image' }),
      changed({ ImageConfig: { WorkingDirectory: '/app' } }, { PackageType: 'Image' }),
    ]);
  });
});
