/** When time to live deletes items: an alarm for each that has a time. */
import { values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import type { ServiceEffect } from '../../contract/service.ts';
import { only } from '../expressions/projection.ts';
import type { Item } from '../values/attribute-value.ts';
import { namesOf, type Table } from './table.ts';

/** An item whose time may be over when its alarm rings. */
export interface Expiry {
  readonly table: string;
  /** Of the table, which may have been made anew. */
  readonly id: string;
  readonly key: Item;
}

/** AWS deletes items within a few days of their time; here it is two days, in milliseconds. */
const deletedAfter = 172_800_000;

/** Five years: what is past for longer is taken for no time, in milliseconds. */
const oldest = 157_680_000_000;

/** Whether time to live has had the time to delete an item. */
export function isDue(table: Table, item: Item, now: number): boolean {
  const expiry = expiryOf(table, item);
  return expiry !== undefined && expiry + deletedAfter <= now;
}

/** The alarm of an item that is written. */
export function alarmOf(table: Table, item: Item, now: number): readonly ServiceEffect<Expiry>[] {
  const expiry = expiryOf(table, item);
  if (expiry === undefined || expiry < now - oldest) return [];
  const key = { table: table.name, id: table.id, key: only(item, namesOf(table.key)) };
  return [{ do: 'wake', key, at: Math.max(expiry, now) + deletedAfter }];
}

/** Those of all items of a table whose time to live is enabled. */
export function alarmsOf(table: Table, now: number): readonly ServiceEffect<Expiry>[] {
  return values(table.items).flatMap((item) => alarmOf(table, item, now));
}

/** Milliseconds since the epoch; `undefined` for an item that does not expire. */
function expiryOf({ timeToLive }: Table, item: Item): number | undefined {
  if (timeToLive?.isEnabled !== true) return undefined;
  const value = member(item, timeToLive.attribute);
  const expiry = value && 'N' in value ? Number(value.N) * 1000 : NaN;
  return Number.isSafeInteger(Math.floor(expiry)) ? Math.floor(expiry) : undefined;
}
