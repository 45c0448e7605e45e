/** Lists of HTTP and WebSocket APIs and of what they have, in pages. */
import type { Json } from '@stepthrough/json';
import { success, type Outcome } from '../../contract/outcome.ts';
import { text } from '../../contract/request-form.ts';
import { pageOf, usualPage } from '../control/pages.ts';
import { badRequest } from '../control/refusals.ts';

/** Both are texts in a request. */
export const paging = { MaxResults: text, NextToken: text };

/** The page that follows the token: `MaxResults` items, 25 when absent, 500 at most. */
export function listed(
  all: readonly Json[],
  { MaxResults = String(usualPage), NextToken }: { MaxResults?: string; NextToken?: string },
): Outcome {
  const size = /^\d+$/.test(MaxResults) ? Number(MaxResults) : 0;
  if (size < 1) return badRequest('Invalid maxResults parameter');
  const page = pageOf(all, size, NextToken);
  if (!page) return badRequest('Invalid nextToken parameter');
  return success({
    Items: page.items,
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  });
}
