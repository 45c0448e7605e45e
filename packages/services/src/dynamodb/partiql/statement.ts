/** Statements of PartiQL, read: SELECT, INSERT, UPDATE and DELETE. */
import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import type { Action } from '../expressions/update.ts';
import type { Item } from '../values/attribute-value.ts';

export type Statement =
  | {
      readonly kind: 'select';
      readonly table: string;
      readonly index: string | undefined;
      /** All attributes when absent. */
      readonly paths: readonly Path[] | undefined;
      readonly where: Condition | undefined;
      readonly orderBy: { readonly name: string; readonly isDescending: boolean } | undefined;
    }
  | { readonly kind: 'insert'; readonly table: string; readonly item: Item }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly actions: readonly Action[];
      readonly where: Condition;
      readonly returning: string | undefined;
    }
  | {
      readonly kind: 'delete';
      readonly table: string;
      readonly where: Condition;
      readonly returning: string | undefined;
    };
