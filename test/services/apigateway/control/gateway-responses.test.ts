/** Gateway responses: the defaults of every API, and its own at the edges of each rule. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  inApi,
  invalid,
  mapping,
  outOfEnum,
  patch,
  unknown,
  type WholeStep,
} from './conversation.ts';

const statuses: { readonly [type: string]: string | undefined } = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
};
const types = Object.keys(statuses);
const standard = (responseType: string) => ({
  responseType,
  defaultResponse: true,
  responseParameters: {},
  responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
  ...(statuses[responseType] === undefined ? {} : { statusCode: statuses[responseType] }),
});
const at = { ...inApi, responseType: 'THROTTLED' };
const own = {
  responseType: 'THROTTLED',
  defaultResponse: false,
  responseParameters: {},
  responseTemplates: {},
};
const put = (more: JsonObject, expected: object): WholeStep => [
  'PutGatewayResponse',
  { ...at, ...more },
  expected,
];

describe('G36: gateway responses', () => {
  it('are told in the order of their types', async () => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      ['GetGatewayResponses', inApi, { items: types.map(standard) }],
      put({ statusCode: '503' }, { ...own, statusCode: '503' }),
    ]);
    const { items, position } = await talk.ask('GetGatewayResponses', { ...inApi, limit: 20 });
    expect(items).toEqual(
      types
        .slice(0, 20)
        .map((type) => (type === 'THROTTLED' ? { ...own, statusCode: '503' } : standard(type))),
    );
    expect(position).toBeDefined();
  });

  it.each<[JsonObject, object]>([
    [{}, {}],
    [{ statusCode: '100' }, { statusCode: '100' }],
    [{ statusCode: '599' }, { statusCode: '599' }],
    [{ responseTemplates: { 'text/plain': 'x' } }, { responseTemplates: { 'text/plain': 'x' } }],
    [
      { responseParameters: { 'gatewayresponse.header.X-A': "''" } },
      { responseParameters: { 'gatewayresponse.header.X-A': "''" } },
    ],
    [
      { responseParameters: { 'gatewayresponse.header.X-A': "'a\nb'" } },
      { responseParameters: { 'gatewayresponse.header.X-A': "'a\nb'" } },
    ],
  ])('of %j are put, told and deleted', async (more, told) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      ['GetGatewayResponse', at, standard('THROTTLED')],
      put(more, { ...own, ...told }),
      ['GetGatewayResponse', at, { ...own, ...told }],
      ['DeleteGatewayResponse', at, {}],
      ['DeleteGatewayResponse', at, unknown('Gateway response type not defined on api')],
      ['GetGatewayResponse', at, standard('THROTTLED')],
    ]);
  });

  const noStatus = invalid('Invalid status code specified');
  const wrong = (expression: string) =>
    mapping(`Invalid mapping expression specified: ${expression}`);
  const header = (name: string, value: string) => ({ responseParameters: { [name]: value } });
  it.each<[JsonObject, object]>([
    [{ statusCode: '' }, noStatus],
    [{ statusCode: '099' }, noStatus],
    [{ statusCode: '600' }, noStatus],
    [{ statusCode: '4290' }, noStatus],
    [{ statusCode: '1429' }, noStatus],
    ...[
      'gatewayresponse.header.',
      'gatewayresponse.header.a.b',
      'gatewayresponse.header.a b',
      'x.gatewayresponse.header.a',
      'gatewayresponse.querystring.a',
    ].map((name): [JsonObject, object] => [header(name, "'a'"), wrong(name)]),
    ...["'a", "a'", "x'a'", "'a'x", '', 'header.a', 'my.context.a'].map(
      (value): [JsonObject, object] => [header('gatewayresponse.header.a', value), wrong(value)],
    ),
    ...['method.request.header.a', 'context.requestId', 'stageVariables.a'].map(
      (value): [JsonObject, object] => [
        header('gatewayresponse.header.a', value),
        invalid(`A header of a gateway response from ${value} is not simulated.`),
      ],
    ),
  ])('of %j are refused', async (more, refusal) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([put(more, refusal), ['GetGatewayResponse', at, standard('THROTTLED')]]);
  });

  it('have one of the types', async () => {
    const talk = await converse([anApi]);
    const none = { ...inApi, responseType: 'NONE' };
    const out = (member: string) => outOfEnum(member, 'NONE', types.join(', '));
    await talk.sayWhole([
      ['PutGatewayResponse', none, out('putGatewayResponseInput.responseType')],
      ['GetGatewayResponse', none, out('responseType')],
      [
        'UpdateGatewayResponse',
        { ...none, patchOperations: [patch('add', '/a')] },
        out('responseType'),
      ],
      ['DeleteGatewayResponse', none, unknown('Gateway response type not defined on api')],
    ]);
  });

  it('are patched, from what they were or from the default', async () => {
    const talk = await converse([anApi]);
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateGatewayResponse',
      { ...at, patchOperations },
      expected,
    ];
    const changed = {
      ...own,
      statusCode: '503',
      responseParameters: { 'gatewayresponse.header.a': "'1'" },
      responseTemplates: standard('THROTTLED').responseTemplates,
    };
    const json = '/responseTemplates/application~1json';
    await talk.sayWhole([
      update(
        changed,
        patch('replace', '/statusCode', '503'),
        patch('add', '/responseParameters/gatewayresponse.header.a', "'1'"),
      ),
      update(noStatus, patch('replace', '/statusCode', '600')),
      update(wrong('a'), patch('add', '/responseParameters/a', "'1'")),
      ['GetGatewayResponse', at, changed],
      update(
        { ...own, statusCode: '503' },
        patch('remove', json),
        patch('remove', '/responseParameters/gatewayresponse.header.a'),
      ),
      update(unknown('Invalid parameter name specified'), patch('remove', json)),
      update(
        { ...own, statusCode: '503', responseTemplates: { 'application/json': 'x' } },
        patch('add', json, 'x'),
      ),
    ]);
  });
});
