/** What conditions are made of: those of expressions, of legacy parameters and of statements. */
import type { AttributeValue } from '../values/attribute-value.ts';
import type { Path } from './path.ts';

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: Operand };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Test =
  'attribute_exists' | 'attribute_not_exists' | 'attribute_type' | 'begins_with' | 'contains';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly operator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly value: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly kind: 'in'; readonly value: Operand; readonly among: readonly Operand[] }
  | { readonly kind: 'test'; readonly name: Test; readonly operands: readonly Operand[] };

/** The paths that a condition names. */
export function pathsOf(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.of);
    case 'compare':
      return [condition.left, condition.right].flatMap(pathsIn);
    case 'between':
      return [condition.value, condition.low, condition.high].flatMap(pathsIn);
    case 'in':
      return [condition.value, ...condition.among].flatMap(pathsIn);
    case 'test':
      return condition.operands.flatMap(pathsIn);
  }
}

function pathsIn(operand: Operand): readonly Path[] {
  if (operand.kind === 'size') return pathsIn(operand.of);
  return operand.kind === 'path' ? [operand.path] : [];
}
