/** Why DynamoDB does not make a table, or an index, as it is asked to. */
import type { Refusal } from '../../contract/outcome.ts';
import {
  atLeast,
  constraintProblem,
  failed,
  lengthWithin,
  nameChecks,
  oneOf,
  required,
  tableNameProblem,
  type Check,
} from './constraints.ts';
import { invalid } from '../values/attribute-value.ts';
import { encryptionProblem, warmProblem } from './settings-problems.ts';
import type {
  CreateRequest,
  Definitions,
  GlobalIndexRequest,
  KeySchema,
  LocalIndexRequest,
  Settings,
} from './table-forms.ts';

const wrong = 'One or more parameter values were invalid:';
const mostLocal = 5;
const mostGlobal = 20;
/** Attributes that projections of all indexes of a table name. */
const mostProjected = 100;

export function createProblem(request: CreateRequest): Refusal | undefined {
  const { TableName: name } = request;
  return (
    tableNameProblem(name) ?? constraintProblem(memberChecks(request)) ?? wholeProblem(request)
  );
}

function memberChecks(request: CreateRequest): readonly Check[] {
  const { GlobalSecondaryIndexes: global = [], LocalSecondaryIndexes: local = [] } = request;
  return [
    ...nameChecks('tableName', request.TableName),
    ...settingsChecks(request),
    required('attributeDefinitions', request.AttributeDefinitions),
    ...keyChecks('keySchema', request.KeySchema),
    ...global.flatMap((index, at) => indexChecks(`globalSecondaryIndexes.${at + 1}.member`, index)),
    ...local.flatMap((index, at) => indexChecks(`localSecondaryIndexes.${at + 1}.member`, index)),
  ];
}

export function settingsChecks(request: Settings): readonly Check[] {
  const { ProvisionedThroughput: units, AttributeDefinitions: definitions = [] } = request;
  return [
    oneOf('billingMode', request.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST']),
    oneOf('tableClass', request.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS']),
    ...unitChecks('provisionedThroughput', units),
    oneOf('streamSpecification.streamViewType', request.StreamSpecification?.StreamViewType, [
      ...['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'],
    ]),
    oneOf('sSESpecification.sSEType', request.SSESpecification?.SSEType, ['AES256', 'KMS']),
    ...definitions.flatMap(({ AttributeName, AttributeType }, at) => {
      const member = `attributeDefinitions.${at + 1}.member`;
      return [
        required(`${member}.attributeName`, AttributeName),
        lengthWithin(`${member}.attributeName`, AttributeName, 1, 255),
        required(`${member}.attributeType`, AttributeType),
        oneOf(`${member}.attributeType`, AttributeType, ['B', 'N', 'S']),
      ];
    }),
  ];
}

export function unitChecks(at: string, units: Settings['ProvisionedThroughput']): readonly Check[] {
  if (!units) return [];
  return [
    required(`${at}.writeCapacityUnits`, units.WriteCapacityUnits),
    atLeast(`${at}.writeCapacityUnits`, units.WriteCapacityUnits, 1),
    required(`${at}.readCapacityUnits`, units.ReadCapacityUnits),
    atLeast(`${at}.readCapacityUnits`, units.ReadCapacityUnits, 1),
  ];
}

function keyChecks(at: string, schema: KeySchema | undefined): readonly Check[] {
  if (!schema) return [required(at, schema)];
  const told = schema
    .map(
      ({ AttributeName, KeyType }) =>
        `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`,
    )
    .join(', ');
  const length = schema.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 2';
  const isWrong = schema.length === 0 || schema.length > 2;
  return [
    isWrong ? failed(`'[${told}]'`, at, `Member must have length ${length}`) : undefined,
    ...schema.flatMap(({ AttributeName, KeyType }, index) => [
      required(`${at}.${index + 1}.member.attributeName`, AttributeName),
      lengthWithin(`${at}.${index + 1}.member.attributeName`, AttributeName, 1, 255),
      required(`${at}.${index + 1}.member.keyType`, KeyType),
      oneOf(`${at}.${index + 1}.member.keyType`, KeyType, ['HASH', 'RANGE']),
    ]),
  ];
}

export function indexChecks(
  at: string,
  index: LocalIndexRequest & Partial<GlobalIndexRequest>,
): readonly Check[] {
  const { Projection: projection } = index;
  return [
    required(`${at}.indexName`, index.IndexName),
    ...nameChecks(`${at}.indexName`, index.IndexName),
    ...keyChecks(`${at}.keySchema`, index.KeySchema),
    required(`${at}.projection`, projection),
    oneOf(`${at}.projection.projectionType`, projection?.ProjectionType, [
      ...['ALL', 'INCLUDE', 'KEYS_ONLY'],
    ]),
    lengthWithin(`${at}.projection.nonKeyAttributes`, projection?.NonKeyAttributes, 1, 20),
    ...unitChecks(`${at}.provisionedThroughput`, index.ProvisionedThroughput),
  ];
}

function wholeProblem(request: CreateRequest): Refusal | undefined {
  const { KeySchema: schema = [], AttributeDefinitions: definitions = [] } = request;
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = request;
  const problem =
    billingProblem(request) ??
    definitionProblem(definitions) ??
    tableKeyProblem(schema, definitions) ??
    localProblem(request) ??
    globalProblem(request) ??
    streamProblem(request.StreamSpecification) ??
    encryptionProblem(request.SSESpecification) ??
    warmProblem(request);
  if (problem !== undefined) return invalid(problem);
  const indexes = [...(local ?? []), ...(global ?? [])];
  const names = indexes.map(({ IndexName }) => IndexName);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return invalid(`${wrong} Duplicate index name: ${twice}`);
  const projected = indexes.flatMap(({ Projection }) => Projection?.NonKeyAttributes ?? []).length;
  if (projected > mostProjected) {
    return invalid(
      `${wrong} Number of projected attributes in all indexes exceeds limit of ${mostProjected}, number of projected attributes:${projected}`,
    );
  }
  const used = [schema, ...indexes.map(({ KeySchema }) => KeySchema ?? [])].flat();
  const count = new Set(used.map(({ AttributeName }) => AttributeName)).size;
  if (count === definitions.length) return undefined;
  return invalid(
    indexes.length === 0
      ? `${wrong} Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`
      : `${wrong} Some AttributeDefinitions are not used. AttributeDefinitions: ${listText(definitions)}, keys used: [${[...new Set(used.map(({ AttributeName }) => AttributeName))].join(', ')}]`,
  );
}

function billingProblem(request: Settings): string | undefined {
  const { BillingMode: mode, ProvisionedThroughput: units } = request;
  if (mode === 'PAY_PER_REQUEST') {
    return units
      ? `${wrong} Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`
      : undefined;
  }
  return units
    ? unitsProblem(units)
    : `${wrong} ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`;
}

export function unitsProblem(
  units: NonNullable<Settings['ProvisionedThroughput']>,
): string | undefined {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    const value = units[name] ?? 0;
    if (value > 1_000_000_000_000) return `Given value ${value} for ${name} is out of bounds`;
  }
  return undefined;
}

function definitionProblem(definitions: Definitions): string | undefined {
  const names = definitions.map(({ AttributeName }) => AttributeName);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined
    ? undefined
    : `${wrong} Duplicate AttributeName in AttributeDefinitions: ${twice}`;
}

function listText(all: readonly { readonly AttributeName?: string }[]): string {
  return `[${all.map(({ AttributeName }) => AttributeName).join(', ')}]`;
}

/** Of a table or an index. */
function schemaProblem(schema: KeySchema, definitions: Definitions): string | undefined {
  const defined = new Set(definitions.map(({ AttributeName }) => AttributeName));
  if (schema.some(({ AttributeName }) => !defined.has(AttributeName))) {
    return `${wrong} Some index key attributes are not defined in AttributeDefinitions. Keys: ${listText(schema)}, AttributeDefinitions: ${listText(definitions)}`;
  }
  const [first, second] = schema;
  if (second && first?.AttributeName === second.AttributeName) {
    return 'Both the Hash Key and the Range Key element in the KeySchema have the same name';
  }
  if (first?.KeyType !== 'HASH') {
    return 'Invalid KeySchema: The first KeySchemaElement is not a HASH key type';
  }
  return second && second.KeyType !== 'RANGE'
    ? 'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type'
    : undefined;
}

function tableKeyProblem(schema: KeySchema, definitions: Definitions): string | undefined {
  return schema.length > definitions.length
    ? 'Invalid KeySchema: Some index key attribute have no definition'
    : schemaProblem(schema, definitions);
}

function localProblem(request: CreateRequest): string | undefined {
  const { LocalSecondaryIndexes: local, KeySchema: schema = [] } = request;
  if (!local) return undefined;
  if (local.length === 0) return `${wrong} List of LocalSecondaryIndexes is empty`;
  if (schema.length < 2) {
    return `${wrong} Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`;
  }
  for (const { IndexName: name, KeySchema: own = [], Projection } of local) {
    const problem =
      schemaProblem(own, request.AttributeDefinitions ?? []) ?? localKeyProblem(name, own, schema);
    const projection = problem ?? projectionProblem(Projection);
    if (projection !== undefined) return projection;
  }
  return local.length > mostLocal
    ? `${wrong} Number of LocalSecondaryIndexes exceeds per-table limit of ${mostLocal}`
    : undefined;
}

function localKeyProblem(
  name: string | undefined,
  [own, sort]: KeySchema,
  [partition]: KeySchema,
): string | undefined {
  if (!sort) return `${wrong} Index KeySchema does not have a range key for index: ${name}`;
  return own?.AttributeName === partition?.AttributeName
    ? undefined
    : `${wrong} Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${own?.AttributeName}, table hash key: ${partition?.AttributeName}`;
}

function globalProblem(request: CreateRequest): string | undefined {
  const { GlobalSecondaryIndexes: global, BillingMode: mode = 'PROVISIONED' } = request;
  if (!global) return undefined;
  if (global.length === 0) return `${wrong} List of GlobalSecondaryIndexes is empty`;
  for (const index of global) {
    const problem = globalIndexProblem(index, request.AttributeDefinitions ?? [], mode);
    if (problem !== undefined) return problem;
  }
  return global.length > mostGlobal
    ? `${wrong} GlobalSecondaryIndex count exceeds the per-table limit of ${mostGlobal}`
    : undefined;
}

export function globalIndexProblem(
  index: GlobalIndexRequest,
  definitions: Definitions,
  mode: string,
): string | undefined {
  const problem =
    schemaProblem(index.KeySchema ?? [], definitions) ?? projectionProblem(index.Projection);
  if (problem !== undefined) return problem;
  const { IndexName: name, ProvisionedThroughput: units } = index;
  if (mode === 'PAY_PER_REQUEST') {
    return units
      ? `${wrong} ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`
      : undefined;
  }
  return units
    ? unitsProblem(units)
    : `${wrong} ProvisionedThroughput must be specified for index: ${name}`;
}

function projectionProblem(projection: LocalIndexRequest['Projection']): string | undefined {
  const { ProjectionType: type, NonKeyAttributes: names } = projection ?? {};
  if (type === undefined) return `${wrong} Unknown ProjectionType: null`;
  if (type === 'INCLUDE') {
    return names
      ? undefined
      : `${wrong} ProjectionType is INCLUDE, but NonKeyAttributes is not specified`;
  }
  return names
    ? `${wrong} ProjectionType is ${type}, but NonKeyAttributes is specified`
    : undefined;
}

export function streamProblem(stream: Settings['StreamSpecification']): string | undefined {
  const { StreamEnabled: isEnabled, StreamViewType: view } = stream ?? {};
  if (isEnabled === true && view === undefined) {
    return `${wrong} StreamViewType must be specified when StreamEnabled is true`;
  }
  return isEnabled === false && view !== undefined
    ? `${wrong} Table is being created with stream disabled, UpdateStreamSpecification cannot have StreamViewType`
    : undefined;
}
