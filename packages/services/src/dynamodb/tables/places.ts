/** Where items stand among others: texts that sort as keys do. */
import { member } from '@stepthrough/json';
import { bytesOf, type AttributeValue, type Item } from '../values/attribute-value.ts';
import { numberIn, sortableText } from '../values/decimal.ts';
import { attributesOf, type Index, type Key, type Table } from './table.ts';

/** The place of an item in a table; `undefined` when it lacks a part of the key. */
export function placeIn(key: Key, item: Item): readonly string[] | undefined {
  const place: string[] = [];
  for (const { name } of attributesOf(key)) {
    const value = member(item, name);
    if (!value) return undefined;
    place.push(placeText(value));
  }
  return place;
}

/** The place in an index, where items of equal keys follow the table's key. */
export function placeInIndex(
  table: Table,
  index: Index,
  item: Item,
): readonly string[] | undefined {
  const own = placeIn(index.key, item);
  const base = placeIn(table.key, item);
  return own && base && [...own, ...base];
}

/** A text that sorts as the value does among those of its type. */
export function placeText(value: AttributeValue): string {
  if ('S' in value) return `S${inCodePointOrder(value.S)}`;
  if ('N' in value) return `N${sortableText(numberIn(value.N))}`;
  if ('B' in value) return `B${bytesOf(value.B).toString('latin1')}`;
  return `X${JSON.stringify(value)}`;
}

/** The first text that is above all that begin with this one. */
export function aboveAll(prefix: string): string {
  let end = prefix.length;
  while (prefix.charCodeAt(end - 1) === 0xffff) end -= 1;
  return prefix.slice(0, end - 1) + String.fromCharCode(prefix.charCodeAt(end - 1) + 1);
}

/** The first text above this one. */
export function justAbove(text: string): string {
  return `${text}\0`;
}

/** Whether a place is before another. */
export function isBefore(a: readonly string[], b: readonly string[]): boolean {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) return false;
    if (part !== other) return part < other;
  }
  return a.length < b.length;
}

/**
 * JavaScript sorts texts by UTF-16, DynamoDB by UTF-8: halves of pairs come after all other
 * characters.
 */
function inCodePointOrder(text: string): string {
  return /[\ud800-\uffff]/.test(text)
    ? text.replace(/[\ud800-\uffff]/g, (unit) => {
        const code = unit.charCodeAt(0);
        return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
      })
    : text;
}
