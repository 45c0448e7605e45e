/** Types of what requests to DynamoDB carry, as far as its deserializer looks at them: by API version 2012-08-10. */

/** Of Java, which is what refusals name. */
export type Scalar = 'String' | 'Boolean' | 'Integer' | 'Long' | 'Double' | 'Blob';

export type WireType =
  | { readonly is: 'scalar'; readonly of: Scalar }
  | { readonly is: 'list'; readonly of: WireType }
  | { readonly is: 'map'; readonly of: WireType }
  | { readonly is: 'structure'; readonly name: string };

const scalar = (of: Scalar): WireType => ({ is: 'scalar', of });
const list = (of: WireType): WireType => ({ is: 'list', of });
const map = (of: WireType): WireType => ({ is: 'map', of });
const structure = (name: string): WireType => ({ is: 'structure', name });

const string = scalar('String');
const boolean = scalar('Boolean');
const integer = scalar('Integer');
const long = scalar('Long');
const blob = scalar('Blob');
const value = structure('AttributeValue');
const item = map(value);
const names = map(string);
const keySchema = list(structure('KeySchemaElement'));
const throughput = {
  ProvisionedThroughput: structure('ProvisionedThroughput'),
  OnDemandThroughput: structure('OnDemandThroughput'),
};
const expressions = {
  ConditionExpression: string,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: item,
};
const onFailure = { ReturnValuesOnConditionCheckFailure: string };
const index = { IndexName: string, KeySchema: keySchema, Projection: structure('Projection') };
const write = { TableName: string, ...expressions, ...onFailure };

export type Members = { readonly [member: string]: WireType };

export const structures: { readonly [name: string]: Members } = {
  AttributeValue: {
    S: string,
    N: string,
    B: blob,
    BOOL: boolean,
    NULL: boolean,
    SS: list(string),
    NS: list(string),
    BS: list(blob),
    L: list(value),
    M: item,
  },
  AttributeDefinition: { AttributeName: string, AttributeType: string },
  KeySchemaElement: { AttributeName: string, KeyType: string },
  Projection: { ProjectionType: string, NonKeyAttributes: list(string) },
  ProvisionedThroughput: { ReadCapacityUnits: long, WriteCapacityUnits: long },
  OnDemandThroughput: { MaxReadRequestUnits: long, MaxWriteRequestUnits: long },
  GlobalSecondaryIndex: { ...index, ...throughput },
  LocalSecondaryIndex: index,
  GlobalSecondaryIndexUpdate: {
    Create: structure('CreateGlobalSecondaryIndexAction'),
    Update: structure('UpdateGlobalSecondaryIndexAction'),
    Delete: structure('DeleteGlobalSecondaryIndexAction'),
  },
  CreateGlobalSecondaryIndexAction: { ...index, ...throughput },
  UpdateGlobalSecondaryIndexAction: { IndexName: string, ...throughput },
  DeleteGlobalSecondaryIndexAction: { IndexName: string },
  StreamSpecification: { StreamEnabled: boolean, StreamViewType: string },
  SSESpecification: { Enabled: boolean, SSEType: string, KMSMasterKeyId: string },
  TimeToLiveSpecification: { AttributeName: string, Enabled: boolean },
  PointInTimeRecoverySpecification: {
    PointInTimeRecoveryEnabled: boolean,
    RecoveryPeriodInDays: integer,
  },
  Tag: { Key: string, Value: string },
  ExpectedAttributeValue: {
    Value: value,
    Exists: boolean,
    ComparisonOperator: string,
    AttributeValueList: list(value),
  },
  Condition: { ComparisonOperator: string, AttributeValueList: list(value) },
  AttributeValueUpdate: { Action: string, Value: value },
  KeysAndAttributes: {
    Keys: list(item),
    AttributesToGet: list(string),
    ConsistentRead: boolean,
    ProjectionExpression: string,
    ExpressionAttributeNames: names,
  },
  WriteRequest: { PutRequest: structure('PutRequest'), DeleteRequest: structure('DeleteRequest') },
  PutRequest: { Item: item },
  DeleteRequest: { Key: item },
  TransactGetItem: { Get: structure('Get') },
  Get: {
    Key: item,
    TableName: string,
    ProjectionExpression: string,
    ExpressionAttributeNames: names,
  },
  TransactWriteItem: {
    ConditionCheck: structure('ConditionCheck'),
    Put: structure('Put'),
    Delete: structure('Delete'),
    Update: structure('Update'),
  },
  ConditionCheck: { Key: item, ...write },
  Put: { Item: item, ...write },
  Delete: { Key: item, ...write },
  Update: { Key: item, UpdateExpression: string, ...write },
  ParameterizedStatement: { Statement: string, Parameters: list(value), ...onFailure },
  BatchStatementRequest: {
    Statement: string,
    Parameters: list(value),
    ConsistentRead: boolean,
    ...onFailure,
  },
};

/** Parameters that are of one type in all operations that have them. */
export const parameters: Members = {
  ...write,
  ...throughput,
  AttributeDefinitions: list(structure('AttributeDefinition')),
  AttributeUpdates: map(structure('AttributeValueUpdate')),
  AttributesToGet: list(string),
  BackupArn: string,
  BackupName: string,
  BillingMode: string,
  ClientRequestToken: string,
  ConditionalOperator: string,
  ConsistentRead: boolean,
  DeletionProtectionEnabled: boolean,
  ExclusiveStartKey: item,
  ExclusiveStartTableName: string,
  Expected: map(structure('ExpectedAttributeValue')),
  FilterExpression: string,
  GlobalSecondaryIndexUpdates: list(structure('GlobalSecondaryIndexUpdate')),
  GlobalSecondaryIndexes: list(structure('GlobalSecondaryIndex')),
  IndexName: string,
  Item: item,
  Key: item,
  KeyConditionExpression: string,
  KeyConditions: map(structure('Condition')),
  KeySchema: keySchema,
  Limit: integer,
  LocalSecondaryIndexes: list(structure('LocalSecondaryIndex')),
  NextToken: string,
  Parameters: list(value),
  PointInTimeRecoverySpecification: structure('PointInTimeRecoverySpecification'),
  ProjectionExpression: string,
  QueryFilter: map(structure('Condition')),
  ResourceArn: string,
  ReturnConsumedCapacity: string,
  ReturnItemCollectionMetrics: string,
  ReturnValues: string,
  SSESpecification: structure('SSESpecification'),
  ScanFilter: map(structure('Condition')),
  ScanIndexForward: boolean,
  Segment: integer,
  Select: string,
  Statement: string,
  Statements: list(structure('BatchStatementRequest')),
  StreamSpecification: structure('StreamSpecification'),
  TableClass: string,
  TagKeys: list(string),
  Tags: list(structure('Tag')),
  TimeToLiveSpecification: structure('TimeToLiveSpecification'),
  TotalSegments: integer,
  TransactStatements: list(structure('ParameterizedStatement')),
  UpdateExpression: string,
};

/** Parameters that are of another type in these operations. */
export const ownParameters: { readonly [operation: string]: Members } = {
  BatchGetItem: { RequestItems: map(structure('KeysAndAttributes')) },
  BatchWriteItem: { RequestItems: map(list(structure('WriteRequest'))) },
  TransactGetItems: { TransactItems: list(structure('TransactGetItem')) },
  TransactWriteItems: { TransactItems: list(structure('TransactWriteItem')) },
};
