import { parse, type Json } from '@stepthrough/asl';
import {
  loadProgram,
  loadScenario,
  runHeadless,
  scenarioBeside,
  Simulation,
  testScenario,
  traceLine,
} from '@stepthrough/simulator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarioOf, TestWorld } from './world.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** A machine that asks a warehouse over a queue and tells the customer. */
const orderMachine = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'ReserveStock',
  States: {
    ReserveStock: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'Reserve', Payload: { sku: '{% $states.input.item %}' } },
      Retry: [
        { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 1, MaxAttempts: 2 },
      ],
      Assign: { orderId: '{% $states.input.orderId %}' },
      Output: '{% $states.input %}',
      Next: 'AskWarehouse',
    },
    AskWarehouse: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      TimeoutSeconds: 600,
      HeartbeatSeconds: 90,
      Arguments: {
        QueueUrl: 'Warehouse',
        MessageBody: { orderId: '{% $orderId %}', TaskToken: '{% $states.context.Task.Token %}' },
      },
      Next: 'NotifyCustomer',
    },
    NotifyCustomer: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Arguments: {
        TopicArn: 'Mail',
        Message: { orderId: '{% $orderId %}', parcel: '{% $states.input.parcel %}' },
      },
      Output: '{% $states.input %}',
      End: true,
    },
  },
});

const orderScenario = `
scenario: 1
name: order confirmed by warehouse
definition: order.asl.json
clock: { start: 2026-01-05T09:00:00Z }
seed: 7
resources:
  queues: { Warehouse: { visibilityTimeout: 30s, deadLetter: { queue: WarehouseDead, maxReceiveCount: 3 } }, WarehouseDead: {} }
  topics: { Mail: {} }
  apis:
    OrdersApi:
      routes:
        POST /orders:
          integration: StartExecution
          requestTemplate: |-
            {"name": "$input.path('$.orderId')", "input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")", "stateMachineArn": "order"}
events:
  - id: place
    at: 0s
    http: { method: POST, path: /prod/orders, headers: { X-Trace: t1 }, body: { orderId: o-77, item: "O'Reilly mug", qty: 2 } }
    expect: { status: 200, body: { executionArn: [{ suffix: ':o-77' }] }, within: 29s }
  - at: 5s
    repeat: place
    expect: { status: 200, body: { executionArn: [{ suffix: ':o-77' }] } }
answers:
  - match: { state: ReserveStock, input: { Payload: { sku: [{ suffix: mug }] } } }
    sequence:
      - throw: { error: Lambda.TooManyRequestsException, cause: Rate exceeded }
        after: 800ms
      - return: { Payload: { reserved: true } }
consumers:
  - queue: Warehouse
    concurrency: 1
    script:
      - when: { body: { TaskToken: [{ exists: true }] }, attributes: { ApproximateReceiveCount: ['1'] } }
        crash: true
      - when: { body: { TaskToken: [{ exists: true }] } }
        after: 12s
        do:
          - sendTaskHeartbeat: { taskToken: '{{ body.TaskToken }}' }
          - wait: 15s
          - sendTaskSuccess: { taskToken: '{{ body.TaskToken }}', output: { parcel: 'P-{{ body.orderId }}' } }
          - deleteMessage: {}
expect:
  executions:
    - machine: order
      count: 1
      status: SUCCEEDED
      output: { parcel: [P-o-77] }
      path: [ReserveStock, AskWarehouse, NotifyCustomer]
      retries: { ReserveStock: 1 }
      duration: { lessThan: 120 }
      history: [{ type: TaskSubmitted, state: AskWarehouse, count: 1 }]
  queues: { Warehouse: { visible: 0, inFlight: 0, sent: 1, received: { atLeast: 2 } }, WarehouseDead: { visible: 0 } }
  messages: [{ queue: Warehouse, body: { orderId: [o-77] } }]
  calls: [{ service: sns, action: publish, count: 1, parameters: { Message: { orderId: [o-77] } } }]
  responses: [{ status: 200 }, { status: 200 }]
  never: [{ event: TaskTimedOut }, { kind: callFailed }]
`;

describe('a scenario as a test', () => {
  it('G19: a consumer crashes, gets the message again, beats and answers, all on the virtual clock', async () => {
    file('order.asl.json', orderMachine);
    const report = await testScenario(file('order.scenario.yaml', orderScenario));
    expect(report.problems).toEqual([]);
    expect(report.cases.map(({ name, failures }) => ({ name, failures }))).toEqual([
      { name: 'events', failures: [] },
    ]);
    // Throttled at 0.8 s, tried again at 1.8 s; received and lost; again at 31.8 s, answered 27 s later.
    const [{ log } = { log: [] }] = report.cases;
    const ended = log.find(({ kind }) => kind === 'executionEnded');
    expect(ended && traceLine(ended, Date.parse('2026-01-05T09:00:00Z'))).toMatch(
      /^\+00:00:58\.800 {2}o-77 {6}Execution o-77 SUCCEEDED$/,
    );
  });

  it('G1: runs in less than two seconds', async () => {
    file('order.asl.json', orderMachine);
    const path = file('order.scenario.yaml', orderScenario);
    const before = performance.now();
    await testScenario(path);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'the status',
      'status: SUCCEEDED',
      'status: FAILED',
      /^status of o-77: expected FAILED, was SUCCEEDED/,
    ],
    [
      'the output',
      'parcel: [P-o-77]',
      'parcel: [P-1]',
      /^output of o-77: expected \{"parcel":\["P-1"\]\}, was/,
    ],
    [
      'the path',
      'path: [ReserveStock, ',
      'path: [',
      /^path of o-77: expected AskWarehouse, NotifyCustomer; was/,
    ],
    [
      'retries',
      'ReserveStock: 1 }',
      'ReserveStock: 0 }',
      /^retries of o-77: retries of ReserveStock: expected 0, was 1/,
    ],
    ['a duration', 'lessThan: 120', 'lessThan: 10', /expected less than 10, was 58.8/],
    ['a queue', 'sent: 1', 'sent: 2', /^sent in Warehouse: expected 2, was 1/],
    [
      'a message',
      'orderId: [o-77] } }]\n  calls',
      'orderId: [x] } }]\n  calls',
      /^messages to Warehouse that fit .*: expected at least 1, was 0. Sent were/,
    ],
    [
      'a call',
      'count: 1, parameters',
      'count: 3, parameters',
      /^requests of sns publish .*: expected 3, was 1/,
    ],
    [
      'a response',
      'responses: [{ status: 200 }',
      'responses: [{ status: 201 }',
      /^status: expected 201, was 200/,
    ],
    [
      'what must not be',
      'never: [{ event: TaskTimedOut }',
      'never: [{ state: NotifyCustomer }',
      /^This has happened: Entered NotifyCustomer/,
    ],
    [
      'an answer in time',
      'body: { executionArn',
      'body: { nothing: [1], executionArn',
      /^body: expected/,
    ],
  ])('a wrong expectation of %s fails at its line', async (_what, from, to, message) => {
    file('order.asl.json', orderMachine);
    const wrong = orderScenario.replace(from, to);
    const path = file('wrong.scenario.yaml', wrong);
    const [result] = (await testScenario(path)).cases;
    expect(result?.passed).toBe(false);
    const [failure] = result?.failures ?? [];
    expect(failure?.message).toMatch(message);
    expect(failure?.path).toBe(path);
    const line = wrong.slice(0, wrong.indexOf(to)).split('\n').length;
    expect(Math.abs((failure?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  // One message was sent; the limits are below, at and above one.
  it.each<[limits: string, fails: string | undefined]>([
    ['1', undefined],
    ['0', 'expected 0, was 1.'],
    ['{ atLeast: 0 }', undefined],
    ['{ atLeast: 1 }', undefined],
    ['{ atLeast: 2 }', 'expected at least 2, was 1.'],
    ['{ atMost: 0 }', 'expected at most 0, was 1.'],
    ['{ atMost: 1 }', undefined],
    ['{ atMost: 2 }', undefined],
    ['{ lessThan: 1 }', 'expected less than 1, was 1.'],
    ['{ lessThan: 2 }', undefined],
    ['{ moreThan: 0 }', undefined],
    ['{ moreThan: 1 }', 'expected more than 1, was 1.'],
    ['{ atLeast: 1, atMost: 1 }', undefined],
    ['{ atLeast: 1, lessThan: 1 }', 'expected less than 1, was 1.'],
  ])('a number of messages may be %s', async (limits, fails) => {
    file('rest.asl.json', '{"StartAt": "Rest", "States": {"Rest": {"Type": "Succeed"}}}');
    const path = file(
      'limits.scenario.yaml',
      `definition: rest.asl.json
resources: { queues: { q: {} } }
events: [{ at: 1s, messages: { queue: q, send: [{ body: x }] } }]
expect:
  queues: { q: { sent: ${limits} } }
  messages: [{ queue: q, count: ${limits} }]
`,
    );
    const report = await testScenario(path);
    expect(report.problems).toEqual([]);
    const messages = report.cases.flatMap(({ failures }) => failures.map(({ message }) => message));
    const expected =
      fails === undefined ? [] : [`sent in q: ${fails}`, `messages to q: ${fails} Sent were "x".`];
    expect(messages).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['no definition', 'scenario: 1', 'it is not said which state machine'],
    [
      'a definition that is not there',
      'definition: none.asl.json',
      '1:1: there is no file "none.asl.json"',
    ],
    ['an unknown field', 'expct: {}', 'The scenario has no field "expct". Did you mean "expect"?'],
  ])('with %s is reported, not thrown', async (_what, text, message) => {
    const path = file(`bad-${text.length}.scenario.yaml`, text);
    const { problems, cases } = await testScenario(path);
    expect(cases).toEqual([]);
    const [{ line, column, message: said } = { line: 0, column: 0, message: '' }] = problems;
    expect(`${line}:${column}: ${said}`).toContain(message);
  });

  it('an unanswered task fails the case with what to add', async () => {
    file('order.asl.json', orderMachine);
    const text = orderScenario.replace('state: ReserveStock, input', 'state: Other, input');
    const [result] = (await testScenario(file('open.scenario.yaml', text))).cases;
    const [failure] = result?.failures ?? [];
    expect(failure?.path).toBe(join(folder, 'order.asl.json'));
    expect(failure?.column).toBe(orderMachine.indexOf('"ReserveStock":') + 1);
    expect(failure?.message).toContain(
      'Nothing answers the Task "ReserveStock" (arn:aws:states:::lambda:invoke).',
    );
  });
});

describe('a function on the desk', () => {
  it('is created, tested, and then run by a state machine', async () => {
    file(
      'double.mjs',
      'export const handler = async ({ n }) => { if (n < 0) throw new RangeError("negative"); return n * 2; };',
    );
    file(
      'double.asl.json',
      JSON.stringify({
        StartAt: 'Double',
        States: {
          Double: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'double', 'Payload.$': '$' },
            OutputPath: '$.Payload',
            End: true,
          },
        },
      }),
    );
    const path = file(
      'double.scenario.yaml',
      `
resources: { functions: { double: { handler: double.handler, runtime: nodejs22.x, timeout: 20s, duration: 10ms } } }
starts:
  the function: { invoke: { function: double, payload: { n: 21 } }, expect: { functions: [{ function: double, payload: { n: [21] }, result: 42 }] } }
  its failure: { invoke: { function: double, payload: { n: -1 } }, expect: { functions: [{ function: double, error: RangeError }] } }
  the workflow: { input: { n: 4 }, expect: { executions: [{ status: SUCCEEDED, output: 8, duration: 0.01 }] } }
  wrong: { invoke: { function: double, payload: { n: 1 } }, expect: { functions: [{ function: double, result: 3 }] } }`,
    );
    const { cases } = await testScenario(path);
    expect(cases.map(({ name, failures }) => [name, failures[0]?.message])).toEqual([
      ['the function', undefined],
      ['its failure', undefined],
      ['the workflow', undefined],
      ['wrong', 'invocations of double that fit: expected at least 1, was 0. It gave 2.'],
    ]);
  });
});

describe('G20: test cases of a MockConfigFile', () => {
  const machine = JSON.stringify({
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        MaxConcurrency: 1,
        ItemsPath: '$.items',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Call',
          States: {
            Call: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Parameters: { FunctionName: 'f', Payload: { 'n.$': '$' } },
              OutputPath: '$.Payload',
              Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 2 }],
              End: true,
            },
          },
        },
        End: true,
      },
    },
  });
  const config = (responses: Json): string =>
    JSON.stringify({
      StateMachines: { m: { TestCases: { Happy: { Call: 'Mocked' } } } },
      MockedResponses: { Mocked: responses },
    });
  const returns = (n: number): Json => ({ Return: { StatusCode: 200, Payload: n } });

  it('count invocations of a state over retries and iterations', async () => {
    file('m.asl.json', machine);
    const path = file(
      'MockConfigFile.json',
      config({ '0': { Throw: { Error: 'Busy', Cause: 'x' } }, '1-2': returns(1), '3': returns(2) }),
    );
    const { execution } = await runHeadless({
      program: loadProgram(join(folder, 'm.asl.json')),
      scenario: loadScenario(path),
      testCase: 'Happy',
      input: { items: [1, 2, 3] },
    });
    expect(execution?.snapshot.output).toEqual([1, 1, 2]);
  });

  it('say so when they have run out', async () => {
    file('m.asl.json', machine);
    const path = file('short.json', config({ '0': returns(1) }));
    const { end, problem } = await runHeadless({
      program: loadProgram(join(folder, 'm.asl.json')),
      scenario: loadScenario(path),
      testCase: 'Happy',
      input: { items: [1, 2] },
    });
    expect(end).toBe('unanswered');
    expect(problem).toContain('The scenario has no answer for invocation 1 of "Call"');
  });

  it('are used by a scenario of its own', async () => {
    file('m.asl.json', machine);
    file('MockConfigFile.json', config({ '0': returns(5) }));
    const path = file(
      'm.scenario.yaml',
      'use: { mocks: MockConfigFile.json#Happy }\nstarts: { one: { input: { items: [1] }, expect: { executions: [{ output: [5] }] } } }',
    );
    expect((await testScenario(path)).cases).toMatchObject([{ name: 'one', failures: [] }]);
    expect(scenarioBeside(join(folder, 'm.asl.json'))).toBe(path);
  });
});

describe('G21: answers are checked as TestState checks mocks', () => {
  const definition = JSON.stringify({
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'f' },
        End: true,
      },
    },
  });
  const start = (answer: string): Simulation =>
    new Simulation({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      scenario: scenarioOf(`answers:\n  - match: { state: Call }\n    ${answer}`),
      input: {},
    });

  it.each([
    [
      "return: { StatusCode: 'x' }",
      "test.scenario.yaml:3:5: Mock result schema validation error: Field 'StatusCode' must be a number.",
    ],
    ['mock: { result: \'{"StatusCode": "x"}\' }', "Field 'StatusCode' must be a number"],
    ["return: { StatusCode: 'x' }\n    validate: STRICT", "Field 'StatusCode' must be a number"],
  ])('%s is refused with file, line and remedy', (answer, message) => {
    expect(() => start(answer)).toThrow(message);
    expect(() => start(answer)).toThrow('Correct the answer, or set "validate: NONE".');
  });

  it.each([
    [
      "mock: { result: '{' }",
      '3: Mocked result must be valid JSON: write a value, or its JSON in quotes',
    ],
    [
      'mock: { result: {}, errorOutput: { error: E } }',
      'A test mock should have only one of the following fields: [result, errorOutput].',
    ],
  ])('%s is no mock', (answer, message) => {
    expect(() => start(answer)).toThrow(message);
  });

  it.each([
    "return: { StatusCode: 'x' }\n    validate: NONE",
    'return: { Payload: 1 }',
    "mock: { result: '{}' }",
    'mock: { errorOutput: { error: E } }',
  ])('%s is taken', (answer) => {
    expect(() => start(answer)).not.toThrow();
  });
});

describe('G19: activities', () => {
  it('are answered by workers that poll them, with heartbeats', async () => {
    const definition = JSON.stringify({
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: 'arn:aws:states:us-east-1:123456789012:activity:paint',
          HeartbeatSeconds: 60,
          End: true,
        },
      },
    });
    const { execution, simulation } = await runHeadless({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      scenario: scenarioOf(`
consumers:
  - name: painter
    activity: paint
    script:
      - after: 50s
        do:
          - sendTaskHeartbeat: { taskToken: '{{ taskToken }}' }
          - wait: 50s
          - sendTaskSuccess: { taskToken: '{{ taskToken }}', output: { painted: '{{ body.colour }}' } }`),
      input: { colour: 'red' },
    });
    expect(execution?.snapshot.output).toEqual({ painted: 'red' });
    const types = simulation.history(execution?.id ?? '').map(({ type }) => type);
    expect(types).toContain('ActivityStarted');
  });
});

describe('G4: a breakpoint freezes everything', () => {
  it('neither redelivers nor lets a heartbeat expire while nobody steps', async () => {
    const definition = JSON.stringify({
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          HeartbeatSeconds: 1,
          Parameters: { QueueUrl: 'q', MessageBody: { 'Token.$': '$$.Task.Token' } },
          End: true,
        },
      },
    });
    const world = new TestWorld(
      `resources: { queues: { q: { visibilityTimeout: 1s } } }`,
      definition,
    );
    await world.pass(0);
    await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'q' });
    const { simulation } = world;
    const before = simulation.world;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(simulation.world).toBe(before);
    expect(simulation.executions()[0]?.status).toBe('RUNNING');
    expect(simulation.queues()[0]?.messages[0]).toMatchObject({
      isInFlight: true,
      receiveCount: 1,
    });
    await world.pass(1000);
    expect(simulation.executions()[0]?.status).toBe('FAILED');
  });

  it('paces a run against the real clock where that is wanted', async () => {
    const definition = '{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":20,"End":true}}}';
    const before = performance.now();
    await runHeadless({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      input: {},
      timeScale: 100,
    });
    expect(performance.now() - before).toBeGreaterThan(190);
  });
});
