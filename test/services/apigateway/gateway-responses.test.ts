/** Gateway responses of an API's own: which one is used, and what its template reads. */
import { describe, expect, it } from 'vitest';
import { gatewayErrorStatus } from '../../../packages/services/src/apigateway/errors.ts';
import { ask, worldOf } from './requests.ts';

const mock = { integration: 'Mock' };
const refusing = (gatewayResponses: object, api: object = {}) =>
  worldOf({
    gatewayResponses,
    stage: 'live',
    stageVariables: { v: '1' },
    models: { Order: { required: ['id'] } },
    routes: {
      'GET /keyed': { ...mock, apiKeyRequired: true },
      'GET /named': { ...mock, requiredParameters: ['method.request.querystring.q'] },
      'POST /order': { ...mock, model: 'Order' },
      'GET /odd': { ...mock, requestTemplate: 'none' },
    },
    ...api,
  });
const type = (name: string) => ({ 'Content-Type': 'application/json', 'x-amzn-ErrorType': name });

describe('a gateway response', () => {
  it.each<[string, object, number, object, string]>([
    [
      'of another type is not used',
      { THROTTLED: { status: 418 } },
      403,
      type('ForbiddenException'),
      '{"message":"Forbidden"}',
    ],
    [
      'of the type has its status',
      { INVALID_API_KEY: { status: 418 } },
      418,
      type('ForbiddenException'),
      '{"message":"Forbidden"}',
    ],
    [
      'of the type has its headers',
      { INVALID_API_KEY: { headers: { 'X-A': 'b', 'Content-Type': 'text/plain' } } },
      403,
      { ...type('ForbiddenException'), 'X-A': 'b', 'Content-Type': 'text/plain' },
      '{"message":"Forbidden"}',
    ],
    [
      'of the type has its text',
      { INVALID_API_KEY: { template: 'no' } },
      403,
      type('ForbiddenException'),
      'no',
    ],
    [
      'of the class',
      { DEFAULT_4XX: { status: 400, template: '' }, DEFAULT_5XX: { status: 418 } },
      400,
      type('ForbiddenException'),
      '',
    ],
    [
      'of the type comes before that of the class',
      { INVALID_API_KEY: { status: 401 }, DEFAULT_4XX: { status: 400, template: '' } },
      401,
      type('ForbiddenException'),
      '{"message":"Forbidden"}',
    ],
  ])('%s', async (_what, gatewayResponses, status, headers, body) => {
    expect(await ask(refusing(gatewayResponses), '/keyed')).toEqual({ status, headers, body });
  });

  it('of the class of errors of the gateway', async () => {
    const classes = { DEFAULT_4XX: { status: 400 }, DEFAULT_5XX: { status: 599 } };
    expect(await ask(refusing(classes), '/odd')).toMatchObject({ status: 599 });
  });

  it('is none of a path that begins with no stage, but of one beside the routes', async () => {
    const world = refusing({ DEFAULT_4XX: { status: 418 } });
    expect((await ask(world, '/none')).status).toBe(403);
    expect((await ask(world, '/live/none')).status).toBe(418);
  });
});

describe('its template', () => {
  const read = async (template: string, path: string, more: object = {}): Promise<string> =>
    (await ask(refusing({ DEFAULT_4XX: { template } }), path, more)).body;

  it.each([
    ['$context.error.responseType', 'INVALID_API_KEY'],
    ['$context.error.message', 'Forbidden'],
    ['$context.error.messageString', '"Forbidden"'],
    ['$context.error.validationErrorString', 'Forbidden'],
    ['$context.stage', 'live'],
    ['$stageVariables.v', '1'],
    ["$input.params('X-A')", 'b'],
    ["$input.params('q')", ''],
    ['<$context.none>', '<>'],
    ['$context.requestId', /^[0-9a-f-]{36}$/],
  ])('reads %s as %s', async (template, expected) => {
    const body = await read(template, '/keyed?q=1', { headers: { 'X-A': 'b' } });
    if (typeof expected === 'string') expect(body).toBe(expected);
    else expect(body).toMatch(expected);
  });

  it('reads the body, and is told what is missing', async () => {
    const template = "$context.error.message <$input.path('$.a')>";
    const post = { method: 'POST', body: '{"a":1}' };
    expect(await read(template, '/order', post)).toBe('Invalid request body <1>');
    expect(await read('$context.error.message', '/named')).toBe(
      'Missing required request parameters: [q]',
    );
  });
});

it.each([
  ['ACCESS_DENIED', 403],
  ['UNAUTHORIZED', 401],
  ['BAD_REQUEST_BODY', 400],
  ['REQUEST_TOO_LARGE', 413],
  ['UNSUPPORTED_MEDIA_TYPE', 415],
  ['THROTTLED', 429],
  ['QUOTA_EXCEEDED', 429],
  ['INTEGRATION_TIMEOUT', 504],
  ['INTEGRATION_FAILURE', 504],
  ['API_CONFIGURATION_ERROR', 500],
  ['AUTHORIZER_FAILURE', 500],
  ['WAF_FILTERED', 403],
  ['DEFAULT_4XX', undefined],
  ['DEFAULT_5XX', undefined],
  ['constructor', undefined],
])('%s has the status %s', (name, status) => {
  expect(gatewayErrorStatus(name)).toBe(status);
});
