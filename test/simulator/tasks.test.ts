import { parse, type Json } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

const around = `
resources:
  queues: { q: {} }
  topics: { t: {} }
  buckets: { b: { a.txt: hello } }
  tables: { orders: { key: [id], items: [{ id: { S: '1' }, n: { N: '1' }, tags: { SS: [a] }, m: { M: { x: { S: y } } } }] }, lines: { key: [id, line], items: [{ id: { S: '1' }, line: { N: '1' } }, { id: { S: '1' }, line: { N: '10' } }, { id: { S: '1' }, line: { N: '2' } }, { id: { S: '2' }, line: { N: '1' } }] } }
  functions: { f: { answers: [{ when: { fail: [true] }, throw: { error: Oops, cause: no } }, { return: { got: '{{ input.n }}' } }] } }
  apis: { shop: { routes: { POST /orders: { integration: Lambda, function: f, proxy: false, requestTemplate: $input.body } } } }
  endpoints:
    https://api.example:
      - { when: { method: [POST], path: [/pay], body: { amount: [{ numeric: ['>', 100] }] } }, status: 402, body: { error: too much } }
      - { when: { path: [/pay] }, status: 201, headers: { X-Id: '7' }, body: { paid: '{{ body.amount }}' }, after: 2s }
  jobs: { broken: { status: FAILED, reason: out of memory, duration: 5m }, quick: { duration: 1s, output: { Extra: yes } } }
answers:
  - { match: { service: secretsmanager }, return: { SecretString: s } }
`;

interface Ended {
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly seconds: number;
}

async function run(resource: string, parameters: Json, machines = {}): Promise<Ended> {
  const definition = JSON.stringify({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: `arn:aws:states:::${resource}`,
        Parameters: parameters,
        End: true,
      },
    },
  });
  const { execution, problem } = await runHeadless({
    program: { path: 'm.asl.json', document: parse(definition, 'json') },
    machines,
    scenario: scenarioOf(around),
    input: {},
  });
  const { output, error, cause } = execution?.snapshot ?? {};
  const seconds = ((execution?.stoppedAt ?? 0) - (execution?.startedAt ?? 0)) / 1000;
  return { output, error, cause: problem ?? cause, seconds };
}

const table = { TableName: 'orders', Key: { id: { S: '1' } } };

describe('tasks that simulated services answer', () => {
  it.each<[string, Json, object]>([
    [
      'sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { a: 1 }, Nonsense: true },
      {
        MD5OfMessageBody: 'bb6cb5c68df4652941caf652a366f2d8',
        SdkHttpMetadata: { HttpStatusCode: 200 },
      },
    ],
    [
      'aws-sdk:sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { a: 1 } },
      { MD5OfMessageBody: 'bb6cb5c68df4652941caf652a366f2d8' },
    ],
    [
      'aws-sdk:sns:publish',
      { TopicArn: 't', Message: 'x' },
      { MessageId: expect.any(String) as string },
    ],
    [
      'aws-sdk:eventbridge:putEvents',
      { Entries: [{ Source: 's', DetailType: 'd', Detail: { a: 1 } }] },
      { FailedEntryCount: 0 },
    ],
    [
      'aws-sdk:lambda:invoke',
      { FunctionName: 'f', Payload: { n: 2 } },
      { Payload: '{"got":2}', StatusCode: 200 },
    ],
    [
      'lambda:invoke',
      { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f:live', Payload: { n: 2 } },
      { Payload: { got: 2 } },
    ],
    ['aws-sdk:s3:getObject', { Bucket: 'b', Key: 'a.txt' }, { Body: 'hello', ContentLength: 5 }],
    [
      'aws-sdk:s3:listObjectsV2',
      { Bucket: 'b' },
      { KeyCount: 1, Contents: [{ Key: 'a.txt', Size: 5 }] },
    ],
    [
      'aws-sdk:s3:copyObject',
      { Bucket: 'b', Key: 'c.txt', CopySource: 'b/a.txt' },
      { CopyObjectResult: {} },
    ],
    [
      'aws-sdk:sfn:listExecutions',
      { StateMachineArn: 'm' },
      { Executions: [{ Status: 'RUNNING' }] },
    ],
    [
      'apigateway:invoke',
      {
        ApiEndpoint: 'shop.execute-api.us-east-1.amazonaws.com',
        Method: 'POST',
        Stage: 'prod',
        Path: '/orders',
        RequestBody: { n: 5 },
      },
      { StatusCode: 200, ResponseBody: { got: 5 } },
    ],
    [
      'http:invoke',
      {
        ApiEndpoint: 'https://api.example/pay',
        Method: 'POST',
        RequestBody: { amount: 5 },
        Authentication: { ConnectionArn: 'c' },
      },
      {
        StatusCode: 201,
        StatusText: 'Created',
        Headers: { 'X-Id': ['7'] },
        ResponseBody: { paid: 5 },
      },
    ],
    ['aws-sdk:secretsmanager:getSecretValue', { SecretId: 'x' }, { SecretString: 's' }],
    ['dynamodb:getItem', table, { Item: { n: { N: '1' } } }],
    [
      'dynamodb:updateItem',
      {
        ...table,
        UpdateExpression:
          'SET n = n + :one, #m.z = if_not_exists(z, :one) REMOVE gone ADD tags :more',
        ExpressionAttributeNames: { '#m': 'm' },
        ExpressionAttributeValues: { ':one': { N: '1' }, ':more': { SS: ['b'] } },
        ReturnValues: 'ALL_NEW',
      },
      {
        Attributes: {
          n: { N: '2' },
          tags: { SS: ['a', 'b'] },
          m: { M: { x: { S: 'y' }, z: { N: '1' } } },
        },
      },
    ],
    [
      'dynamodb:putItem',
      {
        TableName: 'orders',
        Item: { id: { S: '2' } },
        ConditionExpression: 'attribute_not_exists(id)',
      },
      { SdkHttpMetadata: {} },
    ],
    [
      'aws-sdk:dynamodb:query',
      {
        TableName: 'lines',
        KeyConditionExpression: 'id = :id AND line > :l',
        ExpressionAttributeValues: { ':id': { S: '1' }, ':l': { N: '1' } },
        ScanIndexForward: false,
      },
      { Count: 2, Items: [{ line: { N: '10' } }, { line: { N: '2' } }] },
    ],
    [
      'ecs:runTask.sync',
      { Cluster: 'c', TaskDefinition: 'arn:aws:ecs:us-east-1:1:task-definition/quick:3' },
      { LastStatus: 'STOPPED', Extra: 'yes', Containers: [{ ExitCode: 0 }] },
    ],
    [
      'batch:submitJob.sync',
      { JobName: 'quick', JobDefinition: 'd', JobQueue: 'q' },
      { Status: 'SUCCEEDED' },
    ],
    ['glue:startJobRun.sync', { JobName: 'other' }, { JobRunState: 'SUCCEEDED' }],
    [
      'codebuild:startBuild.sync',
      { ProjectName: 'other' },
      { Build: { BuildStatus: 'SUCCEEDED' } },
    ],
    [
      'glue:startJobRun',
      { JobName: 'other' },
      { JobRunId: expect.stringMatching(/^jr_/) as string },
    ],
  ])('%s %j', async (resource, parameters, output) => {
    const ended = await run(resource, parameters);
    expect([ended.error, ended.cause]).toEqual([undefined, undefined]);
    expect(ended.output).toMatchObject(output);
  });

  it.each<[string, Json, string, string]>([
    [
      'sqs:sendMessage',
      { QueueUrl: 'none', MessageBody: 'x' },
      'SQS.AmazonSQSException',
      'Error Code: AWS.SimpleQueueService.NonExistentQueue',
    ],
    [
      'aws-sdk:sqs:sendMessage',
      { QueueUrl: 'none', MessageBody: 'x' },
      'Sqs.QueueDoesNotExistException',
      '(Service: Sqs, Status Code: 400, Request ID: ',
    ],
    [
      'lambda:invoke',
      { FunctionName: 'f', Payload: { fail: true } },
      'Oops',
      '"errorMessage":"no"',
    ],
    [
      'lambda:invoke',
      { FunctionName: 'none' },
      'Lambda.ResourceNotFoundException',
      'Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:$LATEST (Service: AWSLambda; Status Code: 404;',
    ],
    [
      'http:invoke',
      { ApiEndpoint: 'https://api.example/pay', Method: 'POST', RequestBody: { amount: 500 } },
      'States.Http.StatusCode.402',
      '{"error":"too much"}',
    ],
    [
      'apigateway:invoke',
      { ApiEndpoint: 'shop', Method: 'GET', Headers: { a: 'x' } },
      'States.Runtime',
      "[The value of the field 'Headers' has an invalid format]",
    ],
    [
      'apigateway:invoke',
      { ApiEndpoint: 'shop', Method: 'GET', Headers: { Authorization: ['x'] } },
      'States.Runtime',
      'invalid format',
    ],
    [
      'apigateway:invoke',
      { ApiEndpoint: 'shop', Method: 'GET', Stage: 'prod', Path: '/none' },
      'ApiGateway.403',
      '{"message":"Missing Authentication Token"}',
    ],
    [
      'dynamodb:putItem',
      {
        TableName: 'orders',
        Item: { id: { S: '1' } },
        ConditionExpression: 'attribute_not_exists(id)',
      },
      'DynamoDB.ConditionalCheckFailedException',
      'The conditional request failed',
    ],
    [
      'dynamodb:updateItem',
      {
        ...table,
        UpdateExpression: 'SET id = :x',
        ExpressionAttributeValues: { ':x': { S: 'n' } },
      },
      'DynamoDB.AmazonDynamoDBException',
      'This attribute is part of the key',
    ],
    [
      'dynamodb:updateItem',
      { ...table, UpdateExpression: 'SOT n = :x' },
      'DynamoDB.AmazonDynamoDBException',
      'Invalid UpdateExpression: Syntax error',
    ],
    [
      'batch:submitJob.sync',
      { JobName: 'broken' },
      'States.TaskFailed',
      '"StatusReason":"out of memory"',
    ],
    [
      'aws-sdk:sfn:sendTaskSuccess',
      { TaskToken: '', Output: '{}' },
      'Sfn.InvalidTokenException',
      "Invalid Token: 'Invalid token'",
    ],
  ])('%s %j fails with %s', async (resource, parameters, error, cause) => {
    const ended = await run(resource, parameters);
    expect(ended.error).toBe(error);
    expect(ended.cause).toContain(cause);
  });

  it('jobs live on the virtual clock', async () => {
    expect((await run('batch:submitJob.sync', { JobName: 'broken' })).seconds).toBe(300);
    expect(
      (
        await run('http:invoke', {
          ApiEndpoint: 'https://api.example/pay',
          Method: 'GET',
          RequestBody: { amount: 1 },
        })
      ).seconds,
    ).toBe(2);
  });

  it.each<[string, Json, string]>([
    [
      'http:invoke',
      { ApiEndpoint: 'https://elsewhere/', Method: 'GET' },
      'No address in "resources.endpoints" begins as https://elsewhere/ does.',
    ],
    [
      'aws-sdk:kinesis:putRecord',
      {},
      'Nothing answers the Task "T" (arn:aws:states:::aws-sdk:kinesis:putRecord).',
    ],
  ])('%s that nothing simulates says what to add', async (resource, parameters, why) => {
    expect((await run(resource, parameters)).cause).toContain(why);
  });
});
