/** The values that a path leads to, each with the elements of lists in which it is. */
import type { Work } from '@stepthrough/expressions';
import { isArray, isObject, member, type Json } from '@stepthrough/json';

/** An element of a list, and of the lists around that. */
export interface Place {
  readonly list: readonly Json[];
  readonly index: number;
  readonly outer: Place | undefined;
}

/** A text, number, flag or null. */
export interface Leaf {
  readonly value: Json;
  readonly place: Place | undefined;
}

/** The leaves at names that are parted by dots; a member may have dots in its own name. */
export function leavesAt(value: Json | undefined, path: string, work: Work): readonly Leaf[] {
  const found: Leaf[] = [];
  if (value !== undefined) walk(value, path, undefined, found, work);
  return found;
}

function walk(
  value: Json,
  path: string,
  place: Place | undefined,
  found: Leaf[],
  work: Work,
): void {
  work.spend('steps');
  if (isArray(value)) {
    value.forEach((item, index) => {
      walk(item, path, { list: value, index, outer: place }, found, work);
    });
    return;
  }
  if (!isObject(value)) return;
  const whole = member(value, path);
  if (whole !== undefined) collect(whole, place, found, work);
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const inner = member(value, path.slice(0, dot));
    if (inner !== undefined) walk(inner, path.slice(dot + 1), place, found, work);
  }
}

/**
 * Lists count as what is in them; objects, and lists without anything, are no leaves. Which element
 * of its list a leaf is matters to no other field, so that its place is that of the list.
 */
function collect(value: Json, place: Place | undefined, found: Leaf[], work: Work): void {
  work.spend('steps');
  if (isArray(value)) for (const item of value) collect(item, place, found, work);
  else if (!isObject(value)) found.push({ value, place });
}
