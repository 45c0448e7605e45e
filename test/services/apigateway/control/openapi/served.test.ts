/** A whole API as templates define it: functions behind proxies, an authorizer, a key, preflights. */
import type { JsonObject } from '@stepthrough/json';
import { expect, it } from 'vitest';
import type { Conversation } from '../conversation.ts';
import { deployed, functionAddress, importing } from './definitions.ts';

const scenario = `
resources:
  functions:
    orders: { answers: [{ return: { statusCode: 200, body: ordered } }] }
    check:
      answers:
        - when: { authorizationToken: [good] }
          return:
            principalId: kim
            policyDocument:
              Version: '2012-10-17'
              Statement: [{ Effect: Allow, Action: 'execute-api:Invoke', Resource: '*' }]
        - return:
            principalId: nobody
            policyDocument:
              Version: '2012-10-17'
              Statement: [{ Effect: Deny, Action: 'execute-api:Invoke', Resource: '*' }]
`;

const definition = `
openapi: 3.0.1
info:
  title: orders
  version: 2026-01-05
paths:
  /orders/{id}:
    get:
      security:
        - check: []
      responses: {}
      x-amazon-apigateway-integration: &function
        type: aws_proxy
        httpMethod: POST
        uri: ${functionAddress('orders')}
        passthroughBehavior: when_no_match
        responses:
          default:
            statusCode: 200
    put:
      security:
        - NONE: []
        - api_key: []
      responses: {}
      x-amazon-apigateway-integration: *function
    options:
      responses:
        200:
          description: preflight
          headers:
            Access-Control-Allow-Origin:
              schema: { type: string }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates:
          application/json: |
            {"statusCode": 200}
        responses:
          default:
            statusCode: '200'
            responseParameters:
              method.response.header.Access-Control-Allow-Origin: "'*'"
            responseTemplates:
              application/json: '{}'
  /{proxy+}:
    x-amazon-apigateway-any-method:
      parameters:
        - { name: proxy, in: path, required: true, schema: { type: string } }
      responses: {}
      x-amazon-apigateway-integration:
        <<: *function
        cacheKeyParameters: [method.request.path.proxy]
components:
  securitySchemes:
    check:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: token
        authorizerUri: ${functionAddress('check')}
        authorizerResultTtlInSeconds: 0
    api_key:
      type: apiKey
      name: x-api-key
      in: header
`;

async function send(
  talk: Conversation,
  method: string,
  path: string,
  headers: JsonObject = {},
): Promise<JsonObject> {
  const api = talk.known['api'] ?? '';
  const { value } = await talk.world.request({ api, method, path, headers });
  return value as JsonObject;
}

it('G64: an API of a template is served with all that it says', async () => {
  const { talk, answer } = await importing(definition, {}, scenario);
  expect(answer).toMatchObject({ name: 'orders', version: '2026-01-05' });
  expect(answer).not.toHaveProperty('warnings');
  await deployed(talk);
  expect(await send(talk, 'GET', '/live/orders/1', { Authorization: 'good' })).toMatchObject({
    status: 200,
    body: 'ordered',
  });
  expect(await send(talk, 'GET', '/live/orders/1', { Authorization: 'bad' })).toMatchObject({
    status: 403,
  });
  expect(await send(talk, 'GET', '/live/orders/1')).toMatchObject({ status: 401 });
  expect(await send(talk, 'PUT', '/live/orders/1')).toMatchObject({
    status: 403,
    body: '{"message":"Forbidden"}',
  });
  expect(await send(talk, 'OPTIONS', '/live/orders/1')).toMatchObject({
    status: 200,
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  expect(await send(talk, 'DELETE', '/live/any/thing')).toMatchObject({
    status: 200,
    body: 'ordered',
  });
});
