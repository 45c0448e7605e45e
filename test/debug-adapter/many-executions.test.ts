import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver, type Files } from './driver.ts';

function open(states: object, more: Files = {}): Driver {
  const machine = JSON.stringify({ StartAt: Object.keys(states)[0], States: states }, undefined, 2);
  const driver = new Driver({ 'machine.asl.json': machine, ...more });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

async function threadsOf(driver: Driver): Promise<readonly P.Thread[]> {
  return (await driver.client.request<P.ThreadsResponse>('threads')).threads;
}

const children = {
  All: {
    Type: 'Map',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Doze',
      States: {
        Doze: { Type: 'Wait', Seconds: 60, Next: 'One' },
        One: { Type: 'Pass', End: true },
      },
    },
    End: true,
  },
};

/** The parent and so many children stand at the last one's state. */
async function atLastOf(count: number): Promise<Driver> {
  const driver = open(children);
  const input = Array.from({ length: count }, (_, index) => index);
  await driver.launch({ input }, async () => {
    const place = { source: { path: driver.path('machine.asl.json') } };
    const lines = JSON.stringify({ StartAt: 'All', States: children }, undefined, 2).split('\n');
    const line = lines.findIndex((text) => text.includes('"One": {')) + 1;
    const breakpoints = [{ line, condition: `$ = ${count - 1}` }];
    await driver.client.request('setBreakpoints', { ...place, breakpoints });
  });
  await driver.stop();
  return driver;
}

describe('of many live threads', () => {
  it.each([
    [62, 63],
    [63, 64],
    [64, 64],
    [80, 64],
  ])('with %d children %d are shown, the one in focus among them', async (count, shown) => {
    const driver = await atLastOf(count);
    const threads = await threadsOf(driver);
    expect(threads).toHaveLength(shown);
    expect(new Set(threads.map(({ id }) => id)).size).toBe(shown);
    expect(threads.map(({ id }) => id)).toContain(driver.thread);
    const stack = await driver.stack();
    expect(stack.map(({ name }) => name.split(' ')[0])).toEqual(['One', 'All']);
  });

  it('a step back and a restart of the frame stay in their thread', async () => {
    const driver = await atLastOf(5);
    await driver.move('stepBack');
    expect(await driver.where()).toMatch(/^Doze/);
    expect((await driver.evaluate('$')).body).toMatchObject({ result: '4' });
    await driver.move('continue');
    await driver.move('stepIn');
    const { id } = await driver.topFrame();
    await driver.move('restartFrame', { frameId: id });
    expect(await driver.where()).toMatch(/^One:/);
    expect((await driver.evaluate('$')).body).toMatchObject({ result: '4' });
    const [, parent] = await driver.stack();
    await driver.move('restartFrame', { frameId: parent?.id });
    expect(await driver.where()).toMatch(/^All:/);
  });
});

describe('below a nested execution', () => {
  const child = JSON.stringify({
    StartAt: 'Doze',
    States: {
      Doze: { Type: 'Wait', Seconds: 1, Next: 'Inner' },
      Inner: { Type: 'Pass', End: true },
    },
  });
  const start = (pattern: string) => ({
    Call: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Parameters: {
        StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
      },
      Next: 'After',
    },
    After: { Type: 'Wait', Seconds: 5, End: true },
  });
  const files = {
    'child.asl.json': child,
    'machine.scenario.yaml':
      'scenario: 1\nmachines: { child: { definition: child.asl.json } }\ninput: {}\n',
  };

  it.each([
    ['.sync', ['Inner', 'Call']],
    ['', ['Inner']],
  ])('stands the state that waits for it: startExecution%s', async (pattern, expected) => {
    const driver = open(start(pattern), files);
    await driver.launch({}, async () => {
      const breakpoints = [{ name: 'Inner' }];
      await driver.client.request('setFunctionBreakpoints', { breakpoints });
    });
    await driver.stop();
    const stack = await driver.stack();
    expect(stack.map(({ name }) => name.split(' ')[0])).toEqual(expected);
  });
});
