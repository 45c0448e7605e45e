/** What a method and its responses may be, at the edges of each rule, told whole. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  invalid,
  mapping,
  patch,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const required = (member: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  status: 400,
});

const made: readonly Step[] = [
  anApi,
  [
    'CreateAuthorizer',
    {
      ...inApi,
      name: 'a',
      type: 'COGNITO_USER_POOLS',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a'],
    },
    {},
    { auth: 'id' },
  ],
  ['CreateRequestValidator', { ...inApi, name: 'v' }, {}, { v: 'id' }],
];
const put = (more: JsonObject, expected: object): WholeStep => [
  'PutMethod',
  { ...getRoot, authorizationType: 'NONE', ...more },
  expected,
];
const plain = { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false };
const noAuthorizer = invalid(
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
);
const noVerb = invalid(
  'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
);

describe('G34: PutMethod', () => {
  it.each<[JsonObject]>([
    [{}],
    [{ apiKeyRequired: true, operationName: 'list' }],
    [{ authorizationType: 'AWS_IAM' }],
    [{ authorizationType: 'none' }],
    [{ authorizationType: 'CUSTOM', authorizerId: '$auth' }],
    [
      {
        authorizationType: 'COGNITO_USER_POOLS',
        authorizerId: '$auth',
        authorizationScopes: ['s'],
      },
    ],
    [{ requestValidatorId: '$v', requestModels: { 'application/json': 'Empty' } }],
    [{ requestValidatorId: '' }],
    [
      {
        requestParameters: {
          'method.request.querystring.q': true,
          'method.request.path.p': true,
          'method.request.header.h.i': false,
          'method.request.multivalueheader.mh': false,
          'method.request.multivaluequerystring.mq': false,
        },
      },
    ],
  ])('with %j tells it', async (more) => {
    const talk = await converse(made);
    await talk.sayWhole([
      put(more, { ...plain, ...more }),
      ['GetMethod', getRoot, { ...plain, ...more }],
    ]);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'])(
    'of %s is taken',
    async (httpMethod) => {
      const talk = await converse(made);
      await talk.sayWhole([put({ httpMethod }, { ...plain, httpMethod })]);
    },
  );

  it.each<[JsonObject, object]>([
    [{ httpMethod: 'get' }, noVerb],
    [{ httpMethod: '' }, noVerb],
    [{ authorizationType: 'CUSTOM' }, noAuthorizer],
    [{ authorizationType: 'custom', authorizerId: 'none' }, noAuthorizer],
    [{ authorizationType: 'COGNITO_USER_POOLS' }, noAuthorizer],
    [{ requestValidatorId: 'none' }, invalid('Invalid Request Validator identifier specified')],
    [
      { requestParameters: { 'method.request.header.': true } },
      mapping('Invalid mapping expression specified: method.request.header.'),
    ],
    [
      { requestParameters: { 'x.method.request.header.h': true } },
      mapping('Invalid mapping expression specified: x.method.request.header.h'),
    ],
    [
      { requestParameters: { 'method.request.body.h': true } },
      mapping('Invalid mapping expression specified: method.request.body.h'),
    ],
    [
      { requestModels: { 'application/json': 'Empty', 'text/plain': 'None' } },
      invalid('Invalid model identifier specified: None'),
    ],
  ])('with %j is refused', async (more, refusal) => {
    const talk = await converse(made);
    await talk.sayWhole([
      put(more, refusal),
      ['GetMethod', getRoot, unknown('Invalid Method identifier specified')],
    ]);
  });

  it('names resource, verb and type of authorization', async () => {
    const talk = await converse(made);
    const { httpMethod, ...atRoot } = getRoot;
    await talk.sayWhole([
      ['PutMethod', { ...atRoot, authorizationType: 'NONE' }, required('httpMethod')],
      ['PutMethod', { ...atRoot, httpMethod }, required('putMethodInput.authorizationType')],
      ['PutMethod', { ...inApi, httpMethod, authorizationType: 'NONE' }, required('resourceId')],
      ['PutMethod', { httpMethod, authorizationType: 'NONE' }, required('restApiId')],
      ['GetMethod', atRoot, required('httpMethod')],
      ['DeleteMethod', getRoot, unknown('Invalid Method identifier specified')],
      put({}, plain),
      ['DeleteMethod', getRoot, {}],
      ['GetResource', atRoot, { id: '$root', path: '/' }],
    ]);
  });
});

describe('G34: a patch of a method', () => {
  const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
    'UpdateMethod',
    { ...getRoot, patchOperations },
    expected,
  ];

  it('changes each of its members', async () => {
    const talk = await converse(made);
    const changed = {
      httpMethod: 'GET',
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: '$auth',
      apiKeyRequired: true,
      operationName: 'list',
      authorizationScopes: ['b'],
      requestModels: { 'application/json': 'Error' },
      requestParameters: { 'method.request.header.h': true },
      requestValidatorId: '$v',
    };
    await talk.sayWhole([
      put({}, plain),
      update(
        changed,
        patch('replace', '/authorizerId', '$auth'),
        patch('replace', '/authorizationType', 'COGNITO_USER_POOLS'),
        patch('replace', '/apiKeyRequired', 'true'),
        patch('replace', '/operationName', 'list'),
        patch('add', '/authorizationScopes', 'a'),
        patch('add', '/authorizationScopes', 'b'),
        patch('remove', '/authorizationScopes', 'a'),
        patch('add', '/requestModels/application~1json', 'Empty'),
        patch('replace', '/requestModels/application~1json', 'Error'),
        patch('add', '/requestParameters/method.request.header.h', 'true'),
        patch('replace', '/requestValidatorId', '$v'),
      ),
      update(noAuthorizer, patch('replace', '/authorizerId', 'none')),
      update(
        invalid('Invalid model identifier specified: None'),
        patch('add', '/requestModels/text~1plain', 'None'),
      ),
      update(
        unknown('Invalid parameter name specified'),
        patch('replace', '/requestModels/text~1plain', 'Empty'),
        patch('remove', '/none'),
      ),
      update(
        unknown('Invalid parameter name specified'),
        patch('remove', '/requestParameters/method.request.header.i', 'true'),
      ),
      update(
        mapping('Invalid mapping expression specified: h'),
        patch('add', '/requestParameters/h', 'true'),
      ),
      ['GetMethod', getRoot, changed],
    ]);
  });
});

describe('G34: a response of a method', () => {
  const at = (statusCode: string) => ({ ...getRoot, statusCode });
  const noStatus = unknown('Invalid Response status code specified');
  const ready = async () => {
    const talk = await converse(made);
    await talk.sayWhole([put({}, plain)]);
    return talk;
  };

  it('is told whole, by itself and with its method, and goes alone', async () => {
    const talk = await ready();
    const whole = {
      statusCode: '200',
      responseParameters: { 'method.response.header.x': true },
      responseModels: { 'application/json': 'Empty' },
    };
    await talk.sayWhole([
      ['PutMethodResponse', { ...at('200'), ...whole }, whole],
      ['PutMethodResponse', at('404'), { statusCode: '404' }],
      ['GetMethodResponse', at('200'), whole],
      [
        'GetMethod',
        getRoot,
        { ...plain, methodResponses: { '200': whole, '404': { statusCode: '404' } } },
      ],
      ['DeleteMethodResponse', at('200'), {}],
      ['DeleteMethodResponse', at('200'), noStatus],
      ['GetMethodResponse', getRoot, noStatus],
      [
        'UpdateMethodResponse',
        { ...at('200'), patchOperations: [patch('remove', '/none')] },
        noStatus,
      ],
      ['GetMethod', getRoot, { ...plain, methodResponses: { '404': { statusCode: '404' } } }],
    ]);
  });

  const noStatusCode = invalid('Invalid status code specified');
  const noTarget = (name: string) => mapping(`Invalid mapping expression specified: ${name}`);
  it.each<[JsonObject, object]>([
    [{}, noStatusCode],
    [{ statusCode: '2000' }, noStatusCode],
    [{ statusCode: '1200' }, noStatusCode],
    [{ statusCode: '20' }, noStatusCode],
    [{ statusCode: '2x0' }, noStatusCode],
    ...[
      'method.response.header.',
      'method.response.header.a b',
      'method.response.header.a.b',
      'x.method.response.header.a',
      'method.response.querystring.a',
    ].map((name): [JsonObject, object] => [
      { statusCode: '200', responseParameters: { 'method.response.header.a': true, [name]: true } },
      noTarget(name),
    ]),
    [
      { statusCode: '200', responseModels: { 'text/plain': 'None' } },
      invalid('Invalid model identifier specified: None'),
    ],
  ])('with %j is refused', async (more, refusal) => {
    const talk = await ready();
    await talk.sayWhole([
      ['PutMethodResponse', { ...getRoot, ...more }, refusal],
      ['GetMethod', getRoot, plain],
    ]);
  });

  it('is patched, as long as it stays one', async () => {
    const talk = await ready();
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateMethodResponse',
      { ...at('200'), patchOperations },
      expected,
    ];
    const changed = {
      statusCode: '200',
      responseParameters: { 'method.response.header.x': false },
      responseModels: { 'application/json': 'Error' },
    };
    await talk.sayWhole([
      ['PutMethodResponse', at('200'), { statusCode: '200' }],
      update(
        changed,
        patch('add', '/responseParameters/method.response.header.x', 'false'),
        patch('add', '/responseModels/application~1json', 'Error'),
      ),
      update(noTarget('x'), patch('add', '/responseParameters/x', 'true')),
      update(
        invalid(
          "Invalid patch path  '/statusCode' specified for op 'replace'. Must be one of: [/responseModels/{name}, /responseParameters/{name}]",
        ),
        patch('replace', '/statusCode', '201'),
      ),
      ['GetMethodResponse', at('200'), changed],
    ]);
  });
});

it('G34: a type of authorization in small letters is served as that type', async () => {
  const talk = await converse([
    ...made,
    ['PutMethod', { ...getRoot, authorizationType: 'aws_iam' }, { authorizationType: 'aws_iam' }],
    ['PutIntegration', { ...getRoot, type: 'MOCK' }, { type: 'MOCK' }],
    ['CreateDeployment', { ...inApi, stageName: 'live' }, {}, { deployment: 'id' }],
  ]);
  expect(await talk.get('/live/')).toEqual([403, '{"message":"Missing Authentication Token"}']);
});
