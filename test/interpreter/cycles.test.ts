/** Which states can be entered more than once: only theirs are counted. */
import { parse } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { expect, it } from 'vitest';
import { statesInCycles } from '../../packages/interpreter/src/cycles.ts';
import { drive } from './drive.ts';

/** Each state leads to those whose names are given, the last by its Default. */
function machineOf(ways: { readonly [state: string]: string }): Json {
  const states = Object.entries(ways).map(([name, targets]): [string, Json] => {
    const [Default = '', ...others] = targets;
    const Choices = others.map((Next) => ({ Variable: '$', IsPresent: true, Next }));
    return [name, targets === '' ? { Type: 'Succeed' } : { Type: 'Choice', Choices, Default }];
  });
  return { StartAt: Object.keys(ways)[0] ?? '', States: Object.fromEntries(states) };
}

it.each<[ways: { readonly [state: string]: string }, counted: string]>([
  [{ A: 'B', B: '' }, ''],
  [{ A: 'A' }, 'A'],
  [{ A: 'B', B: 'A' }, 'AB'],
  [{ A: 'B', B: 'BC', C: '' }, 'B'],
  [{ A: 'B', B: 'C', C: 'BD', D: '' }, 'BC'],
  [{ A: 'BC', B: 'D', C: 'D', D: '' }, ''],
  [{ A: 'BC', B: 'D', C: 'D', D: 'A' }, 'ABCD'],
  // Two circles that one way joins, and two that share a state.
  [{ A: 'B', B: 'AC', C: 'D', D: 'CE', E: '' }, 'ABCD'],
  [{ A: 'B', B: 'AC', C: 'B', D: '' }, 'ABC'],
  // A way into a circle that was seen before, from a state that is in none.
  [{ A: 'A', B: 'A' }, 'A'],
  [{ A: 'B', B: 'A', C: 'BD', D: '' }, 'AB'],
  [{ A: 'BD', B: 'C', C: 'B', D: 'C' }, 'BC'],
  [{ A: 'X' }, ''],
  [{}, ''],
])('of %j: %s', (ways, counted) => {
  const { machine } = parse(JSON.stringify(machineOf(ways)), 'json');
  const counters = machine ? statesInCycles(machine) : new Map<{ name: string }, number>();
  const names = [...counters.keys()].map(({ name }) => name);
  expect(names.sort().join('')).toBe(counted);
  expect([...counters.values()].sort()).toEqual([...counted].map((_, index) => index));
});

const lambda = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

/** Which tasks were asked for, each with its thread, visit and attempt; those that are named fail. */
async function visitsOf(
  states: { readonly [name: string]: Json },
  failing: readonly number[],
): Promise<readonly string[]> {
  const visits: string[] = [];
  await drive({ StartAt: 'P', States: states }, [0, 0], {
    task: ({ origin: { thread, state, visit, attempt } }) => {
      visits.push(`${thread} ${state} ${visit} ${attempt}`);
      return failing.includes(visits.length) ? { error: 'E' } : { output: visits.length };
    },
  });
  return visits;
}

const single = { StartAt: 'A', States: { A: { ...lambda, End: true } } };

it.each<[state: { readonly [name: string]: Json }, thread: string]>([
  [{ Type: 'Parallel', Branches: [single] }, 'main/P<0>'],
  [{ Type: 'Map', ItemsPath: '$[:1]', ItemProcessor: single }, 'main/P[0]'],
])('the entries of a branch go on where its earlier start ended: %j', async (state, thread) => {
  const more = { Variable: '$[0]', NumericLessThan: 3, Next: 'P' };
  const Retry = [{ ErrorEquals: ['E'] }];
  const again = await visitsOf({ P: { ...state, Retry, End: true } }, [1, 2]);
  const round = await visitsOf(
    {
      P: { ...state, Next: 'More' },
      More: { Type: 'Choice', Choices: [more], Default: 'Z' },
      Z: { Type: 'Succeed' },
    },
    [],
  );
  const expected = [0, 1, 2].map((visit) => `${thread} A ${visit} 0`);
  expect(again).toEqual(expected);
  expect(round).toEqual(expected);
});

it('the entries of a loop are counted in each iteration by itself', async () => {
  const more = { Variable: '$', NumericLessThan: 3, Next: 'A' };
  const loop = {
    StartAt: 'A',
    States: {
      A: { ...lambda, Retry: [{ ErrorEquals: ['E'] }], Next: 'More' },
      More: { Type: 'Choice', Choices: [more], Default: 'Z' },
      Z: { Type: 'Succeed' },
    },
  };
  const map = { Type: 'Map', MaxConcurrency: 1, ItemProcessor: loop, End: true };
  expect(await visitsOf({ P: map }, [1, 4])).toEqual([
    ...['main/P[0] A 0 0', 'main/P[0] A 0 1', 'main/P[0] A 1 0'],
    ...['main/P[1] A 0 0', 'main/P[1] A 0 1'],
  ]);
});
