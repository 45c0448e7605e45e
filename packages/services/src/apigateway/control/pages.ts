/** Lists of the control planes, in pages. */
import { base64Decode, base64Encode, type Json } from '@stepthrough/json';
import { success, type Outcome } from '../../contract/outcome.ts';
import { badRequest } from './refusals.ts';

/** Items of a page that says nothing of its size. */
export const usualPage = 25;
const most = 500;

/** REST APIs: the page of `limit` items (25 when absent, 500 at most) that begins at the position. */
export function listed(
  all: readonly Json[],
  { limit = usualPage, position }: { readonly limit?: number; readonly position?: string },
): Outcome {
  const page = pageOf(all, limit, position);
  if (!page) return badRequest('Invalid position parameter');
  if (limit < 1) return badRequest('Invalid limit parameter');
  return success({
    items: page.items,
    ...(page.next === undefined ? {} : { position: page.next }),
  });
}

/**
 * @param from the token of a page before; `undefined` for the first page
 * @returns the page and the token of the next; `undefined` when the token is none
 */
export function pageOf(
  all: readonly Json[],
  size: number,
  from: string | undefined,
): { readonly items: readonly Json[]; readonly next: string | undefined } | undefined {
  const start = from === undefined ? 0 : placeIn(from);
  if (start === undefined) return undefined;
  const items = all.slice(start, start + Math.min(size, most));
  const end = start + items.length;
  return { items, next: end < all.length ? base64Encode(`from ${end}`) : undefined };
}

function placeIn(token: string): number | undefined {
  const [, place] = /^from (\d+)$/.exec(new TextDecoder().decode(base64Decode(token))) ?? [];
  return place === undefined ? undefined : Number(place);
}
