/** Lists of HTTP and WebSocket APIs and of what they have, in pages. */
import { base64Decode, base64Encode, type Json } from '@stepthrough/json';
import { success, type Outcome } from '../../contract/outcome.ts';
import { text } from '../../contract/request-form.ts';
import { badRequest } from '../control/refusals.ts';

/** Both are texts in a request. */
export const paging = { MaxResults: text, NextToken: text };

const usual = 25;
const most = 500;

/** The page that follows the token: `MaxResults` items, 25 when absent, 500 at most. */
export function listed(
  all: readonly Json[],
  { MaxResults = String(usual), NextToken }: { MaxResults?: string; NextToken?: string },
): Outcome {
  const size = /^\d+$/.test(MaxResults) ? Number(MaxResults) : 0;
  if (size < 1) return badRequest('Invalid maxResults parameter');
  const from = NextToken === undefined ? 0 : placeIn(NextToken);
  if (from === undefined) return badRequest('Invalid nextToken parameter');
  const Items = all.slice(from, from + Math.min(size, most));
  const next = from + Items.length;
  return success({
    Items,
    ...(next < all.length ? { NextToken: base64Encode(`from ${next}`) } : {}),
  });
}

function placeIn(token: string): number | undefined {
  const [, place] = /^from (\d+)$/.exec(new TextDecoder().decode(base64Decode(token))) ?? [];
  return place === undefined ? undefined : Number(place);
}
