/** Pages of keys: which of them come after a place, and which are rolled up at a delimiter. */
import type { Refusal } from '../contract/outcome.ts';
import { invalidArgument } from './refusals.ts';

/** Keys of one answer, at most. */
const mostOnPage = 1000;

/** A line of a page: an item, or a prefix that stands for all keys that begin with it. */
type Line<T> =
  | { readonly kind: 'item'; readonly key: string; readonly item: T }
  | { readonly kind: 'prefix'; readonly key: string };

export interface Page<T> {
  readonly lines: readonly Line<T>[];
  readonly isTruncated: boolean;
}

interface Wanted {
  readonly prefix: string;
  readonly delimiter: string;
  readonly most: number;
  /** The prefix that the page before ended with; its keys are told. */
  readonly after: string;
}

/** The first lines of items that come in order, each with its key, from the first with the prefix on. */
export function pageOf<T>(
  items: Iterable<readonly [key: string, item: T]>,
  { prefix, delimiter, most, after }: Wanted,
): Page<T> {
  const lines: Line<T>[] = [];
  if (most === 0) return { lines, isTruncated: false };
  let rolled: string | undefined = after;
  for (const [key, item] of items) {
    if (!key.startsWith(prefix)) break;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    if (common !== undefined && common === rolled) continue;
    if (lines.length === most) return { lines, isTruncated: true };
    rolled = common;
    lines.push(
      common === undefined ? { kind: 'item', key, item } : { kind: 'prefix', key: common },
    );
  }
  return { lines, isTruncated: false };
}

/** How many lines an answer has at most. `name` as the parameter is called, e.g. `max-keys`. */
export function mostOf(given: number | undefined, name: string): number | Refusal {
  if (given === undefined) return mostOnPage;
  if (Number.isInteger(given) && given >= 0 && given < 2 ** 31) return Math.min(given, mostOnPage);
  return invalidArgument(
    `Argument ${name.replace(/-./g, (part) => part.charAt(1).toUpperCase())} must be an integer between 0 and 2147483647`,
    name,
    String(given),
  );
}

/** How keys are written: SDKs ask for the encoding of addresses and undo it; who asks for it gets it. */
export function encodingOf(given: string | undefined): ((key: string) => string) | Refusal {
  if (given === undefined) return (key) => key;
  if (given !== 'url') {
    return invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', given);
  }
  return (key) =>
    encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\uFFFD'))
      .replaceAll('%20', '+')
      .replaceAll('%2F', '/')
      .replace(/[!'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
