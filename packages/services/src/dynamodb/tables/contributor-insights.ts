/** UpdateContributorInsights, DescribeContributorInsights, ListContributorInsights: kept, and told; nothing is counted. */
import { get, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { number, operation, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import {
  atMost,
  constraintProblem,
  nameChecks,
  oneOf,
  required,
  tableChecks,
} from './constraints.ts';
import { noSuchTable, tableName, tableOf, withTable, type DynamoState } from './state.ts';
import type { Index, Insights, Table } from './table.ts';

/** Entries of one ListContributorInsights. */
const mostListed = 100;

const modes = ['ACCESSED_AND_THROTTLED_KEYS', 'THROTTLED_KEYS'];

export const insightOperations: { readonly [name: string]: Operation<DynamoState> } = {
  UpdateContributorInsights: operation(
    {
      TableName: text,
      IndexName: text,
      ContributorInsightsAction: text,
      ContributorInsightsMode: text,
    },
    (request, state, { now }) => {
      const { TableName: name, IndexName: indexName } = request;
      const { ContributorInsightsAction: action, ContributorInsightsMode: mode } = request;
      const problem = constraintProblem([
        ...tableChecks(name, state),
        ...nameChecks('indexName', indexName),
        required('contributorInsightsAction', action),
        oneOf('contributorInsightsAction', action, ['ENABLE', 'DISABLE']),
        oneOf('contributorInsightsMode', mode, modes),
      ]);
      if (problem) return { state, outcome: problem };
      const target = targetOf(state, name ?? '', indexName);
      if (isRefusal(target)) return { state, outcome: target };
      const { insights: present } = target;
      const isEnabled = action === 'ENABLE';
      const next = isEnabled ? enabled(present, mode, now) : disabled(present, now);
      const status =
        next === present ? settledStatus(present) : isEnabled ? 'ENABLING' : 'DISABLING';
      return {
        state: next ? withTable(state, withInsights(target, next)) : state,
        outcome: success({
          ...nameMembers(target),
          ContributorInsightsStatus: status,
          ...(next ? { ContributorInsightsMode: next.mode } : {}),
        }),
      };
    },
  ),

  DescribeContributorInsights: operation(
    { TableName: text, IndexName: text },
    ({ TableName: name, IndexName: indexName }, state) => {
      const problem = constraintProblem([
        ...tableChecks(name, state),
        ...nameChecks('indexName', indexName),
      ]);
      if (problem) return { state, outcome: problem };
      const target = targetOf(state, name ?? '', indexName);
      if (isRefusal(target)) return { state, outcome: target };
      const { insights } = target;
      return {
        state,
        outcome: success({
          ...nameMembers(target),
          ...(insights?.isEnabled === true
            ? { ContributorInsightsRuleList: rulesOf(target, insights) }
            : {}),
          ContributorInsightsStatus: settledStatus(insights),
          ...(insights
            ? {
                LastUpdateDateTime: insights.updatedAt / 1000,
                ContributorInsightsMode: insights.mode,
              }
            : {}),
        }),
      };
    },
  ),

  ListContributorInsights: operation(
    { TableName: text, NextToken: text, MaxResults: number },
    ({ TableName: name, NextToken: token, MaxResults: most = mostListed }, state) => {
      const problem = constraintProblem([
        ...(name === undefined ? [] : tableChecks(name, state)),
        atMost('maxResults', most, mostListed),
      ]);
      if (problem) return { state, outcome: problem };
      const named = name === undefined ? undefined : get(state.tables, tableName(name));
      if (name !== undefined && !named) return { state, outcome: noSuchTable(name) };
      const listed = (named ? [named] : values(state.tables))
        .flatMap(targetsIn)
        .filter((target) => target.insights?.isEnabled === true)
        .filter((target) => token === undefined || placeOf(target) > token);
      const shown = listed.slice(0, Math.max(most, 1));
      const last = shown.length < listed.length ? shown.at(-1) : undefined;
      return {
        state,
        outcome: success({
          ContributorInsightsSummaries: shown.map(summaryOf),
          ...(last ? { NextToken: placeOf(last) } : {}),
        }),
      };
    },
  ),
};

/** A table, or one of its global indexes. */
interface Target {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly insights: Insights | undefined;
}

function targetOf(
  state: DynamoState,
  name: string,
  indexName: string | undefined,
): Target | Refusal {
  const table = tableOf(state, name);
  if (!table) return noSuchTable(name);
  const found = targetsIn(table).find(({ index }) => index?.name === indexName);
  return (
    found ??
    failure(
      'ResourceNotFoundException',
      `Requested resource not found: Index: ${indexName} not found for table: ${table.name}`,
    )
  );
}

/** The table first, then its global indexes by their names. */
function targetsIn(table: Table): readonly Target[] {
  const indexes = table.indexes
    .filter(({ kind }) => kind === 'global')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    { table, index: undefined, insights: table.insights },
    ...indexes.map((index) => ({ table, index, insights: index.insights })),
  ];
}

function withInsights({ table, index }: Target, insights: Insights): Table {
  if (!index) return { ...table, insights };
  const indexes = table.indexes.map((one) => (one === index ? { ...one, insights } : one));
  return { ...table, indexes };
}

/** As they are when that changes nothing. A narrower mode keeps the rules that it still has. */
function enabled(
  present: Insights | undefined,
  asked: string | undefined,
  now: number,
): Insights | undefined {
  const mode = asked ?? present?.mode ?? 'ACCESSED_AND_THROTTLED_KEYS';
  if (present?.isEnabled !== true) return { isEnabled: true, mode, since: now, updatedAt: now };
  return present.mode === mode ? present : { ...present, mode, updatedAt: now };
}

function disabled(present: Insights | undefined, now: number): Insights | undefined {
  return present?.isEnabled === true ? { ...present, isEnabled: false, updatedAt: now } : present;
}

function settledStatus(insights: Insights | undefined): string {
  return insights?.isEnabled === true ? 'ENABLED' : 'DISABLED';
}

function nameMembers({ table, index }: Target): JsonObject {
  return { TableName: table.name, ...(index ? { IndexName: index.name } : {}) };
}

function summaryOf(target: Target): JsonObject {
  return {
    ...nameMembers(target),
    ContributorInsightsStatus: settledStatus(target.insights),
    ...(target.insights ? { ContributorInsightsMode: target.insights.mode } : {}),
  };
}

/** Of CloudWatch: partition and sort keys (PK, SK) that are accessed (C), or throttled (T). */
function rulesOf({ table, index }: Target, { mode, since }: Insights): readonly string[] {
  const [, sort] = (index ?? table).key;
  const kinds = mode === 'THROTTLED_KEYS' ? ['T'] : ['C', 'T'];
  const parts = sort ? ['PK', 'SK'] : ['PK'];
  const suffix = index ? `${table.name}-${index.name}` : table.name;
  return kinds.flatMap((kind) =>
    parts.map((part) => `DynamoDBContributorInsights-${part}${kind}-${suffix}-${since}`),
  );
}

function placeOf({ table, index }: Target): string {
  return `${table.name}/${index?.name ?? ''}`;
}
