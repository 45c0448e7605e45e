/** Tables and indexes as CreateTable and UpdateTable make them. */
import type { JsonObject } from '@stepthrough/json';
import { streamLabel } from '../../contract/declared-stream.ts';
import type { Context } from '../../contract/service.ts';
import { arnOf } from './state.ts';
import { isKeyType } from './items.ts';
import type {
  CreateRequest,
  Definitions,
  GlobalIndexRequest,
  KeySchema,
  LocalIndexRequest,
  Settings,
} from './table-forms.ts';
import type { Index, Key, KeyAttribute, Projection, Stream, StreamView, Table } from './table.ts';

/** Of a request that has been checked. */
export function newTable(request: CreateRequest, context: Context): Table {
  const { TableName: name = '', AttributeDefinitions: definitions = [] } = request;
  const { LocalSecondaryIndexes: local = [], GlobalSecondaryIndexes: global = [] } = request;
  const id = context.uuid('table');
  return {
    name,
    arn: arnOf(name, context),
    id,
    createdAt: context.now,
    key: keyOf(request.KeySchema ?? [], definitions),
    indexes: [
      ...local.map((index) => localIndex(index, definitions)),
      ...global.map((index) => globalIndex(index, definitions)),
    ],
    items: undefined,
    stream: streamOf(request.StreamSpecification, context),
    settings: settingsOf(request, context),
    isProtected: request.DeletionProtectionEnabled ?? false,
    tags: Object.fromEntries((request.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    timeToLive: undefined,
  };
}

export function globalIndex(index: GlobalIndexRequest, definitions: Definitions): Index {
  const { ProvisionedThroughput: units, OnDemandThroughput: onDemand } = index;
  return {
    ...localIndex(index, definitions),
    kind: 'global',
    throughput: {
      ProvisionedThroughput: throughputOf(units),
      ...(onDemand ? { OnDemandThroughput: onDemand } : {}),
    },
  };
}

function localIndex(index: LocalIndexRequest, definitions: Definitions): Index {
  const { IndexName: name = '', KeySchema: schema = [], Projection: projection } = index;
  return {
    name,
    kind: 'local',
    key: keyOf(schema, definitions),
    projection: {
      type: projectionType(projection?.ProjectionType),
      attributes: projection?.NonKeyAttributes ?? [],
    },
    items: undefined,
    throughput: {},
  };
}

function projectionType(type: string | undefined): Projection['type'] {
  return type === 'KEYS_ONLY' || type === 'INCLUDE' ? type : 'ALL';
}

function keyOf([first, second]: KeySchema, definitions: Definitions): Key {
  const attribute = (name = ''): KeyAttribute => {
    const type = definitions.find((one) => one.AttributeName === name)?.AttributeType;
    return { name, type: isKeyType(type) ? type : undefined };
  };
  const partition = attribute(first?.AttributeName);
  return second ? [partition, attribute(second.AttributeName)] : [partition];
}

export function streamOf(
  specification: Settings['StreamSpecification'],
  { now }: Context,
): Stream | undefined {
  const { StreamEnabled: isEnabled, StreamViewType: view } = specification ?? {};
  return isEnabled === true
    ? { view: viewOf(view), label: streamLabel(now), records: undefined }
    : undefined;
}

function viewOf(view: string | undefined): StreamView {
  return view === 'KEYS_ONLY' || view === 'NEW_IMAGE' || view === 'OLD_IMAGE'
    ? view
    : 'NEW_AND_OLD_IMAGES';
}

export function throughputOf(units: Settings['ProvisionedThroughput']): JsonObject {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = units ?? {};
  return { NumberOfDecreasesToday: 0, ReadCapacityUnits, WriteCapacityUnits };
}

/** What a table's description has of the settings that a request makes. */
export function settingsOf(request: Settings, context: Context): JsonObject {
  const { BillingMode: mode, OnDemandThroughput: onDemand, TableClass: tableClass } = request;
  const { WarmThroughput: warm, SSESpecification: encryption } = request;
  return {
    ...(mode === undefined && !request.ProvisionedThroughput
      ? {}
      : { ProvisionedThroughput: throughputOf(request.ProvisionedThroughput) }),
    ...(mode === 'PAY_PER_REQUEST'
      ? {
          BillingModeSummary: {
            BillingMode: mode,
            LastUpdateToPayPerRequestDateTime: context.now / 1000,
          },
        }
      : {}),
    ...(onDemand ? { OnDemandThroughput: onDemand } : {}),
    ...(tableClass === undefined ? {} : { TableClassSummary: { TableClass: tableClass } }),
    ...(warm
      ? {
          WarmThroughput: {
            ReadUnitsPerSecond: warm.ReadUnitsPerSecond ?? 12_000,
            WriteUnitsPerSecond: warm.WriteUnitsPerSecond ?? 4000,
            Status: 'ACTIVE',
          },
        }
      : {}),
    ...(encryption?.Enabled === true
      ? {
          SSEDescription: {
            Status: 'ENABLED',
            SSEType: encryption.SSEType ?? 'KMS',
            KMSMasterKeyArn: keyArn(encryption.KMSMasterKeyId, context),
          },
        }
      : {}),
  };
}

function keyArn(id: string | undefined, context: Context): string {
  if (id?.startsWith('arn:') === true) return id;
  const { region, account } = context;
  return `arn:aws:kms:${region}:${account}:key/${id ?? context.uuid('key')}`;
}
