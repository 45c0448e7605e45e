import { base64Encode, type Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../../../simulator/world.ts';
import { answering, swagger } from './definitions.ts';

const definition = swagger({ '/Pets': { get: answering('pets') } });

async function outputOf(Body: Json): Promise<Json | undefined> {
  const world = new TestWorld(
    '',
    JSON.stringify({
      StartAt: 'Import',
      States: {
        Import: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:apigateway:importRestApi',
          Parameters: { Body, Parameters: { endpointConfigurationTypes: 'REGIONAL' } },
          ResultPath: '$.api',
          Next: 'Ask',
        },
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:apigateway:getResources',
          Parameters: { 'RestApiId.$': '$.api.Id' },
          ResultSelector: { 'paths.$': '$.Items[*].Path' },
          ResultPath: '$.resources',
          End: true,
        },
      },
    }),
  );
  await world.pass(1000);
  return world.simulation.executions()[0]?.snapshot.output;
}

describe('G64: a Task imports an API', () => {
  it.each<[string, Json]>([
    ['a text', JSON.stringify(definition)],
    ['JSON', definition],
    ['Base64', base64Encode(JSON.stringify(definition))],
  ])('of %s', async (_, body) => {
    expect(await outputOf(body)).toMatchObject({
      api: { Name: 'shop', EndpointConfiguration: { Types: ['REGIONAL'] } },
      resources: { paths: expect.arrayContaining(['/', '/Pets']) as Json },
    });
  });
});
