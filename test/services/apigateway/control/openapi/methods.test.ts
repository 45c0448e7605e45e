import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
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

const at = (operation: JsonObject, more: JsonObject = {}) => ({
  '/a/{id}': { ...more, get: operation },
});

describe('G67: parameters', () => {
  const parameters = [
    { name: 'id', in: 'path', required: true },
    { name: 'q', in: 'query' },
    { name: 'r', in: 'query', required: true },
    { name: 'X-H', in: 'header', required: false },
    { name: 'c', in: 'cookie' },
    { name: 'f', in: 'formData' },
  ];
  const requestParameters = {
    'method.request.path.id': true,
    'method.request.querystring.q': false,
    'method.request.querystring.r': true,
    'method.request.header.X-H': false,
  };

  it.each([
    ['an operation', swagger(at(answering('a', { parameters })))],
    ['a path', swagger(at(answering('a'), { parameters }))],
    ['an operation of OpenAPI 3', openapi(at(answering('a', { parameters })))],
  ])('of %s are what its method declares', async (_, definition) => {
    const { talk } = await importing(definition);
    expect((await methodAt(talk, '/a/{id}'))['requestParameters']).toEqual(requestParameters);
  });

  it('of an operation replace those of its path with the same name and place', async () => {
    const { talk } = await importing(
      swagger(
        at(answering('a', { parameters: [{ name: 'q', in: 'query', required: true }] }), {
          parameters: [
            { name: 'q', in: 'query' },
            { name: 'q', in: 'header' },
          ],
        }),
      ),
    );
    expect((await methodAt(talk, '/a/{id}'))['requestParameters']).toEqual({
      'method.request.querystring.q': true,
      'method.request.header.q': false,
    });
  });

  it('may be kept for all', async () => {
    const kept = { q: { name: 'q', in: 'query', required: true } };
    const expected = { 'method.request.querystring.q': true };
    const two = await importing(
      swagger(at(answering('a', { parameters: [{ $ref: '#/parameters/q' }] })), {
        parameters: kept,
      }),
    );
    expect((await methodAt(two.talk, '/a/{id}'))['requestParameters']).toEqual(expected);
    const three = await importing(
      openapi(at(answering('a', { parameters: [{ $ref: '#/components/parameters/q' }] })), {
        components: { parameters: kept },
      }),
    );
    expect((await methodAt(three.talk, '/a/{id}'))['requestParameters']).toEqual(expected);
  });

  it.each(['a.b', 'a_b', 'a$', 'a-b', '0'])('may be named %s', async (name) => {
    const { answer } = await importing(
      swagger(at(answering('a', { parameters: [{ name, in: 'query' }] }))),
    );
    expect(answer).toMatchObject({ name: 'shop' });
  });

  it.each(['a[]', 'a b', 'ä', 'a+'])('may not be named %s', async (name) => {
    const { answer } = await importing(
      swagger(at(answering('a', { parameters: [{ name, in: 'query' }] }))),
    );
    expect(answer).toEqual(
      errors(
        "Unable to put method 'GET' on resource at path '/a/{id}': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$]",
      ),
    );
  });
});

it('G67: an operation has its name', async () => {
  const { talk } = await importing(swagger(at(answering('a', { operationId: 'getA' }))));
  expect(await methodAt(talk, '/a/{id}')).toMatchObject({
    operationName: 'getA',
    authorizationType: 'NONE',
    apiKeyRequired: false,
  });
});

describe('G67: responses', () => {
  it('declare headers by their statuses; the default one is none', async () => {
    const { talk } = await importing(
      openapi(
        at({
          responses: {
            200: { description: 'ok', headers: { 'X-A': { schema: { type: 'string' } }, b: {} } },
            404: { $ref: '#/components/responses/Missing' },
            default: { description: 'other' },
            'x-note': { description: 'none' },
          },
          'x-amazon-apigateway-integration': mock('a'),
        }),
        { components: { responses: { Missing: { description: 'm', headers: { c: {} } } } } },
      ),
    );
    expect((await methodAt(talk, '/a/{id}'))['methodResponses']).toEqual({
      200: {
        statusCode: '200',
        responseParameters: {
          'method.response.header.X-A': false,
          'method.response.header.b': false,
        },
      },
      404: { statusCode: '404', responseParameters: { 'method.response.header.c': false } },
    });
  });

  it('are for single statuses', async () => {
    const { answer } = await importing(
      openapi(at(answering('a', { responses: { ...ok, '4XX': { description: 'x' } } }))),
    );
    expect(answer).toEqual(
      errors(
        "Unable to put method response '4XX' on 'GET' for resource at path '/a/{id}': Invalid status code specified",
      ),
    );
  });
});

describe('G68: integrations', () => {
  const withIntegration = (integration: JsonObject, more: JsonObject = {}) =>
    swagger(at({ responses: ok, ...more, 'x-amazon-apigateway-integration': integration }));

  it('have all that the extension says', async () => {
    const { talk } = await importing(
      withIntegration(
        {
          type: 'http',
          httpMethod: 'post',
          uri: 'https://example.com/{id}',
          credentials: 'arn:aws:iam::123456789012:role/r',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          requestTemplates: { 'application/json': '{}', 'application/xml': { a: 1 } },
          passthroughBehavior: 'never',
          contentHandling: 'CONVERT_TO_TEXT',
          timeoutInMillis: 5000,
          cacheNamespace: 'names',
          cacheKeyParameters: ['method.request.path.id'],
          connectionType: 'internet',
          tlsConfig: { insecureSkipVerification: true },
          responses: {
            default: { statusCode: '200', responseTemplates: { 'application/json': 'd' } },
            '4\\d{2}': {
              statusCode: 404,
              responseParameters: { 'method.response.header.h': "'x'" },
              contentHandling: 'CONVERT_TO_BINARY',
            },
          },
        },
        {
          parameters: [{ name: 'id', in: 'path', required: true }],
          responses: { ...ok, 404: { description: 'no', headers: { h: {} } } },
        },
      ),
    );
    expect((await methodAt(talk, '/a/{id}'))['methodIntegration']).toEqual({
      type: 'HTTP',
      httpMethod: 'POST',
      uri: 'https://example.com/{id}',
      credentials: 'arn:aws:iam::123456789012:role/r',
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
      requestTemplates: { 'application/json': '{}', 'application/xml': '{"a":1}' },
      passthroughBehavior: 'NEVER',
      contentHandling: 'CONVERT_TO_TEXT',
      timeoutInMillis: 5000,
      cacheNamespace: 'names',
      cacheKeyParameters: ['method.request.path.id'],
      connectionType: 'INTERNET',
      tlsConfig: { insecureSkipVerification: true },
      integrationResponses: {
        200: { statusCode: '200', responseTemplates: { 'application/json': 'd' } },
        404: {
          statusCode: '404',
          selectionPattern: '4\\d{2}',
          responseParameters: { 'method.response.header.h': "'x'" },
          contentHandling: 'CONVERT_TO_BINARY',
        },
      },
    });
  });

  it('have the defaults of PutIntegration', async () => {
    const { talk } = await importing(swagger(at(answering('a'))));
    const { methodIntegration } = await methodAt(talk, '/a/{id}');
    expect(methodIntegration).toEqual({
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: {
        200: { statusCode: '200', responseTemplates: { 'application/json': 'a' } },
      },
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: talk.known['at_a__id_'],
      cacheKeyParameters: [],
    });
  });

  it('may be kept for all', async () => {
    const { talk } = await importing(
      openapi(
        at({
          responses: ok,
          'x-amazon-apigateway-integration': {
            $ref: '#/components/x-amazon-apigateway-integrations/one',
          },
        }),
        { components: { 'x-amazon-apigateway-integrations': { one: mock('kept') } } },
      ),
    );
    await deployed(talk);
    expect(await talk.get('/live/a/1')).toEqual([200, 'kept']);
  });

  it('may be absent, but not of what is deployed', async () => {
    const { talk } = await importing(swagger(at({ responses: ok })));
    expect(await methodAt(talk, '/a/{id}')).not.toHaveProperty('methodIntegration');
    expect(await deployed(talk)).toMatchObject({ message: 'No integration defined for method' });
  });

  it('of a proxy may answer with a status that nothing declares', async () => {
    const { talk } = await importing(
      withIntegration(
        {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'https://example.com',
          responses: { default: { statusCode: '200' }, '5..': { statusCode: '500' } },
        },
        { responses: { 500: { description: 'declared' } } },
      ),
    );
    expect((await methodAt(talk, '/a/{id}'))['methodIntegration']).toMatchObject({
      integrationResponses: { 500: { statusCode: '500', selectionPattern: '5..' } },
    });
  });

  const put = "Unable to put integration on 'GET' for resource at path '/a/{id}'";
  const putResponse = "Unable to put integration response on 'GET' for resource at path '/a/{id}'";
  it.each<[JsonObject, string]>([
    [
      {},
      `${put}: 1 validation error detected: Value null at 'putIntegrationInput.type' failed to satisfy constraint: Member must not be null`,
    ],
    [{ type: 'aws', httpMethod: 'POST', uri: 'x' }, `${put}: Invalid ARN specified in the request`],
    [{ type: 'aws_proxy', uri: 'x' }, `${put}: Enumeration value for HttpMethod must be non-empty`],
    [{ type: 'mock', timeoutInMillis: 49 }, `${put}: Timeout should be between 50 ms and 29000 ms`],
    [
      { type: 'mock', timeoutInMillis: '29001' },
      `${put}: Timeout should be between 50 ms and 29000 ms`,
    ],
    [
      {
        type: 'http',
        httpMethod: 'GET',
        uri: 'http://x',
        connectionType: 'VPC_LINK',
        connectionId: 'v',
      },
      `${put}: A connection through a VPC link is not simulated.`,
    ],
    [
      { type: 'mock', responseTransferMode: 'STREAM' },
      `${put}: responseTransferMode is not simulated.`,
    ],
    [{ type: 'mock', integrationTarget: 'x' }, `${put}: integrationTarget is not simulated.`],
    [
      { type: 'mock', responses: { default: { statusCode: '201' } } },
      `${putResponse}: Invalid Response status code specified`,
    ],
    [{ type: 'mock', responses: { default: {} } }, `${putResponse}: Invalid status code specified`],
  ])('are refused as PutIntegration refuses them: %j', async (integration, message) => {
    expect((await importing(withIntegration(integration))).answer).toEqual(errors(message));
  });
});

describe('G69: request validators', () => {
  const definition = (more: JsonObject, own: JsonObject = {}) =>
    swagger(
      at(answering('a', { parameters: [{ name: 'q', in: 'query', required: true }], ...own })),
      {
        'x-amazon-apigateway-request-validators': {
          all: { validateRequestBody: true, validateRequestParameters: true },
          body: { validateRequestBody: true },
        },
        ...more,
      },
    );
  const named = (name: string) => ({ 'x-amazon-apigateway-request-validator': name });

  it.each([
    ['nobody asks for', {}, {}, 200],
    ['all ask for', named('all'), {}, 400],
    ['one asks for', {}, named('all'), 400],
    ['one asks for in place of that of all', named('all'), named('body'), 200],
  ])('that %s', async (_, more, own, status) => {
    const { talk } = await importing(definition(more, own));
    await deployed(talk);
    expect((await talk.get('/live/a/1'))[0]).toBe(status);
    expect(await talk.ask('GetRequestValidators', { restApiId: '$api' })).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          name: 'body',
          validateRequestBody: true,
          validateRequestParameters: false,
        }),
      ]),
    });
  });

  it('have to be there', async () => {
    expect((await importing(definition(named('none')))).answer).toEqual(
      errors(
        "Unable to put method 'GET' on resource at path '/a/{id}': Invalid Request Validator identifier specified",
      ),
    );
  });
});
