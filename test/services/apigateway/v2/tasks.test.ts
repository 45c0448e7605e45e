/** How Tasks, starts and faults of a scenario reach the second API of API Gateway. */
import { expect, it } from 'vitest';
import { TestWorld } from '../../../simulator/world.ts';
import { functionArn, functions } from './conversation.ts';

const task = (action: string, Parameters: object, more: object) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::aws-sdk:apigatewayv2:${action}`,
  Parameters,
  ...more,
});

async function worldOf(States: object, scenario = '') {
  const [StartAt] = Object.keys(States);
  const world = new TestWorld(scenario, JSON.stringify({ StartAt, States }));
  await world.pass(1000);
  return world;
}

const snapshotOf = (world: TestWorld) => world.simulation.executions()[0]?.snapshot;

it('G63: a Task makes an API, which serves', async () => {
  const world = await worldOf(
    {
      Make: task(
        'createApi',
        { Name: 'shop', ProtocolType: 'HTTP', Target: functionArn('echo') },
        { ResultPath: '$.api', Next: 'Stages' },
      ),
      Stages: task(
        'getStages',
        { 'ApiId.$': '$.api.ApiId' },
        { ResultPath: '$.stages', End: true },
      ),
    },
    functions,
  );
  expect(snapshotOf(world)?.output).toMatchObject({
    api: { Name: 'shop', CreatedDate: '2026-01-05T09:00:00Z', ProtocolType: 'HTTP' },
    stages: { Items: [{ StageName: '$default', AutoDeploy: true }] },
  });
  const { api } = snapshotOf(world)?.output as { readonly api: { readonly ApiId: string } };
  expect((await world.request({ api: api.ApiId, path: '/' })).value).toMatchObject({ status: 200 });
});

it('G63: a refusal is an error of ApiGatewayV2', async () => {
  const world = await worldOf({ Get: task('getApi', { ApiId: 'none' }, { End: true }) });
  expect(snapshotOf(world)?.status).toBe('FAILED');
  expect(JSON.stringify(snapshotOf(world))).toContain('ApiGatewayV2.NotFoundException');
  expect(JSON.stringify(snapshotOf(world))).toContain('Service: ApiGatewayV2, Status Code: 404');
});

it('G63: what the other API has under the same name is another operation', async () => {
  const world = new TestWorld();
  const rest = await world.call('apigateway', 'CreateDeployment', { restApiId: 'x' });
  expect(rest.value).toMatchObject({ message: 'Invalid API identifier specified 123456789012:x' });
  const routed = await world.call('apigatewayv2', 'CreateDeployment', { ApiId: 'x' });
  expect(routed.value).toMatchObject({
    message: 'Invalid API identifier specified 123456789012:x',
  });
  const made = await world.call('apigatewayv2', 'CreateRestApi', { name: 'a' });
  expect(made).toMatchObject({ ok: false, value: { code: 'UnknownOperationException' } });
});

it.each([
  'ImportApi',
  'ReimportApi',
  'ExportApi',
  'CreateDomainName',
  'CreateApiMapping',
  'CreateVpcLink',
  'CreateRoutingRule',
  'GetModelTemplate',
  'CreatePortal',
])('G63: %s is not simulated, and says so', async (operation) => {
  const { value } = await new TestWorld().call('apigatewayv2', operation, {});
  expect(value).toMatchObject({
    message: expect.stringContaining(`apigatewayv2 ${operation} is not simulated`) as string,
  });
});

it('G63: a fault refuses it as API Gateway does', async () => {
  const scenario = 'faults: [{ throttle: { service: apigatewayv2, action: createApi, times: 1 } }]';
  const request = { Name: 'a', ProtocolType: 'HTTP' };
  const world = new TestWorld(scenario);
  expect((await world.call('apigatewayv2', 'CreateApi', request)).value).toMatchObject({
    code: 'TooManyRequestsException',
    status: 429,
  });
  expect((await world.call('apigatewayv2', 'CreateApi', request)).ok).toBe(true);
});
