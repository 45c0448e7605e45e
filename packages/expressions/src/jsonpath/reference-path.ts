import { isArray, isObject, type Json, member } from '@stepthrough/json';
import { compiler, type Outcome, SyntaxFault } from '../outcome.ts';
import { parseWholePath } from './parse.ts';
import type { Segment } from './syntax.ts';

/** A path that names exactly one place of the input, as ResultPath needs it. */
export interface ReferencePath {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** Compiles a Reference Path: only member names and indexes, without operators that could find several. */
export const compileReferencePath = compiler((text): ReferencePath => {
  const { root, segments } = parseWholePath(text);
  if (root.kind !== 'input') {
    throw new SyntaxFault(
      'A Reference Path starts with $, the input; it cannot write elsewhere.',
      0,
    );
  }
  const wrong = segments.find((segment) => !pointsAtOnePlace(segment));
  if (wrong) {
    throw new SyntaxFault(
      'A Reference Path names one place: it has only member names and indexes, no *, .., slice, union or filter.',
      wrong.start,
    );
  }
  return { text, segments };
});

function pointsAtOnePlace(segment: Segment): boolean {
  if (segment.kind === 'names') return segment.names.length === 1;
  return segment.kind === 'indexes' && segment.indexes.length === 1;
}

/**
 * A copy of `target` in which the place has the value. Missing objects on the way are made, as the
 * States Language asks; an array index must exist.
 */
export function writeReference(path: ReferencePath, target: Json, value: Json): Outcome {
  const written = write(target, path.segments, 0, value);
  if (written !== undefined) return { ok: true, value: written };
  return {
    ok: false,
    error: 'States.ResultPathMatchFailure',
    cause: `Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(target)}`,
  };
}

function write(
  target: Json | undefined,
  segments: readonly Segment[],
  at: number,
  value: Json,
): Json | undefined {
  const segment = segments[at];
  if (!segment) return value;
  if (segment.kind === 'indexes') {
    const [index = 0] = segment.indexes;
    if (!isArray(target) || index < 0 || index >= target.length) return undefined;
    const inner = write(target[index], segments, at + 1, value);
    return inner === undefined ? undefined : target.with(index, inner);
  }
  if (segment.kind !== 'names' || (target !== undefined && !isObject(target))) return undefined;
  const [name = ''] = segment.names;
  const before = target && member(target, name);
  const inner = write(before, segments, at + 1, value);
  return inner === undefined ? undefined : { ...target, [name]: inner };
}
