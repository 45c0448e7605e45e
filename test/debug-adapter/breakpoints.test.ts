import { parse, walkStates } from '@stepthrough/asl';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countHit, makeBreakpoint } from '../../debug-adapter/src/breakpoints/breakpoint.ts';
import {
  exceptionFilters,
  isExceptionFilter,
  makeExceptionFilter,
  takes,
} from '../../debug-adapter/src/breakpoints/exception-filters.ts';
import { parseHitCondition } from '../../debug-adapter/src/breakpoints/hit-condition.ts';
import { statePattern } from '../../debug-adapter/src/breakpoints/state-pattern.ts';
import { Driver } from './driver.ts';

describe('a hit count', () => {
  it.each<[text: string, hits: readonly number[]]>([
    ['3', [3]],
    ['= 3', [3]],
    ['==3', [3]],
    ['=== 3', [3]],
    [' 3 ', [3]],
    ['> 3', [4, 5, 6]],
    ['>3', [4, 5, 6]],
    ['>= 3', [3, 4, 5, 6]],
    ['< 3', [1, 2]],
    ['<= 3', [1, 2, 3]],
    ['% 3', [3, 6]],
    ['%1', [1, 2, 3, 4, 5, 6]],
    ['> 0', [1, 2, 3, 4, 5, 6]],
    ['= 0', []],
    ['12', []],
  ])('%s stops at hits %j of six', (text, hits) => {
    const condition = parseHitCondition(text);
    expect([1, 2, 3, 4, 5, 6].filter(condition)).toEqual(hits);
  });

  it.each(['', 'often', '3 times', 'after 3', '% 0', '-1', '1.5', '====3', '!= 3', '=> 3', '>'])(
    '"%s" is refused with what would be right',
    (text) => {
      expect(() => parseHitCondition(text)).toThrow(
        `The hit count "${text}" is not understood: write a number, or one of >, >=, <, <=, %, = before it.`,
      );
    },
  );
});

describe('the hits of a breakpoint', () => {
  const breakpoint = () => makeBreakpoint(1, {});

  it('are counted from one, in the order of the run', () => {
    const counted = breakpoint();
    expect([4, 7, 9].map((mark) => countHit(counted, mark))).toEqual([1, 2, 3]);
  });

  it('are the same when the run goes over them again', () => {
    const counted = breakpoint();
    for (const mark of [4, 7, 9]) countHit(counted, mark);
    expect([4, 7, 9, 12].map((mark) => countHit(counted, mark))).toEqual([1, 2, 3, 4]);
  });

  it('have their places, also when the condition held only later', () => {
    const counted = breakpoint();
    for (const mark of [4, 9]) countHit(counted, mark);
    expect([2, 4, 7, 9].map((mark) => countHit(counted, mark))).toEqual([1, 2, 3, 4]);
  });
});

describe('what a client asks of a breakpoint', () => {
  it('is nothing where it is blank', () => {
    const asked = { condition: ' ', hitCondition: '', logMessage: '\t' };
    expect(makeBreakpoint(7, asked)).toEqual({
      id: 7,
      condition: undefined,
      hitCondition: undefined,
      logMessage: undefined,
      hits: [],
    });
  });

  it('stays as it is written', () => {
    const made = makeBreakpoint(7, { condition: ' $.a', hitCondition: '2', logMessage: 'x ' });
    expect(made).toMatchObject({ condition: ' $.a', logMessage: 'x ' });
    expect([made.hitCondition?.(1), made.hitCondition?.(2)]).toEqual([false, true]);
  });
});

describe('an exception breakpoint', () => {
  const raised = (fate: 'caught' | 'uncaught' | 'retried', error = 'States.Timeout') => ({
    error,
    cause: undefined,
    fate,
  });

  it.each<[name: 'all' | 'caught' | 'uncaught' | 'retried', fates: readonly string[]]>([
    ['all', ['caught', 'uncaught', 'retried']],
    ['caught', ['caught']],
    ['uncaught', ['uncaught']],
    ['retried', ['retried']],
  ])('of %s errors takes those that are %j', (name, fates) => {
    const filter = makeExceptionFilter(1, name, undefined);
    const taken = (['caught', 'uncaught', 'retried'] as const).filter((fate) =>
      takes(filter, raised(fate)),
    );
    expect(taken).toEqual(fates);
  });

  it.each<[condition: string, errors: readonly string[]]>([
    ['', ['States.Timeout', 'Lambda.Unknown', 'Lambda.TooManyRequestsException']],
    [' , ', ['States.Timeout', 'Lambda.Unknown', 'Lambda.TooManyRequestsException']],
    ['States.Timeout', ['States.Timeout']],
    ['Timeout', []],
    ['*States.*', ['States.Timeout']],
    ['Lambda.*', ['Lambda.Unknown', 'Lambda.TooManyRequestsException']],
    ['States.Timeout, Lambda.Unknown', ['States.Timeout', 'Lambda.Unknown']],
    ['!States.Timeout', ['Lambda.Unknown', 'Lambda.TooManyRequestsException']],
    ['Lambda.*, !Lambda.Unknown', ['Lambda.TooManyRequestsException']],
    ['!Lambda.*, !States.*', []],
  ])('on "%s" takes %j', (condition, errors) => {
    const filter = makeExceptionFilter(1, 'all', condition);
    const known = ['States.Timeout', 'Lambda.Unknown', 'Lambda.TooManyRequestsException'];
    expect(known.filter((error) => takes(filter, raised('caught', error)))).toEqual(errors);
  });

  it('is one of those that are offered, of which uncaught errors are on by themselves', () => {
    const names = exceptionFilters.map(({ filter }) => filter);
    expect(names.filter(isExceptionFilter)).toEqual(['uncaught', 'caught', 'retried', 'all']);
    expect(isExceptionFilter('handled')).toBe(false);
    expect(exceptionFilters.filter((filter) => filter.default).map(({ filter }) => filter)).toEqual(
      ['uncaught'],
    );
  });
});

describe('a function breakpoint', () => {
  const document = parse(
    JSON.stringify({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'One',
            States: { One: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' } },
          },
          Next: 'Twice',
        },
        Twice: { Type: 'Pass', Next: 'Oncemore' },
        Oncemore: { Type: 'Succeed', Resource: 'arn:aws:states:::sqs:sendMessage' },
        Odd: { Resource: 'arn:aws:states:::sqs:sendMessage' },
        Unfinished: { Type: 'Task' },
      },
    }),
    'json',
  );
  const states = document.machine ? [...walkStates(document.machine)] : [];

  it.each<[pattern: string, names: readonly string[]]>([
    ['One', ['One']],
    ['Each/One', ['One']],
    ['on', []],
    ['On*', ['Oncemore', 'One']],
    ['?ne', ['One']],
    ['Each/*', ['One']],
    ['type:Map', ['Each']],
    ['type: Map ', ['Each']],
    ['type:Ta*', ['One', 'Unfinished']],
    ['type:map', []],
    ['resource:*sqs*', ['One']],
    ['resource:sqs', []],
    ['resource:*', ['One']],
    ['kind:Map', []],
    [' Twice ', ['Twice']],
  ])('called "%s" means %j', (pattern, names) => {
    const matches = statePattern(pattern);
    expect(
      states
        .filter(matches)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names);
  });
});

/** Counts in `$n` up to six, one more each time round. */
const loop = JSON.stringify(
  {
    StartAt: 'Count',
    QueryLanguage: 'JSONata',
    States: {
      Count: {
        Type: 'Pass',
        Assign: { n: '{% ($exists($n) ? $n : 0) + 1 %}', steady: 'same' },
        Next: 'Again',
      },
      Again: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $n < 6 %}', Next: 'Count' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  },
  null,
  2,
);
const again = loop.split('\n').findIndex((line) => line.includes('"Again": {')) + 1;

async function started(configure: (driver: Driver) => Promise<unknown>): Promise<Driver> {
  const driver = new Driver({ 'machine.asl.json': loop });
  onTestFinished(() => {
    driver.dispose();
  });
  const launched = await driver.launch({ input: {} }, async () => {
    await configure(driver);
  });
  if (!launched.success) throw new Error(launched.message);
  return driver;
}

/** The number at each stop until the run ends. */
async function counts(driver: Driver): Promise<readonly string[]> {
  const found: string[] = [];
  for (let event = await driver.stop(); event.event === 'stopped';) {
    const { body } = await driver.evaluate('$n');
    found.push((body as { readonly result: string }).result);
    event = await driver.move('continue');
  }
  return found;
}

describe('in a loop of six rounds', () => {
  it.each<[hitCondition: string, stops: readonly string[]]>([
    ['2', ['2']],
    ['% 3', ['3', '6']],
    ['<= 2', ['1', '2']],
    ['> 4', ['5', '6']],
  ])('a hit count of "%s" stops at %j', async (hitCondition, stops) => {
    const driver = await started((one) => one.breakAt([{ line: again, hitCondition }]));
    expect(await counts(driver)).toEqual(stops);
  });

  it('only hits at which the condition holds are counted', async () => {
    const wanted = { line: again, condition: '$n > 2', hitCondition: '2' };
    expect(await counts(await started((one) => one.breakAt([wanted])))).toEqual(['4']);
  });

  it.each<[hitCondition: string | undefined, stops: readonly string[]]>([
    [undefined, ['1', '2', '3', '4', '5', '6']],
    ['2', ['2']],
    ['% 2', ['2', '4', '6']],
  ])('a watched variable stops as "%s" asks, at its changes alone', async (hitCondition, stops) => {
    const driver = await started((one) =>
      one.client.request('setDataBreakpoints', {
        breakpoints: [
          { dataId: 'variable:n', ...(hitCondition === undefined ? {} : { hitCondition }) },
        ],
      }),
    );
    expect(await counts(driver)).toEqual(stops);
  });

  it('a step back and forward again leaves the count as it was', async () => {
    const driver = await started((one) => one.breakAt([{ line: again, hitCondition: '>= 3' }]));
    await driver.stop();
    await driver.move('stepBack');
    const first = await driver.move('continue');
    expect(first.event).toBe('stopped');
    expect((await driver.evaluate('$n')).body).toMatchObject({ result: '3' });
    await driver.move('continue');
    expect((await driver.evaluate('$n')).body).toMatchObject({ result: '4' });
  });
});
