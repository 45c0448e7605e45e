import { isArray, isObject, type Json } from '../json.ts';
import { holds } from './filter.ts';
import { pathFunctions } from './path-functions.ts';
import { isDefinite, type Segment } from './syntax.ts';

/** A path's value under `root`: `undefined` when a definite path finds nothing. */
export function evaluateSegments(root: Json, segments: readonly Segment[]): Json | undefined {
  return isDefinite(segments) ? walk(root, segments) : collect(root, segments);
}

function walk(root: Json, segments: readonly Segment[]): Json | undefined {
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
    const [name = ''] = segment.names;
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  if (segment.kind === 'indexes') {
    const [index = 0] = segment.indexes;
    return isArray(value) ? value.at(index) : undefined;
  }
  return segment.kind === 'function' ? pathFunctions[segment.name]?.(value) : undefined;
}

function collect(root: Json, segments: readonly Segment[]): Json | undefined {
  let found: Json[] = [root];
  let result: Json | undefined;
  for (const segment of segments) {
    // A function after an indefinite path works on the list as a whole.
    if (segment.kind === 'function') {
      result = pathFunctions[segment.name]?.(found);
      found = result === undefined ? [] : [result];
    } else {
      result = undefined;
      found = found.flatMap((value) => select(value, segment, root));
    }
  }
  return result ?? found;
}

function select(value: Json, segment: Segment, root: Json): readonly Json[] {
  switch (segment.kind) {
    case 'names':
      return isObject(value)
        ? segment.names
            .filter((name) => Object.hasOwn(value, name))
            .map((name) => value[name] ?? null)
        : [];
    case 'indexes':
      return isArray(value) ? segment.indexes.flatMap((index) => value.at(index) ?? []) : [];
    case 'slice':
      return isArray(value) ? slice(value, segment) : [];
    case 'wildcard':
      return childrenOf(value);
    case 'descendants':
      return descendantsOf(value);
    case 'filter': {
      const items = isArray(value) ? value : [value];
      return items.filter((item) => holds(segment.condition, item, root, evaluateSegments));
    }
    case 'function': {
      const result = pathFunctions[segment.name]?.(value);
      return result === undefined ? [] : [result];
    }
  }
}

function slice(
  items: readonly Json[],
  { from, to, step }: Extract<Segment, { kind: 'slice' }>,
): readonly Json[] {
  const part = items.slice(from ?? 0, to ?? items.length);
  return step > 1 ? part.filter((_, index) => index % step === 0) : part;
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The value itself and everything inside it, outermost first. */
function descendantsOf(value: Json): Json[] {
  const found: Json[] = [];
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    open.push(
      ...childrenOf(next)
        .filter((child) => typeof child === 'object')
        .toReversed(),
    );
  }
  return found.filter((item) => typeof item === 'object' && item !== null);
}
