/** What services, workers and holders of activities answer, and what goes wrong on purpose. */
import {
  choice,
  duration,
  flag,
  json,
  list,
  nameOf,
  names,
  number,
  object,
  pattern,
  required,
  text,
  withDefault,
} from '../shape/words.ts';

const thrown = object(
  {
    error: required(text('Error name, as Retry and Catch see it.')),
    cause: text('Human-readable cause.'),
  },
  'The Task fails.',
);

export const replyFields = {
  return: json(
    'What the service answers: any JSON; `{{ input.… }}` stands for a part of the request.',
  ),
  throw: thrown,
  after: withDefault(duration('Virtual time until the answer.'), 0),
  heartbeats: withDefault(duration('Virtual time between heartbeats until the answer.'), 0),
  submit: json('Output of TaskSubmitted, for .sync and .waitForTaskToken.'),
};

export const errorOutput = object(
  { error: text('Error name.'), cause: text('Cause.') },
  'The failure.',
);

export const answer = object(
  {
    ...replyFields,
    match: required(
      object(
        {
          state: names('Name of the state, or a list of names.'),
          function: text('Name of the Lambda function.'),
          service: names('Service of the Resource, e.g. dynamodb, or a list.'),
          action: names('Action of the Resource, e.g. putItem, or a list.'),
          resource: text('The Resource as written.'),
          machine: text('Name of the state machine.'),
          attempt: number('Zero-based: 0 is the first try.'),
          input: pattern('EventBridge pattern on the request.'),
        },
        'Which requests it answers; all given parts must match.',
      ),
    ),
    mock: object(
      {
        result: json('What the service answers: JSON, or JSON as a text.'),
        errorOutput,
        fieldValidationMode: withDefault(
          choice(['STRICT', 'PRESENT', 'NONE'], 'As for TestState.'),
          'STRICT',
        ),
      },
      'A mock as the TestState API takes it.',
    ),
    sequence: list(
      object(replyFields, 'One answer.'),
      'Answers of one invocation after the other.',
    ),
    repeatLast: withDefault(
      flag('After the last of the sequence, repeat it instead of reporting the gap.'),
      false,
    ),
    simulate: withDefault(flag('Leave it to the simulated service.'), false),
    times: number('Answer only so many times in the whole run.'),
    validate: choice(
      ['STRICT', 'PRESENT', 'NONE'],
      'Check `return` against the API of the service, as TestState does; PRESENT when absent.',
    ),
  },
  'An answer of a service; the first that matches wins.',
);

export const action = object(
  {
    sendTaskSuccess: object(
      { taskToken: required(text('Token.')), output: withDefault(json('Any JSON.'), {}) },
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
        queue: required(nameOf('queues', 'Name of the queue.')),
        body: required(json('Body; not a text: sent as JSON.')),
        messageGroupId: text('Group, FIFO.'),
        messageDeduplicationId: text('Deduplication id, FIFO.'),
        delay: duration('Delay.'),
      },
      'Sends a message.',
    ),
    startExecution: object(
      {
        machine: text('Name of the machine.'),
        name: text('Name.'),
        input: withDefault(json('Input.'), {}),
      },
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

export const consumer = object(
  {
    name: text('Name in the log.'),
    queue: nameOf('queues', 'Name of the queue that it reads.'),
    activity: text('Name of the activity whose tasks it polls.'),
    function: nameOf(
      'functions',
      'Name of the function that it follows: it reacts when an invocation has ended.',
    ),
    batch: number('Messages a receive, 1 to 10.'),
    concurrency: withDefault(number('Messages worked on at once.'), 10),
    visibilityTimeout: duration('Visibility timeout of its receives.'),
    script: required(
      list(
        object(
          {
            when: pattern(
              'EventBridge pattern on {body, attributes, messageAttributes}; of a function on {payload, result, error}.',
            ),
            after: withDefault(duration('Virtual time until it acts.'), 0),
            crash: withDefault(
              flag('Dies: the message is seen again after its visibility timeout.'),
              false,
            ),
            do: withDefault(list(action, 'What it does, in order.'), []),
          },
          'A reaction; the first that matches is taken.',
        ),
        'Reactions to messages, tasks or invocations.',
      ),
    ),
  },
  'A mocked worker behind a queue, an activity or a function.',
  ['queue', 'activity', 'function'],
);

const calls = {
  state: text('Only requests of this state.'),
  service: text('Only this service, e.g. sns.'),
  action: text('Only this action, e.g. publish.'),
  function: text('Only this function.'),
  after: withDefault(duration('Not before this virtual time.'), 0),
  times: withDefault(number('How many requests.'), 1),
};

export const fault = object(
  {
    throttle: object(calls, 'Requests are refused as too many.'),
    fail: object(
      { ...calls, error: required(text('Error name.')), message: text('Message.') },
      'Requests fail.',
    ),
    latency: object(
      { ...calls, delay: required(duration('Virtual time.')) },
      'Requests reach the service late.',
    ),
    duplicate: object(
      {
        queue: required(nameOf('queues', 'Name of the queue.')),
        after: withDefault(duration('Virtual time from the sending to the second copy.'), 0),
        body: pattern('Only messages with such a body.'),
        times: withDefault(number('How many messages.'), 1),
      },
      'Messages are delivered twice, with the same id.',
    ),
    reorder: nameOf('queues', 'A standard queue that gives its messages out of order.'),
    partialBatch: object(
      {
        queue: required(nameOf('queues', 'Name of the queue.')),
        entries: required(list(number('Zero-based.'), 'Entries that fail.')),
        times: withDefault(number('How many batches.'), 1),
      },
      'Entries of a batch sent to the queue fail.',
    ),
    poison: object(
      {
        queue: required(nameOf('queues', 'Name of the queue.')),
        body: required(pattern('EventBridge pattern on the body.')),
      },
      'Whoever receives such a message fails on it.',
    ),
  },
  'Something that goes wrong.',
  ['throttle', 'fail', 'latency', 'duplicate', 'reorder', 'partialBatch', 'poison'],
);
