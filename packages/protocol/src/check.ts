/**
 * Checks of what another program has sent, for which nothing is sure but that it is data. A check gives
 * what is wrong, and where, in words; it never throws, whatever it is given.
 */
import { member } from '@stepthrough/json';

/** What is wrong with a value at a place, e.g. at `operation.path[1]`; `undefined` when it is a `T`. */
export interface Check<T> {
  (value: unknown, at: string): string | undefined;
  /** Nothing but the type, which has to be just this one. */
  readonly of?: (value: T) => T;
}

export const text: Check<string> = (value, at) =>
  typeof value === 'string' ? undefined : wrong(value, at, 'a text');

/** A whole number from 0: a version, an index, an offset. */
export const count: Check<number> = (value, at) =>
  Number.isSafeInteger(value) && Number(value) >= 0
    ? undefined
    : wrong(value, at, 'a whole number from 0');

export const number: Check<number> = (value, at) =>
  Number.isFinite(value) ? undefined : wrong(value, at, 'a number');

export const flag: Check<boolean> = (value, at) =>
  typeof value === 'boolean' ? undefined : wrong(value, at, 'true or false');

export function oneOf<const T extends string>(names: readonly T[]): Check<T> {
  return (value, at) =>
    names.some((name) => name === value) ? undefined : wrong(value, at, names.join(', '));
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, at) => (value === undefined ? undefined : check(value, at));
}

/** A list without holes, of at most so many items. */
export function list<T>(item: Check<T>, most = Infinity): Check<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return wrong(value, at, 'a list');
    if (value.length > most) return `${at} has ${value.length} items, of ${most} at most.`;
    return first(value, (inner, index) => item(inner, `${at}[${index}]`));
  };
}

/** Checks for the members of a record, each of which has one. */
type Members<T> = { readonly [F in keyof T]-?: Check<T[F]> };

/** A record with these members, and where it is `closed` with no others. */
export function record<T extends object>(checks: Members<T>, more?: 'closed'): Check<T> {
  return members(checks, more);
}

/** One of several records, told apart by the value of the member `tag`; with no other members than these. */
export function variant<T extends { readonly [K in Tag]: string }, Tag extends string>(
  tag: Tag,
  kinds: {
    readonly [K in T[Tag]]: Members<Omit<Extract<T, { readonly [N in Tag]: K }>, Tag>>;
  },
): Check<T> {
  const rows = new Map<unknown, UntypedCheck>(
    Object.entries<Untyped>(kinds).map(([name, checks]) => [
      name,
      members({ [tag]: text, ...checks }, 'closed'),
    ]),
  );
  return (value, at) => {
    if (!isRecord(value)) return wrong(value, at, 'an object');
    const name = member(value, tag);
    const check = rows.get(name);
    return check
      ? check(value, at)
      : wrong(name, `${at}.${tag}`, `one of ${[...rows.keys()].join(', ')}`);
  };
}

type UntypedCheck = (value: unknown, at: string) => string | undefined;
type Untyped = { readonly [name: string]: UntypedCheck };

function members(checks: Untyped, more: 'closed' | undefined): UntypedCheck {
  const rows = Object.entries(checks);
  const names = new Set(Object.keys(checks));
  return (value, at) => {
    if (!isRecord(value)) return wrong(value, at, 'an object');
    const other = more && Object.keys(value).find((name) => !names.has(name));
    if (other !== undefined) return `${at} has no member ${JSON.stringify(other)}.`;
    return first(rows, ([name, check]) => check(member(value, name), `${at}.${name}`));
  };
}

/** A plain object: no list, and nothing with a class that a structured clone can carry. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** `operation.path[1] must be a text, not null.` */
export function wrong(value: unknown, at: string, expected: string): string {
  return `${at} must be ${expected}, not ${shown(value)}.`;
}

/** The first problem among items; holes of a list are items too. */
function first<T>(
  items: readonly T[],
  problemOf: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const problem = problemOf(item, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A value in a few characters. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > mostShown ? `${value.slice(0, mostShown)}…` : value);
  }
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (typeof value === 'object') return isRecord(value) ? 'an object' : 'an object of a class';
  return typeof value === 'function' || typeof value === 'symbol'
    ? `a ${typeof value}`
    : String(value);
}

/** Characters */
const mostShown = 40;
