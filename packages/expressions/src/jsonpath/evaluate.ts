import { isArray, isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import { Work } from '../bounds/work.ts';
import { holds } from './filter.ts';
import { isDefinite, type Segment } from './syntax.ts';

/** A path's value under `root`: `undefined` when a definite path finds nothing. @throws LimitReached */
export function evaluateSegments(
  root: Json,
  segments: readonly Segment[],
  work = new Work(),
): Json | undefined {
  return isDefinite(segments) ? walk(root, segments) : collect(root, segments, work);
}

/** The value of a definite path. */
export function walk(root: Json, segments: readonly Segment[]): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of segments) {
    if (value === undefined) return undefined;
    value = stepInto(value, segment);
  }
  return value;
}

/** One step of a definite path. */
export function stepInto(value: Json, segment: Segment): Json | undefined {
  if (segment.kind === 'names') {
    const { names } = segment;
    if (!isObject(value)) return undefined;
    if (names.length > 1) return pick(value, names);
    const [name = ''] = names;
    return member(value, name);
  }
  const index = indexIn(value, segment);
  return index !== undefined && isArray(value) ? value[index] : undefined;
}

function pick(object: JsonObject, names: readonly string[]): Json {
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = member(object, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function indexIn(value: Json, segment: Segment): number | undefined {
  if (segment.kind === 'indexes') return segment.indexes[0];
  return segment.kind === 'fromEnd' && isArray(value) ? value.length - segment.offset : undefined;
}

function collect(root: Json, segments: readonly Segment[], work: Work): Json {
  let found: Json[] = [root];
  for (const segment of segments) {
    const next: Json[] = [];
    for (const value of found) select(value, segment, root, work, next);
    work.spend('steps', next.length + found.length);
    found = next;
  }
  return found;
}

/** Adds what a segment finds in a value. */
function select(value: Json, segment: Segment, root: Json, work: Work, found: Json[]): void {
  switch (segment.kind) {
    case 'names':
    case 'fromEnd': {
      const one = stepInto(value, segment);
      if (one !== undefined) found.push(one);
      return;
    }
    case 'indexes':
      if (isArray(value)) for (const index of segment.indexes) found.push(value[index] ?? null);
      return;
    case 'slice':
      if (!isArray(value)) return;
      append(found, value.slice(segment.from ?? 0, segment.to ?? value.length), work);
      return;
    case 'wildcard':
      append(found, childrenOf(value), work);
      return;
    case 'descendants':
      addDescendants(value, work, found);
      return;
    case 'filter': {
      const items = isArray(value) ? value : [value];
      for (const item of items) {
        work.spend('steps');
        if (holds(segment.condition, item, root, evaluateSegments, work)) found.push(item);
      }
    }
  }
}

function append(found: Json[], more: readonly Json[], work: Work): void {
  work.spend('steps', more.length);
  for (const value of more) found.push(value);
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The value itself and every array and object inside it, outermost first. */
function addDescendants(value: Json, work: Work, found: Json[]): void {
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    work.spend('steps');
    if (typeof next !== 'object' || next === null) continue;
    found.push(next);
    const children = childrenOf(next);
    for (let at = children.length - 1; at >= 0; at -= 1) open.push(children[at] ?? null);
  }
}
