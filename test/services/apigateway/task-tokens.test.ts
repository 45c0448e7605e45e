/** A Task that waits for its token is answered through an API. */
import { expect, describe, it } from 'vitest';
import { readScenario } from '@stepthrough/scenario';
import { TestWorld } from '../../simulator/world.ts';
import { ask } from './requests.ts';

const machine = JSON.stringify({
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      HeartbeatSeconds: 60,
      Parameters: { QueueUrl: 'jobs', MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  },
});

const approve = `{"taskToken": $input.json('$.token'), "output": "$util.escapeJavaScript($input.json('$.answer'))"}`;

async function waiting(): Promise<{ readonly world: TestWorld; readonly token: string }> {
  const routes = {
    'POST /approve': { integration: 'SendTaskSuccess', requestTemplate: approve },
    'POST /success': { integration: 'SendTaskSuccess' },
    'POST /failure': { integration: 'SendTaskFailure' },
    'POST /beat': { integration: 'SendTaskHeartbeat' },
  };
  const resources = { queues: { jobs: {} }, apis: { api: { routes } } };
  const world = new TestWorld(JSON.stringify({ resources }), machine);
  await world.pass(0);
  return { world, token: world.simulation.tasks()[0]?.taskToken ?? '' };
}

async function post(world: TestWorld, path: string, body: object) {
  const { status, body: text } = await ask(world, path, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status, body: JSON.parse(text) as { __type?: string; message?: string } };
}

const ended = ({ simulation }: TestWorld) => {
  const { status, output, error, cause } = simulation.executions()[0]?.snapshot ?? {};
  return { status, output, error, cause };
};

describe('a route of an API', () => {
  it('approves by a mapping template', async () => {
    const { world, token } = await waiting();
    expect(await post(world, '/approve', { token, answer: { by: 'Kim' } })).toEqual({
      status: 200,
      body: {},
    });
    expect(ended(world)).toMatchObject({ status: 'SUCCEEDED', output: { by: 'Kim' } });
    const again = await post(world, '/approve', { token, answer: {} });
    expect(again).toEqual({
      status: 400,
      body: {
        __type: 'TaskTimedOut',
        message: "Task Timed Out: 'Provided task does not exist anymore'",
      },
    });
  });

  it('fails the Task with error and cause, and without them', async () => {
    const { world, token } = await waiting();
    const failed = { taskToken: token, error: 'Refused', cause: 'No budget' };
    expect((await post(world, '/failure', failed)).status).toBe(200);
    expect(ended(world)).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'No budget' });
    const bare = await waiting();
    expect((await post(bare.world, '/failure', { taskToken: bare.token })).status).toBe(200);
    expect(ended(bare.world)).toMatchObject({ status: 'FAILED' });
  });

  it('keeps the Task alive', async () => {
    const { world, token } = await waiting();
    await world.pass(59_000);
    expect((await post(world, '/beat', { taskToken: token })).status).toBe(200);
    await world.pass(59_999);
    expect(ended(world).status).toBe('RUNNING');
    await world.pass(1);
    expect(ended(world)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    const late = await post(world, '/beat', { taskToken: token });
    expect(late).toMatchObject({ status: 400, body: { __type: 'TaskTimedOut' } });
  });

  const unknown = `AQC${'0'.repeat(61)}`;
  const longError = { error: 'e'.repeat(257) };
  const longCause = { cause: 'c'.repeat(32_769) };
  it.each<[path: string, body: object, type: string]>([
    ['/success', { taskToken: 'nonsense', output: '{}' }, 'InvalidToken'],
    ['/success', { taskToken: unknown.slice(0, -1), output: '{}' }, 'InvalidToken'],
    ['/success', { taskToken: unknown, output: '{}' }, 'TaskDoesNotExist'],
    ['/success', { taskToken: unknown, output: '{' }, 'TaskDoesNotExist'],
    ['/success', { output: '{' }, 'InvalidOutput'],
    ['/success', { output: '' }, 'InvalidOutput'],
    ['/success', {}, 'ValidationException'],
    ['/success', { output: null }, 'ValidationException'],
    ['/success', { output: {} }, 'SerializationException'],
    ['/success', { output: 1 }, 'SerializationException'],
    ['/success', { output: true }, 'SerializationException'],
    ['/success', { output: JSON.stringify('x'.repeat(262_143)) }, 'ValidationException'],
    ['/success', { taskToken: null, output: '{}' }, 'ValidationException'],
    ['/failure', { taskToken: unknown }, 'TaskDoesNotExist'],
    ['/failure', longError, 'ValidationException'],
    ['/failure', longCause, 'ValidationException'],
    ['/failure', { error: {} }, 'SerializationException'],
    ['/failure', { taskToken: null }, 'ValidationException'],
    ['/beat', { taskToken: 'nonsense' }, 'InvalidToken'],
    ['/beat', { taskToken: unknown }, 'TaskDoesNotExist'],
    ['/beat', { taskToken: null }, 'ValidationException'],
  ])('%s refuses %.60j as %s', async (path, body, type) => {
    const { world, token } = await waiting();
    const answer = await post(world, path, { taskToken: token, ...body });
    expect(answer).toMatchObject({ status: 400, body: { __type: type } });
    expect(ended(world).status).toBe('RUNNING');
  });

  it.each<[path: string, body: object]>([
    ['/success', { output: JSON.stringify('x'.repeat(262_142)) }],
    ['/success', { output: 'null' }],
    ['/failure', { error: 'e'.repeat(256) }],
    ['/failure', { error: '', cause: 'c'.repeat(32_768) }],
  ])('%s takes %.60j', async (path, body) => {
    const { world, token } = await waiting();
    expect((await post(world, path, { taskToken: token, ...body })).status).toBe(200);
    expect(ended(world).status).not.toBe('RUNNING');
  });
});

it.each(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])(
  'an HTTP API cannot be connected to %s',
  (integration) => {
    const problems = (type: string) =>
      readScenario(
        JSON.stringify({
          resources: { apis: { a: { type, routes: { 'POST /': { integration } } } } },
        }),
        'x.scenario.json',
      ).problems.map(({ message }) => message);
    expect(problems('REST')).toEqual([]);
    expect(problems('HTTP')).toEqual([
      `An HTTP API cannot be connected to ${integration}: make "a" a REST API, or let a function call it.`,
    ]);
  },
);
