/** What must hold at the end of a run. */
import {
  choice,
  count,
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

const atLeastOne = (doc: string) => withDefault(count(doc), { atLeast: 1 });

const execution = object(
  {
    machine: text('Name of the machine.'),
    name: text('Name of the execution.'),
    map: text(
      'Name, or Label, of a distributed Map state: the children of its Map Runs are meant.',
    ),
    index: number('Which child, zero-based: of the item, or of the batch of items.'),
    count: atLeastOne('How many.'),
    status: choice(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'], 'Status.'),
    input: json('EventBridge pattern on the input; a value that is no object must be equal.'),
    output: json('EventBridge pattern on the output; a value that is no object must be equal.'),
    outputEquals: json('The output, exactly.'),
    error: text('Error name.'),
    cause: json('Text that the cause contains, or an EventBridge pattern on the cause as JSON.'),
    path: list(text('State.'), 'States entered, in order.'),
    visits: map(count('How often.'), 'How often states are entered: {State: 2}.'),
    retries: map(count('How often.'), 'How often states are tried again: {State: 1}.'),
    duration: count('Virtual seconds from start to end.'),
    history: list(
      object(
        {
          type: required(text('Event type, e.g. TaskFailed.')),
          state: text('Only in this state.'),
          count: atLeastOne('How many.'),
        },
        'Events of the history.',
      ),
      'What the history holds.',
    ),
  },
  'Executions.',
);

export const expectedResponse = {
  status: number('HTTP status.'),
  headers: json('EventBridge pattern on the headers, names in lower case.'),
  body: json('EventBridge pattern on the body as JSON; a value that is no object must be equal.'),
};

const table = object(
  {
    count: count('Items in it.'),
    items: withDefault(
      list(
        object(
          {
            key: record(
              'Key of the item in DynamoDB JSON, e.g. { id: { S: o-1 } }; any when absent.',
            ),
            item: pattern('EventBridge pattern on the item in DynamoDB JSON.'),
            itemEquals: record('The item in DynamoDB JSON, exactly.'),
            count: atLeastOne('How many; 0 for an item that must not be there.'),
          },
          'Items.',
        ),
        'Items that must be there.',
      ),
      [],
    ),
  },
  'A table, declared or made by the run.',
);

const bucket = object(
  {
    count: count('Objects in it.'),
    keys: list(text('Key.'), 'The keys of all objects, in any order.'),
    objects: withDefault(
      list(
        object(
          {
            key: text('Key; any when absent.'),
            prefix: text('Beginning of the key.'),
            body: json(
              'EventBridge pattern on the body as JSON; a value that is no object must be equal.',
            ),
            count: atLeastOne('How many; 0 for an object that must not be there.'),
          },
          'Objects.',
        ),
        'Objects that must be there.',
      ),
      [],
    ),
  },
  'A bucket, declared or made by the run.',
);

export const expectation = object(
  {
    executions: list(
      execution,
      'What the executions must have come to; an empty list when none must have begun.',
    ),
    queues: withDefault(
      mapBy(
        'queues',
        object(
          {
            visible: count('Messages to be received.'),
            inFlight: count('Received, not deleted.'),
            delayed: count('Not yet visible.'),
            sent: count('Messages ever sent.'),
            received: count('Receives of messages.'),
            deleted: count('Messages deleted.'),
          },
          'A queue.',
        ),
        'What the queues must hold, and what they have seen.',
      ),
      {},
    ),
    tables: withDefault(map(table, 'What DynamoDB tables must hold.'), {}),
    buckets: withDefault(map(bucket, 'What S3 buckets must hold.'), {}),
    messages: withDefault(
      list(
        object(
          {
            queue: required(nameOf('queues', 'Name of the queue.')),
            body: json('EventBridge pattern on the body; a value that is no object must be equal.'),
            count: atLeastOne('How many.'),
          },
          'Messages sent.',
        ),
        'Messages that must have been sent.',
      ),
      [],
    ),
    responses: withDefault(
      list(object(expectedResponse, 'A response.'), 'Answers to HTTP requests, in order.'),
      [],
    ),
    functions: withDefault(
      list(
        object(
          {
            function: required(nameOf('functions', 'Name of the function.')),
            payload: json('EventBridge pattern on the payload.'),
            result: json(
              'EventBridge pattern on the result; a value that is no object must be equal.',
            ),
            error: text('Error type of a failed invocation.'),
            count: atLeastOne('How many.'),
          },
          'Invocations.',
        ),
        'Invocations that must have ended so.',
      ),
      [],
    ),
    calls: withDefault(
      list(
        object(
          {
            state: text('State.'),
            service: text('Service, e.g. sns.'),
            action: text('Action, e.g. publish.'),
            parameters: json('EventBridge pattern on the parameters.'),
            count: atLeastOne('How many.'),
          },
          'Requests of Tasks.',
        ),
        'Requests that Tasks must have made.',
      ),
      [],
    ),
    never: withDefault(
      list(
        object(
          {
            event: text('Type of a history event.'),
            state: text('Name of a state.'),
            kind: text('Kind of a line of the log, e.g. callFailed.'),
          },
          'What must not happen.',
        ),
        'What must not have happened.',
      ),
      [],
    ),
  },
  'What must hold at the end.',
);
