/**
 * Members of records whose names come from outside. `record[name]` also finds what every object
 * inherits, such as `constructor`, and writing to `__proto__` that way changes what the object
 * inherits instead of adding a member.
 */

/** The record's own member of this name; `undefined` when it has none. */
export function member<T>(record: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Gives the record a member of its own, or replaces it, whatever its name. */
export function setMember<T>(record: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else record[name] = value;
}
