/** Document paths, e.g. `a.b[0]`. */
import { member } from '@stepthrough/json';
import type { AttributeValue, Item } from '../values/attribute-value.ts';

/** Names and indexes; the first is a name. */
export type Path = readonly [string, ...(readonly (string | number)[])];

/** The value at a path of an item. */
export function valueAt(item: Item = {}, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const part of path) {
    if (value === undefined) return undefined;
    value = partOf(value, part);
  }
  return value;
}

export function partOf(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value ? member(value.M, part) : undefined;
}

/** As messages show it, e.g. `[a, b, [0]]`. */
export function pathText(path: Path): string {
  return `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;
}

export function areSamePaths(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}

/**
 * What of two paths of one expression cannot be: `overlap` where one is within the other, `conflict`
 * where one takes a map for what the other takes for a list.
 */
function clashOf(a: Path, b: Path): 'overlap' | 'conflict' | undefined {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) break;
    if (typeof part !== typeof other) return 'conflict';
    if (part !== other) return undefined;
  }
  return 'overlap';
}

/** Why these paths cannot stand in one expression. */
export function clashProblem(
  paths: readonly Path[],
): { readonly kind: 'overlap' | 'conflict'; readonly message: string } | undefined {
  for (const [at, second] of paths.entries()) {
    for (const first of paths.slice(0, at)) {
      const kind = clashOf(first, second);
      if (kind) {
        const message = `Two document paths ${kind} with each other; must remove or rewrite one of these paths; path one: ${pathText(first)}, path two: ${pathText(second)}`;
        return { kind, message };
      }
    }
  }
  return undefined;
}
