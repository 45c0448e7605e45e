/** What exists around the state machine, as a scenario declares it. */
import { templateProblem } from '../eventbridge/template.ts';
import { scheduleProblem, timezoneProblem } from '../eventbridge/schedule.ts';
import { api } from './apis.ts';
import { replyFields } from './answers.ts';
import {
  checkedText,
  choice,
  duration,
  flag,
  json,
  list,
  map,
  mapBy,
  nameOf,
  number,
  object,
  pattern,
  record,
  required,
  text,
  withDefault,
} from '../shape/words.ts';

export const queue = object(
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
    redriveAllow: object(
      {
        redrivePermission: choice(['allowAll', 'denyAll', 'byQueue'], 'Which queues may use it.'),
        sourceQueueArns: list(text('ARN.'), 'byQueue: at most ten.'),
      },
      'RedriveAllowPolicy: who may use this queue as dead-letter queue.',
    ),
    messages: withDefault(
      list(json('Body; not a text: sent as JSON.'), 'What is in it at the beginning.'),
      [],
    ),
  },
  'An SQS queue.',
);

const filter = withDefault(
  list(pattern('EventBridge pattern.'), 'Records that match none are dropped.'),
  [],
);

export const pipe = object(
  {
    source: nameOf('queues', 'Name of the queue.'),
    table: nameOf('tables', 'Name of the table whose stream is the source.'),
    target: text('Name of the state machine; the main one when absent.'),
    batchSize: withDefault(number('1 to 10000.'), 10),
    batchWindow: withDefault(duration('0 to 300s.'), 0),
    filter,
    enrichment: text('Name of a function, or of an Express state machine.'),
    enrichmentTemplate: text('Template of each record for the enrichment.'),
    inputTemplate: text('Template of each record, with <$.path>.'),
    invocation: choice(
      ['REQUEST_RESPONSE', 'FIRE_AND_FORGET'],
      'How the machine is started; an Express one is waited for when absent.',
    ),
  },
  'An EventBridge Pipe to a state machine.',
  ['source', 'table'],
);

export const source = object(
  {
    queue: nameOf('queues', 'Name of the queue.'),
    table: nameOf('tables', 'Name of the table whose stream is read.'),
    batchSize: number('10 of a queue, 100 of a stream when absent.'),
    batchWindow: withDefault(duration('0 to 300s.'), 0),
    filter,
    reportBatchItemFailures: withDefault(flag('Only the named messages come back.'), false),
    maximumConcurrency: number('Most invocations at once.'),
    retries: number('Streams: tries after the first; until the record is a day old when absent.'),
    maximumAge: duration('Streams: how old a record may be, 60s or more; a day when absent.'),
    bisect: withDefault(flag('Streams: a batch that fails is parted in two.'), false),
    onFailure: nameOf('queues', 'Streams: queue that gets a record of each batch given up.'),
  },
  'Event source.',
  ['queue', 'table'],
);

export const lambdaFunction = object(
  {
    handler: text('e.g. src/validate.handler; the file is found from the scenario.'),
    runtime: text('e.g. nodejs22.x, python3.13.'),
    timeout: duration('Until the invocation is ended; 3s of a handler when absent.'),
    memory: withDefault(number('MB.'), 128),
    environment: withDefault(map(text('Value.'), 'Environment variables.'), {}),
    concurrency: number('Reserved concurrency: more invocations at once are throttled.'),
    retries: withDefault(number('Of asynchronous invocations, 0 to 2.'), 2),
    onFailure: nameOf('queues', 'Queue that gets failed asynchronous invocations.'),
    onSuccess: nameOf('queues', 'Queue that gets the results of asynchronous invocations.'),
    duration: duration('Virtual time of an invocation; the measured one when absent.'),
    coldStart: withDefault(flag('Every invocation starts cold.'), false),
    port: number('Port of its Runtime API; a free one when absent.'),
    answers: withDefault(
      list(
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
      [],
    ),
    events: withDefault(list(source, 'Event source mappings.'), []),
  },
  'A Lambda function.',
);

const template = checkedText(templateProblem, 'Template: JSON with <places>; a text in quotes.');

export const rule = object(
  {
    pattern: pattern('EventBridge pattern.'),
    schedule: checkedText(scheduleProblem, 'rate(…), cron(…) or at(…).'),
    timezone: withDefault(
      checkedText(timezoneProblem, 'Of a cron schedule, e.g. Europe/Berlin.'),
      'UTC',
    ),
    enabled: withDefault(flag('A disabled rule does nothing.'), true),
    bus: withDefault(text('Event bus.'), 'default'),
    target: text('Name of the state machine; the main one when absent.'),
    queue: nameOf('queues', 'A queue as target instead.'),
    messageGroupId: text('Group of the messages, FIFO.'),
    function: nameOf('functions', 'A function as target instead.'),
    topic: nameOf('topics', 'A topic as target instead.'),
    deadLetter: nameOf('queues', 'Queue for events that the target refuses.'),
    input: json('Constant input.'),
    inputPath: text('Part of the event.'),
    inputTransformer: object(
      {
        paths: withDefault(map(text('Path.'), 'Input paths.'), {}),
        template: required(template),
      },
      'Input transformer.',
    ),
  },
  'An EventBridge rule or schedule.',
);

export const topic = object(
  {
    fifo: flag('FIFO topic.'),
    contentBasedDeduplication: withDefault(
      flag('FIFO topic: messages without a deduplication id have one of their text.'),
      true,
    ),
    maximumMessageSize: number('Bytes, 1024 to 1048576.'),
    queues: withDefault(list(nameOf('queues', 'Queue.'), 'Subscribed queues.'), []),
    functions: withDefault(list(nameOf('functions', 'Function.'), 'Subscribed functions.'), []),
    raw: withDefault(flag('Raw delivery.'), false),
    subscriptions: withDefault(
      list(
        object(
          {
            queue: nameOf('queues', 'Name of the queue.'),
            function: nameOf('functions', 'Name of the function.'),
            raw: withDefault(flag('Raw delivery.'), false),
            filterPolicy: record('Filter policy.'),
            filterScope: withDefault(
              choice(['MessageAttributes', 'MessageBody'], 'What the policy looks at.'),
              'MessageAttributes',
            ),
          },
          'A subscription.',
          ['queue', 'function'],
        ),
        'Subscriptions with their filters.',
      ),
      [],
    ),
  },
  'An SNS topic.',
);

export const notification = object(
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

export const job = object(
  {
    duration: withDefault(duration('Virtual time from start to end.'), '60s'),
    status: withDefault(
      choice(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED'], 'How it ends.'),
      'SUCCEEDED',
    ),
    reason: text('Why it failed.'),
    exitCode: number('ECS and Batch: exit code of the container.'),
    output: withDefault(record('Members added to the description of the ended job.'), {}),
  },
  'A job of ECS, Batch, Glue or CodeBuild, by task definition, job or project name.',
);

export const endpoint = list(
  object(
    {
      when: pattern('EventBridge pattern on {method, path, query, headers, body}.'),
      status: withDefault(number('HTTP status.'), 200),
      headers: withDefault(map(text('Value.'), 'Headers.'), {}),
      body: withDefault(json('Body; not a text: sent as JSON.'), ''),
      after: withDefault(duration('Virtual time until the answer.'), 0),
      times: number('How often.'),
    },
    'An answer; the first that matches.',
  ),
  'An HTTP endpoint outside, by the beginning of its address.',
);

export const table = object(
  {
    key: required(list(text('Attribute.'), 'Partition key and sort key.')),
    items: withDefault(list(record('Item in DynamoDB JSON.'), 'Items.'), []),
    indexes: withDefault(map(list(text('Attribute.'), 'Key.'), 'Secondary indexes by name.'), {}),
    stream: choice(
      ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'],
      'What stream records show.',
    ),
  },
  'A DynamoDB table.',
);

export const resources = object(
  {
    queues: withDefault(map(queue, 'SQS queues by name.'), {}),
    apis: withDefault(map(api, 'APIs by name.'), {}),
    pipes: withDefault(map(pipe, 'Pipes by name.'), {}),
    functions: withDefault(map(lambdaFunction, 'Lambda functions by name.'), {}),
    rules: withDefault(map(rule, 'EventBridge rules by name.'), {}),
    topics: withDefault(map(topic, 'SNS topics by name.'), {}),
    buckets: withDefault(
      map(map(json('Content; not a text: stored as JSON.'), 'Objects by key.'), 'S3 buckets.'),
      {},
    ),
    notifications: withDefault(
      mapBy(
        'buckets',
        list(notification, 'Notifications.'),
        'Notifications of S3 buckets by name of the bucket.',
      ),
      {},
    ),
    tables: withDefault(map(table, 'DynamoDB tables by name.'), {}),
    jobs: withDefault(map(job, 'Jobs by name.'), {}),
    endpoints: withDefault(map(endpoint, 'HTTP endpoints by address.'), {}),
    activities: withDefault(list(text('Name.'), 'Activities whose tasks are polled.'), []),
  },
  'What exists around the state machine.',
);
