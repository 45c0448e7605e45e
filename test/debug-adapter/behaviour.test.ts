import { describe, expect, it, onTestFinished } from 'vitest';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { DebugEvents, InlineValues } from '@stepthrough/protocol';
import { Driver, type Files } from './driver.ts';

const endless = `{
  "StartAt": "Ping",
  "States": {
    "Ping": { "Type": "Pass", "Next": "Pong" },
    "Pong": { "Type": "Pass", "Next": "Ping" }
  }
}
`;

const scenario = `scenario: 1
starts:
  shop: { input: { from: shop } }
  mail: { input: { from: mail } }
`;

const short = `{
  "StartAt": "Greet",
  "States": {
    "Greet": {
      "Type": "Pass",
      "Parameters": { "hello.$": "$.from" },
      "End": true
    }
  }
}
`;

function open(files: Files): Driver {
  const driver = new Driver(files);
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

describe('pause', () => {
  it('stops a run that never ends by itself', async () => {
    const driver = open({ 'machine.asl.json': endless });
    await driver.launch({ input: {} });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stop = await driver.move('pause');
    expect(stop.body).toMatchObject({ reason: 'pause', allThreadsStopped: true });
    expect(await driver.where()).toMatch(/^P[io]ng/);
  });
});

describe('a choice of a start that there is not', () => {
  it('is refused, and another can be made', async () => {
    const driver = open({ 'machine.asl.json': short, 'machine.scenario.yaml': scenario });
    await driver.launch({ canChooseStart: true, stopOnEntry: true });
    await driver.client.event(['stepthrough.chooseStart'], 0);
    expect(await driver.client.ask('stepthrough.start', { name: 'nobody' })).toMatchObject({
      success: false,
      message: expect.stringContaining('There is no start "nobody"') as string,
    });
    await driver.client.request('stepthrough.start', { name: 'mail' });
    await driver.stop();
    expect((await driver.evaluate('$.from')).body).toMatchObject({ result: '"mail"' });
    await driver.client.request('restart');
    await driver.stop();
    expect((await driver.evaluate('$.from')).body).toMatchObject({ result: '"mail"' });
  });
});

describe('a scenario with several starts', () => {
  const files = { 'machine.asl.json': short, 'machine.scenario.yaml': scenario };

  it('asks a client that can choose, and goes on with the choice', async () => {
    const driver = open(files);
    await driver.launch({ canChooseStart: true, stopOnEntry: true });
    const { body } = await driver.client.event(['stepthrough.chooseStart'], 0);
    const { starts } = body as DebugEvents['stepthrough.chooseStart'];
    expect(starts.map(({ name }) => name)).toEqual(['shop', 'mail']);
    await driver.client.request('stepthrough.start', { name: 'mail' });
    await driver.stop();
    expect((await driver.evaluate('$.from')).body).toMatchObject({ result: '"mail"' });
  });

  it('begins with the first for a client that cannot', async () => {
    const driver = open(files);
    await driver.start({ stopOnEntry: true });
    expect((await driver.evaluate('$.from')).body).toMatchObject({ result: '"shop"' });
  });

  it('begins with the one that the launch names', async () => {
    const driver = open(files);
    await driver.start({ stopOnEntry: true, start: 'mail', canChooseStart: true });
    expect((await driver.evaluate('$.from')).body).toMatchObject({ result: '"mail"' });
  });
});

describe('a run without debugging', () => {
  it('passes breakpoints and says how it ended', async () => {
    const driver = open({ 'machine.asl.json': short });
    await driver.launch({ noDebug: true, input: { from: 'me' } }, async () => {
      await driver.breakAt([4]);
    });
    expect((await driver.stop()).event).toBe('terminated');
    expect(driver.client.events('exited').map(({ body }) => body as unknown)).toEqual([
      { exitCode: 0 },
    ]);
    expect(driver.output()).toContain('"hello": "me"');
  });
});

describe('a wait that nothing will end', () => {
  it('is told once, and ends the session', async () => {
    const driver = open({
      'machine.asl.json': JSON.stringify({
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: {
              QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q',
              'MessageBody.$': '$$.Task.Token',
            },
            End: true,
          },
        },
      }),
      'machine.scenario.yaml': 'scenario: 1\nresources: { queues: { q: {} } }\ninput: {}\n',
    });
    expect((await driver.start({})).event).toBe('terminated');
    expect(driver.output().match(/Nothing can happen any more/g)).toHaveLength(1);
    expect(driver.output()).toContain('"Ask" waits for the answer to its task token');
  });
});

describe('inline values', () => {
  it('stand on the lines of the fields that gave them', async () => {
    const driver = open({ 'machine.asl.json': short });
    await driver.start({ stopOnEntry: true, input: { from: 'me' } });
    for (const command of ['stepIn', 'stepIn']) await driver.move(command);
    const { id } = await driver.topFrame();
    const response = await driver.client.ask('stepthrough.inlineValues', { frameId: id });
    expect((response.body as InlineValues).values).toEqual([
      { line: 3, text: ' → { from: "me" }' },
      { line: 5, text: ' → { hello: "me" }' },
    ]);
  });
});

describe('a list of ten thousand', () => {
  it('is read a page at a time', async () => {
    const driver = open({ 'machine.asl.json': short });
    const list = Array.from({ length: 10_000 }, (_, index) => index);
    await driver.start({ stopOnEntry: true, input: { from: list } });
    const body = (await driver.evaluate('$.from')).body as P.EvaluateResponse['body'];
    expect(body.indexedVariables).toBe(10_000);
    const { variables } = await driver.client.request<P.VariablesResponse>('variables', {
      variablesReference: body.variablesReference,
      filter: 'indexed',
      start: 9000,
      count: 2,
    });
    expect(variables.map(({ name, value, evaluateName }) => [name, value, evaluateName])).toEqual([
      ['[9000]', '9000', '$.from[9000]'],
      ['[9001]', '9001', '$.from[9001]'],
    ]);
  });
});
