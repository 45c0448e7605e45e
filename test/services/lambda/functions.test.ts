import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  aText,
  archive,
  arn,
  conflict,
  converse,
  create,
  creation,
  invalid,
  missing,
  precondition,
  violation,
  type Step,
} from './conversation.ts';

describe('CreateFunction', () => {
  it('tells the whole configuration, pending; it is active right after', async () => {
    const world = new TestWorld();
    const request = creation('f', { Environment: { Variables: { AB: '1' } }, Tags: { team: 'x' } });
    const { value } = await world.call('lambda', 'CreateFunction', request);
    expect(value).toEqual({
      FunctionName: 'f',
      FunctionArn: arn('f'),
      Runtime: 'python3.13',
      Role: 'arn:aws:iam::123456789012:role/worker',
      Handler: 'app.handler',
      CodeSize: 7,
      CodeSha256: aText,
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      LastModified: '2026-01-05T09:00:00.000+0000',
      Version: '$LATEST',
      Environment: { Variables: { AB: '1' } },
      TracingConfig: { Mode: 'PassThrough' },
      RevisionId: aText,
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      RuntimeVersionConfig: { RuntimeVersionArn: aText },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
    });
    const active = { State: 'Active', LastUpdateStatus: 'Successful' };
    await converse(
      [
        ['GetFunctionConfiguration', { FunctionName: 'f' }, active],
        [
          'GetFunction',
          { FunctionName: arn('f') },
          {
            Configuration: active,
            Code: { RepositoryType: 'S3', Location: aText },
            Tags: { team: 'x' },
          },
        ],
        ['CreateFunction', creation('f'), conflict('Function already exist: f')],
      ],
      world,
    );
  });

  it.each<[string, object, object]>([
    ['no role', { Role: null }, violation('null', 'role', 'not be null')],
    ['no code', { Code: null }, violation('null', 'code', 'not be null')],
    [
      'no timeout at all',
      { Timeout: 0 },
      violation("'0'", 'timeout', 'have value greater than or equal to 1'),
    ],
    [
      'a timeout over 15 minutes',
      { Timeout: 901 },
      violation("'901'", 'timeout', 'have value less than or equal to 900'),
    ],
    [
      'too little memory',
      { MemorySize: 127 },
      violation("'127'", 'memorySize', 'have value greater than or equal to 128'),
    ],
    [
      'too much memory',
      { MemorySize: 10_241 },
      invalid(
        "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
      ),
    ],
    [
      'a long name',
      { FunctionName: 'f'.repeat(65) },
      violation(`'${'f'.repeat(65)}'`, 'functionName', 'have length less than or equal to 64'),
    ],
    [
      'an empty archive',
      { Code: { ZipFile: '' } },
      invalid('Uploaded file must be a non-empty zip'),
    ],
    [
      'no archive',
      { Code: { ZipFile: 'eHl6' } },
      invalid('Could not unzip uploaded file. Please check your file, then try to upload again.'),
    ],
    ['no source', { Code: {} }, invalid('Please provide a source for function code.')],
    [
      'no handler',
      { Handler: null },
      invalid(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      ),
    ],
    [
      'a runtime of the past',
      { Runtime: 'python2.7' },
      invalid(
        'The runtime parameter of python2.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
      ),
    ],
    [
      'a variable of Lambda itself',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      { code: 'InvalidParameterValueException' },
    ],
    [
      'what is not simulated',
      { CodeSigningConfigArn: 'arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-1' },
      { message: 'lambda CreateFunction with "CodeSigningConfigArn" is not simulated' },
    ],
  ])('refuses %s', async (_what, more, expected) => {
    await converse([['CreateFunction', { ...creation('f'), ...more }, expected]]);
  });

  it.each([
    { Timeout: 1 },
    { Timeout: 900 },
    { MemorySize: 128 },
    { MemorySize: 10_240 },
    { FunctionName: 'f'.repeat(64) },
    { EphemeralStorage: { Size: 512 } },
  ])('takes %j', async (more) => {
    await converse([['CreateFunction', { ...creation('f'), ...more }, { State: 'Pending' }]]);
  });

  it('leads to what a scenario declares, and the other way round', async () => {
    await converse(
      [
        ['CreateFunction', creation('told'), conflict('Function already exist: told')],
        ['GetFunctionConfiguration', { FunctionName: 'told' }, { Timeout: 7, MemorySize: 256 }],
        ['GetFunctionConcurrency', { FunctionName: 'told' }, { ReservedConcurrentExecutions: 4 }],
        ['DeleteFunction', { FunctionName: 'told' }, {}],
        ['Invoke', { FunctionName: 'told' }, missing(`Function not found: ${arn('told')}:$LATEST`)],
        create('told'),
        ['Invoke', { FunctionName: 'told' }, { Payload: 1, ExecutedVersion: '$LATEST' }],
      ],
      'resources: { functions: { told: { answers: [{ return: 1 }], timeout: 7s, memory: 256, concurrency: 4 } } }',
    );
  });

  it('makes no handler: what is invoked without one says so', async () => {
    await converse([
      create('f'),
      [
        'Invoke',
        { FunctionName: 'f' },
        {
          code: 'FunctionNotSimulated',
          message:
            'The code of the function "f" was given by the API and is not run; "f" is not in "resources.functions" with a "handler", and no "answers" match it.',
        },
      ],
      ['Invoke', { FunctionName: 'f', InvocationType: 'Event' }, { code: 'FunctionNotSimulated' }],
    ]);
  });
});

describe('a function', () => {
  it('is changed member by member, under a new revision', async () => {
    await converse([
      create('f', { Description: 'old', Timeout: 5 }),
      [
        'UpdateFunctionConfiguration',
        { FunctionName: 'f', Timeout: 9, RevisionId: 'other' },
        precondition(
          'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
        ),
      ],
      [
        'UpdateFunctionConfiguration',
        { FunctionName: 'f', Timeout: 9, RevisionId: '$revision' },
        { Timeout: 9, Description: 'old', State: 'Active', LastUpdateStatus: 'InProgress' },
      ],
      ['GetFunctionConfiguration', { FunctionName: 'f' }, { LastUpdateStatus: 'Successful' }],
      ['UpdateFunctionCode', { FunctionName: 'f', ZipFile: archive }, { CodeSize: 7, Timeout: 9 }],
      [
        'UpdateFunctionCode',
        { FunctionName: 'f', ImageUri: 'x' },
        invalid('Please do not provide ImageUri when updating a function with packageType Zip.'),
      ],
    ]);
  });

  it.each<readonly [string, Step]>([
    [
      'a name',
      ['GetFunction', { FunctionName: 'f' }, { Configuration: { FunctionArn: arn('f') } }],
    ],
    [
      'a part of the ARN',
      ['GetFunction', { FunctionName: '123456789012:function:f' }, { Configuration: {} }],
    ],
    [
      'a qualified ARN',
      [
        'GetFunction',
        { FunctionName: arn('f:$LATEST') },
        { Configuration: { FunctionArn: arn('f:$LATEST') } },
      ],
    ],
    [
      'two qualifiers',
      [
        'GetFunction',
        { FunctionName: 'f:1', Qualifier: '2' },
        invalid(
          'The derived qualifier from the function name does not match the specified qualifier.',
        ),
      ],
    ],
    [
      'a version that is not there',
      ['GetFunction', { FunctionName: 'f:7' }, missing(`Function not found: ${arn('f:7')}`)],
    ],
    [
      'an alias that is not there',
      [
        'GetFunction',
        { FunctionName: 'f', Qualifier: 'live' },
        missing(`Cannot find alias arn: ${arn('f:live')}`),
      ],
    ],
    [
      'another name',
      ['GetFunction', { FunctionName: 'g' }, missing(`Function not found: ${arn('g')}`)],
    ],
  ])('is found by its reference: %s', async (_what, step) => {
    await converse([create('f'), step]);
  });

  it('is listed in pages', async () => {
    await converse([
      create('b'),
      create('a'),
      create('c'),
      [
        'ListFunctions',
        { MaxItems: 2 },
        { Functions: [{ FunctionName: 'a' }, { FunctionName: 'b' }], NextMarker: aText },
      ],
      [
        'ListFunctions',
        { Marker: 'ZnJvbSAy' },
        { Functions: [{ FunctionName: 'c', FunctionArn: arn('c') }] },
      ],
      ['GetAccountSettings', {}, { AccountUsage: { FunctionCount: 3, TotalCodeSize: 21 } }],
    ]);
  });

  it('has tags', async () => {
    await converse([
      create('f', { Tags: { a: '1' } }),
      ['TagResource', { Resource: arn('f'), Tags: { b: '2' } }, {}],
      ['UntagResource', { Resource: arn('f'), TagKeys: ['a'] }, {}],
      ['ListTags', { Resource: arn('f') }, { Tags: { b: '2' } }],
      ['ListTags', { Resource: arn('g') }, missing(`Function not found: ${arn('g')}`)],
    ]);
  });

  it('has a policy that is kept as IAM writes it', async () => {
    const permission = {
      FunctionName: 'f',
      StatementId: 'topic',
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: 'arn:aws:sns:us-east-1:123456789012:t',
    };
    const statement = JSON.stringify({
      Sid: 'topic',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn('f'),
      Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:sns:us-east-1:123456789012:t' } },
    });
    const nothing = missing('The resource you requested does not exist.');
    await converse([
      create('f'),
      ['GetPolicy', { FunctionName: 'f' }, nothing],
      ['AddPermission', permission, { Statement: statement }],
      [
        'AddPermission',
        permission,
        conflict(
          'The statement id (topic) provided already exists. Please provide a new statement id, or remove the existing statement.',
        ),
      ],
      [
        'GetPolicy',
        { FunctionName: 'f' },
        { Policy: `{"Version":"2012-10-17","Id":"default","Statement":[${statement}]}` },
      ],
      [
        'RemovePermission',
        { FunctionName: 'f', StatementId: 'other' },
        missing('Statement other is not found in resource policy.'),
      ],
      ['RemovePermission', { FunctionName: 'f', StatementId: 'topic' }, {}],
      ['GetPolicy', { FunctionName: 'f' }, nothing],
    ]);
  });
});
