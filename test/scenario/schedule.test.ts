/** Times at which schedules of EventBridge fire, at and around their edges. */
import { nextScheduleTime, scheduleProblem } from '@stepthrough/scenario';
import { describe, expect, it } from 'vitest';

const next = (expression: string, after: string, timezone?: string): string | undefined => {
  const at = nextScheduleTime(expression, Date.parse(after), timezone);
  return at === undefined ? undefined : new Date(at).toISOString().replace(/:00\.000Z$/, '');
};

describe('after a moment, the schedule', () => {
  it.each<[expression: string, after: string, at: string | undefined]>([
    ['at(2026-01-05T09:00:00)', '2026-01-05T08:59:59.999Z', '2026-01-05T09:00'],
    ['at(2026-01-05T09:00:00)', '2026-01-05T09:00:00Z', undefined],
    ['cron(0 12 * * ? *)', '2026-01-05T11:59:59.999Z', '2026-01-05T12:00'],
    ['cron(0 12 * * ? *)', '2026-01-05T12:00:00Z', '2026-01-06T12:00'],
    ['cron(5-7 * * * ? *)', '2026-01-05T09:00Z', '2026-01-05T09:05'],
    ['cron(5-7 * * * ? *)', '2026-01-05T09:06Z', '2026-01-05T09:07'],
    ['cron(5-7 * * * ? *)', '2026-01-05T09:07Z', '2026-01-05T10:05'],
    ['cron(10,5 8,7 * * ? *)', '2026-01-05T00:00Z', '2026-01-05T07:05'],
    ['cron(10,5 8,7 * * ? *)', '2026-01-05T07:05Z', '2026-01-05T07:10'],
    ['cron(10,5 8,7 * * ? *)', '2026-01-05T07:10Z', '2026-01-05T08:05'],
    ['cron(10,5 8,7 * * ? *)', '2026-01-05T08:10Z', '2026-01-06T07:05'],
    ['cron(0/30 * * * ? *)', '2026-01-05T23:30Z', '2026-01-06T00:00'],
    ['cron(*/20 * * * ? *)', '2026-01-05T09:20Z', '2026-01-05T09:40'],
    ['cron(10/20 * * * ? *)', '2026-01-05T09:50Z', '2026-01-05T10:10'],
    ['cron(59 23 * * ? *)', '2026-01-05T23:58Z', '2026-01-05T23:59'],
    ['cron(0 18/4 * * ? *)', '2026-01-05T18:00Z', '2026-01-05T22:00'],
    ['cron(0 18/4 * * ? *)', '2026-01-05T22:00Z', '2026-01-06T18:00'],
    ['cron(0 8-12/2 * * ? *)', '2026-01-05T10:00Z', '2026-01-05T12:00'],
    ['cron(0 8-12/2 * * ? *)', '2026-01-05T12:00Z', '2026-01-06T08:00'],
    ['cron(0 0 1 JAN,jun ? *)', '2026-01-02T00:00Z', '2026-06-01T00:00'],
    ['cron(0 0 31 12 ? *)', '2026-01-02T00:00Z', '2026-12-31T00:00'],
    ['cron(0 0 31 * ? *)', '2026-02-01T00:00Z', '2026-03-31T00:00'],
    ['cron(0 0 L 2 ? *)', '2026-02-01T00:00Z', '2026-02-28T00:00'],
    ['cron(0 0 L 2 ? *)', '2028-02-01T00:00Z', '2028-02-29T00:00'],
    ['cron(0 0 ? * SUN *)', '2026-01-05T00:00Z', '2026-01-11T00:00'],
    ['cron(0 0 ? * 1 *)', '2026-01-05T00:00Z', '2026-01-11T00:00'],
    ['cron(0 0 ? * 7 *)', '2026-01-05T00:00Z', '2026-01-10T00:00'],
    ['cron(0 0 ? * sat *)', '2026-01-05T00:00Z', '2026-01-10T00:00'],
    ['cron(0 0 ? * L *)', '2026-01-05T00:00Z', '2026-01-10T00:00'],
    ['cron(0 0 ? * 2-6 *)', '2026-01-09T00:00Z', '2026-01-12T00:00'],
    // The fifth Thursday: in January and again in April.
    ['cron(0 0 ? * 5#5 *)', '2026-01-01T00:00Z', '2026-01-29T00:00'],
    ['cron(0 0 ? * THU#5 *)', '2026-01-29T00:00Z', '2026-04-30T00:00'],
    // February 2026 begins on a Sunday and ends on a Saturday.
    ['cron(0 0 ? * 1#1 *)', '2026-01-31T00:00Z', '2026-02-01T00:00'],
    ['cron(0 0 ? * 7#1 *)', '2026-01-31T00:00Z', '2026-02-07T00:00'],
    ['cron(0 0 ? * 1#2 *)', '2026-02-01T00:00Z', '2026-02-08T00:00'],
    ['cron(0 0 ? * 7#4 *)', '2026-02-01T00:00Z', '2026-02-28T00:00'],
    ['cron(0 0 ? * 7L *)', '2026-02-01T00:00Z', '2026-02-28T00:00'],
    ['cron(0 0 ? * 1L *)', '2026-02-01T00:00Z', '2026-02-22T00:00'],
    ['cron(0 0 1 1 ? 2027-2028)', '2026-06-01T00:00Z', '2027-01-01T00:00'],
    ['cron(0 0 1 1 ? 2027-2028)', '2027-01-01T00:00Z', '2028-01-01T00:00'],
    ['cron(0 0 1 1 ? 2027-2028)', '2028-01-01T00:00Z', undefined],
    ['cron(0 0 1 1 ? 2026/2)', '2026-01-01T00:00Z', '2028-01-01T00:00'],
    ['cron(0 0 30 2 ? *)', '2026-01-01T00:00Z', undefined],
    ['every day', '2026-01-01T00:00Z', undefined],
  ])('%s after %s fires at %s', (expression, after, at) => {
    expect(next(expression, after)).toBe(at);
  });
});

describe('by the clock of a place', () => {
  it.each<[expression: string, timezone: string, after: string, at: string | undefined]>([
    ['cron(0 6 * * ? *)', 'Europe/Berlin', '2026-01-05T04:59Z', '2026-01-05T05:00'],
    ['cron(0 6 * * ? *)', 'Europe/Berlin', '2026-01-05T05:00Z', '2026-01-06T05:00'],
    ['cron(0 6 * * ? *)', 'Europe/Berlin', '2026-07-05T03:59Z', '2026-07-05T04:00'],
    // The clock goes forward on the 29th of March, and back on the 25th of October.
    ['cron(0 6 * * ? *)', 'Europe/Berlin', '2026-03-28T05:00Z', '2026-03-29T04:00'],
    ['cron(0 6 * * ? *)', 'Europe/Berlin', '2026-10-24T04:00Z', '2026-10-25T05:00'],
    ['cron(0 23 * * ? *)', 'America/New_York', '2026-01-06T03:59Z', '2026-01-06T04:00'],
    ['cron(0 23 * * ? *)', 'America/New_York', '2026-01-06T04:00Z', '2026-01-07T04:00'],
    ['cron(0 6 1 * ? *)', 'Asia/Kolkata', '2026-01-05T00:00Z', '2026-02-01T00:30'],
    ['cron(0 0 1 * ? *)', 'Pacific/Auckland', '2026-01-30T00:00Z', '2026-01-31T11:00'],
    ['at(2026-01-05T09:00:00)', 'Europe/Berlin', '2026-01-05T07:59Z', '2026-01-05T08:00'],
    ['at(2026-01-05T09:00:00)', 'Europe/Berlin', '2026-01-05T08:00Z', undefined],
    ['rate(5 minutes)', 'Europe/Berlin', '2026-01-05T08:00Z', '2026-01-05T08:05'],
  ])('%s in %s after %s fires at %s', (expression, timezone, after, at) => {
    expect(next(expression, after, timezone)).toBe(at);
  });
});

describe('an expression is right:', () => {
  it.each([
    'rate(1 minute)',
    'rate(2 minutes)',
    'rate(10 hours)',
    'rate(11 days)',
    'at(2026-01-05T09:00:00)',
    'cron(0 0 1 1 ? 1970)',
    'cron(59 23 31 12 ? 2199)',
    'cron(*/1 0/23 * * ? *)',
    'cron(0-59 0-23 1-31 1-12 ? 1970-2199)',
    'cron(0 0 L * ? *)',
    'cron(0 0 LW * ? *)',
    'cron(0 0 3W * ? *)',
    'cron(0 0 31W * ? *)',
    'cron(0 0 ? * 1 *)',
    'cron(0 0 ? * 7 *)',
    'cron(0 0 ? * L *)',
    'cron(0 0 ? * 1L *)',
    'cron(0 0 ? * 7L *)',
    'cron(0 0 ? * friL *)',
    'cron(0 0 ? * 1#1 *)',
    'cron(0 0 ? * SAT#5 *)',
    'cron(0 0 ? JAN-MAR,dec MON-FRI *)',
    'cron( 0  0 * * ? * )',
  ])('%s', (expression) => {
    expect(scheduleProblem(expression)).toBeUndefined();
  });
});

describe('an expression is wrong:', () => {
  const field = (text: string, name: string, low: number, high: number): string =>
    `The field "${text}" (${name}) must have values from ${low} to ${high}, with , - * / as wanted.`;
  const forms = 'A schedule is rate(5 minutes), cron(0 12 * * ? *) or at(2026-01-05T09:00:00).';
  const plural = (right: string): string => `Write ${right}: one is singular, more are plural.`;
  const six = (count: number): string =>
    `A cron expression has six fields, this one ${count}: minute, hour, day, month, weekday, year.`;
  const single = 'A single time is written at(2026-01-05T09:00:00).';
  const either = 'Exactly one of day of month and day of week must be "?".';
  it.each<[expression: string, problem: string]>([
    ['rate(0 minutes)', 'A rate must be at least 1.'],
    ['rate(0 minute)', 'A rate must be at least 1.'],
    ['rate(1 hours)', plural('rate(1 hour)')],
    ['rate(2 day)', plural('rate(2 days)')],
    ['rate(5 seconds)', forms],
    ['rate(-1 minutes)', forms],
    ['rate(1.5 hours)', forms],
    ['hourly', forms],
    ['cron()', forms],
    ['at(2026-01-05)', single],
    ['at(2026-01-05T09:00:00Z)', single],
    ['cron(0 0 * * ?)', six(5)],
    ['cron(0 0 * * ? * *)', six(7)],
    ['cron(0 0 ? * ? *)', either],
    ['cron(0 0 * * * *)', either],
    ['cron(60 0 * * ? *)', field('60', 'minute', 0, 59)],
    ['cron(0-60 0 * * ? *)', field('0-60', 'minute', 0, 59)],
    ['cron(*/0 0 * * ? *)', field('*/0', 'minute', 0, 59)],
    ['cron(? 0 * * ? *)', field('?', 'minute', 0, 59)],
    ['cron(1- 0 * * ? *)', field('1-', 'minute', 0, 59)],
    ['cron(1, 0 * * ? *)', field('1,', 'minute', 0, 59)],
    ['cron(0 24 * * ? *)', field('24', 'hour', 0, 23)],
    ['cron(0 L * * ? *)', field('L', 'hour', 0, 23)],
    ['cron(0 0 0 * ? *)', field('0', 'day of month', 1, 31)],
    ['cron(0 0 32 * ? *)', field('32', 'day of month', 1, 31)],
    ['cron(0 0 MON * ? *)', field('MON', 'day of month', 1, 31)],
    ['cron(0 0 * 0 ? *)', field('0', 'month', 1, 12)],
    ['cron(0 0 * 13 ? *)', field('13', 'month', 1, 12)],
    ['cron(0 0 * MON ? *)', field('MON', 'month', 1, 12)],
    ['cron(0 0 * ? ? *)', field('?', 'month', 1, 12)],
    ['cron(0 0 ? * 0 *)', field('0', 'day of week', 1, 7)],
    ['cron(0 0 ? * 8 *)', field('8', 'day of week', 1, 7)],
    ['cron(0 0 ? * 0L *)', field('0L', 'day of week', 1, 7)],
    ['cron(0 0 ? * 8L *)', field('8L', 'day of week', 1, 7)],
    ['cron(0 0 ? * 2#0 *)', field('2#0', 'day of week', 1, 7)],
    ['cron(0 0 ? * 2#6 *)', field('2#6', 'day of week', 1, 7)],
    ['cron(0 0 ? * 3W *)', field('3W', 'day of week', 1, 7)],
    ['cron(0 0 ? * JAN *)', field('JAN', 'day of week', 1, 7)],
    ['cron(0 0 * * ? 1969)', field('1969', 'year', 1970, 9999)],
    ['cron(0 0 * * ? 10000)', field('10000', 'year', 1970, 9999)],
  ])('%s', (expression, problem) => {
    expect(scheduleProblem(expression)).toBe(problem);
  });
});
