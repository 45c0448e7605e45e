/** How the requests and answers of the control plane look to a Task. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { controlIntegration } from '../../../../packages/services/src/apigateway/control/sdk-shapes.ts';

describe('G43: a request of a Task', () => {
  it.each<[JsonObject, JsonObject]>([
    [
      { RestApiId: 'a', Name: 'N' },
      { restApiId: 'a', name: 'N' },
    ],
    [
      { EndpointConfiguration: { Types: ['EDGE'], IpAddressType: 'ipv4' } },
      { endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' } },
    ],
    [
      { PatchOperations: [{ Op: 'add', Path: '/Name', Value: 'V' }, { Op: 'remove' }] },
      { patchOperations: [{ op: 'add', path: '/Name', value: 'V' }, { op: 'remove' }] },
    ],
    [
      { Tags: { Team: 'a' }, StageVariables: { Env: 'b' }, Headers: { Accept: 'c' } },
      { tags: { Team: 'a' }, stageVariables: { Env: 'b' }, headers: { Accept: 'c' } },
    ],
    [
      { MultiValueHeaders: { Accept: ['A', 'B'] }, RequestModels: { 'X/Y': 'Empty' } },
      { multiValueHeaders: { Accept: ['A', 'B'] }, requestModels: { 'X/Y': 'Empty' } },
    ],
    [
      { CanarySettings: { PercentTraffic: 1, StageVariableOverrides: { Env: 'b' } } },
      { canarySettings: { percentTraffic: 1, stageVariableOverrides: { Env: 'b' } } },
    ],
    [
      { ApiStages: [{ ApiId: 'a', Throttle: { '/A/GET': { RateLimit: 1 } } }] },
      { apiStages: [{ apiId: 'a', throttle: { '/A/GET': { rateLimit: 1 } } }] },
    ],
    [
      { Tags: 'text', Headers: null, Variables: [1] },
      { tags: 'text', headers: null, variables: [1] },
    ],
    [
      { '': 1, A: 2 },
      { '': 1, a: 2 },
    ],
  ])('%j', (parameters, expected) => {
    expect(controlIntegration.request(parameters)).toEqual(expected);
  });
});

describe('G43: an answer to a Task', () => {
  it.each<[Json, Json]>([
    [
      { id: 'a', createdDate: 1_767_603_600, lastUpdatedDate: 0 },
      { Id: 'a', CreatedDate: '2026-01-05T09:00:00Z', LastUpdatedDate: '1970-01-01T00:00:00Z' },
    ],
    [
      { items: [{ createdDate: 1, stageKeys: ['a/b'] }, 'text'], position: 'p' },
      {
        Items: [{ CreatedDate: '1970-01-01T00:00:01Z', StageKeys: ['a/b'] }, 'text'],
        Position: 'p',
      },
    ],
    [
      {
        item: [
          { methodSettings: { 'a/{id}/GET': { cachingEnabled: true } }, variables: { env: 'b' } },
        ],
      },
      {
        Item: [
          { MethodSettings: { 'a/{id}/GET': { CachingEnabled: true } }, Variables: { env: 'b' } },
        ],
      },
    ],
    [
      {
        resourceMethods: {
          GET: {
            methodIntegration: {
              requestTemplates: { 'application/json': '{}' },
              integrationResponses: {
                '200': { responseParameters: { 'method.response.header.x': "'1'" } },
              },
            },
          },
        },
      },
      {
        ResourceMethods: {
          GET: {
            MethodIntegration: {
              RequestTemplates: { 'application/json': '{}' },
              IntegrationResponses: {
                '200': { ResponseParameters: { 'method.response.header.x': "'1'" } },
              },
            },
          },
        },
      },
    ],
    ['text', 'text'],
    [{}, {}],
  ])('%j', (answer, expected) => {
    expect(controlIntegration.response(answer)).toEqual(expected);
  });
});
