/** All tables, and what the service remembers beside them. */
import { get, set, type SortedMap } from '@stepthrough/collections';
import { failure, type Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import type { Table } from './table.ts';

export interface DynamoState {
  readonly tables: SortedMap<string, Table>;
  /** By their ARNs, which sort by table and time. */
  readonly backups: SortedMap<string, Backup>;
  /** Transactions of the last ten minutes by their ClientRequestToken. */
  readonly transactions: SortedMap<string, { readonly at: number; readonly request: string }>;
}

/** A backup of a table. */
export interface Backup {
  readonly arn: string;
  readonly name: string;
  readonly type: 'USER' | 'SYSTEM';
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The table as it was. */
  readonly table: Table;
}

/** The name in an ARN of a table, of its index or stream, or the name itself. */
export function tableName(reference: string): string {
  return /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/.exec(reference)?.[1] ?? reference;
}

export function tableOf(state: DynamoState, reference: string): Table | undefined {
  return get(state.tables, tableName(reference));
}

/** The refusal of operations on items. */
export const noTable: Refusal = failure(
  'ResourceNotFoundException',
  'Requested resource not found',
);

/** The refusal of operations on tables. */
export function noSuchTable(name: string): Refusal {
  return failure(
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${tableName(name)} not found`,
  );
}

export function withTable(state: DynamoState, table: Table): DynamoState {
  return { ...state, tables: set(state.tables, table.name, table) };
}

export function arnOf(
  name: string,
  { region, account }: Pick<Context, 'region' | 'account'>,
): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}
