/** Stages and deployments: what is served, and from when on. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { asked } from '../requests.ts';
import {
  anHttpApi,
  aSocketApi,
  autoStage,
  converse,
  functions,
  inApi,
  invalid,
  route,
  stage,
  taken,
  toFunction,
  unknown,
  type RoutedConversation,
  type Step,
} from './conversation.ts';

const atStage = { ...inApi, StageName: 'dev' };
const atDeployment = { ...inApi, DeploymentId: '$deployment' };
const deploy = (more: JsonObject = {}): Step => [
  'CreateDeployment',
  { ...inApi, ...more },
  { AutoDeployed: false, DeploymentStatus: 'DEPLOYED' },
  { deployment: 'DeploymentId' },
];
const statusAt = async (made: RoutedConversation, path: string) => (await made.send(path)).status;

describe('G55: a stage', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = await converse([anHttpApi, stage('dev')]);
    expect(await made.ask('GetStage', atStage)).toEqual({
      CreatedDate: '2026-01-05T09:00:00Z',
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      LastUpdatedDate: '2026-01-05T09:00:00Z',
      RouteSettings: {},
      StageName: 'dev',
      StageVariables: {},
      Tags: {},
    });
    await made.world.pass(60_000);
    await made.say([
      [
        'UpdateStage',
        { ...atStage, Description: 'd', StageVariables: { a: '1', b: '2' } },
        { Description: 'd' },
      ],
      ['UpdateStage', { ...atStage, StageVariables: { a: '', c: '3' } }, { Description: 'd' }],
      [
        'GetStages',
        inApi,
        {
          Items: [{ LastUpdatedDate: '2026-01-05T09:01:00Z', CreatedDate: '2026-01-05T09:00:00Z' }],
        },
      ],
    ]);
    expect(await made.ask('GetStage', atStage)).toMatchObject({
      StageVariables: { b: '2', c: '3' },
    });
    expect((await made.ask('GetStage', atStage))['StageVariables']).not.toHaveProperty('a');
    await made.say([['DeleteStage', atStage, {}]]);
    for (const operation of ['GetStage', 'UpdateStage', 'DeleteStage', 'ResetAuthorizersCache']) {
      expect(await made.ask(operation, atStage)).toEqual(
        unknown('Invalid stage identifier specified'),
      );
    }
  });

  it.each<[JsonObject, object]>([
    [{ StageName: '' }, invalid('Stage name only allows a-zA-Z0-9_')],
    [{ StageName: 'a.b' }, invalid('Stage name only allows a-zA-Z0-9_')],
    [{ StageName: '$live' }, invalid('Stage name only allows a-zA-Z0-9_')],
    [{ StageName: 'x'.repeat(129) }, invalid('Stage name only allows a-zA-Z0-9_')],
    [{ StageName: 'x'.repeat(128) }, { StageName: 'x'.repeat(128) }],
    [{ StageName: 'a-b_1' }, { StageName: 'a-b_1' }],
    [{ StageName: '$default' }, { StageName: '$default' }],
    [{ StageName: 'taken' }, taken('Stage already exists')],
    [{ StageName: 'a', DeploymentId: 'none' }, invalid('Deployment id does not exist')],
    [
      { StageName: 'a', DeploymentId: '$deployment', AutoDeploy: true },
      invalid('Deployment ID cannot be set on stage creation if AutoDeploy is set to true'),
    ],
    [
      { StageName: 'a', ClientCertificateId: 'c' },
      invalid('ClientCertificateId is not simulated.'),
    ],
    [
      { StageName: 'a', RouteSettings: { 'GET /b': {} } },
      unknown('Unable to find Route by key GET /b within the provided RouteSettings'),
    ],
    [
      { StageName: 'a', RouteSettings: { 'GET /a': { ThrottlingRateLimit: 1 } } },
      { RouteSettings: { 'GET /a': { ThrottlingRateLimit: 1 } } },
    ],
    [
      { StageName: 'a', AccessLogSettings: { Format: '$context.identity.sourceIp' } },
      invalid(
        "The following errors are found in Access Log Format: Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.identity.sourceIp'",
      ),
    ],
    [
      {
        StageName: 'a',
        AccessLogSettings: { Format: '$context.requestId', DestinationArn: 'arn' },
      },
      { AccessLogSettings: { Format: '$context.requestId', DestinationArn: 'arn' } },
    ],
    [
      { StageName: 'a', DefaultRouteSettings: { LoggingLevel: 'INFO' } },
      invalid('Execution logs are not supported on protocolType HTTP'),
    ],
    [
      { StageName: 'a', DefaultRouteSettings: { DataTraceEnabled: true } },
      invalid('Execution logs are not supported on protocolType HTTP'),
    ],
    [
      { StageName: 'a', DefaultRouteSettings: { LoggingLevel: 'X' } },
      invalid('Invalid logging level specified: X'),
    ],
    [
      { StageName: 'a', DefaultRouteSettings: { DetailedMetricsEnabled: true } },
      { DefaultRouteSettings: { DetailedMetricsEnabled: true } },
    ],
    [
      { StageName: 'a', StageVariables: { 'a-b': '1' } },
      invalid('Invalid stage variable name: a-b. Please use names with only word characters.'),
    ],
    [
      { StageName: 'a', StageVariables: { a: '<' } },
      invalid(
        "Invalid stage variable value of key a.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
      ),
    ],
    [{ StageName: 'a', StageVariables: { a: 'b c' } }, { StageVariables: { a: 'b c' } }],
    [
      { StageName: 'a', Tags: { 'aws:x': '1' } },
      invalid('Tag keys cannot begin with "aws:": aws:x'),
    ],
  ])('with %j', async (request, expected) => {
    await converse([
      anHttpApi,
      toFunction('echo'),
      route('GET /a'),
      deploy(),
      stage('taken'),
      ['CreateStage', { ...inApi, ...request }, expected],
    ]);
  });

  it.each<[JsonObject, object]>([
    [
      {},
      {
        DefaultRouteSettings: {
          DataTraceEnabled: false,
          DetailedMetricsEnabled: false,
          LoggingLevel: 'OFF',
        },
      },
    ],
    [
      { DefaultRouteSettings: { LoggingLevel: 'INFO' } },
      { DefaultRouteSettings: { LoggingLevel: 'INFO' } },
    ],
    [{ StageName: '$default' }, invalid('Stage name only allows a-zA-Z0-9_')],
    [
      { DefaultRouteSettings: { ThrottlingRateLimit: 1 } },
      invalid('Throttling of a WebSocket API is not simulated.'),
    ],
    [
      { DefaultRouteSettings: { ThrottlingBurstLimit: 1 } },
      invalid('Throttling of a WebSocket API is not simulated.'),
    ],
  ])('of WebSocket with %j', async (request, expected) => {
    await converse([
      aSocketApi,
      ['CreateStage', { ...inApi, StageName: 'dev', ...request }, expected],
    ]);
  });

  it('loses settings one by one', async () => {
    const RouteSettings = { 'GET /a': { ThrottlingRateLimit: 1 } };
    const made = await converse([
      anHttpApi,
      toFunction('echo'),
      route('GET /a'),
      stage('dev', { RouteSettings, AccessLogSettings: { Format: '$context.requestId' } }),
      ['DeleteAccessLogSettings', atStage, {}],
      ['DeleteRouteSettings', { ...atStage, RouteKey: 'GET /a' }, {}],
      [
        'DeleteRouteSettings',
        { ...atStage, RouteKey: 'GET /a' },
        unknown('Unable to find Route by key GET /a within the provided RouteSettings'),
      ],
    ]);
    const shown = await made.ask('GetStage', atStage);
    expect(shown).not.toHaveProperty('AccessLogSettings');
    expect(shown).toMatchObject({ RouteSettings: {} });
  });
});

describe('G56: a deployment', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = await converse([
      anHttpApi,
      [
        'CreateDeployment',
        inApi,
        invalid('Unable to deploy API because no routes exist in this API'),
      ],
      toFunction('echo'),
      route('GET /a'),
      deploy({ Description: 'd' }),
      ['UpdateDeployment', { ...atDeployment, Description: 'e' }, { Description: 'e' }],
      ['GetDeployment', atDeployment, { Description: 'e', CreatedDate: '2026-01-05T09:00:00Z' }],
      ['GetDeployments', inApi, { Items: [{ Description: 'e' }] }],
      ['CreateDeployment', atStage, unknown('Invalid stage identifier specified')],
      stage('dev', { DeploymentId: '$deployment' }),
      [
        'DeleteDeployment',
        atDeployment,
        invalid('Active stages pointing to this deployment must be moved or deleted'),
      ],
      ['DeleteStage', atStage, {}],
      ['DeleteDeployment', atDeployment, {}],
    ]);
    for (const operation of ['GetDeployment', 'UpdateDeployment', 'DeleteDeployment']) {
      expect(await made.ask(operation, atDeployment)).toEqual(
        unknown('Invalid Deployment identifier specified'),
      );
    }
  });

  it('keeps what later changes do not reach', async () => {
    const made = await converse(
      [anHttpApi, toFunction('echo'), route('GET /a'), stage('$default')],
      functions,
    );
    expect(await statusAt(made, '/a')).toBe(404);
    await made.say([deploy({ StageName: '$default' }), route('GET /b')]);
    expect([await statusAt(made, '/a'), await statusAt(made, '/b')]).toEqual([200, 404]);
    expect(await made.ask('GetStage', { ...inApi, StageName: '$default' })).toMatchObject({
      DeploymentId: made.known['deployment'],
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${made.known['deployment']}'`,
    });
    const first = made.known['deployment'] ?? '';
    await made.say([deploy()]);
    expect(await statusAt(made, '/b')).toBe(404);
    await made.say([
      [
        'UpdateStage',
        { ...inApi, StageName: '$default', DeploymentId: '$deployment' },
        { StageName: '$default' },
      ],
    ]);
    expect(await statusAt(made, '/b')).toBe(200);
    await made.say([
      [
        'UpdateStage',
        { ...inApi, StageName: '$default', DeploymentId: first },
        { DeploymentId: first },
      ],
    ]);
    expect(await statusAt(made, '/b')).toBe(404);
  });

  it('is made by itself where a stage wants it', async () => {
    const made = await converse([anHttpApi, autoStage], functions);
    const shown = () => made.ask('GetStage', { ...inApi, StageName: '$default' });
    expect(await shown()).toMatchObject({
      AutoDeploy: true,
      LastDeploymentStatusMessage:
        'Deployment attempt failed: Unable to deploy API because no routes exist in this API',
    });
    await made.say([toFunction('echo'), route('GET /a'), stage('dev')]);
    expect([await statusAt(made, '/a'), await statusAt(made, '/dev/a')]).toEqual([200, 404]);
    const id = (await shown())['DeploymentId'];
    expect(await made.ask('GetDeployment', { ...inApi, DeploymentId: String(id) })).toMatchObject({
      AutoDeployed: true,
      Description: 'Automatic deployment triggered by changes to the Api configuration',
    });
    await made.ask('GetRoutes', inApi);
    expect((await shown())['DeploymentId']).toBe(id);
    await made.say([
      [
        'UpdateStage',
        { ...inApi, StageName: '$default', DeploymentId: String(id) },
        invalid('Deployment ID cannot be updated if AutoDeploy is set to true'),
      ],
      ['UpdateRoute', { ...inApi, RouteId: '$route', RouteKey: 'GET /b' }, { RouteKey: 'GET /b' }],
    ]);
    expect([await statusAt(made, '/a'), await statusAt(made, '/b')]).toEqual([404, 200]);
    await made.say([['UpdateStage', { ...atStage, AutoDeploy: true }, { AutoDeploy: true }]]);
    expect(await statusAt(made, '/dev/b')).toBe(200);
    await made.say([['DeleteRoute', { ...inApi, RouteId: '$route' }, {}]]);
    expect(await statusAt(made, '/b')).toBe(200);
  });
});

describe('G57: what a stage serves', () => {
  it('is reached by its name, and by none of `$default` alone', async () => {
    const made = await converse(
      [
        anHttpApi,
        toFunction('echo'),
        route('GET /a'),
        stage('dev', { AutoDeploy: true, StageVariables: { v: '1' } }),
      ],
      functions,
    );
    expect(await made.send('/a')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(await made.send('/dev/a')).toMatchObject({ status: 200, body: 'ok' });
    expect(asked(made.world)).toMatchObject({
      rawPath: '/dev/a',
      stageVariables: { v: '1' },
      requestContext: { stage: 'dev', apiId: made.known['api'] },
    });
    await made.say([autoStage]);
    expect(await statusAt(made, '/a')).toBe(200);
    expect(await statusAt(made, '/other/a')).toBe(404);
  });

  it('leads where its variables say', async () => {
    const made = await converse(
      [
        anHttpApi,
        toFunction('${stageVariables.f}'),
        route('GET /a'),
        stage('dev', { AutoDeploy: true, StageVariables: { f: 'echo' } }),
        stage('prod', { AutoDeploy: true, StageVariables: { f: 'fails' } }),
      ],
      functions,
    );
    expect([await statusAt(made, '/dev/a'), await statusAt(made, '/prod/a')]).toEqual([200, 500]);
  });

  it('is limited, for all routes and for one', async () => {
    const limit = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 };
    const made = await converse(
      [
        anHttpApi,
        toFunction('echo'),
        route('GET /a'),
        route('GET /b'),
        stage('all', { AutoDeploy: true, DefaultRouteSettings: limit }),
        stage('one', { AutoDeploy: true, RouteSettings: { 'GET /a': limit } }),
      ],
      functions,
    );
    const of = async (paths: readonly string[]) => {
      const statuses: number[] = [];
      for (const path of paths) statuses.push(await statusAt(made, path));
      return statuses;
    };
    expect(await of(['/all/a', '/all/b', '/all/a'])).toEqual([200, 200, 429]);
    expect(await of(['/one/a', '/one/a', '/one/a', '/one/b'])).toEqual([200, 200, 429, 200]);
  });
});
