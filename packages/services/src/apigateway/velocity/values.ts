/**
 * Values of a mapping template, as Java has them. Nothing here is an object of JavaScript that a
 * template could look into: members are entries of maps, and methods rows of tables.
 */
import { isArray, isObject, type Json } from '@stepthrough/json';
import type { Work } from '@stepthrough/expressions';

export type Value = undefined | null | string | number | boolean | JavaMap | JavaList | HostObject;

/** `java.util.Map` with texts as keys, in the order of insertion. */
export class JavaMap {
  readonly entries = new Map<string, Value>();
}

/** `java.util.List`. One that came out of JSON prints as JSON. */
export class JavaList {
  readonly items: Value[];
  readonly isJson: boolean;

  constructor(items: Value[], isJson = false) {
    this.items = items;
    this.isJson = isJson;
  }
}

/** `$input` and `$util`: what they can do is listed. */
export class HostObject {
  readonly members: ReadonlyMap<string, Value>;
  readonly methods: ReadonlyMap<string, (args: readonly Value[]) => Value>;

  constructor(
    methods: { readonly [name: string]: (args: readonly Value[]) => Value },
    members: { readonly [name: string]: Value } = {},
  ) {
    this.methods = new Map(Object.entries(methods));
    this.members = new Map(Object.entries(members));
  }
}

/** Making a map or list takes as long as visiting so many values, and writing it, too. */
const containerSteps = 5;

/** What is not there, and null, are the empty text. */
export function fromJson(value: Json | undefined, work: Work): Value {
  if (value === undefined || value === null) return '';
  work.spend('steps', typeof value === 'object' ? containerSteps : 1);
  if (isObject(value)) return mapOf(value, (member) => fromJson(member, work));
  if (!isArray(value)) return value;
  return new JavaList(
    value.map((item) => fromJson(item, work)),
    true,
  );
}

export function mapOf<T>(
  members: { readonly [name: string]: T },
  convert: (member: T) => Value,
): JavaMap {
  const map = new JavaMap();
  for (const [name, member] of Object.entries(members)) map.entries.set(name, convert(member));
  return map;
}

/** The whole numbers from one to another, up or down; none when an end is no number. */
export function rangeOf(from: number, to: number, work: Work): JavaList {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return new JavaList([]);
  const count = Math.abs(to - from) + 1;
  work.spend('steps', count);
  const step = to < from ? -1 : 1;
  return new JavaList(Array.from({ length: count }, (_, index) => from + index * step));
}

/** A value as data; what only the template can call is nothing. */
export function toJson(value: Value): Json {
  if (value === undefined || value === null || value instanceof HostObject) return null;
  if (value instanceof JavaList) return value.items.map(toJson);
  if (!(value instanceof JavaMap)) return value;
  return Object.fromEntries([...value.entries].map(([name, item]) => [name, toJson(item)]));
}

/** A value as a template prints it into text. */
export function print(value: Value, work: Work): string {
  const text = written(value, work, false);
  work.spend('text', text.length);
  return text;
}

function written(value: Value, work: Work, isInJson: boolean): string {
  work.spend('steps', typeof value === 'object' && value !== null ? containerSteps : 1);
  if (value instanceof JavaList) {
    const inJson = isInJson || value.isJson;
    const items = value.items.map((item) => written(item, work, inJson));
    return spent(`[${items.join(inJson ? ',' : ', ')}]`, work);
  }
  if (value instanceof JavaMap) {
    const members = [...value.entries].map(([name, member]) =>
      isInJson
        ? `${JSON.stringify(name)}:${written(member, work, true)}`
        : `${name}=${written(member, work, false)}`,
    );
    return spent(`{${members.join(isInJson ? ',' : ', ')}}`, work);
  }
  if (value instanceof HostObject) return '';
  if (value === undefined || value === null) return 'null';
  return isInJson ? JSON.stringify(value) : String(value);
}

function spent(text: string, work: Work): string {
  work.spend('text', text.length);
  return text;
}

/** Equality of `==`: what is not there equals the empty text, and scalars are compared as texts. */
export function isSame(a: Value, b: Value): boolean {
  const [left, right] = [a ?? '', b ?? ''];
  return left === right || (isScalar(left) && isScalar(right) && String(left) === String(right));
}

export function isScalar(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function memberOf(value: Value, key: Value): Value {
  if (value instanceof JavaMap) return value.entries.get(String(key));
  if (value instanceof HostObject) return value.members.get(String(key));
  return value instanceof JavaList && typeof key === 'number' ? value.items[key] : undefined;
}

/** Only `false` is false: what is not there, null, 0 and the empty text are true, as on AWS. */
export function isTrue(value: Value): boolean {
  return value !== false;
}
