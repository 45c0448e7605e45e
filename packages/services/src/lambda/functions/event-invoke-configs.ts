/** What becomes of asynchronous invocations: how often they are tried, how old they get, where results go. */
import { get, set } from '@stepthrough/collections';
import { member, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import { pageOf } from '../model/paging.ts';
import { constraintProblem, invalid, missing, within } from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { targetIn } from '../model/target.ts';
import { destinationForm, invocationDestinationsProblem } from './destinations.ts';
import {
  unpublished,
  versionOf,
  type AsynchronousSettings,
  type LambdaFunction,
} from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { functionOf, noFunction, readReference } from './reference.ts';

const configForm = {
  FunctionName: text,
  Qualifier: text,
  MaximumRetryAttempts: number,
  MaximumEventAgeInSeconds: number,
  DestinationConfig: destinationForm,
} as const;

type Request = Infer<{ readonly is: 'object'; readonly fields: typeof configForm }>;
type Progress = Result<LambdaState, WakeKey>;

export const eventInvokeOperations: {
  readonly [name: string]: Operation<LambdaState, WakeKey>;
} = {
  PutFunctionEventInvokeConfig: operation(configForm, (request, state: LambdaState, context) =>
    configured(request, state, context, false),
  ),

  UpdateFunctionEventInvokeConfig: operation(configForm, (request, state: LambdaState, context) =>
    configured(request, state, context, true),
  ),

  GetFunctionEventInvokeConfig: operation(
    { FunctionName: text, Qualifier: text },
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const place = placeOf(state, FunctionName, Qualifier, context);
      if (isRefusal(place)) return { state, outcome: place };
      const { found, qualifier } = place;
      const settings = member(found.asynchronous, qualifier);
      const outcome = settings
        ? success(shown(found, qualifier, settings, context))
        : noConfig(found, qualifier, context);
      return { state, outcome };
    },
  ),

  DeleteFunctionEventInvokeConfig: operation(
    { FunctionName: text, Qualifier: text },
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const place = placeOf(state, FunctionName, Qualifier, context);
      if (isRefusal(place)) return { state, outcome: place };
      const { found, qualifier } = place;
      if (!member(found.asynchronous, qualifier)) {
        return { state, outcome: noConfig(found, qualifier, context) };
      }
      const asynchronous = Object.fromEntries(
        Object.entries(found.asynchronous).filter(([other]) => other !== qualifier),
      );
      const functions = set(state.functions, found.name, { ...found, asynchronous });
      return { state: { ...state, functions }, outcome: success({}, 204) };
    },
  ),

  ListFunctionEventInvokeConfigs: operation(
    { FunctionName: text, Marker: text, MaxItems: number },
    ({ FunctionName, ...paging }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const all = Object.entries(found.asynchronous).map(([qualifier, settings]) =>
        shown(found, qualifier, settings, context),
      );
      return { state, outcome: pageOf('FunctionEventInvokeConfigs', all, paging, 50) };
    },
  ),
};

/** Put replaces all, Update what is given. */
function configured(
  request: Request,
  state: LambdaState,
  context: Context,
  isUpdate: boolean,
): Progress {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = request;
  const place = placeOf(state, request.FunctionName, request.Qualifier, context);
  const problem =
    constraintProblem([
      within('maximumRetryAttempts', MaximumRetryAttempts, 0, 2),
      within('maximumEventAgeInSeconds', MaximumEventAgeInSeconds, 60, 21_600),
    ]) ??
    (MaximumRetryAttempts === undefined &&
    MaximumEventAgeInSeconds === undefined &&
    DestinationConfig === undefined
      ? invalid('You must specify at least one of error handling or destination setting.')
      : place);
  if (isRefusal(problem)) return { state, outcome: problem };
  const { found, qualifier } = problem;
  const before = member(found.asynchronous, qualifier);
  if (isUpdate && !before) return { state, outcome: noConfig(found, qualifier, context) };
  const { OnSuccess, OnFailure } = DestinationConfig ?? {};
  const refused = invocationDestinationsProblem(
    found.name,
    DestinationConfig ?? {},
    state,
    context,
  );
  if (refused) return { state, outcome: refused };
  const kept = isUpdate ? before : undefined;
  const settings: AsynchronousSettings = {
    retries: MaximumRetryAttempts ?? kept?.retries,
    maximumAge: MaximumEventAgeInSeconds ?? kept?.maximumAge,
    onSuccess: DestinationConfig ? targetIn(OnSuccess?.Destination) : kept?.onSuccess,
    onFailure: DestinationConfig ? targetIn(OnFailure?.Destination) : kept?.onFailure,
    modifiedAt: context.now,
  };
  const asynchronous = { ...found.asynchronous, [qualifier]: settings };
  const functions = set(state.functions, found.name, { ...found, asynchronous });
  return {
    state: { ...state, functions },
    outcome: success(shown(found, qualifier, settings, context)),
  };
}

function placeOf(
  state: LambdaState,
  written: string | undefined,
  given: string | undefined,
  context: Context,
): { readonly found: LambdaFunction; readonly qualifier: string } | Refusal {
  const reference = readReference(written, given);
  if (isRefusal(reference)) return reference;
  const { name, qualifier = unpublished } = reference;
  const found = get(state.functions, name);
  if (!found || !(versionOf(found, qualifier) ?? get(found.aliases, qualifier))) {
    return found ? missing("The function doesn't exist.") : noFunction(reference, context);
  }
  return { found, qualifier };
}

function noConfig({ name }: LambdaFunction, qualifier: string, context: Context): Refusal {
  const arn = functionArn({ name, qualifier }, context);
  return missing(`The function ${arn} doesn't have an EventInvokeConfig`);
}

function shown(
  { name }: LambdaFunction,
  qualifier: string,
  { retries, maximumAge, onSuccess, onFailure, modifiedAt }: AsynchronousSettings,
  context: Context,
): JsonObject {
  const destination = (arn: string | undefined) => (arn === undefined ? {} : { Destination: arn });
  return {
    LastModified: modifiedAt / 1000,
    FunctionArn: functionArn({ name, qualifier }, context),
    ...(retries === undefined ? {} : { MaximumRetryAttempts: retries }),
    ...(maximumAge === undefined ? {} : { MaximumEventAgeInSeconds: maximumAge }),
    DestinationConfig: { OnSuccess: destination(onSuccess), OnFailure: destination(onFailure) },
  };
}
