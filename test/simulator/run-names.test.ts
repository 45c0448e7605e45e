/** A run whose states, machines, mocks and data have names that every object has goes as any other. */
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { itemsOf, runHeadless } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../names.ts';
import { TestWorld } from './world.ts';

type Members = { readonly [name: string]: Json };

const account = '123456789012';
const task = (resource: string, Parameters: Json, more: Members = {}): Members => ({
  Type: 'Task',
  Resource: resource.startsWith('arn:') ? resource : `arn:aws:states:::${resource}`,
  Parameters,
  End: true,
  ...more,
});
const machine = (states: Members, StartAt = 'A', more: Members = {}): Json => ({
  StartAt,
  States: states,
  ...more,
});
const program = (definition: Json) => ({
  path: 'machine.asl.json',
  document: parse(JSON.stringify(definition), 'json'),
});

/** How a run ends. */
async function run(
  definition: Json,
  scenario: Json = {},
  more: { input?: Json; machines?: { [name: string]: ReturnType<typeof program> } } = {},
): Promise<unknown> {
  const read = readScenario(JSON.stringify(scenario), 'test.scenario.json');
  if (!read.scenario) return read.problems.map(({ message }) => message);
  const { execution, problem } = await runHeadless({
    program: program(definition),
    scenario: read.scenario,
    input: {},
    ...more,
  });
  const { output, error } = execution?.snapshot ?? {};
  return problem?.replace(/ Add to the scenario[^]*/, '') ?? [execution?.status, error ?? output];
}

async function calls(
  resources: Json,
  list: readonly (readonly [Parameters<TestWorld['call']>[0], string, Members])[],
): Promise<unknown> {
  const world = new TestWorld(JSON.stringify({ resources }));
  let value: Json = null;
  for (const [service, operation, request] of list) {
    ({ value } = await world.call(service, operation, request));
  }
  return value;
}

const queueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/q';
const receive = { QueueUrl: queueUrl, MessageAttributeNames: ['All'], AttributeNames: ['All'] };
const received = async (resources: Json, list: Parameters<typeof calls>[1]): Promise<unknown> => {
  const value = await calls(resources, [...list, ['sqs', 'ReceiveMessage', receive]]);
  const { Messages = [] } = value as { Messages?: Json[] };
  return Messages;
};
const invoke = (name: string) => task('lambda:invoke', { FunctionName: name, Payload: {} });
const answered = { functions: { f: { answers: [{ return: 'done' }] } } };

const runs: readonly [what: string, run: (name: string) => Promise<unknown>, gives: unknown][] = [
  [
    'a state that is answered by a function',
    (name) => run(machine({ [name]: invoke('f') }, name), { resources: answered }),
    ['SUCCEEDED', expect.objectContaining({ Payload: 'done' })],
  ],
  [
    'a state that is retried for an error',
    (name) => {
      const retry = [{ ErrorEquals: [name], MaxAttempts: 2 }];
      const fails = { throw: { error: name } };
      return run(machine({ [name]: { ...invoke('f'), Retry: retry } }, name), {
        answers: [
          { match: { state: name }, validate: 'NONE', sequence: [fails, fails, { return: 3 }] },
        ],
      });
    },
    ['SUCCEEDED', 3],
  ],
  [
    'a state that nothing answers',
    (name) => run(machine({ [name]: invoke('f') }, name)),
    expect.stringMatching(/^machine\.asl\.json:1:\d+: Nothing answers the Task "NAME"/),
  ],
  [
    'a function of which there is none',
    (name) => run(machine({ A: invoke(name) }), { resources: answered }),
    ['FAILED', 'Lambda.ResourceNotFoundException'],
  ],
  [
    'a state that there is none of',
    (name) => run(machine({ A: { Type: 'Pass', Next: name } })),
    ['FAILED', 'States.Runtime'],
  ],
  [
    'a start at no state',
    (name) => run(machine({ A: { Type: 'Pass', End: true } }, name)),
    ['FAILED', 'States.Runtime'],
  ],
  [
    'a service and an action that there are none of',
    (name) => run(machine({ A: task(`${name}:${name}`, {}) })),
    expect.stringContaining('Nothing answers the Task "A" (arn:aws:states:::NAME:NAME)'),
  ],
  [
    'an action that a service has none of',
    (name) =>
      run(machine({ A: task(`aws-sdk:sqs:${name}`, {}) }), { resources: { queues: { q: {} } } }),
    expect.stringContaining('Nothing answers the Task "A"'),
  ],
  [
    'an operation that a service has none of',
    (name) => calls({ queues: { q: {} } }, [['sqs', name, {}]]),
    expect.objectContaining({ code: expect.any(String) }),
  ],
  [
    'another machine that is started',
    (name) =>
      run(
        machine({
          A: task(
            'states:startExecution.sync:2',
            {
              StateMachineArn: `arn:aws:states:us-east-1:${account}:stateMachine:${name}`,
              Input: {},
            },
            { OutputPath: '$.Output' },
          ),
        }),
        {},
        {
          machines: {
            [name]: program(machine({ B: { Type: 'Pass', Result: 'inner', End: true } }, 'B')),
          },
        },
      ),
    ['SUCCEEDED', 'inner'],
  ],
  [
    'a machine that there is none of',
    (name) =>
      run(
        machine({
          A: task('states:startExecution', {
            StateMachineArn: `arn:aws:states:us-east-1:${account}:stateMachine:${name}`,
          }),
        }),
      ),
    ['FAILED', 'StepFunctions.StateMachineDoesNotExistException'],
  ],
  [
    'an activity',
    (name) =>
      run(machine({ A: task(`arn:aws:states:us-east-1:${account}:activity:${name}`, {}) }), {
        resources: { activities: [name] },
        consumers: [
          {
            activity: name,
            script: [
              {
                do: [
                  {
                    sendTaskSuccess: { taskToken: '{{ taskToken }}', output: { [name]: 'worked' } },
                  },
                ],
              },
            ],
          },
        ],
      }),
    ['SUCCEEDED', { NAME: 'worked' }],
  ],
  [
    'an activity that there is none of',
    (name) =>
      run(machine({ A: task(`arn:aws:states:us-east-1:${account}:activity:${name}`, {}) }), {
        resources: { activities: ['other'] },
      }),
    expect.anything(),
  ],
  [
    'a state, a case and a response of a mock configuration',
    (name) =>
      run(machine({ [name]: invoke('f') }, name), {
        StateMachines: { machine: { TestCases: { [name]: { [name]: name } } } },
        MockedResponses: { [name]: { 0: { Return: 'mocked' } } },
      }),
    ['SUCCEEDED', 'mocked'],
  ],
  [
    'a mocked response that there is none of',
    (name) =>
      run(machine({ A: invoke('f') }), {
        StateMachines: { machine: { TestCases: { T: { A: name } } } },
        MockedResponses: { other: { 0: { Return: 1 } } },
      }),
    ['There is no mocked response "NAME" in "MockedResponses"; it has other.'],
  ],
  [
    'a field that a scenario has none of',
    (name) => run(machine({ A: { Type: 'Pass', End: true } }), { [name]: {} }),
    [expect.stringMatching(/^The scenario has no field "NAME"/)],
  ],
  [
    'an operator that a pattern has none of',
    (name) =>
      run(machine({ A: invoke('f') }), {
        answers: [{ match: { input: { a: [{ [name]: 1 }] } }, return: 1 }],
      }),
    [expect.stringMatching(/unknown operator "NAME"/)],
  ],
  [
    'a member that a pattern asks for',
    (name) =>
      run(machine({ A: task('lambda:invoke', { FunctionName: 'f', Payload: { [name]: 'x' } }) }), {
        answers: [
          { match: { input: { Payload: { [name]: ['x'] } } }, return: 'fits', validate: 'NONE' },
        ],
      }),
    ['SUCCEEDED', 'fits'],
  ],
  [
    'a member that a pattern wants to be absent',
    (name) =>
      run(machine({ A: invoke('f') }), {
        answers: [
          {
            match: { input: { Payload: { [name]: [{ exists: false }] } } },
            return: 'fits',
            validate: 'NONE',
          },
        ],
      }),
    ['SUCCEEDED', 'fits'],
  ],
  [
    'a place of an answer that is filled in',
    (name) =>
      run(machine({ A: task('lambda:invoke', { FunctionName: 'f', Payload: { [name]: 'x' } }) }), {
        answers: [
          {
            match: { state: 'A' },
            return: { [name]: `{{ input.Payload.${name} }}`, none: `{{ input.${name} }}` },
          },
        ],
      }),
    ['SUCCEEDED', { NAME: 'x', none: null }],
  ],
  [
    'a group of a FIFO queue',
    (name) =>
      calls({ queues: { 'q.fifo': {} } }, [
        [
          'sqs',
          'SendMessage',
          {
            QueueUrl: 'q.fifo',
            MessageBody: '1',
            MessageGroupId: name,
            MessageDeduplicationId: name,
          },
        ],
        [
          'sqs',
          'ReceiveMessage',
          { QueueUrl: 'q.fifo', AttributeNames: ['MessageGroupId', 'MessageDeduplicationId'] },
        ],
      ]),
    {
      Messages: [
        expect.objectContaining({
          Body: '1',
          Attributes: { MessageGroupId: 'NAME', MessageDeduplicationId: 'NAME' },
        }),
      ],
    },
  ],
  [
    'an attribute of a message',
    (name) =>
      received({ queues: { q: {} } }, [
        [
          'sqs',
          'SendMessage',
          {
            QueueUrl: queueUrl,
            MessageBody: 'b',
            MessageAttributes: { [name]: { DataType: 'String', StringValue: 'v' } },
          },
        ],
      ]),
    [
      expect.objectContaining({
        MessageAttributes: { NAME: { DataType: 'String', StringValue: 'v' } },
      }),
    ],
  ],
  [
    'an attribute that a queue has none of',
    (name) =>
      calls({ queues: { q: {} } }, [
        ['sqs', 'SetQueueAttributes', { QueueUrl: queueUrl, Attributes: { [name]: '1' } }],
      ]),
    expect.objectContaining({ code: 'InvalidAttributeName' }),
  ],
  [
    'an attribute that is asked of a queue in vain',
    (name) =>
      calls({ queues: { q: {} } }, [
        ['sqs', 'GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: [name] }],
      ]),
    expect.objectContaining({ code: 'InvalidAttributeName' }),
  ],
  [
    'an attribute that a subscription filters by',
    (name) =>
      received(
        {
          queues: { q: {} },
          topics: {
            t: { subscriptions: [{ queue: 'q', raw: true, filterPolicy: { [name]: ['v'] } }] },
          },
        },
        [
          ['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${account}:t`, Message: 'lost' }],
          [
            'sns',
            'Publish',
            {
              TopicArn: `arn:aws:sns:us-east-1:${account}:t`,
              Message: 'kept',
              MessageAttributes: { [name]: { DataType: 'String', StringValue: 'v' } },
            },
          ],
        ],
      ),
    [expect.objectContaining({ Body: 'kept' })],
  ],
  [
    'a protocol that a message of a topic has a text for',
    (name) =>
      received({ queues: { q: {} }, topics: { t: { queues: ['q'], raw: true } } }, [
        [
          'sns',
          'Publish',
          {
            TopicArn: `arn:aws:sns:us-east-1:${account}:t`,
            MessageStructure: 'json',
            Message: JSON.stringify({ default: 'd', [name]: 'n' }),
          },
        ],
      ]),
    [expect.objectContaining({ Body: 'd' })],
  ],
  [
    'a path of an input transformer',
    (name) =>
      received(
        {
          queues: { q: {} },
          rules: {
            r: {
              pattern: { source: [name] },
              queue: 'q',
              inputTransformer: {
                paths: { [name]: `$.detail.${name}` },
                template: `{"found": <${name}>}`,
              },
            },
          },
        },
        [
          [
            'events',
            'PutEvents',
            {
              Entries: [
                { Source: name, DetailType: name, Detail: JSON.stringify({ [name]: 'x' }) },
              ],
            },
          ],
        ],
      ),
    [expect.objectContaining({ Body: '{"found":"x"}' })],
  ],
  [
    'an input transformer’s place that has no path',
    (name) =>
      received(
        {
          queues: { q: {} },
          rules: {
            r: {
              pattern: { source: ['s'] },
              queue: 'q',
              inputTransformer: {
                paths: { other: `$.detail.${name}` },
                template: `{"found": "<other>"}`,
              },
            },
          },
        },
        [['events', 'PutEvents', { Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] }]],
      ),
    [expect.objectContaining({ Body: '{"found":""}' })],
  ],
  [
    'an event bus',
    (name) =>
      received(
        {
          queues: { q: {} },
          rules: {
            r: { bus: name, pattern: { source: ['s'] }, queue: 'q', input: { from: name } },
          },
        },
        [
          [
            'events',
            'PutEvents',
            { Entries: [{ Source: 's', DetailType: 'd', Detail: '{}', EventBusName: name }] },
          ],
        ],
      ),
    [expect.objectContaining({ Body: '{"from":"NAME"}' })],
  ],
  [
    'an attribute that an expression names',
    (name) =>
      calls({ tables: { t: { key: ['id'], items: [{ id: { S: 'x' } }] } } }, [
        [
          'dynamodb',
          'UpdateItem',
          {
            TableName: 't',
            Key: { id: { S: 'x' } },
            UpdateExpression: 'SET #a = :v, m = :m',
            ExpressionAttributeNames: { '#a': name },
            ExpressionAttributeValues: { ':v': { N: '1' }, ':m': { M: {} } },
          },
        ],
        [
          'dynamodb',
          'UpdateItem',
          {
            TableName: 't',
            Key: { id: { S: 'x' } },
            UpdateExpression: 'SET m.#a = :v',
            ConditionExpression: 'attribute_exists(#a) AND attribute_not_exists(m.#a)',
            ExpressionAttributeNames: { '#a': name },
            ExpressionAttributeValues: { ':v': { N: '2' } },
          },
        ],
        [
          'dynamodb',
          'GetItem',
          {
            TableName: 't',
            Key: { id: { S: 'x' } },
            ProjectionExpression: '#a, m',
            ExpressionAttributeNames: { '#a': name },
          },
        ],
      ]),
    { Item: { NAME: { N: '1' }, m: { M: { NAME: { N: '2' } } } } },
  ],
  [
    'an attribute that an item has none of',
    (name) =>
      calls({ tables: { t: { key: ['id'], items: [{ id: { S: 'x' } }] } } }, [
        [
          'dynamodb',
          'UpdateItem',
          {
            TableName: 't',
            Key: { id: { S: 'x' } },
            UpdateExpression: 'SET a = :v',
            ConditionExpression: 'attribute_exists(#a)',
            ExpressionAttributeNames: { '#a': name },
            ExpressionAttributeValues: { ':v': { N: '2' } },
          },
        ],
      ]),
    expect.objectContaining({ code: 'ConditionalCheckFailedException' }),
  ],
  [
    'a return value, a clause and a function that there are none of',
    (name) =>
      calls({ tables: { t: { key: ['id'] } } }, [
        [
          'dynamodb',
          'UpdateItem',
          {
            TableName: 't',
            Key: { id: { S: 'x' } },
            UpdateExpression: `${name} a = :v`,
            ExpressionAttributeValues: { ':v': { N: '2' } },
          },
        ],
      ]),
    expect.objectContaining({ code: 'ValidationException' }),
  ],
  [
    'a pipe',
    async (name) => {
      const world = new TestWorld(
        JSON.stringify({
          resources: {
            queues: { q: {} },
            pipes: {
              [name]: {
                source: 'q',
                batchSize: 1,
                filter: [{ body: { [name]: [{ exists: true }] } }],
                inputTemplate: `{"found": <$.body.${name}>, "none": <$.body.none.${name}>}`,
              },
            },
          },
        }),
      );
      const send = (body: Json) =>
        world.call('sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(body) });
      await send({ [name]: 1, none: {} });
      await send({ other: 1, none: {} });
      await world.pass(1000);
      return world.simulation
        .executions()
        .flatMap(({ input }) => (Array.isArray(input) ? input : []));
    },
    [{ found: 1, none: null }],
  ],
  [
    'a route of a WebSocket API',
    async (name) => {
      const echo = { integration: 'Lambda', function: 'f', routeResponse: true };
      const world = new TestWorld(
        JSON.stringify({
          resources: {
            functions: {
              f: {
                answers: [
                  { return: { statusCode: 200, body: '{{ input.requestContext.routeKey }}' } },
                ],
              },
            },
            apis: {
              [name]: {
                type: 'WEBSOCKET',
                routeSelection: `$request.body.${name}`,
                routes: { [name]: echo, $default: echo },
              },
            },
          },
        }),
      );
      await world.connect(name, 'c', '/');
      for (const body of [{ [name]: name }, { [name]: 'none' }, {}]) {
        await world.frame('c', JSON.stringify(body));
      }
      return world.simulation
        .log()
        .filter(({ kind }) => kind === 'frameSent')
        .map(({ data }) => data ?? null);
    },
    ['NAME', '$default', '$default'],
  ],
  [
    'a job',
    (name) =>
      run(
        machine({
          A: task('glue:startJobRun.sync', { JobName: name }, { OutputPath: '$.JobRunState' }),
        }),
        { resources: { jobs: { [name]: { duration: '5s', status: 'FAILED' } } } },
      ),
    ['FAILED', 'States.TaskFailed'],
  ],
  [
    'a job that nobody declared',
    (name) =>
      run(
        machine({
          A: task('glue:startJobRun.sync', { JobName: name }, { OutputPath: '$.JobRunState' }),
        }),
        { resources: { jobs: { other: { status: 'FAILED' } } } },
      ),
    ['SUCCEEDED', 'SUCCEEDED'],
  ],
  [
    'members of the items of a Map and of what each gives',
    (name) =>
      run(
        machine({
          A: {
            Type: 'Map',
            ItemsPath: `$.${name}`,
            ItemSelector: { [`${name}.$`]: '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
            ItemProcessor: machine({ [name]: { Type: 'Pass', End: true } }, name),
            ResultPath: `$.${name}`,
            End: true,
          },
        }),
        {},
        { input: { [name]: [1, { [name]: 2 }] } },
      ),
    [
      'SUCCEEDED',
      {
        NAME: [
          { NAME: 1, index: 0 },
          { NAME: { NAME: 2 }, index: 1 },
        ],
      },
    ],
  ],
  [
    'batches of a distributed Map',
    (name) =>
      run(
        machine({
          A: {
            Type: 'Map',
            ItemProcessor: machine({ [name]: { Type: 'Pass', End: true } }, name, {
              ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            }),
            ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { [name]: { [name]: 1 } } },
            End: true,
          },
        }),
        {},
        { input: [{ [name]: 1 }, { [name]: 2 }] as unknown as Json },
      ),
    ['SUCCEEDED', [{ BatchInput: { NAME: { NAME: 1 } }, Items: [{ NAME: 1 }, { NAME: 2 }] }]],
  ],
  [
    'headers of a CSV file',
    (name) => {
      const files = {
        hasBucket: () => true,
        read: () => `${name},other\n1,2\n`,
        list: () => [],
      };
      const items = itemsOf(files, {
        kind: 'readItems',
        id: 1,
        origin: { thread: 'main', state: 'M', path: [], visit: 0, attempt: 0 },
        resource: 'arn:aws:states:::s3:getObject',
        parameters: { Bucket: 'b', Key: name },
        readerConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      });
      return Promise.resolve(items);
    },
    { ok: true, value: [{ NAME: '1', other: '2' }] },
  ],
];

describe.each(runs)('%s', (_, run, gives) => {
  it.each(anyNames)('called %s', async (name) => {
    const outcome = JSON.stringify(await run(name)).replaceAll(name, 'NAME');
    expect(JSON.parse(outcome)).toEqual(gives);
  });
});
