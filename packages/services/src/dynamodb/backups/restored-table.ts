/** A table as a restore makes it, with what the request overrides. */
import { values } from '@stepthrough/collections';
import { isObject, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { list, record, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { lengthWithin, nameChecks, oneOf, required, type Check } from '../tables/constraints.ts';
import { indexChecks, unitChecks } from '../tables/create-checks.ts';
import { billingModeOf, indexDescription } from '../tables/describe-table.ts';
import { filled } from '../tables/items.ts';
import { settingsOf, throughputOf } from '../tables/new-table.ts';
import { arnOf } from '../tables/state.ts';
import {
  encryptionForm,
  globalIndex,
  localIndex,
  units,
  type GlobalIndexRequest,
  type LocalIndexRequest,
} from '../tables/table-forms.ts';
import type { Index, Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';

export const overridesForm = {
  TargetTableName: text,
  BillingModeOverride: text,
  GlobalSecondaryIndexOverride: list(globalIndex),
  LocalSecondaryIndexOverride: list(localIndex),
  ProvisionedThroughputOverride: units,
  OnDemandThroughputOverride: record,
  SSESpecificationOverride: encryptionForm,
};

type Overrides = Infer<{ readonly is: 'object'; readonly fields: typeof overridesForm }>;

export function overrideChecks(request: Overrides): readonly Check[] {
  const { GlobalSecondaryIndexOverride: global = [], LocalSecondaryIndexOverride: local = [] } =
    request;
  return [
    required('targetTableName', request.TargetTableName),
    ...nameChecks('targetTableName', request.TargetTableName),
    oneOf('billingModeOverride', request.BillingModeOverride, ['PROVISIONED', 'PAY_PER_REQUEST']),
    ...global.flatMap((index, at) =>
      indexChecks(`globalSecondaryIndexOverride.${at + 1}.member`, index),
    ),
    ...local.flatMap((index, at) =>
      indexChecks(`localSecondaryIndexOverride.${at + 1}.member`, index),
    ),
    ...unitChecks('provisionedThroughputOverride', request.ProvisionedThroughputOverride),
    oneOf('sSESpecificationOverride.sSEType', request.SSESpecificationOverride?.SSEType, [
      ...['AES256', 'KMS'],
    ]),
    lengthWithin(
      'sSESpecificationOverride.kMSMasterKeyId',
      request.SSESpecificationOverride?.KMSMasterKeyId,
      1,
      2048,
    ),
  ];
}

/**
 * A new table with the items, the indexes, the billing and the encryption of the source; streams, tags, time to
 * live, recovery, protection, the policy and the table class are not restored.
 */
export function restoredTable(
  source: Table,
  request: Overrides,
  context: Context,
): Table | Refusal {
  const problem = billingProblem(source, request);
  if (problem !== undefined) return invalid(`Invalid Request: ${problem}`);
  const indexes = restoredIndexes(source, request);
  if (isRefusal(indexes)) return indexes;
  const { TargetTableName: name = '' } = request;
  const bare: Table = {
    name,
    arn: arnOf(name, context),
    id: context.uuid('table'),
    createdAt: context.now,
    key: source.key,
    indexes: [],
    items: source.items,
    stream: undefined,
    settings: restoredSettings(source, request, context),
    isProtected: false,
    tags: {},
    timeToLive: undefined,
  };
  return { ...bare, indexes };
}

function billingProblem(source: Table, request: Overrides): string | undefined {
  const { BillingModeOverride: mode, ProvisionedThroughputOverride: throughput } = request;
  if (mode === 'PAY_PER_REQUEST' && throughput) {
    return 'Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST';
  }
  if (mode === 'PROVISIONED' && !throughput) {
    return 'Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED';
  }
  const effective = mode ?? billingModeOf(source);
  if (throughput && effective !== 'PROVISIONED') {
    return 'Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED';
  }
  const [most] = Object.keys(request.OnDemandThroughputOverride ?? {});
  return most !== undefined && effective !== 'PAY_PER_REQUEST'
    ? `Cannot override ${most} for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST`
    : undefined;
}

/** Those of the source, or those that the request chooses of them: an empty list is none. */
function restoredIndexes(source: Table, request: Overrides): readonly Index[] | Refusal {
  const restored: Index[] = [];
  const chosen = [
    ...chosenIndexes(source, 'local', request.LocalSecondaryIndexOverride),
    ...chosenIndexes(source, 'global', request.GlobalSecondaryIndexOverride),
  ];
  for (const { asked, index } of chosen) {
    if (!index) {
      return invalid(
        `Invalid Request: Index ${asked} does not match a secondary index that existed in the source table and cannot be created during the restore operation`,
      );
    }
    restored.push(filled(source, billedAs(request, index), values(source.items)));
  }
  return restored;
}

interface Choice {
  readonly asked: string;
  /** Without its items; absent when the source has none like it. */
  readonly index: Index | undefined;
}

function chosenIndexes(
  { indexes }: Table,
  kind: Index['kind'],
  overrides: readonly (LocalIndexRequest & Partial<GlobalIndexRequest>)[] | undefined,
): readonly Choice[] {
  const present = indexes.filter((index) => index.kind === kind);
  if (!overrides) return present.map((index) => ({ asked: index.name, index: emptied(index) }));
  return overrides.map((override) => {
    const { IndexName: asked = '', ProvisionedThroughput: throughput } = override;
    const found = present.find((index) => isLike(index, override));
    if (!found) return { asked, index: undefined };
    const named = { ...emptied(found), name: asked };
    return { asked, index: throughput ? withThroughput(named, throughputOf(throughput)) : named };
  });
}

function emptied(index: Index): Index {
  return { ...index, items: undefined, insights: undefined };
}

function isLike(index: Index, { KeySchema, Projection }: LocalIndexRequest): boolean {
  const { KeySchema: schema, Projection: projection } = indexDescription(index);
  return (
    JSON.stringify(schema) === JSON.stringify(ordered(KeySchema ?? [])) &&
    JSON.stringify(projection) ===
      JSON.stringify({
        ProjectionType: Projection?.ProjectionType,
        ...(Projection?.NonKeyAttributes ? { NonKeyAttributes: Projection.NonKeyAttributes } : {}),
      })
  );
}

function ordered(schema: NonNullable<LocalIndexRequest['KeySchema']>): readonly JsonObject[] {
  return schema.map(({ AttributeName = '', KeyType = '' }) => ({ AttributeName, KeyType }));
}

function billedAs({ BillingModeOverride: mode }: Overrides, index: Index): Index {
  return mode === 'PAY_PER_REQUEST' && index.kind === 'global'
    ? withThroughput(index, throughputOf(undefined))
    : index;
}

function withThroughput(index: Index, throughput: JsonObject): Index {
  return { ...index, throughput: { ...index.throughput, ProvisionedThroughput: throughput } };
}

function restoredSettings(source: Table, request: Overrides, context: Context): JsonObject {
  const { BillingModeOverride: mode, ProvisionedThroughputOverride: throughput } = request;
  const { OnDemandThroughputOverride: onDemand, SSESpecificationOverride: encryption } = request;
  const overridden = settingsOf(
    {
      ...(mode === undefined ? {} : { BillingMode: mode }),
      ...(throughput ? { ProvisionedThroughput: throughput } : {}),
      ...(onDemand ? { OnDemandThroughput: onDemand } : {}),
      ...(encryption ? { SSESpecification: encryption } : {}),
    },
    context,
  );
  const dropped = [
    'TableClassSummary',
    ...(encryption ? ['SSEDescription'] : []),
    ...(mode === undefined ? [] : ['BillingModeSummary']),
    ...(mode === 'PROVISIONED' ? ['OnDemandThroughput'] : []),
  ];
  const kept = Object.entries(source.settings).filter(([name]) => !dropped.includes(name));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, restoredSetting(value, context)])),
    ...overridden,
  };
}

/** Its first moment of being paid by request is that of the restored table. */
function restoredSetting(value: JsonObject[string], { now }: Context): JsonObject[string] {
  return isObject(value) && value['LastUpdateToPayPerRequestDateTime'] !== undefined
    ? { ...value, LastUpdateToPayPerRequestDateTime: now / 1000 }
    : value;
}
