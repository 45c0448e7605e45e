/** Which simulated service serves a Task, how its request is made, and how its answer reads in ASL. */
import type { Json } from '@stepthrough/asl';
import type { IntegrationPattern } from '@stepthrough/interpreter';
import { uuidOf } from '../kernel/identity.ts';
import type {
  AwsError,
  JsonObject,
  Outcome,
  ServiceCall,
  ServiceName,
} from '../services/service.ts';
import { isSimulated } from '../services/simulated.ts';
import type { Setting } from '../setting.ts';
import type { OutstandingTask, TaskAnswer, World } from '../world.ts';
import { readResource, type Resource } from './resource.ts';
import { functionOf } from './scenario-answer.ts';

interface Integration {
  readonly call: (parameters: Json, setting: Setting, task: OutstandingTask) => Called;
  readonly answer: (
    outcome: Outcome,
    task: OutstandingTask,
    setting: Setting,
    world: World,
  ) => TaskAnswer;
}

type Called =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  | { readonly kind: 'unanswered'; readonly why: string };

/** `undefined` when nothing simulates the resource. */
export function findIntegration(
  text: string,
  pattern: IntegrationPattern,
): Integration | undefined {
  const resource = readResource(text);
  if (!resource) return undefined;
  if (resource.kind === 'function') return lambdaFunction;
  if (resource.kind === 'activity') return undefined;
  const row =
    resource.kind === 'optimized' ? optimized[`${resource.service}:${resource.action}`] : undefined;
  const service = row?.service ?? sdkServices[resource.service];
  if (service === undefined) return undefined;
  const operation = row?.operation?.(pattern) ?? capitalised(resource.action);
  if (!isSimulated(service, operation)) return undefined;
  const isWaiting = pattern !== 'requestResponse';
  return {
    call: (parameters, setting, task) => {
      const given = isRecord(parameters) ? parameters : {};
      const request = row?.request?.(given, task) ?? sdkRequest(service, given);
      const why = whyNot(service, request, setting);
      return why === undefined
        ? { kind: 'call', call: { service, operation, request } }
        : { kind: 'unanswered', why };
    },
    answer: (outcome, task, setting, world) => {
      const requestId = uuidOf(setting.seed, 'request', world.sequence);
      if (!outcome.ok) return failedAnswer(resource, row, outcome.error, requestId);
      const shaped = row?.response?.(outcome.response, requestId, pattern);
      if (shaped && 'failed' in shaped) return { kind: 'failed', ...shaped.failed };
      const output = shaped ? shaped.output : outcome.response;
      // A job's end comes as a second answer; a callback's comes with its token.
      return isWaiting && !(task.isSubmitted || row?.waitsItself === true)
        ? { kind: 'submitted', output }
        : { kind: 'succeeded', output };
    },
  };
}

interface Row {
  readonly service: ServiceName;
  readonly operation?: (pattern: IntegrationPattern) => string | undefined;
  readonly request?: (parameters: JsonObject, task: OutstandingTask) => JsonObject;
  readonly response?: (response: Json, requestId: string, pattern: IntegrationPattern) => Shaped;
  /** Prefix of error names, e.g. `SQS`. */
  readonly prefix: string;
  /** Error class and service name in causes: `AmazonSQSException`, `AmazonSQS`. */
  readonly exception?: string;
  readonly causeName: string;
  /** The service says itself when the task is submitted. */
  readonly waitsItself?: true;
}

type Shaped =
  | { readonly output: Json }
  | { readonly failed: { readonly error: string; readonly cause: string } };

const optimized: { readonly [resource: string]: Row } = {
  'sqs:sendmessage': sqsRow(),
  'sqs:sendMessage': sqsRow(),
  'sns:publish': {
    service: 'sns',
    prefix: 'SNS',
    causeName: 'AmazonSNS',
    request: ({ Message, ...rest }) => ({ ...rest, Message: textOf(Message ?? '') }),
    response: withMetadata,
  },
  'events:putEvents': {
    service: 'events',
    prefix: 'EventBridge',
    causeName: 'AmazonCloudWatchEvents',
    request: ({ Entries = [] }) => ({
      Entries: list(Entries).map((entry) => {
        const { Detail = {}, ...rest } = isRecord(entry) ? entry : {};
        return { ...rest, Detail: textOf(Detail) };
      }),
    }),
    response: withMetadata,
  },
  'lambda:invoke': {
    service: 'lambda',
    prefix: 'Lambda',
    causeName: 'AWSLambda',
    request: ({ Payload, ...rest }) => ({ ...rest, Payload: Payload ?? {} }),
    response: (response, requestId) => {
      const { FunctionError, ...rest } = isRecord(response) ? response : {};
      if (FunctionError === undefined) return withMetadata(rest, requestId);
      const payload = rest['Payload'];
      const error = isRecord(payload) ? payload['errorType'] : undefined;
      return {
        failed: {
          error: typeof error === 'string' ? error : String(FunctionError),
          cause: JSON.stringify(payload ?? null),
        },
      };
    },
  },
  'states:startExecution': {
    service: 'states',
    prefix: 'StepFunctions',
    causeName: 'AWSStepFunctions',
    waitsItself: true,
    operation: (pattern) =>
      pattern === 'requestResponse' || pattern === 'waitForTaskToken'
        ? 'StartExecution'
        : 'StartExecutionAndWait',
    request: ({ StateMachineArn = '', Input = {}, Name }) => ({
      stateMachineArn: StateMachineArn,
      input: textOf(Input),
      ...(Name === undefined ? {} : { name: Name }),
    }),
    response: (response, requestId, pattern) =>
      pattern === 'requestResponse'
        ? withMetadata(capitalisedMembers(response), requestId)
        : ended(response, pattern),
  },
  'apigateway:invoke': {
    service: 'apigateway',
    prefix: 'ApiGateway',
    causeName: 'ApiGateway',
    operation: () => 'Invoke',
    response: (response) => {
      const { StatusCode, ResponseBody } = isRecord(response) ? response : {};
      const status = Number(StatusCode);
      return status >= 200 && status < 300
        ? { output: response }
        : { failed: { error: `ApiGateway.${status}`, cause: textOf(ResponseBody ?? null) } };
    },
  },
  ...dynamoRows(['getItem', 'putItem', 'updateItem', 'deleteItem']),
  ...jobRows(),
};

/** Services that `aws-sdk:` resources reach, by their name in the ARN. */
const sdkServices: { readonly [name: string]: ServiceName } = {
  sqs: 'sqs',
  sns: 'sns',
  eventbridge: 'events',
  lambda: 'lambda',
  sfn: 'states',
  s3: 's3',
  dynamodb: 'dynamodb',
};

/** A function by its ARN: the payload is the input, the result is the answer alone. */
const lambdaFunction: Integration = {
  call: (parameters, setting, task) => {
    const request = { FunctionName: functionOf(task) ?? '', Payload: parameters };
    const why = whyNot('lambda', request, setting);
    return why === undefined
      ? { kind: 'call', call: { service: 'lambda', operation: 'Invoke', request } }
      : { kind: 'unanswered', why };
  },
  answer: (outcome, task, setting, world) => {
    const requestId = uuidOf(setting.seed, 'request', world.sequence);
    const row = optimized['lambda:invoke'];
    if (!outcome.ok) {
      const resource: Resource = { kind: 'optimized', service: 'lambda', action: 'invoke' };
      return failedAnswer(resource, row, outcome.error, requestId);
    }
    const shaped = row?.response?.(outcome.response, requestId, task.pattern);
    if (shaped && 'failed' in shaped) return { kind: 'failed', ...shaped.failed };
    const { Payload = null } = isRecord(outcome.response) ? outcome.response : {};
    return { kind: 'succeeded', output: Payload };
  },
};

/** A function that the scenario does not declare with a handler cannot be run, only answered. */
function whyNot(service: ServiceName, request: JsonObject, setting: Setting): string | undefined {
  if (service !== 'lambda') return undefined;
  const name = functionOf({ resource: 'arn:aws:states:::lambda:invoke', parameters: request });
  const declared = name === undefined ? undefined : setting.scenario.resources.functions[name];
  if (declared?.['handler'] !== undefined) return undefined;
  return `The function "${name ?? '?'}" has no "handler" in "resources.functions".`;
}

function failedAnswer(
  resource: Resource,
  row: Row | undefined,
  error: AwsError,
  requestId: string,
): TaskAnswer {
  const { code, message, status } = error;
  if (resource.kind === 'sdk') {
    const service = capitalised(resource.service === 'dynamodb' ? 'dynamoDb' : resource.service);
    const name = /(Exception|Error|Fault)$/.test(code) ? code : `${code}Exception`;
    const cause = `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${requestId})`;
    return { kind: 'failed', error: `${service}.${name}`, cause };
  }
  const prefix = row?.prefix ?? capitalised(resource.service);
  const name = row?.exception ?? (/(Exception|Error)$/.test(code) ? code : `${code}Exception`);
  const cause =
    `${message} (Service: ${row?.causeName ?? prefix}; Status Code: ${status}; ` +
    `Error Code: ${error.queryCode ?? code}; Request ID: ${requestId}; Proxy: null)`;
  return { kind: 'failed', error: `${prefix}.${name}`, cause };
}

function sqsRow(): Row {
  const kept = [
    'QueueUrl',
    'MessageAttributes',
    'DelaySeconds',
    'MessageGroupId',
    'MessageDeduplicationId',
  ];
  return {
    service: 'sqs',
    prefix: 'SQS',
    exception: 'AmazonSQSException',
    causeName: 'AmazonSQS',
    operation: () => 'SendMessage',
    request: (parameters) => ({
      // Parameters that the integration does not know are dropped in silence by AWS.
      ...Object.fromEntries(Object.entries(parameters).filter(([name]) => kept.includes(name))),
      ...(parameters['MessageBody'] === undefined
        ? {}
        : { MessageBody: textOf(parameters['MessageBody']) }),
    }),
    response: withMetadata,
  };
}

function dynamoRows(actions: readonly string[]): { readonly [resource: string]: Row } {
  return Object.fromEntries(
    actions.map((action) => [
      `dynamodb:${action}`,
      {
        service: 'dynamodb',
        prefix: 'DynamoDB',
        exception: 'AmazonDynamoDBException',
        causeName: 'AmazonDynamoDBv2',
        response: withMetadata,
      } satisfies Row,
    ]),
  );
}

/** Jobs that `.sync` waits for. */
function jobRows(): { readonly [resource: string]: Row } {
  const jobs = [
    ['ecs:runTask', 'ECS', 'AmazonECS'],
    ['batch:submitJob', 'Batch', 'AWSBatch'],
    ['glue:startJobRun', 'Glue', 'AWSGlue'],
    ['codebuild:startBuild', 'CodeBuild', 'AWSCodeBuild'],
  ] as const;
  return Object.fromEntries(
    jobs.map(([resource, prefix, causeName]) => [
      resource,
      { service: 'jobs', prefix, causeName } satisfies Row,
    ]),
  );
}

/** What `.sync` gives of an execution: `.sync:2` with parsed output, the older one with texts. */
function ended(response: Json, pattern: IntegrationPattern): Shaped {
  const described = capitalisedMembers(response);
  if (described['Status'] !== 'SUCCEEDED') {
    const { Input, ...rest } = described;
    return {
      failed: {
        error: 'States.TaskFailed',
        cause: JSON.stringify({ ...rest, Input: Input ?? '{}' }),
      },
    };
  }
  if (pattern !== 'sync:2') return { output: described };
  const parsed = (text: Json | undefined): Json =>
    typeof text === 'string' ? (JSON.parse(text) as Json) : null;
  return {
    output: {
      ...described,
      Input: parsed(described['Input']),
      Output: parsed(described['Output']),
    },
  };
}

function withMetadata(response: Json, requestId: string): { readonly output: Json } {
  const length = String(Buffer.byteLength(JSON.stringify(response)));
  const headers = {
    'Content-Length': length,
    'Content-Type': 'application/x-amz-json-1.0',
    'x-amzn-RequestId': requestId,
  };
  return {
    output: {
      ...(isRecord(response) ? response : {}),
      SdkHttpMetadata: {
        AllHttpHeaders: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value]]),
        ),
        HttpHeaders: headers,
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: requestId },
    },
  };
}

/** Step Functions spells members of SDK requests with a capital; some services' own APIs do not. */
function sdkRequest(service: ServiceName, parameters: JsonObject): JsonObject {
  if (service !== 'states') return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );
}

function capitalisedMembers(value: Json): JsonObject {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [capitalised(name), member]))
    : {};
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
