/** Operations on event buses. */
import { get, remove, values } from '@stepthrough/collections';
import { isArray, isObject, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { members, number, operation, record, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import { pageOf } from './paging.ts';
import {
  busArn,
  busName,
  defaultBus,
  rulesOf,
  withBus,
  type Bus,
  type EventsState,
} from './state.ts';
import { readTags, tagList } from './tags.ts';
import { alreadyExists, constraintProblem, invalid, notFound, rangeProblem } from './validation.ts';

const deadLetterConfig = members({ Arn: text });

export const busOperations: { readonly [name: string]: Operation<EventsState> } = {
  CreateEventBus: operation(
    {
      Name: text,
      EventSourceName: text,
      Description: text,
      KmsKeyIdentifier: text,
      DeadLetterConfig: deadLetterConfig,
      Tags: tagList,
    },
    (
      { Name, Description, KmsKeyIdentifier, DeadLetterConfig, Tags, ...others },
      state,
      context,
    ) => {
      const name = Name ?? '';
      const tags = readTags(Tags);
      const problem =
        constraintProblem(
          ['name', Name, 'EventBusName', 'required'],
          ['description', Description, 'Description'],
          ['kmsKeyIdentifier', KmsKeyIdentifier, 'KmsKeyIdentifier'],
        ) ?? creationProblem(state, name, others);
      if (problem) return { state, outcome: problem };
      if (isRefusal(tags)) return { state, outcome: tags };
      const bus: Bus = {
        name,
        createdAt: context.now,
        modifiedAt: context.now,
        tags,
        ...(Description === undefined ? {} : { description: Description }),
        ...(KmsKeyIdentifier === undefined ? {} : { kmsKey: KmsKeyIdentifier }),
        ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetter: DeadLetterConfig.Arn }),
      };
      const outcome = success({ EventBusArn: busArn(name, context), ...settings(bus) });
      return { state: withBus(state, bus), outcome };
    },
    ['LogConfig'],
  ),

  DescribeEventBus: operation({ Name: text }, ({ Name }, state, context) => {
    const bus = busOf(state, Name);
    return { state, outcome: isRefusal(bus) ? bus : success(described(bus, context)) };
  }),

  UpdateEventBus: operation(
    {
      Name: text,
      Description: text,
      KmsKeyIdentifier: text,
      DeadLetterConfig: deadLetterConfig,
    },
    ({ Name, Description, KmsKeyIdentifier, DeadLetterConfig }, state, context) => {
      const bus = busOf(state, Name);
      if (isRefusal(bus)) return { state, outcome: bus };
      const after: Bus = {
        ...bus,
        modifiedAt: context.now,
        ...(Description === undefined ? {} : { description: Description }),
        ...(KmsKeyIdentifier === undefined ? {} : { kmsKey: KmsKeyIdentifier }),
        ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetter: DeadLetterConfig.Arn }),
      };
      return { state: withBus(state, after), outcome: success(described(after, context)) };
    },
    ['LogConfig'],
  ),

  DeleteEventBus: operation({ Name: text }, ({ Name }, state) => {
    const problem = constraintProblem(['name', Name, 'EventBusName', 'required']);
    if (problem) return { state, outcome: problem };
    const name = busName(Name);
    if (name === defaultBus) return { state, outcome: invalid('Cannot delete event bus default.') };
    if (rulesOf(state, name).length > 0) {
      const outcome = invalid(`Cannot delete event bus ${name}: it has rules.`);
      return { state, outcome };
    }
    return { state: { ...state, buses: remove(state.buses, name) }, outcome: success({}) };
  }),

  ListEventBuses: operation(
    { NamePrefix: text, Limit: number, NextToken: text },
    ({ NamePrefix: prefix = '', Limit, NextToken }, state, context) => {
      const problem = rangeProblem('limit', Limit, 1, 100);
      if (problem) return { state, outcome: problem };
      const buses = values(state.buses).filter(({ name }) => name.startsWith(prefix));
      const page = pageOf(buses, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      const EventBuses = page.items.map((bus) => listed(bus, context));
      return { state, outcome: success({ EventBuses, ...page.token }) };
    },
  ),

  PutPermission: operation(
    {
      EventBusName: text,
      Action: text,
      Principal: text,
      StatementId: text,
      Condition: record,
      Policy: text,
    },
    ({ EventBusName, Policy, StatementId, ...permission }, state, context) => {
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      if (Policy !== undefined) {
        const policy = parseJson(Policy);
        if (!isObject(policy)) return { state, outcome: wrongPolicy };
        return changedPolicy(state, bus, policy, context);
      }
      const problem = constraintProblem(
        ['action', permission.Action, 'Action', 'required'],
        ['principal', permission.Principal, 'Principal', 'required'],
        ['statementId', StatementId, 'StatementId', 'required'],
      );
      if (problem) return { state, outcome: problem };
      const statement = statementOf(StatementId ?? '', permission, busArn(bus.name, context));
      const others = statementsOf(bus).filter((each) => idOf(each) !== StatementId);
      return changedPolicy(state, bus, policyWith([...others, statement]), context);
    },
  ),

  RemovePermission: operation(
    { EventBusName: text, StatementId: text, RemoveAllPermissions: { is: 'boolean' } },
    ({ EventBusName, StatementId, RemoveAllPermissions: isAll = false }, state, context) => {
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      const problem = constraintProblem(['statementId', StatementId, 'StatementId']);
      if (problem) return { state, outcome: problem };
      const before = statementsOf(bus);
      if (before.length === 0) {
        return { state, outcome: notFound('EventBus does not have a policy.') };
      }
      const after = isAll ? [] : before.filter((each) => idOf(each) !== StatementId);
      if (after.length === before.length) {
        return {
          state,
          outcome: notFound('Statement with the provided id does not exist.'),
        };
      }
      return changedPolicy(state, bus, after.length === 0 ? undefined : policyWith(after), context);
    },
  ),
};

const wrongPolicy = invalid('This policy contains invalid Json');

/** The bus that a request means; the default one when it names none. */
export function busOf(state: EventsState, reference: string | undefined): Bus | Refusal {
  const problem = constraintProblem(['eventBusName', reference, 'EventBusNameOrArn']);
  if (problem) return problem;
  const name = busName(reference);
  return get(state.buses, name) ?? notFound(`Event bus ${name} does not exist.`);
}

function creationProblem(
  state: EventsState,
  name: string,
  { EventSourceName }: { readonly EventSourceName?: string },
): Refusal | undefined {
  if (EventSourceName !== undefined)
    return invalid('EventSourceName, a partner event bus, is not simulated.');
  if (name.includes('/')) return invalid("Event bus name must not contain '/'.");
  return get(state.buses, name) ? alreadyExists(`Event bus ${name} already exists.`) : undefined;
}

/** Times are seconds since the epoch. */
function listed(bus: Bus, context: Context): JsonObject {
  const { name, description, policy, createdAt, modifiedAt } = bus;
  return {
    Name: name,
    Arn: busArn(name, context),
    ...(description === undefined ? {} : { Description: description }),
    ...(policy === undefined ? {} : { Policy: JSON.stringify(policy) }),
    CreationTime: createdAt / 1000,
    LastModifiedTime: modifiedAt / 1000,
  };
}

function described(bus: Bus, context: Context): JsonObject {
  return { ...listed(bus, context), ...settings(bus) };
}

function settings({ description, kmsKey, deadLetter }: Bus): JsonObject {
  return {
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKey === undefined ? {} : { KmsKeyIdentifier: kmsKey }),
    ...(deadLetter === undefined ? {} : { DeadLetterConfig: { Arn: deadLetter } }),
  };
}

function statementOf(
  Sid: string,
  {
    Action = 'events:PutEvents',
    Principal = '*',
    Condition,
  }: {
    readonly Action?: string;
    readonly Principal?: string;
    readonly Condition?: JsonObject;
  },
  Resource: string,
): JsonObject {
  const { Type = '', Key = '', Value = '' } = Condition ?? {};
  return {
    Sid,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource,
    ...(Condition === undefined ? {} : { Condition: { [String(Type)]: { [String(Key)]: Value } } }),
  };
}

function policyWith(statements: readonly Json[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function statementsOf({ policy }: Bus): readonly Json[] {
  const { Statement: statements = [] } = policy ?? {};
  return isArray(statements) ? statements : [statements];
}

function idOf(statement: Json): Json | undefined {
  return isObject(statement) ? statement['Sid'] : undefined;
}

function changedPolicy(
  state: EventsState,
  bus: Bus,
  policy: JsonObject | undefined,
  { now: modifiedAt }: Context,
): Result<EventsState> {
  return { state: withBus(state, { ...bus, modifiedAt, policy }), outcome: success({}) };
}
