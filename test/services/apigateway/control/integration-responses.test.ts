/** What the responses of an integration may be, at the edges of each rule. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  invalid,
  mapping,
  outOfEnum,
  patch,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const declared = {
  'method.request.header.h': false,
  'method.request.path.p': true,
  'method.request.querystring.q': false,
  'method.request.multivalueheader.mh': false,
  'method.request.multivaluequerystring.mq': false,
};
const withMethod: readonly Step[] = [
  anApi,
  [
    'PutMethod',
    { ...getRoot, authorizationType: 'NONE', requestParameters: declared },
    { httpMethod: 'GET' },
  ],
];
const put = (more: JsonObject, expected: object): WholeStep => [
  'PutIntegration',
  { ...getRoot, type: 'MOCK', ...more },
  expected,
];
const plain = {
  type: 'MOCK',
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29_000,
  cacheNamespace: '$root',
  cacheKeyParameters: [],
};

describe('G35: a response of an integration', () => {
  const at = (statusCode: string) => ({ ...getRoot, statusCode });
  const response = (statusCode: string, more: JsonObject, expected: object): WholeStep => [
    'PutIntegrationResponse',
    { ...at(statusCode), ...more },
    expected,
  ];
  const noStatus = unknown('Invalid Response status code specified');
  const noIntegration = unknown('Invalid Integration identifier specified');
  const ready = async () => {
    const talk = await converse([
      ...withMethod,
      [
        'PutMethodResponse',
        { ...at('200'), responseParameters: { 'method.response.header.x': false } },
        { statusCode: '200' },
      ],
      ['PutMethodResponse', at('404'), { statusCode: '404' }],
      ['PutMethodResponse', at('500'), { statusCode: '500' }],
    ]);
    await talk.sayWhole([put({}, plain)]);
    return talk;
  };

  it('is told whole, keeps its place when it is put again, and is deleted alone', async () => {
    const talk = await ready();
    const given = {
      selectionPattern: '2..',
      responseParameters: { 'method.response.header.x': "'1'" },
      responseTemplates: { 'application/json': '{}' },
      contentHandling: 'CONVERT_TO_TEXT',
    };
    const whole = { statusCode: '200', ...given };
    await talk.sayWhole([
      response('404', {}, { statusCode: '404' }),
      response('200', given, whole),
      response('500', {}, { statusCode: '500' }),
      ['GetIntegrationResponse', at('200'), whole],
      response('200', {}, { statusCode: '200' }),
      response('200', given, whole),
    ]);
    const { integrationResponses = {} } = await talk.ask('GetIntegration', getRoot);
    expect(integrationResponses).toEqual({
      '404': { statusCode: '404' },
      '200': whole,
      '500': { statusCode: '500' },
    });
    await talk.sayWhole([
      ['DeleteIntegrationResponse', at('200'), {}],
      ['DeleteIntegrationResponse', at('200'), noStatus],
      ['GetIntegrationResponse', at('200'), noStatus],
      [
        'GetIntegration',
        getRoot,
        {
          ...plain,
          integrationResponses: { '404': { statusCode: '404' }, '500': { statusCode: '500' } },
        },
      ],
    ]);
  });

  const noStatusCode = invalid('Invalid status code specified');
  it.each<[string, JsonObject, object]>([
    ['', {}, noStatusCode],
    ['99', {}, noStatusCode],
    ['1000', {}, noStatusCode],
    ['600', {}, noStatusCode],
    ['099', {}, noStatusCode],
    ['a200', {}, noStatusCode],
    ['201', {}, noStatus],
    [
      '201',
      { responseParameters: { 'method.response.header.x': "'1'" } },
      mapping('No method response exists for method.'),
    ],
    ['201', { responseParameters: {} }, noStatus],
    [
      '404',
      { responseParameters: { 'method.response.header.x': "'1'" } },
      mapping('Invalid mapping expression parameter specified: method.response.header.x'),
    ],
    [
      '200',
      {
        responseParameters: {
          'method.response.header.x': "'1'",
          'method.response.header.toString': "'1'",
        },
      },
      mapping('Invalid mapping expression parameter specified: method.response.header.toString'),
    ],
    [
      '200',
      { contentHandling: 'x' },
      outOfEnum(
        'putIntegrationResponseInput.contentHandling',
        'x',
        'CONVERT_TO_BINARY, CONVERT_TO_TEXT',
      ),
    ],
    ['200', { contentHandling: '' }, { statusCode: '200', contentHandling: '' }],
  ])('of status "%s" with %j', async (statusCode, more, expected) => {
    const talk = await ready();
    await talk.sayWhole([response(statusCode, more, expected)]);
  });

  it('is patched', async () => {
    const talk = await ready();
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateIntegrationResponse',
      { ...at('200'), patchOperations },
      expected,
    ];
    const changed = {
      statusCode: '200',
      selectionPattern: 'a',
      contentHandling: 'CONVERT_TO_BINARY',
      responseParameters: { 'method.response.header.x': "'1'" },
      responseTemplates: { 'text/plain': 'x' },
    };
    await talk.sayWhole([
      update(noStatus, patch('replace', '/none', 'a')),
      response('200', {}, { statusCode: '200' }),
      update(
        changed,
        patch('replace', '/selectionPattern', 'a'),
        patch('replace', '/contentHandling', 'CONVERT_TO_BINARY'),
        patch('add', '/responseParameters/method.response.header.x', "'1'"),
        patch('add', '/responseTemplates/text~1plain', 'x'),
      ),
      update(
        mapping('Invalid mapping expression parameter specified: method.response.header.y'),
        patch('add', '/responseParameters/method.response.header.y', "'1'"),
      ),
      update(
        invalid(
          "Invalid patch path  '/statusCode' specified for op 'replace'. Must be one of: [/contentHandling, /responseParameters/{name}, /responseTemplates/{name}, /selectionPattern]",
        ),
        patch('replace', '/statusCode', '201'),
      ),
      ['GetIntegrationResponse', at('200'), changed],
    ]);
  });

  it('has an integration', async () => {
    const talk = await converse(withMethod);
    await talk.sayWhole([
      ['GetIntegration', getRoot, noIntegration],
      ['UpdateIntegration', { ...getRoot, patchOperations: [] }, noIntegration],
      ['DeleteIntegration', getRoot, noIntegration],
      ['GetIntegrationResponse', at('200'), noIntegration],
      [
        'UpdateIntegrationResponse',
        { ...at('200'), patchOperations: [patch('add', '/a')] },
        noIntegration,
      ],
      ['DeleteIntegrationResponse', at('200'), noIntegration],
    ]);
    await talk.sayWhole([put({}, plain), ['DeleteIntegration', getRoot, {}]]);
    await talk.sayWhole([
      ['GetIntegration', getRoot, noIntegration],
      [
        'GetMethod',
        getRoot,
        {
          httpMethod: 'GET',
          authorizationType: 'NONE',
          apiKeyRequired: false,
          requestParameters: declared,
        },
      ],
    ]);
  });
});
