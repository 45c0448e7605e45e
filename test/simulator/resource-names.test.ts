import type { ServiceCall } from '@stepthrough/services';
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
  readonly call: (name: string) => ServiceCall;
  /** The answer when it is declared. */
  readonly gives: (name: string) => unknown;
  /** The error of a service, or the status of an API, when another is declared instead. */
  readonly missing: string | number;
}

const account = '123456789012';
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;
const item = (key: string, more: Request = {}) => ({ [key]: { S: 'x' }, ...more });
const api = (routes: Json, more: Request = {}) => ({ apis: { api: { ...more, routes } } });
const get = (path: string, more: { readonly api?: string } = {}) =>
  ({ kind: 'request', method: 'GET', path, headers: {}, ...more }) as const;

const cases: readonly Case[] = [
  {
    what: 'a queue',
    resources: (name) => ({ queues: { [name]: {} } }),
    call: (name) => ({
      service: 'sqs',
      operation: 'SendMessage',
      request: {
        QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/${name}`,
        MessageBody: 'b',
      },
    }),
    gives: () => ({ MD5OfMessageBody: '92eb5ffee6ae2fec3ad71c777531578f' }),
    missing: 'QueueDoesNotExist',
  },
  {
    what: 'a topic',
    resources: (name) => ({ topics: { [name]: {} } }),
    call: (name) => ({
      service: 'sns',
      operation: 'Publish',
      request: { TopicArn: arn('sns', name), Message: 'm' },
    }),
    gives: () => ({}),
    missing: 'NotFoundException',
  },
  {
    what: 'a table',
    resources: (name) => ({ tables: { [name]: { key: ['id'], items: [item('id')] } } }),
    call: (name) => ({
      service: 'dynamodb',
      operation: 'GetItem',
      request: { TableName: name, Key: item('id') },
    }),
    gives: () => ({ Item: item('id') }),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'a key attribute of a table',
    resources: (name) => ({
      tables: { t: { key: [name], items: [item(name, { n: { N: '1' } })] } },
    }),
    call: (name) => ({
      service: 'dynamodb',
      operation: 'GetItem',
      request: { TableName: 't', Key: item(name) },
    }),
    gives: (name) => ({ Item: item(name, { n: { N: '1' } }) }),
    missing: 'ValidationException',
  },
  {
    what: 'an index of a table',
    resources: (name) => ({
      tables: { t: { key: ['id'], indexes: { [name]: ['kind'] }, items: [item('id')] } },
    }),
    call: (name) => ({
      service: 'dynamodb',
      operation: 'Query',
      request: {
        TableName: 't',
        IndexName: name,
        KeyConditionExpression: 'kind = :k',
        ExpressionAttributeValues: { ':k': { S: 'x' } },
      },
    }),
    gives: () => ({ Count: 0 }),
    missing: 'ValidationException',
  },
  {
    what: 'a bucket',
    resources: (name) => ({ buckets: { [name]: { k: 'v' } } }),
    call: (name) => ({
      service: 's3',
      operation: 'GetObject',
      request: { Bucket: name, Key: 'k' },
    }),
    gives: () => ({ Body: 'v' }),
    missing: 'NoSuchBucket',
  },
  {
    what: 'an object of a bucket',
    resources: (name) => ({ buckets: { b: { [name]: 'v' } } }),
    call: (name) => ({
      service: 's3',
      operation: 'GetObject',
      request: { Bucket: 'b', Key: name },
    }),
    gives: () => ({ Body: 'v' }),
    missing: 'NoSuchKey',
  },
  {
    what: 'a function',
    resources: (name) => ({ functions: { [name]: { answers: [{ return: 'r' }] } } }),
    call: (name) => ({
      service: 'lambda',
      operation: 'Invoke',
      request: { FunctionName: name, Payload: {} },
    }),
    gives: () => ({ Payload: 'r' }),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'a rule',
    resources: (name) => ({ rules: { [name]: { schedule: 'rate(1 day)', enabled: false } } }),
    call: (name) => ({ service: 'events', signal: { kind: 'fire', rule: name } }),
    gives: () => ({}),
    missing: 'ResourceNotFoundException',
  },
  {
    what: 'an API',
    resources: (name) => ({ apis: { [name]: { routes: { 'GET /a': { integration: 'Mock' } } } } }),
    call: (name) => ({ service: 'apigateway', signal: get('/a', { api: name }) }),
    gives: () => ({ status: 200 }),
    missing: 'NotFoundException',
  },
  {
    what: 'a path of a route',
    resources: (name) => api({ [`GET /${name}`]: { integration: 'Mock' } }),
    call: (name) => ({ service: 'apigateway', signal: get(`/${name}`) }),
    gives: () => ({ status: 200 }),
    missing: 403,
  },
];

function missed({ ok, value }: Answer): unknown {
  const { code, status } = value as { code?: string; status: number };
  return ok ? status : code;
}

describe.each(cases)('$what', ({ resources, call, gives, missing }) => {
  const worldWith = (name: string) => new TestWorld(JSON.stringify({ resources: resources(name) }));

  it.each(anyNames)('called %s is found where it is declared', async (name) => {
    const answer = await worldWith(name).say(call(name));
    expect(answer).toMatchObject({ ok: true, value: gives(name) });
  });

  it.each(anyNames)('called %s is not there when another is', async (name) => {
    const answer = await worldWith('another').say(call(name));
    expect(missed(answer)).toBe(missing);
  });
});
