/** How values of items compare. */
import { member } from '@stepthrough/json';
import { bytesOf, typeOf, type AttributeValue, type Item } from './attribute-value.ts';
import { compareDecimals, numberIn } from './decimal.ts';

type Operand = AttributeValue | undefined;

/** Sets are the same whatever their order, maps whatever the order of their members. */
export function isSame(a: AttributeValue, b: AttributeValue): boolean {
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && compareDecimals(numberIn(a.N), numberIn(b.N)) === 0;
  if ('B' in a) return 'B' in b && bytesOf(a.B).equals(bytesOf(b.B));
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('L' in a) return 'L' in b && areSameLists(a.L, b.L);
  if ('M' in a) return 'M' in b && areSameItems(a.M, b.M);
  const [x, y] = [setIn(a), setIn(b)];
  if (!x || x.kind !== y?.kind || x.members.length !== y.members.length) return false;
  const others = new Set(y.members.map(keyOfMember(y.kind)));
  return x.members.map(keyOfMember(x.kind)).every((one) => others.has(one));
}

export function areSameItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [x, y] = [member(a, name), member(b, name)];
    return x !== undefined && y !== undefined && isSame(x, y);
  });
}

function areSameLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return other !== undefined && isSame(one, other);
    })
  );
}

/** Below, at or above zero; `undefined` for values of different types, and of those that have no order. */
export function order(a: Operand, b: Operand): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if ('N' in a && 'N' in b) return compareDecimals(numberIn(a.N), numberIn(b.N));
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) return Buffer.compare(bytesOf(a.B), bytesOf(b.B));
  return undefined;
}

/** Whether values of a type have an order. */
export function isOrdered(value: AttributeValue): boolean {
  return 'S' in value || 'N' in value || 'B' in value;
}

/** Whether a text or a binary value begins with another. */
export function beginsWith(value: Operand, start: Operand): boolean {
  if (value === undefined || start === undefined) return false;
  if ('S' in value && 'S' in start) return value.S.startsWith(start.S);
  if (!('B' in value && 'B' in start)) return false;
  const bytes = bytesOf(start.B);
  return bytesOf(value.B).subarray(0, bytes.length).equals(bytes);
}

/** Whether a text or a binary value has a part, or a list or a set a member. */
export function contains(value: Operand, part: Operand): boolean {
  if (value === undefined || part === undefined) return false;
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('B' in value) return 'B' in part && bytesOf(value.B).includes(bytesOf(part.B));
  if ('L' in value) return value.L.some((one) => isSame(one, part));
  const set = setIn(value);
  if (set?.kind !== `${typeOf(part)}S`) return false;
  const key = keyOfMember(set.kind);
  const wanted = key(scalarText(part));
  return set.members.some((one) => key(one) === wanted);
}

/** What `size` gives: characters, bytes or members; `undefined` for what has no size. */
export function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return bytesOf(value.B).length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setIn(value)?.members.length;
}

export interface ValueSet {
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

/** A set with the members of another, each once. */
export function united(a: ValueSet, b: ValueSet): ValueSet {
  const key = keyOfMember(a.kind);
  const present = new Set(a.members.map(key));
  return {
    kind: a.kind,
    members: [...a.members, ...b.members.filter((one) => !present.has(key(one)))],
  };
}

/** A set without the members of another. */
export function without(a: ValueSet, b: ValueSet): ValueSet {
  const key = keyOfMember(a.kind);
  const gone = new Set(b.members.map(key));
  return { kind: a.kind, members: a.members.filter((one) => !gone.has(key(one))) };
}

/** Numbers are in plain digits already; of Base64, unused bits do not count. */
function keyOfMember(kind: ValueSet['kind']): (one: string) => string {
  return kind === 'BS' ? (one) => bytesOf(one).toString('latin1') : (one) => one;
}

function scalarText(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : '';
}
