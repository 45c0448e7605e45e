/** Records of a table's stream, for the functions and pipes that read it. */
import { equals, utf8Size, type JsonObject } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../contract/service.ts';
import type { Item } from './attribute-value.ts';
import { keyAttributes, type Table } from './table.ts';

/** An item before and after an operation. */
export interface Images {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export function streamEffects(
  table: Table,
  { before, after }: Images,
  context: Context,
): readonly ServiceEffect[] {
  // An update that changes nothing writes no record.
  const item = after ?? before;
  if (!item || (before && after && equals(before, after))) return [];
  const { functions, pipes } = context.setting.scenario.resources;
  const eventName = before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT';
  const records = [recordOf(table, eventName, item, { before, after }, context)];
  const log: ServiceEffect = {
    do: 'log',
    kind: 'itemChanged',
    message: `${eventName} in table ${table.name}`,
    resource: table.name,
    data: item,
  };
  const toFunctions = Object.entries(functions).flatMap(([name, { events }]) =>
    events.flatMap(({ table: read }, source): ServiceEffect[] => {
      if (read !== table.name) return [];
      const signal = { kind: 'records', function: name, source, records } as const;
      return [{ do: 'call', call: { service: 'lambda', signal } }];
    }),
  );
  const toPipes = Object.entries(pipes).flatMap(([pipe, { table: read }]): ServiceEffect[] => {
    if (read !== table.name) return [];
    const signal = { kind: 'records', pipe, records } as const;
    return [{ do: 'call', call: { service: 'pipes', signal } }];
  });
  return [log, ...toFunctions, ...toPipes];
}

function recordOf(
  table: Table,
  eventName: string,
  item: Item,
  { before, after }: Images,
  context: Context,
): JsonObject {
  const { name, stream: view } = table;
  const images: JsonObject = {
    ...(after && view.includes('NEW') ? { NewImage: after } : {}),
    ...(before && view.includes('OLD') ? { OldImage: before } : {}),
  };
  const Keys = keyAttributes(table, item);
  const created = new Date(context.setting.clockStart).toISOString().slice(0, 23);
  return {
    eventID: context.uuid('stream').replaceAll('-', ''),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: context.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(context.now / 1000),
      Keys,
      ...images,
      SequenceNumber: String(100_000_000_000_000_000_000n + BigInt(context.number)),
      SizeBytes: utf8Size(JSON.stringify({ Keys, ...images })),
      StreamViewType: view,
    },
    eventSourceARN: `arn:aws:dynamodb:${context.region}:${context.account}:table/${name}/stream/${created}`,
  };
}
