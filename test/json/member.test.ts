import { member, setMember } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../names.ts';

describe.each(anyNames)('a member %s', (name) => {
  it('is found where a record has it, and nowhere else', () => {
    expect(member({}, name)).toBeUndefined();
    expect(member({ [name]: 1 }, name)).toBe(1);
    expect(member(Object.create({ [name]: 1 }) as { [name: string]: number }, name)).toBe(
      undefined,
    );
    expect(member(Object.assign(Object.create(null), { a: 1 }) as { a: number }, 'a')).toBe(1);
  });

  it('is set as the first, and again, as any other', () => {
    const record: { [name: string]: unknown } = { before: 0 };
    setMember(record, name, { first: true });
    setMember(record, 'after', 2);
    setMember(record, name, { first: false });
    expect(Object.entries(record)).toEqual([
      ['before', 0],
      [name, { first: false }],
      ['after', 2],
    ]);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(record, name)).toEqual({
      value: { first: false },
      configurable: true,
      enumerable: true,
      writable: true,
    });
  });
});
