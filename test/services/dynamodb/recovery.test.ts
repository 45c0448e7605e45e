/** Point-in-time recovery, backups, and the tables that are restored from them. */
import type { Json } from '@stepthrough/asl';
import { atPointer } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import {
  converse,
  invalid,
  N,
  plain,
  S,
  things,
  worldWith,
  type Request,
  type Step,
} from './conversation.ts';

const day = 86_400_000;
const seconds = start / 1000;
const put = (pk: string, n: number): Step => [
  'PutItem',
  { TableName: 'plain', Item: { pk: S(pk), n: N(n) } },
  {},
];
const recover = (specification: Request): Step => [
  'UpdateContinuousBackups',
  { TableName: 'plain', PointInTimeRecoverySpecification: specification },
  {},
];
const enable: Step = [
  'UpdateContinuousBackups',
  { TableName: 'plain', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  { ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED' } },
];
const restore = (TargetTableName: string, more: Request): Request => ({
  SourceTableName: 'plain',
  TargetTableName,
  ...more,
});

async function itemsOf(world: Awaited<ReturnType<typeof worldWith>>, TableName: string) {
  const { value } = await world.call('dynamodb', 'Scan', { TableName });
  return atPointer(value, '/Items');
}

async function backupOf(world: Awaited<ReturnType<typeof worldWith>>, TableName: string) {
  const { value } = await world.call('dynamodb', 'CreateBackup', { TableName, BackupName: 'one' });
  return String(atPointer(value, '/BackupDetails/BackupArn'));
}

async function periodOf(world: Awaited<ReturnType<typeof worldWith>>): Promise<Json | undefined> {
  const { value } = await world.call('dynamodb', 'DescribeContinuousBackups', {
    TableName: 'plain',
  });
  return atPointer(value, '/ContinuousBackupsDescription/PointInTimeRecoveryDescription');
}

describe('point-in-time recovery', () => {
  it('is off at first, and again after it was on', async () => {
    const world = await worldWith(plain);
    expect(await periodOf(world)).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
    await converse(world, [enable]);
    expect(await periodOf(world)).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
      EarliestRestorableDateTime: seconds,
      LatestRestorableDateTime: seconds,
    });
    await converse(world, [
      [
        'UpdateContinuousBackups',
        {
          TableName: 'plain',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
        },
        { ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED' } },
      ],
    ]);
    expect(await periodOf(world)).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  it.each([
    [299_000, 0],
    [300_000, 0],
    [301_000, 1],
  ])('after %d ms reaches %d s beyond its beginning', async (passed, later) => {
    const world = await worldWith(plain);
    await converse(world, [enable]);
    await world.pass(passed);
    expect(await periodOf(world)).toMatchObject({
      EarliestRestorableDateTime: seconds,
      LatestRestorableDateTime: seconds + later,
    });
  });

  it.each([
    [day - 1000, 0],
    [day, 0],
    [day + 1000, 1],
  ])('of one day begins after %d ms at %d s', async (passed, earliest) => {
    const world = await worldWith(plain);
    await converse(world, [enable]);
    await world.pass(passed);
    await world.call('dynamodb', 'UpdateContinuousBackups', {
      TableName: 'plain',
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 1,
      },
    });
    expect(await periodOf(world)).toMatchObject({
      RecoveryPeriodInDays: 1,
      EarliestRestorableDateTime: seconds + earliest,
    });
  });

  it.each<readonly [Request, string]>([
    [
      { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 0 },
      "1 validation error detected: Value '0' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 },
      "1 validation error detected: Value '36' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 35",
    ],
    [
      { PointInTimeRecoveryEnabled: false, RecoveryPeriodInDays: 35 },
      'Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
    ],
    [
      {},
      "1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null",
    ],
  ])('is not updated to %j', async (specification, message) => {
    const world = await worldWith(plain);
    const [operation, request] = recover(specification);
    await converse(world, [[operation, request, invalid(message)]]);
  });

  it('knows no missing table', async () => {
    const world = await worldWith(plain);
    const missing = { code: 'TableNotFoundException', message: 'Table not found: none' };
    await converse(world, [['DescribeContinuousBackups', { TableName: 'none' }, missing]]);
  });

  it('restores items as they were, index included', async () => {
    const world = await worldWith(plain);
    await converse(world, [put('kept', 1), put('gone', 1), enable]);
    await world.pass(1000);
    await converse(world, [
      put('kept', 2),
      ['DeleteItem', { TableName: 'plain', Key: { pk: S('gone') } }, {}],
    ]);
    await world.pass(1000);
    await converse(world, [put('kept', 3), put('new', 1)]);
    await world.pass(600_000);
    for (const [name, second, items] of [
      [
        'at-first',
        0,
        [
          { pk: S('gone'), n: N(1) },
          { pk: S('kept'), n: N(1) },
        ],
      ],
      ['between', 1, [{ pk: S('kept'), n: N(2) }]],
      [
        'latest',
        undefined,
        [
          { pk: S('kept'), n: N(3) },
          { pk: S('new'), n: N(1) },
        ],
      ],
    ] as const) {
      const time: Request =
        second === undefined
          ? { UseLatestRestorableTime: true }
          : { RestoreDateTime: seconds + second };
      await converse(world, [
        [
          'RestoreTableToPointInTime',
          restore(name, time),
          {
            TableDescription: {
              TableStatus: 'CREATING',
              RestoreSummary: { RestoreInProgress: true },
            },
          },
        ],
      ]);
      expect(await itemsOf(world, name), name).toEqual(items);
    }
    const { value } = await world.call('dynamodb', 'DescribeTable', { TableName: 'latest' });
    expect(atPointer(value, '/Table/RestoreSummary')).toBeUndefined();
  });

  it('refuses the request itself first, then the source, the time and the target', async () => {
    const world = await worldWith(plain);
    const latest = { UseLatestRestorableTime: true };
    const unavailable = {
      code: 'PointInTimeRecoveryUnavailableException',
      message: "Point in time recovery is not enabled for table 'plain'",
    };
    await converse(world, [
      [
        'RestoreTableToPointInTime',
        restore('new', {}),
        invalid(
          'Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
        ),
      ],
      [
        'RestoreTableToPointInTime',
        { TargetTableName: 'new', ...latest },
        invalid("The parameter 'TableName' is required but was not present in the request"),
      ],
      ['RestoreTableToPointInTime', restore('plain', latest), unavailable],
      [
        'RestoreTableToPointInTime',
        { ...restore('new', latest), SourceTableName: 'none' },
        { code: 'TableNotFoundException', message: 'Table not found: none' },
      ],
      enable,
      [
        'RestoreTableToPointInTime',
        restore('plain', { RestoreDateTime: seconds + 1 }),
        {
          code: 'InvalidRestoreTimeException',
          message:
            "RestoreDateTime '2026-01-05T09:00:01Z' must be within EarliestRestorableDateTime '2026-01-05T09:00:00Z' and LatestRestorableDateTime '2026-01-05T09:00:00Z'",
        },
      ],
      [
        'RestoreTableToPointInTime',
        restore('new', { RestoreDateTime: seconds - 1 }),
        { code: 'InvalidRestoreTimeException' },
      ],
      [
        'RestoreTableToPointInTime',
        restore('plain', { RestoreDateTime: seconds }),
        { code: 'TableAlreadyExistsException', message: 'Table already exists: plain' },
      ],
    ]);
  });

  it('leaves a backup of the system when its table is deleted', async () => {
    const world = await worldWith(plain);
    await converse(world, [
      enable,
      put('a', 1),
      ['DeleteTable', { TableName: 'plain' }, { TableDescription: {} }],
      ['ListBackups', { TableName: 'plain' }, { BackupSummaries: [] }],
    ]);
    const { value } = await world.call('dynamodb', 'ListBackups', { BackupType: 'SYSTEM' });
    expect(value).toMatchObject({
      BackupSummaries: [
        {
          BackupName: 'plain$DeletedTableBackup',
          BackupType: 'SYSTEM',
          BackupExpiryDateTime: seconds + 35 * 86_400,
        },
      ],
    });
    const BackupArn = String(atPointer(value, '/BackupSummaries/0/BackupArn'));
    expect(BackupArn).toMatch(/-00000000$/);
    const { value: refused } = await world.call('dynamodb', 'DeleteBackup', { BackupArn });
    expect(refused).toMatchObject({ code: 'ValidationException' });
    await converse(world, [
      ['RestoreTableFromBackup', { BackupArn, TargetTableName: 'again' }, { TableDescription: {} }],
    ]);
    expect(await itemsOf(world, 'again')).toEqual([{ pk: S('a'), n: N(1) }]);
    await world.pass(35 * day - 1);
    await converse(world, [['DescribeBackup', { BackupArn }, { BackupDescription: {} }]]);
    await world.pass(1);
    await converse(world, [['DescribeBackup', { BackupArn }, { code: 'BackupNotFoundException' }]]);
  });
});

describe('a backup', () => {
  it('is described with its table, outlives it, and is deleted', async () => {
    const world = await worldWith(plain);
    await converse(world, [put('a', 1)]);
    const BackupArn = await backupOf(world, 'plain');
    const SourceTableDetails = {
      TableName: 'plain',
      BillingMode: 'PAY_PER_REQUEST',
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    };
    const { value } = await world.call('dynamodb', 'DescribeBackup', { BackupArn });
    expect(atPointer(value, '/BackupDescription/SourceTableFeatureDetails')).toEqual({});
    await converse(world, [
      ['DeleteTable', { TableName: 'plain' }, { TableDescription: {} }],
      [
        'DescribeBackup',
        { BackupArn },
        {
          BackupDescription: {
            BackupDetails: { BackupArn, BackupStatus: 'AVAILABLE', BackupType: 'USER' },
            SourceTableDetails,
          },
        },
      ],
      [
        'DeleteBackup',
        { BackupArn },
        { BackupDescription: { BackupDetails: { BackupStatus: 'DELETED' } } },
      ],
      [
        'DeleteBackup',
        { BackupArn },
        { code: 'BackupNotFoundException', message: `Backup not found: ${BackupArn}` },
      ],
    ]);
  });

  it.each([
    [`arn:aws:dynamodb:us-east-1:123456789012:table/plain`, 'Invalid Backup ARN'],
    ['x'.repeat(37), 'Invalid Backup ARN'],
    [
      'arn:aws:sqs:us-east-1:123456789012:table/plain/backup/1',
      'Invalid Request: BackupArn is not valid',
    ],
  ])('is not at %s', async (BackupArn, message) => {
    const world = await worldWith(plain);
    await converse(world, [['DescribeBackup', { BackupArn }, invalid(message)]]);
  });

  it('is listed by table, by time and by pages', async () => {
    const world = await worldWith(plain, things);
    const first = await backupOf(world, 'plain');
    await world.pass(1000);
    const second = await backupOf(world, 'plain');
    const other = await backupOf(world, 'things');
    const listed = async (request: Request) => {
      const { value } = await world.call('dynamodb', 'ListBackups', request);
      const summaries = atPointer(value, '/BackupSummaries');
      const last = atPointer(value, '/LastEvaluatedBackupArn');
      const arns = Array.isArray(summaries)
        ? summaries.map((summary: Json) => atPointer(summary, '/BackupArn'))
        : [];
      return [arns, last];
    };
    expect(await listed({})).toEqual([[first, second, other], undefined]);
    expect(await listed({ TableName: 'plain', Limit: 2 })).toEqual([[first, second], undefined]);
    expect(await listed({ Limit: 2 })).toEqual([[first, second], second]);
    expect(await listed({ ExclusiveStartBackupArn: first, Limit: 1 })).toEqual([[second], second]);
    expect(await listed({ TimeRangeLowerBound: seconds + 1 })).toEqual([
      [second, other],
      undefined,
    ]);
    expect(await listed({ TimeRangeUpperBound: seconds + 1 })).toEqual([[first], undefined]);
    expect(await listed({ BackupType: 'SYSTEM' })).toEqual([[], undefined]);
    expect(await listed({ TableName: 'none' })).toEqual([[], undefined]);
    await converse(world, [
      [
        'ListBackups',
        { TimeRangeLowerBound: 2, TimeRangeUpperBound: 1 },
        invalid(
          'One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound',
        ),
      ],
    ]);
  });
});

describe('a table from a backup', () => {
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];

  async function restored(overrides: Request) {
    const world = await worldWith({
      ...things,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    await converse(world, [
      [
        'PutItem',
        { TableName: 'things', Item: { id: S('a'), n: N(1), color: S('red'), width: N(2) } },
        {},
      ],
    ]);
    const BackupArn = await backupOf(world, 'things');
    await converse(world, [
      ['DeleteItem', { TableName: 'things', Key: { id: S('a'), n: N(1) } }, {}],
    ]);
    const { value } = await world.call('dynamodb', 'RestoreTableFromBackup', {
      BackupArn,
      TargetTableName: 'restored',
      ...overrides,
    });
    return { world, value, BackupArn };
  }

  it('has items, indexes and billing, and neither stream, class, protection nor tags', async () => {
    const { world, value } = await restored({});
    expect(value).toMatchObject({
      TableDescription: {
        TableName: 'restored',
        DeletionProtectionEnabled: false,
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      },
    });
    for (const name of ['StreamSpecification', 'TableClassSummary']) {
      expect(atPointer(value, `/TableDescription/${name}`), name).toBeUndefined();
    }
    const { value: found } = await world.call('dynamodb', 'Query', {
      TableName: 'restored',
      IndexName: 'by-color',
      KeyConditionExpression: 'color = :c',
      ExpressionAttributeValues: { ':c': S('red') },
    });
    expect(found).toMatchObject({ Count: 1 });
    await converse(world, [
      [
        'ListTagsOfResource',
        { ResourceArn: String(atPointer(value, '/TableDescription/TableArn')) },
        { Tags: [] },
      ],
      ['DescribeTable', { TableName: 'things' }, { Table: { DeletionProtectionEnabled: true } }],
    ]);
  });

  it('has no index when the lists are empty', async () => {
    const { value } = await restored({
      GlobalSecondaryIndexOverride: [],
      LocalSecondaryIndexOverride: [],
    });
    for (const name of indexes) {
      expect(atPointer(value, `/TableDescription/${name}`), name).toBeUndefined();
    }
  });

  it('has an index like one of the source, by another name', async () => {
    const [index] = [things['GlobalSecondaryIndexes']].flat();
    const renamed = { ...Object(index), IndexName: 'other' };
    const { value } = await restored({ GlobalSecondaryIndexOverride: [renamed] });
    expect(value).toMatchObject({
      TableDescription: {
        GlobalSecondaryIndexes: [{ IndexName: 'other' }],
        LocalSecondaryIndexes: [{ IndexName: 'by-width' }],
      },
    });
  });

  it('is paid as the request says', async () => {
    const { value } = await restored({
      BillingModeOverride: 'PROVISIONED',
      ProvisionedThroughputOverride: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
    });
    expect(value).toMatchObject({
      TableDescription: { ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 } },
    });
    expect(atPointer(value, '/TableDescription/BillingModeSummary')).toBeUndefined();
  });

  it.each<readonly [Request, string]>([
    [
      { BillingModeOverride: 'PROVISIONED' },
      'Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED',
    ],
    [
      { ProvisionedThroughputOverride: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED',
    ],
    [
      {
        BillingModeOverride: 'PAY_PER_REQUEST',
        ProvisionedThroughputOverride: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
      'Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST',
    ],
    [
      {
        GlobalSecondaryIndexOverride: [
          {
            IndexName: 'new',
            KeySchema: [{ AttributeName: 'color', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
      'Index new does not match a secondary index that existed in the source table and cannot be created during the restore operation',
    ],
  ])('is not made with %j', async (overrides, message) => {
    const { value, world } = await restored(overrides);
    expect(value).toEqual(invalid(`Invalid Request: ${message}`));
    await converse(world, [
      ['DescribeTable', { TableName: 'restored' }, { code: 'ResourceNotFoundException' }],
    ]);
  });
});
