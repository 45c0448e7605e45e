/** What a client hears of the breakpoints that it sets, and at which positions they are found. */
import { beforeEach, describe, expect, it } from 'vitest';
import { countHit } from '../../debug-adapter/src/breakpoints/breakpoint.ts';
import { Breakpoints, dataIdOf } from '../../debug-adapter/src/breakpoints/breakpoints.ts';
import { readDefinition } from '../../debug-adapter/src/source/definition.ts';
import type { Position } from '../../debug-adapter/src/run/marks.ts';
import { pass } from './simulation.ts';

const states = { A: pass('B'), B: pass() };
const path = 'machine.asl.json';
const text = JSON.stringify({ StartAt: 'A', States: states }, undefined, 2);
const definition = readDefinition(path, text);
const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part));

/** Where a thread enters a state. */
const enter = (name: string): Position => ({
  kind: 'position',
  world: 1,
  execution: 'one',
  thread: 'main',
  parent: undefined,
  path,
  state: definition.document.machine?.states.find((state) => state.name === name),
  stateId: name,
  phase: 'enter',
  visit: 1,
  attempt: 0,
  isCaught: false,
  way: undefined,
});

const hitCount =
  'The hit count "often" is not understood: write a number, or one of >, >=, <, <=, %, = before it.';

let breakpoints: Breakpoints;
beforeEach(() => {
  breakpoints = new Breakpoints();
});

describe('breakpoints of a file', () => {
  it('are found where their state is entered, and nowhere else', () => {
    const set = breakpoints.setSource(definition, [{ line: lineOf('"A": {') }]);
    const [made] = set.map(({ breakpoint }) => breakpoint);
    expect(made).toBeDefined();
    const at = enter('A');
    expect(breakpoints.at(at)).toEqual([made]);
    expect(breakpoints.at({ ...at, phase: 'next' })).toEqual([]);
    expect(breakpoints.at({ ...at, path: 'other.asl.json' })).toEqual([]);
    expect(breakpoints.at(enter('B'))).toEqual([]);
  });

  it('leave out what is refused or has no place, and take the place of those before', () => {
    const line = lineOf('"A": {');
    breakpoints.setSource(definition, [{ line }]);
    const set = breakpoints.setSource(definition, [
      { line, hitCondition: 'often' },
      { line: 0 },
      { line },
      { line, condition: 'true' },
    ]);
    expect(set.map(({ breakpoint, message }) => breakpoint?.id ?? message)).toEqual([
      hitCount,
      "No state is on this line: set the breakpoint on a state's name or one of its fields.",
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(breakpoints.at(enter('A'))).toEqual(set.slice(2).map(({ breakpoint }) => breakpoint));
    breakpoints.setSource(definition, []);
    expect(breakpoints.at(enter('A'))).toEqual([]);
  });
});

describe('function breakpoints', () => {
  it('are found where a state that they mean is entered, after those of its line', () => {
    const [inSource] = breakpoints.setSource(definition, [{ line: lineOf('"A": {') }]);
    const answers = breakpoints.setFunctions(
      [{ name: 'A' }, { name: 'B' }, { name: '*' }],
      () => true,
    );
    expect(answers.every(({ verified }) => verified)).toBe(true);
    const [a, , any] = answers.map(({ id }) => id);
    const at = enter('A');
    expect(breakpoints.at(at).map(({ id }) => id)).toEqual([inSource?.breakpoint?.id, a, any]);
    expect(breakpoints.functionsAt(at).map(({ id }) => id)).toEqual([a, any]);
    for (const elsewhere of [
      { ...at, phase: 'next' as const },
      { ...at, state: undefined },
    ]) {
      expect(breakpoints.functionsAt(elsewhere)).toEqual([]);
    }
  });

  it('of an unknown state wait for it, and those that cannot be understood are left out', () => {
    const answers = breakpoints.setFunctions(
      [{ name: 'Nobody' }, { name: 'A', hitCondition: 'often' }],
      () => false,
    );
    expect(answers).toEqual([
      {
        id: expect.any(Number) as number,
        verified: false,
        message:
          'No state is called "Nobody". Write a state\'s name, a pattern such as Validate*, type:Choice or resource:*sqs*.',
      },
      { verified: false, message: hitCount },
    ]);
    expect(breakpoints.functionsAt(enter('A'))).toEqual([]);
  });
});

describe('exception breakpoints', () => {
  it('stop at uncaught errors before a client has chosen', () => {
    expect(breakpoints.filters.map(({ name }) => name)).toEqual(['uncaught']);
  });

  it('are those that were chosen; one that is not offered is refused', () => {
    const answers = breakpoints.setFilters([
      { filterId: 'caught', condition: 'E' },
      { filterId: 'handled' },
      { filterId: 'all' },
    ]);
    const { filters } = breakpoints;
    expect(filters.map(({ name }) => name)).toEqual(['caught', 'all']);
    expect(filters.map(({ matchesError }) => matchesError('F'))).toEqual([false, true]);
    expect(answers).toEqual([
      { id: filters[0]?.id, verified: true },
      {
        verified: false,
        message: 'There is no filter "handled"; there are uncaught, caught, retried, all.',
      },
      { id: filters[1]?.id, verified: true },
    ]);
  });
});

describe('watched variables', () => {
  it.each(['order', 'v:1', 'variable:x'])('are named by their ids: %s', (variable) => {
    const [answer] = breakpoints.setData([{ dataId: dataIdOf(variable) }]);
    expect(answer).toEqual({ id: expect.any(Number) as number, verified: true });
    expect(breakpoints.data.map((each) => each.variable)).toEqual([variable]);
    expect(breakpoints.data[0]?.breakpoint.id).toBe(answer?.id);
  });

  it.each(['', 'order', 'variable:', 'a variable:x'])('nothing else is: "%s"', (dataId) => {
    expect(
      breakpoints.setData([{ dataId }, { dataId: 'variable:a', hitCondition: 'often' }]),
    ).toEqual([
      { verified: false, message: 'Only workflow variables can be watched for changes.' },
      { verified: false, message: hitCount },
    ]);
    expect(breakpoints.data).toEqual([]);
  });
});

describe('breakpoints of all kinds', () => {
  it('have ids of their own', () => {
    const line = lineOf('"A": {');
    const ids = [
      ...breakpoints.filters,
      ...breakpoints
        .setSource(definition, [{ line }, { line }])
        .map(({ breakpoint }) => breakpoint),
      ...breakpoints.setFunctions([{ name: 'A' }, { name: 'B' }], () => true),
      ...breakpoints.setFilters([{ filterId: 'all' }, { filterId: 'caught' }]),
      ...breakpoints.setData(['a', 'b'].map((name) => ({ dataId: dataIdOf(name) }))),
    ].map((each) => each?.id);
    expect(ids).toEqual(Array.from({ length: 9 }, (_, index) => index + 1));
  });

  it('forget their hits from a mark on', () => {
    breakpoints.setSource(definition, [{ line: lineOf('"A": {') }]);
    breakpoints.setFunctions([{ name: 'A' }], () => true);
    breakpoints.setData([{ dataId: dataIdOf('a') }]);
    const made = [...breakpoints.at(enter('A')), ...breakpoints.data.map((one) => one.breakpoint)];
    for (const breakpoint of made) for (const mark of [1, 2, 3]) countHit(breakpoint, mark);
    breakpoints.forgetHits(2);
    expect(made.map(({ hits }) => hits)).toEqual([[1], [1], [1]]);
  });
});
