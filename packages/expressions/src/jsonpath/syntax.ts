import type { Json } from '../json.ts';

/** A parsed JSONPath in Jayway's dialect, which AWS uses. */
export interface PathSyntax {
  /** `input` is `$`, `context` is `$$`, `variable` is `$name`. */
  readonly root:
    { readonly kind: 'input' | 'context' } | { readonly kind: 'variable'; readonly name: string };
  readonly segments: readonly Segment[];
  /** The index after the last character of the path. */
  readonly end: number;
}

export type Segment =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descendants' }
  | { readonly kind: 'filter'; readonly condition: Condition }
  | { readonly kind: 'function'; readonly name: string };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'exists'; readonly path: FilterPath }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export type FilterOperand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | FilterPath;

export interface FilterPath {
  readonly kind: 'path';
  /** `@`, the item that is tested, or `$`. */
  readonly from: 'item' | 'root';
  readonly segments: readonly Segment[];
}

/** A definite path points at one place; an indefinite one gives the list of what it finds. */
export function isDefinite(segments: readonly Segment[]): boolean {
  return segments.every(
    (segment) =>
      segment.kind === 'function' ||
      (segment.kind === 'names' && segment.names.length === 1) ||
      (segment.kind === 'indexes' && segment.indexes.length === 1),
  );
}
