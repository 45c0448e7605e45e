import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { holds } from './filter.ts';
import { isDefinite, type Segment } from './syntax.ts';

/** A path's value under `root`: `undefined` when a definite path finds nothing. */
export function evaluateSegments(root: Json, segments: readonly Segment[]): Json | undefined {
  return isDefinite(segments) ? walk(root, segments) : collect(root, segments);
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
    return Object.hasOwn(value, name) ? value[name] : undefined;
  }
  const index = indexIn(value, segment);
  return index !== undefined && isArray(value) ? value[index] : undefined;
}

function pick(object: JsonObject, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(object, name)).map((name) => [name, object[name] ?? null]),
  );
}

function indexIn(value: Json, segment: Segment): number | undefined {
  if (segment.kind === 'indexes') return segment.indexes[0];
  return segment.kind === 'fromEnd' && isArray(value) ? value.length - segment.offset : undefined;
}

function collect(root: Json, segments: readonly Segment[]): Json {
  let found: Json[] = [root];
  for (const segment of segments) found = found.flatMap((value) => select(value, segment, root));
  return found;
}

function select(value: Json, segment: Segment, root: Json): readonly Json[] {
  switch (segment.kind) {
    case 'names':
    case 'fromEnd': {
      const found = stepInto(value, segment);
      return found === undefined ? [] : [found];
    }
    case 'indexes':
      return isArray(value) ? segment.indexes.map((index) => value[index] ?? null) : [];
    case 'slice':
      return isArray(value) ? value.slice(segment.from ?? 0, segment.to ?? value.length) : [];
    case 'wildcard':
      return childrenOf(value);
    case 'descendants':
      return descendantsOf(value);
    case 'filter': {
      const items = isArray(value) ? value : [value];
      return items.filter((item) => holds(segment.condition, item, root, evaluateSegments));
    }
  }
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The value itself and every array and object inside it, outermost first. */
function descendantsOf(value: Json): Json[] {
  const found: Json[] = [];
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    found.push(next);
    for (const child of childrenOf(next).toReversed()) open.push(child);
  }
  return found;
}
