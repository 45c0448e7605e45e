/** The scenario file: every field, its form and what it means. */
import type { Fields, Shape } from './shape.ts';

const text = (doc: string): Shape => ({ is: 'text', doc });
const number = (doc: string): Shape => ({ is: 'number', doc });
const flag = (doc: string): Shape => ({ is: 'boolean', doc });
const duration = (doc: string): Shape => ({ is: 'duration', doc });
const json = (doc: string): Shape => ({ is: 'json', doc });
const list = (of: Shape, doc: string): Shape => ({ is: 'list', of, doc });
const map = (of: Shape, doc: string): Shape => ({ is: 'map', of, doc });
const object = (fields: Fields, doc: string, oneOf?: readonly string[]): Shape => ({
  is: 'object',
  fields,
  doc,
  ...(oneOf ? { oneOf } : {}),
});
const required = (shape: Shape) => ({ ...shape, required: true as const });

const thrown = object(
  {
    error: required(text('Error name, as Retry and Catch see it.')),
    cause: text('Human-readable cause.'),
  },
  'The Task fails.',
);

const replyFields: Fields = {
  return: json('What the service answers: any JSON.'),
  throw: thrown,
  after: duration('Virtual time until the answer.'),
  submit: json('Output of TaskSubmitted, for .sync and .waitForTaskToken.'),
};

const answer = object(
  {
    ...replyFields,
    match: object(
      {
        state: json('Name of the state, or a list of names.'),
        function: text('Name of the Lambda function.'),
        service: text('Service of the Resource, e.g. dynamodb.'),
        action: text('Action of the Resource, e.g. putItem.'),
        resource: text('The Resource as written.'),
        machine: text('Name of the state machine.'),
        input: json('EventBridge pattern on the request.'),
      },
      'Which requests it answers; all given parts must match.',
    ),
    sequence: list(
      object(replyFields, 'One answer.'),
      'Answers of one invocation after the other.',
    ),
    repeatLast: flag('After the last of the sequence, repeat it instead of reporting the gap.'),
    simulate: flag('Leave it to the simulated service.'),
    times: number('Answer only so many times in the whole run.'),
    validate: {
      is: 'text',
      values: ['STRICT', 'PRESENT', 'NONE'],
      doc: 'Check against the API model.',
    },
  },
  'An answer of a service; the first that matches wins.',
);

const action = object(
  {
    sendTaskSuccess: object(
      { taskToken: required(text('Token.')), output: json('Any JSON.') },
      'Answers a callback.',
    ),
    sendTaskFailure: object(
      { taskToken: required(text('Token.')), error: text('Error.'), cause: text('Cause.') },
      'Fails a callback.',
    ),
    sendTaskHeartbeat: object({ taskToken: required(text('Token.')) }, 'Heartbeat of a callback.'),
    wait: duration('Virtual time before the next action.'),
    deleteMessage: json('Deletes the message.'),
    changeMessageVisibility: object(
      { visibilityTimeout: required(duration('New timeout.')) },
      'Changes when the message is seen again.',
    ),
    sendMessage: object(
      {
        queue: required(text('Name of the queue.')),
        body: required(json('Body; not a text: sent as JSON.')),
        messageGroupId: text('Group, FIFO.'),
        messageDeduplicationId: text('Deduplication id, FIFO.'),
        delay: duration('Delay.'),
      },
      'Sends a message.',
    ),
    startExecution: object(
      { machine: text('Name of the machine.'), name: text('Name.'), input: json('Input.') },
      'Starts an execution.',
    ),
  },
  'One thing that the worker does.',
  [
    'sendTaskSuccess',
    'sendTaskFailure',
    'sendTaskHeartbeat',
    'wait',
    'deleteMessage',
    'changeMessageVisibility',
    'sendMessage',
    'startExecution',
  ],
);

const consumer = object(
  {
    name: text('Name in the log.'),
    queue: required(text('Name of the queue that it reads.')),
    batch: number('Messages a receive, 1 to 10.'),
    concurrency: number('Messages worked on at once; 10 when absent.'),
    visibilityTimeout: duration('Visibility timeout of its receives.'),
    script: required(
      list(
        object(
          {
            when: json('EventBridge pattern on {body, attributes, messageAttributes}.'),
            after: duration('Virtual time until it acts.'),
            crash: flag('Dies: the message is seen again after its visibility timeout.'),
            do: list(action, 'What it does, in order.'),
          },
          'A reaction; the first that matches is taken.',
        ),
        'Reactions to messages.',
      ),
    ),
  },
  'A mocked worker behind a queue.',
);

const queue = object(
  {
    fifo: flag('FIFO queue.'),
    visibilityTimeout: duration('Default 30s.'),
    delay: duration('Delivery delay, default 0.'),
    retention: duration('Default 4d.'),
    maximumMessageSize: number('Bytes.'),
    receiveWaitTime: duration('Default of long polling.'),
    contentBasedDeduplication: flag('FIFO: the body is the deduplication id.'),
    deduplicationScope: { is: 'text', values: ['queue', 'messageGroup'] },
    deadLetter: object(
      {
        queue: required(text('Name of the dead-letter queue.')),
        maxReceiveCount: required(number('Receives before a message moves.')),
      },
      'Where messages go that are received too often.',
    ),
  },
  'An SQS queue.',
);

const integrationFields: Fields = {
  integration: required({
    is: 'text',
    values: [
      'StartExecution',
      'StartSyncExecution',
      'StopExecution',
      'SendMessage',
      'Lambda',
      'Mock',
      'Http',
    ],
    doc: 'What the route is connected to.',
  }),
  machine: text('Name of the state machine; the main one when absent.'),
  queue: text('Name of the queue.'),
  function: text('Name of the Lambda function.'),
  proxy: flag('Lambda proxy integration (default) or custom with templates.'),
  payloadFormat: { is: 'text', values: ['1.0', '2.0'] },
  requestTemplate: text("VTL mapping template of the request; SAM's default when absent."),
  requestTemplates: map(text('Template.'), 'VTL templates by content type.'),
  requestParameters: map(text('Value.'), 'Parameter mapping (HTTP API).'),
  passthrough: { is: 'text', values: ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] },
  responses: list(
    object(
      {
        pattern: text('Selection pattern: on the status code, or on errorMessage for Lambda.'),
        status: required(number('Status of the method response.')),
        template: text('VTL template of the answer.'),
        headers: map(text('Value.'), 'Headers.'),
      },
      'Integration response.',
    ),
    'Integration responses.',
  ),
  response: json('Answer of a Mock or Http integration: {status, headers, body}.'),
  authorizer: text('Name of the authorizer.'),
  scopes: list(text('Scope.'), 'Scopes that a token needs.'),
  apiKeyRequired: flag('The request needs an API key.'),
  requiredParameters: list(
    text('e.g. method.request.querystring.page'),
    'Checked by the validator.',
  ),
  model: json('JSON Schema (draft 4) of the body.'),
  timeout: duration('Integration timeout; 29s.'),
  cache: object(
    {
      ttl: duration('Default 300s.'),
      keyParameters: list(text('Parameter.'), 'Parts of the key besides the path.'),
      requireAuthorizationToInvalidate: flag('Cache-Control: max-age=0 needs permission.'),
    },
    'Response cache of the route.',
  ),
};

const api = object(
  {
    type: { is: 'text', values: ['REST', 'HTTP', 'WEBSOCKET'], doc: 'Default REST.' },
    stage: text('Name of the stage; prod, or $default for HTTP.'),
    stageVariables: map(text('Value.'), 'Stage variables.'),
    routeSelection: text('WebSocket: $request.body.action.'),
    routes: required(
      map(object(integrationFields, 'A route.'), '"METHOD /path" or a WebSocket route key.'),
    ),
    authorizers: map(
      object(
        {
          type: required({ is: 'text', values: ['TOKEN', 'REQUEST', 'JWT', 'COGNITO', 'IAM'] }),
          function: text('Lambda function that decides.'),
          identity: list(text('e.g. method.request.header.Authorization'), 'Identity sources.'),
          ttl: duration('Of the result cache; 300s.'),
          issuer: text('JWT issuer.'),
          audience: list(text('Audience.'), 'JWT audiences.'),
          policy: json('REQUEST/TOKEN without function: the policy document that it returns.'),
        },
        'An authorizer.',
      ),
      'Authorizers by name.',
    ),
    apiKeys: map(
      object(
        {
          value: required(text('The key.')),
          rateLimit: number('Requests a second.'),
          burstLimit: number('Bucket size.'),
          quota: object(
            {
              limit: required(number('Requests.')),
              period: required({ is: 'text', values: ['DAY', 'WEEK', 'MONTH'] }),
            },
            'Quota.',
          ),
        },
        'An API key with its usage plan.',
      ),
      'API keys by name.',
    ),
    gatewayResponses: map(
      object(
        { status: number('Status.'), template: text('Template.'), headers: map(text(''), '') },
        'A gateway response.',
      ),
      'By type, e.g. DEFAULT_4XX.',
    ),
  },
  'An API Gateway API.',
);

const pipe = object(
  {
    source: required(text('Name of the queue.')),
    target: text('Name of the state machine; the main one when absent.'),
    batchSize: number('1 to 10000, default 10.'),
    batchWindow: duration('0 to 300s.'),
    filter: list(json('EventBridge pattern.'), 'Messages that match none are deleted.'),
    enrichment: text('Name of a function, or of an Express state machine.'),
    inputTemplate: text('Template of each record, with <$.path>.'),
    invocation: { is: 'text', values: ['REQUEST_RESPONSE', 'FIRE_AND_FORGET'] },
  },
  'An EventBridge Pipe from a queue to a state machine.',
);

const lambdaFunction = object(
  {
    handler: text('e.g. src/validate.handler; the file is found from the scenario.'),
    runtime: text('e.g. nodejs22.x, python3.13.'),
    timeout: duration('Default 3s.'),
    memory: number('MB, default 128.'),
    environment: map(text('Value.'), 'Environment variables.'),
    concurrency: number('Reserved concurrency: more invocations at once are throttled.'),
    onFailure: text('Queue that gets failed asynchronous invocations.'),
    events: list(
      object(
        {
          queue: required(text('Name of the queue.')),
          batchSize: number('Default 10.'),
          batchWindow: duration('0 to 300s.'),
          filter: list(json('EventBridge pattern.'), 'Messages that match none are deleted.'),
          reportBatchItemFailures: flag('Only the named messages come back.'),
        },
        'Event source.',
      ),
      'Event source mappings.',
    ),
  },
  'A Lambda function.',
);

const rule = object(
  {
    pattern: json('EventBridge pattern.'),
    schedule: text('rate(…) or cron(…).'),
    bus: text('Event bus; default.'),
    target: text('Name of the state machine; the main one when absent.'),
    queue: text('A queue as target instead.'),
    input: json('Constant input.'),
    inputPath: text('Part of the event.'),
    inputTransformer: object(
      { paths: map(text('Path.'), 'Input paths.'), template: required(text('Template.')) },
      'Input transformer.',
    ),
  },
  'An EventBridge rule or schedule.',
);

const httpRequest = object(
  {
    api: text('Name of the API; the only one when absent.'),
    method: text('Default GET.'),
    path: required(text('Path with its query, with or without the stage.')),
    headers: map(text('Value.'), 'Headers.'),
    body: json('Body; not a text: sent as JSON.'),
  },
  'An HTTP request to an API.',
);

const startFields: Fields = {
  input: json('Input of a direct StartExecution.'),
  machine: text('Machine of a direct start; the main one when absent.'),
  executionName: text('Name of the execution.'),
  http: httpRequest,
  messages: object(
    {
      queue: required(text('Name of the queue.')),
      send: required(
        list(
          object(
            {
              body: required(json('Body; not a text: sent as JSON.')),
              messageGroupId: text('Group, FIFO.'),
              messageDeduplicationId: text('Deduplication id, FIFO.'),
              delay: duration('Delay.'),
              attributes: map(json('Text or number.'), 'Message attributes.'),
              after: duration('Virtual time from the start.'),
            },
            'A message.',
          ),
          'Messages in order.',
        ),
      ),
    },
    'Messages to a queue.',
  ),
  event: object(
    {
      source: required(text('Source.')),
      'detail-type': required(text('Detail type.')),
      detail: json('Detail.'),
      bus: text('Event bus.'),
      resources: list(text('ARN.'), 'Resources.'),
    },
    'An EventBridge event.',
  ),
  rule: text('Lets the schedule of this rule fire.'),
  websocket: object(
    {
      api: required(text('Name of the API.')),
      messages: required(list(json('A frame; not a text: sent as JSON.'), 'Frames.')),
    },
    'A WebSocket connection.',
  ),
  object: object(
    {
      bucket: required(text('Bucket.')),
      key: required(text('Key.')),
      body: json('Content.'),
    },
    'An object put into a bucket.',
  ),
};

const startKinds = ['input', 'http', 'messages', 'event', 'rule', 'websocket', 'object'];

const expected = object(
  {
    executions: list(
      object(
        {
          machine: text('Name of the machine.'),
          count: number('How many.'),
          status: {
            is: 'text',
            values: ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
          },
          output: json('EventBridge pattern on the output.'),
          error: text('Error name.'),
          path: list(text('State.'), 'States entered, in order.'),
          duration: duration('At most.'),
        },
        'Executions.',
      ),
      'What the executions must have come to.',
    ),
    queues: map(
      object(
        {
          visible: number('Messages to be received.'),
          inFlight: number('Received, not deleted.'),
          delayed: number('Not yet visible.'),
        },
        'A queue.',
      ),
      'What the queues must hold.',
    ),
    responses: list(
      object({ status: number('Status.'), body: json('EventBridge pattern.') }, 'A response.'),
      "Answers of the start's HTTP requests.",
    ),
  },
  'What must hold at the end.',
);

export const scenarioShape: Shape = object(
  {
    $schema: text('Address of this schema.'),
    scenario: number('Version of the format: 1.'),
    name: text('What the scenario shows.'),
    seed: number('Of every random choice and id.'),
    clock: object({ start: required(text('ISO 8601 time.')) }, 'The virtual clock.'),
    input: json('Input of the main machine: one direct start.'),
    starts: map(
      object(startFields, 'A way to begin a run.', startKinds),
      'Ways to begin, by name.',
    ),
    resources: object(
      {
        queues: map(queue, 'SQS queues by name.'),
        apis: map(api, 'APIs by name.'),
        pipes: map(pipe, 'Pipes by name.'),
        functions: map(lambdaFunction, 'Lambda functions by name.'),
        rules: map(rule, 'EventBridge rules by name.'),
        topics: map(
          object(
            { queues: list(text('Queue.'), 'Subscribed queues.'), raw: flag('Raw delivery.') },
            'An SNS topic.',
          ),
          'SNS topics by name.',
        ),
        buckets: map(
          map(json('Content; not a text: stored as JSON.'), 'Objects by key.'),
          'S3 buckets.',
        ),
        tables: map(
          object(
            {
              key: required(list(text('Attribute.'), 'Partition key and sort key.')),
              items: list(json('Item in DynamoDB JSON.'), 'Items.'),
            },
            'A DynamoDB table.',
          ),
          'DynamoDB tables by name.',
        ),
      },
      'What exists around the state machine.',
    ),
    answers: list(answer, 'Answers of services.'),
    consumers: list(consumer, 'Mocked workers.'),
    expect: expected,
    StateMachines: json('As in MockConfigFile.json.'),
    MockedResponses: json('As in MockConfigFile.json.'),
  },
  'A Stepthrough scenario.',
);
