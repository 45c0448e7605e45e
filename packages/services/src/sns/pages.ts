/** Lists that come page by page. */
import { base64DecodeText, base64Encode } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalidParameter } from './errors.ts';

/** The most entries of one page. */
const pageSize = 100;

interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

/**
 * The page that a token asks for: the first without one. Tokens name the last entry before the page, so
 * that entries which come and go in between neither repeat others nor hide them.
 */
export function pageOf<T>(
  all: Iterable<readonly [key: string, item: T]>,
  token: string | undefined,
): Page<T> | Refusal {
  const after = token === undefined ? undefined : base64DecodeText(token);
  if (token !== undefined && (after === undefined || after === '')) {
    return invalidParameter('NextToken');
  }
  const items: T[] = [];
  let last = '';
  for (const [key, item] of all) {
    if (after !== undefined && key <= after) continue;
    if (items.length === pageSize) return { items, NextToken: base64Encode(last) };
    items.push(item);
    last = key;
  }
  return { items, NextToken: undefined };
}

/** `order` as a key of `pageOf`: texts sort as their numbers do. */
export function orderKey(order: number): string {
  return String(order).padStart(16, '0');
}
