/** Bytes of items: "DynamoDB item sizes and formats" of the developer guide. */
import { utf8Size } from '@stepthrough/json';
import { bytesOf, type AttributeValue, type Item } from './attribute-value.ts';
import { extentOf, numberIn } from './decimal.ts';

/** Bytes of one item, with the names of its attributes. */
export const largestItem = 409_600;

export function itemSize(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += utf8Size(name) + valueSize(value);
  return bytes;
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return utf8Size(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return bytesOf(value.B).length;
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return total(value.SS, utf8Size);
  if ('NS' in value) return total(value.NS, numberSize);
  if ('BS' in value) return total(value.BS, (one) => bytesOf(one).length);
  // Three bytes for a list or a map, and one for each of its members.
  if ('L' in value) return 3 + total(value.L, (one) => 1 + valueSize(one));
  return 3 + Object.keys(value.M).length + itemSize(value.M);
}

/** A byte for two digits, one more, and one for the sign. */
function numberSize(written: string): number {
  const number = numberIn(written);
  if (number.coefficient === 0n) return 1;
  const { digits, place } = extentOf(number);
  const isSplit = digits % 2 === 0 && place % 2 === 0;
  return 1 + Math.ceil(digits / 2) + (isSplit ? 1 : 0) + (number.coefficient < 0n ? 1 : 0);
}

function total<T>(all: readonly T[], size: (one: T) => number): number {
  return all.reduce((bytes, one) => bytes + size(one), 0);
}
