/** Tags, time to live and backups' settings of tables. */
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, members, operation, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import {
  constraintProblem,
  lengthWithin,
  required,
  tableChecks,
  tableProblem,
} from './constraints.ts';
import { noSuchTable, tableName, tableOf, withTable, type DynamoState } from './state.ts';
import { invalid } from '../values/attribute-value.ts';
import { tag } from './table-forms.ts';
import type { Table } from './table.ts';
import { alarmsOf, type Expiry } from './time-to-live.ts';

/** Tags of one table. */
const mostTags = 50;

export const settingOperations: { readonly [name: string]: Operation<DynamoState, Expiry> } = {
  TagResource: operation({ ResourceArn: text, Tags: list(tag) }, ({ ResourceArn, Tags }, state) => {
    const problem = constraintProblem([
      required('resourceArn', ResourceArn),
      required('tags', Tags),
    ]);
    if (problem) return { state, outcome: problem };
    if (Tags?.length === 0) {
      return { state, outcome: invalid('Atleast one Tag needs to be provided as Input.') };
    }
    return tagged(state, ResourceArn ?? '', (table) => {
      const given = (Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
      const tags = { ...table.tags, ...Object.fromEntries(given) };
      return Object.keys(tags).length > mostTags
        ? invalid(`Tags can not exceed ${mostTags} on a resource.`)
        : { tags };
    });
  }),

  UntagResource: operation(
    { ResourceArn: text, TagKeys: list(text) },
    ({ ResourceArn, TagKeys }, state) => {
      const problem = constraintProblem([
        required('resourceArn', ResourceArn),
        required('tagKeys', TagKeys),
      ]);
      if (problem) return { state, outcome: problem };
      if (TagKeys?.length === 0) {
        return { state, outcome: invalid('Atleast one Tag Key needs to be provided as Input.') };
      }
      return tagged(state, ResourceArn ?? '', ({ tags }) => ({
        tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys?.includes(key))),
      }));
    },
  ),

  ListTagsOfResource: operation(
    { ResourceArn: text, NextToken: text },
    ({ ResourceArn }, state) => {
      const problem = constraintProblem([required('resourceArn', ResourceArn)]);
      if (problem) return { state, outcome: problem };
      const table = tableOf(state, ResourceArn ?? '');
      if (!table || ResourceArn !== table.arn) {
        return { state, outcome: wrongArn(ResourceArn ?? '') };
      }
      const Tags = Object.entries(table.tags).map(([Key, Value]) => ({ Key, Value }));
      return { state, outcome: success({ Tags }) };
    },
  ),

  UpdateTimeToLive: operation(
    {
      TableName: text,
      TimeToLiveSpecification: members({ Enabled: flag, AttributeName: text }),
    },
    ({ TableName: name, TimeToLiveSpecification: specification }, state, { now }) => {
      const { Enabled, AttributeName: attribute } = specification ?? {};
      const problem = constraintProblem([
        ...tableChecks(name, state),
        required('timeToLiveSpecification', specification),
        ...(specification
          ? [
              required('timeToLiveSpecification.enabled', Enabled),
              required('timeToLiveSpecification.attributeName', attribute),
              lengthWithin('timeToLiveSpecification.attributeName', attribute, 1, 255),
            ]
          : []),
      ]);
      if (problem) return { state, outcome: problem };
      const table = tableOf(state, name ?? '');
      if (!table) return { state, outcome: noSuchTable(name ?? '') };
      const { timeToLive: present } = table;
      if (present?.isEnabled === true && Enabled === true) {
        return { state, outcome: invalid('TimeToLive is already enabled') };
      }
      if (present?.isEnabled !== true && Enabled === false) {
        return { state, outcome: invalid('TimeToLive is already disabled') };
      }
      if (present && Enabled === false && present.attribute !== attribute) {
        const message = `TimeToLive is active on a different AttributeName: current AttributeName is ${present.attribute}`;
        return { state, outcome: invalid(message) };
      }
      const timeToLive = { attribute: attribute ?? '', isEnabled: Enabled ?? false };
      const changed = { ...table, timeToLive };
      return {
        state: withTable(state, changed),
        effects: alarmsOf(changed, now),
        outcome: success({
          TimeToLiveSpecification: {
            Enabled: timeToLive.isEnabled,
            AttributeName: timeToLive.attribute,
          },
        }),
      };
    },
  ),

  DescribeTimeToLive: operation({ TableName: text }, ({ TableName }, state) => {
    const problem = tableProblem(TableName, state);
    if (problem) return { state, outcome: problem };
    const name = TableName ?? '';
    const table = tableOf(state, name);
    if (!table) return { state, outcome: noSuchTable(name) };
    const { timeToLive } = table;
    const TimeToLiveDescription =
      timeToLive?.isEnabled === true
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute }
        : { TimeToLiveStatus: 'DISABLED' };
    return { state, outcome: success({ TimeToLiveDescription }) };
  }),
};

function tagged(
  state: DynamoState,
  arn: string,
  change: (table: Table) => { readonly tags: Table['tags'] } | Refusal,
): ReturnType<Operation<DynamoState>> {
  const table = tableOf(state, arn);
  if (table?.arn !== arn) return { state, outcome: wrongArn(arn) };
  const changed = change(table);
  return isRefusal(changed)
    ? { state, outcome: changed }
    : { state: withTable(state, { ...table, ...changed }), outcome: success({}) };
}

function wrongArn(arn: string): Refusal {
  return arn.startsWith('arn:')
    ? failure(
        'ResourceNotFoundException',
        `Requested resource not found: ResourcArn: ${arn} not found`,
      )
    : invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${tableName(arn)}`);
}
