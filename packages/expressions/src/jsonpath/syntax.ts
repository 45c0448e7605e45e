import type { RegularExpression } from '../bounds/regular-expression.ts';

/** A parsed JSONPath in the dialect of Jayway's library, which AWS uses in an early version (2.0). */
export interface PathSyntax {
  /** `input` is `$`, `context` is `$$`, `variable` is `$name`. */
  readonly root:
    { readonly kind: 'input' | 'context' } | { readonly kind: 'variable'; readonly name: string };
  readonly segments: readonly Segment[];
  /** The index after the last character of the path. */
  readonly end: number;
}

/** A step of a path, from its dot or bracket to its end. */
export type Segment = Selector & { readonly start: number; readonly end: number };

export type Selector =
  /** One name, or several (`['a','b']`), which make an object of these members. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  /** `[(@.length-1)]`: an index counted from the array's length. */
  | { readonly kind: 'fromEnd'; readonly offset: number }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
    }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descendants' }
  | { readonly kind: 'filter'; readonly condition: Condition };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  /** `at` is the index of its `!`. */
  | { readonly kind: 'not'; readonly operand: Condition; readonly at: number }
  | { readonly kind: 'exists'; readonly path: FilterPath }
  /** A word such as `in` where an operator stands, which AWS does not know: it matches nothing. */
  | { readonly kind: 'lexical'; readonly word: string; readonly at: number }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export type ComparisonOperator = '==' | '!=' | '<=' | '>=' | '<' | '>' | '=~';

export type FilterOperand =
  /** All but null are texts, as written: `5` is '5'. */
  | { readonly kind: 'literal'; readonly value: string | null }
  | { readonly kind: 'pattern'; readonly pattern: RegularExpression }
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
      segment.kind === 'names' ||
      segment.kind === 'fromEnd' ||
      (segment.kind === 'indexes' && segment.indexes.length === 1),
  );
}
