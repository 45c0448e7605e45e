/** Parallel scans: each segment reads other partitions, and all of them together everything. */
import type { Refusal } from '../../contract/outcome.ts';
import { invalid } from '../values/attribute-value.ts';

export function segmentProblem(
  segment: number | undefined,
  total: number | undefined,
): Refusal | undefined {
  if (segment !== undefined && total === undefined) {
    return invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined && total !== undefined) {
    return invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  return segment !== undefined && total !== undefined && segment >= total
    ? invalid(
        `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
      )
    : undefined;
}

/** Whether a place belongs to a segment; `undefined` when there is one only. */
export function isInSegment(
  segment: number | undefined,
  total: number | undefined,
): ((place: readonly string[]) => boolean) | undefined {
  if (segment === undefined || total === undefined || total === 1) return undefined;
  return ([partition = '']) => hashOf(partition) % total === segment;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
