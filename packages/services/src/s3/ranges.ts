/** Parts of an object that a request asks for. */
import type { Refusal } from '../contract/outcome.ts';
import { invalidArgument, invalidRequest, refusal } from './refusals.ts';
import type { StoredObject } from './state.ts';

/** Bytes from `first` to `last`, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
  /** How many parts the object has, when a part is asked for. */
  readonly partsCount?: number;
}

/** The range of a request for an object or one of its parts; none for the whole of it. */
export function rangeOf(
  object: StoredObject,
  { Range: range, PartNumber: part }: { readonly Range?: string; readonly PartNumber?: number },
): Range | Refusal | undefined {
  if (part === undefined) return range === undefined ? undefined : bytesRange(range, object.size);
  if (range !== undefined) {
    return invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  return partRange(object, part);
}

/** A range that is none, or has several parts, counts as not given (RFC 9110, section 14.2). */
function bytesRange(given: string, size: number): Range | Refusal | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(given) ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  if (first < size && !(from === '' && Number(to) === 0)) return { first, last };
  return refusal('InvalidRange', 'The requested range is not satisfiable', 416, {
    ActualObjectSize: String(size),
    RangeRequested: given,
  });
}

function partRange({ parts, size }: StoredObject, number: number): Range | Refusal {
  const sizes = parts?.map((part) => part.size) ?? [size];
  if (number < 1) {
    return invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      String(number),
    );
  }
  const own = sizes[number - 1];
  if (own === undefined) {
    return refusal('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      ActualPartCount: String(sizes.length),
      PartNumberRequested: String(number),
    });
  }
  const first = sizes.slice(0, number - 1).reduce((sum, one) => sum + one, 0);
  const range = { first, last: first + own - 1 };
  return parts ? { ...range, partsCount: parts.length } : range;
}

/** The range of the source of a part that is copied. */
export function sourceRange(given: string | undefined, size: number): Range | Refusal | undefined {
  if (given === undefined) return undefined;
  const name = 'x-amz-copy-source-range';
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(given) ?? [];
  const range = { first: Number(from), last: Number(to) };
  if (from === undefined || to === undefined || range.last < range.first) {
    return invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      name,
      given,
    );
  }
  return range.last < size
    ? range
    : invalidArgument(
        `Range specified is not valid for source object of size: ${size}`,
        name,
        given,
      );
}

/** How a range is told, e.g. `bytes 0-16/960`. */
export function contentRange({ first, last }: Range, size: number): string {
  return `bytes ${first}-${last}/${size}`;
}
