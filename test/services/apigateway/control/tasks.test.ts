import { expect, it } from 'vitest';
import { TestWorld } from '../../../simulator/world.ts';

const task = (action: string, Parameters: object, more: object) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::aws-sdk:apigateway:${action}`,
  Parameters,
  ...more,
});

async function snapshotOf(states: object, startAt: string) {
  const world = new TestWorld('', JSON.stringify({ StartAt: startAt, States: states }));
  await world.pass(1000);
  return world.simulation.executions()[0]?.snapshot;
}

it('G43: a Task makes an API, with members in capitals and names of users as they are', async () => {
  const snapshot = await snapshotOf(
    {
      Make: task(
        'createRestApi',
        { Name: 'shop', Tags: { team: 'a' } },
        { ResultPath: '$.api', Next: 'Method' },
      ),
      Method: task(
        'putMethod',
        {
          'RestApiId.$': '$.api.Id',
          'ResourceId.$': '$.api.RootResourceId',
          HttpMethod: 'GET',
          AuthorizationType: 'NONE',
          RequestParameters: { 'method.request.header.h': true },
        },
        { ResultPath: '$.method', Next: 'Update' },
      ),
      Update: task(
        'updateRestApi',
        {
          'RestApiId.$': '$.api.Id',
          PatchOperations: [{ Op: 'replace', Path: '/name', Value: 'renamed' }],
        },
        { ResultPath: '$.updated', End: true },
      ),
    },
    'Make',
  );
  expect(snapshot?.output).toMatchObject({
    api: {
      Name: 'shop',
      Tags: { team: 'a' },
      CreatedDate: '2026-01-05T09:00:00Z',
      EndpointConfiguration: { Types: ['EDGE'] },
    },
    method: { HttpMethod: 'GET', RequestParameters: { 'method.request.header.h': true } },
    updated: { Name: 'renamed' },
  });
});

it('G43: a refusal is an error of API Gateway', async () => {
  const snapshot = await snapshotOf(
    { Get: task('getRestApi', { RestApiId: 'none' }, { End: true }) },
    'Get',
  );
  expect(snapshot?.status).toBe('FAILED');
  expect(JSON.stringify(snapshot)).toContain('ApiGateway.NotFoundException');
});
