import { member } from '@stepthrough/json';
import type { FieldInfo, FieldTable, QueryLanguage } from './field.ts';
import { stateFields } from './state-fields.ts';

/** The fields of a table that a query language allows, in the order of the table. */
export function fieldsIn(
  table: FieldTable,
  language: QueryLanguage,
): readonly (readonly [name: string, field: FieldInfo])[] {
  return Object.entries(table).filter(
    ([, field]) => field.language === 'both' || field.language === language,
  );
}

/** The fields of a state type by its name as written; those of no type are the ones of every state. */
export function stateFieldsOf(type: string | undefined): FieldTable {
  const tables: { readonly [type: string]: FieldTable } = stateFields;
  return (type === undefined ? undefined : member(tables, type)) ?? stateFields.Pass;
}

/** The fields of all these tables by name; of those that share a name the first, whose type is that of all. */
export function fieldsOfAll(tables: {
  readonly [name: string]: FieldTable;
}): ReadonlyMap<string, FieldInfo> {
  const all = new Map<string, FieldInfo>();
  for (const table of Object.values(tables)) {
    for (const [name, field] of Object.entries(table)) if (!all.has(name)) all.set(name, field);
  }
  return all;
}
