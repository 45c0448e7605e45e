import type { Json } from '@stepthrough/asl';
import {
  matchesPattern,
  nextScheduleTime,
  patternProblem,
  scheduleProblem,
} from '@stepthrough/scenario';
import { describe, expect, it } from 'vitest';

const event = {
  source: 'aws.ec2',
  detail: {
    state: 'Running',
    count: 5,
    ip: '10.0.0.12',
    tags: ['a', 'b'],
    nothing: null,
    list: [{ k: 1 }, { k: 2 }],
  },
};

describe('G17: EventBridge patterns', () => {
  it.each<[Json, boolean]>([
    [{ source: ['aws.ec2'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ detail: { state: [{ prefix: 'Run' }] } }, true],
    [{ detail: { state: [{ prefix: { 'equals-ignore-case': 'rUN' } }] } }, true],
    [{ detail: { state: [{ suffix: 'ing' }] } }, true],
    [{ detail: { state: [{ 'equals-ignore-case': 'RUNNING' }] } }, true],
    [{ detail: { state: [{ wildcard: 'R*i*g' }] } }, true],
    [{ detail: { state: [{ wildcard: 'R*x' }] } }, false],
    [{ detail: { state: [{ 'anything-but': ['Stopped'] }] } }, true],
    [{ detail: { state: [{ 'anything-but': { prefix: 'Run' } }] } }, false],
    [{ detail: { count: [{ numeric: ['>', 0, '<=', 5] }] } }, true],
    [{ detail: { count: [{ numeric: ['=', 6] }] } }, false],
    [{ detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
    [{ detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
    [{ detail: { tags: ['b'] } }, true],
    [{ detail: { nothing: [null] } }, true],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { state: [{ exists: true }] } }, true],
    [{ detail: { state: [{ exists: false }] } }, false],
    [{ detail: { list: { k: [2] } } }, true],
    [{ $or: [{ source: ['x'] }, { detail: { count: [5] } }] }, true],
    [{ source: ['aws.ec2'], detail: { count: [6] } }, false],
    // "anything-but" holds for null and for other types, never for what is missing.
    [{ detail: { nothing: [{ 'anything-but': 'x' }] } }, true],
    [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    [{ detail: { count: [{ 'anything-but': { prefix: 'x' } }] } }, true],
    [{ detail: { count: [{ 'anything-but': [5, 6] }] } }, false],
    [{ detail: { count: [{ 'anything-but': 0 }] } }, true],
    [{ detail: { state: [{ 'anything-but': { suffix: ['ing', 'ed'] } }] } }, false],
    [
      { detail: { state: [{ 'anything-but': { 'equals-ignore-case': ['RUNNING', 'x'] } }] } },
      false,
    ],
    [{ detail: { state: [{ 'anything-but': { wildcard: ['S*', '*x'] } }] } }, true],
    [{ detail: { state: [{ 'equals-ignore-case': '' }] } }, false],
    [{ detail: { count: ['5'] } }, false],
    [{ detail: { count: [5.0] } }, true],
    [{ detail: { ip: [{ cidr: '::/0' }] } }, false],
    [{ detail: { state: [{ cidr: '10.0.0.0/8' }] } }, false],
    [{ detail: { tags: [{ prefix: 'b' }] } }, true],
    [{ detail: [{ exists: true }] }, false],
    [{ Source: ['aws.ec2'] }, false],
    [{ 'detail.state': ['Running'] }, true],
  ])('%j', (pattern, expected) => {
    expect(patternProblem(pattern)).toBeUndefined();
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it.each<[Json, string]>([
    [{ source: 'aws.ec2' }, 'The pattern.source must be a list of values, or an object.'],
    [{ source: [] }, 'The pattern.source is an empty list, which nothing matches.'],
    [
      { source: [{ starts: 'a' }] },
      'The pattern.source has the unknown operator "starts"; known are prefix, suffix, equals-ignore-case, wildcard, exists, numeric, cidr, anything-but.',
    ],
    [
      { n: [{ numeric: ['>', 5, '<', 1] }] },
      'The pattern.n: "numeric" needs a lower limit, then a higher one.',
    ],
    [{ n: [{ 'anything-but': null }] }, 'The pattern.n: "anything-but" needs texts or numbers.'],
    [{ n: [{ 'anything-but': [] }] }, 'The pattern.n: "anything-but" needs at least one value.'],
    [
      { n: [{ 'anything-but': { prefix: '' } }] },
      'The pattern.n: "anything-but" with "prefix" needs texts that are not empty.',
    ],
    [
      { n: [{ 'anything-but': { suffix: ['a', null] } }] },
      'The pattern.n: "anything-but" with "suffix" needs texts.',
    ],
    [
      { n: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'a' } } }] },
      'The pattern.n: "anything-but" with "prefix" needs texts.',
    ],
    [{ n: [{ 'equals-ignore-case': ['a'] }] }, 'The pattern.n: "equals-ignore-case" needs a text.'],
    [
      { n: [{ prefix: 1 }] },
      'The pattern.n: "prefix" needs a text, or {"equals-ignore-case": text}.',
    ],
    [{ ip: [{ cidr: 'bad/24' }] }, 'The pattern.ip: "cidr" needs a block such as 10.0.0.0/24.'],
    [
      { ip: [{ cidr: '10.0.0.0/33' }] },
      'The pattern.ip: "cidr" needs a block such as 10.0.0.0/24.',
    ],
    [{ ip: [{ cidr: 'xx::/64' }] }, 'The pattern.ip: "cidr" needs a block such as 10.0.0.0/24.'],
    [
      { n: [{ numeric: ['>', 0, '>', 0] }] },
      'The pattern.n: "numeric" needs a lower limit, then a higher one.',
    ],
    [{ n: [[1]] }, 'The pattern.n has a list inside a list.'],
    [{}, 'The pattern is empty; it must name at least one field.'],
    [
      { n: [{ wildcard: 'a**b' }] },
      'The pattern.n: "wildcard" cannot have two asterisks in a row.',
    ],
  ])('%j is refused', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });
});

describe('G17: schedules', () => {
  const from = Date.parse('2026-01-05T09:00:00Z');
  it.each([
    ['rate(5 minutes)', '2026-01-05T09:05:00.000Z'],
    ['cron(0 12 * * ? *)', '2026-01-05T12:00:00.000Z'],
    ['cron(15 10 ? * 6L *)', '2026-01-30T10:15:00.000Z'],
    ['cron(0 8 1 * ? *)', '2026-02-01T08:00:00.000Z'],
    ['cron(0/10 * ? * MON-FRI *)', '2026-01-05T09:10:00.000Z'],
    ['cron(0 9 ? * 2#1 *)', '2026-02-02T09:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-01-31T00:00:00.000Z'],
    ['cron(0 0 31W * ? *)', '2026-01-30T00:00:00.000Z'],
  ])('%s', (expression, expected) => {
    expect(new Date(nextScheduleTime(expression, from) ?? 0).toISOString()).toBe(expected);
  });

  // The last Friday of July 2026 is its last day, the Friday before is exactly a week earlier.
  it.each([
    ['cron(15 10 ? * 6L *)', '2026-07-20', '2026-07-31T10:15:00.000Z'],
    ['cron(15 10 ? * 6L *)', '2026-07-31T10:15Z', '2026-08-28T10:15:00.000Z'],
    // June 2026 ends on a Tuesday.
    ['cron(0 0 ? * 3L *)', '2026-06-01', '2026-06-30T00:00:00.000Z'],
    ['cron(0 0 ? * TUEL *)', '2026-06-01', '2026-06-30T00:00:00.000Z'],
    ['cron(0 0 ? * L *)', '2026-06-01', '2026-06-06T00:00:00.000Z'],
    // The weekday nearest to a day never lies in another month.
    ['cron(0 0 31W * ? *)', '2026-05-01', '2026-05-29T00:00:00.000Z'],
    ['cron(0 0 1W * ? *)', '2026-07-31', '2026-08-03T00:00:00.000Z'],
    ['cron(0 0 1W * ? *)', '2026-02-01', '2026-02-02T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', '2026-08-01', '2026-08-14T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', '2026-11-01', '2026-11-16T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', '2026-09-01', '2026-09-15T00:00:00.000Z'],
    ['cron(0 0 LW * ? *)', '2026-05-01', '2026-05-29T00:00:00.000Z'],
    ['cron(0 0 LW * ? *)', '2026-06-01', '2026-06-30T00:00:00.000Z'],
    // The seventh day of a month still lies in its first week, the eighth in the second.
    ['cron(0 0 ? * 3#1 *)', '2026-07-01', '2026-07-07T00:00:00.000Z'],
    ['cron(0 0 ? * 4#2 *)', '2026-07-01', '2026-07-08T00:00:00.000Z'],
    // A year, and what comes after the last one.
    ['cron(0 0 1 1 ? 2028)', '2026-01-01', '2028-01-01T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2026)', '2026-01-01', undefined],
    // What is due now has been: the next time is later.
    ['at(2026-01-05T09:00:00)', '2026-01-05T08:59:59.999Z', '2026-01-05T09:00:00.000Z'],
    ['at(2026-01-05T09:00:00)', '2026-01-05T09:00Z', undefined],
    ['rate(1 minute)', '2026-01-05T09:00Z', '2026-01-05T09:01:00.000Z'],
    ['rate(2 hours)', '2026-01-05T09:00Z', '2026-01-05T11:00:00.000Z'],
    ['rate(3 days)', '2026-01-05T09:00Z', '2026-01-08T09:00:00.000Z'],
  ])('%s after %s', (expression, after, expected) => {
    const next = nextScheduleTime(expression, Date.parse(after));
    expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(expected);
  });

  it.each([
    ['rate(1 minutes)', 'Write rate(1 minute): one is singular, more are plural.'],
    [
      'cron(0 12 * * *)',
      'A cron expression has six fields, this one 5: minute, hour, day, month, weekday, year.',
    ],
    ['rate(0 minutes)', 'A rate must be at least 1.'],
    ['at(tomorrow)', 'A single time is written at(2026-01-05T09:00:00).'],
    [
      'cron(0 12 ? * 8 *)',
      'The field "8" (day of week) must have values from 1 to 7, with , - * / as wanted.',
    ],
    ['cron(0 12 * * * *)', 'Exactly one of day of month and day of week must be "?".'],
  ])('%s is refused', (expression, problem) => {
    expect(scheduleProblem(expression)).toBe(problem);
  });

  it('fires a daily rule 365 times in a year', () => {
    let at = Date.parse('2026-01-01T00:00:00Z') - 1;
    let count = 0;
    for (;;) {
      at = nextScheduleTime('cron(30 6 * * ? *)', at) ?? Infinity;
      if (at >= Date.parse('2027-01-01T00:00:00Z')) break;
      count += 1;
    }
    expect(count).toBe(365);
  });
});
