/** Tables and buckets that a Task makes serve the Tasks after it, though the scenario declares none. */
import { parse, type Json } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { expect, it } from 'vitest';

interface Asked {
  readonly resource: string;
  readonly parameters: Json;
}

async function run(...tasks: readonly Asked[]) {
  const states = tasks.map(({ resource, parameters }, index) => [
    `T${index}`,
    {
      Type: 'Task',
      Resource: `arn:aws:states:::${resource}`,
      Parameters: parameters,
      ...(index + 1 < tasks.length ? { Next: `T${index + 1}` } : { End: true }),
    },
  ]);
  const definition = JSON.stringify({ StartAt: 'T0', States: Object.fromEntries(states) });
  const { problem, execution } = await runHeadless({
    program: { path: 'm.asl.json', document: parse(definition, 'json') },
    input: {},
  });
  return { problem, status: execution?.status, output: execution?.snapshot.output };
}

const createTable: Asked = {
  resource: 'aws-sdk:dynamodb:createTable',
  parameters: {
    TableName: 'made',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
};
const putItem: Asked = {
  resource: 'dynamodb:putItem',
  parameters: { TableName: 'made', Item: { id: { S: 'a' } } },
};
const getItem: Asked = {
  resource: 'dynamodb:getItem',
  parameters: { TableName: 'made', Key: { id: { S: 'a' } } },
};
const createBucket: Asked = {
  resource: 'aws-sdk:s3:createBucket',
  parameters: { Bucket: 'made-bucket' },
};
const putObject: Asked = {
  resource: 'aws-sdk:s3:putObject',
  parameters: { Bucket: 'made-bucket', Key: 'a', Body: { n: 1 } },
};
const getObject: Asked = {
  resource: 'aws-sdk:s3:getObject',
  parameters: { Bucket: 'made-bucket', Key: 'a' },
};

it('a table that a Task has made takes and gives items', async () => {
  expect(await run(createTable, putItem, getItem)).toMatchObject({
    problem: undefined,
    status: 'SUCCEEDED',
    output: { Item: { id: { S: 'a' } } },
  });
});

it('a bucket that a Task has made takes and gives objects', async () => {
  expect(await run(createBucket, putObject, getObject)).toMatchObject({
    problem: undefined,
    status: 'SUCCEEDED',
    output: { Body: '{"n":1}' },
  });
});

it.each<[Asked, string]>([
  [putItem, 'There is no table in "resources.tables".'],
  [putObject, 'There is no bucket in "resources.buckets".'],
])('where none has been made, %o asks for it', async (asked, why) => {
  const { problem, status } = await run(asked);
  expect(status).toBe('RUNNING');
  expect(problem).toContain(why);
});
