import { describe, expect, it } from 'vitest';
import {
  anApi,
  atRoot,
  converse,
  getRoot,
  inApi,
  invalid,
  mapping,
  mockOf,
  outOfEnum,
  patch,
  taken,
  unknown,
  type Step,
} from './conversation.ts';

const child = (pathPart: string, expected: object, parentId = '$root', keep = {}): Step => [
  'CreateResource',
  { ...inApi, parentId, pathPart },
  expected,
  keep,
];

describe('G33: a resource', () => {
  it('is under its parent, and told with its methods as far as asked', async () => {
    const talk = await converse([
      anApi,
      child('orders', { path: '/orders', parentId: '$root', pathPart: 'orders' }, '$root', {
        a: 'id',
      }),
      child('{id}', { path: '/orders/{id}' }, '$a', { b: 'id' }),
      [
        'PutMethod',
        { ...inApi, resourceId: '$b', httpMethod: 'GET', authorizationType: 'NONE' },
        { httpMethod: 'GET' },
      ],
      ['GetResource', { ...inApi, resourceId: '$b' }, { resourceMethods: { GET: {} } }],
      [
        'GetResource',
        { ...inApi, resourceId: '$b', embed: ['methods'] },
        { resourceMethods: { GET: { authorizationType: 'NONE' } } },
      ],
    ]);
    expect(
      (await talk.ask('GetResource', { ...inApi, resourceId: '$b' }))['resourceMethods'],
    ).toEqual({ GET: {} });
    expect(await talk.ask('GetResource', { ...inApi, resourceId: '$a' })).not.toHaveProperty(
      'resourceMethods',
    );
  });

  const wrongPart = invalid(
    "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
  );

  it.each(['a', 'a.b_c-d:e', '{id}', '{proxy+}'])('may be %s', async (pathPart) => {
    await converse([anApi, child(pathPart, { path: `/${pathPart}` })]);
  });

  it.each(['', 'a/b', 'a b', '{id', 'id}', '{a}b', '{+}', 'a+', '{a+}b', 'ä'])(
    'may not be "%s"',
    async (pathPart) => {
      await converse([anApi, child(pathPart, wrongPart)]);
    },
  );

  it('is the only one of its name, and the only variable, at its parent', async () => {
    await converse([
      anApi,
      child('a', { path: '/a' }, '$root', { a: 'id' }),
      child('a', taken('Another resource with the same parent already has this name: a')),
      child('a', { path: '/a/a' }, '$a'),
      child('{x}', { path: '/{x}' }),
      child(
        '{y}',
        invalid(
          'A sibling ({x}) of this resource already has a variable path part -- only one is allowed',
        ),
      ),
      child('{x}', taken('Another resource with the same parent already has this name: {x}')),
      child('{y}', { path: '/a/{y}' }, '$a'),
      child('b', unknown('Invalid Resource identifier specified'), 'nothere'),
    ]);
  });

  it('has no children where it takes all that follows', async () => {
    await converse([
      anApi,
      child('{proxy+}', { path: '/{proxy+}' }, '$root', { a: 'id' }),
      child(
        'b',
        invalid('Cannot create a child of a resource with a greedy path variable: {proxy+}'),
        '$a',
      ),
    ]);
  });

  const update = (
    resourceId: string,
    expected: object,
    ...patchOperations: ReturnType<typeof patch>[]
  ): Step => ['UpdateResource', { ...inApi, resourceId, patchOperations }, expected];

  it('moves with all below it, but not below itself, nor over another', async () => {
    await converse([
      anApi,
      child('a', { path: '/a' }, '$root', { a: 'id' }),
      child('b', { path: '/a/b' }, '$a', { b: 'id' }),
      child('c', { path: '/a/b/c' }, '$b', { c: 'id' }),
      child('d', { path: '/d' }),
      update('$a', { path: '/e', pathPart: 'e' }, patch('replace', '/pathPart', 'e')),
      ['GetResource', { ...inApi, resourceId: '$c' }, { path: '/e/b/c' }],
      update('$b', { path: '/b', parentId: '$root' }, patch('replace', '/parentId', '$root')),
      ['GetResource', { ...inApi, resourceId: '$c' }, { path: '/b/c' }],
      update('$b', invalid('Resources cannot be cyclical.'), patch('replace', '/parentId', '$c')),
      update('$b', invalid('Resources cannot be cyclical.'), patch('replace', '/parentId', '$b')),
      update(
        '$b',
        taken('Another resource with the same parent already has this name: d'),
        patch('replace', '/pathPart', 'd'),
      ),
      update(
        '$root',
        invalid('Root resource cannot update its parentId.'),
        patch('replace', '/pathPart', 'x'),
      ),
    ]);
  });

  it('goes with all below it; the root stays', async () => {
    const talk = await converse([
      anApi,
      child('a', { path: '/a' }, '$root', { a: 'id' }),
      child('b', { path: '/a/b' }, '$a', { b: 'id' }),
      ['DeleteResource', { ...inApi, resourceId: '$a' }, {}],
      [
        'GetResource',
        { ...inApi, resourceId: '$b' },
        unknown('Invalid Resource identifier specified'),
      ],
      ['DeleteResource', atRoot, invalid('Root resource cannot be deleted')],
    ]);
    expect((await talk.ask('GetResources', inApi))['items']).toHaveLength(1);
  });
});

describe('G34: a method', () => {
  const put = (more: object, expected: object): Step => [
    'PutMethod',
    { ...getRoot, authorizationType: 'NONE', ...more },
    expected,
  ];

  it('is made once, told with its parts, and gone once it is deleted', async () => {
    await converse([
      anApi,
      put(
        { operationName: 'list', requestParameters: { 'method.request.querystring.page': true } },
        {
          httpMethod: 'GET',
          authorizationType: 'NONE',
          apiKeyRequired: false,
          operationName: 'list',
          requestParameters: { 'method.request.querystring.page': true },
        },
      ),
      put({}, taken('Method already exists for this resource')),
      [
        'PutMethodResponse',
        { ...getRoot, statusCode: '200', responseModels: { 'application/json': 'Empty' } },
        { statusCode: '200', responseModels: { 'application/json': 'Empty' } },
      ],
      [
        'PutMethodResponse',
        { ...getRoot, statusCode: '200' },
        taken('Response already exists for this resource'),
      ],
      [
        'GetMethodResponse',
        { ...getRoot, statusCode: '404' },
        unknown('Invalid Response status code specified'),
      ],
      ['GetMethod', getRoot, { methodResponses: { '200': { statusCode: '200' } } }],
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/apiKeyRequired', 'true'),
            patch('add', '/requestParameters/method.request.header.x', 'false'),
            patch('remove', '/requestParameters/method.request.querystring.page'),
          ],
        },
        { apiKeyRequired: true, requestParameters: { 'method.request.header.x': false } },
      ],
      [
        'UpdateMethodResponse',
        {
          ...getRoot,
          statusCode: '200',
          patchOperations: [patch('add', '/responseParameters/method.response.header.x', 'true')],
        },
        { responseParameters: { 'method.response.header.x': true } },
      ],
      ['DeleteMethodResponse', { ...getRoot, statusCode: '200' }, {}],
      [
        'GetMethodResponse',
        { ...getRoot, statusCode: '200' },
        unknown('Invalid Response status code specified'),
      ],
      ['DeleteMethod', getRoot, {}],
      ['GetMethod', getRoot, unknown('Invalid Method identifier specified')],
    ]);
  });

  it.each<[object, object]>([
    [
      { httpMethod: 'FETCH' },
      invalid(
        'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
      ),
    ],
    [
      { authorizationType: 'CUSTOM' },
      invalid(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ),
    ],
    [
      { authorizationType: 'COGNITO_USER_POOLS', authorizerId: 'none' },
      invalid(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ),
    ],
    [{ requestValidatorId: 'none' }, invalid('Invalid Request Validator identifier specified')],
    [
      { requestModels: { 'application/json': 'None' } },
      invalid('Invalid model identifier specified: None'),
    ],
    [{ requestParameters: { page: true } }, mapping('Invalid mapping expression specified: page')],
    [{ resourceId: 'none' }, unknown('Invalid Resource identifier specified')],
  ])('with %j is refused', async (more, refusal) => {
    await converse([anApi, put(more, refusal)]);
  });

  it.each<[string, object, object]>([
    ['99', {}, invalid('Invalid status code specified')],
    ['100', {}, { statusCode: '100' }],
    ['599', {}, { statusCode: '599' }],
    ['600', {}, invalid('Invalid status code specified')],
    [
      '200',
      { responseParameters: { 'method.response.body': true } },
      mapping('Invalid mapping expression specified: method.response.body'),
    ],
    [
      '200',
      { responseModels: { 'application/json': 'None' } },
      invalid('Invalid model identifier specified: None'),
    ],
  ])('has a response %s with %j or not', async (statusCode, more, expected) => {
    await converse([
      anApi,
      put({}, { httpMethod: 'GET' }),
      ['PutMethodResponse', { ...getRoot, statusCode, ...more }, expected],
    ]);
  });
});

describe('G35: an integration', () => {
  const put = (more: object, expected: object): Step => [
    'PutIntegration',
    { ...getRoot, type: 'MOCK', ...more },
    expected,
  ];
  const withMethod: readonly Step[] = [
    anApi,
    [
      'PutMethod',
      {
        ...getRoot,
        authorizationType: 'NONE',
        requestParameters: { 'method.request.header.h': false },
      },
      { httpMethod: 'GET' },
    ],
  ];
  const region = 'arn:aws:apigateway:us-east-1';
  const called = `${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations`;

  it('has what AWS gives to one', async () => {
    const talk = await converse([
      ...withMethod,
      put(
        {},
        {
          type: 'MOCK',
          passthroughBehavior: 'WHEN_NO_MATCH',
          timeoutInMillis: 29000,
          cacheNamespace: '$root',
          cacheKeyParameters: [],
        },
      ),
    ]);
    expect(await talk.ask('GetIntegration', getRoot)).not.toHaveProperty('connectionType');
    await talk.say([
      put(
        { type: 'HTTP', uri: 'https://a.example', integrationHttpMethod: 'GET' },
        { connectionType: 'INTERNET', httpMethod: 'GET' },
      ),
    ]);
  });

  it.each<[object, object]>([
    [
      { type: 'AWS_PROXY', uri: called, integrationHttpMethod: 'POST' },
      { type: 'AWS_PROXY', uri: called },
    ],
    [{ type: 'AWS', uri: called, integrationHttpMethod: 'POST' }, { type: 'AWS' }],
    [
      { type: 'LAMBDA' },
      outOfEnum('putIntegrationInput.type', 'LAMBDA', 'HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS'),
    ],
    [{ type: 'AWS', uri: called }, invalid('Enumeration value for HttpMethod must be non-empty')],
    [
      { type: 'HTTP', integrationHttpMethod: 'GET', uri: 'ftp://x' },
      invalid('Invalid HTTP endpoint specified for URI'),
    ],
    [
      { type: 'AWS', integrationHttpMethod: 'POST', uri: 'lambda' },
      invalid('Invalid ARN specified in the request'),
    ],
    [
      { type: 'AWS', integrationHttpMethod: 'POST', uri: `${region}:sqs:queue` },
      invalid('AWS ARN for integration must contain path or action'),
    ],
    [
      {
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: `${region}:sqs:path/1/q`,
        credentials: 'arn:r',
      },
      invalid(
        "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
      ),
    ],
    [
      { type: 'AWS', integrationHttpMethod: 'POST', uri: `${region}:sqs:path/1/q` },
      invalid('Role ARN must be specified for AWS integrations'),
    ],
    [{ timeoutInMillis: 49 }, invalid('Timeout should be between 50 ms and 29000 ms')],
    [{ timeoutInMillis: 50 }, { timeoutInMillis: 50 }],
    [{ timeoutInMillis: 29000 }, { timeoutInMillis: 29000 }],
    [{ timeoutInMillis: 29001 }, invalid('Timeout should be between 50 ms and 29000 ms')],
    [{ connectionType: 'VPC_LINK' }, invalid('A connection through a VPC link is not simulated.')],
    [{ responseTransferMode: 'STREAM' }, invalid('responseTransferMode is not simulated.')],
    [
      { requestParameters: { 'integration.request.header.x': 'method.request.header.h' } },
      { type: 'MOCK' },
    ],
    [
      { requestParameters: { 'integration.request.header.x': 'method.request.header.other' } },
      mapping('Invalid mapping expression parameter specified: method.request.header.other'),
    ],
    [{ requestParameters: { 'integration.request.header.x': "'text'" } }, { type: 'MOCK' }],
    [
      { requestParameters: { 'integration.request.header.x': 'text' } },
      mapping('Invalid mapping expression specified: text'),
    ],
    [
      { requestParameters: { 'header.x': "'text'" } },
      mapping('Invalid mapping expression specified: header.x'),
    ],
    [{ httpMethod: 'POST' }, unknown('Invalid Method identifier specified')],
  ])('with %j is answered so', async (more, expected) => {
    await converse([...withMethod, put(more, expected)]);
  });

  it('answers with what the method declares', async () => {
    const response = (statusCode: string, more: object, expected: object): Step => [
      'PutIntegrationResponse',
      { ...getRoot, statusCode, ...more },
      expected,
    ];
    await converse([
      ...withMethod,
      response('200', {}, unknown('Invalid Integration identifier specified')),
      put({}, { type: 'MOCK' }),
      response('200', {}, unknown('Invalid Response status code specified')),
      response(
        '200',
        { responseParameters: { 'method.response.header.x': "'1'" } },
        mapping('No method response exists for method.'),
      ),
      [
        'PutMethodResponse',
        {
          ...getRoot,
          statusCode: '200',
          responseParameters: { 'method.response.header.x': false },
        },
        { statusCode: '200' },
      ],
      response(
        '200',
        { responseParameters: { 'method.response.header.y': "'1'" } },
        mapping('Invalid mapping expression parameter specified: method.response.header.y'),
      ),
      response(
        '200',
        { responseParameters: { 'method.response.header.x': "'1'" }, selectionPattern: '2..' },
        { selectionPattern: '2..' },
      ),
      [
        'UpdateIntegrationResponse',
        {
          ...getRoot,
          statusCode: '200',
          patchOperations: [
            patch('replace', '/selectionPattern', '3..'),
            patch('add', '/responseTemplates/application~1json', 'x'),
          ],
        },
        { selectionPattern: '3..', responseTemplates: { 'application/json': 'x' } },
      ],
      ['GetIntegration', getRoot, { integrationResponses: { '200': { selectionPattern: '3..' } } }],
      ['DeleteIntegrationResponse', { ...getRoot, statusCode: '200' }, {}],
      [
        'GetIntegrationResponse',
        { ...getRoot, statusCode: '200' },
        unknown('Invalid Response status code specified'),
      ],
      [
        'UpdateIntegration',
        {
          ...getRoot,
          patchOperations: [
            patch('replace', '/timeoutInMillis', '100'),
            patch('add', '/cacheKeyParameters/method.request.header.h'),
          ],
        },
        { timeoutInMillis: 100, cacheKeyParameters: ['method.request.header.h'] },
      ],
      ['DeleteIntegration', getRoot, {}],
      ['GetIntegration', getRoot, unknown('Invalid Integration identifier specified')],
    ]);
  });
});

describe('G36: models, validators and authorizers', () => {
  const model = (more: object, expected: object): Step => [
    'CreateModel',
    {
      ...inApi,
      name: 'Order',
      contentType: 'application/json',
      schema: '{"type": "object"}',
      ...more,
    },
    expected,
  ];

  it('a model is made, changed, and deleted once no method uses it', async () => {
    await converse([
      anApi,
      [
        'GetModel',
        { ...inApi, modelName: 'Empty' },
        { name: 'Empty', contentType: 'application/json' },
      ],
      ['GetModel', { ...inApi, modelName: 'Error' }, { name: 'Error' }],
      model({}, { name: 'Order', schema: '{"type": "object"}' }),
      model({}, taken('Model name already exists for this REST API')),
      model({ name: '' }, invalid('No Model Name specified')),
      model({ name: 'a-b' }, invalid('Model name must be alphanumeric: a-b')),
      model(
        { name: 'Other', schema: '' },
        invalid('Model schema must have at least 1 property or array items defined'),
      ),
      model(
        { name: 'Other', schema: '[]' },
        invalid(
          'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
        ),
      ),
      [
        'PutMethod',
        { ...getRoot, authorizationType: 'NONE', requestModels: { 'application/json': 'Order' } },
        { httpMethod: 'GET' },
      ],
      [
        'DeleteModel',
        { ...inApi, modelName: 'Order' },
        taken("Cannot delete model 'Order', is referenced in method request: /GET"),
      ],
      ['DeleteMethod', getRoot, {}],
      ['DeleteModel', { ...inApi, modelName: 'Order' }, {}],
      [
        'GetModel',
        { ...inApi, modelName: 'Order' },
        unknown('Invalid model name specified: Order'),
      ],
    ]);
  });

  it('a validator is made, changed, and deleted once no method uses it', async () => {
    await converse([
      anApi,
      [
        'CreateRequestValidator',
        { ...inApi, name: 'v', validateRequestBody: true },
        { name: 'v', validateRequestBody: true, validateRequestParameters: false },
        { v: 'id' },
      ],
      [
        'UpdateRequestValidator',
        {
          ...inApi,
          requestValidatorId: '$v',
          patchOperations: [patch('replace', '/validateRequestParameters', 'true')],
        },
        { validateRequestParameters: true },
      ],
      [
        'PutMethod',
        { ...getRoot, authorizationType: 'NONE', requestValidatorId: '$v' },
        { requestValidatorId: '$v' },
      ],
      [
        'DeleteRequestValidator',
        { ...inApi, requestValidatorId: '$v' },
        taken("Cannot delete request validator '$v', is referenced in method request: /GET"),
      ],
      ['DeleteMethod', getRoot, {}],
      ['DeleteRequestValidator', { ...inApi, requestValidatorId: '$v' }, {}],
      [
        'GetRequestValidator',
        { ...inApi, requestValidatorId: '$v' },
        unknown('Invalid Request Validator identifier specified'),
      ],
    ]);
  });

  const authorizerUri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations';
  const authorizer = (more: object, expected: object): Step => [
    'CreateAuthorizer',
    { ...inApi, name: 'a', type: 'TOKEN', authorizerUri, ...more },
    expected,
  ];

  it.each<[object, object]>([
    [{}, { name: 'a', type: 'TOKEN', authType: 'custom' }],
    [
      { type: 'JWT' },
      outOfEnum('createAuthorizerInput.type', 'JWT', 'TOKEN, REQUEST, COGNITO_USER_POOLS'),
    ],
    [
      { type: 'REQUEST' },
      invalid('Identity source is required when authorization caching is enabled'),
    ],
    [{ type: 'REQUEST', authorizerResultTtlInSeconds: 0 }, { type: 'REQUEST' }],
    [{ authorizerResultTtlInSeconds: 3600 }, { authorizerResultTtlInSeconds: 3600 }],
    [
      { authorizerResultTtlInSeconds: 3601 },
      invalid(
        'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
      ),
    ],
    [
      { type: 'COGNITO_USER_POOLS' },
      invalid(
        'Invalid Authorizer: provider ARNs cannot be empty for a Cognito User Pools authorizer',
      ),
    ],
  ])('an authorizer with %j is answered so', async (more, expected) => {
    await converse([anApi, authorizer(more, expected)]);
  });

  it('an authorizer is the only one of its name, and stays while a method uses it', async () => {
    await converse([
      anApi,
      [
        'CreateAuthorizer',
        { ...inApi, name: 'a', type: 'TOKEN', authorizerUri },
        {},
        { auth: 'id' },
      ],
      authorizer(
        {},
        taken('Authorizer name must be unique. Authorizer a already exists in this RestApi.'),
      ),
      [
        'PutMethod',
        { ...getRoot, authorizationType: 'CUSTOM', authorizerId: '$auth' },
        { authorizerId: '$auth' },
      ],
      [
        'DeleteAuthorizer',
        { ...inApi, authorizerId: '$auth' },
        taken("Cannot delete authorizer 'a'. It is being used by methods in this API."),
      ],
      ['DeleteMethod', getRoot, {}],
      ['DeleteAuthorizer', { ...inApi, authorizerId: '$auth' }, {}],
      [
        'GetAuthorizer',
        { ...inApi, authorizerId: '$auth' },
        unknown('Invalid Authorizer identifier specified'),
      ],
    ]);
  });

  it('a gateway response stands for the default until it is deleted', async () => {
    const at = { ...inApi, responseType: 'UNAUTHORIZED' };
    const talk = await converse([
      anApi,
      ...mockOf('ok'),
      [
        'GetGatewayResponse',
        at,
        {
          defaultResponse: true,
          statusCode: '401',
          responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
        },
      ],
      [
        'PutGatewayResponse',
        { ...at, statusCode: '404', responseParameters: { 'gatewayresponse.header.x': "'1'" } },
        { defaultResponse: false, statusCode: '404' },
      ],
      [
        'UpdateGatewayResponse',
        { ...at, patchOperations: [patch('replace', '/statusCode', '402')] },
        { statusCode: '402' },
      ],
      ['GetGatewayResponse', at, { defaultResponse: false, statusCode: '402' }],
      [
        'PutGatewayResponse',
        { ...at, responseParameters: { 'header.x': "'1'" } },
        mapping('Invalid mapping expression specified: header.x'),
      ],
      [
        'PutGatewayResponse',
        { ...at, responseParameters: { 'gatewayresponse.header.x': 'method.request.header.y' } },
        invalid('A header of a gateway response from method.request.header.y is not simulated.'),
      ],
      ['DeleteGatewayResponse', at, {}],
      ['DeleteGatewayResponse', at, unknown('Gateway response type not defined on api')],
      ['GetGatewayResponse', at, { defaultResponse: true }],
    ]);
    expect((await talk.ask('GetGatewayResponses', inApi))['items']).toHaveLength(21);
  });
});
