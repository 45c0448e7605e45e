/** A run stops at a task that nothing answers: in the execution and thread whose task it is. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver, type Files } from './driver.ts';

const askHuman = (name: string): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::athena:startQueryExecution',
  Parameters: { QueryString: 'select 1' },
  ...(name === '' ? { End: true } : { Next: name }),
});

const child = JSON.stringify({ StartAt: 'AskHuman', States: { AskHuman: askHuman('') } });

const callChild = {
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Parameters: {
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
    Input: { 'n.$': '$' },
  },
  End: true,
};

const scenario =
  'scenario: 1\nmachines: { child: { definition: child.asl.json } }\ninput: [1, 2]\n';

function open(states: object, more: Files = {}): Driver {
  const machine = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  const driver = new Driver({ 'machine.asl.json': machine, ...more });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

const nested = { 'child.asl.json': child, 'machine.scenario.yaml': scenario };

async function states(driver: Driver): Promise<string[]> {
  return (await driver.stack()).map(({ name }) => name.split(' ')[0] ?? '');
}

async function threadNames(driver: Driver): Promise<readonly string[]> {
  const { threads } = await driver.client.request<P.ThreadsResponse>('threads');
  return threads.map(({ name }) => name);
}

describe('in a nested execution', () => {
  it('the stop is in the child, with the parent below it', async () => {
    const driver = open({ CallChild: callChild }, nested);
    const { body } = await driver.start({});
    expect(body).toMatchObject({
      reason: 'exception',
      text: expect.stringContaining('Nothing answers the Task "AskHuman"') as string,
    });
    expect(await states(driver)).toEqual(['AskHuman', 'CallChild']);
    const first = driver.thread;
    const { threads } = await driver.client.request<P.ThreadsResponse>('threads');
    expect(threads.find(({ id }) => id === first)?.name).toMatch(/^child /);
    expect((await driver.client.ask('exceptionInfo', { threadId: first })).body).toMatchObject({
      exceptionId: 'Unanswered task',
    });
  });

  it('of several children, each is below the iteration that started it', async () => {
    const driver = open(
      {
        Each: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'CallChild', States: { CallChild: callChild } },
          End: true,
        },
      },
      nested,
    );
    await driver.start({});
    const inputs = [await inputsOfStack(driver)];
    await driver.move('continue');
    inputs.push(await inputsOfStack(driver));
    expect(inputs).toEqual([
      ['{ n: 1 }', '1', '(2) [1, 2]'],
      ['{ n: 2 }', '2', '(2) [1, 2]'],
    ]);
    const answered = await driver.evaluate(':succeed {"QueryExecutionId": "q"}', 'repl');
    expect(answered.body).toMatchObject({
      result: '"AskHuman" has its answer; continue to see what it does with it.',
    });
    expect((await driver.evaluate(':tasks', 'repl')).body).toMatchObject({
      result: expect.stringMatching(/^(?:(?!athena).)*athena(?:(?!athena).)*$/s) as string,
    });
  });
});

/** What flows into the state of each frame. */
async function inputsOfStack(driver: Driver): Promise<string[]> {
  const inputs: string[] = [];
  for (const { id } of await driver.stack()) {
    const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', { frameId: id });
    const rows = await driver.children(scopes[0]?.variablesReference ?? 0);
    inputs.push(rows.find(({ name }) => name === 'input')?.value ?? '');
  }
  return inputs;
}

describe('of several tasks of one execution', () => {
  const branches = ['A', 'B'].map((name) => ({ StartAt: name, States: { [name]: askHuman('') } }));
  const both = { Both: { Type: 'Parallel', Branches: branches, End: true } };

  it('each is told once, by a stop of its own at its state', async () => {
    const driver = open(both);
    const stops = [await driver.start({ input: {} })];
    const shown = [await states(driver)];
    stops.push(await driver.move('continue'));
    shown.push(await states(driver));
    expect(shown).toEqual([
      ['A', 'Both'],
      ['B', 'Both'],
    ]);
    expect(stops.map(({ body }) => (body as { text: string }).text.split('(')[0])).toEqual([
      'Nothing answers the Task "A" ',
      'Nothing answers the Task "B" ',
    ]);
    expect(await threadNames(driver)).toHaveLength(3);
  });

  it('when nothing else can happen, all are told, and the last request is shown', async () => {
    const driver = open(both);
    await driver.start({ input: {} });
    await driver.move('continue');
    const { body } = await driver.move('continue');
    expect((body as { text: string }).text.match(/Nothing answers the Task "\w"/g)).toEqual([
      'Nothing answers the Task "A"',
      'Nothing answers the Task "B"',
    ]);
    expect(await states(driver)).toEqual(['B', 'Both']);
  });

  it('one that has been answered before it was told is not told', async () => {
    const driver = open(both);
    await driver.start({ input: {} });
    await driver.evaluate(':succeed {}', 'repl');
    await driver.move('continue');
    expect(await states(driver)).toEqual(['B', 'Both']);
    await driver.evaluate(':succeed {}', 'repl');
    expect((await driver.move('continue')).event).toBe('terminated');
  });

  it('is told again when another future comes to it', async () => {
    const driver = open({ First: { Type: 'Pass', Next: 'Ask' }, Ask: askHuman('') });
    await driver.start({ input: { n: 1 } });
    expect(await states(driver)).toEqual(['Ask']);
    await driver.move('reverseContinue');
    const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', {
      frameId: (await driver.topFrame()).id,
    });
    const variablesReference = scopes[0]?.variablesReference;
    const value = '{"n": 2}';
    await driver.client.request('setVariable', { variablesReference, name: 'input', value });
    const { body } = await driver.move('continue');
    expect(body).toMatchObject({ description: 'Paused: a task has no answer' });
  });
});
