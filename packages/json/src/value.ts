import { member } from './member.ts';

/** Plain JSON data, as it travels between states, services and programs. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [name: string]: Json };

/** Whether a value is an object, which `null` and an array are not. */
export function isObject(value: Json | undefined): value is JsonObject;
export function isObject(value: unknown): value is { readonly [name: string]: unknown };
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is an array. Unlike `Array.isArray`, it keeps the type of the items. */
export function isArray(value: Json | undefined): value is readonly Json[];
export function isArray(value: unknown): value is readonly unknown[];
export function isArray(value: unknown): boolean {
  return Array.isArray(value);
}

/**
 * Equality by value: the order of items counts, that of members does not, and no value equals one of
 * another type. `visit` is called at each pair that is compared, for a caller who counts the work.
 */
export function equals(a: Json, b: Json, visit?: () => void): boolean {
  visit?.();
  if (a === b) return true;
  if (isArray(a)) {
    return (
      isArray(b) && a.length === b.length && a.every((item, i) => equals(item, b[i] ?? null, visit))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const other = b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => {
      const theirs = member(other, name);
      return theirs !== undefined && equals(member(a, name) ?? null, theirs, visit);
    })
  );
}

/** Whether objects and arrays nest in a value more than a number of levels. */
export function isDeeper(value: Json, levels: number): boolean {
  const pending: (readonly [Json, number])[] = [[value, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [inner, around] = next;
    if (typeof inner !== 'object' || inner === null) continue;
    if (around >= levels) return true;
    for (const each of isArray(inner) ? inner : Object.values(inner))
      pending.push([each, around + 1]);
  }
  return false;
}
