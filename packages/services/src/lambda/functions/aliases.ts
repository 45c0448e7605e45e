/** Aliases: names that point to a version, and send a part of the invocations to a second one. */
import { get, remove, set, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { pageOf } from '../model/paging.ts';
import {
  conflict,
  constraintProblem,
  fitting,
  invalid,
  lengthWithin,
  precondition,
  required,
  type Check,
} from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { unpublished, versionOf, type Alias, type LambdaFunction } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { functionOf, noAlias, noFunction } from './reference.ts';

const routingForm = members({ AdditionalVersionWeights: map(number) });
const namePattern = /^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/;
const versionPattern = /^(\$LATEST(\.PUBLISHED)?|[0-9]+)$/;

export const aliasOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  CreateAlias: operation(
    {
      FunctionName: text,
      Name: text,
      FunctionVersion: text,
      Description: text,
      RoutingConfig: routingForm,
    },
    (request, state: LambdaState, context) => {
      const { Name: name = '', FunctionVersion: version, Description = '' } = request;
      const problem = constraintProblem([
        required('name', request.Name),
        lengthWithin('name', request.Name, 1, 128),
        fitting('name', request.Name, namePattern),
        required('functionVersion', version),
        fitting('functionVersion', version, versionPattern),
        lengthWithin('description', Description, 0, 256),
        ...weightChecks(request.RoutingConfig?.AdditionalVersionWeights),
      ]);
      if (problem) return { state, outcome: problem };
      const found = functionOf(state, request.FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const qualified = { name: found.name, qualifier: name };
      if (get(found.aliases, name)) {
        const message = `Alias already exists: ${functionArn(qualified, context)}`;
        return { state, outcome: conflict(message) };
      }
      const alias: Alias = {
        name,
        version: version ?? unpublished,
        description: Description,
        weights: request.RoutingConfig?.AdditionalVersionWeights ?? {},
        revision: context.uuid('alias'),
      };
      return kept(state, found, alias, 201, context);
    },
  ),

  UpdateAlias: operation(
    {
      FunctionName: text,
      Name: text,
      FunctionVersion: text,
      Description: text,
      RoutingConfig: routingForm,
      RevisionId: text,
    },
    (request, state: LambdaState, context) => {
      const { FunctionVersion, Description, RoutingConfig, RevisionId } = request;
      const problem = constraintProblem([
        fitting('functionVersion', FunctionVersion, versionPattern),
        lengthWithin('description', Description, 0, 256),
        ...weightChecks(RoutingConfig?.AdditionalVersionWeights),
      ]);
      if (problem) return { state, outcome: problem };
      const found = aliasOf(state, request.FunctionName, request.Name, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { alias } = found;
      if (RevisionId !== undefined && RevisionId !== alias.revision) {
        return { state, outcome: precondition('GetFunction/GetAlias') };
      }
      const changed: Alias = {
        ...alias,
        version: FunctionVersion ?? alias.version,
        description: Description ?? alias.description,
        weights: RoutingConfig ? (RoutingConfig.AdditionalVersionWeights ?? {}) : alias.weights,
        revision: context.uuid('alias'),
      };
      return kept(state, found.function, changed, 200, context);
    },
  ),

  GetAlias: operation(
    { FunctionName: text, Name: text },
    ({ FunctionName, Name }, state: LambdaState, context) => {
      const found = aliasOf(state, FunctionName, Name, context);
      if (isRefusal(found)) return { state, outcome: found };
      return { state, outcome: success(shown(found.function, found.alias, context)) };
    },
  ),

  DeleteAlias: operation(
    { FunctionName: text, Name: text },
    ({ FunctionName, Name }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      const problem = constraintProblem([required('name', Name)]) ?? found;
      if (isRefusal(problem)) return { state, outcome: problem };
      const aliases = remove(problem.aliases, Name ?? '');
      const functions = set(state.functions, problem.name, { ...problem, aliases });
      return { state: { ...state, functions }, outcome: success({}, 204) };
    },
  ),

  ListAliases: operation(
    { FunctionName: text, FunctionVersion: text, Marker: text, MaxItems: number },
    ({ FunctionName, FunctionVersion, ...paging }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const all = values(found.aliases).filter(
        ({ version, weights }) =>
          FunctionVersion === undefined ||
          version === FunctionVersion ||
          Object.hasOwn(weights, FunctionVersion),
      );
      const items = all.map((alias) => shown(found, alias, context));
      return { state, outcome: pageOf('Aliases', items, paging) };
    },
  ),
};

function aliasOf(
  state: LambdaState,
  written: string | undefined,
  name: string | undefined,
  context: Context,
): { readonly function: LambdaFunction; readonly alias: Alias } | Refusal {
  const problem = constraintProblem([required('name', name)]);
  if (problem) return problem;
  const found = functionOf(state, written, context);
  if (isRefusal(found)) return found;
  const alias = get(found.aliases, name ?? '');
  const qualified = { name: found.name, qualifier: name };
  return alias ? { function: found, alias } : noAlias(qualified, context);
}

function kept(
  state: LambdaState,
  found: LambdaFunction,
  alias: Alias,
  status: number,
  context: Context,
) {
  const problem = routingProblem(found, alias, context);
  if (problem) return { state, outcome: problem };
  const after = { ...found, aliases: set(found.aliases, alias.name, alias) };
  return {
    state: { ...state, functions: set(state.functions, found.name, after) },
    outcome: success(shown(after, alias, context), status),
  };
}

const weightedPattern = /^[0-9]+$/;

/** What the API model demands of versions beside the first, and of their weights. */
function weightChecks(weights: Alias['weights'] = {}): readonly Check[] {
  const entries = Object.entries(weights);
  const written = entries.map(([version, weight]) => `${version}=${asDouble(weight)}`).join(', ');
  const failed = (what: string) =>
    `Value '{${written}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${what}`;
  const isKnown = entries.every(
    ([version]) => weightedPattern.test(version) && version.length <= 1024,
  );
  return [
    isKnown
      ? undefined
      : failed(
          'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]',
        ),
    entries.every(([, weight]) => weight >= 0 && weight <= 1)
      ? undefined
      : failed(
          'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
        ),
  ];
}

/** A number as Lambda writes one that need not be whole. */
function asDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** Why an alias cannot point where it is to; `undefined` when it can. */
function routingProblem(
  found: LambdaFunction,
  { version, weights }: Alias,
  context: Context,
): Refusal | undefined {
  const { name } = found;
  if (!versionOf(found, version)) return noFunction({ name, qualifier: version }, context);
  const [other, ...more] = Object.keys(weights);
  if (other === undefined) return undefined;
  if (more.length > 0) {
    return invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (version === unpublished) {
    return invalid('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (other === version) {
    return invalid(
      `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
    );
  }
  return versionOf(found, other) ? undefined : noFunction({ name, qualifier: other }, context);
}

function shown({ name }: LambdaFunction, alias: Alias, context: Context): JsonObject {
  return {
    AliasArn: functionArn({ name, qualifier: alias.name }, context),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(Object.keys(alias.weights).length === 0
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revision,
  };
}
