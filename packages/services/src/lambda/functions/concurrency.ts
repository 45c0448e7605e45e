/** Reserved and provisioned concurrency. */
import { get, set, values } from '@stepthrough/collections';
import { member, type JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { pageOf } from '../model/paging.ts';
import { constraintProblem, invalid, required, within } from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import {
  unpublished,
  versionOf,
  type LambdaFunction,
  type Provisioned,
} from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { functionOf, isNumber, noAlias, noFunction, readReference } from './reference.ts';

/** Quotas of an account that has asked for no other ones. */
export const accountLimits = {
  TotalCodeSize: 80_530_636_800,
  CodeSizeUnzipped: 262_144_000,
  CodeSizeZipped: 52_428_800,
  ConcurrentExecutions: 1000,
};

/** As many must stay for functions that have none reserved. */
const leastUnreserved = 100;

/** What is not reserved, of all functions but one. */
export function unreserved({ functions }: LambdaState, without?: string): number {
  return values(functions).reduce(
    (left, { name, concurrency = 0 }) => (name === without ? left : left - concurrency),
    accountLimits.ConcurrentExecutions,
  );
}

export const concurrencyOperations: {
  readonly [name: string]: Operation<LambdaState, WakeKey>;
} = {
  PutFunctionConcurrency: operation(
    { FunctionName: text, ReservedConcurrentExecutions: number },
    ({ FunctionName, ReservedConcurrentExecutions: wanted }, state: LambdaState, context) => {
      const problem = constraintProblem([
        required('reservedConcurrentExecutions', wanted),
        within('reservedConcurrentExecutions', wanted, 0),
      ]);
      if (problem) return { state, outcome: problem };
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { name } = found;
      if (unreserved(state, name) - (wanted ?? 0) < leastUnreserved) {
        const message = `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${leastUnreserved}].`;
        return { state, outcome: invalid(message) };
      }
      const functions = set(state.functions, name, { ...found, concurrency: wanted });
      const outcome = success({ ReservedConcurrentExecutions: wanted ?? 0 });
      return { state: { ...state, functions }, outcome };
    },
  ),

  GetFunctionConcurrency: operation(
    { FunctionName: text },
    ({ FunctionName }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { concurrency } = found;
      const outcome = success(
        concurrency === undefined ? {} : { ReservedConcurrentExecutions: concurrency },
      );
      return { state, outcome };
    },
  ),

  DeleteFunctionConcurrency: operation(
    { FunctionName: text },
    ({ FunctionName }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const functions = set(state.functions, found.name, { ...found, concurrency: undefined });
      return { state: { ...state, functions }, outcome: success({}, 204) };
    },
  ),

  PutProvisionedConcurrencyConfig: operation(
    { FunctionName: text, Qualifier: text, ProvisionedConcurrentExecutions: number },
    (request, state: LambdaState, context) => {
      const { ProvisionedConcurrentExecutions: wanted } = request;
      const problem = constraintProblem([
        required('provisionedConcurrentExecutions', wanted),
        within('provisionedConcurrentExecutions', wanted, 1),
      ]);
      if (problem) return { state, outcome: problem };
      const place = placeOf(state, request, context);
      if (isRefusal(place)) return { state, outcome: place };
      const refused = provisionProblem(place, wanted ?? 0, state);
      if (refused) return { state, outcome: refused };
      const { found, qualifier } = place;
      const provisioned: Provisioned = {
        requested: wanted ?? 0,
        modifiedAt: context.now,
      };
      const asked = shown(provisioned, false);
      return {
        state: withProvisioned(state, found, qualifier, provisioned),
        outcome: success(asked, 202),
      };
    },
  ),

  GetProvisionedConcurrencyConfig: operation(
    { FunctionName: text, Qualifier: text },
    (request, state: LambdaState, context) => {
      const place = placeOf(state, request, context);
      if (isRefusal(place)) return { state, outcome: place };
      const provisioned = member(place.found.provisioned, place.qualifier);
      if (provisioned) return { state, outcome: success(shown(provisioned)) };
      const message = 'No Provisioned Concurrency Config found for this function';
      const outcome = failure('ProvisionedConcurrencyConfigNotFoundException', message, 404);
      return { state, outcome };
    },
  ),

  DeleteProvisionedConcurrencyConfig: operation(
    { FunctionName: text, Qualifier: text },
    (request, state: LambdaState, context) => {
      const place = placeOf(state, request, context);
      if (isRefusal(place)) return { state, outcome: place };
      const { found, qualifier } = place;
      return {
        state: withProvisioned(state, found, qualifier, undefined),
        outcome: success({}, 204),
      };
    },
  ),

  ListProvisionedConcurrencyConfigs: operation(
    { FunctionName: text, Marker: text, MaxItems: number },
    ({ FunctionName, ...paging }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const all = Object.entries(found.provisioned).map(([qualifier, provisioned]) => ({
        FunctionArn: functionArn({ name: found.name, qualifier }, context),
        ...shown(provisioned),
      }));
      return { state, outcome: pageOf('ProvisionedConcurrencyConfigs', all, paging, 50) };
    },
  ),
};

interface Place {
  readonly found: LambdaFunction;
  readonly qualifier: string;
}

/** A published version or an alias, by what the request names. */
function placeOf(
  state: LambdaState,
  { FunctionName, Qualifier }: { readonly FunctionName?: string; readonly Qualifier?: string },
  context: Context,
): Place | Refusal {
  const problem = constraintProblem([required('qualifier', Qualifier)]);
  if (problem) return problem;
  const reference = readReference(FunctionName, Qualifier);
  if (isRefusal(reference)) return reference;
  const { name, qualifier = unpublished } = reference;
  if (qualifier === unpublished) {
    return invalid(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
  }
  const found = get(state.functions, name);
  if (!found) return noFunction(reference, context);
  if (isNumber(qualifier)) {
    return versionOf(found, qualifier) ? { found, qualifier } : noFunction(reference, context);
  }
  return get(found.aliases, qualifier) ? { found, qualifier } : noAlias(reference, context);
}

function provisionProblem(
  { found, qualifier }: Place,
  wanted: number,
  state: LambdaState,
): Refusal | undefined {
  const alias = get(found.aliases, qualifier);
  if (alias?.version === unpublished) {
    return invalid(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
  }
  const number = alias?.version ?? qualifier;
  const other = values(found.aliases).find(
    ({ name, version }) =>
      name !== qualifier && version === number && member(found.provisioned, name) !== undefined,
  );
  if (!alias && other) {
    return failure(
      'ResourceConflictException',
      'Version is pointed by a Provisioned Concurrency alias',
      409,
    );
  }
  if (alias && member(found.provisioned, number)) {
    return failure(
      'ResourceConflictException',
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
      409,
    );
  }
  const { concurrency } = found;
  const left = concurrency ?? unreserved(state) - leastUnreserved;
  if (wanted <= left) return undefined;
  return invalid(
    concurrency === undefined
      ? `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${left + leastUnreserved}].`
      : `Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function`,
  );
}

function withProvisioned(
  state: LambdaState,
  found: LambdaFunction,
  qualifier: string,
  provisioned: Provisioned | undefined,
): LambdaState {
  const others = Object.entries(found.provisioned).filter(([other]) => other !== qualifier);
  const all = provisioned ? [...others, [qualifier, provisioned] as const] : others;
  const after = { ...found, provisioned: Object.fromEntries(all) };
  return { ...state, functions: set(state.functions, found.name, after) };
}

/** The answer that sets it is given before the environments are ready. */
function shown({ requested, modifiedAt }: Provisioned, isReady = true): JsonObject {
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    ...(isReady ? { AvailableProvisionedConcurrentExecutions: requested } : {}),
    AllocatedProvisionedConcurrentExecutions: isReady ? requested : 0,
    Status: isReady ? 'READY' : 'IN_PROGRESS',
    LastModified: new Date(modifiedAt).toISOString().replace('Z', '+0000'),
  };
}

/** How many environments of a version are kept ready, by its number and by aliases that point to it. */
export function provisionedFor(found: LambdaFunction, version: string): number {
  return Object.entries(found.provisioned).reduce((sum, [qualifier, { requested }]) => {
    const number = get(found.aliases, qualifier)?.version ?? qualifier;
    return number === version ? sum + requested : sum;
  }, 0);
}
