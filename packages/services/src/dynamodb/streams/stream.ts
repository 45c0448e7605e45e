/** Records of a table's stream, for whoever reads it. */
import { append, get, itemsOf } from '@stepthrough/collections';
import { isObject, utf8Size, type JsonObject } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import { withKeptChange } from '../backups/recovery.ts';
import { only } from '../expressions/projection.ts';
import { withTable, type DynamoState } from '../tables/state.ts';
import { alarmOf, type Expiry } from '../tables/time-to-live.ts';
import { namesOf, streamArn, type Stream, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { areSameItems } from '../values/comparison.ts';

/** An item of a table before and after an operation. */
export interface Change {
  readonly table: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** Whether time to live deleted it. */
  readonly isByService?: true;
}

/** A day: how long a stream keeps its records. */
const streamAge = 86_400_000;

/** The records that a stream still keeps, oldest first. */
export function keptRecords({ records }: Stream, now: number): readonly JsonObject[] {
  return itemsOf(records).filter((record) => createdAt(record) * 1000 + streamAge > now);
}

function createdAt({ dynamodb }: JsonObject): number {
  const created =
    typeof dynamodb === 'object' && dynamodb !== null && 'ApproximateCreationDateTime' in dynamodb
      ? dynamodb.ApproximateCreationDateTime
      : undefined;
  return typeof created === 'number' ? created : 0;
}

/** The streams with a record for each change, and what readers of them get. */
export function recorded(
  state: DynamoState,
  changes: readonly Change[],
  context: Context,
): { readonly state: DynamoState; readonly effects: readonly ServiceEffect<Expiry>[] } {
  let after = state;
  const effects: ServiceEffect<Expiry>[] = [];
  for (const [index, change] of changes.entries()) {
    const table = get(after.tables, change.table);
    const item = change.after ?? change.before;
    // What changes nothing writes no record.
    if (!table || !item || isSameAsBefore(change)) continue;
    const eventName = change.before ? (change.after ? 'MODIFY' : 'REMOVE') : 'INSERT';
    effects.push({
      do: 'log',
      kind: 'itemChanged',
      message: `${eventName} in table ${table.name}`,
      resource: table.name,
      data: item,
    });
    const { before, after: written } = change;
    if (written) effects.push(...alarmOf(table, written, context.now));
    const kept = withKeptChange(table, { at: context.now, before, after: written });
    const { stream } = kept;
    if (!stream) {
      if (kept !== table) after = withTable(after, kept);
      continue;
    }
    const record = recordOf(table, stream, eventName, item, change, index, context);
    const records = append(stream.records, record);
    after = withTable(after, { ...kept, stream: { ...stream, records } });
    const whole = recordForFunctions(record, streamArn(table, stream));
    effects.push(...readersOf(table.name, stream, whole, context));
  }
  return { state: after, effects };
}

function isSameAsBefore({ before, after }: Change): boolean {
  return before !== undefined && after !== undefined && areSameItems(before, after);
}

/** Functions, when they read the stream, and pipes that the scenario lets read it. */
function readersOf(
  table: string,
  { isRead }: Stream,
  record: JsonObject,
  { setting }: Context,
): readonly ServiceEffect[] {
  const records = [record];
  const { eventSourceARN: stream } = record;
  const toFunctions: readonly ServiceEffect[] =
    isRead && typeof stream === 'string'
      ? [{ do: 'call', call: { service: 'lambda', signal: { kind: 'records', stream, records } } }]
      : [];
  const { pipes } = setting.scenario.resources;
  const toPipes = Object.entries(pipes).flatMap(([pipe, { table: read }]): ServiceEffect[] => {
    if (read !== table) return [];
    const signal = { kind: 'records', pipe, records } as const;
    return [{ do: 'call', call: { service: 'pipes', signal } }];
  });
  return [...toFunctions, ...toPipes];
}

function recordOf(
  { key }: Table,
  { view }: Stream,
  eventName: string,
  item: Item,
  { before, after, isByService }: Change,
  index: number,
  context: Context,
): JsonObject {
  const images: JsonObject = {
    ...(after && view.includes('NEW') ? { NewImage: after } : {}),
    ...(before && view.includes('OLD') ? { OldImage: before } : {}),
  };
  const Keys = only(item, namesOf(key));
  return {
    eventID: context.uuid(index === 0 ? 'stream' : `stream${index}`).replaceAll('-', ''),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: context.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(context.now / 1000),
      Keys,
      ...images,
      SequenceNumber: sequenceNumber(context.number, index),
      SizeBytes: utf8Size(JSON.stringify({ Keys, ...images })),
      StreamViewType: view,
    },
    ...(isByService
      ? { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } }
      : {}),
  };
}

/** As event source mappings and pipes pass it on. */
export function recordForFunctions(record: JsonObject, eventSourceARN: string): JsonObject {
  const { userIdentity: identity, ...rest } = record;
  if (!isObject(identity)) return { ...rest, eventSourceARN };
  const { PrincipalId: principalId = null, Type: type = null } = identity;
  return { ...rest, userIdentity: { principalId, type }, eventSourceARN };
}

/** Of 21 digits, growing. */
function sequenceNumber(number: number, index: number): string {
  return String(100_000_000_000_000_000_000n + BigInt(number) * 1000n + BigInt(index));
}
