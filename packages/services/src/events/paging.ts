/** Pages of listings. */
import { base64Decode, base64Encode, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { invalid } from './validation.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly token: JsonObject;
}

/** The most of one answer. */
const most = 100;

/** A token says how many have been told before. */
export function pageOf<T>(all: readonly T[], limit = most, token?: string): Page<T> | Refusal {
  const from = token === undefined ? 0 : placeIn(token);
  if (from === undefined) return invalid('Invalid nextToken provided.');
  const items = all.slice(from, from + limit);
  const next = from + items.length;
  return { items, token: next < all.length ? { NextToken: base64Encode(`from ${next}`) } : {} };
}

function placeIn(token: string): number | undefined {
  const bytes = base64Decode(token);
  const [, place] = /^from (\d+)$/.exec(new TextDecoder().decode(bytes)) ?? [];
  return place === undefined ? undefined : Number(place);
}
