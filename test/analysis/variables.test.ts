/** Variables are followed in sets that share their parts; the parts end at 32 and 1,024 names. */
import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

type Fields = { readonly [name: string]: unknown };

function problemsOf(states: { readonly [name: string]: Fields }): readonly string[] {
  const text = JSON.stringify({ StartAt: 'Start', States: states });
  return analyse(parse(text, 'json'))
    .filter(({ code }) => code.startsWith('var.'))
    .map(({ code, message }) => `${code} ${/\$\w+/.exec(message)?.[0]}`);
}

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `v${at}`);

const assign = (list: readonly string[]): Fields =>
  Object.fromEntries(list.map((name) => [name, 1]));

const readAll = (list: readonly string[]): Fields =>
  Object.fromEntries(list.map((name) => [`r_${name}.$`, `$${name}`]));

/** A Choice of two ways. */
const either = (one: string, other: string): Fields => ({
  Type: 'Choice',
  Choices: [{ Variable: '$.a', IsPresent: true, Next: one }],
  Default: other,
});

const sizes = [1, 31, 32, 33, 1_023, 1_024, 1_025];

describe.each(sizes)('%i variables', (count) => {
  const all = names(count);
  const last = all.at(-1) ?? '';
  const end = { Type: 'Pass', Parameters: readAll(all), End: true };

  it('that are assigned before are all there', () => {
    expect(
      problemsOf({ Start: { Type: 'Pass', Assign: assign(all), Next: 'End' }, End: end }),
    ).toEqual([]);
  });

  it('of which the last is not assigned', () => {
    const some = { Type: 'Pass', Assign: assign(all.slice(0, -1)), Next: 'End' };
    expect(problemsOf({ Start: some, End: end })).toEqual([`var.undefined $${last}`]);
  });

  it('of which the last is assigned on one of two ways', () => {
    const states = {
      Start: either('All', 'Some'),
      All: { Type: 'Pass', Assign: assign(all), Next: 'End' },
      Some: { Type: 'Pass', Assign: assign(all.slice(0, -1)), Next: 'End' },
      End: end,
    };
    expect(problemsOf(states)).toEqual([`var.maybeUndefined $${last}`]);
  });

  it('of which a loop assigns the last before it comes back', () => {
    const states = {
      Start: { Type: 'Pass', Assign: assign(all.slice(0, -1)), Next: 'Body' },
      Body: { Type: 'Pass', Parameters: readAll(all.slice(0, -1)), Next: 'Again' },
      Again: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.a', IsPresent: true, Next: 'Body', Assign: { [last]: 1 } },
          { Variable: '$.b', IsPresent: true, Next: 'End' },
        ],
        Default: 'End',
      },
      End: end,
    };
    expect(problemsOf(states)).toEqual([`var.maybeUndefined $${last}`]);
  });

  it('of which the last gets another value before it is read', () => {
    const states = {
      Start: { Type: 'Pass', Assign: assign(all), Next: 'Then' },
      Then: { Type: 'Pass', Assign: { [last]: 2 }, Next: 'End' },
      End: end,
    };
    expect(problemsOf(states)).toEqual([`var.overwritten $${last}`]);
  });

  it('of which a catcher skips those that are read behind it', () => {
    const task = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'q', MessageBody: 'b' },
      Assign: assign(all),
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rest' }],
      Next: 'End',
    };
    const states = {
      Start: { Type: 'Pass', Assign: assign(all), Next: 'Task' },
      Task: task,
      Rest: { Type: 'Pass', Parameters: readAll([last]), End: true },
      End: end,
    };
    expect(problemsOf(states)).toEqual([`var.catchAssign $${last}`]);
  });
});

describe('a value that is replaced', () => {
  const used = { Type: 'Pass', Parameters: { 'a.$': '$v' }, End: true };

  it.each<readonly [what: string, states: { readonly [name: string]: Fields }, found: boolean]>([
    [
      'on both ways',
      {
        Start: { Type: 'Pass', Assign: { v: 1 }, Next: 'C' },
        C: either('A', 'B'),
        A: { Type: 'Pass', Assign: { v: 2 }, Next: 'Used' },
        B: { Type: 'Pass', Assign: { v: 3 }, Next: 'Used' },
        Used: used,
      },
      true,
    ],
    [
      'on one of two ways',
      {
        Start: { Type: 'Pass', Assign: { v: 1 }, Next: 'C' },
        C: either('A', 'Used'),
        A: { Type: 'Pass', Assign: { v: 2 }, Next: 'Used' },
        Used: used,
      },
      false,
    ],
    [
      'behind a read',
      {
        Start: { Type: 'Pass', Assign: { v: 1 }, Next: 'A' },
        A: { Type: 'Pass', Parameters: { 'a.$': '$v' }, Assign: { v: 2 }, Next: 'Used' },
        Used: used,
      },
      false,
    ],
    [
      'behind a branch that reads it',
      {
        Start: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'In', States: { In: used } }],
          Next: 'A',
        },
        A: { Type: 'Pass', Assign: { v: 2 }, Next: 'Used' },
        Used: used,
      },
      false,
    ],
    [
      'in a loop that has no end',
      {
        Start: { Type: 'Pass', Assign: { v: 1 }, Next: 'A' },
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Pass', Next: 'A' },
        Used: used,
      },
      false,
    ],
  ])('%s', (_what, states, found) => {
    expect(problemsOf(states).includes('var.overwritten $v')).toBe(found);
  });
});
