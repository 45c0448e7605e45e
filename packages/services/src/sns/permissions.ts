/** Permissions of topics: the policy that each has, statements added and removed. No request is refused by them. */
import { isArray, isObject, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { changeTopic, type SnsState, type Topic } from './state.ts';

/** What a policy of a topic may speak of. */
const actions = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

export const permissionOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  AddPermission: operation(
    { TopicArn: text, Label: text, AWSAccountId: list(text), ActionName: list(text) },
    ({ TopicArn, Label, AWSAccountId: accounts, ActionName: names }, state, context) => {
      const missing = missingOf({ TopicArn, Label, AWSAccountId: accounts, ActionName: names });
      if (missing !== undefined) return { state, outcome: missing };
      const changed = changeTopic(state, TopicArn, context, (topic) =>
        withStatement(topic, Label ?? '', accounts ?? [], names ?? []),
      );
      return isRefusal(changed)
        ? { state, outcome: changed }
        : { state: changed, outcome: success({}) };
    },
  ),

  RemovePermission: operation({ TopicArn: text, Label: text }, (request, state, context) => {
    const { TopicArn, Label } = request;
    const missing = missingOf({ TopicArn, Label });
    if (missing) return { state, outcome: missing };
    const changed = changeTopic(state, TopicArn, context, (topic) => ({
      ...topic,
      policy: {
        ...topic.policy,
        Statement: statementsOf(topic).filter(({ Sid }) => Sid !== Label),
      },
    }));
    return isRefusal(changed)
      ? { state, outcome: changed }
      : { state: changed, outcome: success({}) };
  }),
};

/** Who owns a topic may do everything with it. */
export function defaultPolicy(arn: string, { account }: Pick<Context, 'account'>): JsonObject {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: actions.map((name) => `SNS:${name}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  };
}

function withStatement(
  topic: Topic,
  Sid: string,
  accounts: readonly string[],
  names: readonly string[],
): Topic | Refusal {
  const statements = statementsOf(topic);
  if (statements.some((statement) => statement['Sid'] === Sid)) {
    return invalidParameter('Statement already exists');
  }
  if (!names.every((name) => actions.includes(name))) {
    return invalidParameter('Policy statement action out of service scope!');
  }
  const statement: JsonObject = {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrAll(names.map((name) => `SNS:${name}`)),
    Resource: topic.arn,
  };
  return { ...topic, policy: { ...topic.policy, Statement: [...statements, statement] } };
}

function statementsOf({ policy }: Topic): readonly JsonObject[] {
  const { Statement } = policy;
  const all = isArray(Statement) ? Statement : [Statement ?? null];
  return all.filter((statement): statement is JsonObject => isObject(statement));
}

/** A list of one is written without brackets. */
function oneOrAll(texts: readonly string[]): string | readonly string[] {
  const [one, ...others] = texts;
  return one !== undefined && others.length === 0 ? one : texts;
}

function missingOf(given: { readonly [name: string]: unknown }): Refusal | undefined {
  const missing = Object.entries(given).find(([, value]) => value === undefined);
  return missing && missingParameter(missing[0]);
}
