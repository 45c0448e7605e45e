/** Pages of listings. */
import { base64DecodeText, base64Encode } from '@stepthrough/json';
import { success, type Outcome, type Refusal } from '../../contract/outcome.ts';
import type { Json } from '@stepthrough/json';
import { constraintProblem, invalid, within } from './problems.ts';

interface Paging {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** A page of a list as the response shows it; a marker says how many have been told before. */
export function pageOf(
  member: string,
  all: readonly Json[],
  { Marker: marker, MaxItems: given }: Paging,
  mostAsked = 10_000,
  mostGiven = 50,
): Outcome {
  const problem = constraintProblem([within('maxItems', given, 1, mostAsked)]);
  if (problem) return problem;
  const from = marker === undefined ? 0 : placeIn(marker);
  if (typeof from !== 'number') return from;
  const items = all.slice(from, from + Math.min(given ?? mostGiven, mostGiven));
  const next = from + items.length;
  const more = next < all.length ? { NextMarker: base64Encode(`from ${next}`) } : {};
  return success({ [member]: items, ...more });
}

function placeIn(marker: string): number | Refusal {
  const [, place] = /^from (\d+)$/.exec(base64DecodeText(marker) ?? '') ?? [];
  return place === undefined ? invalid('Invalid marker') : Number(place);
}
