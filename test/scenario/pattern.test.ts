/** Event patterns of EventBridge: each operator at its edges. */
import type { Json } from '@stepthrough/json';
import { matchesPattern, patternProblem } from '@stepthrough/scenario';
import { describe, expect, it } from 'vitest';

describe('for a field, the rule', () => {
  it.each<[rule: Json, matching: readonly Json[], others: readonly Json[]]>([
    [{ numeric: ['=', 5] }, [5], [4, 6, '5']],
    [{ numeric: ['<', 5] }, [4, 4.9], [5, 6]],
    [{ numeric: ['<=', 5] }, [4, 5], [5.1, 6]],
    [{ numeric: ['>', 5] }, [5.1, 6], [5, 4]],
    [{ numeric: ['>=', 5] }, [5, 6], [4.9, 4]],
    [{ numeric: ['>', 0, '<', 5] }, [1, 4], [0, 5]],
    [{ numeric: ['>=', 0, '<=', 5] }, [0, 5], [-1, 6]],
    [{ prefix: 'ab' }, ['ab', 'abc'], ['a', 'xab', 'AB', 1]],
    [{ suffix: 'ab' }, ['ab', 'xab'], ['b', 'abx', 'AB']],
    [{ suffix: { 'equals-ignore-case': 'Ab' } }, ['AB', 'xaB'], ['abx']],
    [{ prefix: { 'equals-ignore-case': 'Ab' } }, ['AB', 'aBx'], ['xab']],
    [{ 'equals-ignore-case': 'Ab' }, ['AB', 'ab'], ['abc', null]],
    [{ wildcard: 'a*c' }, ['ac', 'abbc'], ['ab', 'xac', 'acx']],
    [{ wildcard: 'a\\*c' }, ['a*c'], ['abc']],
    [{ wildcard: 'a?c' }, ['a?c'], ['abc']],
    [{ exists: true }, [null, '', 0, false, 'a'], [{}, { a: 1 }]],
    [{ exists: false }, [{ a: 1 }], [null, 0, 'a']],
    [{ 'anything-but': 'a' }, ['b', 1, null], ['a']],
    [{ 'anything-but': [1, 'a'] }, ['b', 2, '1'], ['a', 1]],
    [{ 'anything-but': { prefix: 'a' } }, ['b', 'ba', 1], ['a', 'ab']],
    [{ 'anything-but': { suffix: ['a', 'b'] } }, ['c', 'ac'], ['a', 'cb']],
    [{ cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '9.255.255.255', 'a', 1]],
    [{ cidr: '10.0.0.128/25' }, ['10.0.0.128', '10.0.0.255'], ['10.0.0.127']],
    [{ cidr: '10.0.0.7/32' }, ['10.0.0.7'], ['10.0.0.6', '10.0.0.8']],
    [{ cidr: '10.0.0.6/31' }, ['10.0.0.6', '10.0.0.7'], ['10.0.0.5', '10.0.0.8']],
    [{ cidr: '1.2.3.4/0' }, ['0.0.0.0', '255.255.255.255'], ['256.0.0.1', '::1']],
    [{ cidr: '2001:db8::/32' }, ['2001:db8::1', '2001:DB8:ffff::'], ['2001:db9::', '10.0.0.1']],
    [{ cidr: '::1/128' }, ['::1', '0:0:0:0:0:0:0:1'], ['::2', '1::', '0:0:0:0:0:0:1']],
    [null, [null], [0, '', 'null']],
    ['a', ['a'], ['A', 'ab']],
    [1, [1, 1.0], ['1', true]],
    [true, [true], [1, 'true']],
  ])('%j takes %j and not %j', (rule, matching, others) => {
    const takes = (value: Json): boolean => matchesPattern({ field: [rule] }, { field: value });
    expect(patternProblem({ field: [rule] })).toBeUndefined();
    expect(matching.filter((value) => !takes(value))).toEqual([]);
    expect(others.filter(takes)).toEqual([]);
  });
});

describe('the pattern', () => {
  it.each<[pattern: Json, value: Json | undefined, isMatch: boolean]>([
    [{ a: [1], b: [2] }, { a: 1, b: 2 }, true],
    [{ a: [1], b: [2] }, { a: 1, b: 3 }, false],
    [{ a: [1, 2] }, { a: 2 }, true],
    [{ a: { b: [1] } }, { a: { b: 1 } }, true],
    [{ a: { b: [1] } }, { a: [{ b: 2 }, { b: 1 }] }, true],
    [{ a: { b: [1] } }, { a: 1 }, false],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: true }] }, {}, false],
    [{ a: { b: [{ exists: false }] } }, {}, true],
    [{ a: [{ 'anything-but': 1 }] }, { a: [1, 2] }, true],
    [{ a: [{ 'anything-but': 1 }] }, { a: [1] }, false],
    [{ a: [{ 'anything-but': 1 }] }, { a: [] }, false],
    [{ $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
    [{ $or: [{ a: [1] }, { b: [2] }] }, { a: 2, b: 1 }, false],
    [{ c: [3], $or: [{ a: [1] }, { b: [2] }] }, { a: 1, c: 4 }, false],
    [{ $or: { a: [1] } }, { $or: { a: 1 } }, true],
    [{ a: [1] }, undefined, false],
    [[1], 1, false],
    [{ constructor: [{ exists: true }] }, {}, false],
  ])('%j on %j: %s', (pattern, value, isMatch) => {
    expect(matchesPattern(pattern, value)).toBe(isMatch);
  });
});

describe('a rule is right or wrong:', () => {
  const pairs = 'needs pairs of a comparison and a number, e.g. [">", 0, "<=", 5]';
  const range = 'needs a lower limit, then a higher one';
  const block = 'needs a block such as 10.0.0.0/24';
  it.each<[operator: string, operand: Json, problem: string | undefined]>([
    ['numeric', ['=', 5e9], undefined],
    ['numeric', ['=', -5e9], undefined],
    ['numeric', ['=', 5_000_000_001], 'needs numbers between -5e9 and 5e9'],
    ['numeric', ['>', -5_000_000_001, '<', 0], 'needs numbers between -5e9 and 5e9'],
    ['numeric', ['>', 0, '<', 1], undefined],
    ['numeric', ['>', 0, '<', 0], range],
    ['numeric', ['>=', 1, '<=', 0], range],
    ['numeric', ['<', 1, '>', 0], range],
    ['numeric', ['=', 0, '<', 1], range],
    ['numeric', ['>', 0, '=', 1], range],
    ['numeric', [], pairs],
    ['numeric', ['='], pairs],
    ['numeric', ['>', 0, '<'], pairs],
    ['numeric', ['>', 0, '<', 5, '<', 6], pairs],
    ['numeric', ['!=', 0], pairs],
    ['numeric', ['=', '0'], pairs],
    ['numeric', 5, pairs],
    ['cidr', '10.0.0.0/0', undefined],
    ['cidr', '10.0.0.0/32', undefined],
    ['cidr', '10.0.0.0/33', block],
    ['cidr', '10.0.0.255/8', undefined],
    ['cidr', '10.0.0.256/8', block],
    ['cidr', '10.0.0/8', block],
    ['cidr', '10.0.0.0', block],
    ['cidr', '10.0.0.0/8/8', block],
    ['cidr', '::/128', undefined],
    ['cidr', '::/129', block],
    ['cidr', '1:2:3:4:5:6:7:8/64', undefined],
    ['cidr', '1:2:3:4:5:6:7/64', block],
    ['cidr', '12345::/64', block],
    ['cidr', 8, block],
    ['exists', false, undefined],
    ['exists', 'true', 'needs true or false'],
    ['wildcard', 'a*b*', undefined],
    ['wildcard', 'a**', 'cannot have two asterisks in a row'],
    ['wildcard', 1, 'needs a text'],
    ['anything-but', 'a', undefined],
    ['anything-but', ['a', 1], undefined],
    ['anything-but', [true], 'needs texts or numbers'],
    ['anything-but', { prefix: 'a', suffix: 'b' }, 'takes one operator only'],
    ['anything-but', { numeric: ['=', 1] }, 'cannot be combined with "numeric"'],
    ['anything-but', { prefix: [] }, 'with "prefix" needs texts'],
    ['anything-but', { wildcard: '' }, undefined],
    ['anything-but', { suffix: '' }, 'with "suffix" needs texts that are not empty'],
  ])('%s of %j', (operator, operand, problem) => {
    expect(patternProblem({ n: [{ [operator]: operand }] }, 'It')).toBe(
      problem && `It.n: "${operator}" ${problem}.`,
    );
  });

  it.each<[pattern: Json, problem: string | undefined]>([
    [{ $or: [{ a: [1] }, { b: [1] }] }, undefined],
    [{ $or: [{ a: [1] }] }, 'It.$or must have at least two patterns.'],
    [{ $or: [{ a: [1] }, { b: 1 }] }, 'It.$or.b must be a list of values, or an object.'],
    [{ $or: [{ a: [1] }, 1] }, 'It.$or must be an object.'],
    [
      { a: [{ prefix: 'a', suffix: 'b' }] },
      'It.a has a matcher with 2 operators; only one is allowed.',
    ],
    [{ a: [{}] }, 'It.a has a matcher with 0 operators; only one is allowed.'],
    [{ a: { b: {} } }, 'It.a.b is empty; it must name at least one field.'],
    [{ a: [1, [2]] }, 'It.a has a list inside a list.'],
    ['a', 'It must be an object.'],
  ])('%j', (pattern, problem) => {
    expect(patternProblem(pattern, 'It')).toBe(problem);
  });
});
