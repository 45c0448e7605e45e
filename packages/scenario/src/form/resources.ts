/** What exists around the state machine, as a scenario declares it. */
import { templateProblem } from '../eventbridge/template.ts';
import { scheduleProblem, timezoneProblem } from '../eventbridge/schedule.ts';
import type { Shape } from '../shape.ts';
import { api } from './apis.ts';
import { replyFields } from './answers.ts';
import {
  choice,
  duration,
  flag,
  json,
  list,
  map,
  nameOf,
  number,
  object,
  pattern,
  required,
  text,
} from './words.ts';

const queue = object(
  {
    fifo: flag('FIFO queue.'),
    visibilityTimeout: duration('Default 30s.'),
    delay: duration('Delivery delay, default 0.'),
    retention: duration('Default 4d.'),
    maximumMessageSize: number('Bytes.'),
    receiveWaitTime: duration('Default of long polling.'),
    contentBasedDeduplication: flag('FIFO: the body is the deduplication id.'),
    deduplicationScope: choice(['queue', 'messageGroup'], 'FIFO.'),
    throughputLimit: choice(
      ['perQueue', 'perMessageGroupId'],
      'FIFO: perQueue, written here, refuses more than 300 calls a second of one operation; without it no rate is counted.',
    ),
    deadLetter: object(
      {
        queue: required(nameOf('queues', 'Name of the dead-letter queue.')),
        maxReceiveCount: required(number('Receives before a message moves.')),
      },
      'Where messages go that are received too often.',
    ),
    redriveAllow: json('RedriveAllowPolicy: {redrivePermission, sourceQueueArns}.'),
    messages: list(json('Body; not a text: sent as JSON.'), 'What is in it at the beginning.'),
  },
  'An SQS queue.',
);

const filter = list(pattern('EventBridge pattern.'), 'Records that match none are dropped.');

const pipe = object(
  {
    source: nameOf('queues', 'Name of the queue.'),
    table: nameOf('tables', 'Name of the table whose stream is the source.'),
    target: text('Name of the state machine; the main one when absent.'),
    batchSize: number('1 to 10000, default 10.'),
    batchWindow: duration('0 to 300s.'),
    filter,
    enrichment: text('Name of a function, or of an Express state machine.'),
    enrichmentTemplate: text('Template of each record for the enrichment.'),
    inputTemplate: text('Template of each record, with <$.path>.'),
    invocation: choice(['REQUEST_RESPONSE', 'FIRE_AND_FORGET'], 'How the machine is started.'),
  },
  'An EventBridge Pipe to a state machine.',
  ['source', 'table'],
);

const source = object(
  {
    queue: nameOf('queues', 'Name of the queue.'),
    table: nameOf('tables', 'Name of the table whose stream is read.'),
    batchSize: number('Default 10.'),
    batchWindow: duration('0 to 300s.'),
    filter,
    reportBatchItemFailures: flag('Only the named messages come back.'),
    maximumConcurrency: number('Most invocations at once.'),
    retries: number('Streams: tries after the first; until the record is a day old when absent.'),
  },
  'Event source.',
  ['queue', 'table'],
);

const lambdaFunction = object(
  {
    handler: text('e.g. src/validate.handler; the file is found from the scenario.'),
    runtime: text('e.g. nodejs22.x, python3.13.'),
    timeout: duration('Default 3s.'),
    memory: number('MB, default 128.'),
    environment: map(text('Value.'), 'Environment variables.'),
    concurrency: number('Reserved concurrency: more invocations at once are throttled.'),
    retries: number('Of asynchronous invocations, 0 to 2; 2 when absent.'),
    onFailure: nameOf('queues', 'Queue that gets failed asynchronous invocations.'),
    onSuccess: nameOf('queues', 'Queue that gets the results of asynchronous invocations.'),
    duration: duration('Virtual time of an invocation; the measured one when absent.'),
    coldStart: flag('Every invocation starts cold.'),
    port: number('Port of its Runtime API; a free one when absent.'),
    answers: list(
      object(
        {
          ...replyFields,
          when: pattern('EventBridge pattern on the payload.'),
          times: number('How often.'),
        },
        'An answer instead of a handler; the first that matches.',
      ),
      'What the function answers when it has no handler.',
    ),
    events: list(source, 'Event source mappings.'),
  },
  'A Lambda function.',
);

const template: Shape = {
  is: 'text',
  doc: 'Template: JSON with <places>; a text in quotes.',
  check: templateProblem,
};

const rule = object(
  {
    pattern: pattern('EventBridge pattern.'),
    schedule: {
      is: 'text',
      doc: 'rate(…), cron(…) or at(…).',
      check: (value) => scheduleProblem(String(value)),
    },
    timezone: {
      is: 'text',
      doc: 'Of a cron schedule, e.g. Europe/Berlin; UTC when absent.',
      check: (value) => timezoneProblem(String(value)),
    },
    enabled: flag('A disabled rule does nothing.'),
    bus: text('Event bus; default.'),
    target: text('Name of the state machine; the main one when absent.'),
    queue: nameOf('queues', 'A queue as target instead.'),
    messageGroupId: text('Group of the messages, FIFO.'),
    function: nameOf('functions', 'A function as target instead.'),
    topic: nameOf('topics', 'A topic as target instead.'),
    deadLetter: nameOf('queues', 'Queue for events that the target refuses.'),
    input: json('Constant input.'),
    inputPath: text('Part of the event.'),
    inputTransformer: object(
      { paths: map(text('Path.'), 'Input paths.'), template: required(template) },
      'Input transformer.',
    ),
  },
  'An EventBridge rule or schedule.',
);

const topic = object(
  {
    fifo: flag('FIFO topic.'),
    queues: list(nameOf('queues', 'Queue.'), 'Subscribed queues.'),
    functions: list(nameOf('functions', 'Function.'), 'Subscribed functions.'),
    raw: flag('Raw delivery.'),
    subscriptions: list(
      object(
        {
          queue: nameOf('queues', 'Name of the queue.'),
          function: nameOf('functions', 'Name of the function.'),
          raw: flag('Raw delivery.'),
          filterPolicy: json('Filter policy.'),
          filterScope: choice(['MessageAttributes', 'MessageBody'], 'What the policy looks at.'),
        },
        'A subscription.',
        ['queue', 'function'],
      ),
      'Subscriptions with their filters.',
    ),
  },
  'An SNS topic.',
);

const notification = object(
  {
    events: required(list(text('e.g. s3:ObjectCreated:*'), 'Events.')),
    prefix: text('Only keys with this beginning.'),
    suffix: text('Only keys with this end.'),
    queue: nameOf('queues', 'Name of the queue.'),
    function: nameOf('functions', 'Name of the function.'),
    topic: nameOf('topics', 'Name of the topic.'),
  },
  'A notification.',
  ['queue', 'function', 'topic'],
);

const job = object(
  {
    duration: duration('Virtual time from start to end; 60s when absent.'),
    status: choice(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED'], 'How it ends.'),
    reason: text('Why it failed.'),
    exitCode: number('ECS and Batch: exit code of the container.'),
    output: json('Members added to the description of the ended job.'),
  },
  'A job of ECS, Batch, Glue or CodeBuild, by task definition, job or project name.',
);

const endpoint = list(
  object(
    {
      when: pattern('EventBridge pattern on {method, path, query, headers, body}.'),
      status: number('HTTP status; 200.'),
      headers: map(text('Value.'), 'Headers.'),
      body: json('Body; not a text: sent as JSON.'),
      after: duration('Virtual time until the answer.'),
      times: number('How often.'),
    },
    'An answer; the first that matches.',
  ),
  'An HTTP endpoint outside, by the beginning of its address.',
);

export const resources: Shape = object(
  {
    queues: map(queue, 'SQS queues by name.'),
    apis: map(api, 'APIs by name.'),
    pipes: map(pipe, 'Pipes by name.'),
    functions: map(lambdaFunction, 'Lambda functions by name.'),
    rules: map(rule, 'EventBridge rules by name.'),
    topics: map(topic, 'SNS topics by name.'),
    buckets: map(
      map(json('Content; not a text: stored as JSON.'), 'Objects by key.'),
      'S3 buckets.',
    ),
    notifications: {
      is: 'map',
      doc: 'Notifications of S3 buckets by name of the bucket.',
      keys: 'buckets',
      of: list(notification, 'Notifications.'),
    },
    tables: map(
      object(
        {
          key: required(list(text('Attribute.'), 'Partition key and sort key.')),
          items: list(json('Item in DynamoDB JSON.'), 'Items.'),
          indexes: map(list(text('Attribute.'), 'Key.'), 'Secondary indexes by name.'),
          stream: choice(
            ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'],
            'What stream records show.',
          ),
        },
        'A DynamoDB table.',
      ),
      'DynamoDB tables by name.',
    ),
    jobs: map(job, 'Jobs by name.'),
    endpoints: map(endpoint, 'HTTP endpoints by address.'),
    activities: list(text('Name.'), 'Activities whose tasks are polled.'),
  },
  'What exists around the state machine.',
);
