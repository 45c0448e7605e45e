/** What commands make of their words, and with which code they end: 0 all is well, 1 a check has failed, 2 not understood. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { oneOf, readArguments, UsageError, wholeNumber } from '../../cli/src/command.ts';
import { run } from '../../cli/src/commands/run.ts';
import { validate } from '../../cli/src/commands/validate.ts';
import { stepthrough } from './stepthrough.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepthrough-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** What a command gives and prints, without a process of its own. */
async function ended(command: typeof run, ...args: readonly string[]) {
  let stdout = '';
  const spies = [process.stdout, process.stderr].map((stream, index) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      if (index === 0) stdout += String(text);
      return true;
    }),
  );
  try {
    return { code: await command(args), stdout };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('a whole number', () => {
  it.each([
    ['0', 0],
    ['-1', -1],
    ['007', 7],
    ['999999999999999', 999_999_999_999_999],
  ])('%s is taken', (text, value) => {
    expect(wholeNumber('--seed', text)).toBe(value);
  });

  it.each(['', ' 1', '1.5', '1e3', '+1', '--1', '0x1', '1000000000000000', 'x'])(
    '"%s" is not',
    (text) => {
      expect(() => wholeNumber('--seed', text)).toThrow(
        new UsageError(`--seed takes a whole number, not "${text}".`),
      );
    },
  );
});

it('an option of a few words takes no other', () => {
  expect(oneOf('--format', 'json', ['text', 'json'])).toBe('json');
  expect(() => oneOf('--format', 'JSON', ['text', 'json'])).toThrow(
    new UsageError('--format takes text, json, not "JSON".'),
  );
});

it('files and options may be mixed, and others are refused', () => {
  const { values, positionals } = readArguments(['a', '--seed', '1', 'b'], {
    seed: { type: 'string' },
  });
  expect([{ ...values }, positionals]).toEqual([{ seed: '1' }, ['a', 'b']]);
  expect(() => readArguments(['--sed', '1'], { seed: { type: 'string' } })).toThrow(UsageError);
  expect(() => readArguments(['--seed'], { seed: { type: 'string' } })).toThrow(UsageError);
});

describe('validate', () => {
  const right = written('right.asl.json', { StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  const warned = written('warned.asl.json', {
    StartAt: 'A',
    States: {
      A: {
        Type: 'Map',
        MaxConcurrency: 41,
        ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Succeed' } } },
        End: true,
      },
    },
  });
  const wrong = written('wrong.asl.json', { StartAt: 'B', States: { A: { Type: 'Succeed' } } });

  it.each<[files: readonly string[], code: number, summary: RegExp]>([
    [[right], 0, /^No problems\.\n$/],
    [[warned], 0, /\n1 warning\.\n$/],
    [[warned, warned], 0, /\n2 warnings\.\n$/],
    [[wrong, right], 1, /error/],
    [[right, wrong], 1, /error/],
  ])('of %j ends with %i', async (files, code, summary) => {
    const { code: given, stdout } = await ended(validate, ...files);
    expect([given, summary.test(stdout), stdout]).toEqual([code, true, stdout]);
  });

  it('points at one-based lines and columns', async () => {
    const { stdout } = await ended(
      validate,
      written(
        'line.asl.json',
        '{\n  "StartAt": "B",\n  "States": { "A": { "Type": "Succeed" } }\n}',
      ),
    );
    expect(stdout).toContain('line.asl.json:2:14: error: ');
  });

  it('holds a machine to the rules of its type', async () => {
    const sync = written('sync.asl.json', {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m' },
          End: true,
        },
      },
    });
    expect((await ended(validate, sync)).code).toBe(0);
    expect((await ended(validate, '--express', sync)).code).toBe(1);
  });

  it('needs a file', async () => {
    await expect(validate([])).rejects.toThrow(UsageError);
  });
});

describe('run', () => {
  it.each<[state: object, code: number, last: RegExp]>([
    [{ Type: 'Pass', Result: { a: 1 }, End: true }, 0, /^SUCCEEDED\n\{\n {2}"a": 1\n\}\n$/],
    [{ Type: 'Fail', Error: 'E', Cause: 'why' }, 1, /^FAILED E: why\n$/],
    [{ Type: 'Fail', Error: 'E' }, 1, /^FAILED E\n$/],
    [{ Type: 'Fail' }, 1, /^FAILED\n$/],
  ])('(%#) of %j ends with %i', async (state, code, last) => {
    const file = written('run.asl.json', { StartAt: 'A', States: { A: state } });
    const { code: given, stdout } = await ended(run, file, '--quiet');
    expect(stdout).toMatch(last);
    expect(given).toBe(code);
  });

  it.each<[words: readonly string[]]>([[[]], [['a.asl.json', 'b.asl.json']]])(
    'does not understand %j',
    async (words) => {
      await expect(run(words)).rejects.toThrow(UsageError);
    },
  );
});

describe('the program', () => {
  it.each<[words: readonly string[], code: number]>([
    [[], 2],
    [['help'], 0],
    [['-h'], 0],
    [['run', '--help'], 0],
    [['validate', '-h'], 0],
    [['walk', '--help'], 2],
  ])('ends %j with %i', async (words, code) => {
    expect((await stepthrough(words)).code).toBe(code);
  });
});
