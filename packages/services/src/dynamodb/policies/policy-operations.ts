/** PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy: of tables, and of their streams. */
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { constraintProblem, lengthWithin, required, type Check } from '../tables/constraints.ts';
import { noSuchTable, tableOf, withTable, type DynamoState } from '../tables/state.ts';
import { streamArn, type Policy, type Table } from '../tables/table.ts';
import { invalid } from '../values/attribute-value.ts';
import { readPolicy } from './policy-document.ts';

const wrong = 'One or more parameter values were invalid:';

/** What is asked for where there shall be no policy yet. */
const noPolicy = 'NO_POLICY';

export const policyOperations: { readonly [name: string]: Operation<DynamoState> } = {
  PutResourcePolicy: operation(
    {
      ResourceArn: text,
      Policy: text,
      ExpectedRevisionId: text,
      ConfirmRemoveSelfResourceAccess: flag,
    },
    (request, state, context) => {
      const { ResourceArn: arn, Policy: given, ExpectedRevisionId: expected } = request;
      const problem =
        constraintProblem([
          ...arnChecks(arn),
          required('policy', given),
          lengthWithin('expectedRevisionId', expected, 1, 255),
        ]) ?? arnProblem(arn ?? '', context);
      if (problem) return { state, outcome: problem };
      const mayLockOut = request.ConfirmRemoveSelfResourceAccess ?? false;
      const policy = readPolicy(given ?? '', context.account, mayLockOut);
      if (isRefusal(policy)) return { state, outcome: policy };
      const found = resourceAt(arn ?? '', state);
      if (isRefusal(found)) return { state, outcome: found };
      const { policy: present } = found;
      const mismatch = revisionProblem(found, expected);
      if (mismatch) return { state, outcome: mismatch };
      const isSame =
        present?.document === policy.text && present.isVersioned === policy.isVersioned;
      const revision = isSame ? present.revision : nextRevision(present, context.now);
      const { text: document, isVersioned } = policy;
      return {
        state: withTable(state, found.withPolicy({ document, isVersioned, revision })),
        outcome: success({ RevisionId: revision }),
      };
    },
  ),

  GetResourcePolicy: operation(
    { ResourceArn: text },
    ({ ResourceArn: arn = '' }, state, context) => {
      const problem = constraintProblem(arnChecks(arn)) ?? arnProblem(arn, context);
      if (problem) return { state, outcome: problem };
      const found = resourceAt(arn, state);
      if (isRefusal(found)) return { state, outcome: found };
      const { document, revision } = found.policy ?? {};
      if (document === undefined) return { state, outcome: noPolicyFound(arn) };
      return { state, outcome: success({ Policy: document, RevisionId: revision ?? '' }) };
    },
  ),

  DeleteResourcePolicy: operation(
    { ResourceArn: text, ExpectedRevisionId: text },
    ({ ResourceArn: arn, ExpectedRevisionId: expected }, state, context) => {
      const problem =
        constraintProblem([
          ...arnChecks(arn),
          lengthWithin('expectedRevisionId', expected, 1, 255),
        ]) ?? arnProblem(arn ?? '', context);
      if (problem) return { state, outcome: problem };
      const found = resourceAt(arn ?? '', state);
      if (isRefusal(found)) return { state, outcome: found };
      const mismatch = revisionProblem(found, expected);
      if (mismatch) return { state, outcome: mismatch };
      const { policy } = found;
      if (!policy) return { state, outcome: success({}) };
      return {
        state: withTable(state, found.withPolicy({ ...policy, document: undefined })),
        outcome: success({ RevisionId: policy.revision }),
      };
    },
  ),
};

/** The policy that CreateTable gives a table. */
export function firstPolicy(given: string, { account, now }: Context): Policy | Refusal {
  const policy = readPolicy(given, account, false);
  if (isRefusal(policy)) return policy;
  const { text: document, isVersioned } = policy;
  return { document, isVersioned, revision: String(now) };
}

/** A table, or its stream. */
interface Resource {
  readonly table: Table;
  readonly policy: Policy | undefined;
  withPolicy(policy: Policy): Table;
}

function resourceAt(arn: string, state: DynamoState): Resource | Refusal {
  const table = tableOf(state, arn);
  const [, label] = /\/stream\/([^/]+)$/.exec(arn) ?? [];
  if (!table) return label === undefined ? noSuchTable(arn) : noPolicyFound(arn);
  if (label === undefined) {
    return { table, policy: table.policy, withPolicy: (policy) => ({ ...table, policy }) };
  }
  const { stream } = table;
  if (!stream || streamArn(table, stream) !== arn) {
    return failure(
      'ResourceNotFoundException',
      `Requested resource not found: Stream: ${label} not found for Table: ${table.name}`,
    );
  }
  return {
    table,
    policy: stream.policy,
    withPolicy: (policy) => ({ ...table, stream: { ...stream, policy } }),
  };
}

function arnChecks(arn: string | undefined): readonly Check[] {
  return [required('resourceArn', arn), lengthWithin('resourceArn', arn, 1, 1283)];
}

/** Why an ARN names neither a table nor a stream of this account in this region. */
function arnProblem(arn: string, { account, region }: Context): Refusal | undefined {
  if (!arn.startsWith('arn:')) return invalid(`${wrong} ARNs must start with 'arn:': ${arn}`);
  const [, partition, service, itsRegion, owner, path = ''] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/.exec(arn) ?? [];
  if (partition !== 'aws' || itsRegion !== region) {
    return invalid(`${wrong} Invalid resource Arn: ${arn}`);
  }
  if (owner !== account) {
    return invalid(
      'This action is only supported by accounts that match the resource owner’s account.',
    );
  }
  if (service === 'dynamodb' && /^table\/[^/]+\/index\/[^/]+$/.test(path)) {
    return invalid(
      `${wrong} Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    );
  }
  return service === 'dynamodb' && /^table\/[^/]+(\/stream\/[^/]+)?$/.test(path)
    ? undefined
    : invalid(`${wrong} Provided Arn is not a DynamoDB resource arn: ${arn}`);
}

function noPolicyFound(what: string): Refusal {
  return failure(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${what}`,
  );
}

/** Why the policy is not the one that a request expects. */
function revisionProblem(
  { table: { name }, policy }: Resource,
  expected: string | undefined,
): Refusal | undefined {
  if (expected === undefined) return undefined;
  const present = policy?.document === undefined ? undefined : policy.revision;
  if (present === undefined) {
    return expected === noPolicy
      ? undefined
      : noPolicyFound(
          `Requested update for policy with revision id ${expected}, but the target table ${name} has no associated policy.`,
        );
  }
  if (expected === noPolicy) {
    return noPolicyFound(
      `Requested policy update expecting none to be present for table ${name}, but a policy exists with revision id ${present}.`,
    );
  }
  return expected === present
    ? undefined
    : noPolicyFound(
        `Requested update for policy with revision id ${expected}, but the policy associated to target table ${name} has revision id ${present}.`,
      );
}

/** Grows with each change, also within a millisecond. */
function nextRevision(present: Policy | undefined, now: number): string {
  return String(Math.max(now, present ? Number(present.revision) + 1 : 0));
}
