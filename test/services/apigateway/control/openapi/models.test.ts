import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../conversation.ts';
import {
  answering,
  deployed,
  errors,
  importing,
  methodAt,
  mock,
  ok,
  openapi,
  swagger,
} from './definitions.ts';

const Name = { type: 'string', minLength: 2 };
const pet = (definitions: string) => ({
  type: 'object',
  required: ['name'],
  properties: {
    name: { $ref: `#/${definitions}/Name` },
    mother: { $ref: `#/${definitions}/Pet` },
  },
});
const validated = {
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true } },
  'x-amazon-apigateway-request-validator': 'body',
};

const twoOf = (schema: JsonObject, more: JsonObject = {}) =>
  swagger(
    { '/pets': { post: answering('taken', { parameters: [{ in: 'body', name: 'b', schema }] }) } },
    { definitions: { Name, Pet: pet('definitions') }, ...validated, ...more },
  );
const threeOf = (schema: JsonObject) =>
  openapi(
    {
      '/pets': {
        post: answering('taken', { requestBody: { content: { 'application/json': { schema } } } }),
      },
    },
    { components: { schemas: { Name, Pet: pet('components/schemas') } }, ...validated },
  );

async function post(talk: Conversation, body: Json): Promise<number> {
  const { value } = await talk.world.request({
    api: talk.known['api'] ?? '',
    path: '/live/pets',
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (value as { readonly status: number }).status;
}

async function modelsOf(talk: Conversation) {
  const { items } = await talk.ask('GetModels', { restApiId: '$api' });
  return items as readonly { readonly name: string; readonly schema: string }[];
}

describe('G70: models', () => {
  it.each([
    ['Swagger', twoOf({ $ref: '#/definitions/Pet' })],
    ['OpenAPI', threeOf({ $ref: '#/components/schemas/Pet' })],
  ])(
    'of %s refer to each other by the addresses that the API has for them',
    async (_, definition) => {
      const { talk } = await importing(definition);
      const models = await modelsOf(talk);
      expect(models.map(({ name }) => name)).toEqual(['Empty', 'Error', 'Name', 'Pet']);
      const address = `https://apigateway.amazonaws.com/restapis/${talk.known['api'] ?? ''}/models/`;
      expect(JSON.parse(models[3]?.schema ?? '')).toEqual({
        type: 'object',
        required: ['name'],
        properties: { name: { $ref: `${address}Name` }, mother: { $ref: `${address}Pet` } },
      });
      expect((await methodAt(talk, '/pets', 'POST'))['requestModels']).toEqual({
        'application/json': 'Pet',
      });
      await deployed(talk);
      expect(await post(talk, { name: 'Rex' })).toBe(200);
      expect(await post(talk, { name: 'R' })).toBe(400);
      expect(await post(talk, { name: 'Rex', mother: { name: 'Ada' } })).toBe(200);
      expect(await post(talk, { name: 'Rex', mother: {} })).toBe(400);
    },
  );

  it.each([
    ['Swagger', twoOf({ type: 'array', items: { $ref: '#/definitions/Pet' } })],
    ['OpenAPI', threeOf({ type: 'array', items: { $ref: '#/components/schemas/Pet' } })],
  ])('of schemas without a name, of %s, get one', async (_, definition) => {
    const { talk } = await importing(definition);
    const [made] = (await modelsOf(talk)).filter(({ name }) => name.startsWith('MODEL'));
    expect(made?.name).toMatch(/^MODEL[0-9a-f]{6}$/);
    expect((await methodAt(talk, '/pets', 'POST'))['requestModels']).toEqual({
      'application/json': made?.name,
    });
    await deployed(talk);
    expect(await post(talk, [{ name: 'Rex' }])).toBe(200);
    expect(await post(talk, [{ name: 'R' }])).toBe(400);
    expect(await post(talk, { name: 'Rex' })).toBe(400);
  });

  it('are for the types that are consumed and produced, by one or by all', async () => {
    const operation = {
      parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/Pet' } }],
      responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Pet' } } },
      'x-amazon-apigateway-integration': mock('a'),
    };
    const { talk } = await importing(
      swagger(
        {
          '/all': { post: operation },
          '/own': { post: { ...operation, consumes: ['text/a', 'text/b'], produces: ['text/c'] } },
          '/none': { post: { ...operation, consumes: [], produces: [] } },
        },
        {
          definitions: { Name, Pet: pet('definitions') },
          consumes: ['text/x'],
          produces: ['text/y'],
        },
      ),
    );
    const shown = async (path: string) => {
      const { requestModels, methodResponses } = await methodAt(talk, path, 'POST');
      return [requestModels, (methodResponses as JsonObject)['200']];
    };
    expect(await shown('/all')).toEqual([
      { 'text/x': 'Pet' },
      { statusCode: '200', responseModels: { 'text/y': 'Pet' } },
    ]);
    expect(await shown('/own')).toEqual([
      { 'text/a': 'Pet', 'text/b': 'Pet' },
      { statusCode: '200', responseModels: { 'text/c': 'Pet' } },
    ]);
    expect(await shown('/none')).toEqual([
      { 'application/json': 'Pet' },
      { statusCode: '200', responseModels: { 'application/json': 'Pet' } },
    ]);
  });

  it('of answers are no single values', async () => {
    const responses = (schema: JsonObject) => ({
      201: { description: 'x', content: { 'application/json': { schema }, 'text/a': { schema } } },
    });
    const { answer, talk } = await importing(
      openapi({
        '/a': { post: answering('a', { responses: { ...ok, ...responses({ type: 'string' }) } }) },
        '/b': { get: answering('b', { responses: { ...ok, ...responses({ type: 'object' }) } }) },
      }),
    );
    const warning =
      "Unsupported model type 'StringSchema' in 201 response to method 'POST /a'. Ignoring.";
    expect(answer['warnings']).toEqual([warning, warning]);
    expect((await methodAt(talk, '/a', 'POST'))['methodResponses']).toMatchObject({
      201: { statusCode: '201' },
    });
    const { methodResponses } = await methodAt(talk, '/b');
    expect(methodResponses).toMatchObject({
      201: { responseModels: { 'application/json': expect.stringMatching(/^MODEL/) as string } },
    });
  });

  it.each([
    [{ type: 'integer' }, 'IntegerSchema'],
    [{ type: 'number' }, 'NumberSchema'],
    [{ type: 'boolean' }, 'BooleanSchema'],
    [{ type: 'string', format: 'date' }, 'DateSchema'],
    [{ type: 'string', format: 'date-time' }, 'DateTimeSchema'],
    [{ type: 'string', format: 'uuid' }, 'UUIDSchema'],
    [{ type: 'string', format: 'own' }, 'StringSchema'],
  ])('of answers are not %j', async (schema, type) => {
    const content = { 'application/json': { schema } };
    const { answer } = await importing(
      openapi({
        '/a': { get: answering('a', { responses: { 200: { description: 'x', content } } }) },
      }),
    );
    expect(answer['warnings']).toEqual([
      `Unsupported model type '${type}' in 200 response to method 'GET /a'. Ignoring.`,
    ]);
  });

  it('of answers of Swagger are no single values either', async () => {
    const schema = { type: 'string' };
    const { answer, talk } = await importing(
      swagger({
        '/a': { get: answering('a', { responses: { 200: { description: 'x', schema } } }) },
      }),
    );
    expect(answer['warnings']).toEqual([
      "Unsupported model type 'StringProperty' in 200 response to method 'GET /a'. Ignoring.",
    ]);
    expect((await methodAt(talk, '/a'))['methodResponses']).toEqual({ 200: { statusCode: '200' } });
  });

  it('of requests may be single values; of an object, a format means nothing', async () => {
    const { talk } = await importing(twoOf({ type: 'string', minLength: 3 }));
    await deployed(talk);
    expect(await post(talk, 'abc')).toBe(200);
    expect(await post(talk, 'ab')).toBe(400);
    const schema = { type: 'object', format: 'date' };
    const { answer } = await importing(
      swagger({
        '/a': { get: answering('a', { responses: { 200: { description: 'x', schema } } }) },
      }),
    );
    expect(answer).not.toHaveProperty('warnings');
  });

  it('are none without a schema', async () => {
    const { talk } = await importing(
      swagger({
        '/a': { get: answering('a', { parameters: [{ in: 'body', name: 'b' }] }) },
      }),
    );
    expect(await methodAt(talk, '/a')).not.toHaveProperty('requestModels');
    expect(await modelsOf(talk)).toHaveLength(2);
  });

  it('that there are none of are warned of, and left out', async () => {
    const { answer, talk } = await importing(
      swagger({
        '/a': {
          get: answering('a', {
            parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/No' } }],
            responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Nor' } } },
          }),
        },
      }),
    );
    expect(answer['warnings']).toEqual([
      "Reference to model 'No' not found. Ignoring.",
      "Reference to model 'Nor' not found. Ignoring.",
    ]);
    expect((await methodAt(talk, '/a'))['requestModels']).toEqual({});
  });

  const failed = (name: string, problem: string) =>
    `Unable to create model for '${name}': Invalid model specified: Validation Result: warnings : [], errors : [${problem}]`;

  it.each([
    ['https://example.com/schema.json', 'Model reference must be in canonical form'],
    ['other.json#/definitions/B', 'Model reference must be in canonical form'],
    ['other.json#/A', 'Model reference must be in canonical form'],
    ['#/definitions/B/properties/c', 'Model reference must be in canonical form'],
    ['#/definitions/None', 'Invalid model name specified: None'],
  ])('refer to models alone, not to %s', async (reference, problem) => {
    const definitions = { A: { items: [{ $ref: reference }] }, B: { type: 'object' } };
    expect((await importing(swagger({}, { definitions }))).answer).toEqual(
      errors(failed('A', problem)),
    );
  });

  it('may refer to what the API has, by its address', async () => {
    const address = 'https://apigateway.amazonaws.com/restapis/other/models/Error';
    const { talk } = await importing(
      swagger({}, { definitions: { A: { items: { $ref: address } }, B: 5 } }),
    );
    const models = await modelsOf(talk);
    expect(models.map(({ name }) => name)).toEqual(['A', 'Empty', 'Error']);
    expect(models[0]?.schema).toBe(
      `{"items":{"$ref":"${address.replace('other', talk.known['api'] ?? '')}"}}`,
    );
  });

  it('replace those that every API has', async () => {
    const { talk } = await importing(
      swagger({}, { definitions: { Empty: { type: 'object', title: 'own' } } }),
    );
    expect(await talk.ask('GetModel', { restApiId: '$api', modelName: 'Empty' })).toMatchObject({
      schema: '{"type":"object","title":"own"}',
      contentType: 'application/json',
    });
  });
});
