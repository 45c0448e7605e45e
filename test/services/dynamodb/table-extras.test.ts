/** Contributor Insights; what a table would have outside its region. */
import { atPointer } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { converse, invalid, plain, things, worldWith, type Request } from './conversation.ts';

const mode = 'ACCESSED_AND_THROTTLED_KEYS';
const rule = (kind: string, suffix: string) =>
  `DynamoDBContributorInsights-${kind}-${suffix}-${start}`;

async function answerTo(
  world: Awaited<ReturnType<typeof worldWith>>,
  operation: string,
  request: Request,
) {
  const { value } = await world.call('dynamodb', operation, request);
  return value;
}

describe('contributor insights', () => {
  it('are off at first, and remember that they were on', async () => {
    const world = await worldWith(plain);
    const of = { TableName: 'plain' };
    expect(await answerTo(world, 'DescribeContributorInsights', of)).toEqual({
      ...of,
      ContributorInsightsStatus: 'DISABLED',
    });
    const disable = { ...of, ContributorInsightsAction: 'DISABLE' };
    const enable = { ...of, ContributorInsightsAction: 'ENABLE' };
    expect(await answerTo(world, 'UpdateContributorInsights', disable)).toEqual({
      ...of,
      ContributorInsightsStatus: 'DISABLED',
    });
    await converse(world, [
      ['UpdateContributorInsights', enable, { ContributorInsightsStatus: 'ENABLING' }],
      ['UpdateContributorInsights', enable, { ContributorInsightsStatus: 'ENABLED' }],
    ]);
    expect(await answerTo(world, 'DescribeContributorInsights', of)).toEqual({
      ...of,
      ContributorInsightsStatus: 'ENABLED',
      ContributorInsightsRuleList: [rule('PKC', 'plain'), rule('PKT', 'plain')],
      LastUpdateDateTime: start / 1000,
      ContributorInsightsMode: mode,
    });
    await world.pass(1000);
    await converse(world, [
      [
        'UpdateContributorInsights',
        { ...enable, ContributorInsightsMode: 'THROTTLED_KEYS' },
        { ContributorInsightsStatus: 'ENABLING', ContributorInsightsMode: 'THROTTLED_KEYS' },
      ],
    ]);
    expect(await answerTo(world, 'DescribeContributorInsights', of)).toMatchObject({
      ContributorInsightsRuleList: [rule('PKT', 'plain')],
      LastUpdateDateTime: start / 1000 + 1,
    });
    await converse(world, [
      ['UpdateContributorInsights', disable, { ContributorInsightsStatus: 'DISABLING' }],
    ]);
    const off = await answerTo(world, 'DescribeContributorInsights', of);
    expect(off).toMatchObject({ ContributorInsightsStatus: 'DISABLED' });
    expect(atPointer(off, '/ContributorInsightsRuleList')).toBeUndefined();
  });

  it('of a table come before those of its global indexes, page by page, while they are on', async () => {
    const world = await worldWith(things, plain);
    const enable = { TableName: 'things', ContributorInsightsAction: 'ENABLE' };
    const index = { IndexName: 'by-color' };
    const status = { ContributorInsightsStatus: 'ENABLED', ContributorInsightsMode: mode };
    await converse(world, [
      ['ListContributorInsights', { TableName: 'things' }, { ContributorInsightsSummaries: [] }],
      ['UpdateContributorInsights', { ...enable, ...index }, index],
      ['UpdateContributorInsights', enable, { ContributorInsightsStatus: 'ENABLING' }],
    ]);
    const first = await answerTo(world, 'ListContributorInsights', { MaxResults: 1 });
    expect(atPointer(first, '/ContributorInsightsSummaries')).toEqual([
      { TableName: 'things', ...status },
    ]);
    const NextToken = String(atPointer(first, '/NextToken'));
    expect(await answerTo(world, 'ListContributorInsights', { MaxResults: 1, NextToken })).toEqual({
      ContributorInsightsSummaries: [{ TableName: 'things', ...index, ...status }],
    });
    expect(
      await answerTo(world, 'DescribeContributorInsights', { TableName: 'things', ...index }),
    ).toMatchObject({
      ContributorInsightsRuleList: ['PKC', 'SKC', 'PKT', 'SKT'].map((kind) =>
        rule(kind, 'things-by-color'),
      ),
    });
    await converse(world, [
      [
        'ListContributorInsights',
        { TableName: 'none' },
        {
          code: 'ResourceNotFoundException',
          message: 'Requested resource not found: Table: none not found',
        },
      ],
    ]);
  });

  it.each(['ghost', 'by-width'])(
    'are not those of %s, which is no global index',
    async (IndexName) => {
      const world = await worldWith(things);
      await converse(world, [
        [
          'DescribeContributorInsights',
          { TableName: 'things', IndexName },
          {
            code: 'ResourceNotFoundException',
            message: `Requested resource not found: Index: ${IndexName} not found for table: things`,
          },
        ],
      ]);
    },
  );

  it('are on or off, and nothing else', async () => {
    const world = await worldWith(plain);
    await converse(world, [
      [
        'UpdateContributorInsights',
        { TableName: 'plain', ContributorInsightsAction: 'START' },
        invalid(
          "1 validation error detected: Value 'START' at 'contributorInsightsAction' failed to satisfy constraint: Member must satisfy enum value set: [ENABLE, DISABLE]",
        ),
      ],
    ]);
  });
});

describe('outside its region, a table has', () => {
  it('no replica, no stream of Kinesis, no export and no import', async () => {
    const world = await worldWith(plain);
    const name = { GlobalTableName: 'plain' };
    const missing = {
      code: 'GlobalTableNotFoundException',
      message: "Global table not found: Global table with name: 'plain' does not exist.",
    };
    await converse(world, [
      ['ListGlobalTables', {}, { GlobalTables: [] }],
      ['DescribeGlobalTable', name, missing],
      ['DescribeGlobalTableSettings', name, { code: 'GlobalTableNotFoundException' }],
      ['CreateGlobalTable', { ...name, ReplicationGroup: [] }, { code: 'ValidationException' }],
      ['ListExports', {}, { ExportSummaries: [] }],
      ['ListImports', {}, { ImportSummaryList: [] }],
      [
        'DescribeKinesisStreamingDestination',
        { TableName: 'plain' },
        { TableName: 'plain', KinesisDataStreamDestinations: [] },
      ],
    ]);
  });
});
