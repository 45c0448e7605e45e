/** Tables that DynamoDB does not make, in its words, and the nearest that it makes. */
import { describe, expect, it } from 'vitest';
import { invalid, plain, worldWith, type Request } from './conversation.ts';

const wrong = 'One or more parameter values were invalid: ';

async function made(more: Request) {
  const world = await worldWith();
  return (await world.call('dynamodb', 'CreateTable', { ...plain, ...more })).value;
}

const units = (ReadUnitsPerSecond: number, WriteUnitsPerSecond: number): Request => ({
  WarmThroughput: { ReadUnitsPerSecond, WriteUnitsPerSecond },
});
const tooCold = (name: string) =>
  `${wrong}Requested ${name} for WarmThroughput for table is lower than initial throughput for OnDemand`;

/** Indexes that project so many attributes each. */
const projecting = (...counts: readonly number[]): Request => ({
  GlobalSecondaryIndexes: counts.map((count, at) => ({
    IndexName: `index${at}`,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    Projection: {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: Array.from({ length: count }, (_, attribute) => `a${attribute}`),
    },
  })),
});

describe('a table is refused', () => {
  it.each<readonly [string, Request, string]>([
    [
      'with an encryption that is off and has a type',
      { SSESpecification: { Enabled: false, SSEType: 'KMS' } },
      `${wrong}SSEType can not be specified if Enabled is false`,
    ],
    ['with few warm reads', units(11_999, 4000), tooCold('ReadUnitsPerSecond')],
    ['with few warm writes', units(12_000, 3999), tooCold('WriteUnitsPerSecond')],
    ['with few of both, for its reads', units(11_999, 3999), tooCold('ReadUnitsPerSecond')],
    [
      'with 101 projected attributes',
      projecting(20, 20, 20, 20, 20, 1),
      `${wrong}Number of projected attributes in all indexes exceeds limit of 100, number of projected attributes:101`,
    ],
    [
      'with 102 projected attributes',
      projecting(20, 20, 20, 20, 20, 2),
      `${wrong}Number of projected attributes in all indexes exceeds limit of 100, number of projected attributes:102`,
    ],
  ])('%s', async (_what, more, message) => {
    expect(await made(more)).toEqual(invalid(message));
  });
});

describe('a table is made', () => {
  it.each<readonly [string, Request]>([
    ['with an encryption that is off', { SSESpecification: { Enabled: false } }],
    ['with an encryption of a type', { SSESpecification: { Enabled: true, SSEType: 'KMS' } }],
    ['with the warm units that it begins with', units(12_000, 4000)],
    ['with warm writes alone', { WarmThroughput: { WriteUnitsPerSecond: 4000 } }],
    [
      'with any warm units where it is provisioned',
      {
        ...units(1, 1),
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
    ],
    ['with 100 projected attributes', projecting(20, 20, 20, 20, 20)],
  ])('%s', async (_what, more) => {
    expect(await made(more)).toMatchObject({ TableDescription: { TableName: 'plain' } });
  });
});
