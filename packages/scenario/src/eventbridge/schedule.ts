/** Schedule expressions of EventBridge: rate(…) and cron(minute hour day month weekday year), in UTC. */

import { member } from '@stepthrough/json';

/** The first time after `from` at which the schedule fires; `undefined` when it never does. */
export function nextScheduleTime(
  expression: string,
  from: number,
  timezone = 'UTC',
): number | undefined {
  if (timezone !== 'UTC') return nextLocalTime(expression, from, timezone);
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression);
  if (at) {
    const time = Date.parse(`${at[1]}Z`);
    return time > from ? time : undefined;
  }
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression);
  if (rate) return from + Number(rate[1]) * (member(units, (rate[2] ?? '').replace(/s$/, '')) ?? 0);
  const cron = /^cron\((.+)\)$/.exec(expression);
  return cron?.[1] === undefined ? undefined : nextCron(cron[1].trim().split(/\s+/), from);
}

/** What is wrong with an expression, in words. */
export function scheduleProblem(expression: string): string | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) {
    const isOne = rate[1] === '1';
    if (rate[1] === '0') return 'A rate must be at least 1.';
    if (isOne === (rate[3] === 's')) {
      return `Write rate(${rate[1]} ${rate[2]}${isOne ? '' : 's'}): one is singular, more are plural.`;
    }
    return undefined;
  }
  const at = /^at\((.*)\)$/.exec(expression);
  if (at) {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(at[1] ?? '')
      ? undefined
      : 'A single time is written at(2026-01-05T09:00:00).';
  }
  const cron = /^cron\((.+)\)$/.exec(expression);
  const fields = cron?.[1]?.trim().split(/\s+/);
  if (!fields) {
    return 'A schedule is rate(5 minutes), cron(0 12 * * ? *) or at(2026-01-05T09:00:00).';
  }
  if (fields.length !== 6)
    return `A cron expression has six fields, this one ${fields.length}: minute, hour, day, month, weekday, year.`;
  if ((fields[2] === '?') === (fields[4] === '?'))
    return 'Exactly one of day of month and day of week must be "?".';
  const wrong = fields.findIndex((field, index) => !isField(field, index));
  if (wrong < 0) return undefined;
  const [name = '', low = 0, high = 0] = fieldRanges[wrong] ?? [];
  return `The field "${fields[wrong]}" (${name}) must have values from ${low} to ${high}, with , - * / as wanted.`;
}

const lastYear = 9999;

const fieldRanges = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of month', 1, 31],
  ['month', 1, 12],
  ['day of week', 1, 7],
  // AWS takes years after 2199, which its guide gives as the last.
  ['year', 1970, lastYear],
] as const;

function isField(field: string, index: number): boolean {
  const [, low = 0, high = 0] = fieldRanges[index] ?? [];
  if (field === '?') return index === 2 || index === 4;
  if (index === 2 && /^(L|LW|\d{1,2}W)$/.test(field)) return true;
  const plain =
    index === 3 ? named(field, months, 1) : index === 4 ? named(field, weekdays, 1) : field;
  if (index === 4 && /^([1-7]L|L|[1-7]#[1-5])$/.test(plain)) return true;
  return plain.split(',').every((part) => {
    const [, first, last, step] = /^(?:(\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/.exec(part) ?? [];
    const isForm = /^(?:\d+(?:-\d+)?|\*)(?:\/\d+)?$/.test(part);
    return (
      isForm &&
      step !== '0' &&
      [first, last].every(
        (text) => text === undefined || (Number(text) >= low && Number(text) <= high),
      )
    );
  });
}

/** The clock of the place is read as if it were UTC, then set right by the offset there. */
function nextLocalTime(expression: string, from: number, timezone: string): number | undefined {
  if (expression.startsWith('rate')) return nextScheduleTime(expression, from);
  let local = from + offsetAt(from, timezone);
  for (let tries = 0; tries < 3; tries++) {
    const next = nextScheduleTime(expression, local);
    if (next === undefined) return undefined;
    const at = next - offsetAt(next - offsetAt(next, timezone), timezone);
    if (at > from) return at;
    local = next;
  }
  return undefined;
}

/** Milliseconds by which a place is before UTC. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** What is wrong with the name of a time zone. */
export function timezoneProblem(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return undefined;
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return `"${name}" is no time zone; write one such as Europe/Berlin.`;
  }
}

const units: { readonly [unit: string]: number } = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Five years are enough to find any day that comes, the 29th of February included. */
const horizonDays = 5 * 366;

function nextCron(fields: readonly string[], from: number): number | undefined {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '?', year = '*'] = fields;
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const allowedMonths = numbers(named(month, months, 1), 1, 12);
  const years = numbers(year, 1970, lastYear);
  const start = new Date(from);
  for (let ahead = 0; ahead <= horizonDays; ahead++) {
    const date = new Date(
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + ahead),
    );
    if (!years.has(date.getUTCFullYear()) || !allowedMonths.has(date.getUTCMonth() + 1)) continue;
    if (!fitsDay(day, date) || !fitsWeekday(weekday, date)) continue;
    for (const h of [...hours].sort((a, b) => a - b)) {
      for (const m of [...minutes].sort((a, b) => a - b)) {
        const at = date.getTime() + h * 3_600_000 + m * 60_000;
        if (at > from) return at;
      }
    }
  }
  return undefined;
}

/** Day of month: numbers, `L` (the last), `nW` (the weekday nearest to the nth), `LW` (the last weekday). */
function fitsDay(field: string, date: Date): boolean {
  if (field === '?' || field === '*') return true;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  if (field === 'L') return date.getUTCDate() === last;
  const nearest = /^(\d+|L)W$/.exec(field);
  if (nearest) {
    const wanted = nearest[1] === 'L' ? last : Number(nearest[1]);
    return date.getUTCDate() === nearestWeekday(wanted, last, date);
  }
  return numbers(field, 1, 31).has(date.getUTCDate());
}

function nearestWeekday(wanted: number, last: number, date: Date): number {
  const day = Math.min(wanted, last);
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}

/** Day of week: 1 is Sunday; `6L` is the last Friday, `6#3` the third. */
function fitsWeekday(field: string, date: Date): boolean {
  if (field === '?' || field === '*') return true;
  const weekday = date.getUTCDay() + 1;
  const text = named(field, weekdays, 1);
  const last = /^(\d)L$/.exec(text);
  if (last) {
    const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return weekday === Number(last[1]) && date.getUTCDate() + 7 > days;
  }
  const nth = /^(\d)#(\d)$/.exec(text);
  if (nth) return weekday === Number(nth[1]) && Math.ceil(date.getUTCDate() / 7) === Number(nth[2]);
  return numbers(text === 'L' ? '7' : text, 1, 7).has(weekday);
}

function named(field: string, names: readonly string[], first: number): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + first);
  });
}

function numbers(field: string, low: number, high: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '*', step = '1'] = part.split('/');
    const [from, to] =
      range === '*'
        ? [low, high]
        : range.includes('-')
          ? range.split('-').map(Number)
          : [Number(range), part.includes('/') ? high : Number(range)];
    for (let n = from ?? low; n <= (to ?? high); n += Number(step)) found.add(n);
  }
  return found;
}
