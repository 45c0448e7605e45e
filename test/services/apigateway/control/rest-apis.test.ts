import { describe, expect, it } from 'vitest';
import {
  account,
  anApi,
  converse,
  inApi,
  invalid,
  outOfEnum,
  patch,
  unknown,
  type Step,
} from './conversation.ts';

const noApi = unknown(`Invalid API identifier specified ${account}:nothere`);

describe('G30: a REST API', () => {
  it('is made with what AWS gives to one, is found, listed, and gone once it is deleted', async () => {
    const talk = await converse([
      [
        'CreateRestApi',
        { name: 'shop', description: 'Sells', tags: { team: 'a' } },
        {
          name: 'shop',
          description: 'Sells',
          createdDate: 1767603600,
          apiKeySource: 'HEADER',
          endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
          disableExecuteApiEndpoint: false,
          tags: { team: 'a' },
        },
        { api: 'id', root: 'rootResourceId' },
      ],
      ['GetRestApi', inApi, { id: '$api', name: 'shop' }],
      ['GetRestApis', {}, { items: [{ id: '$api' }] }],
      ['GetResources', inApi, { items: [{ id: '$root', path: '/' }] }],
      ['DeleteRestApi', inApi, {}],
      ['GetRestApi', inApi, unknown(`Invalid API identifier specified ${account}:$api`)],
      ['GetRestApis', {}, { items: [] }],
    ]);
    expect(talk.known['api']).toMatch(/^[a-z0-9]{10}$/);
    expect(talk.known['root']).toMatch(/^[a-z0-9]{10}$/);
  });

  it('has no tags where it was given none', async () => {
    const { world } = await converse([]);
    const { value } = await world.call('apigateway', 'CreateRestApi', { name: 'x' });
    expect(value).not.toHaveProperty('tags');
    expect(value).not.toHaveProperty('description');
  });

  it.each<[string, object, object]>([
    ['a name', { name: '' }, invalid('Invalid REST API name specified')],
    [
      'a source of keys',
      { name: 'x', apiKeySource: 'BODY' },
      outOfEnum('createRestApiInput.apiKeySource', 'BODY', 'HEADER, AUTHORIZER'),
    ],
    [
      'an endpoint type',
      { name: 'x', endpointConfiguration: { types: ['LOCAL'] } },
      outOfEnum(
        'createRestApiInput.endpointConfiguration.types',
        'LOCAL',
        'REGIONAL, PRIVATE, EDGE',
      ),
    ],
    [
      'one endpoint type alone',
      { name: 'x', endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
      invalid('Cannot create a RestApi with multiple Endpoint Types.'),
    ],
    [
      'a policy',
      { name: 'x', policy: 'none' },
      invalid(
        'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
      ),
    ],
    [
      'a simulated security policy',
      { name: 'x', securityPolicy: 'TLS_1_2' },
      invalid('securityPolicy is not simulated.'),
    ],
    ['an API to clone', { name: 'x', cloneFrom: 'nothere' }, noApi],
  ])('needs %s', async (_, request, refusal) => {
    await converse([['CreateRestApi', request as never, refusal]] as readonly Step[]);
  });

  it.each([
    [-1, false],
    [0, true],
    [10_485_760, true],
    [10_485_761, false],
  ])('compresses from %i bytes on: %s', async (minimumCompressionSize, isRight) => {
    const refusal = invalid('Invalid minimum compression size, must be between 0 and 10485760.');
    await converse([
      [
        'CreateRestApi',
        { name: 'x', minimumCompressionSize },
        isRight ? { minimumCompressionSize } : refusal,
      ],
    ]);
  });

  it('is cloned with its resources, without deployments and stages', async () => {
    const talk = await converse([
      anApi,
      ['CreateResource', { ...inApi, parentId: '$root', pathPart: 'orders' }, { path: '/orders' }],
      ['CreateRestApi', { name: 'copy', cloneFrom: '$api' }, { name: 'copy' }, { api: 'id' }],
      ['GetStages', inApi, { item: [] }],
    ]);
    const { items } = await talk.ask('GetResources', inApi);
    expect(items).toHaveLength(2);
  });
});

describe('G31: a patch', () => {
  const update = (expected: object, ...patchOperations: ReturnType<typeof patch>[]): Step => [
    'UpdateRestApi',
    { ...inApi, patchOperations },
    expected,
  ];

  it('replaces, adds and removes in order, where ~1 is a slash', async () => {
    const talk = await converse([
      anApi,
      update(
        { name: 'b', description: 'd' },
        patch('replace', '/name', 'a'),
        patch('replace', '/name', 'b'),
        patch('replace', '/description', 'd'),
      ),
      update(
        { binaryMediaTypes: ['image/png', 'image/gif'] },
        patch('add', '/binaryMediaTypes/image~1png'),
        patch('add', '/binaryMediaTypes/image~1gif'),
      ),
      update(
        { binaryMediaTypes: ['image/jpeg', 'image/gif'] },
        patch('replace', '/binaryMediaTypes/image~1png', 'image/jpeg'),
      ),
      update(
        { disableExecuteApiEndpoint: true },
        patch('replace', '/disableExecuteApiEndpoint', 'true'),
      ),
      update({ minimumCompressionSize: 10 }, patch('replace', '/minimumCompressionSize', '10')),
      update(
        { endpointConfiguration: { types: ['REGIONAL'] } },
        patch('replace', '/endpointConfiguration/types/EDGE', 'REGIONAL'),
      ),
      update(
        { name: 'b' },
        patch('remove', '/binaryMediaTypes/image~1jpeg'),
        patch('remove', '/binaryMediaTypes/image~1gif'),
      ),
    ]);
    expect(await talk.ask('GetRestApi', inApi)).not.toHaveProperty('binaryMediaTypes');
  });

  const replaceable =
    '/apiKeySource, /binaryMediaTypes/{name}, /description, /disableExecuteApiEndpoint, /endpointAccessMode, /endpointConfiguration/ipAddressType, /endpointConfiguration/types/{name}, /minimumCompressionSize, /name, /policy, /securityPolicy';

  it.each([
    [
      'of an unknown path',
      patch('replace', '/nme', 'x'),
      invalid(
        `Invalid patch path  '/nme' specified for op 'replace'. Must be one of: [${replaceable}]`,
      ),
    ],
    [
      'that is no operation',
      patch('move', '/name', 'x'),
      invalid("Invalid patch operation specified. Must be 'add'|'remove'|'replace'|'copy'"),
    ],
    ['without a value', patch('replace', '/name'), invalid('Invalid null or empty value in /name')],
    ['to an empty name', patch('replace', '/name', ''), invalid('Invalid REST API name specified')],
    [
      'of a number by a word',
      patch('replace', '/minimumCompressionSize', 'much'),
      invalid("Invalid value 'much' specified for /minimumCompressionSize"),
    ],
    [
      'of an item that is not there',
      patch('remove', '/binaryMediaTypes/image~1png'),
      unknown('Invalid parameter name specified'),
    ],
    [
      'of what is not simulated',
      patch('replace', '/securityPolicy', 'TLS_1_2'),
      invalid('The patch of /securityPolicy is not simulated.'),
    ],
  ])('%s is refused, and nothing of the request is done', async (_, operation, refusal) => {
    await converse([
      anApi,
      update(refusal, patch('replace', '/description', 'new'), operation),
      ['GetRestApi', inApi, { name: 'shop' }],
    ]).then(async (talk) => {
      expect(await talk.ask('GetRestApi', inApi)).not.toHaveProperty('description');
    });
  });

  it('of a resource without operations for it asks for others', async () => {
    await converse([
      anApi,
      [
        'UpdateModel',
        { ...inApi, modelName: 'Empty', patchOperations: [patch('add', '/schema', '{}')] },
        invalid(
          "Invalid patch path  '/schema' specified for op 'add'. Please choose supported operations",
        ),
      ],
      [
        'UpdateModel',
        { ...inApi, modelName: 'Empty', patchOperations: [patch('replace', '/name', 'x')] },
        invalid(
          "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
        ),
      ],
    ]);
  });
});

describe('G32: a list comes in pages', () => {
  const apis = (count: number): readonly Step[] =>
    Array.from({ length: count }, (_, i) => [
      'CreateRestApi',
      { name: `n${i}` },
      { name: `n${i}` },
    ]);

  it.each([
    [{}, 25, true],
    [{ limit: 27 }, 27, true],
    [{ limit: 28 }, 28, false],
    [{ limit: 1 }, 1, true],
  ])('of 28 with %j are %i', async (asked, count, hasMore) => {
    const talk = await converse(apis(28));
    const first = await talk.ask('GetRestApis', asked);
    expect(first['items']).toHaveLength(count);
    expect('position' in first).toBe(hasMore);
  });

  it('is gone through without a gap', async () => {
    const talk = await converse(apis(5));
    const seen: unknown[] = [];
    let position = {};
    for (let page = 0; page < 3; page += 1) {
      const { items, position: next } = await talk.ask('GetRestApis', { limit: 2, ...position });
      seen.push(...(items as { readonly id: string }[]).map(({ id }) => id));
      position = next === undefined ? {} : { position: next };
    }
    expect(new Set(seen).size).toBe(5);
    expect(position).toEqual({});
  });

  it.each([
    [{ limit: 0 }, 'Invalid limit parameter'],
    [{ position: 'x' }, 'Invalid position parameter'],
  ])('refuses %j', async (asked, message) => {
    await converse([['GetRestApis', asked, invalid(message)]]);
  });
});

it.each([
  'GetRestApi',
  'GetResources',
  'GetStages',
  'CreateDeployment',
  'GetModels',
  'GetAuthorizers',
  'UpdateRestApi',
  'DeleteRestApi',
  'FlushStageCache',
  'TestInvokeMethod',
])('G30: %s of an API that is not there names account and API', async (operation) => {
  await converse([[operation, { restApiId: 'nothere' }, noApi]]);
});
