/** A resource may have any name: one that is declared is found, and one that is not is not there. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../names.ts';
import { TestWorld, type Answer } from './world.ts';

type Request = { readonly [name: string]: Json };

interface Case {
  readonly what: string;
  /** The scenario's resources, with something of this name among them. */
  readonly resources: (name: string) => Json;
  readonly service: Parameters<TestWorld['call']>[0];
  readonly operation: string;
  readonly request: (name: string) => Request;
  /** The answer when it is declared. */
  readonly gives: (name: string) => unknown;
  /** The error of a service, or the status of an API, when another is declared instead. */
  readonly missing: string | number;
}

const account = '123456789012';
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;
const item = (key: string, more: Request = {}) => ({ [key]: { S: 'x' }, ...more });
const api = (routes: Json, more: Request = {}) => ({ apis: { api: { ...more, routes } } });
const get = (path: string, more: Request = {}) => ({ method: 'GET', path, ...more });

const cases: readonly Case[] = [
  {
    what: 'a queue',
    resources: (name) => ({ queues: { [name]: {} } }),
    service: 'sqs',
    operation: 'SendMessage',
    request: (name) => ({
      QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/${name}`,
      MessageBody: 'b',
    }),
    gives: () => ({ MD5OfMessageBody: '92eb5ffee6ae2fec3ad71c777531578f' }),
    missing: 'QueueDoesNotExist',
  },
  {
    what: 'a topic',
    resources: (name) => ({ topics: { [name]: {} } }),
    service: 'sns',
    operation: 'Publish',
    request: (name) => ({ TopicArn: arn('sns', name), Message: 'm' }),
    gives: () => ({}),
    missing: 'NotFoundException',
  },
  {
    what: 'a table',
    resources: (name) => ({ tables: { [name]: { key: ['id'], items: [item('id')] } } }),
    service: 'dynamodb',
    operation: 'GetItem',
    request: (name) => ({ TableName: name, Key: item('id') }),
    gives: () => ({ Item: item('id') }),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'a key attribute of a table',
    resources: (name) => ({
      tables: { t: { key: [name], items: [item(name, { n: { N: '1' } })] } },
    }),
    service: 'dynamodb',
    operation: 'GetItem',
    request: (name) => ({ TableName: 't', Key: item(name) }),
    gives: (name) => ({ Item: item(name, { n: { N: '1' } }) }),
    missing: 'ValidationException',
  },
  {
    what: 'an index of a table',
    resources: (name) => ({
      tables: { t: { key: ['id'], indexes: { [name]: ['kind'] }, items: [item('id')] } },
    }),
    service: 'dynamodb',
    operation: 'Query',
    request: (name) => ({
      TableName: 't',
      IndexName: name,
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'x' } },
    }),
    gives: () => ({ Count: 0 }),
    missing: 'ValidationException',
  },
  {
    what: 'a bucket',
    resources: (name) => ({ buckets: { [name]: { k: 'v' } } }),
    service: 's3',
    operation: 'GetObject',
    request: (name) => ({ Bucket: name, Key: 'k' }),
    gives: () => ({ Body: 'v' }),
    missing: 'NoSuchBucket',
  },
  {
    what: 'an object of a bucket',
    resources: (name) => ({ buckets: { b: { [name]: 'v' } } }),
    service: 's3',
    operation: 'GetObject',
    request: (name) => ({ Bucket: 'b', Key: name }),
    gives: () => ({ Body: 'v' }),
    missing: 'NoSuchKey',
  },
  {
    what: 'a function',
    resources: (name) => ({ functions: { [name]: { answers: [{ return: 'r' }] } } }),
    service: 'lambda',
    operation: 'Invoke',
    request: (name) => ({ FunctionName: name, Payload: {} }),
    gives: () => ({ Payload: 'r' }),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'a rule',
    resources: (name) => ({ rules: { [name]: { schedule: 'rate(1 day)', enabled: false } } }),
    service: 'events',
    operation: 'Fire',
    request: (name) => ({ Rule: name }),
    gives: () => ({}),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'an API',
    resources: (name) => ({ apis: { [name]: { routes: { 'GET /a': { integration: 'Mock' } } } } }),
    service: 'apigateway',
    operation: 'Request',
    request: (name) => get('/a', { api: name }),
    gives: () => ({ status: 200 }),
    missing: 'NotFoundException',
  },
  {
    what: 'a path of a route',
    resources: (name) => api({ [`GET /${name}`]: { integration: 'Mock' } }),
    service: 'apigateway',
    operation: 'Request',
    request: (name) => get(`/${name}`),
    gives: () => ({ status: 200 }),
    missing: 403,
  },
];

function missed({ ok, value }: Answer): unknown {
  const { code, status } = value as { code?: string; status: number };
  return ok ? status : code;
}

describe.each(cases)('$what', ({ resources, service, operation, request, gives, missing }) => {
  const worldWith = (name: string) => new TestWorld(JSON.stringify({ resources: resources(name) }));

  it.each(anyNames)('called %s is found where it is declared', async (name) => {
    const answer = await worldWith(name).call(service, operation, request(name));
    expect(answer).toMatchObject({ ok: true, value: gives(name) });
  });

  it.each(anyNames)('called %s is not there when another is', async (name) => {
    const answer = await worldWith('another').call(service, operation, request(name));
    expect(missed(answer)).toBe(missing);
  });
});
