import { parseJson, type JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  answering,
  deployed,
  errors,
  importing,
  openapi,
  refusal,
  swagger,
} from './definitions.ts';

const paths = { '/a': { get: answering('a') } };

describe('G73: an API', () => {
  it('has what the document says of it', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
        },
      ],
    };
    const { answer } = await importing(
      swagger(paths, {
        info: { title: 'all', description: 'of it', version: 'v7' },
        'x-amazon-apigateway-binary-media-types': ['image/png', 'a/b'],
        'x-amazon-apigateway-minimum-compression-size': 1024,
        'x-amazon-apigateway-api-key-source': 'authorizer',
        'x-amazon-apigateway-policy': policy,
        'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
      }),
    );
    expect(answer).toMatchObject({
      name: 'all',
      description: 'of it',
      version: 'v7',
      binaryMediaTypes: ['image/png', 'a/b'],
      minimumCompressionSize: 1024,
      apiKeySource: 'AUTHORIZER',
      endpointConfiguration: { types: ['EDGE'] },
      disableExecuteApiEndpoint: true,
    });
    expect(parseJson(String(answer['policy']))).toEqual(policy);
  });

  it('has what is not there by default, and a policy as it is written', async () => {
    const { answer } = await importing(
      swagger(paths, {
        'x-amazon-apigateway-minimum-compression-size': ' ',
        'x-amazon-apigateway-policy': '{"Version": "2012-10-17"}',
      }),
    );
    expect(answer).toEqual({
      id: answer['id'],
      rootResourceId: answer['rootResourceId'],
      createdDate: answer['createdDate'],
      name: 'shop',
      version: '1',
      policy: '{"Version": "2012-10-17"}',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
    });
  });

  const endpoint = { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1', 'vpce-2'] };
  const extension = { 'x-amazon-apigateway-endpoint-configuration': endpoint };

  it.each([
    ['Swagger', swagger(paths, extension)],
    ['a server', openapi(paths, { servers: [{ url: '/', ...extension }] })],
    ['OpenAPI without a server', openapi(paths, extension)],
  ])('has the endpoint of %s', async (_, definition) => {
    expect((await importing(definition)).answer['endpointConfiguration']).toEqual({
      ...endpoint,
      ipAddressType: 'dualstack',
    });
  });

  it.each([
    ['REGIONAL', ['REGIONAL']],
    ['PRIVATE', ['PRIVATE']],
    ['EDGE', ['EDGE']],
  ])('has the endpoint that is asked for: %s', async (endpointConfigurationTypes, types) => {
    const { answer } = await importing(swagger(paths, extension), {
      parameters: { endpointConfigurationTypes, ignore: 'documentation' },
    });
    expect(answer['endpointConfiguration']).toMatchObject({
      types,
      vpcEndpointIds: ['vpce-1', 'vpce-2'],
    });
  });

  it.each([['ipv4'], ['dualstack']])('has addresses of the type %s', async (ipAddressType) => {
    const { answer } = await importing(
      swagger(paths, {
        'x-amazon-apigateway-endpoint-configuration': { types: ['REGIONAL'], ipAddressType },
      }),
    );
    expect(answer['endpointConfiguration']).toEqual({ types: ['REGIONAL'], ipAddressType });
  });

  it('answers errors as its gateway responses say', async () => {
    const { talk } = await importing(
      swagger(paths, {
        'x-amazon-apigateway-gateway-responses': {
          MISSING_AUTHENTICATION_TOKEN: {
            statusCode: 404,
            responseParameters: { 'gatewayresponse.header.X-Why': "'none'" },
            responseTemplates: { 'application/json': '{"nothing": "here"}' },
          },
        },
      }),
    );
    await deployed(talk);
    expect(await talk.get('/live/b')).toEqual([404, '{"nothing": "here"}']);
  });

  it.each<[JsonObject, object]>([
    [
      { 'x-amazon-apigateway-minimum-compression-size': -1 },
      refusal('Invalid minimum compression size, must be between 0 and 10485760.'),
    ],
    [
      { 'x-amazon-apigateway-policy': 'no policy' },
      refusal(
        'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
      ),
    ],
    [
      { 'x-amazon-apigateway-security-policy': 'TLS_1_2' },
      refusal('securityPolicy is not simulated.'),
    ],
    [
      { 'x-amazon-apigateway-endpoint-access-mode': 'STRICT' },
      refusal('endpointAccessMode is not simulated.'),
    ],
    [
      { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { statusCode: '600' } } },
      errors("Unable to put gateway response 'DEFAULT_4XX': Invalid status code specified"),
    ],
  ])('is not made of %j', async (more, expected) => {
    expect((await importing(swagger(paths, more))).answer).toEqual(expected);
  });

  it('has one endpoint', async () => {
    const { answer } = await importing(swagger(paths), {
      parameters: { endpointConfigurationTypes: 'EDGE, PRIVATE' },
    });
    expect(answer).toEqual(refusal('Cannot create a RestApi with multiple Endpoint Types.'));
  });
});
