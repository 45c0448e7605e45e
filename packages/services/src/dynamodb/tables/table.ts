/** One table as a value: its key, its indexes, and its items by their keys. */
import type { AppendList, SortedMap } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import type { Item } from '../values/attribute-value.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  /** Absent until a declared table without items has its first one. */
  readonly type: KeyType | undefined;
}

/** Partition key, and sort key where there is one. */
export type Key = readonly [KeyAttribute, KeyAttribute?];

/** Items by their place: sorted by partition, in it by the sort key. */
export type Items = SortedMap<readonly string[], Item>;

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Those of INCLUDE. */
  readonly attributes: readonly string[];
}

export interface Index {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly key: Key;
  readonly projection: Projection;
  /** Those that have the key of the index, whole: projections are made when they are read. */
  readonly items: Items;
  /** What DescribeTable shows of its throughput. */
  readonly throughput: JsonObject;
  readonly insights?: Insights | undefined;
}

export interface Stream {
  readonly view: StreamView;
  /** Time of its beginning, as text: part of its ARN. */
  readonly label: string;
  readonly records: AppendList<JsonObject> | undefined;
  /** Whether functions get its records. */
  readonly isRead?: true;
  readonly policy?: Policy | undefined;
}

export type StreamView = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly key: Key;
  readonly indexes: readonly Index[];
  readonly items: Items;
  readonly stream: Stream | undefined;
  /** What DescribeTable shows of settings that change no answer of items. */
  readonly settings: JsonObject;
  readonly isProtected: boolean;
  readonly tags: { readonly [key: string]: string };
  readonly timeToLive: TimeToLive | undefined;
  /** While point-in-time recovery is on. */
  readonly recovery?: Recovery | undefined;
  readonly insights?: Insights | undefined;
  readonly policy?: Policy | undefined;
}

/** What point-in-time recovery keeps of a table. */
export interface Recovery {
  /** When it began, in milliseconds since the epoch. */
  readonly since: number;
  /** How many days back the table can be restored to. */
  readonly days: number;
  readonly changes: AppendList<KeptChange> | undefined;
}

export interface KeptChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Contributor Insights of a table or of one of its global indexes, since they were first enabled. */
export interface Insights {
  readonly isEnabled: boolean;
  readonly mode: string;
  /** When they were enabled, which the names of their rules have; milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** The policy of a table or of its stream; after its deletion, what is still told of it. */
export interface Policy {
  /** As GetResourcePolicy shows it; absent once it is deleted. */
  readonly document: string | undefined;
  /** Whether the request named a version. */
  readonly isVersioned: boolean;
  /** When it changed, as text of milliseconds since the epoch. */
  readonly revision: string;
}

interface TimeToLive {
  readonly attribute: string;
  readonly isEnabled: boolean;
}

export function indexNamed(table: Table, name: string): Index | undefined {
  return table.indexes.find((index) => index.name === name);
}

/** The names of a key's attributes. */
export function namesOf(key: Key): readonly string[] {
  return key.flatMap((attribute) => attribute?.name ?? []);
}

export function attributesOf(key: Key): readonly KeyAttribute[] {
  return key.flatMap((attribute) => attribute ?? []);
}

/** What an index shows of an item, by the names of attributes; `undefined` for all. */
export function projectedNames(
  table: Table,
  { key, projection }: Index,
): readonly string[] | undefined {
  return projection.type === 'ALL'
    ? undefined
    : [...new Set([...namesOf(table.key), ...namesOf(key), ...projection.attributes])];
}

export function streamArn({ arn }: Table, { label }: Stream): string {
  return `${arn}/stream/${label}`;
}
