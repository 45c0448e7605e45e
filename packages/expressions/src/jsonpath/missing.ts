import { isArray, isObject, type Json } from '@stepthrough/json';
import { stepInto } from './evaluate.ts';
import type { Segment } from './syntax.ts';

/**
 * Why a definite path finds nothing, in the words of Jayway's library as AWS passes them on
 * (recorded for members; for the rest see the library's path tokens, version 2.0).
 */
export function missingWords(root: Json | undefined, segments: readonly Segment[]): string {
  let value = root;
  let path = '$';
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1;
    const problem = problemAt(value, segment, path, isLast, segments.slice(at));
    if (problem !== undefined) return problem;
    value = value === undefined ? undefined : stepInto(value, segment);
    path += fragment(segment);
  }
  return `No results for path: ${path}`;
}

const leafsOnly = 'Multi properties can only be used as path leafs: ';

/** For a path that ends with names of several members where more follows. */
export function severalWords(segments: readonly Segment[]): string {
  return `${leafsOnly}$${segments.map(fragment).join('')}`;
}

function problemAt(
  value: Json | undefined,
  segment: Segment,
  path: string,
  isLast: boolean,
  rest: readonly Segment[],
): string | undefined {
  if (segment.kind === 'names') {
    const here = path + fragment(segment);
    if (!isObject(value)) return `Property ${fragment(segment)} not found in path ${path}`;
    if (isLast) return undefined;
    if (segment.names.length > 1) {
      return `${leafsOnly}${here}`;
    }
    return stepInto(value, segment) === undefined ? `Missing property in path ${here}` : undefined;
  }
  if (value === undefined) return `The path ${path} is null`;
  if (isArray(value)) return undefined;
  const filter = rest.map(fragment).join('');
  return `Filter: ${filter} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
}

/** A segment as the library prints it. */
function fragment(segment: Segment): string {
  switch (segment.kind) {
    case 'names':
      return `[${segment.names.map((name) => `'${name}'`).join(', ')}]`;
    case 'indexes':
      return `[${segment.indexes.join(',')}]`;
    case 'fromEnd':
      return `[@.size()-${segment.offset}]`;
    case 'slice':
      return `[${segment.from ?? ''}:${segment.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'descendants':
      return '..';
    case 'filter':
      return '[?]';
  }
}
