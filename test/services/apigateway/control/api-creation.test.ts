/** REST APIs as they are made, and made of others. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { clockStart, converse, inApi, invalid, type WholeStep } from './conversation.ts';

const plain = {
  id: '$api',
  name: 'shop',
  createdDate: clockStart,
  apiKeySource: 'HEADER',
  endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
  disableExecuteApiEndpoint: false,
  rootResourceId: '$root',
};
describe('G30: CreateRestApi', () => {
  const create = (request: JsonObject, expected: object): WholeStep => [
    'CreateRestApi',
    request,
    expected,
  ];

  it.each<[JsonObject, object]>([
    [
      { endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1'] } },
      {
        endpointConfiguration: {
          types: ['PRIVATE'],
          ipAddressType: 'dualstack',
          vpcEndpointIds: ['vpce-1'],
        },
      },
    ],
    [
      { endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'dualstack' } },
      { endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'dualstack' } },
    ],
    [{ endpointConfiguration: {} }, {}],
    [{ tags: {} }, {}],
    [
      {
        description: 'd',
        version: 'v',
        binaryMediaTypes: ['a/b'],
        minimumCompressionSize: 1,
        apiKeySource: 'AUTHORIZER',
        policy: '{}',
        tags: { a: '1' },
        disableExecuteApiEndpoint: true,
      },
      {
        description: 'd',
        version: 'v',
        binaryMediaTypes: ['a/b'],
        minimumCompressionSize: 1,
        apiKeySource: 'AUTHORIZER',
        policy: '{}',
        tags: { a: '1' },
        disableExecuteApiEndpoint: true,
      },
    ],
  ])('with %j', async (more, told) => {
    const talk = await converse([]);
    await talk.say([
      ['CreateRestApi', { name: 'shop', ...more }, {}, { api: 'id', root: 'rootResourceId' }],
    ]);
    await talk.sayWhole([
      ['GetRestApi', inApi, { ...plain, ...told }],
      ['GetRestApis', {}, { items: [{ ...plain, ...told }] }],
    ]);
  });

  it.each<[JsonObject, object]>([
    [{}, invalid('Invalid REST API name specified')],
    [
      { name: 'x', endpointConfiguration: { types: [] } },
      invalid('Cannot create a RestApi with multiple Endpoint Types.'),
    ],
    [{ name: 'x', endpointAccessMode: 'BASIC' }, invalid('endpointAccessMode is not simulated.')],
  ])('with %j is refused', async (request, refusal) => {
    const talk = await converse([]);
    await talk.sayWhole([create(request, refusal), ['GetRestApis', {}, { items: [] }]]);
  });

  it('leaves those that are not deleted', async () => {
    const talk = await converse([
      ['CreateRestApi', { name: 'first' }, {}, { first: 'id' }],
      ['CreateApiKey', { name: 'k' }, {}, { key: 'id' }],
      ['CreateRestApi', { name: 'shop' }, {}, { api: 'id', root: 'rootResourceId' }],
    ]);
    await talk.sayWhole([
      ['DeleteRestApi', { restApiId: '$first' }, {}],
      ['GetRestApis', {}, { items: [plain] }],
    ]);
    expect(await talk.ask('GetApiKey', { apiKey: '$key' })).toHaveProperty('name', 'k');
  });

  it('of a clone takes what the first was given, and serves none of it', async () => {
    const talk = await converse([
      [
        'CreateRestApi',
        { name: 'shop', description: 'd', binaryMediaTypes: ['a/b'] },
        {},
        { first: 'id', root: 'rootResourceId' },
      ],
    ]);
    await talk.world.pass(5000);
    await talk.say([['CreateRestApi', { name: 'copy', cloneFrom: '$first' }, {}, { api: 'id' }]]);
    await talk.sayWhole([
      [
        'GetRestApi',
        inApi,
        {
          ...plain,
          name: 'copy',
          description: 'd',
          binaryMediaTypes: ['a/b'],
          createdDate: clockStart + 5,
        },
      ],
      ['GetDeployments', inApi, { items: [] }],
      ['GetStages', inApi, { item: [] }],
    ]);
    expect(talk.known['api']).not.toBe(talk.known['first']);
  });
});
