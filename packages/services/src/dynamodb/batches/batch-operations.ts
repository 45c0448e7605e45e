/** BatchGetItem and BatchWriteItem. */
import { isObject, member, setMember, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, operation, record, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import {
  capacityKinds,
  constraintProblem,
  failed,
  metricsKinds,
  oneOf,
  required,
  type Check,
} from '../tables/constraints.ts';
import type { Path } from '../expressions/path.ts';
import { only, projected } from '../expressions/projection.ts';
import { consumed, readUnits, sumOf, writeUnits, type Units } from '../items/capacity.ts';
import { collectionMetrics } from '../items/item-operations.ts';
import { mixProblem, named, projecting, shownBy } from '../items/request-parts.ts';
import { perform, sizeProblem, type Write } from '../items/write.ts';
import { noTable, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import { recorded, type Change } from '../streams/stream.ts';
import { older, reading } from '../values/surface.ts';
import { itemAt } from '../tables/items.ts';
import { keyProblem, nestedKeyProblem } from '../tables/key-checks.ts';
import { placeIn } from '../tables/places.ts';
import { namesOf, type Table } from '../tables/table.ts';
import { invalid, type Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { readItem } from '../values/read-value.ts';
import type { Expiry } from '../tables/time-to-live.ts';

/** Keys of one BatchGetItem, and writes of one BatchWriteItem, over all tables. */
const mostKeys = 100;
const mostWrites = 25;
/** Bytes of one response. */
const largestResponse = 16 * 1_048_576;

const keysAndAttributes = members({
  Keys: list(record),
  ConsistentRead: flag,
  ExpressionAttributeNames: named.ExpressionAttributeNames,
  ...projecting,
});
type Keys = Infer<typeof keysAndAttributes>;

const writeRequest = members({
  PutRequest: members({ Item: record }),
  DeleteRequest: members({ Key: record }),
});
type WriteRequest = Infer<typeof writeRequest>;

const duplicates = invalid('Provided list of item keys contains duplicates');

export const batchOperations: { readonly [name: string]: Operation<DynamoState, Expiry> } = {
  BatchGetItem: operation(
    { RequestItems: map(keysAndAttributes), ReturnConsumedCapacity: text },
    ({ RequestItems: items, ReturnConsumedCapacity: asked }, state) => {
      const problem =
        constraintProblem([
          ...nameMapChecks(items),
          oneOf('returnConsumedCapacity', asked, capacityKinds),
          ...keyCountChecks(items ?? {}),
        ]) ?? keysProblem(items ?? {});
      if (problem) return { state, outcome: problem };
      const reads: Read[] = [];
      for (const [name, keys] of Object.entries(items ?? {})) {
        const read = readKeys(name, keys, state);
        if (isRefusal(read)) return { state, outcome: read };
        reads.push(read);
      }
      return { state, outcome: success(answerOf(reads, asked)) };
    },
  ),

  BatchWriteItem: operation(
    {
      RequestItems: map(list(writeRequest)),
      ReturnConsumedCapacity: text,
      ReturnItemCollectionMetrics: text,
    },
    (request, state, context) => {
      const { RequestItems: items = {}, ReturnConsumedCapacity: asked } = request;
      const { ReturnItemCollectionMetrics: metrics } = request;
      const problem =
        constraintProblem([
          required('requestItems', request.RequestItems),
          oneOf('returnConsumedCapacity', asked, capacityKinds),
          oneOf('returnItemCollectionMetrics', metrics, metricsKinds),
          ...writeCountChecks(items),
          ...emptyWriteChecks(items),
        ]) ?? writesProblem(items);
      if (problem) return { state, outcome: problem };
      let after = state;
      const changes: Change[] = [];
      const told: JsonObject[] = [];
      const collections: { [table: string]: JsonObject[] } = {};
      for (const [name, writes] of Object.entries(items)) {
        const table = tableOf(state, name);
        if (!table) return { state, outcome: noTable };
        const done = writeAll(table, writes);
        if (isRefusal(done)) return { state, outcome: done };
        after = withTable(after, done.table);
        changes.push(...done.changes);
        const capacity = consumed(table, sumOf(done.units), asked);
        if (capacity) told.push(capacity);
        const sizes = done.changes.flatMap(({ before, after: item }): readonly JsonObject[] => {
          const size = collectionMetrics(table, item ?? before, metrics);
          return size ? [size] : [];
        });
        if (sizes.length > 0) setMember(collections, table.name, sizes);
      }
      return {
        ...recorded(after, changes, context),
        outcome: success({
          UnprocessedItems: {},
          ...(told.length > 0 ? { ConsumedCapacity: told } : {}),
          ...(Object.keys(collections).length > 0 ? { ItemCollectionMetrics: collections } : {}),
        }),
      };
    },
  ),
};

const mapKeys =
  'Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]';

function nameMapChecks(items: { readonly [table: string]: Keys } | undefined): readonly Check[] {
  if (!items) return [required('requestItems', items)];
  const names = Object.keys(items);
  if (names.length === 0) {
    return [
      "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ];
  }
  return names.some(isNoName)
    ? [failed(`'${JSON.stringify(items)}'`, 'requestItems', mapKeys)]
    : [];
}

function isNoName(name: string): boolean {
  return !name.startsWith('arn:') && !/^[a-zA-Z0-9_.-]{1,255}$/.test(name);
}

function keyCountChecks(items: { readonly [table: string]: Keys }): readonly Check[] {
  return Object.entries(items).flatMap(([name, { Keys: keys }]) => {
    const at = `Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: Member must`;
    if (!keys) return [`${at} not be null`];
    if (keys.length === 0) return [`${at} have length greater than or equal to 1`];
    return keys.length > mostKeys ? [`${at} have length less than or equal to ${mostKeys}`] : [];
  });
}

function keysProblem(items: { readonly [table: string]: Keys }): Refusal | undefined {
  const all = Object.values(items);
  for (const keys of all) {
    const problem = mixProblem(
      { ...keys, Keys: undefined },
      ['ProjectionExpression'],
      ['AttributesToGet'],
      reading,
    );
    if (problem) return problem;
  }
  const isMixed =
    all.some((keys) => keys.ProjectionExpression !== undefined) &&
    all.some((keys) => keys.AttributesToGet !== undefined);
  if (isMixed) {
    return invalid(
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    );
  }
  const count = all.reduce((sum, { Keys: keys = [] }) => sum + keys.length, 0);
  return count > mostKeys
    ? invalid('Too many items requested for the BatchGetItem call')
    : undefined;
}

interface Read {
  readonly table: Table;
  readonly request: Keys;
  readonly keys: readonly Item[];
  readonly paths: readonly Path[] | undefined;
}

function readKeys(name: string, request: Keys, state: DynamoState): Read | Refusal {
  const keys: Item[] = [];
  for (const written of request.Keys ?? []) {
    const key = readItem(written, reading);
    if (isRefusal(key)) return key;
    keys.push(key);
  }
  const paths = shownBy(request, reading);
  if (paths && isRefusal(paths)) return paths;
  const table = tableOf(state, name);
  if (!table) return noTable;
  for (const key of keys) {
    const problem = keyProblem(table, key);
    if (problem) return problem;
  }
  const nested = nestedKeyProblem(table, paths ?? []);
  if (nested) return nested;
  return areDistinct(table, keys) ? { table, request, keys, paths } : duplicates;
}

function areDistinct({ key }: Table, items: readonly Item[]): boolean {
  return new Set(items.map((item) => JSON.stringify(placeIn(key, item)))).size === items.length;
}

function answerOf(reads: readonly Read[], asked: string | undefined): JsonObject {
  const Responses: { [table: string]: Item[] } = {};
  const UnprocessedKeys: { [table: string]: JsonObject } = {};
  const told: JsonObject[] = [];
  let bytes = 0;
  for (const { table, request, keys, paths } of reads) {
    const found: Item[] = [];
    let units = 0;
    for (const [at, key] of keys.entries()) {
      const item = itemAt(table, key);
      const size = item ? itemSize(item) : 0;
      if (bytes + size > largestResponse) {
        const rest = { ...request, Keys: (request.Keys ?? []).slice(at) };
        setMember<JsonObject>(UnprocessedKeys, table.name, rest);
        break;
      }
      bytes += size;
      units += readUnits(size, request.ConsistentRead);
      if (item) found.push(projected(item, paths));
    }
    setMember(Responses, table.name, found);
    const capacity = consumed(table, { table: units, indexes: {} }, asked);
    if (capacity) told.push(capacity);
  }
  return {
    Responses,
    UnprocessedKeys,
    ...(told.length > 0 ? { ConsumedCapacity: told } : {}),
  };
}

type Writes = { readonly [table: string]: readonly WriteRequest[] };

function writeCountChecks(items: Writes): readonly Check[] {
  const names = Object.keys(items);
  if (names.some(isNoName)) {
    const told = names.map((name) => `${name}=${javaText(items, name)}`).join(', ');
    return [failed(`'{${told}}'`, 'requestItems', mapKeys)];
  }
  const wrong = names.find((name) => {
    const count = member(items, name)?.length ?? 0;
    return count === 0 || count > mostWrites;
  });
  return wrong === undefined
    ? []
    : [
        failed(
          `'{${wrong}=${javaText(items, wrong)}}'`,
          'requestItems',
          `Map value must satisfy constraint: [Member must have length less than or equal to ${mostWrites}, Member must have length greater than or equal to 1]`,
        ),
      ];
}

/** About as AWS's framework prints requests. */
function javaText(items: Writes, name: string): string {
  const shown = (member(items, name) ?? []).map(({ PutRequest: put, DeleteRequest: removed }) =>
    put
      ? `WriteRequest(putRequest=PutRequest(item=${plainText(put.Item)}))`
      : `WriteRequest(deleteRequest=DeleteRequest(key=${plainText(removed?.Key)}))`,
  );
  return `[${shown.join(', ')}]`;
}

function plainText(item: JsonObject | undefined): string {
  const shown = Object.entries(item ?? {}).map(
    ([name, value]) => `${name}=AttributeValue(${isObject(value) ? JSON.stringify(value) : ''})`,
  );
  return `{${shown.join(', ')}}`;
}

function emptyWriteChecks(items: Writes): readonly Check[] {
  return Object.entries(items).flatMap(([name, writes]) =>
    writes.flatMap(({ PutRequest: put, DeleteRequest: gone }, index) => {
      const at = `requestItems.${name}.member.${index + 1}.member`;
      return [
        gone ? required(`${at}.deleteRequest.key`, gone.Key) : undefined,
        put ? required(`${at}.putRequest.item`, put.Item) : undefined,
      ];
    }),
  );
}

function writesProblem(items: Writes): Refusal | undefined {
  const all = Object.values(items).flat();
  if (all.length === 0) return invalid('The requestItems parameter is required for BatchWriteItem');
  if (all.length > mostWrites)
    return invalid('Too many items requested for the BatchWriteItem call');
  const isWrong = all.some(({ PutRequest: put, DeleteRequest: gone }) => (put ? gone : !gone));
  return isWrong
    ? invalid(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      )
    : undefined;
}

interface Wrote {
  readonly table: Table;
  readonly changes: readonly Change[];
  readonly units: readonly Units[];
}

function writeAll(table: Table, requests: readonly WriteRequest[]): Wrote | Refusal {
  const writes: Write[] = [];
  for (const { PutRequest: put, DeleteRequest: gone } of requests) {
    const given = readItem((put ? put.Item : gone?.Key) ?? {}, older);
    if (isRefusal(given)) return given;
    const key = put ? only(given, namesOf(table.key)) : given;
    const problem = (put ? sizeProblem(given) : undefined) ?? keyProblem(table, key);
    if (problem) return problem;
    const kind = put ? 'put' : 'delete';
    writes.push({ kind, given, condition: undefined, actions: [], showsItem: false });
  }
  if (
    !areDistinct(
      table,
      writes.map(({ given }) => given),
    )
  )
    return duplicates;
  let after = table;
  const changes: Change[] = [];
  const units: Units[] = [];
  for (const write of writes) {
    const done = perform(after, write);
    if (isRefusal(done)) return done;
    after = done.table;
    changes.push({ table: table.name, before: done.before, after: done.after });
    units.push(writeUnits(table, done.before, done.after));
  }
  return { table: after, changes, units };
}
