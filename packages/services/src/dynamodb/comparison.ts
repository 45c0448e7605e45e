/** How values of items compare. */
import { equals } from '@stepthrough/json';
import type { AttributeValue } from './attribute-value.ts';

export type Operand = AttributeValue | undefined;

/** Numbers are the same by their value; sets whatever their order. */
export function isSame(a: Operand, b: Operand): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ('N' in a && 'N' in b) return Number(a.N) === Number(b.N);
  const [x, y] = [setIn(a), setIn(b)];
  if (x && y) {
    return x.kind === y.kind && equals([...x.members].sort(), [...y.members].sort());
  }
  return equals(a, b);
}

/** Below, at or above zero; `undefined` for values of different types, and of those that have no order. */
export function order(a: Operand, b: Operand): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if ('N' in a && 'N' in b) return Number(a.N) - Number(b.N);
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) {
    return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  }
  return undefined;
}

/** Whether a text or a binary value begins with another. */
export function beginsWith(value: Operand, start: Operand): boolean {
  if (value === undefined || start === undefined) return false;
  if ('S' in value && 'S' in start) return value.S.startsWith(start.S);
  if (!('B' in value && 'B' in start)) return false;
  const bytes = Buffer.from(start.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

/** Whether a text has a part, or a list or a set a member. */
export function contains(value: Operand, part: Operand): boolean {
  if (value === undefined || part === undefined) return false;
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('L' in value) return value.L.some((one) => isSame(one, part));
  if ('SS' in value) return 'S' in part && value.SS.includes(part.S);
  if ('BS' in value) return 'B' in part && value.BS.includes(part.B);
  return 'NS' in value && 'N' in part && value.NS.some((one) => Number(one) === Number(part.N));
}

/** What `size` gives: characters, bytes or members; `undefined` for what has no size. */
export function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.from(value.B, 'base64').length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setIn(value)?.members.length;
}

interface ValueSet {
  readonly kind: 'SS' | 'NS' | 'BS';
  readonly members: readonly string[];
}

export function setIn(value: AttributeValue): ValueSet | undefined {
  if ('SS' in value) return { kind: 'SS', members: value.SS };
  if ('NS' in value) return { kind: 'NS', members: value.NS };
  return 'BS' in value ? { kind: 'BS', members: value.BS } : undefined;
}

export function setValue({ kind, members }: ValueSet): AttributeValue {
  switch (kind) {
    case 'SS':
      return { SS: members };
    case 'NS':
      return { NS: members };
    case 'BS':
      return { BS: members };
  }
}
