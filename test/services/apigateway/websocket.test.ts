import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

const chat = `
scenario: 1
resources:
  functions:
    decide:
      answers:
        - when: { queryStringParameters: { token: [good] } }
          return: { principalId: p, context: { room: '7' }, policyDocument: { Statement: [{ Action: '*', Effect: Allow, Resource: '*' }] } }
        - return: { principalId: p, policyDocument: { Statement: [{ Action: '*', Effect: Deny, Resource: '*' }] } }
    echo: { answers: [{ return: { statusCode: 200, body: '{{ input.requestContext.eventType }}' } }] }
    fails: { answers: [{ throw: { error: E, cause: x } }] }
    slow: { answers: [{ return: { statusCode: 200, body: late }, after: 40s }] }
  apis:
    chat:
      type: WEBSOCKET
      authorizers: { gate: { type: REQUEST, function: decide, identity: [route.request.querystring.token] } }
      routes:
        $connect: { integration: Lambda, function: echo, authorizer: gate }
        $disconnect: { integration: Lambda, function: echo }
        $default: { integration: Lambda, function: echo, routeResponse: true }
        order: { integration: StartExecution, requestTemplate: '{"input": "{\\"connection\\": \\"$context.connectionId\\", \\"body\\": $util.escapeJavaScript($input.json("$"))}", "stateMachineArn": "machine"}' }
        fails: { integration: Lambda, function: fails }
        slow: { integration: Lambda, function: slow, routeResponse: true }
        unset: { integration: Lambda, function: '\${stageVariables.name}' }
    late:
      type: WEBSOCKET
      routes:
        $connect: { integration: Lambda, function: slow }
        $default: { integration: Mock }
`;

const connect = (world: TestWorld, token = 'good') =>
  world.connect('chat', 'c1', `?token=${token}`);
const frame = (world: TestWorld, body: object | string) =>
  world.frame('c1', typeof body === 'string' ? body : JSON.stringify(body));
const messages = (world: TestWorld, kind: string) =>
  world.simulation.log().filter((entry) => entry.kind === kind);

describe('G12: a WebSocket API', () => {
  it('lets in whom its authorizer lets in', async () => {
    const world = new TestWorld(chat);
    expect((await connect(world, 'bad')).value).toMatchObject({ status: 403 });
    expect((await connect(world)).value).toEqual({ connectionId: 'c1' });
  });

  it('starts an execution from a frame with the connection’s id', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    await frame(world, { action: 'order', sku: 'mug' });
    expect(world.simulation.executions().at(-1)?.input).toEqual({
      connection: 'c1',
      body: { action: 'order', sku: 'mug' },
    });
  });

  it('answers only where there is a route response; frames without a route go to $default', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    await frame(world, 'no JSON');
    expect(messages(world, 'frameSent').map(({ data }) => data)).toEqual(['MESSAGE']);
    await frame(world, { action: 'fails' });
    expect(messages(world, 'frameSent').at(-1)?.data).toMatchObject({
      message: 'Internal server error',
      connectionId: 'c1',
    });
  });

  it('tells the client after 29 seconds that the integration has taken too long', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    await frame(world, { action: 'slow' });
    await world.pass(28_999);
    expect(messages(world, 'frameSent')).toEqual([]);
    await world.pass(1);
    const timedOut = { message: 'Endpoint request timed out', connectionId: 'c1' };
    expect(messages(world, 'frameSent').map(({ data }) => data)).toMatchObject([timedOut]);
    await world.pass(20_000);
    expect(messages(world, 'frameSent')).toHaveLength(1);
  });

  it('refuses a connection whose $connect takes too long', async () => {
    const world = new TestWorld(chat);
    await world.connect('late', 'c2');
    await world.pass(29_000);
    expect(world.reply().value).toMatchObject({ status: 504 });
    const push = { ConnectionId: 'c2', Data: 'x' };
    expect((await world.call('apigateway', 'PostToConnection', push)).ok).toBe(false);
  });

  it('says in the log why a route cannot be served', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    await frame(world, { action: 'unset' });
    expect(messages(world, 'callFailed').map(({ message }) => message)).toEqual([
      'unset: the stage "prod" has no variable name; give it in its "variables".',
    ]);
    expect(messages(world, 'frameSent').at(-1)?.data).toMatchObject({
      message: 'Internal server error',
    });
  });

  it('pushes to @connections, and says that a gone one is gone', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    const push = { ConnectionId: 'c1', Data: '{"state":"paid"}' };
    expect((await world.call('apigateway', 'PostToConnection', push)).ok).toBe(true);
    expect(messages(world, 'frameSent').at(-1)?.data).toEqual({ state: 'paid' });
    await world.say({
      service: 'apigateway',
      signal: { kind: 'disconnect', connection: 'c1' },
    });
    expect((await world.call('apigateway', 'PostToConnection', push)).value).toMatchObject({
      code: 'GoneException',
      status: 410,
    });
    expect(messages(world, 'functionInvoked').at(-1)?.data).toMatchObject({
      headers: {
        Host: expect.stringMatching(/execute-api/) as string,
        'x-api-key': '',
        'X-Forwarded-For': '',
        'x-restapi': '',
      },
      requestContext: { eventType: 'DISCONNECT', routeKey: '$disconnect' },
    });
  });

  it('closes after ten idle minutes of the virtual clock', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    await world.pass(540_000);
    await frame(world, 'still here');
    await world.pass(540_000);
    expect((await frame(world, 'again')).ok).toBe(true);
    await world.pass(600_000);
    expect((await frame(world, 'too late')).value).toMatchObject({ code: 'GoneException' });
    expect(messages(world, 'httpResponse').at(-1)?.message).toBe(
      'c1 is closed by ten idle minutes',
    );
  });

  it('lasts two hours at most, and takes 128 KB at most', async () => {
    const world = new TestWorld(chat);
    await connect(world);
    for (let i = 0; i < 12; i++) {
      await world.pass(599_000);
      await frame(world, 'x');
    }
    await world.pass(12_000);
    expect((await frame(world, 'x')).ok).toBe(false);
    const other = new TestWorld(chat);
    await connect(other);
    expect((await frame(other, 'x'.repeat(131_073))).value).toMatchObject({
      code: 'MessageTooLong',
    });
  });
});
