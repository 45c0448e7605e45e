/** Rules that count or compare: which of the values around an edge they report. */
import { analyse, type AnalysisOptions } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import {
  difference,
  intersection,
  type NameSet,
  NameSets,
  noNames,
  union,
} from '../../packages/analysis/src/name-set.ts';
import { nearest } from '@stepthrough/json';

const end = { End: true };
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...end };
const inner = { StartAt: 'I', States: { I: { Type: 'Succeed' } } };
const inline = { Type: 'Map', ItemProcessor: inner, ...end };
const distributed = {
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...inner },
  ...end,
};
const wait = { Type: 'Wait', ...end };
const pass = { Type: 'Pass', ...end };

const codesOf = (definition: object, options?: AnalysisOptions): readonly string[] =>
  analyse(parse(JSON.stringify(definition), 'json'), options).map(({ code }) => code);

/** Whether a rule reports a machine of this state alone. */
const reports = (code: string, state: object, machine: object = {}): boolean =>
  codesOf({ ...machine, StartAt: 'A', States: { A: state } }).includes(code);

const retry = (fields: object): object => ({ ...task, Retry: [{ ErrorEquals: ['E'], ...fields }] });

describe('a number', () => {
  it.each<
    [
      code: string,
      field: string,
      of: (value: unknown) => object,
      right: readonly unknown[],
      wrong: readonly unknown[],
    ]
  >([
    [
      'retry.shape',
      'IntervalSeconds',
      (IntervalSeconds) => retry({ IntervalSeconds }),
      [1, 99_999_999],
      [0, 1.5, 100_000_000, '1'],
    ],
    [
      'retry.shape',
      'MaxAttempts',
      (MaxAttempts) => retry({ MaxAttempts }),
      [0, 1, 99_999_999],
      [-1, 0.5, 100_000_000],
    ],
    [
      'retry.shape',
      'BackoffRate',
      (BackoffRate) => retry({ BackoffRate }),
      [1, 1.5],
      [0.99, -1, true],
    ],
    [
      'retry.shape',
      'MaxDelaySeconds',
      (MaxDelaySeconds) => retry({ MaxDelaySeconds }),
      [1, 2, 31_622_400],
      [0, 31_622_401, 1.5],
    ],
    [
      'retry.delay',
      'MaxDelaySeconds beside IntervalSeconds 5',
      (MaxDelaySeconds) => retry({ IntervalSeconds: 5, MaxDelaySeconds }),
      [6],
      [5, 4],
    ],
    [
      'retry.delay',
      'MaxDelaySeconds alone',
      (MaxDelaySeconds) => retry({ MaxDelaySeconds }),
      [2],
      [1],
    ],
    [
      'task.timeout',
      'TimeoutSeconds',
      (TimeoutSeconds) => ({ ...task, TimeoutSeconds }),
      [1, 99_999_999],
      [0, 100_000_000, 1.5, '{% 1 %}'],
    ],
    [
      'task.timeout',
      'HeartbeatSeconds beside TimeoutSeconds 5',
      (HeartbeatSeconds) => ({ ...task, TimeoutSeconds: 5, HeartbeatSeconds }),
      [1, 4],
      [0, 5, 6],
    ],
    [
      'wait.range',
      'Seconds',
      (Seconds) => ({ ...wait, Seconds }),
      [0, 1, 99_999_999],
      [-1, 0.5, 100_000_000],
    ],
    [
      'map.concurrency',
      'MaxConcurrency inline',
      (MaxConcurrency) => ({ ...inline, MaxConcurrency }),
      [0, 39, 40],
      [-1, 41, 1.5],
    ],
    [
      'map.concurrency',
      'MaxConcurrency distributed',
      (MaxConcurrency) => ({ ...distributed, MaxConcurrency }),
      [0, 41, 9_999, 10_000],
      [-1, 10_001],
    ],
    [
      'map.tolerated',
      'ToleratedFailurePercentage',
      (ToleratedFailurePercentage) => ({ ...distributed, ToleratedFailurePercentage }),
      [0, 0.5, 99.5, 100],
      [-0.5, 100.5],
    ],
    [
      'map.tolerated',
      'ToleratedFailureCount',
      (ToleratedFailureCount) => ({ ...distributed, ToleratedFailureCount }),
      [0, 1],
      [-1, 0.5],
    ],
    [
      'map.itemBatcher',
      'MaxItemsPerBatch',
      (MaxItemsPerBatch) => ({ ...distributed, ItemBatcher: { MaxItemsPerBatch } }),
      [1, 100_000_000],
      [0, 100_000_001],
    ],
    [
      'map.itemBatcher',
      'MaxInputBytesPerBatch',
      (MaxInputBytesPerBatch) => ({ ...distributed, ItemBatcher: { MaxInputBytesPerBatch } }),
      [1, 262_144],
      [0, 262_145],
    ],
    [
      'map.itemReader',
      'MaxItems',
      (MaxItems) => ({
        ...distributed,
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON', MaxItems },
          Parameters: { Bucket: 'b', Key: 'k' },
        },
      }),
      [0, 100_000_000],
      [-1, 100_000_001],
    ],
  ])('%s: %s', (code, _field, of, right, wrong) => {
    expect(right.filter((value) => reports(code, of(value)))).toEqual([]);
    expect(wrong.filter((value) => !reports(code, of(value)))).toEqual([]);
  });

  it.each<[TimeoutSeconds: unknown, isReported: boolean]>([
    [0, true],
    [1, false],
    [99_999_999, false],
    [100_000_000, true],
    ['1', true],
  ])('root.timeout: TimeoutSeconds %j of the machine: %s', (TimeoutSeconds, isReported) => {
    expect(reports('root.timeout', pass, { TimeoutSeconds })).toBe(isReported);
  });

  it.each(['TimeoutSeconds', 'HeartbeatSeconds'])(
    'task.timeout: %s may be an expression of JSONata',
    (name) => {
      const state = { ...task, QueryLanguage: 'JSONata', [name]: '{% 1 %}' };
      expect(reports('task.timeout', state)).toBe(false);
    },
  );
});

describe('one of two fields', () => {
  it.each<[code: string, state: object, name: string, value: unknown]>([
    ['task.timeout', task, 'TimeoutSeconds', 9],
    ['task.timeout', task, 'HeartbeatSeconds', 9],
    ['map.concurrency', inline, 'MaxConcurrency', 1],
    ['map.tolerated', distributed, 'ToleratedFailureCount', 1],
    ['map.tolerated', distributed, 'ToleratedFailurePercentage', 1],
  ])('%s: %j has %s or its path', (code, state, name, value) => {
    const [given, path] = [{ [name]: value }, { [`${name}Path`]: '$.n' }];
    expect(reports(code, { ...state, ...given })).toBe(false);
    expect(reports(code, { ...state, ...path })).toBe(false);
    expect(reports(code, { ...state, ...given, ...path })).toBe(true);
  });

  it.each<[fields: object, isReported: boolean]>([
    [{}, true],
    [{ Seconds: 1 }, false],
    [{ SecondsPath: '$.a' }, false],
    [{ Timestamp: '2026-01-01T00:00:00Z' }, false],
    [{ Seconds: 1, TimestampPath: '$.a' }, true],
    [{ Seconds: 1, SecondsPath: '$.a' }, true],
  ])('wait.exactlyOne: a Wait with %j: %s', (fields, isReported) => {
    expect(reports('wait.exactlyOne', { ...wait, ...fields })).toBe(isReported);
  });

  it.each<[batcher: object, isReported: boolean]>([
    [{}, true],
    [{ MaxItemsPerBatchPath: '$.a' }, false],
    [{ MaxInputBytesPerBatchPath: '$.a' }, false],
    [{ MaxItemsPerBatch: 1, MaxInputBytesPerBatch: 1 }, false],
    [{ MaxItemsPerBatch: 1, MaxItemsPerBatchPath: '$.a' }, true],
  ])('map.itemBatcher: an ItemBatcher with %j: %s', (ItemBatcher, isReported) => {
    expect(reports('map.itemBatcher', { ...distributed, ItemBatcher })).toBe(isReported);
  });
});

describe('a Label', () => {
  it.each<[label: unknown, isReported: boolean]>([
    ['', true],
    ['a', false],
    ['a'.repeat(40), false],
    ['a'.repeat(41), true],
    ['😀'.repeat(40), false],
    ['😀'.repeat(41), true],
    ['a b', true],
    ['a/b', true],
    ['a:b', true],
    ['a-b_c.d', false],
    ['a\u0007', true],
    [1, true],
  ])('%j is reported: %s', (Label, isReported) => {
    expect(reports('map.label', { ...distributed, Label })).toBe(isReported);
  });

  it('is one Map’s alone', () => {
    const of = (second: string): readonly string[] =>
      codesOf({
        StartAt: 'A',
        States: {
          A: { ...distributed, Label: 'one', End: undefined, Next: 'B' },
          B: { ...distributed, Label: second },
        },
      });
    expect(of('one')).toContain('map.label');
    expect(of('two')).not.toContain('map.label');
  });
});

describe('a literal of an intrinsic function', () => {
  it.each<[call: string, isReported: boolean]>([
    ['States.ArrayRange(1, 1000, 1)', false],
    ['States.ArrayRange(1, 1001, 1)', true],
    ['States.ArrayRange(0, 1999, 2)', false],
    ['States.ArrayRange(0, 2000, 2)', true],
    ['States.ArrayRange(1000, 1, -1)', false],
    ['States.ArrayRange(1000, 0, -1)', true],
    ['States.ArrayRange(1, 2, 0)', true],
    ['States.ArrayPartition($.a, 1)', false],
    ['States.ArrayPartition($.a, 0)', true],
    ['States.MathRandom(1, 2)', false],
    ['States.MathRandom(1, 1)', true],
    ['States.MathRandom(2, 1)', true],
    ['States.JsonMerge($.a, $.b, false)', false],
    ['States.JsonMerge($.a, $.b, true)', true],
    ["States.Hash($.a, 'MD5')", false],
    ["States.Hash($.a, 'SHA-512')", false],
    ["States.Hash($.a, 'SHA-3')", true],
    ["States.MathAdd(1, '2')", true],
    ["States.MathAdd('1', 2)", true],
    ["States.ArrayGetItem($.a, 'x')", true],
    ['States.Format(States.ArrayPartition($.a, 0))', true],
    ['States.StringSplit($.a, 1)', true],
    ["States.Array(1, 'a', true)", false],
  ])('%s is reported: %s', (call, isReported) => {
    expect(reports('intrinsic.argType', { ...pass, Parameters: { 'a.$': call } })).toBe(isReported);
  });
});

describe('the size of a definition', () => {
  const megabyte = 1_048_576;
  const of = (bytes: number, character = 'c'): readonly string[] => {
    const text = (comment: string): string =>
      `{"StartAt":"A","Comment":"${comment}","States":{"A":{"Type":"Succeed"}}}`;
    const size = new TextEncoder().encode(character).length;
    const room = bytes - text('').length;
    const comment = character.repeat(Math.floor(room / size)) + 'c'.repeat(room % size);
    return analyse(parse(`\n${text(comment)}\n`, 'json'))
      .filter(({ code }) => code === 'size.definition')
      .map(({ severity }) => severity);
  };
  it.each<[bytes: number, severities: readonly string[]]>([
    [Math.floor(megabyte * 0.8), []],
    [Math.floor(megabyte * 0.8) + 1, ['warning']],
    [megabyte, ['warning']],
    [megabyte + 1, ['error']],
  ])('of %i bytes is reported as %j', (bytes, severities) => {
    expect(of(bytes)).toEqual(severities);
    expect(of(bytes, '€')).toEqual(severities);
  });
});

describe('the value of a variable', () => {
  it.each<[bytes: number, isReported: boolean]>([
    [262_143, false],
    [262_144, false],
    [262_145, true],
  ])('of %i bytes is reported: %s', (bytes, isReported) => {
    const of = (value: string): boolean =>
      codesOf({
        StartAt: 'A',
        States: {
          A: { ...pass, Assign: { v: value }, End: undefined, Next: 'B' },
          B: { ...pass, Parameters: { 'a.$': '$v' } },
        },
      }).includes('var.size');
    expect(of('x'.repeat(bytes - 2))).toBe(isReported);
    expect(of(`${'€'.repeat(80_000)}${'x'.repeat(bytes - 2 - 240_000)}`)).toBe(isReported);
  });
});

describe('States.ALL', () => {
  const next = (...ErrorEquals: readonly string[]): object => ({ ErrorEquals, Next: 'A' });
  it.each<[entries: readonly object[], isReported: boolean]>([
    [[next('States.ALL')], false],
    [[next('E'), next('States.ALL')], false],
    [[next('States.ALL'), next('E')], true],
    [[next('States.ALL', 'E')], true],
    [[next('E', 'States.ALL')], true],
    [[next('E'), next('F')], false],
  ])('in %j is reported: %s', (entries, isReported) => {
    expect(reports('error.all', { ...task, Catch: entries })).toBe(isReported);
  });
});

describe('nesting', () => {
  it.each([
    [50, false],
    [51, true],
    [52, true],
  ])('%i states inside each other are reported: %s', (levels, isReported) => {
    let state: object = { Type: 'Succeed' };
    for (let level = 1; level < levels; level += 1) {
      state = {
        Type: 'Parallel',
        Branches: [{ StartAt: `S${level}`, States: { [`S${level}`]: state } }],
        ...end,
      };
    }
    const found = codesOf({ StartAt: 'A', States: { A: state } });
    expect(found.filter((code) => code === 'graph.depth')).toHaveLength(isReported ? 1 : 0);
  });
});

describe('the nearest name', () => {
  it.each<[name: string, candidates: readonly string[], found: string | undefined]>([
    ['Choise', ['Choice', 'Task'], 'Choice'],
    ['choice', ['Choice'], 'Choice'],
    ['Choice', ['Choice'], undefined],
    ['ab', ['ac'], 'ac'],
    ['ab', ['cd'], undefined],
    ['abcde', ['abcxx'], undefined],
    ['abcdef', ['abcdxx'], 'abcdxx'],
    ['abcdef', ['abcxxx'], undefined],
    ['abcdef', ['abcd'], 'abcd'],
    ['abcdef', ['abc'], undefined],
    ['abcd', ['xbcd', 'abcx'], 'xbcd'],
    ['abcdef', ['abcdxx', 'abcdex'], 'abcdex'],
    ['', ['a'], 'a'],
    ['a', [], undefined],
  ])('to %j among %j is %j', (name, candidates, found) => {
    expect(nearest(name, candidates)).toBe(found);
  });

  it('is not looked for with more effort than there is', () => {
    const effort = { left: 1 + 3 * 3 };
    expect(nearest('abc', ['abd'], effort)).toBeUndefined();
    const enough = { left: 2 + 3 * 3 };
    expect(nearest('abc', ['abd'], enough)).toBe('abd');
    expect(enough.left).toBe(1);
  });
});

describe('sets of names', () => {
  it.each([1, 32, 33, 1024, 1025])('of at most %i do what sets do', (count) => {
    const sets = new NameSets(count);
    const all = Array.from({ length: count }, (_, name) => name);
    const listed = (set: NameSet): number[] => all.filter((name) => sets.has(set, name));
    const pick = (step: number): number[] => all.filter((name) => name % step === 0);
    const make = (names: readonly number[]): NameSet => sets.withAll(noNames, names);
    const [twos, threes] = [make(pick(2)), make(pick(3))];
    const last = make([count - 1]);
    expect(listed(noNames)).toEqual([]);
    expect(listed(last)).toEqual([count - 1]);
    expect(listed(sets.upTo(count))).toEqual(all);
    expect(listed(sets.upTo(count - 1))).toEqual(all.slice(0, -1));
    expect(listed(union(twos, threes))).toEqual(
      all.filter((name) => name % 2 === 0 || name % 3 === 0),
    );
    expect(listed(intersection(twos, threes))).toEqual(pick(6));
    expect(listed(difference(twos, threes))).toEqual(pick(2).filter((name) => name % 3 !== 0));
    expect(union(twos, pick(4).length > 0 ? make(pick(4)) : twos)).toBe(twos);
    expect(intersection(twos, noNames)).toBe(noNames);
    expect(difference(twos, sets.upTo(count))).toBe(noNames);
    expect(union(noNames, threes)).toBe(threes);
    expect(sets.with(twos, 0)).toBe(twos);
  });
});

describe('a number that AWS takes against its documentation', () => {
  const severities = (definition: object): readonly string[] =>
    analyse(parse(JSON.stringify(definition), 'json')).map(({ severity }) => severity);

  it.each([
    [-1, ['error']],
    [0, ['warning']],
    [1, []],
  ])('%j is told as %j', (number, told) => {
    const timed = { TimeoutSeconds: number, StartAt: 'A', States: { A: pass } };
    expect(severities(timed)).toEqual(told);
    const retried = { ...task, Parameters: { FunctionName: 'f' } };
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: number }];
    expect(severities({ StartAt: 'A', States: { A: { ...retried, Retry } } })).toEqual(
      expect.arrayContaining(told),
    );
  });
});
