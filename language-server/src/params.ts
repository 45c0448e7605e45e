import { isObject, member } from '@stepthrough/json';

/**
 * Checks at the server's door: what a client sends has the form that the protocol says. A check gives
 * what is wrong, with the place in the parameters, in words for the client's author.
 */
export type Check = (value: unknown, at: string) => string | undefined;

export const text: Check = (value, at) =>
  typeof value === 'string' ? undefined : mustBe(at, 'a string', value);

export const flag: Check = (value, at) =>
  typeof value === 'boolean' ? undefined : mustBe(at, 'true or false', value);

/** The protocol's `uinteger`. */
export const count: Check = (value, at) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2 ** 31 - 1
    ? undefined
    : mustBe(at, 'a whole number from 0 on', value);

export const integer: Check = (value, at) =>
  Number.isInteger(value) ? undefined : mustBe(at, 'a whole number', value);

export function optional(check: Check): Check {
  return (value, at) => (value === undefined || value === null ? undefined : check(value, at));
}

export function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return mustBe(at, 'a list', value);
    for (const [index, item] of value.entries()) {
      const problem = check(item, `${at}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

export function object(fields: { readonly [name: string]: Check }): Check {
  return (value, at) => {
    if (!isObject(value)) return mustBe(at, 'an object', value);
    for (const [name, check] of Object.entries(fields)) {
      const problem = check(member(value, name), at === '' ? name : `${at}.${name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

export const position = object({ line: count, character: count });
export const range = object({ start: position, end: position });
export const document = object({ uri: text });

function mustBe(at: string, expected: string, value: unknown): string {
  return `"${at === '' ? 'params' : at}" must be ${expected}, not ${inWords(value)}.`;
}

function inWords(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const written = JSON.stringify(value);
  return written.length > 40 ? `${written.slice(0, 39)}…` : written;
}
