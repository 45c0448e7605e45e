import { member } from '@stepthrough/json';

/** Plain JSON data. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Equality by value; member order does not count. `visit` is called at each pair that is compared. */
export function equals(a: Json, b: Json, visit?: () => void): boolean {
  visit?.();
  if (a === b) return true;
  if (isArray(a)) {
    return (
      isArray(b) && a.length === b.length && a.every((item, i) => equals(item, b[i] ?? null, visit))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const other = member(b, name);
      return other !== undefined && equals(member(a, name) ?? null, other, visit);
    })
  );
}
