import { expect, it, onTestFinished } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { Driver } from './driver.ts';

const machine = JSON.stringify(
  {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
        ResultPath: '$.done',
        Next: 'Ask',
      },
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: 'q', 'MessageBody.$': '$' },
        Retry: [{ ErrorEquals: ['Again'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Last' }],
        Next: 'Last',
      },
      Last: { Type: 'Succeed' },
    },
  },
  undefined,
  2,
);

const commands = [
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'restartFrame',
  'restart',
  'pause',
  'threads',
  'stackTrace',
  'scopes',
  'variables',
  'evaluate',
  'completions',
  'exceptionInfo',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setExceptionBreakpoints',
  'setDataBreakpoints',
  'dataBreakpointInfo',
  'breakpointLocations',
  'loadedSources',
  'source',
  'cancel',
  'setVariable',
  'configurationDone',
  'stepthrough.start',
  'launch',
  'nonsense',
];

it('answers every request exactly once, whatever is asked in whatever order', async () => {
  const random = new Random(20_260_105);
  const driver = new Driver({ 'machine.asl.json': machine });
  onTestFinished(() => {
    driver.dispose();
  });
  await driver.start({ stopOnEntry: true, input: { items: [1, 2, 3] } });
  const pick = <T>(items: readonly T[]): T => random.pick(items);
  const number = (): unknown => pick([0, 1, 2, 3, 5, 1_000_000, -1, 'x', undefined, 2 ** 30]);
  const text = (): unknown =>
    pick(['$.items', '$', ':succeed {}', ':fail Again', ':events', ':nonsense', '', '$x.y', 7]);
  const asked: Promise<unknown>[] = [];
  for (let count = 0; count < 2000; count += 1) {
    const args = {
      threadId: number(),
      frameId: number(),
      variablesReference: number(),
      expression: text(),
      context: pick(['repl', 'watch', 'hover', 'clipboard']),
      text: text(),
      column: number(),
      name: text(),
      line: number(),
      source: pick([undefined, {}, { path: driver.path('machine.asl.json') }, { path: '/none' }]),
      breakpoints: pick([undefined, [], [{ line: 3 }, { line: 'x' }], [{ name: 'O*' }], [{}], 7]),
      filters: pick([undefined, [], ['all'], ['nonsense']]),
      filterOptions: pick([undefined, [{ filterId: 'caught', condition: '!A*' }]]),
      requestId: number(),
    };
    asked.push(driver.client.ask(pick(commands), pick([args, args, args, undefined, [], 'x'])));
    if (random.chance(0.3)) await Promise.race([asked.at(-1), asked[0]]);
  }
  const late = setTimeout(() => {
    driver.client.close();
  }, 20_000);
  await Promise.all(asked);
  clearTimeout(late);
  const answered = driver.client.heard
    .filter(({ type }) => type === 'response')
    .map((message) => (message as unknown as { request_seq: number }).request_seq);
  expect(new Set(answered).size).toBe(answered.length);
  expect(answered.length).toBe(2000 + 3);
  expect(driver.client.heard.some((message) => JSON.stringify(message).includes('.ts:'))).toBe(
    false,
  );
});
