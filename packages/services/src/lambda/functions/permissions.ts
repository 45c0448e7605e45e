/** Resource policies. They are kept and shown; nobody who invokes a function is held to them. */
import { get, set } from '@stepthrough/collections';
import { member, utf8Size, type JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import {
  conflict,
  constraintProblem,
  fitting,
  invalid,
  lengthWithin,
  missing,
  oneOf,
  precondition,
  required,
} from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { unpublished, versionOf, type LambdaFunction } from '../model/function.ts';
import { isElsewhere } from '../model/arn-region.ts';
import { functionArn } from '../model/function-arn.ts';
import { isNumber, noAlias, noFunction, readReference } from './reference.ts';

/** A policy, in bytes. */
const policyLimit = 20_480;

const actionPattern = /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/;

export const permissionOperations: {
  readonly [name: string]: Operation<LambdaState, WakeKey>;
} = {
  AddPermission: operation(
    {
      FunctionName: text,
      StatementId: text,
      Action: text,
      Principal: text,
      SourceArn: text,
      SourceAccount: text,
      EventSourceToken: text,
      FunctionUrlAuthType: text,
      InvokedViaFunctionUrl: flag,
      PrincipalOrgID: text,
      Qualifier: text,
      RevisionId: text,
    },
    (request, state: LambdaState, context) => {
      const { StatementId: id = '', Action, Principal, Qualifier, RevisionId } = request;
      const problem = constraintProblem([
        required('statementId', request.StatementId),
        lengthWithin('statementId', request.StatementId, 1, 100),
        fitting('statementId', request.StatementId, /^([a-zA-Z0-9-_]+)$/),
        required('action', Action),
        fitting('action', Action, actionPattern),
        required('principal', Principal),
        fitting('principal', Principal, /^[^\s]+$/),
        fitting('sourceAccount', request.SourceAccount, /^\d{12}$/),
        oneOf('functionUrlAuthType', request.FunctionUrlAuthType, ['NONE', 'AWS_IAM']),
      ]);
      if (problem) return { state, outcome: problem };
      const place = placeOf(state, request.FunctionName, Qualifier, context);
      if (isRefusal(place)) return { state, outcome: place };
      const { found, qualifier, revision } = place;
      if (RevisionId !== undefined && RevisionId !== revision) {
        return { state, outcome: precondition('GetPolicy') };
      }
      const policy = member(found.policies, qualifier) ?? [];
      if (policy.some(({ Sid }) => Sid === id)) {
        const message = `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
        return { state, outcome: conflict(message) };
      }
      const statement = statementOf(request, place.arn);
      if (isRefusal(statement)) return { state, outcome: statement };
      const longer = [...policy, statement];
      const size = utf8Size(document(longer));
      if (size > policyLimit) {
        const message = `The final policy size (${size}) is bigger than the limit (${policyLimit}).`;
        return { state, outcome: failure('PolicyLengthExceededException', message) };
      }
      const policies = { ...found.policies, [qualifier]: longer };
      return {
        state: withPolicies(state, found, policies),
        outcome: success({ Statement: JSON.stringify(statement) }, 201),
      };
    },
  ),

  RemovePermission: operation(
    { FunctionName: text, StatementId: text, Qualifier: text, RevisionId: text },
    ({ FunctionName, StatementId, Qualifier, RevisionId }, state: LambdaState, context) => {
      const problem = constraintProblem([required('statementId', StatementId)]);
      const place = problem ?? placeOf(state, FunctionName, Qualifier, context);
      if (isRefusal(place)) return { state, outcome: place };
      const { found, qualifier, revision } = place;
      const policy = member(found.policies, qualifier);
      if (!policy)
        return { state, outcome: missing('No policy is associated with the given resource.') };
      const rest = policy.filter(({ Sid }) => Sid !== StatementId);
      if (rest.length === policy.length) {
        const message = `Statement ${StatementId} is not found in resource policy.`;
        return { state, outcome: missing(message) };
      }
      if (RevisionId !== undefined && RevisionId !== revision) {
        return { state, outcome: precondition('GetPolicy') };
      }
      const others = Object.entries(found.policies).filter(([other]) => other !== qualifier);
      const policies = rest.length === 0 ? others : [...others, [qualifier, rest] as const];
      return {
        state: withPolicies(state, found, Object.fromEntries(policies)),
        outcome: success({}, 204),
      };
    },
  ),

  GetPolicy: operation(
    { FunctionName: text, Qualifier: text },
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const place = placeOf(state, FunctionName, Qualifier, context);
      if (isRefusal(place)) return { state, outcome: place };
      const policy = member(place.found.policies, place.qualifier);
      if (!policy) return { state, outcome: missing('The resource you requested does not exist.') };
      return { state, outcome: success({ Policy: document(policy), RevisionId: place.revision }) };
    },
  ),
};

function document(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

interface Place {
  readonly found: LambdaFunction;
  readonly qualifier: string;
  readonly revision: string;
  readonly arn: string;
}

function placeOf(
  state: LambdaState,
  written: string | undefined,
  given: string | undefined,
  context: Context,
): Place | Refusal {
  const reference = readReference(written, given);
  if (isRefusal(reference)) return reference;
  if (written !== undefined && isElsewhere(written, context.region)) {
    const [, , , region] = written.split(':');
    return missing(
      `Functions from '${region}' are not reachable in this region ('${context.region}')`,
    );
  }
  const found = get(state.functions, reference.name);
  if (!found) return noFunction(reference, context);
  const { qualifier = unpublished } = reference;
  if (reference.qualifier === unpublished) {
    return invalid('We currently do not support adding policies for $LATEST.');
  }
  const place = versionOf(found, qualifier) ?? get(found.aliases, qualifier);
  if (!place) {
    return isNumber(qualifier) ? noFunction(reference, context) : noAlias(reference, context);
  }
  return { found, qualifier, revision: place.revision, arn: functionArn(reference, context) };
}

function withPolicies(
  state: LambdaState,
  found: LambdaFunction,
  policies: LambdaFunction['policies'],
): LambdaState {
  return { ...state, functions: set(state.functions, found.name, { ...found, policies }) };
}

interface Given {
  readonly StatementId?: string;
  readonly Action?: string;
  readonly Principal?: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly EventSourceToken?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
  readonly PrincipalOrgID?: string;
}

/** A statement of a policy, as IAM writes it. */
function statementOf(given: Given, arn: string): JsonObject | Refusal {
  const { StatementId = '', Action = '', Principal: who = '', SourceArn, SourceAccount } = given;
  const principal = principalOf(who);
  if (principal === undefined)
    return invalid(`The provided principal was invalid. Please check the principal and try again.`);
  if (given.FunctionUrlAuthType !== undefined && Action !== 'lambda:InvokeFunctionUrl') {
    return invalid('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
  }
  const conditions = Object.entries({
    StringEquals: {
      'AWS:SourceAccount': SourceAccount,
      'lambda:EventSourceToken': given.EventSourceToken,
      'lambda:FunctionUrlAuthType': given.FunctionUrlAuthType,
      'aws:PrincipalOrgID': given.PrincipalOrgID,
    },
    Bool: { 'lambda:InvokedViaFunctionUrl': given.InvokedViaFunctionUrl?.toString() },
    ArnLike: { 'AWS:SourceArn': SourceArn },
  }).flatMap(([operator, tests]) => {
    const made = Object.entries(tests).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return made.length === 0 ? [] : [[operator, Object.fromEntries(made)] as const];
  });
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: principal,
    Action,
    Resource: arn,
    ...(conditions.length === 0 ? {} : { Condition: Object.fromEntries(conditions) }),
  };
}

/** `undefined` when it is neither everybody, a service, an account nor somebody of one. */
function principalOf(who: string): string | JsonObject | undefined {
  if (who === '*') return '*';
  if (/^[\w.-]+\.amazon(aws\.com(\.cn)?|\.com)$/.test(who)) return { Service: who };
  if (/^\d{12}$/.test(who)) return { AWS: `arn:aws:iam::${who}:root` };
  return /^arn:[^:]+:(?:iam|sts)::\d{12}:.+$/.test(who) ? { AWS: who } : undefined;
}
