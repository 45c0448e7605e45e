/** Records of a table's stream, for the functions and pipes that read it. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../contract/service.ts';

export function streamEffects(
  table: string,
  key: readonly string[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  context: Context,
): readonly ServiceEffect[] {
  // An update that changes nothing writes no record.
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const { functions, pipes, tables } = context.setting.scenario.resources;
  const record = recordOf(table, key, before, after, member(tables, table) ?? {}, context);
  const log: ServiceEffect = {
    do: 'log',
    kind: 'itemChanged',
    message: `${String(record['eventName'])} in table ${table}`,
    resource: table,
    data: after ?? before ?? null,
  };
  const toFunctions = Object.entries(functions).flatMap(([name, declared]) =>
    ((declared['events'] ?? []) as readonly JsonObject[]).flatMap(
      (source, index): ServiceEffect[] =>
        source['table'] === table
          ? [
              {
                do: 'call',
                call: {
                  service: 'lambda',
                  signal: { kind: 'records', function: name, source: index, records: [record] },
                },
              },
            ]
          : [],
    ),
  );
  const toPipes = Object.entries(pipes).flatMap(([name, pipe]): ServiceEffect[] =>
    pipe['table'] === table
      ? [
          {
            do: 'call',
            call: {
              service: 'pipes',
              signal: { kind: 'records', pipe: name, records: [record] },
            },
          },
        ]
      : [],
  );
  return [log, ...toFunctions, ...toPipes];
}

function recordOf(
  table: string,
  key: readonly string[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  { stream = 'NEW_AND_OLD_IMAGES' }: JsonObject,
  context: Context,
): JsonObject {
  const view = String(stream);
  const item = after ?? before ?? {};
  const images: JsonObject = {
    ...(after && /NEW/.test(view) ? { NewImage: after } : {}),
    ...(before && /OLD/.test(view) ? { OldImage: before } : {}),
  };
  const Keys = Object.fromEntries(key.map((name) => [name, member(item, name) ?? null]));
  const created = new Date(context.setting.clockStart).toISOString().slice(0, 23);
  return {
    eventID: context.uuid('stream').replaceAll('-', ''),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: context.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(context.now / 1000),
      Keys,
      ...images,
      SequenceNumber: String(100_000_000_000_000_000_000n + BigInt(context.number)),
      SizeBytes: Buffer.byteLength(JSON.stringify({ Keys, ...images })),
      StreamViewType: view,
    },
    eventSourceARN: `arn:aws:dynamodb:${context.region}:${context.account}:table/${table}/stream/${created}`,
  };
}
