/** Connections, API destinations, and the requests that rules send to endpoints by them. */
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { Events, account, queueArn, refusal } from './conversation.ts';

const notFound = (message: string) => refusal(message, 'ResourceNotFoundException');
const exists = (message: string) => refusal(message, 'ResourceAlreadyExistsException');
const atStart = start / 1000;
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const like = (pattern: string): unknown => expect.stringMatching(new RegExp(`^${pattern}$`));
const connectionArn = (name: string) =>
  like(`arn:aws:events:us-east-1:${account}:connection/${name}/${uuid}`);

const basic = { BasicAuthParameters: { Username: 'ann', Password: 'secret' } };
const apiKey = { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' } };
const oauth = {
  OAuthParameters: {
    ClientParameters: { ClientID: 'client', ClientSecret: 'secret' },
    AuthorizationEndpoint: 'https://auth.example.com/token',
    HttpMethod: 'POST',
  },
};
const parameters = { BASIC: basic, API_KEY: apiKey, OAUTH_CLIENT_CREDENTIALS: oauth };

const connect = (
  events: Events,
  type: keyof typeof parameters = 'BASIC',
  auth: JsonObject = {},
  more: JsonObject = {},
) =>
  events.ask('CreateConnection', {
    Name: 'c',
    AuthorizationType: type,
    AuthParameters: { ...parameters[type], ...auth },
    ...more,
  });

const described = async (events: Events, Name = 'c'): Promise<JsonObject> => {
  const answer = await events.ask('DescribeConnection', { Name });
  return isObject(answer) ? answer : {};
};

const scenario = (answers: string) => `
resources:
  queues: { seen: {}, dead: {} }
  endpoints:
    https://hooks.example.com:
${answers}
    https://auth.example.com:
      - when: { body: [{ prefix: grant_type }] }
        body: { access_token: t1 }
      - { body: { access_token: t1 } }
`;

describe('a connection', () => {
  it.each([
    ['BASIC', 'AUTHORIZED', { BasicAuthParameters: { Username: 'ann' } }],
    ['API_KEY', 'AUTHORIZED', { ApiKeyAuthParameters: { ApiKeyName: 'X-Key' } }],
    [
      'OAUTH_CLIENT_CREDENTIALS',
      'AUTHORIZING',
      { OAuthParameters: { ...oauth.OAuthParameters, ClientParameters: { ClientID: 'client' } } },
    ],
  ] as const)('of %s is %s at first, and tells no secret', async (type, state, shown) => {
    const events = new Events();
    const made = await connect(events, type);
    expect(made).toEqual({
      ConnectionArn: connectionArn('c'),
      ConnectionState: state,
      CreationTime: atStart,
      LastModifiedTime: atStart,
    });
    const told = await described(events);
    expect(told).toMatchObject({
      Name: 'c',
      ConnectionState: state,
      AuthorizationType: type,
      AuthParameters: shown,
      SecretArn: like(
        `arn:aws:secretsmanager:us-east-1:${account}:secret:events!connection/c/${uuid}-[0-9a-f]{6}`,
      ),
    });
    expect(JSON.stringify(told)).not.toContain('"secret"');
    expect(await events.ask('ListConnections')).toMatchObject({
      Connections: [{ Name: 'c', ConnectionState: state }],
    });
  });

  it('shows the values of its parameters that are no secrets', async () => {
    const events = new Events();
    const HeaderParameters = [
      { Key: 'open', Value: '1', IsValueSecret: false },
      { Key: 'shut', Value: 'secret', IsValueSecret: true },
    ];
    await connect(events, 'BASIC', { InvocationHttpParameters: { HeaderParameters } });
    expect((await described(events))['AuthParameters']).toEqual({
      BasicAuthParameters: { Username: 'ann' },
      InvocationHttpParameters: {
        HeaderParameters: [HeaderParameters[0], { Key: 'shut', IsValueSecret: true }],
      },
    });
  });

  it('is made once, listed by its beginning and state, and deleted', async () => {
    const events = new Events();
    await connect(events);
    await connect(events, 'API_KEY', {}, { Name: 'd' });
    expect(await connect(events)).toEqual(exists('Connection c already exists.'));
    const names = async (request: JsonObject) => {
      const listed = await events.ask('ListConnections', request);
      const { Connections } = listed as { readonly Connections: readonly JsonObject[] };
      return Connections.map(({ Name }) => Name);
    };
    expect(await names({ NamePrefix: 'd' })).toEqual(['d']);
    expect(await names({ ConnectionState: 'AUTHORIZED' })).toEqual(['c', 'd']);
    expect(await names({ ConnectionState: 'DEAUTHORIZED' })).toEqual([]);
    expect(await events.ask('DeleteConnection', { Name: 'c' })).toEqual({
      ConnectionArn: connectionArn('c'),
      ConnectionState: 'DELETING',
      CreationTime: atStart,
      LastModifiedTime: atStart,
      LastAuthorizedTime: atStart,
    });
    const none = notFound("Failed to describe the connection(s). Connection 'c' does not exist.");
    for (const operation of [
      'DescribeConnection',
      'UpdateConnection',
      'DeauthorizeConnection',
      'DeleteConnection',
    ]) {
      expect(await events.ask(operation, { Name: 'c' })).toEqual(none);
    }
  });

  it('is refused by its name and type, together, and by its parameters', async () => {
    const events = new Events();
    const name = '!'.repeat(65);
    expect(
      await events.ask('CreateConnection', {
        Name: name,
        AuthorizationType: 'TOKEN',
        AuthParameters: basic,
      }),
    ).toEqual(
      refusal(
        `3 validation errors detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64; Value 'TOKEN' at 'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]`,
      ),
    );
    expect(await connect(events, 'BASIC', apiKey)).toMatchObject({ code: 'ValidationException' });
    expect(
      await events.ask('CreateConnection', {
        Name: 'c',
        AuthorizationType: 'BASIC',
        AuthParameters: apiKey,
      }),
    ).toEqual(
      refusal(
        'Parameter AuthParameters is not valid. Reason: The authorization type BASIC takes BasicAuthParameters, not ApiKeyAuthParameters.',
      ),
    );
    const Password = 'x'.repeat(513);
    const BasicAuthParameters = { Username: 'a:b', Password };
    const wrong = await connect(events, 'BASIC', { BasicAuthParameters });
    expect(wrong).toMatchObject({
      message: expect.stringMatching(
        /^2 validation errors.*Value 'a:b' at 'authParameters.basicAuthParameters.username'.*; Value at 'authParameters.basicAuthParameters.password'.*or equal to 512$/,
      ),
    });
    expect(
      await connect(events, 'BASIC', { BasicAuthParameters: { Username: '\t', Password: 'p' } }),
    ).toMatchObject({ code: 'ValidationException' });
    expect(await connect(events, 'BASIC', {}, { AuthParameters: null })).toMatchObject({
      code: 'ValidationException',
    });
    expect(await connect(events, 'BASIC', { ConnectivityParameters: {} })).toEqual(
      refusal('ConnectivityParameters, a private endpoint, is not simulated.'),
    );
    expect(
      await connect(events, 'BASIC', {}, { InvocationConnectivityParameters: {} }),
    ).toMatchObject({ code: 'NotImplemented' });
    const BasicAuth = { Username: ' a b ', Password: 'x'.repeat(512) };
    expect(await connect(events, 'BASIC', { BasicAuthParameters: BasicAuth })).toHaveProperty(
      'ConnectionArn',
    );
  });

  it('changes what is given, and drops what belonged to another type', async () => {
    const events = new Events();
    await connect(events, 'BASIC', {}, { Description: 'old' });
    await events.world.pass(1000);
    expect(
      await events.ask('UpdateConnection', {
        Name: 'c',
        AuthParameters: { BasicAuthParameters: { Username: 'bob' } },
      }),
    ).toEqual({
      ConnectionArn: connectionArn('c'),
      ConnectionState: 'AUTHORIZED',
      CreationTime: atStart,
      LastModifiedTime: atStart + 1,
      LastAuthorizedTime: atStart + 1,
    });
    expect(await described(events)).toMatchObject({
      Description: 'old',
      AuthParameters: { BasicAuthParameters: { Username: 'bob' } },
    });
    const AuthorizationType = 'API_KEY';
    expect(await events.ask('UpdateConnection', { Name: 'c', AuthorizationType })).toMatchObject({
      code: 'ValidationException',
    });
    await events.ask('UpdateConnection', { Name: 'c', AuthorizationType, AuthParameters: apiKey });
    expect(await described(events)).toMatchObject({ AuthorizationType });
    expect((await described(events))['AuthParameters']).toEqual({
      ApiKeyAuthParameters: { ApiKeyName: 'X-Key' },
    });
  });

  it('loses its parameters when it is deauthorized, and takes new ones', async () => {
    const events = new Events();
    await connect(events);
    expect(await events.ask('DeauthorizeConnection', { Name: 'c' })).toMatchObject({
      ConnectionState: 'DEAUTHORIZING',
    });
    await events.world.pass(100);
    const told = await described(events);
    expect(told).toMatchObject({ ConnectionState: 'DEAUTHORIZED' });
    expect(told).not.toHaveProperty('AuthParameters');
    expect(told).not.toHaveProperty('SecretArn');
    await events.ask('UpdateConnection', { Name: 'c', AuthParameters: basic });
    expect(await described(events)).toMatchObject({ ConnectionState: 'AUTHORIZED' });
  });

  it('of OAuth asks its endpoint for a token, and is deauthorized without one', async () => {
    const events = new Events(scenario('      - {}'));
    await connect(events, 'OAUTH_CLIENT_CREDENTIALS');
    await events.world.pass(100);
    expect(await described(events)).toMatchObject({
      ConnectionState: 'AUTHORIZED',
      LastAuthorizedTime: atStart + 0.1,
    });
    const alone = new Events();
    await connect(alone, 'OAUTH_CLIENT_CREDENTIALS');
    await alone.world.pass(100);
    expect(await described(alone)).toMatchObject({
      ConnectionState: 'DEAUTHORIZED',
      StateReason: expect.stringContaining('https://auth.example.com/token'),
    });
  });
});

const destination = async (events: Events, more: JsonObject = {}) => {
  const { ConnectionArn = '' } = await described(events);
  return events.ask('CreateApiDestination', {
    Name: 'd',
    ConnectionArn,
    InvocationEndpoint: 'https://hooks.example.com/in',
    HttpMethod: 'POST',
    ...more,
  });
};

describe('an API destination', () => {
  const failed = (to: string, why: string) => `Failed to ${to} the api-destination(s). ${why}`;
  const destinationArn = like(`arn:aws:events:us-east-1:${account}:api-destination/d/${uuid}`);

  it('is made once, told, listed, changed and deleted', async () => {
    const events = new Events();
    await connect(events);
    const made = {
      ApiDestinationArn: destinationArn,
      ApiDestinationState: 'ACTIVE',
      CreationTime: atStart,
      LastModifiedTime: atStart,
    };
    expect(await destination(events, { Description: 'of mine' })).toEqual(made);
    expect(await destination(events)).toEqual(
      exists(failed('create', "An api-destination with name 'd' already exists.")),
    );
    const listed = {
      ...made,
      Name: 'd',
      ConnectionArn: connectionArn('c'),
      InvocationEndpoint: 'https://hooks.example.com/in',
      HttpMethod: 'POST',
      InvocationRateLimitPerSecond: 300,
    };
    expect(await events.ask('ListApiDestinations')).toEqual({ ApiDestinations: [listed] });
    expect(await events.ask('DescribeApiDestination', { Name: 'd' })).toEqual({
      ...listed,
      Description: 'of mine',
    });
    await events.world.pass(1000);
    const changes = { HttpMethod: 'PUT', InvocationRateLimitPerSecond: 1 };
    expect(await events.ask('UpdateApiDestination', { Name: 'd', ...changes })).toEqual({
      ...made,
      LastModifiedTime: atStart + 1,
    });
    expect(await events.ask('DescribeApiDestination', { Name: 'd' })).toMatchObject(changes);
    await events.ask('DeleteConnection', { Name: 'c' });
    expect(await events.ask('DescribeApiDestination', { Name: 'd' })).toMatchObject({
      ApiDestinationState: 'INACTIVE',
    });
    expect(await events.ask('DeleteApiDestination', { Name: 'd' })).toEqual({});
    for (const to of ['Describe', 'Update', 'Delete']) {
      expect(await events.ask(`${to}ApiDestination`, { Name: 'd' })).toEqual(
        notFound(failed(to.toLowerCase(), "An api-destination 'd' does not exist.")),
      );
    }
  });

  it('is refused by its endpoint, method, rate and connection', async () => {
    const events = new Events();
    await connect(events);
    const InvocationEndpoint = 'http://hooks.example.com';
    expect(await destination(events, { InvocationEndpoint })).toEqual(
      refusal(
        failed(
          'create',
          `Parameter InvocationEndpoint is not valid. Reason: Endpoint '${InvocationEndpoint}' is invalid, please provide a valid HTTPS endpoint URL.`,
        ),
      ),
    );
    expect(await destination(events, { HttpMethod: 'TRACE' })).toEqual(
      refusal(
        "1 validation error detected: Value 'TRACE' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]",
      ),
    );
    const rate = (InvocationRateLimitPerSecond: number) =>
      destination(events, { InvocationRateLimitPerSecond });
    expect(await rate(301)).toEqual(
      refusal(
        failed(
          'create',
          "Invalid Invocation Rate Limit: Rate specified '301' for 'd' exceeds maximum allowed of '300'.",
        ),
        'LimitExceededException',
      ),
    );
    expect(await rate(0)).toMatchObject({ code: 'ValidationException' });
    const ConnectionArn = `arn:aws:events:us-east-1:${account}:connection/c/other`;
    expect(await destination(events, { ConnectionArn })).toEqual(
      notFound(failed('create', `Connection '${ConnectionArn}' does not exist.`)),
    );
    expect(await events.ask('ListApiDestinations', { NamePrefix: 'd', ConnectionArn })).toEqual(
      refusal(
        failed(
          'list',
          'Request failed because only one filter is supported per request, either ConnectionArn or NamePrefix.',
        ),
      ),
    );
    expect(await rate(300)).toHaveProperty('ApiDestinationArn');
    expect(await events.ask('ListApiDestinations', { ConnectionArn })).toEqual({
      ApiDestinations: [],
    });
  });
});

describe('a rule with an API destination', () => {
  /** What the endpoint was asked is written to its answer's line of the log, or is matched by `when`. */
  const wired = async (
    answers: string,
    type: keyof typeof parameters = 'BASIC',
    auth: JsonObject = {},
    target: JsonObject = {},
    endpoint = 'https://hooks.example.com/in',
  ) => {
    const events = new Events(scenario(answers));
    await connect(events, type, auth);
    await events.world.pass(1000);
    const made = await destination(events, { InvocationEndpoint: endpoint });
    const { ApiDestinationArn: Arn = '' } = isObject(made) ? made : {};
    const DeadLetterConfig = { Arn: queueArn('dead') };
    await events.rule({}, { Arn, RoleArn: 'arn:aws:iam::1:role/r', DeadLetterConfig, ...target });
    return events;
  };

  const deadLetter = async (events: Events): Promise<Json | undefined> => {
    const request = { QueueUrl: 'dead', MessageAttributeNames: ['All'] };
    const { value } = await events.world.call('sqs', 'ReceiveMessage', request);
    const { Messages = [] } = value as { readonly Messages?: readonly JsonObject[] };
    const [{ MessageAttributes = {} } = {}] = Messages;
    if (!isObject(MessageAttributes)) return undefined;
    const { ERROR_CODE, ERROR_MESSAGE } = MessageAttributes;
    const told = (value: Json | undefined) => (isObject(value) ? value['StringValue'] : undefined);
    return ERROR_CODE && `${String(told(ERROR_CODE))}: ${String(told(ERROR_MESSAGE))}`;
  };

  const wanted = (when: JsonObject) =>
    `      - { when: ${JSON.stringify(when)}, status: 200 }\n      - { status: 400 }`;

  it.each([
    ['BASIC', { authorization: [`Basic ${Buffer.from('ann:secret').toString('base64')}`] }],
    ['API_KEY', { 'x-key': ['secret'] }],
    ['OAUTH_CLIENT_CREDENTIALS', { authorization: ['Bearer t1'] }],
  ] as const)('sends the credentials of %s, and its own headers', async (type, headers) => {
    const standard = {
      'user-agent': ['Amazon/EventBridge/ApiDestinations'],
      'content-type': ['application/json; charset=utf-8'],
      range: ['bytes=0-1048575'],
    };
    const when = {
      method: ['POST'],
      path: ['/in'],
      headers: { ...standard, ...headers },
      body: { detail: { n: [1] } },
    };
    const events = await wired(wanted(when), type);
    await events.put({ n: 1 });
    expect(await deadLetter(events)).toBeUndefined();
    await events.put({ n: 2 });
    expect(await deadLetter(events)).toBe(
      'ERROR_FROM_TARGET: The endpoint answered with HTTP status 400.',
    );
  });

  it('adds parameters of the connection before those of the target', async () => {
    const given = (Key: string, Value: string) => ({ Key, Value });
    const InvocationHttpParameters = {
      HeaderParameters: [given('X-Both', 'connection'), given('User-Agent', 'me')],
      QueryStringParameters: [given('both', 'connection')],
      BodyParameters: [given('source', 'connection')],
    };
    const HttpParameters = {
      PathParameterValues: ['one', 'two'],
      HeaderParameters: { 'x-both': 'target', 'x-own': 'target' },
      QueryStringParameters: { both: 'target', own: 'target' },
    };
    const when = {
      path: ['/one/x/two'],
      query: { both: ['connection'], own: ['target'], fixed: ['1'] },
      headers: {
        'x-both': ['connection'],
        'x-own': ['target'],
        'user-agent': ['Amazon/EventBridge/ApiDestinations'],
      },
      body: { source: ['connection'], 'detail-type': ['Made'] },
    };
    const events = await wired(
      wanted(when),
      'BASIC',
      { InvocationHttpParameters },
      { HttpParameters },
      'https://hooks.example.com/*/x/*?fixed=1',
    );
    await events.put();
    expect(await deadLetter(events)).toBeUndefined();
  });

  it.each([
    [299, undefined],
    [300, 'ERROR_FROM_TARGET: The endpoint answered with HTTP status 300.'],
    [500, 'ERROR_FROM_TARGET: The endpoint answered with HTTP status 500.'],
  ])('takes an answer of %i as %s', async (status, told) => {
    const events = await wired(`      - { status: ${status} }`);
    await events.put();
    expect(await deadLetter(events)).toBe(told);
    expect(await described(events)).toMatchObject({ ConnectionState: 'AUTHORIZED' });
  });

  it.each([
    ['5s', undefined],
    ['5001ms', 'TIMEOUT: The endpoint took longer than 5 seconds to answer.'],
  ])('takes an answer after %s as %s', async (after, told) => {
    const events = await wired(`      - { after: ${after} }`);
    await events.put();
    await events.world.pass(6000);
    expect(await deadLetter(events)).toBe(told);
  });

  it.each([401, 407])('is deauthorized by %i', async (status) => {
    const events = await wired(`      - { status: ${status} }`);
    await events.put();
    expect(await described(events)).toMatchObject({
      ConnectionState: 'DEAUTHORIZED',
      StateReason: `The endpoint answered with ${status}.`,
    });
    await deadLetter(events);
    await events.put();
    expect(await deadLetter(events)).toMatch(/^NO_PERMISSIONS: .* is not authorized\.$/);
  });

  it('asks for another token when the first is refused', async () => {
    const events = await wired('      - { status: 401 }', 'OAUTH_CLIENT_CREDENTIALS');
    await events.put();
    expect(await described(events)).toMatchObject({ ConnectionState: 'AUTHORIZING' });
    await events.world.pass(100);
    expect(await described(events)).toMatchObject({ ConnectionState: 'AUTHORIZED' });
  });

  it('tells an endpoint that the scenario does not have, and a destination that is gone', async () => {
    const events = await wired('      - {}', 'BASIC', {}, {}, 'https://other.example.com/');
    await events.put();
    expect(await deadLetter(events)).toMatch(/^EndpointNotSimulated: /);
    await events.ask('DeleteApiDestination', { Name: 'd' });
    await events.put();
    expect(await deadLetter(events)).toMatch(/^NO_RESOURCE: .* does not exist\.$/);
  });

  it('needs a role', async () => {
    const events = new Events();
    await connect(events);
    const Arn = `arn:aws:events:us-east-1:${account}:api-destination/d/1`;
    expect(await events.rule({}, { Arn })).toEqual(
      refusal(`RoleArn is required for target ${Arn}.`),
    );
    const HttpParameters = { PathParameterValues: ['x'] };
    expect(await events.rule({}, { HttpParameters })).toEqual(
      refusal('HttpParameters of the target t is not simulated.'),
    );
  });
});
