/** Ways to begin a run, and things that happen during it. */
import { expectation, expectedResponse } from './expectations.ts';
import {
  duration,
  json,
  list,
  map,
  nameOf,
  object,
  record,
  required,
  text,
  withDefault,
} from '../shape/words.ts';

const httpRequest = object(
  {
    api: nameOf('apis', 'Name of the API; the only one when absent.'),
    method: withDefault(text('HTTP method.'), 'GET'),
    path: required(text('Path with its query, with or without the stage.')),
    headers: withDefault(map(text('Value.'), 'Headers.'), {}),
    body: json('Body; not a text: sent as JSON.'),
    as: text('User who sends it.'),
  },
  'An HTTP request to an API.',
);

const messages = object(
  {
    queue: required(nameOf('queues', 'Name of the queue.')),
    send: required(
      list(
        object(
          {
            body: required(json('Body; not a text: sent as JSON.')),
            messageGroupId: text('Group, FIFO.'),
            messageDeduplicationId: text('Deduplication id, FIFO.'),
            delay: duration('Delay.'),
            attributes: map(json('Text or number.'), 'Message attributes.'),
            after: withDefault(duration('Virtual time from the start.'), 0),
          },
          'A message.',
        ),
        'Messages in order.',
      ),
    ),
  },
  'Messages to a queue.',
);

const event = object(
  {
    source: required(text('Source.')),
    'detail-type': required(text('Detail type.')),
    detail: withDefault(json('Detail.'), {}),
    bus: text('Event bus.'),
    resources: withDefault(list(text('ARN.'), 'Resources.'), []),
  },
  'An EventBridge event.',
);

const beginnings = {
  input: json('Input of a direct StartExecution.'),
  http: httpRequest,
  messages,
  event,
  rule: nameOf('rules', 'Lets the schedule of this rule fire.'),
  websocket: object(
    {
      api: required(nameOf('apis', 'Name of the API.')),
      messages: required(list(json('A frame; not a text: sent as JSON.'), 'Frames.')),
      headers: withDefault(map(text('Value.'), 'Headers of the handshake.'), {}),
      path: withDefault(text('Query of the handshake, e.g. ?token=x.'), ''),
      close: duration('Virtual time after which the client disconnects.'),
      as: text('User who connects.'),
    },
    'A WebSocket connection.',
  ),
  object: object(
    {
      bucket: required(nameOf('buckets', 'Bucket.')),
      key: required(text('Key.')),
      body: withDefault(json('Content; not a text: stored as JSON.'), ''),
    },
    'An object put into a bucket.',
  ),
  notification: object(
    {
      topic: required(nameOf('topics', 'Topic.')),
      message: required(json('Message; not a text: sent as JSON.')),
      subject: text('Subject.'),
      attributes: map(json('Text or number.'), 'Message attributes.'),
    },
    'A message published to a topic.',
  ),
  item: object(
    {
      table: required(nameOf('tables', 'Table.')),
      put: required(record('Item in DynamoDB JSON.')),
    },
    'An item put into a table.',
  ),
  invoke: object(
    {
      function: required(nameOf('functions', 'Function.')),
      payload: withDefault(json('Payload.'), {}),
    },
    'An invocation of a function.',
  ),
  stop: object(
    { machine: text('Machine of the execution.'), error: text('Error.'), cause: text('Cause.') },
    'Stops the running executions.',
  ),
};

/** What can begin a run. */
export type Beginning = keyof typeof beginnings;

export const beginningNames: readonly Beginning[] = [
  'input',
  'http',
  'messages',
  'event',
  'rule',
  'websocket',
  'object',
  'notification',
  'item',
  'invoke',
  'stop',
];

const direct = {
  machine: text('Machine of a direct start; the main one when absent.'),
  executionName: text('Name of the execution.'),
};

export const start = object(
  { ...beginnings, ...direct, expect: expectation },
  'A way to begin a run.',
  beginningNames,
);

export const expectedAnswer = object(
  { ...expectedResponse, within: duration('Virtual time until the answer.') },
  'The answer to an HTTP request.',
);

export const timedEvent = object(
  {
    ...beginnings,
    ...direct,
    id: text('Name, for `repeat`.'),
    at: required(duration('Virtual time from the beginning.')),
    repeat: text('Id of an event that happens again.'),
    expect: expectedAnswer,
  },
  'Something that happens at a virtual time.',
  [...beginningNames, 'repeat'],
);
