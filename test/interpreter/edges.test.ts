/** Rules with a number in them: one below it, at it and one above it; and the order in which rules are tried. */
import { describe, expect, test } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { redrive, redriveStatusOf } from '@stepthrough/interpreter';
import { drive, driveFrom, optionsOf, type DriveOptions } from './drive.ts';

const end = { End: true };
const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

function run(states: { readonly [name: string]: Json }, input: Json = {}, options?: DriveOptions) {
  return drive({ StartAt: Object.keys(states)[0] ?? '', States: states }, input, options);
}

const endOf = async (...args: Parameters<typeof run>): Promise<string> => {
  const { last } = await run(...args);
  return last.error ?? last.status;
};

/** A text whose JSON text has so many bytes. */
const textOf = (bytes: number): string => 'x'.repeat(bytes - 2);

const payload = 262_144;
const tooLarge = 'States.DataLimitExceeded';

describe.each([
  [payload - 1, 'SUCCEEDED'],
  [payload, 'SUCCEEDED'],
  [payload + 1, tooLarge],
])('S37 of %i bytes', (bytes, status) => {
  // `{"a":…}` has six bytes besides.
  const wrap = { 'a.$': '$' };
  const input = textOf(bytes - 6);

  test(`the output of a state: ${status}`, async () => {
    expect(await endOf({ P: { Type: 'Pass', Parameters: wrap, ...end } }, input)).toBe(status);
  });

  test(`the parameters of a task: ${status}`, async () => {
    const task = () => ({ output: 1 });
    expect(await endOf({ T: { ...lambda, Parameters: wrap, ...end } }, input, { task })).toBe(
      status,
    );
  });

  test(`the answer of a task: ${status}`, async () => {
    const task = () => ({ output: textOf(bytes) });
    expect(await endOf({ T: { ...lambda, ...end } }, {}, { task })).toBe(status);
  });

  test(`the variables of an Assign: ${status}`, async () => {
    const states = { P: { Type: 'Pass', Assign: wrap, ...end } };
    expect(await endOf(states, input)).toBe(status);
  });

  test(`the characters that UTF-8 writes in more bytes: ${status}`, async () => {
    const output = `${'é'.repeat(1000)}${textOf(bytes - 2000)}`;
    expect(await endOf({ T: { ...lambda, ...end } }, {}, { task: () => ({ output }) })).toBe(
      status,
    );
  });
});

describe('S38 the variables of an execution', () => {
  const count = 41;
  const all = 10 * 1_048_576;
  // `"v10":"…",` has nine bytes besides the text, the first brace one more.
  const each = 255_650;
  test.each([
    [all - 1, 'SUCCEEDED'],
    [all, 'SUCCEEDED'],
    [all + 1, tooLarge],
  ])('of %i bytes: %s', async (bytes, status) => {
    const rest = bytes - 1 - count * (each + 9) - 9;
    const states = Object.fromEntries(
      Array.from({ length: count + 1 }, (_, index): [string, Json] => [
        `v${10 + index}`,
        {
          Type: 'Pass',
          Assign: { [`v${10 + index}.$`]: index === count ? '$.rest' : '$.each' },
          ...(index === count ? end : { Next: `v${11 + index}` }),
        },
      ]),
    );
    const input = { each: 'x'.repeat(each), rest: 'x'.repeat(rest) };
    expect(await endOf(states, input)).toBe(status);
  });
});

describe('S34 a number for a task by its path', () => {
  const words = 'cannot be parsed as a positive long value';
  test.each<[value: Json, isTaken: boolean]>([
    [1, true],
    [0, false],
    [-1, false],
    [1.5, false],
    ['1', false],
  ])('%j is taken: %s', async (value, isTaken) => {
    for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
      const state = { ...lambda, [`${name}Path`]: '$.n', ...end };
      const { last } = await run({ T: state }, { n: value });
      expect([name, last.status]).toEqual([name, isTaken ? 'SUCCEEDED' : 'FAILED']);
      if (!isTaken)
        expect(last.cause).toContain(
          `The ${name}Path parameter ${words}: $.n == ${JSON.stringify(value)}`,
        );
    }
  });

  test.each<[value: Json, error: string]>([
    [1, 'SUCCEEDED'],
    [0, 'States.QueryEvaluationError'],
    [1.5, 'States.QueryEvaluationError'],
    ['1', 'States.QueryEvaluationError'],
  ])('S34 and by an expression that gives %j: %s', async (value, error) => {
    for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
      const state = {
        ...lambda,
        QueryLanguage: 'JSONata',
        [name]: '{% $states.input.n %}',
        ...end,
      };
      expect([name, await endOf({ T: state }, { n: value })]).toEqual([name, error]);
    }
  });
});

describe('a task that nobody answers', () => {
  test.each([
    [{ TimeoutSeconds: 7 }, 7],
    [{ TimeoutSecondsPath: '$.n' }, 3],
    [{ TimeoutSeconds: 9, HeartbeatSeconds: 4 }, 4],
    [{ TimeoutSeconds: 9, HeartbeatSecondsPath: '$.n' }, 3],
  ])('S33 with %j times out after %i seconds', async (fields, seconds) => {
    const { last, options } = await run(
      { T: { ...lambda, ...fields, ...end } },
      { n: 3 },
      { task: () => 'none' },
    );
    expect([last.error, last.now - options.at]).toEqual(['States.Timeout', seconds * 1000]);
  });

  test.each([
    [{ TimeoutSeconds: 9, HeartbeatSeconds: 4 }, 'States.HeartbeatTimeout', true],
    [{ TimeoutSeconds: 9, HeartbeatSeconds: 4 }, 'States.Timeout', true],
    [{ TimeoutSeconds: 4, HeartbeatSeconds: 9 }, 'States.HeartbeatTimeout', false],
    [{ TimeoutSeconds: 4, HeartbeatSeconds: 9 }, 'States.Timeout', true],
  ])('S33 with %j is caught as %s: %s', async (fields, name, isCaught) => {
    const states = {
      T: { ...lambda, ...fields, Catch: [{ ErrorEquals: [name], Next: 'C' }], ...end },
      C: { Type: 'Succeed' },
    };
    const error = await endOf(states, {}, { task: () => 'none' });
    expect(error).toBe(isCaught ? 'SUCCEEDED' : 'States.Timeout');
  });
});

describe('the time of an execution', () => {
  test.each<[type: 'STANDARD' | 'EXPRESS', own: number | undefined, seconds: number | undefined]>([
    ['EXPRESS', undefined, 300],
    ['EXPRESS', 299, 299],
    ['EXPRESS', 301, 300],
    ['STANDARD', 301, 301],
    ['STANDARD', undefined, undefined],
  ])('S25 %s with TimeoutSeconds %s: over after %s seconds', async (type, own, seconds) => {
    const machine = {
      ...(own === undefined ? {} : { TimeoutSeconds: own }),
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 1000, ...end } },
    };
    const { last, options } = await drive(machine, {}, { type });
    const took = (last.now - options.at) / 1000;
    expect([last.status, took]).toEqual(
      seconds === undefined ? ['SUCCEEDED', 1000] : ['TIMED_OUT', seconds],
    );
  });

  test.each([
    [0, 0],
    [1, 1],
  ])('S59 a Wait until %i ms from now takes as long', async (ahead, took) => {
    const until = new Date(optionsOf({}).at + ahead).toISOString();
    const { last, options } = await run({ W: { Type: 'Wait', Timestamp: until, ...end } });
    expect(last.now - options.at).toBe(took);
  });

  test('S59 a Wait of no seconds takes none', async () => {
    const { last, options } = await run({ W: { Type: 'Wait', SecondsPath: '$', ...end } }, 0);
    expect([last.status, last.now - options.at]).toEqual(['SUCCEEDED', 0]);
  });
});

describe('retriers', () => {
  /** How often a task was asked that fails with these errors in turn, and how it ended. */
  async function tries(Retry: Json, errors: readonly string[]): Promise<string> {
    let asked = 0;
    const task = () => {
      const error = errors[asked];
      asked += 1;
      return error === undefined ? { output: 1 } : { error };
    };
    const status = await endOf({ T: { ...lambda, Retry, ...end } }, {}, { task });
    return `${asked} ${status}`;
  }
  const of = (...names: readonly string[]) => ({ ErrorEquals: names, MaxAttempts: 1 });

  test.each<[retry: Json, errors: readonly string[], expected: string]>([
    [[of('A')], [], '1 SUCCEEDED'],
    [[of('A')], ['A'], '2 SUCCEEDED'],
    [[of('A')], ['A', 'A'], '2 A'],
    [[of('A')], ['B'], '1 B'],
    // Each retrier counts its own tries.
    [[of('A'), of('B')], ['A', 'B'], '3 SUCCEEDED'],
    [[of('A'), of('B')], ['A', 'B', 'A'], '3 A'],
    [[of('A'), of('B')], ['B', 'A', 'B'], '3 B'],
    // The first that takes the error is the one, also when it is used up.
    [[of('A'), of('States.ALL')], ['A', 'A'], '2 A'],
    [[of('A', 'B')], ['A', 'B'], '2 B'],
    [[{ ErrorEquals: ['A'] }], ['A', 'A', 'A'], '4 SUCCEEDED'],
    [[{ ErrorEquals: ['A'] }], ['A', 'A', 'A', 'A'], '4 A'],
    [[{ ErrorEquals: ['A'], MaxAttempts: 0 }], ['A'], '1 A'],
  ])('S35 %j after the errors %j: %s', async (retry, errors, expected) => {
    expect(await tries(retry, errors)).toBe(expected);
  });

  test('S35 are fresh in each visit of the state', async () => {
    let asked = 0;
    const { last } = await run(
      {
        T: { ...lambda, Retry: [of('A')], Next: 'More' },
        More: {
          Type: 'Choice',
          Choices: [{ Variable: '$', NumericLessThan: 4, Next: 'T' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
      {},
      {
        task: () => {
          asked += 1;
          return asked % 2 === 1 ? { error: 'A' } : { output: asked };
        },
      },
    );
    expect([last.status, asked]).toEqual(['SUCCEEDED', 4]);
  });

  test.each([
    [{ MaxDelaySeconds: 3 }, [2, 3, 3]],
    [{ MaxDelaySeconds: 4 }, [2, 4, 4]],
    [{ MaxDelaySeconds: 9 }, [2, 4, 8]],
    [{ BackoffRate: 1.5 }, [2, 3, 4.5]],
  ])('S35 with %j wait %j seconds', async (fields, expected) => {
    const Retry = [{ ErrorEquals: ['A'], IntervalSeconds: 2, MaxAttempts: 3, ...fields }];
    const times: number[] = [];
    const { options } = await run(
      { T: { ...lambda, Retry, ...end } },
      {},
      {
        task: () => ({ error: 'A' }),
        watch: ({ now }) => {
          if (times.at(-1) !== now) times.push(now);
        },
      },
    );
    const delays = times.map((at, index) => (at - (times[index - 1] ?? options.at)) / 1000);
    expect(delays.filter((delay) => delay > 0)).toEqual(expected);
  });

  test.each<[errors: readonly (readonly string[])[], taken: string]>([
    [[['A'], ['B'], ['States.ALL']], 'C2'],
    [[['A'], ['B', 'E'], ['States.ALL']], 'C1'],
    [[['E'], ['E']], 'C0'],
    [[['A'], ['States.ALL']], 'C1'],
    [[['States.TaskFailed'], ['E']], 'C0'],
  ])('S36 of the catchers %j the first that takes E is %s', async (errors, taken) => {
    const names = errors.map((_, index) => `C${index}`);
    const Catch = errors.map((ErrorEquals, index) => ({ ErrorEquals, Next: `C${index}` }));
    const caught = Object.fromEntries(
      names.map((name): [string, Json] => [name, { Type: 'Pass', Result: name, ...end }]),
    );
    const { last } = await run(
      { T: { ...lambda, Catch, ...end }, ...caught },
      {},
      { task: () => ({ error: 'E' }) },
    );
    expect(last.output).toBe(taken);
  });
});

describe('the numbers of a Map', () => {
  const inline = { StartAt: 'I', States: { I: { Type: 'Wait', Seconds: 1, ...end } } };
  const distributed = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
    StartAt: 'I',
    States: { I: { ...lambda, ...end } },
  };
  const items = Array.from({ length: 45 }, (_, index) => index);

  test.each([
    [{}, 40],
    [{ MaxConcurrency: 0 }, 40],
    [{ MaxConcurrency: 1 }, 1],
    [{ MaxConcurrency: 39 }, 39],
    [{ MaxConcurrency: 40 }, 40],
    [{ MaxConcurrency: 41 }, 40],
    [{ MaxConcurrencyPath: '$.n' }, 3],
    [{ MaxConcurrencyPath: '$.text' }, 2],
  ])('S17 with %j an inline Map has %i iterations at once', async (fields, most) => {
    const state = { Type: 'Map', ItemsPath: '$.items', ItemProcessor: inline, ...fields, ...end };
    const { snapshots, last } = await run({ M: state }, { items, n: 3, text: '2' });
    expect(last.status).toBe('SUCCEEDED');
    expect(Math.max(...snapshots.map(({ threads }) => threads.size)) - 1).toBe(most);
  });

  test.each<[name: string, value: Json, isTaken: boolean]>([
    ['MaxConcurrency', 0, true],
    ['MaxConcurrency', -1, false],
    ['MaxConcurrency', 1.5, false],
    ['MaxConcurrency', '7', true],
    ['MaxConcurrency', '7x', false],
    ['MaxConcurrency', '', false],
    ['MaxConcurrency', '-1', false],
    ['ToleratedFailureCount', 0, true],
    ['ToleratedFailureCount', -1, false],
    ['ToleratedFailureCount', 0.5, false],
    ['ToleratedFailurePercentage', 0, true],
    ['ToleratedFailurePercentage', -0.5, false],
    ['ToleratedFailurePercentage', 99.5, true],
    ['ToleratedFailurePercentage', 100, true],
    ['ToleratedFailurePercentage', 100.5, false],
    ['ToleratedFailurePercentage', true, false],
  ])('S34 a %s of %j by its path is taken: %s', async (name, value, isTaken) => {
    const state = {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: distributed,
      [`${name}Path`]: '$.n',
      ...end,
    };
    expect(await endOf({ M: state }, { items: [1], n: value })).toBe(
      isTaken ? 'SUCCEEDED' : 'States.Runtime',
    );
  });

  test.each<[fields: object, failing: number, status: string]>([
    [{}, 0, 'SUCCEEDED'],
    [{}, 1, 'FAILED'],
    [{ ToleratedFailureCount: 2 }, 2, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 2 }, 3, 'FAILED'],
    [{ ToleratedFailureCount: 0 }, 1, 'FAILED'],
    [{ ToleratedFailurePercentage: 50 }, 2, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 50 }, 3, 'FAILED'],
    [{ ToleratedFailurePercentage: 100 }, 4, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 3, ToleratedFailurePercentage: 25 }, 1, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 3, ToleratedFailurePercentage: 25 }, 2, 'FAILED'],
    [{ ToleratedFailureCount: 1, ToleratedFailurePercentage: 100 }, 2, 'FAILED'],
    // Of a batch that fails, all items have failed: 2 of 4.
    [{ ToleratedFailureCount: 1, ItemBatcher: { MaxItemsPerBatch: 2 } }, 1, 'FAILED'],
    [{ ToleratedFailureCount: 2, ItemBatcher: { MaxItemsPerBatch: 2 } }, 1, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 50, ItemBatcher: { MaxItemsPerBatch: 2 } }, 1, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 49, ItemBatcher: { MaxItemsPerBatch: 2 } }, 1, 'FAILED'],
  ])('S22 with %j and %i failures of four items: %s', async (fields, failing, status) => {
    const state = { Type: 'Map', ItemProcessor: distributed, ...fields, ...end };
    let asked = 0;
    const task = () => {
      asked += 1;
      return asked <= failing ? { error: 'E' } : { output: 1 };
    };
    const { last } = await run({ M: state }, [1, 2, 3, 4], { task });
    expect(last.status).toBe(status);
  });

  test.each<[batcher: { readonly [name: string]: Json }, batches: readonly (readonly number[])[]]>([
    [{ MaxItemsPerBatch: 1 }, [[1], [2], [3], [4], [5]]],
    [{ MaxItemsPerBatch: 2 }, [[1, 2], [3, 4], [5]]],
    [{ MaxItemsPerBatch: 5 }, [[1, 2, 3, 4, 5]]],
    [{ MaxItemsPerBatch: 6 }, [[1, 2, 3, 4, 5]]],
    [
      { MaxItemsPerBatchPath: '$.n' },
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
  ])('S41 %j makes the batches %j', async (ItemBatcher, batches) => {
    const state = {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemBatcher,
      ItemProcessor: distributed,
      ...end,
    };
    const { last } = await run({ M: state }, { items: [1, 2, 3, 4, 5], n: 3 });
    expect(last.output).toEqual(batches.map((Items) => ({ Items })));
  });

  test.each([30, 40, 60, 100, 1000])(
    'S41 no batch has more than %i bytes, or is much smaller than it might be',
    async (most) => {
      const given = Array.from({ length: 12 }, (_, index) => 'é'.repeat(1 + (index % 5)));
      const state = {
        Type: 'Map',
        ItemBatcher: { MaxInputBytesPerBatch: most },
        ItemProcessor: distributed,
        ...end,
      };
      const { last } = await run({ M: state }, given);
      const batches = last.output as readonly { readonly Items: readonly string[] }[];
      expect(batches.flatMap(({ Items }) => Items)).toEqual(given);
      const bytes = (value: Json): number => new TextEncoder().encode(JSON.stringify(value)).length;
      for (const [index, { Items }] of batches.entries()) {
        expect(bytes({ Items })).toBeLessThanOrEqual(most);
        const next = batches[index + 1]?.Items[0];
        // A comma may be counted that is not there.
        if (next !== undefined)
          expect(bytes({ Items: [...Items, next] })).toBeGreaterThan(most - 1);
      }
    },
  );
});

describe('S27 a redrive', () => {
  const failing = async (times: number) => {
    let recorded = await run({ F: { Type: 'Fail', Error: 'E' } });
    for (let count = 0; count < times; count += 1) {
      const { program, last, options } = recorded;
      recorded = await driveFrom(program, redrive(program, last, last.now), options);
    }
    return recorded;
  };

  test.each([
    [999, 'REDRIVABLE'],
    [1000, 'NOT_REDRIVABLE'],
  ])('after %i others: %s', async (times, status) => {
    const { last } = await failing(times);
    expect(redriveStatusOf(last, last.now).redriveStatus).toBe(status);
  });

  const fortnight = 14 * 86_400_000;
  test.each([
    [fortnight - 1, 'REDRIVABLE'],
    [fortnight, 'REDRIVABLE'],
    [fortnight + 1, 'NOT_REDRIVABLE'],
  ])('%i ms after the end: %s', async (later, status) => {
    const { last } = await failing(0);
    expect(redriveStatusOf(last, last.now + later).redriveStatus).toBe(status);
  });

  test('counts for each time', async () => {
    const { last, history } = await failing(2);
    expect(last.facts.redriveCount).toBe(2);
    expect(history.find(({ type }) => type === 'ExecutionRedriven')?.details).toEqual({
      redriveCount: 2,
    });
  });
});

describe('the order of choice rules', () => {
  const rule = (limit: number, Next: string) => ({
    Variable: '$',
    NumericGreaterThan: limit,
    Next,
  });
  test.each([
    [0, 'D'],
    [1, 'D'],
    [2, 'A'],
    [6, 'A'],
  ])('of %i the first that holds leads on: %s', async (value, target) => {
    const pass = (Result: string) => ({ Type: 'Pass', Result, ...end });
    const { last } = await run(
      {
        C: { Type: 'Choice', Choices: [rule(1, 'A'), rule(5, 'B')], Default: 'D' },
        A: pass('A'),
        B: pass('B'),
        D: pass('D'),
      },
      value,
    );
    expect(last.output).toBe(target);
  });
});
