/** Lists of the control plane, in pages. */
import { base64Decode, base64Encode } from '@stepthrough/json';
import { isRefusal, success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import type { Json } from '@stepthrough/json';
import { badRequest } from './refusals.ts';

interface Asked {
  readonly limit?: number;
  readonly position?: string;
}

const usual = 25;
const most = 500;

/** The page of `limit` items (25 when absent, 500 at most) that begins at the position. */
function pageOf<T extends Json>(
  all: readonly T[],
  { limit = usual, position }: Asked,
): { readonly items: readonly T[]; readonly position?: string } | Refusal {
  const from = position === undefined ? 0 : placeIn(position);
  if (from === undefined || limit < 1)
    return badRequest(
      from === undefined ? 'Invalid position parameter' : 'Invalid limit parameter',
    );
  const items = all.slice(from, from + Math.min(limit, most));
  const next = from + items.length;
  return { items, ...(next < all.length ? { position: base64Encode(`from ${next}`) } : {}) };
}

export function listed(all: readonly Json[], asked: Asked): Outcome {
  const page = pageOf(all, asked);
  return isRefusal(page) ? page : success({ ...page });
}

function placeIn(position: string): number | undefined {
  const bytes = base64Decode(position);
  const [, place] = /^from (\d+)$/.exec(new TextDecoder().decode(bytes)) ?? [];
  return place === undefined ? undefined : Number(place);
}
