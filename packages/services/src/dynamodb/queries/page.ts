/** One page of a Query or a Scan: what is read, filtered and shown, and where it goes on. */
import { entriesBefore, entriesFrom } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Condition } from '../expressions/condition.ts';
import { fulfils } from '../expressions/evaluate.ts';
import type { Path } from '../expressions/path.ts';
import { only, projected } from '../expressions/projection.ts';
import { consumed, readUnits } from '../items/capacity.ts';
import { isBefore } from '../tables/places.ts';
import { namesOf, projectedNames, type Index, type Items, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import type { Range } from './key-condition.ts';

/** Bytes of items that one page reads. */
const pageSize = 1_048_576;

interface Listing {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly range: Range;
  /** The place after which it goes on. */
  readonly after: readonly string[] | undefined;
  readonly isBackward: boolean;
  /** Whether an item belongs to what is read: to the segment of a Scan. */
  readonly isMeant?: (place: readonly string[]) => boolean;
  readonly limit: number;
  readonly filter: Condition | undefined;
  readonly paths: readonly Path[] | undefined;
  readonly select: string | undefined;
  readonly isConsistent: boolean | undefined;
  readonly asked: string | undefined;
}

interface Page {
  /** What passes the filter, as the table or the index shows it. */
  readonly found: readonly Item[];
  readonly scanned: number;
  readonly bytes: number;
  /** After which the next page begins; nothing when all has been read. */
  readonly lastKey: Item | undefined;
}

export function readPage(listing: Listing): Page {
  const { table, index, filter, select, paths, limit } = listing;
  const names = index && projectedNames(table, index);
  // A local index fetches from its table what it does not have itself.
  const isWhole = index?.kind === 'local' && (select === 'ALL_ATTRIBUTES' || paths !== undefined);
  const viewOf = (item: Item): Item => (names && !isWhole ? only(item, names) : item);
  const found: Item[] = [];
  let scanned = 0;
  let bytes = 0;
  for (const [place, item] of entriesOf((index ?? table).items, listing)) {
    if (listing.isMeant && !listing.isMeant(place)) continue;
    const view = viewOf(item);
    scanned += 1;
    bytes += itemSize(view);
    if (!filter || fulfils(index?.kind === 'local' ? item : view, filter)) found.push(view);
    if (scanned >= limit || bytes >= pageSize) {
      const keyNames = new Set([...namesOf(table.key), ...(index ? namesOf(index.key) : [])]);
      return { found, scanned, bytes, lastKey: only(item, keyNames) };
    }
  }
  return { found, scanned, bytes, lastKey: undefined };
}

/** As Query and Scan answer. */
export function pageOf(listing: Listing): JsonObject {
  const { table, index, select, paths } = listing;
  const { found, scanned, bytes, lastKey } = readPage(listing);
  const units = readUnits(bytes, listing.isConsistent);
  const touched = index
    ? { table: 0, indexes: { [index.name]: units } }
    : { table: units, indexes: {} };
  const capacity = consumed(table, touched, listing.asked);
  return {
    ...(select === 'COUNT' ? {} : { Items: found.map((item) => projected(item, paths)) }),
    Count: found.length,
    ScannedCount: scanned,
    ...(lastKey ? { LastEvaluatedKey: lastKey } : {}),
    ...(capacity ? { ConsumedCapacity: capacity } : {}),
  };
}

function* entriesOf(
  items: Items,
  { range: { from, to }, after, isBackward }: Listing,
): Generator<readonly [readonly string[], Item]> {
  if (isBackward) {
    const end = after && isBefore(after, to) ? after : to;
    for (const entry of entriesBefore(items, end)) {
      if (isBefore(entry[0], from)) return;
      yield entry;
    }
    return;
  }
  // A place with one part more is the first after it.
  const next = after && [...after, ''];
  for (const entry of entriesFrom(items, next && isBefore(from, next) ? next : from)) {
    if (!isBefore(entry[0], to)) return;
    yield entry;
  }
}
