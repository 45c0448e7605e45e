/** AddPermission and RemovePermission: statements of a queue's policy, by their labels. */
import { isArray, isObject, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import type { Queue } from './queue.ts';
import { queueOf, withQueue, type SqsKey, type SqsState } from './state.ts';

/** The most actions of one permission. */
const actionLimit = 7;

/** What others can be allowed. */
const shared = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];

/** What only a queue's owner may do. */
const owned = [
  'AddPermission',
  'CancelMessageMoveTask',
  'CreateQueue',
  'DeleteQueue',
  'ListMessageMoveTasks',
  'ListQueueTags',
  'ListQueues',
  'RemovePermission',
  'SetQueueAttributes',
  'StartMessageMoveTask',
  'TagQueue',
  'UntagQueue',
];

export const permissionOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  AddPermission: operation(
    { QueueUrl: text, Label: text, AWSAccountIds: list(text), Actions: list(text) },
    ({ QueueUrl, Label, AWSAccountIds: accounts = [], Actions = [] }, state, context) => {
      const queue = queueOf(state, QueueUrl, context);
      if (isRefusal(queue)) return { state, outcome: queue };
      if (Label === undefined || Label === '') {
        return { state, outcome: missingParameter('Label') };
      }
      const problem =
        actionsProblem(Actions) ?? accountsProblem(accounts) ?? labelProblem(queue, Label);
      if (problem) return { state, outcome: problem };
      // SQS writes the accounts the other way round.
      const principals = accounts.map((account) => `arn:aws:iam::${account}:root`).reverse();
      const statement = {
        Sid: Label,
        Effect: 'Allow',
        Principal: { AWS: oneOrMore(principals) },
        Action: oneOrMore(Actions.map((action) => `SQS:${action}`)),
        Resource: queue.arn,
      };
      const statements = [...statementsOf(queue), statement];
      return { state: withStatements(state, queue, statements, context), outcome: success({}) };
    },
  ),

  RemovePermission: operation({ QueueUrl: text, Label: text }, (request, state, context) => {
    const queue = queueOf(state, request.QueueUrl, context);
    if (isRefusal(queue)) return { state, outcome: queue };
    const { Label } = request;
    if (Label === undefined || Label === '') return { state, outcome: missingParameter('Label') };
    const before = statementsOf(queue);
    const after = before.filter((statement) => labelOf(statement) !== Label);
    if (after.length === before.length) {
      return { state, outcome: wrongLabel(Label, "can't find label.") };
    }
    return { state: withStatements(state, queue, after, context), outcome: success({}) };
  }),
};

function actionsProblem(actions: readonly string[]): Refusal | undefined {
  if (actions.length === 0) return missingParameter('Actions');
  if (actions.length > actionLimit) {
    return refusal(
      'OverLimit',
      `${actions.length} Actions were found, maximum allowed is ${actionLimit}.`,
    );
  }
  const wrong = actions.find((action) => !shared.includes(action));
  if (wrong === undefined) return undefined;
  const reason = owned.includes(wrong)
    ? 'Only the queue owner is allowed to invoke this action.'
    : 'Please refer to the appropriate WSDL for a list of valid actions. ';
  return invalidParameter(
    `Value SQS:${wrong} for parameter ActionName is invalid. Reason: ${reason}`,
  );
}

function accountsProblem(accounts: readonly string[]): Refusal | undefined {
  if (accounts.length === 0) return missingParameter('AWSAccountIds');
  const wrong = accounts.find((account) => !/^\d{12}$/.test(account));
  if (wrong === undefined) return undefined;
  return invalidParameter(
    `Value ${wrong} for parameter PrincipalId is invalid. Reason: Unable to verify.`,
  );
}

function labelProblem(queue: Queue, label: string): Refusal | undefined {
  if (!/^[\w-]{1,80}$/.test(label)) {
    const reason =
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
    return wrongLabel(label, reason);
  }
  return statementsOf(queue).some((statement) => labelOf(statement) === label)
    ? wrongLabel(label, 'Already exists.')
    : undefined;
}

function wrongLabel(label: string, reason: string): Refusal {
  return invalidParameter(`Value ${label} for parameter Label is invalid. Reason: ${reason}`);
}

function policyOf({ attributes }: Queue): JsonObject {
  const policy = parseJson(attributes['Policy'] ?? '{}');
  return isObject(policy) ? policy : {};
}

function statementsOf(queue: Queue): readonly Json[] {
  const { Statement: statements = [] } = policyOf(queue);
  return isArray(statements) ? statements : [statements];
}

function labelOf(statement: Json): Json | undefined {
  return isObject(statement) ? statement['Sid'] : undefined;
}

/** The last statement takes the policy with it. */
function withStatements(
  state: SqsState,
  queue: Queue,
  statements: readonly Json[],
  { now: modifiedAt }: Context,
): SqsState {
  const others = Object.fromEntries(
    Object.entries(queue.attributes).filter(([name]) => name !== 'Policy'),
  );
  if (statements.length === 0) {
    return withQueue(state, { ...queue, attributes: others, modifiedAt });
  }
  const policy: JsonObject = {
    Version: '2008-10-17',
    Id: `${queue.arn}/SQSDefaultPolicy`,
    ...policyOf(queue),
    Statement: statements,
  };
  const attributes = { ...others, Policy: JSON.stringify(policy) };
  return withQueue(state, { ...queue, attributes, modifiedAt });
}

/** Policies write one text as a text. */
function oneOrMore(texts: readonly string[]): Json {
  const [one] = texts;
  return texts.length === 1 && one !== undefined ? one : texts;
}
