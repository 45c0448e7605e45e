/** Definitions that strangers might send: what one costs grows with its size, or it is given up. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { workOf } from '../../../../bounds/work.ts';
import { answering, importing, mock, ok, openapi, pathsOf, swagger } from './definitions.ts';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const named = (count: number, make: (index: number) => readonly [string, object]): JsonObject =>
  Object.fromEntries(many(count, make)) as JsonObject;

const givenUp = {
  code: 'BadRequestException',
  status: 400,
  message: expect.stringMatching(
    /^The definition cannot be imported\. The evaluation takes more than 2,000,000 steps; /,
  ) as string,
};

describe('G76: references', () => {
  const operation = (parameters: readonly object[]) => ({ parameters, responses: ok });

  it.each([
    ['to itself', { a: { $ref: '#/parameters/a' } }],
    ['in a circle', { a: { $ref: '#/parameters/b' }, b: { $ref: '#/parameters/a' } }],
  ])('%s lead nowhere', async (_, parameters) => {
    const { answer } = await importing(
      swagger(
        { '/a': { get: answering('a', operation([{ $ref: '#/parameters/a' }]) as JsonObject) } },
        { parameters },
      ),
    );
    expect(answer).toMatchObject({ name: 'shop' });
  });

  const chain = (length: number) => ({
    ...named(length, (index) => [`p${index}`, { $ref: `#/parameters/p${index + 1}` }]),
    [`p${length}`]: { name: 'q', in: 'query' },
  });

  it.each([
    [30, { 'method.request.querystring.q': false }],
    [31, undefined],
  ])('lead through %i others', async (length, expected) => {
    const { talk } = await importing(
      swagger(
        { '/': { get: answering('a', operation([{ $ref: '#/parameters/p0' }]) as JsonObject) } },
        { parameters: chain(length) },
      ),
    );
    const method = await talk.ask('GetMethod', {
      restApiId: '$api',
      resourceId: '$root',
      httpMethod: 'GET',
    });
    expect(method['requestParameters']).toEqual(expected);
  });

  it('of models may be circular', async () => {
    const { answer } = await importing(
      swagger(
        {},
        {
          definitions: {
            A: { $ref: '#/definitions/B' },
            B: { properties: { a: { $ref: '#/definitions/A' }, b: { $ref: '#/definitions/B' } } },
          },
        },
      ),
    );
    expect(answer).toMatchObject({ name: 'shop' });
  });

  it('that repeat parameters are given up', async () => {
    const { answer } = await importing(
      swagger({
        '/first': { parameters: many(3000, (at) => ({ name: `p${at}`, in: 'query' })) },
        ...named(1000, (at) => [`/p${at}`, { $ref: '#/paths/~1all' }]),
        '/all': {
          parameters: many(3000, (at) => ({ name: `p${at}`, in: 'query' })),
          get: answering('a'),
        },
      }),
    );
    expect(answer).toEqual(givenUp);
  });

  it('that repeat an integration are given up', async () => {
    const requestTemplates = named(3000, (at) => [`text/${at}`, ['x']]);
    const { answer } = await importing(
      openapi(
        named(1000, (at) => [
          `/p${at}`,
          { get: { responses: ok, 'x-amazon-apigateway-integration': { $ref: '#/components/i' } } },
        ]),
        { components: { i: mock('a', { requestTemplates }) } },
      ),
    );
    expect(answer).toEqual(givenUp);
  });

  it('that repeat templates in the answers of integrations are given up', async () => {
    const responseTemplates = { 'text/a': many(20_000, () => 'x') };
    const { answer } = await importing(
      openapi(
        named(10, (at) => [
          `/p${at}`,
          {
            get: {
              responses: ok,
              'x-amazon-apigateway-integration': mock('a', {
                responses: named(100, (status) => [`s${status}`, { $ref: '#/components/r' }]),
              }),
            },
          },
        ]),
        { components: { r: { statusCode: '200', responseTemplates } } },
      ),
    );
    expect(answer).toEqual(givenUp);
  });

  it('and lists for all that repeat are given up', async () => {
    const { answer } = await importing(
      swagger(
        named(1000, (at) => [
          `/p${at}`,
          { get: answering('a', { parameters: [{ in: 'body', schema: { type: 'object' } }] }) },
        ]),
        { consumes: many(3000, (at) => `text/${at}`) },
      ),
    );
    expect(answer).toEqual(givenUp);
  });

  it('that are long and repeated are given up', async () => {
    const name = 'n'.repeat(500_000);
    const { answer } = await importing(
      swagger(
        named(1000, (at) => [`/p${at}`, { $ref: '#/all' }]),
        {
          all: { get: answering('a', operation([{ $ref: `#/parameters/${name}` }]) as JsonObject) },
        },
      ),
    );
    expect(answer).toEqual(givenUp);
  });

  it('that repeat a schema make one model of it', async () => {
    const schema = { type: 'object', properties: named(2000, (at) => [`p${at}`, {}]) };
    const { talk, answer } = await importing(
      openapi(
        named(300, (at) => [
          `/p${at}`,
          { post: answering('a', { requestBody: { $ref: '#/components/requestBodies/b' } }) },
        ]),
        { components: { requestBodies: { b: { content: { 'text/a': { schema } } } } } },
      ),
    );
    expect(answer).toMatchObject({ name: 'shop' });
    const { items } = await talk.ask('GetModels', { restApiId: '$api' });
    expect(items).toHaveLength(3);
  });
});

describe('G76: YAML', () => {
  it('whose aliases stand for too much is not read', async () => {
    const levels = many(9, (level) => {
      const inner = level === 0 ? '"x"' : `*a${level - 1}`;
      return `a${level}: &a${level} [${many(9, () => inner).join(', ')}]`;
    });
    const { answer } = await importing(
      `swagger: "2.0"\ninfo: {title: a, version: b}\npaths: {}\n${levels.join('\n')}\n`,
    );
    expect(answer).toMatchObject({ message: 'Invalid OpenAPI input.' });
  });

  it.each(['[', '{"a":'])('that nests too deep in %s is not read', async (opening) => {
    const { answer } = await importing(`{"swagger": "2.0", "x": ${opening.repeat(100_000)}`);
    expect(answer).toMatchObject({ message: 'Invalid OpenAPI input.' });
  });
});

it('G76: a path of very many parts is given up', async () => {
  const { answer } = await importing(
    swagger({ [`/${'a/'.repeat(20_000)}`]: { get: answering('a') } }),
  );
  expect(answer).toMatchObject({
    message: expect.stringMatching(/more than 16,000,000 characters of text/) as string,
  });
});

it('G76: so many errors are told as one answer can tell', async () => {
  const { answer } = await importing(
    swagger(named(3000, (at) => [`/${'a'.repeat(40)} ${at}`, { get: answering('a') }])),
  );
  const { message } = answer as { readonly message: string };
  expect(message.split('\n\t').length).toBeGreaterThan(100);
  expect(message.length).toBeLessThan(110_000);
  const long = await importing(swagger({ [`/a ${'a'.repeat(500_000)}`]: { get: answering('a') } }));
  expect((long.answer['message'] as string).length).toBeLessThan(110_000);
});

it('G76: names may be what every object has', async () => {
  const parts = ['__proto__', 'constructor', 'toString'];
  const each = (value: string) => `{${parts.map((name) => `"${name}": ${value}`).join(', ')}}`;
  const { talk } = await importing(
    `{"swagger": "2.0", "info": {"title": "a", "version": "b"}, "paths": {"/a": {"get": {
      "operationId": "constructor", "security": [${each('[]')}], "parameters": [{"name": "__proto__", "in": "query"}],
      "responses": {"200": {"description": "d", "headers": ${each('{}')}}},
      "x-amazon-apigateway-request-validator": "constructor"}}},
      "x-amazon-apigateway-request-validators": ${each('{}')},
      "definitions": {"constructor": {"type": "object"}},
      "securityDefinitions": ${each('{"type": "apiKey", "in": "header", "name": "x-api-key"}')}}`,
  );
  expect(await pathsOf(talk)).toEqual({ '/': [], '/a': ['GET'] });
});

it('G76: four times the paths are about four times the work', async () => {
  const definition = (size: number) =>
    JSON.stringify(
      swagger(
        named(size, (at) => [`/orders${at}/{id}`, { get: answering('a'), post: answering('b') }]),
      ),
    );
  await importing(definition(20));
  const once = await workOf(() => importing(definition(400)));
  const fourTimes = await workOf(() => importing(definition(1600)));
  expect(fourTimes / once).toBeLessThan(10);
});
