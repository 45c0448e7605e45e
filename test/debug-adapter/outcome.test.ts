/** How a run has ended, and when its lines were written. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver, type Files } from './driver.ts';

async function run(machine: object, scenario?: string): Promise<Driver> {
  const files: Files = {
    'machine.asl.json': JSON.stringify(machine),
    ...(scenario === undefined ? {} : { 'machine.scenario.yaml': `scenario: 1\n${scenario}` }),
  };
  const driver = new Driver(files);
  onTestFinished(() => {
    driver.dispose();
  });
  await driver.start({ noDebug: true, ...(scenario === undefined ? { input: { a: 1 } } : {}) });
  return driver;
}

const one = (state: object, more: object = {}): object => ({
  StartAt: 'S',
  States: { S: state },
  ...more,
});
const exitCodeOf = (driver: Driver): unknown => driver.client.events('exited')[0]?.body;
const linesOf = (driver: Driver): readonly P.OutputEvent['body'][] =>
  driver.client.events('output').map(({ body }) => body as P.OutputEvent['body']);

describe('a run', () => {
  it.each<[name: string, machine: object, exitCode: number, last: RegExp, category: string]>([
    [
      'that succeeds',
      one({ Type: 'Pass', Result: { a: 1 }, End: true }),
      0,
      /^\S+ SUCCEEDED with output\n\{\n {2}"a": 1\n\}\n$/,
      'stdout',
    ],
    [
      'that fails',
      one({ Type: 'Fail', Error: 'E', Cause: 'c' }),
      1,
      /^\S+ FAILED E: c\n$/,
      'stderr',
    ],
    [
      'that fails without a cause',
      one({ Type: 'Fail', Error: 'E' }),
      1,
      /^\S+ FAILED E\n$/,
      'stderr',
    ],
    [
      'that takes too long',
      one({ Type: 'Wait', Seconds: 5, End: true }, { TimeoutSeconds: 2 }),
      2,
      /^\S+ TIMED_OUT /,
      'stderr',
    ],
  ])('%s says so', async (_name, machine, exitCode, last, category) => {
    const driver = await run(machine);
    expect(exitCodeOf(driver)).toEqual({ exitCode });
    const line = linesOf(driver).at(-1);
    expect(line?.output).toMatch(last);
    expect(line?.category).toBe(category);
  });

  it('that is stopped says so', async () => {
    const driver = await run(
      one({ Type: 'Wait', Seconds: 50, End: true }),
      'input: {}\nevents: [{ at: 5s, stop: { error: Enough } }]\n',
    );
    expect(exitCodeOf(driver)).toEqual({ exitCode: 3 });
    expect(linesOf(driver).at(-1)?.output).toMatch(/ ABORTED Enough/);
  });

  it('that has begun no execution says so', async () => {
    const driver = await run(
      one({ Type: 'Pass', End: true }),
      'resources: { queues: { q: {} } }\nstarts: { s: { messages: { queue: q, send: [{ body: {} }] } } }\n',
    );
    expect(exitCodeOf(driver)).toEqual({ exitCode: 1 });
    expect(driver.output()).toContain(
      'The start has begun no execution: see the lines above for why.\n',
    );
  });
});

describe('a line of the log', () => {
  it.each([
    [0, '+00:00:00.000'],
    [59, '+00:00:59.000'],
    [60, '+00:01:00.000'],
    [3599, '+00:59:59.000'],
    [3661, '+01:01:01.000'],
    [360_000, '+100:00:00.000'],
  ])('after %i seconds begins with %s', async (Seconds, time) => {
    const wait = { Type: 'Wait', Seconds, Next: 'Last' };
    const machine = { StartAt: 'W', States: { W: wait, Last: { Type: 'Pass', End: true } } };
    const driver = await run(machine);
    expect(driver.output()).toMatch(new RegExp(`^\\${time}  Entered Last`, 'm'));
  });

  it('stands at its state', async () => {
    const driver = await run(one({ Type: 'Pass', End: true }));
    const left = linesOf(driver).find(({ output }) => output.includes('Left S'));
    expect(left).toMatchObject({
      category: 'stdout',
      source: { path: driver.path('machine.asl.json') },
      line: 1,
      column: JSON.stringify(one({})).indexOf('"S":{') + 1,
    });
    expect(left).not.toHaveProperty('variablesReference');
  });

  it('opens where it has a value', async () => {
    const driver = await run(one({ Type: 'Pass', End: true }));
    const started = linesOf(driver).find(({ output }) => output.includes(' started'));
    expect(started?.output).toMatch(/ started {2}\{ a: 1 \}\n$/);
    const { variablesReference } = started ?? {};
    const { variables } = await driver.client.request<P.VariablesResponse>('variables', {
      variablesReference,
    });
    expect(variables.map(({ name, value }) => [name, value])).toEqual([
      ['data', started?.output.trimEnd()],
    ]);
  });

  it('about what nothing answers is an important one', async () => {
    const Resource = 'arn:aws:states:::athena:startQueryExecution';
    const driver = await run(one({ Type: 'Task', Resource, End: true }));
    const important = linesOf(driver).filter(({ category }) => category === 'important');
    expect(important.map(({ output }) => output.includes('Nothing answers'))).toEqual([true]);
  });
});
