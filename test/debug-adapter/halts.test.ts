/** Where a run halts and what it says there: several breakpoints at one place, truth, errors and their ends. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  countHit,
  forgetHits,
  makeBreakpoint,
} from '../../debug-adapter/src/breakpoints/breakpoint.ts';
import { Driver } from './driver.ts';

type Stopped = P.StoppedEvent['body'];

function open(machine: object): Driver {
  const driver = new Driver({ 'machine.asl.json': JSON.stringify(machine, undefined, 2) });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

/** The stops of a run, until it ends. */
async function stopsOf(
  driver: Driver,
  configure: () => Promise<unknown>,
  input: unknown = {},
): Promise<readonly Stopped[]> {
  const launched = await driver.launch({ input }, async () => void (await configure()));
  if (!launched.success) throw new Error(launched.message);
  const stops: Stopped[] = [];
  for (let stop = await driver.stop(); stop.event === 'stopped';) {
    stops.push(stop.body as Stopped);
    stop = await driver.move('continue');
  }
  return stops;
}

const two = {
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } },
};
const lineOfB =
  JSON.stringify(two, undefined, 2)
    .split('\n')
    .findIndex((line) => line.includes('"B": {')) + 1;

describe('the hits that are forgotten', () => {
  it.each<[from: number, numbers: readonly number[]]>([
    [4, [1, 1, 1]],
    [5, [2, 2, 2]],
    [7, [2, 2, 2]],
    [8, [2, 3, 3]],
    [9, [2, 3, 3]],
    [10, [2, 3, 4]],
  ])('from mark %i on leave those before it', (from, numbers) => {
    const next = [5, 8, 10].map((mark) => {
      const breakpoint = makeBreakpoint(1, {});
      for (const hit of [4, 7, 9]) countHit(breakpoint, hit);
      forgetHits(breakpoint, from);
      return countHit(breakpoint, mark);
    });
    expect(next).toEqual(numbers);
  });
});

describe('of several breakpoints at one place', () => {
  it('those count whose conditions hold, whatever stands before them', async () => {
    const driver = open(two);
    let ids: readonly (number | undefined)[] = [];
    const stops = await stopsOf(driver, async () => {
      const set = await driver.breakAt([
        { line: lineOfB, condition: 'false' },
        { line: lineOfB },
        { line: lineOfB, logMessage: 'here' },
        { line: lineOfB, hitCondition: '2' },
        { line: lineOfB, condition: 'true' },
      ]);
      ids = set.map(({ id }) => id);
    });
    expect(stops).toHaveLength(1);
    expect(stops[0]?.hitBreakpointIds).toEqual([ids[1], ids[4]]);
    expect(driver.output()).toContain('here');
  });

  it('a function breakpoint gives the stop its reason', async () => {
    const driver = open(two);
    const stops = await stopsOf(driver, async () => {
      await driver.breakAt([lineOfB]);
      await driver.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'B' }] });
    });
    expect(stops.map(({ reason }) => reason)).toEqual(['function breakpoint']);
    expect(stops[0]?.hitBreakpointIds).toHaveLength(2);
  });

  it('a line’s own is a breakpoint, also beside a function breakpoint that does not hold', async () => {
    const driver = open(two);
    const stops = await stopsOf(driver, async () => {
      await driver.breakAt([lineOfB]);
      await driver.client.request('setFunctionBreakpoints', {
        breakpoints: [{ name: 'B', condition: 'false' }],
      });
    });
    expect(stops.map(({ reason }) => reason)).toEqual(['breakpoint']);
  });
});

describe('a condition', () => {
  it.each<[condition: string, holds: boolean]>([
    ['true', true],
    ['1', true],
    ['-1', true],
    ['"a"', true],
    ['"false"', true],
    ['[]', true],
    ['{}', true],
    ['false', false],
    ['0', false],
    ['""', false],
    ['null', false],
  ])('%s stops: %s', async (condition, holds) => {
    const driver = open(two);
    const stops = await stopsOf(driver, () => driver.breakAt([{ line: lineOfB, condition }]));
    expect(stops).toHaveLength(holds ? 1 : 0);
  });

  it('that cannot be evaluated stops, and says so', async () => {
    const driver = open(two);
    const wanted = { line: lineOfB, condition: '$number("x")', hitCondition: '9' };
    const [stop] = await stopsOf(driver, () => driver.breakAt([wanted]));
    expect(stop?.description).toBe('Paused: the condition fails');
    expect(stop?.text).toContain('The breakpoint\'s condition "$number("x")" cannot be evaluated:');
  });
});

describe('an error', () => {
  const fail = (fields: object): object => ({
    StartAt: 'F',
    States: { F: { Type: 'Fail', ...fields } },
  });
  it.each<[machine: object, description: string, text: string]>([
    [fail({ Error: 'E', Cause: 'why' }), 'Paused on E', 'E: why'],
    [fail({ Error: 'E', Cause: '' }), 'Paused on E', 'E'],
    [fail({ Error: 'E' }), 'Paused on E', 'E'],
    [fail({}), 'Paused on (no error name)', '(no error name)'],
    [
      { TimeoutSeconds: 2, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3, End: true } } },
      'Paused on States.Timeout',
      'States.Timeout',
    ],
  ])('(%#) of %j is shown', async (machine, description, text) => {
    const stops = await stopsOf(open(machine), () => Promise.resolve());
    expect(stops.map((stop) => [stop.reason, stop.description, stop.text])).toEqual([
      ['exception', description, text],
    ]);
  });

  const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
  const failing = {
    StartAt: 'P',
    States: {
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } }],
        Retry,
        Catch,
        End: true,
      },
      Done: { Type: 'Succeed' },
    },
  };
  it.each<[filters: readonly string[], stops: number]>([
    [[], 0],
    [['uncaught'], 0],
    [['retried'], 1],
    [['caught'], 1],
    [['retried', 'caught'], 2],
    [['all'], 2],
  ])(
    'that is retried and then caught stops with the filters %j %i times',
    async (filters, count) => {
      const driver = open(failing);
      const stops = await stopsOf(driver, () =>
        driver.client.request('setExceptionBreakpoints', { filters }),
      );
      expect(stops.map(({ description }) => description)).toEqual(Array(count).fill('Paused on E'));
    },
  );
});

describe('a watched variable', () => {
  const counting = {
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { a: 1, b: { c: [1] } }, Next: 'B' },
      B: { Type: 'Pass', Assign: { a: 1, b: '{% {"c": [1]} %}' }, Next: 'C' },
      C: { Type: 'Pass', Assign: { a: 2, b: { c: [2] } }, Next: 'D' },
      D: { Type: 'Succeed' },
    },
  };
  it.each<[variables: readonly string[], texts: readonly string[]]>([
    [['a'], ['$a: not set → 1', '$a: 1 → 2']],
    [['none'], []],
    // The first of those that have changed is told.
    [
      ['b', 'a'],
      ['$b: not set → ', '$b: '],
    ],
    [
      ['none', 'a'],
      ['$a: not set → 1', '$a: 1 → 2'],
    ],
  ])('among %j stops where its value changes', async (variables, texts) => {
    const driver = open(counting);
    const stops = await stopsOf(driver, () =>
      driver.client.request('setDataBreakpoints', {
        breakpoints: variables.map((name) => ({ dataId: `variable:${name}` })),
      }),
    );
    expect(stops.map(({ reason }) => reason)).toEqual(texts.map(() => 'data breakpoint'));
    expect(stops.map(({ text = '' }, index) => text.slice(0, texts[index]?.length))).toEqual(texts);
  });
});

describe('a log message', () => {
  it.each([
    ['plain', 'plain'],
    ['{1 + 1} and {"text"}', '2 and text'],
    ['{[1, 2]}', '[1, 2]'],
    ['{} {', '{} {'],
    ['a {null} b', 'a null b'],
    ['{1}{2}', '12'],
  ])('%s is written as %s', async (logMessage, line) => {
    const driver = open(two);
    const stops = await stopsOf(driver, () => driver.breakAt([{ line: lineOfB, logMessage }]));
    expect(stops).toEqual([]);
    expect(driver.output()).toContain(`${line}\n`);
  });

  it('tells at its place why an expression has no value', async () => {
    const driver = open(two);
    await stopsOf(driver, () =>
      driver.breakAt([{ line: lineOfB, logMessage: 'a {$number("x")} b' }]),
    );
    expect(driver.output()).toMatch(/^a \{\$number\("x"\): .*number.*\} b$/im);
  });

  it('is written once, however often the run comes there again', async () => {
    const driver = open(two);
    await driver.launch({ input: {} }, async () => {
      await driver.breakAt([{ line: lineOfB, logMessage: 'here' }, lineOfB]);
    });
    await driver.stop();
    await driver.move('stepBack');
    expect((await driver.move('continue')).event).toBe('stopped');
    expect(driver.output().match(/here/g)).toHaveLength(1);
  });
});
