/** Tables that a scenario declares: as CreateTable makes them, with items. */
import { member } from '@stepthrough/json';
import { placeIn, SimulationProblem, type Table as DeclaredTable } from '@stepthrough/scenario';
import { isRefusal } from '../../contract/outcome.ts';
import { streamLabel } from '../../contract/declared-stream.ts';
import type { Surroundings } from '../../contract/service.ts';
import { arnOf } from './state.ts';
import { reading } from '../values/surface.ts';
import { readItem } from '../values/read-value.ts';
import { itemProblem } from './key-checks.ts';
import { withChange } from './items.ts';
import type { Index, Key, Table } from './table.ts';

/** @throws SimulationProblem for an item that DynamoDB would not take, with its place */
export function declaredTable(name: string, declared: DeclaredTable, setting: Surroundings): Table {
  const { scenario, clockStart } = setting;
  const { key, items, indexes, stream = 'NEW_AND_OLD_IMAGES' } = declared;
  let table: Table = {
    name,
    arn: arnOf(name, setting),
    id: '00000000-0000-4000-8000-000000000000',
    createdAt: clockStart,
    key: keyOf(key),
    indexes: Object.entries(indexes).map(([index, names]) => declaredIndex(index, names, key)),
    items: undefined,
    stream: {
      view: stream,
      label: streamLabel(clockStart),
      records: undefined,
      ...(isReadByFunction(name, setting) ? { isRead: true } : {}),
    },
    settings: {
      BillingModeSummary: {
        BillingMode: 'PAY_PER_REQUEST',
        LastUpdateToPayPerRequestDateTime: clockStart / 1000,
      },
      ProvisionedThroughput: {
        NumberOfDecreasesToday: 0,
        ReadCapacityUnits: 0,
        WriteCapacityUnits: 0,
      },
    },
    isProtected: false,
    tags: {},
    timeToLive: undefined,
  };
  for (const [index, written] of items.entries()) {
    const wrong = (problem: string): SimulationProblem => {
      const place = placeIn(scenario, ['resources', 'tables', name, 'items', String(index)]);
      return new SimulationProblem(`${place}: ${problem}`);
    };
    const missing = key.find((attribute) => member(written, attribute) === undefined);
    if (missing !== undefined) {
      throw wrong(`the item has no "${missing}", which is part of the key of "${name}".`);
    }
    const item = readItem(written, reading);
    const problem = isRefusal(item) ? item : itemProblem(table, item);
    if (problem) {
      throw wrong(
        `the item is not in DynamoDB JSON, such as { ${key[0] ?? 'id'}: { S: a }, amount: { N: '1' } }: ${problem.error.message}.`,
      );
    }
    if (!isRefusal(item)) table = withChange(table, undefined, item);
  }
  return table;
}

function isReadByFunction(name: string, { scenario }: Surroundings): boolean {
  const functions = Object.values(scenario.resources.functions);
  return functions.some(({ events }) => events.some(({ table }) => table === name));
}

/** A local index has the partition key of its table. */
function declaredIndex(name: string, names: readonly string[], tableKey: readonly string[]): Index {
  const isLocal = names[0] === tableKey[0] && names.length === 2 && tableKey.length === 2;
  return {
    name,
    kind: isLocal ? 'local' : 'global',
    key: keyOf(names),
    projection: { type: 'ALL', attributes: [] },
    items: undefined,
    throughput: {},
  };
}

function keyOf([partition = '', sort]: readonly string[]): Key {
  const first = { name: partition, type: undefined };
  return sort === undefined ? [first] : [first, { name: sort, type: undefined }];
}
