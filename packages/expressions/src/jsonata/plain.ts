import { type Json, type JsonObject, setMember } from '@stepthrough/json';

/**
 * A result of the library as JSON: without the marks that it leaves on its arrays, and with numbers
 * that JSON cannot write as AWS writes them (`1/0` is "Infinity"). `undefined` for functions. What
 * needs no change is given back itself.
 */
export function toPlain(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return plainItems(value);
  return typeof value === 'object' ? plainMembers(value) : undefined;
}

function plainItems(items: readonly unknown[]): readonly Json[] | undefined {
  let isSame = !('sequence' in items || 'cons' in items || 'keepSingleton' in items);
  const plain: Json[] = [];
  for (const item of items) {
    // As JSON writes what is not there in an array.
    const value = item === undefined ? null : toPlain(item);
    if (value === undefined) return undefined;
    isSame &&= value === item;
    plain.push(value);
  }
  return isSame ? (items as readonly Json[]) : plain;
}

function plainMembers(object: object): JsonObject | undefined {
  if ('_jsonata_function' in object || '_jsonata_lambda' in object) return undefined;
  let isSame = true;
  const plain: { [name: string]: Json } = {};
  for (const [name, member] of Object.entries(object)) {
    if (member === undefined) {
      isSame = false;
      continue;
    }
    const value = toPlain(member);
    if (value === undefined) return undefined;
    isSame &&= value === member;
    setMember(plain, name, value);
  }
  return isSame ? (object as JsonObject) : plain;
}

/** The same data in arrays and objects of its own. */
export function copyOf(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyOf(item)]));
}
