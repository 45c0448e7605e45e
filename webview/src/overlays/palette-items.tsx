/** What can be added: the eight types, and Tasks that call the services workflows call most. */
import type { Json, QueryLanguage, StateType } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { NewState } from '../editing.ts';
import { Glyph } from '../glyph.tsx';
import type { Choice } from './picker.tsx';

/** Its name is made unique when the state is added. */
type PaletteItem = Choice & NewState;

export function paletteItems(language: QueryLanguage): PaletteItem[] {
  return [
    ...flow.map(([type, detail, keywords]) => ({
      key: type,
      group: 'Flow',
      title: type,
      detail,
      keywords,
      icon: <Glyph type={type} />,
      type,
      name: type,
      fields: undefined,
    })),
    ...calls.map((call) => callItem(call, language)),
  ];
}

const flow: readonly (readonly [StateType, detail: string, keywords: string])[] = [
  ['Task', 'Calls a function or a service', 'lambda work activity'],
  ['Choice', 'Goes one way or another', 'if condition branch switch'],
  ['Parallel', 'Runs branches side by side', 'fork concurrent'],
  ['Map', 'Runs a flow for each item', 'loop for each iterate'],
  ['Pass', 'Shapes data, sets variables', 'transform assign'],
  ['Wait', 'Waits for a while or until a time', 'delay sleep timer'],
  ['Succeed', 'Ends well', 'stop done'],
  ['Fail', 'Ends with an error', 'stop throw raise'],
];

interface Call {
  readonly name: string;
  readonly service: string;
  readonly title: string;
  /** Behind `arn:aws:states:::`. */
  readonly resource: string;
  /** Strings that begin with `=` are expressions: a path or a JSONata text after it. */
  readonly request: { readonly [name: string]: Json };
}

/** In JSONPath a payload is `$`, in JSONata the state's input. */
const input = '=input';
const token = '=token';

const calls: readonly Call[] = [
  {
    name: 'Invoke function',
    service: 'Lambda',
    title: 'Invoke a function',
    resource: 'lambda:invoke',
    request: { FunctionName: 'my-function', Payload: input },
  },
  {
    name: 'Invoke and wait',
    service: 'Lambda',
    title: 'Invoke and wait for callback',
    resource: 'lambda:invoke.waitForTaskToken',
    request: { FunctionName: 'my-function', Payload: { input, taskToken: token } },
  },
  {
    name: 'Send message',
    service: 'SQS',
    title: 'Send a message',
    resource: 'sqs:sendMessage',
    request: { QueueUrl: 'https://sqs.REGION.amazonaws.com/ACCOUNT/my-queue', MessageBody: input },
  },
  {
    name: 'Ask and wait',
    service: 'SQS',
    title: 'Send and wait for callback',
    resource: 'sqs:sendMessage.waitForTaskToken',
    request: {
      QueueUrl: 'https://sqs.REGION.amazonaws.com/ACCOUNT/my-queue',
      MessageBody: { input, taskToken: token },
    },
  },
  {
    name: 'Publish',
    service: 'SNS',
    title: 'Publish to a topic',
    resource: 'sns:publish',
    request: { TopicArn: 'arn:aws:sns:REGION:ACCOUNT:my-topic', Message: input },
  },
  {
    name: 'Put event',
    service: 'EventBridge',
    title: 'Put an event on a bus',
    resource: 'events:putEvents',
    request: {
      Entries: [
        { EventBusName: 'default', Source: 'my.source', DetailType: 'MyDetailType', Detail: input },
      ],
    },
  },
  {
    name: 'Get item',
    service: 'DynamoDB',
    title: 'Get an item',
    resource: 'dynamodb:getItem',
    request: { TableName: 'my-table', Key: { id: { S: 'my-id' } } },
  },
  {
    name: 'Put item',
    service: 'DynamoDB',
    title: 'Put an item',
    resource: 'dynamodb:putItem',
    request: { TableName: 'my-table', Item: { id: { S: 'my-id' } } },
  },
  {
    name: 'Update item',
    service: 'DynamoDB',
    title: 'Update an item',
    resource: 'dynamodb:updateItem',
    request: {
      TableName: 'my-table',
      Key: { id: { S: 'my-id' } },
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': 'field' },
      ExpressionAttributeValues: { ':value': { S: 'value' } },
    },
  },
  {
    name: 'Run workflow',
    service: 'Step Functions',
    title: 'Run a workflow and wait for it',
    resource: 'states:startExecution.sync:2',
    request: {
      StateMachineArn: 'arn:aws:states:REGION:ACCOUNT:stateMachine:my-machine',
      Input: input,
    },
  },
  {
    name: 'Call API',
    service: 'HTTP',
    title: 'Call an HTTP endpoint',
    resource: 'http:invoke',
    request: {
      ApiEndpoint: 'https://api.example.com/things',
      Method: 'GET',
      Authentication: {
        ConnectionArn: 'arn:aws:events:REGION:ACCOUNT:connection/my-connection/ID',
      },
    },
  },
  {
    name: 'Call API Gateway',
    service: 'API Gateway',
    title: 'Invoke an API',
    resource: 'apigateway:invoke',
    request: {
      ApiEndpoint: 'API.execute-api.REGION.amazonaws.com',
      Method: 'GET',
      Path: '/things',
      Stage: 'prod',
      AuthType: 'IAM_ROLE',
    },
  },
  {
    name: 'Get object',
    service: 'S3',
    title: 'Get an object',
    resource: 'aws-sdk:s3:getObject',
    request: { Bucket: 'my-bucket', Key: 'my-key' },
  },
  {
    name: 'Run task',
    service: 'ECS',
    title: 'Run a container task and wait for it',
    resource: 'ecs:runTask.sync',
    request: {
      LaunchType: 'FARGATE',
      Cluster: 'my-cluster',
      TaskDefinition: 'my-task-definition',
    },
  },
  {
    name: 'Start job run',
    service: 'Glue',
    title: 'Run a job and wait for it',
    resource: 'glue:startJobRun.sync',
    request: { JobName: 'my-job' },
  },
  {
    name: 'Invoke model',
    service: 'Bedrock',
    title: 'Invoke a model',
    resource: 'bedrock:invokeModel',
    request: { ModelId: 'my-model', Body: input },
  },
];

function callItem(
  { name, service, title, resource, request }: Call,
  language: QueryLanguage,
): PaletteItem {
  const arn = `arn:aws:states:::${resource}`;
  const written = language === 'JSONata' ? asJsonata(request) : asTemplate(request);
  return {
    key: resource,
    group: 'Actions',
    title: `${service}: ${title.toLowerCase()}`,
    detail: resource,
    icon: <Glyph type="Task" />,
    type: 'Task',
    name,
    fields: { Resource: arn, [language === 'JSONata' ? 'Arguments' : 'Parameters']: written },
  };
}

/** What stands for a value in the templates below, and how each query language reads that value. */
type Readings = { readonly [mark: string]: string };

const jsonata: Readings = {
  '=input': '{% $states.input %}',
  '=token': '{% $states.context.Task.Token %}',
};
const jsonPath: Readings = { '=input': '$', '=token': '$$.Task.Token' };

function asJsonata(value: Json): Json {
  if (typeof value === 'string') return member(jsonata, value) ?? value;
  if (Array.isArray(value)) return value.map(asJsonata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, Json]) => [name, asJsonata(inner)]),
  );
}

/** In a payload template the field that holds a path ends in `.$`. */
function asTemplate(value: Json): Json {
  if (Array.isArray(value)) return value.map(asTemplate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, Json]) => {
      const path = typeof inner === 'string' ? member(jsonPath, inner) : undefined;
      return path === undefined ? [name, asTemplate(inner)] : [`${name}.$`, path];
    }),
  );
}
