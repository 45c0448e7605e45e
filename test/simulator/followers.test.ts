/** Consumers that follow a function. */
import { readScenario } from '@stepthrough/scenario';
import { expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const machine = (pattern = '.waitForTaskToken') =>
  JSON.stringify({
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: `arn:aws:states:::lambda:invoke${pattern}`,
        Parameters: {
          FunctionName: 'ask',
          Payload: {
            'id.$': '$.id',
            ...(pattern === '' ? {} : { 'token.$': '$$.Task.Token' }),
          },
        },
        End: true,
      },
    },
  });

const functions = `
resources:
  queues: { told: {} }
  functions:
    ask: { answers: [{ when: { id: [bad] }, throw: { error: Refused } }, { return: { asked: 1 }, after: 1s }] }
    other: { answers: [{ return: 1 }] }
`;

const approve = `
consumers:
  - function: ask
    script:
      - when: { payload: { id: [yes] }, result: { asked: [1] } }
        after: 5s
        do:
          - wait: 2s
          - sendTaskSuccess: { taskToken: '{{ payload.token }}', output: { n: '{{ result.asked }}' } }
      - when: { error: [Refused] }
        do: [{ sendMessage: { queue: told, body: '{{ error }} {{ payload.id }} {{ result }}' } }]
      - when: { payload: { id: [lost] } }
        crash: true
`;

function worldOf(id: string, pattern?: string, consumers = approve): TestWorld {
  return new TestWorld(`${functions}${consumers}`, machine(pattern), { input: { id } });
}

const ended = ({ simulation }: TestWorld) => {
  const [execution] = simulation.executions();
  const { status, output } = execution?.snapshot ?? {};
  return { status, output };
};

const acts = ({ simulation }: TestWorld): readonly string[] =>
  simulation
    .log()
    .filter(({ kind }) => kind === 'workerActed')
    .map(({ message }) => message);

it('answers the callback whose token the function got, when the invocation has ended', async () => {
  const world = worldOf('yes');
  await world.pass(7_999);
  expect(ended(world).status).toBe('RUNNING');
  await world.pass(1);
  expect(ended(world)).toEqual({ status: 'SUCCEEDED', output: { n: 1 } });
  expect(acts(world)).toEqual(['Follower of ask: sendTaskSuccess']);
});

it('sees the error of an invocation that failed, and no result', async () => {
  const world = worldOf('bad', '');
  await world.pass(1_000);
  expect(ended(world).status).toBe('FAILED');
  const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'told' });
  expect(value).toMatchObject({ Messages: [{ Body: 'Refused bad null' }] });
});

it('may crash, leave an invocation, and follows no other function', async () => {
  const lost = worldOf('lost');
  await lost.pass(1_000);
  expect(acts(lost)).toEqual(['Follower of ask crashes while it works on the invocation']);
  const left = worldOf('no');
  await left.pass(1_000);
  expect(acts(left)).toEqual(['Follower of ask has no reaction to the invocation; it leaves it']);
  await left.call('lambda', 'Invoke', { FunctionName: 'other', Payload: {} });
  await left.pass(1_000);
  expect(acts(left)).toHaveLength(1);
});

it('follows asynchronous invocations, each attempt of them, and beside others', async () => {
  const note = (name: string): string =>
    `{ name: ${name}, function: ask, script: [{ do: [{ sendMessage: { queue: told, body: x } }] }] }`;
  const world = worldOf('yes', '', `consumers: [${note('a')}, ${note('b')}]`);
  await world.pass(1_000);
  expect(acts(world)).toEqual(['a: sendMessage', 'b: sendMessage']);
  const request = { FunctionName: 'ask', InvocationType: 'Event', Payload: { id: 'bad' } };
  await world.call('lambda', 'Invoke', request);
  await world.pass(600_000);
  expect(acts(world)).toHaveLength(2 + 3 * 2);
});

it('has no message to delete', () => {
  const problems = (action: string): readonly string[] =>
    readScenario(
      `${functions}consumers: [{ function: ask, script: [{ do: [{ ${action} }] }] }]`,
      'x.scenario.yaml',
    ).problems.map(({ message }) => message);
  expect(problems('wait: 1s')).toEqual([]);
  for (const action of ['deleteMessage', 'changeMessageVisibility']) {
    const value = action === 'deleteMessage' ? '{}' : '{ visibilityTimeout: 1s }';
    expect(problems(`${action}: ${value}`)).toEqual([
      `"${action}" is for consumers of a queue; this one follows the function "ask", and has no message.`,
    ]);
  }
  const unknown = 'consumers: [{ function: none, script: [] }]';
  expect(readScenario(unknown, 'x.scenario.yaml').problems).toHaveLength(1);
});
