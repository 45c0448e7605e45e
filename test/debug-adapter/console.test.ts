/** What a person types in the Debug Console, and what the world answers. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const ask = (next: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::athena:startQueryExecution',
  Parameters: { QueryString: 'select 1' },
  ...next,
});
const one = { First: { Type: 'Pass', Next: 'Ask' }, Ask: ask({ End: true }) };
const three = {
  Each: {
    Type: 'Parallel',
    Branches: [
      { StartAt: 'A', States: { A: ask({ End: true }) } },
      { StartAt: 'B', States: { B: ask({ End: true }) } },
      {
        StartAt: 'Doze',
        States: { Doze: { Type: 'Wait', Seconds: 5, Next: 'P' }, P: { Type: 'Pass', End: true } },
      },
    ],
    End: true,
  },
};

function open(states: object): Driver {
  const machine = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  const driver = new Driver({ 'machine.asl.json': machine });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

/** The answer of the console, or why there is none. */
async function say(driver: Driver, line: string): Promise<string> {
  const { success, message = '', body } = await driver.evaluate(line, 'repl');
  return success ? (body as { readonly result: string }).result : `! ${message}`;
}

/** How the run ends after it was answered. */
async function endAfter(driver: Driver, line: string): Promise<string> {
  expect(await say(driver, line)).toBe(
    '"Ask" has its answer; continue to see what it does with it.',
  );
  const stop = await driver.move('continue');
  const { text } = (stop.body ?? {}) as { readonly text?: string };
  return text ?? /SUCCEEDED with output\n(.*)/s.exec(driver.output())?.[1]?.trim() ?? '';
}

const tokenOf = (tasks: string, state: string): string =>
  new RegExp(`"${state}" .* token (\\S+)`).exec(tasks)?.[1] ?? '';

describe('where no task waits', () => {
  it.each([
    [':tasks', 'No task waits.'],
    [':succeed {}', '! No task waits for an answer.'],
    [':fail E', '! No task waits for an answer.'],
    [':send-task-success token {}', '! No task waits.'],
    [':send-task-heartbeat token', '! No task waits.'],
    [':events 0', '! ":events" takes how many events to show, not "0".'],
    [':events 1.5', '! ":events" takes how many events to show, not "1.5".'],
    [':events all', '! ":events" takes how many events to show, not "all".'],
  ])('%s is answered with: %s', async (line, answer) => {
    const driver = open(one);
    await driver.start({ input: {}, stopOnEntry: true });
    expect(await say(driver, line)).toBe(answer);
  });

  it('an unknown command is answered with those that there are', async () => {
    const driver = open(one);
    await driver.start({ input: {}, stopOnEntry: true });
    const help = await say(driver, ':help');
    for (const line of [':help me', ':succeed JSON', ':fail ERROR [CAUSE]', ':time']) {
      if (line !== ':help me') expect(help).toContain(`\n${line.padEnd(40)} `);
    }
    for (const name of ['', 'nonsense', 'toString']) {
      expect(await say(driver, `:${name} {}`)).toBe(`! There is no command ":${name}".\n${help}`);
    }
  });

  it('the last events of the history are told, twenty unless another number is asked for', async () => {
    const states = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `S${index}`,
        { Type: 'Pass', Next: `S${index + 1}` },
      ]),
    );
    const driver = open({ ...states, S12: { Type: 'Fail', Error: 'E' } });
    await driver.start({ input: {} });
    const idsOf = async (line: string) =>
      (await say(driver, line))
        .split('\n')
        .map((event) => (JSON.parse(event) as { id: number }).id);
    const all = await idsOf(':events 1000');
    expect(all.length).toBeGreaterThan(25);
    expect(await idsOf(':events')).toEqual(all.slice(-20));
    expect(await idsOf(':events 1')).toEqual(all.slice(-1));
  });
});

describe('a task that nothing answers', () => {
  it.each([
    [':succeed', '{}'],
    [':succeed 5', '5'],
    [':succeed  {"a": 1} ', '{\n  "a": 1\n}'],
    [':fail E', 'E'],
    [':fail E too late', 'E: too late'],
    [':fail E "too \\ late"', 'E: too \\ late'],
    [':fail E ""', 'E'],
  ])('is answered by %s: the run ends with %s', async (line, end) => {
    const driver = open(one);
    await driver.start({ input: {} });
    expect(await endAfter(driver, line)).toBe(end);
  });

  it.each([
    [':send-task-success', ' {"a": 1}', '{\n  "a": 1\n}'],
    [':send-task-success', '', '{}'],
    [':send-task-failure', ' E too late', 'E: too late'],
  ])('is answered by its token: %s%s', async (command, rest, end) => {
    const driver = open(one);
    await driver.start({ input: {} });
    const tasks = await say(driver, ':tasks');
    expect(tasks).toMatch(
      /^"Ask" has no answer: arn:aws:states:::athena:startQueryExecution \{ QueryString: "select 1" \} token \S+$/,
    );
    expect(await say(driver, `${command} none${rest}`)).toBe(
      `! No task has the token "none". There are:\n${tasks}`,
    );
    expect(await endAfter(driver, `${command} ${tokenOf(tasks, 'Ask')}${rest}`)).toBe(end);
  });

  it.each([
    [':fail', '! Name the error, e.g. :fail States.Timeout "Too late"'],
    [':succeed {"a": 1', /^! This is no JSON: .*[^.]\. Write e\.g\. \{"StatusCode": 200\}\.$/],
  ])('is not answered by %s', async (line, answer) => {
    const driver = open(one);
    await driver.start({ input: {} });
    expect(await say(driver, line)).toMatch(answer);
    expect(await say(driver, ':tasks')).toMatch(/^"Ask" has no answer/);
  });
});

describe('of several tasks that nothing answers', () => {
  it('the one in focus is meant; without one they have to be named', async () => {
    const driver = open(three);
    await driver.launch({ input: {} }, async () => {
      const breakpoints = [{ name: 'P' }];
      await driver.client.request('setFunctionBreakpoints', { breakpoints });
    });
    await driver.stop();
    await driver.move('continue');
    expect(await driver.where()).toMatch(/^B/);
    await driver.move('continue');
    expect(await driver.where()).toMatch(/^P/);
    const tasks = await say(driver, ':tasks');
    expect(tasks.split('\n').map((line) => line.slice(0, 3))).toEqual(['"A"', '"B"']);
    expect(await say(driver, ':succeed')).toBe(`! 2 tasks wait; name one by its token:\n${tasks}`);
    expect(await say(driver, `:send-task-success ${tokenOf(tasks, 'B')}`)).toMatch(/^"B" has/);
    // The only one that is left need not be named.
    expect(await say(driver, ':succeed')).toMatch(/^"A" has/);
    expect((await driver.move('continue')).event).toBe('terminated');
  });
});
