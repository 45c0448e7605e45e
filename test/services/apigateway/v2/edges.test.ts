/** What is just not the same: anchors of texts, one of two things, and what is said of nothing. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anHttpApi,
  aSocketApi,
  autoStage,
  converse,
  functionArn,
  functions,
  inApi,
  invalid,
  invocation,
  mapping,
  route,
  stage,
  toFunction,
  unknown,
  type RoutedConversation,
  type Step,
} from './conversation.ts';

const socket = (RouteSelectionExpression: string): Step => [
  'CreateApi',
  { Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression },
  {},
  { api: 'ApiId' },
];
const mock = (more: JsonObject = {}): Step => [
  'CreateIntegration',
  { ...inApi, IntegrationType: 'MOCK', ...more },
  {},
  { integration: 'IntegrationId' },
];
const answer = (IntegrationResponseKey: string, text: string): Step => [
  'CreateIntegrationResponse',
  {
    ...inApi,
    IntegrationId: '$integration',
    IntegrationResponseKey,
    ResponseTemplates: { $default: text },
  },
  { IntegrationResponseKey },
  { answer: 'IntegrationResponseId' },
];
const twoWay = (RouteKey: string): readonly Step[] => [
  route(RouteKey, { RouteResponseSelectionExpression: '$default' }),
  [
    'CreateRouteResponse',
    { ...inApi, RouteId: '$route', RouteResponseKey: '$default' },
    { RouteResponseKey: '$default' },
    { response: 'RouteResponseId' },
  ],
];
const dev = stage('dev', { AutoDeploy: true });

async function framesOf(made: RoutedConversation, body: object): Promise<readonly unknown[]> {
  await made.world.connect(made.known['api'] ?? '', 'c1', '/dev');
  await made.world.frame('c1', JSON.stringify(body));
  return made.world.simulation
    .log()
    .filter(({ kind }) => kind === 'frameSent')
    .map(({ data }) => data);
}

describe('a question', () => {
  it('makes no deployment', async () => {
    const made = await converse([aSocketApi, mock(), answer('$default', 'a'), ...twoWay('a'), dev]);
    const deployment = async () =>
      (await made.ask('GetStage', { ...inApi, StageName: 'dev' }))['DeploymentId'];
    const before = await deployment();
    const atRoute = { ...inApi, RouteId: '$route' };
    const atIntegration = { ...inApi, IntegrationId: '$integration' };
    for (const [operation, request] of [
      ['GetRouteResponses', atRoute],
      ['GetRouteResponse', { ...atRoute, RouteResponseId: '$response' }],
      ['GetIntegrationResponses', atIntegration],
      ['GetIntegrationResponse', { ...atIntegration, IntegrationResponseId: '$answer' }],
    ] as const) {
      expect(await made.ask(operation, request)).not.toHaveProperty('code');
      expect(await deployment()).toBe(before);
    }
    await made.say([['UpdateRoute', { ...atRoute, OperationName: 'o' }, { OperationName: 'o' }]]);
    expect(await deployment()).not.toBe(before);
  });

  it.each<[string, JsonObject, string]>([
    ['GetApi', {}, 'apiId'],
    ['GetRoute', inApi, 'routeId'],
    ['GetIntegration', inApi, 'integrationId'],
    ['UntagResource', { ResourceArn: 'x' }, 'tagKeys'],
  ])('%s without the member that names its thing', async (operation, request, member) => {
    const made = await converse([anHttpApi]);
    expect(await made.ask(operation, request)).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(`at '${member}'`) as string,
    });
  });

  it('of what is not there', async () => {
    const none = { ApiId: 'none', StageName: 'dev' };
    const noApi = unknown('Invalid API identifier specified 123456789012:none');
    const noStage = unknown('Invalid stage identifier specified');
    await converse([
      anHttpApi,
      ['ResetAuthorizersCache', none, noApi],
      ['ResetAuthorizersCache', { ...inApi, StageName: 'dev' }, noStage],
      ['GetStage', inApi, noStage],
      ['DeleteAccessLogSettings', inApi, noStage],
      ['DeleteRouteSettings', inApi, noStage],
      ['GetAuthorizer', inApi, unknown('Invalid Authorizer identifier specified')],
      ['GetDeployment', inApi, unknown('Invalid Deployment identifier specified')],
      [
        'DeleteRouteRequestParameter',
        { ...inApi, RouteId: 'none' },
        unknown('Unable to find Route by ID none'),
      ],
    ]);
  });
});

describe('a frame', () => {
  it.each(['$request.body.kind', '${request.body.kind}'])(
    'selects its route by %s',
    async (selection) => {
      const made = await converse([
        socket(selection),
        mock({ RequestTemplates: { $default: '{"statusCode":200}' } }),
        answer('$default', 'yes'),
        ...twoWay('a'),
        dev,
      ]);
      expect(await framesOf(made, { kind: 'a' })).toEqual(['yes']);
    },
  );

  it('selects another route once the API says so', async () => {
    const made = await converse([
      aSocketApi,
      mock({ RequestTemplates: { $default: '{"statusCode":200}' } }),
      answer('$default', 'yes'),
      ...twoWay('a'),
      dev,
      ['UpdateApi', { ...inApi, RouteSelectionExpression: '$request.body.x.y' }, { Name: 'chat' }],
    ]);
    expect(await framesOf(made, { x: { y: 'a' } })).toEqual(['yes']);
  });

  it('is refused by an integration that takes no other template', async () => {
    const templates = { RequestTemplates: { 'text/plain': '{"statusCode":200}' } };
    const made = async (PassthroughBehavior: string) =>
      converse([
        aSocketApi,
        mock({ ...templates, PassthroughBehavior }),
        answer('$default', 'yes'),
        ...twoWay('a'),
        dev,
      ]);
    const refused = { message: 'Unsupported Media Type' };
    expect(await framesOf(await made('NEVER'), { action: 'a' })).toMatchObject([refused]);
    expect(await framesOf(await made('WHEN_NO_TEMPLATES'), { action: 'a' })).toMatchObject([
      refused,
    ]);
    expect(await framesOf(await made('WHEN_NO_MATCH'), { action: 'a' })).not.toMatchObject([
      refused,
    ]);
  });

  it('of $connect is let in by the status of the response that is chosen', async () => {
    const made = async (status: number) => {
      const said = await converse([
        aSocketApi,
        mock({ RequestTemplates: { $default: `{"statusCode":${status}}` } }),
        answer('/200/', 'a'),
        answer('/403/', 'b'),
        route('$connect'),
        dev,
      ]);
      return (await said.world.connect(said.known['api'] ?? '', 'c1', '/dev')).value;
    };
    expect(await made(200)).toEqual({ connectionId: 'c1' });
    expect(await made(403)).toMatchObject({ status: 403 });
  });
});

describe('a text that only holds what is right', () => {
  it.each<[Step, string, JsonObject, object]>([
    [
      anHttpApi,
      'CreateApi',
      {
        Name: 'a',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.a-$request.body.b',
      },
      invalid('The route selection expression $request.body.a-$request.body.b is not simulated.'),
    ],
    [
      anHttpApi,
      'CreateRoute',
      { ...inApi, RouteKey: 'my GET /a' },
      invalid(
        'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
      ),
    ],
    [
      aSocketApi,
      'CreateRoute',
      { ...inApi, RouteKey: 'a', RequestParameters: { 'route.request.header.a b': {} } },
      invalid('Invalid request parameter specified: route.request.header.a b'),
    ],
    [
      anHttpApi,
      'CreateAuthorizer',
      {
        ...inApi,
        Name: 'j',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.a'],
        JwtConfiguration: { Audience: ['a'], Issuer: 'see https://i' },
      },
      invalid('Invalid issuer: Issuer is not a valid URL for JWT Authorizer'),
    ],
    [
      anHttpApi,
      'CreateAuthorizer',
      {
        ...inApi,
        Name: 'j',
        AuthorizerType: 'JWT',
        JwtConfiguration: { Audience: ['a'], Issuer: 'https://i' },
      },
      invalid('Invalid identity source for JWT Authorizer: '),
    ],
    [
      aSocketApi,
      'CreateAuthorizer',
      {
        ...inApi,
        Name: 's',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocation('f'),
        IdentitySource: ['my stageVariables.a'],
      },
      invalid('Invalid request identity source expression: my stageVariables.a'),
    ],
    [
      aSocketApi,
      'CreateAuthorizer',
      {
        ...inApi,
        Name: 's',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocation('f'),
        EnableSimpleResponses: true,
      },
      invalid(
        'EnableSimpleResponses, JwtConfiguration and AuthorizerPayloadFormatVersion are only supported for HTTP APIs',
      ),
    ],
    [
      aSocketApi,
      'CreateIntegration',
      { ...inApi, IntegrationType: 'MOCK', TemplateSelectionExpression: '$request.body.a' },
      invalid('The template selection expression $request.body.a is not simulated.'),
    ],
    [
      aSocketApi,
      'CreateIntegration',
      { ...inApi, IntegrationType: 'AWS', IntegrationUri: 'arn:aws:lambda:us-east-1:1:path/a' },
      invalid('AWS ARN for integration must contain path or action'),
    ],
    [
      anHttpApi,
      'CreateIntegration',
      {
        ...inApi,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: 'https://a',
        RequestParameters: { 'append:header.a b': '1' },
      },
      mapping('Invalid Request Actioned Parameter destination specified: append:header.a b'),
    ],
    [
      anHttpApi,
      'GetTags',
      { ResourceArn: 'see arn:aws:apigateway:us-east-1::/apis/$api' },
      { code: 'BadRequestException' },
    ],
    [
      anHttpApi,
      'GetTags',
      { ResourceArn: 'arn:aws:apigateway:us-east-1::/apis/$api/x' },
      { code: 'BadRequestException' },
    ],
  ])('%j: %s %j', async (api, operation, request, expected) => {
    await converse([api, [operation, request, expected]]);
  });
});

describe('one of two', () => {
  it('stages has its own tags, and settings of routes', async () => {
    const RouteSettings = {
      'GET /a': { ThrottlingRateLimit: 1 },
      'GET /b': { ThrottlingRateLimit: 2 },
    };
    const arn = (name: string) => `arn:aws:apigateway:us-east-1::/apis/$api/stages/${name}`;
    const made = await converse([
      anHttpApi,
      toFunction('echo'),
      route('GET /a'),
      route('GET /b'),
      stage('one', { RouteSettings }),
      stage('two', { RouteSettings }),
      ['TagResource', { ResourceArn: arn('one'), Tags: { a: '1' } }, {}],
      ['DeleteRouteSettings', { ...inApi, StageName: 'one', RouteKey: 'GET /a' }, {}],
      [
        'UpdateStage',
        { ...inApi, StageName: 'two', ClientCertificateId: 'c' },
        invalid('ClientCertificateId is not simulated.'),
      ],
    ]);
    expect(await made.ask('GetStages', inApi)).toMatchObject({
      Items: [
        {
          StageName: 'one',
          Tags: { a: '1' },
          RouteSettings: { 'GET /b': { ThrottlingRateLimit: 2 } },
        },
        { StageName: 'two', Tags: {}, RouteSettings },
      ],
    });
    expect((await made.ask('GetStage', { ...inApi, StageName: 'one' }))['RouteSettings']).toEqual({
      'GET /b': { ThrottlingRateLimit: 2 },
    });
    expect(await made.ask('GetTags', { ResourceArn: arn('two') })).toEqual({ Tags: {} });
  });

  it('models of a route goes with an empty text', async () => {
    const made = await converse([
      aSocketApi,
      ['CreateRoute', { ...inApi, RouteKey: 'a', RequestModels: {} }, {}, { route: 'RouteId' }],
      [
        'UpdateRoute',
        { ...inApi, RouteId: '$route', RequestModels: { $default: '' } },
        { RequestModels: {} },
      ],
      [
        'UpdateRoute',
        { ...inApi, RouteId: '$route', RequestModels: { $default: 'm' } },
        invalid('RequestModels of a WebSocket API is not simulated.'),
      ],
    ]);
    expect(await made.ask('GetRoute', { ...inApi, RouteId: '$route' })).toMatchObject({
      RequestModels: {},
    });
  });

  it('parts of quick create is changed alone', async () => {
    const made = await converse(
      [
        [
          'CreateApi',
          { Name: 'a', ProtocolType: 'HTTP', Target: functionArn('echo') },
          {},
          { api: 'ApiId' },
        ],
        ['UpdateApi', { ...inApi, CredentialsArn: 'arn:aws:iam::1:role/r' }, { Name: 'a' }],
      ],
      functions,
    );
    expect(await made.ask('GetIntegrations', inApi)).toMatchObject({
      Items: [{ CredentialsArn: 'arn:aws:iam::1:role/r', IntegrationUri: functionArn('echo') }],
    });
    expect(await made.ask('GetRoutes', inApi)).toMatchObject({ Items: [{ RouteKey: '$default' }] });
    await made.say([
      ['UpdateApi', { ...inApi, Target: 'x' }, invalid('Invalid function ARN or invalid uri')],
    ]);
    await made.say([['UpdateApi', { ...inApi, RouteKey: 'GET /a' }, { Name: 'a' }]]);
    expect(await made.send('/a')).toMatchObject({ status: 200 });
    expect(await made.send('/b')).toMatchObject({ status: 404 });
  });

  it('authorizers is asked of a route whose authorization is open again', async () => {
    const made = await converse(
      [anHttpApi, toFunction('echo'), route('GET /a', { AuthorizationType: 'AWS_IAM' }), autoStage],
      functions,
    );
    expect(await made.send('/a')).toMatchObject({ status: 403 });
    await made.say([
      [
        'UpdateRoute',
        { ...inApi, RouteId: '$route', AuthorizationType: 'NONE' },
        { RouteKey: 'GET /a' },
      ],
    ]);
    expect(await made.send('/a')).toMatchObject({ status: 200 });
  });
});
