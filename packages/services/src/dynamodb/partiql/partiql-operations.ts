/** ExecuteStatement, BatchExecuteStatement and ExecuteTransaction. */
import {
  base64DecodeText,
  base64Encode,
  isObject,
  parseJson,
  type JsonObject,
} from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, json, list, members, number, operation, text } from '../../contract/request-form.ts';
import type { Operation } from '../../contract/service.ts';
import { cancelled } from '../batches/transact-operations.ts';
import {
  atLeast,
  capacityKinds,
  constraintProblem,
  lengthWithin,
  oneOf,
  required,
} from '../tables/constraints.ts';
import { consumed, writeUnits } from '../items/capacity.ts';
import { withTable, type DynamoState } from '../tables/state.ts';
import { recorded, type Change } from '../streams/stream.ts';
import { reading } from '../values/surface.ts';
import { invalid, type Item } from '../values/attribute-value.ts';
import { readItem, readValues } from '../values/read-value.ts';
import { execute, keyIn, type Executed, type Reading } from './execute.ts';
import { readStatement } from './read-statement.ts';
import { tableOf } from '../tables/state.ts';
import type { Statement } from './statement.ts';
import type { Expiry } from '../tables/time-to-live.ts';

/** Statements of one batch and of one transaction. */
const mostInBatch = 25;
const mostInTransaction = 100;

const inTransaction = members({
  Statement: text,
  Parameters: list(json),
  ReturnValuesOnConditionCheckFailure: text,
});
const parameterized = members({ ...inTransaction.fields, ConsistentRead: flag });
type Parameterized = Infer<typeof parameterized>;

export const partiqlOperations: { readonly [name: string]: Operation<DynamoState, Expiry> } = {
  ExecuteStatement: operation(
    { ...parameterized.fields, NextToken: text, Limit: number, ReturnConsumedCapacity: text },
    (request, state, context) => {
      const { Statement: written, Limit, ReturnConsumedCapacity: asked } = request;
      const problem = constraintProblem([
        oneOf('returnConsumedCapacity', asked, capacityKinds),
        required('statement', written),
        lengthWithin('statement', written, 1, 8192),
        lengthWithin('parameters', request.Parameters, 1, Infinity),
        atLeast('limit', Limit, 1),
      ]);
      if (problem) return { state, outcome: problem };
      const start = startOf(request.NextToken);
      if (start && isRefusal(start)) return { state, outcome: start };
      const done = perform(request, state, {
        limit: Limit,
        start,
        isConsistent: request.ConsistentRead,
      });
      if (isRefusal(done)) return { state, outcome: done };
      const { change, table, items, lastKey } = done;
      const changed = change ? withTable(state, table) : state;
      const units = change
        ? writeUnits(table, change.before, change.after)
        : { table: 0.5, indexes: {} };
      const capacity = consumed(table, units, asked);
      return {
        ...recorded(changed, change ? [change] : [], context),
        outcome: success({
          Items: items,
          ...(lastKey
            ? { LastEvaluatedKey: lastKey, NextToken: base64Encode(JSON.stringify(lastKey)) }
            : {}),
          ...(capacity ? { ConsumedCapacity: capacity } : {}),
        }),
      };
    },
  ),

  BatchExecuteStatement: operation(
    { Statements: list(parameterized), ReturnConsumedCapacity: text },
    ({ Statements: statements, ReturnConsumedCapacity: asked }, state, context) => {
      const problem = constraintProblem([
        oneOf('returnConsumedCapacity', asked, capacityKinds),
        required('statements', statements),
        lengthWithin('statements', statements, 1, mostInBatch),
      ]);
      if (problem) return { state, outcome: problem };
      let after = state;
      const changes: Change[] = [];
      const Responses = (statements ?? []).map((one): JsonObject => {
        const done = performKeyed(one, after);
        if (isRefusal(done)) return { Error: batchError(done) };
        const { table, change, items } = done;
        if (change) {
          after = withTable(after, table);
          changes.push(change);
        }
        const [Item] = items;
        return { TableName: table.name, ...(Item ? { Item } : {}) };
      });
      return { ...recorded(after, changes, context), outcome: success({ Responses }) };
    },
  ),

  ExecuteTransaction: operation(
    {
      TransactStatements: list(inTransaction),
      ClientRequestToken: text,
      ReturnConsumedCapacity: text,
    },
    (request, state, context) => {
      const { TransactStatements: statements, ReturnConsumedCapacity: asked } = request;
      const problem = constraintProblem([
        lengthWithin('clientRequestToken', request.ClientRequestToken, 1, 36),
        oneOf('returnConsumedCapacity', asked, capacityKinds),
        required('transactStatements', statements),
        lengthWithin('transactStatements', statements, 1, mostInTransaction),
      ]);
      if (problem) return { state, outcome: problem };
      let after = state;
      const changes: Change[] = [];
      const reasons: JsonObject[] = [];
      const shown: JsonObject[] = [];
      for (const [at, one] of (statements ?? []).entries()) {
        const early = transactionProblem(one, at);
        if (early) return { state, outcome: early };
        const done = performKeyed(one, after);
        if (isRefusal(done)) {
          const { code, message } = done.error;
          if (code === 'ResourceNotFoundException') return { state, outcome: done };
          reasons.push({ Code: reasonCode(code), Message: message });
          continue;
        }
        reasons.push({ Code: 'None' });
        const { table, change, items } = done;
        if (change) {
          after = withTable(after, table);
          changes.push(change);
        } else shown.push(items[0] ? { Item: items[0] } : {});
      }
      if (reasons.some(({ Code }) => Code !== 'None')) {
        return { state, outcome: cancelled(reasons) };
      }
      return { ...recorded(after, changes, context), outcome: success({ Responses: shown }) };
    },
  ),
};

function statementOf({ Statement: written = '', Parameters }: Parameterized): Statement | Refusal {
  const parameters = readValues(Parameters, reading);
  return isRefusal(parameters) ? parameters : readStatement(written, parameters);
}

function perform(request: Parameterized, state: DynamoState, how: Reading): Executed | Refusal {
  const statement = statementOf(request);
  return isRefusal(statement) ? statement : execute(statement, state, how);
}

/** In batches and transactions, a SELECT names one item. */
function performKeyed(request: Parameterized, state: DynamoState): Executed | Refusal {
  const statement = statementOf(request);
  if (isRefusal(statement)) return statement;
  const table = statement.kind === 'select' ? tableOf(state, statement.table) : undefined;
  if (table && statement.kind === 'select' && statement.index === undefined) {
    const key = keyIn(table, statement.where);
    if (isRefusal(key)) {
      return invalid(
        'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
      );
    }
  }
  return execute(statement, state, { isConsistent: request.ConsistentRead });
}

/** What a transaction does not take. */
function transactionProblem(request: Parameterized, at: number): Refusal | undefined {
  const statement = statementOf(request);
  if (isRefusal(statement)) return statement;
  const where = `Validation failed in TransactStatements[${at}]:`;
  if ('returning' in statement && statement.returning !== undefined) {
    return invalid(`${where} RETURNING clause is not supported in ExecuteTransaction.`);
  }
  return statement.kind === 'select' && statement.index !== undefined
    ? invalid(`${where} Reads on indices are not supported within transactions.`)
    : undefined;
}

function batchError({ error: { code, message } }: Refusal): JsonObject {
  return { Code: reasonCode(code), Message: message };
}

function reasonCode(code: string): string {
  const name = code.replace(/Exception$/, '');
  return name === 'Validation' ? 'ValidationError' : name;
}

/** The key after which a page begins. */
function startOf(token: string | undefined): Item | Refusal | undefined {
  if (token === undefined) return undefined;
  const key = parseJson(base64DecodeText(token) ?? '') ?? null;
  return isObject(key) ? readItem(key, reading) : invalid('Given token is invalid');
}
