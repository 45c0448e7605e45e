/** Schedule expressions of EventBridge: rate(…) and cron(minute hour day month weekday year), in UTC. */

/** The first time after `from` at which the schedule fires; `undefined` when it never does. */
export function nextTime(expression: string, from: number): number | undefined {
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression);
  if (rate) return from + Number(rate[1]) * (units[(rate[2] ?? '').replace(/s$/, '')] ?? 0);
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
  const cron = /^cron\((.+)\)$/.exec(expression);
  const fields = cron?.[1]?.trim().split(/\s+/);
  if (!fields) return 'A schedule is rate(5 minutes) or cron(0 12 * * ? *).';
  if (fields.length !== 6)
    return `A cron expression has six fields, this one ${fields.length}: minute, hour, day, month, weekday, year.`;
  if ((fields[2] === '?') === (fields[4] === '?'))
    return 'Exactly one of day of month and day of week must be "?".';
  return undefined;
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
  const years = numbers(year, 1970, 2199);
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

/** Day of month: numbers, `L` (the last), `nW` (the weekday nearest to the nth). */
function fitsDay(field: string, date: Date): boolean {
  if (field === '?' || field === '*') return true;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  if (field === 'L') return date.getUTCDate() === last;
  const nearest = /^(\d+)W$/.exec(field);
  if (nearest) return date.getUTCDate() === nearestWeekday(Number(nearest[1]), last, date);
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
