/** What TestInvokeMethod makes of its parameters. */
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  patch,
  statusTemplate,
  type Step,
} from './conversation.ts';

import { linesOf, put, test } from './test-invocation.ts';

describe('G42: a method', () => {
  const mock = (template: string): readonly Step[] => [
    ...put({ type: 'MOCK', requestTemplates: statusTemplate })
      .slice(0, 4)
      .map((step): Step =>
        step[0] === 'PutIntegration' ? [step[0], step[1], { type: 'MOCK' }] : step,
      ),
    [
      'PutIntegrationResponse',
      { ...getRoot, statusCode: '200', responseTemplates: { 'application/json': template } },
      { statusCode: '200' },
    ],
  ];

  it('knows who tests it', async () => {
    const { sourceIp, apiKey, apiKeyId } = {
      sourceIp: '$context.identity.sourceIp',
      apiKey: '$context.identity.apiKey',
      apiKeyId: '$context.identity.apiKeyId',
    };
    const talk = await converse(mock(`${sourceIp} ${apiKey} ${apiKeyId} $context.stage`));
    expect((await test(talk)).body).toBe(
      'test-invoke-source-ip test-invoke-api-key test-invoke-api-key-id test-invoke-stage',
    );
  });

  it('gets the headers that are said, of which several values are one text', async () => {
    const talk = await converse(mock("$input.params('a') $input.params('b') $input.params('c')"));
    const told = await test(talk, {
      multiValueHeaders: { a: ['1', '2'], b: ['3'] },
      headers: { b: '4', c: '5' },
    });
    expect(told.body).toBe('1,2 4 5');
    expect(linesOf(told)[5]).toBe('Method request headers: {a=1,2, b=4, c=5}');
  });

  it.each([
    ['', '/', '{}'],
    ['/', '/', '{}'],
    ['?q=1', '', '{q=1}'],
    ['/?q=1&r=2', '/', '{q=1, r=2}'],
  ])('is asked by "%s"', async (pathWithQueryString, path, query) => {
    const talk = await converse(mock('in'));
    const lines = linesOf(await test(talk, { pathWithQueryString, body: '' }));
    expect([lines[2], lines[4], lines[6]]).toEqual([
      `HTTP Method: GET, Resource Path: ${path}`,
      `Method request query string: ${query}`,
      'Method request body before transformations: ',
    ]);
  });

  it('tells its parameters', async () => {
    const at = { ...inApi, resourceId: '$item', httpMethod: 'GET' };
    const talk = await converse([
      anApi,
      ['CreateResource', { ...inApi, parentId: '$root', pathPart: '{id}' }, {}, { item: 'id' }],
      ['PutMethod', { ...at, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
      ['PutIntegration', { ...at, type: 'MOCK' }, { type: 'MOCK' }],
    ]);
    const lines = linesOf(await test(talk, { ...at, pathWithQueryString: '/7' }));
    expect(lines.slice(2, 4)).toEqual([
      'HTTP Method: GET, Resource Path: /7',
      'Method request path: {id=7}',
    ]);
  });

  it('that refuses a request tells so', async () => {
    const talk = await converse([
      ...mock('in'),
      ['CreateRequestValidator', { ...inApi, validateRequestParameters: true }, {}, { v: 'id' }],
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/requestValidatorId', '$v'),
            patch('add', '/requestParameters/method.request.header.h', 'true'),
          ],
        },
        { requestValidatorId: '$v' },
      ],
    ]);
    const told = await test(talk);
    expect(told).toMatchObject({
      status: 400,
      body: '{"message":"Missing required request parameters: [h]"}',
      headers: { 'x-amzn-ErrorType': 'BadRequestException' },
      multiValueHeaders: { 'x-amzn-ErrorType': ['BadRequestException'] },
    });
    expect(linesOf(told).slice(7)).toEqual(['Method completed with status: 400', '']);
    expect((await test(talk, { headers: { h: '1' } })).status).toBe(200);
  });

  it('has to be named', async () => {
    const talk = await converse(mock('in'));
    const { httpMethod, ...atRoot } = getRoot;
    await talk.sayWhole([
      [
        'TestInvokeMethod',
        atRoot,
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'httpMethod' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
      [
        'TestInvokeMethod',
        { ...inApi, httpMethod, resourceId: 'none' },
        {
          code: 'NotFoundException',
          message: 'Invalid Resource identifier specified',
          status: 404,
        },
      ],
    ]);
  });
});
