/** What updates are made of: those of expressions, of legacy parameters and of statements. */
import type { AttributeValue } from '../values/attribute-value.ts';
import type { Path } from './path.ts';

/** What a SET gives. */
export type Source =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | {
      readonly kind: 'call';
      readonly name: SourceFunction;
      readonly first: Source;
      readonly second: Source;
    };

export type SourceFunction = '+' | '-' | 'if_not_exists' | 'list_append' | 'set_add' | 'set_delete';

export type Action =
  | { readonly kind: 'SET'; readonly path: Path; readonly source: Source }
  | { readonly kind: 'REMOVE'; readonly path: Path }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: Path; readonly value: AttributeValue };

export type Section = Action['kind'];
