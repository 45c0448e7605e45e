/** What a Resource names. Where readers of it once disagreed, AWS's way is held here. */
import { isIntegration, readResource } from '@stepthrough/asl';
import { describe, expect, it, test } from 'vitest';

const integrations: readonly (readonly [text: string, integration: string, pattern: string])[] = [
  ['arn:aws:states:::sqs:sendMessage', 'sqs:sendMessage', 'requestResponse'],
  ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'sqs:sendMessage', 'waitForTaskToken'],
  ['arn:aws:states:::batch:submitJob.sync', 'batch:submitJob', 'sync'],
  ['arn:aws:states:::states:startExecution.sync:2', 'states:startExecution', 'sync:2'],
  ['arn:aws:states:::aws-sdk:s3:getObject', 'aws-sdk:s3:getObject', 'requestResponse'],
  ['arn:aws-cn:states:cn-north-1:111111111111:sns:publish', 'sns:publish', 'requestResponse'],
  ['arn:aws-us-gov:states:::emr-containers:startJobRun.sync', 'emr-containers:startJobRun', 'sync'],
  ['arn:${AWS::Partition}:states:::lambda:invoke', 'lambda:invoke', 'requestResponse'],
  ['arn:aws:states:::SQS:sendMessage', 'SQS:sendMessage', 'requestResponse'],
];

test.each(integrations)('%s is an integration', (text, integration, pattern) => {
  const resource = readResource(text);
  expect(isIntegration(resource)).toBe(true);
  expect(resource).toMatchObject({
    kind: integration.startsWith('aws-sdk:') ? 'sdk' : 'optimized',
    arn: text,
    integration,
    pattern,
  });
});

describe('a function', () => {
  it.each([
    ['arn:aws:lambda:us-east-1:111111111111:function:f', 'f', undefined],
    ['arn:aws:lambda:us-east-1:111111111111:function:f:live', 'f', 'live'],
    ['arn:aws:lambda:us-east-1:111111111111:function:f:$LATEST', 'f', '$LATEST'],
    ['arn:aws:lambda:us-east-1:111111111111:function:${Name}-f:${Alias}', '${Name}-f', '${Alias}'],
    ['arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:f', 'f', undefined],
  ])('%s has its name and qualifier', (text, name, qualifier) => {
    const resource = readResource(text);
    expect(resource).toMatchObject({ kind: 'function', arn: text, name, qualifier });
    expect(isIntegration(resource)).toBe(false);
  });
});

it('an activity has its name, region and account', () => {
  expect(readResource('arn:aws:states:eu-west-1:111111111111:activity:a b')).toMatchObject({
    kind: 'activity',
    partition: 'aws',
    region: 'eu-west-1',
    account: '111111111111',
    name: 'a b',
  });
});

it.each(['${lambdaArn}', '${Arn}:live', 'arn:aws:states:::${Service}:run'])(
  '%s is filled in at deployment',
  (text) => {
    expect(readResource(text)).toEqual({ kind: 'placeholder', text });
  },
);

it.each([
  '',
  'foo',
  '$.FunctionName',
  '${lambdaArn',
  'arn:aws:dynamodb:us-east-1:111111111111:table/t',
  'arn:aws:states:::sqs:sendMessage.sync:3',
  'arn:aws:states:::sqs:sendMessage.SYNC',
  'arn:aws:states:::sqs:sendMessage.waitForTaskToken:2',
  'arn:aws:states:::sqs',
  'arn:aws:lambda:us-east-1:111111111111:layer:l',
  'arn:aws:lambda:us-east-1:111111111111:function:f:1:2',
  'arn:awsome:states:::sqs:sendMessage',
  ' arn:aws:states:::sqs:sendMessage',
])('AWS knows no Resource %j', (text) => {
  expect(readResource(text)).toEqual({ kind: 'unknown', text });
});
