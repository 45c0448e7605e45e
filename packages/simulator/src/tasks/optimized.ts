/** Optimized integrations: the request that their parameters make, and what comes back. */
import { isArray, isObject, parsed, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { TaskPattern } from '@stepthrough/interpreter';
import type { HttpRequest, ServiceName, Signal } from '@stepthrough/services';
import type { OutstandingTask } from '../world.ts';
import { capitalisedMembers, listOf, withMetadata, type Shaped } from './shapes.ts';

export interface Row {
  readonly service: ServiceName;
  readonly operation?: (pattern: TaskPattern) => string | undefined;
  /** Why AWS would not start the Task with these parameters. */
  readonly refuse?: (parameters: JsonObject) => string | undefined;
  readonly request?: (parameters: JsonObject, task: OutstandingTask) => JsonObject;
  /** What is said instead where the integration calls no operation of the API; of the request. */
  readonly signal?: (request: JsonObject, pattern: TaskPattern) => Signal | undefined;
  readonly response?: (
    response: Json,
    requestId: string,
    pattern: TaskPattern,
    isSubmitted: boolean,
  ) => Shaped;
  /** Prefix of error names, e.g. `SQS`. */
  readonly prefix: string;
  /** Error class of errors without a class of their own, e.g. `AmazonSQSException`. */
  readonly exception?: string;
  /** Which errors have none; all of them when absent. */
  readonly generalErrors?: readonly string[];
  /** The service in causes: `AmazonSQS`. */
  readonly causeName: string;
  /** The error's code in causes, where it is not its name. */
  readonly errorCode?: (code: string) => string;
  /** The service says itself when the task is submitted. */
  readonly waitsItself?: true;
}

export const optimized: { readonly [resource: string]: Row } = {
  'sqs:sendMessage': {
    service: 'sqs',
    prefix: 'SQS',
    exception: 'AmazonSQSException',
    causeName: 'AmazonSQS',
    operation: () => 'SendMessage',
    request: (parameters) => ({
      // Parameters that the integration does not know are dropped in silence by AWS.
      ...Object.fromEntries(Object.entries(parameters).filter(([name]) => sent.includes(name))),
      ...(parameters['MessageBody'] === undefined
        ? {}
        : { MessageBody: textOf(parameters['MessageBody'] ?? '') }),
    }),
    response: withMetadata,
  },
  'sns:publish': {
    service: 'sns',
    prefix: 'SNS',
    causeName: 'AmazonSNS',
    errorCode: (code) => code.replace(/Exception$/, ''),
    request: ({ Message, ...rest }) => ({ ...rest, Message: textOf(Message ?? '') }),
    response: withMetadata,
  },
  'events:putEvents': {
    service: 'events',
    prefix: 'EventBridge',
    causeName: 'AmazonCloudWatchEvents',
    request: ({ Entries }) => ({
      Entries: listOf(Entries).map((entry) => {
        const { Detail = {}, ...rest } = isObject(entry) ? entry : {};
        return { ...rest, Detail: textOf(Detail) };
      }),
    }),
    response: (response, requestId) => {
      const { FailedEntryCount = 0 } = isObject(response) ? response : {};
      return FailedEntryCount === 0
        ? withMetadata(response, requestId)
        : { failed: { error: 'EventBridge.FailedEntry', cause: JSON.stringify(response) } };
    },
  },
  'lambda:invoke': {
    service: 'lambda',
    prefix: 'Lambda',
    causeName: 'AWSLambda',
    request: ({ Payload, ...rest }) => ({ ...rest, Payload: Payload ?? {} }),
    response: (response, requestId) => {
      const { FunctionError, ...rest } = isObject(response) ? response : {};
      if (FunctionError === undefined) return withMetadata(rest, requestId);
      const payload = rest['Payload'];
      const error = isObject(payload) ? payload['errorType'] : undefined;
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
    operation: () => 'StartExecution',
    signal: (request, pattern) =>
      pattern === 'requestResponse' || pattern === 'waitForTaskToken'
        ? undefined
        : { service: 'states', signal: { kind: 'run', request } },
    request: ({ StateMachineArn = '', Input = {}, Name }) => ({
      stateMachineArn: StateMachineArn,
      input: textOf(Input),
      ...(Name === undefined ? {} : { name: Name }),
    }),
    response: (response, requestId, pattern) =>
      pattern === 'requestResponse' || pattern === 'waitForTaskToken'
        ? withMetadata(capitalisedMembers(response), requestId)
        : ended(response, pattern),
  },
  'apigateway:invoke': {
    service: 'apigateway',
    prefix: 'ApiGateway',
    causeName: 'ApiGateway',
    signal: (parameters) => ({ service: 'apigateway', signal: { kind: 'invoke', parameters } }),
    refuse: headerProblem,
    response: (response) => httpAnswer(response, (status) => `ApiGateway.${status}`),
  },
  'http:invoke': {
    service: 'http',
    prefix: 'States.Http',
    causeName: 'HTTP',
    signal: (parameters) => ({ service: 'http', signal: httpRequest(parameters) }),
    response: (response) => httpAnswer(response, (status) => `States.Http.StatusCode.${status}`),
  },
  ...dynamoRows(['getItem', 'putItem', 'updateItem', 'deleteItem']),
  ...jobRows(),
};

const sent = [
  'QueueUrl',
  'MessageAttributes',
  'DelaySeconds',
  'MessageGroupId',
  'MessageDeduplicationId',
];

const forbiddenHeaders =
  /^(?:authorization|connection|content-md5|expect|host|max-forwards|proxy-authenticate|server|te|transfer-encoding|trailer|upgrade|via|www-authenticate|x-forwarded.*|x-amzn?.*)$/i;

/** Header values are lists; some headers are API Gateway's own. */
function headerProblem({ Headers }: JsonObject): string | undefined {
  if (!isObject(Headers)) return undefined;
  const isRight = Object.entries(Headers).every(
    ([name, value]) => isArray(value) && !forbiddenHeaders.test(name),
  );
  return isRight ? undefined : "The value of the field 'Headers' has an invalid format";
}

/** The body travels as JSON, or as a form where `Transform` says so. */
function httpRequest({
  ApiEndpoint = '',
  Method = 'GET',
  Headers,
  QueryParameters,
  RequestBody,
  Transform,
}: JsonObject): HttpRequest {
  const { RequestBodyEncoding } = isObject(Transform) ? Transform : {};
  const isForm = RequestBodyEncoding === 'URL_ENCODED';
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = isForm ? queryOf(RequestBody).slice(1) : textOf(RequestBody ?? '');
  return {
    kind: 'request',
    url: `${String(ApiEndpoint)}${queryOf(QueryParameters)}`,
    method: String(Method),
    headers: { 'Content-Type': type, ...(isObject(Headers) ? Headers : {}) },
    ...(RequestBody === undefined ? {} : { body }),
    isTask: true,
  };
}

function queryOf(parameters: Json | undefined): string {
  if (!isObject(parameters)) return '';
  const search = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, textOf(one)]),
    ),
  ).toString();
  return search === '' ? '' : `?${search}`;
}

function httpAnswer(response: Json, errorOf: (status: number) => string): Shaped {
  const { StatusCode, ResponseBody } = isObject(response) ? response : {};
  const status = Number(StatusCode);
  return status >= 200 && status < 300
    ? { output: response }
    : { failed: { error: errorOf(status), cause: textOf(ResponseBody ?? null) } };
}

function dynamoRows(actions: readonly string[]): { readonly [resource: string]: Row } {
  const row: Row = {
    service: 'dynamodb',
    prefix: 'DynamoDB',
    exception: 'AmazonDynamoDBException',
    generalErrors: ['Validation'],
    causeName: 'AmazonDynamoDBv2',
    response: withMetadata,
  };
  return Object.fromEntries(actions.map((action) => [`dynamodb:${action}`, row]));
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
      {
        service: 'jobs',
        prefix,
        causeName,
        response: (response, requestId, _pattern, isSubmitted) => {
          const { failed, description = null } = isObject(response) ? response : {};
          if (failed === true) {
            return { failed: { error: 'States.TaskFailed', cause: JSON.stringify(description) } };
          }
          return isSubmitted ? { output: description } : withMetadata(description, requestId);
        },
      } satisfies Row,
    ]),
  );
}

/** What `.sync` gives of an execution: `.sync:2` with parsed output, the older one with texts. */
function ended(response: Json, pattern: TaskPattern): Shaped {
  const capital = capitalisedMembers(response);
  const described = Object.fromEntries(
    Object.entries(isObject(capital) ? capital : {})
      .map(([name, value]): [string, Json] =>
        // Dates are in milliseconds here, in seconds in the API.
        /Date$/.test(name) && typeof value === 'number' ? [name, value * 1000] : [name, value],
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  if (described['Status'] !== 'SUCCEEDED') {
    return { failed: { error: 'States.TaskFailed', cause: JSON.stringify(described) } };
  }
  if (pattern !== 'sync:2') return { output: described };
  const meaning = (text: Json | undefined): Json => (text === undefined ? null : parsed(text));
  return {
    output: {
      ...described,
      Input: meaning(described['Input']),
      Output: meaning(described['Output']),
    },
  };
}
