/** Patch operations, at the edges of each rule, on the settings of an API. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import {
  anApi,
  clockStart,
  converse,
  inApi,
  invalid,
  outOfEnum,
  patch,
  unknown,
  type WholeStep,
} from './conversation.ts';

const plain = {
  id: '$api',
  name: 'shop',
  createdDate: clockStart,
  apiKeySource: 'HEADER',
  endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
  disableExecuteApiEndpoint: false,
  rootResourceId: '$root',
};
const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
  'UpdateRestApi',
  { ...inApi, patchOperations },
  expected,
];
const unknownName = unknown('Invalid parameter name specified');
const nothingIn = (path: string) => invalid(`Invalid null or empty value in ${path}`);

describe('G31: a patch of an API', () => {
  it('changes each of its members', async () => {
    const talk = await converse([anApi]);
    const changed = {
      ...plain,
      name: 'b',
      description: 'd',
      policy: '{}',
      apiKeySource: 'AUTHORIZER',
      minimumCompressionSize: 0,
      disableExecuteApiEndpoint: true,
      binaryMediaTypes: ['a/b'],
      endpointConfiguration: {
        types: ['PRIVATE'],
        ipAddressType: 'dualstack',
        vpcEndpointIds: ['vpce-1'],
      },
    };
    await talk.sayWhole([
      update(
        changed,
        patch('replace', '/name', 'b'),
        patch('replace', '/description', 'd'),
        patch('replace', '/policy', '{}'),
        patch('replace', '/apiKeySource', 'AUTHORIZER'),
        patch('replace', '/minimumCompressionSize', '0'),
        patch('replace', '/disableExecuteApiEndpoint', 'true'),
        patch('add', '/binaryMediaTypes/a~1b'),
        patch('replace', '/endpointConfiguration/types/EDGE', 'PRIVATE'),
        patch('replace', '/endpointConfiguration/ipAddressType', 'dualstack'),
        patch('add', '/endpointConfiguration/vpcEndpointIds', 'vpce-1'),
      ),
      ['GetRestApi', inApi, changed],
      update(
        { ...changed, policy: '', disableExecuteApiEndpoint: false },
        patch('replace', '/policy', ''),
        patch('replace', '/disableExecuteApiEndpoint', 'no'),
      ),
    ]);
  });

  it.each<[JsonObject, object]>([
    [patch('replace', '/name', ''), invalid('Invalid REST API name specified')],
    [
      patch('replace', '/apiKeySource', 'BODY'),
      outOfEnum('apiKeySource', 'BODY', 'HEADER, AUTHORIZER'),
    ],
    [
      patch('replace', '/endpointConfiguration/types/EDGE', 'LOCAL'),
      outOfEnum(
        'createRestApiInput.endpointConfiguration.types',
        'LOCAL',
        'REGIONAL, PRIVATE, EDGE',
      ),
    ],
    [
      patch('replace', '/policy', '[]'),
      invalid(
        'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
      ),
    ],
    [
      patch('replace', '/minimumCompressionSize', '-1'),
      invalid('Invalid minimum compression size, must be between 0 and 10485760.'),
    ],
    [
      patch('replace', '/minimumCompressionSize', '10485761'),
      invalid('Invalid minimum compression size, must be between 0 and 10485760.'),
    ],
    [
      patch('replace', '/endpointAccessMode', 'x'),
      invalid('The patch of /endpointAccessMode is not simulated.'),
    ],
    [patch('replace', '/endpointConfiguration/types/REGIONAL', 'EDGE'), unknownName],
  ])('%j is refused, and changes nothing', async (operation, refusal) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      update(refusal, patch('replace', '/description', 'd'), operation),
      ['GetRestApi', inApi, plain],
    ]);
  });
});

describe('G31: a number', () => {
  it.each([
    ['10', 10],
    [' 10 ', 10],
    ['1e1', 10],
    ['', undefined],
    [' ', undefined],
    ['x', undefined],
    ['1x', undefined],
  ])('of "%s" is %s', async (value, size) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      update(
        size === undefined
          ? invalid(`Invalid value '${value}' specified for /minimumCompressionSize`)
          : { ...plain, minimumCompressionSize: size },
        patch('replace', '/minimumCompressionSize', value),
      ),
    ]);
  });

  it.each(['/minimumCompressionSize', '/name', '/disableExecuteApiEndpoint'])(
    'or anything else at %s has to be said',
    async (path) => {
      const talk = await converse([anApi]);
      await talk.sayWhole([update(nothingIn(path), patch('replace', path))]);
    },
  );

  it.each([
    ['true', true],
    ['True', true],
    ['false', false],
    ['1', false],
    ['', false],
  ])('a flag of "%s" is %s', async (value, disableExecuteApiEndpoint) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      update(
        { ...plain, disableExecuteApiEndpoint },
        patch('replace', '/disableExecuteApiEndpoint', value),
      ),
    ]);
  });
});

describe('G31: the items of a list', () => {
  const types = (...binaryMediaTypes: string[]) => ({
    ...plain,
    ...(binaryMediaTypes.length === 0 ? {} : { binaryMediaTypes }),
  });
  const add = (name: string) => patch('add', `/binaryMediaTypes/${name}`);
  const remove = (name: string) => patch('remove', `/binaryMediaTypes/${name}`);
  const replace = (name: string, to?: string) => patch('replace', `/binaryMediaTypes/${name}`, to);

  it('named in the path are added once, at the end, replaced and removed', async () => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      update(types('a', 'b', 'c'), add('a'), add('b'), add('c')),
      update(types('b', 'c', 'a'), add('a')),
      update(types('b', 'd/e', 'a'), replace('c', 'd/e')),
      update(types('b', 'd/e', 'a'), replace('b')),
      update(unknownName, replace('c', 'x')),
      update(unknownName, remove('c')),
      update(types('b', 'a'), remove('d~1e')),
      update(types(), remove('a'), remove('b')),
      update(unknownName, remove('b')),
      update(types('~', '~1', '/'), add('~0'), add('~01'), add('~1')),
    ]);
  });

  it('named by a value are added once and removed', async () => {
    const talk = await converse([anApi]);
    const at = (op: string, value?: string) =>
      patch(op, '/endpointConfiguration/vpcEndpointIds', value);
    const ids = (...vpcEndpointIds: string[]) => ({
      ...plain,
      endpointConfiguration: {
        ...plain.endpointConfiguration,
        ...(vpcEndpointIds.length === 0 ? {} : { vpcEndpointIds }),
      },
    });
    const path = '/endpointConfiguration/vpcEndpointIds';
    await talk.sayWhole([
      update(ids('b', 'a'), at('add', 'a'), at('add', 'b'), at('add', 'a')),
      update(nothingIn(path), at('add')),
      update(nothingIn(path), at('add', '')),
      update(nothingIn(path), at('remove')),
      update(unknownName, at('remove', 'c')),
      update(ids('a'), at('remove', 'b')),
      update(ids(), at('remove', 'a')),
    ]);
  });
});

describe('G31: what cannot be done is told', () => {
  const operations = invalid(
    "Invalid patch operation specified. Must be 'add'|'remove'|'replace'|'copy'",
  );
  const added = [
    '/binaryMediaTypes/{name}',
    '/endpointAccessMode',
    '/endpointConfiguration/vpcEndpointIds',
    '/securityPolicy',
  ].join(', ');
  const path = (at: string, op: string, choices: string) =>
    invalid(`Invalid patch path  '${at}' specified for op '${op}'. Must be one of: [${choices}]`);

  it.each<[JsonObject, object]>([
    [{}, operations],
    [{ op: 'test', path: '/name' }, operations],
    [{ op: 'add' }, path('', 'add', added)],
    [patch('add', '/name', 'x'), path('/name', 'add', added)],
    [patch('add', '/binaryMediaTypes', 'x'), path('/binaryMediaTypes', 'add', added)],
    [patch('add', '/binaryMediaTypes/'), path('/binaryMediaTypes/', 'add', added)],
    [patch('add', '/binaryMediaTypes/a/b'), path('/binaryMediaTypes/a/b', 'add', added)],
    [patch('add', 'binaryMediaTypes/a'), path('binaryMediaTypes/a', 'add', added)],
    [
      patch('copy', '/name', undefined, '/description'),
      path('/name', 'copy', '/endpointAccessMode, /securityPolicy'),
    ],
  ])('%j', async (operation, refusal) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([update(refusal, operation)]);
  });
});
