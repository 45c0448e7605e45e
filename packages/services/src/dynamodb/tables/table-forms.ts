/** What CreateTable and UpdateTable say of a table. */
import type { Infer } from '@stepthrough/scenario';
import { flag, json, list, members, number, record, text } from '../../contract/request-form.ts';

const keySchema = list(members({ AttributeName: text, KeyType: text }));

const projectionForm = members({ ProjectionType: text, NonKeyAttributes: list(text) });

export const units = members({ ReadCapacityUnits: number, WriteCapacityUnits: number });

export const globalIndex = members({
  IndexName: text,
  KeySchema: keySchema,
  Projection: projectionForm,
  ProvisionedThroughput: units,
  OnDemandThroughput: record,
});

export const localIndex = members({
  IndexName: text,
  KeySchema: keySchema,
  Projection: projectionForm,
});

export const tag = members({ Key: text, Value: text });

export const encryptionForm = members({ Enabled: flag, SSEType: text, KMSMasterKeyId: text });

const settings = {
  TableName: text,
  AttributeDefinitions: list(members({ AttributeName: text, AttributeType: text })),
  BillingMode: text,
  ProvisionedThroughput: units,
  StreamSpecification: members({ StreamEnabled: flag, StreamViewType: text }),
  SSESpecification: encryptionForm,
  TableClass: text,
  DeletionProtectionEnabled: flag,
  OnDemandThroughput: record,
  WarmThroughput: members({ ReadUnitsPerSecond: number, WriteUnitsPerSecond: number }),
};

export const createForm = {
  ...settings,
  KeySchema: keySchema,
  LocalSecondaryIndexes: list(localIndex),
  GlobalSecondaryIndexes: list(globalIndex),
  Tags: list(tag),
  ResourcePolicy: text,
};

export const updateForm = {
  ...settings,
  GlobalSecondaryIndexUpdates: list(
    members({
      Create: globalIndex,
      Update: members({
        IndexName: text,
        ProvisionedThroughput: units,
        OnDemandThroughput: record,
      }),
      Delete: members({ IndexName: text }),
    }),
  ),
  ReplicaUpdates: json,
};

export type CreateRequest = Infer<{ readonly is: 'object'; readonly fields: typeof createForm }>;
export type UpdateRequest = Infer<{ readonly is: 'object'; readonly fields: typeof updateForm }>;
export type Settings = Infer<{ readonly is: 'object'; readonly fields: typeof settings }>;
export type KeySchema = NonNullable<CreateRequest['KeySchema']>;
export type Definitions = NonNullable<Settings['AttributeDefinitions']>;
export type GlobalIndexRequest = Infer<typeof globalIndex>;
export type LocalIndexRequest = Infer<typeof localIndex>;
