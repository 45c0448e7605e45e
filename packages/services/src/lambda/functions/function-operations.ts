/** Functions are shown, listed, changed and deleted. */
import { get, remove, set, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation, Result } from '../../contract/service.ts';
import { pageOf } from '../model/paging.ts';
import { conflict, constraintProblem, invalid, oneOf, precondition } from '../model/problems.ts';
import { noInstances, type LambdaState, type WakeKey } from '../model/state.ts';
import { codeOf } from './code.ts';
import { accountLimits, unreserved } from './concurrency.ts';
import { codeProblem } from './code-problems.ts';
import { unpublished, type LambdaFunction, type Version } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';
import { isNumber, readReference, referred, noFunction } from './reference.ts';
import { targetIn } from '../model/target.ts';
import { runtimeProblem } from './runtimes.ts';
import { settingProblem } from './setting-problems.ts';
import { configurationOf, settingForm, settingsOf } from './settings.ts';
import { published } from './versions.ts';

type Progress = Result<LambdaState, WakeKey>;

const referenceForm = { FunctionName: text, Qualifier: text };

export const functionOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  GetFunction: operation(
    referenceForm,
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const found = referred(state, FunctionName, Qualifier, context);
      if (isRefusal(found)) return { state, outcome: found };
      const {
        function: { tags, concurrency, name },
        version,
        qualifier,
      } = found;
      const image = version.settings['PackageType'] === 'Image';
      const location = `https://awslambda-${context.region}-tasks.s3.${context.region}.amazonaws.com/snapshots/${context.account}/${name}`;
      const response = {
        Configuration: configurationOf(found.function, version, qualifier, context),
        Code: image ? { RepositoryType: 'ECR' } : { RepositoryType: 'S3', Location: location },
        ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
        ...(concurrency === undefined
          ? {}
          : { Concurrency: { ReservedConcurrentExecutions: concurrency } }),
      };
      return { state, outcome: success(response) };
    },
  ),

  GetFunctionConfiguration: operation(
    referenceForm,
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const found = referred(state, FunctionName, Qualifier, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { version, qualifier } = found;
      const outcome = success(configurationOf(found.function, version, qualifier, context));
      return { state, outcome };
    },
  ),

  ListFunctions: operation(
    { MasterRegion: text, FunctionVersion: text, Marker: text, MaxItems: number },
    ({ FunctionVersion, ...paging }, state: LambdaState, context) => {
      const problem = constraintProblem([oneOf('functionVersion', FunctionVersion, ['ALL'])]);
      if (problem) return { state, outcome: problem };
      const all = values(state.functions).flatMap((one) => {
        const versions = FunctionVersion === 'ALL' ? [one.latest, ...one.published] : [one.latest];
        return versions.map((version) =>
          configurationOf(
            one,
            version,
            FunctionVersion === 'ALL' ? version.version : undefined,
            context,
          ),
        );
      });
      return { state, outcome: pageOf('Functions', all, paging) };
    },
  ),

  UpdateFunctionConfiguration: operation(
    { FunctionName: text, ...settingForm, RevisionId: text },
    (request, state: LambdaState, context) => {
      const { FunctionName, RevisionId, Description, Timeout, MemorySize } = request;
      return updated(state, FunctionName, RevisionId, context, ({ name, latest }) => {
        const { DeadLetterConfig } = request;
        const { region } = context;
        const place = { region, before: latest.settings };
        const problem =
          settingProblem('UpdateFunctionConfiguration', request, place) ??
          runtimeProblem(request.Runtime);
        if (problem) return problem;
        return {
          ...latest,
          description: Description ?? latest.description,
          timeout: Timeout ?? latest.timeout,
          memory: MemorySize ?? latest.memory,
          deadLetter: DeadLetterConfig ? targetIn(DeadLetterConfig.TargetArn) : latest.deadLetter,
          settings: settingsOf(request, { name, region, before: latest.settings }),
        };
      });
    },
  ),

  UpdateFunctionCode: operation(
    {
      FunctionName: text,
      ZipFile: text,
      S3Bucket: text,
      S3Key: text,
      S3ObjectVersion: text,
      ImageUri: text,
      Architectures: list(text),
      Publish: flag,
      DryRun: flag,
      RevisionId: text,
    },
    (request, state: LambdaState, context) => {
      const { FunctionName, RevisionId, Architectures, DryRun, Publish } = request;
      const change = ({ latest }: LambdaFunction): Version | Refusal => {
        const isZip = latest.settings['PackageType'] !== 'Image';
        const problem =
          constraintProblem([oneOf('architectures', Architectures?.[0], ['x86_64', 'arm64'])]) ??
          codeProblem('UpdateFunctionCode', request, isZip);
        if (problem) return problem;
        const { ZipFile, S3Bucket, S3Key, ImageUri } = request;
        const settings = Architectures ? { ...latest.settings, Architectures } : latest.settings;
        return {
          ...latest,
          settings,
          code: codeOf(ZipFile ?? ImageUri ?? `s3://${S3Bucket}/${S3Key}`),
        };
      };
      const { state: after, ...rest } = updated(
        state,
        FunctionName,
        RevisionId,
        context,
        change,
        Publish,
      );
      return DryRun ? { state, outcome: rest.outcome ?? success({}) } : { ...rest, state: after };
    },
    ['PublishTo', 'S3ObjectStorageMode', 'SourceKMSKeyArn'],
  ),

  DeleteFunction: operation(
    referenceForm,
    ({ FunctionName, Qualifier }, state: LambdaState, context) => {
      const reference = readReference(FunctionName, Qualifier);
      if (isRefusal(reference)) return { state, outcome: reference };
      const found = get(state.functions, reference.name);
      if (!found) return { state, outcome: noFunction(reference, context) };
      const { name, qualifier } = reference;
      if (qualifier === undefined) {
        const instances = Object.fromEntries(
          Object.entries(state.instances).filter(([other]) => other !== name),
        );
        const functions = remove(state.functions, name);
        return { state: { ...state, functions, instances }, outcome: success({}, 204) };
      }
      const without = withoutVersion(found, qualifier, context);
      if (isRefusal(without)) return { state, outcome: without };
      const functions = set(state.functions, name, without);
      return { state: { ...state, functions }, outcome: success({}, 204) };
    },
  ),

  GetAccountSettings: operation({}, (_request, state: LambdaState) => {
    const all = values(state.functions);
    const versions = all.flatMap(({ latest, published: others }) => [latest, ...others]);
    return {
      state,
      outcome: success({
        AccountLimit: { ...accountLimits, UnreservedConcurrentExecutions: unreserved(state) },
        AccountUsage: {
          TotalCodeSize: versions.reduce((sum, { code }) => sum + code.size, 0),
          FunctionCount: all.length,
        },
      }),
    };
  }),
};

/** A new unpublished version in the place of the present one; its environments start anew. */
function updated(
  state: LambdaState,
  written: string | undefined,
  revision: string | undefined,
  context: Context,
  change: (before: LambdaFunction) => Version | Refusal,
  isPublished = false,
): Progress {
  const reference = readReference(written);
  if (isRefusal(reference)) return { state, outcome: reference };
  const { name } = reference;
  const found = get(state.functions, name);
  if (!found) {
    return { state, outcome: noFunction({ name, qualifier: undefined }, context) };
  }
  if (revision !== undefined && revision !== found.latest.revision) {
    return { state, outcome: precondition('GetFunction/GetAlias') };
  }
  const changed = change(found);
  if (isRefusal(changed)) return { state, outcome: changed };
  const latest: Version = {
    ...changed,
    revision: context.uuid('revision'),
    modifiedAt: context.now,
    status: 'Updating',
  };
  const next = { ...found, latest };
  const after = isPublished ? published(next, latest.description, context) : next;
  const shown = isPublished ? (after.published.at(-1) ?? latest) : latest;
  const instances = member(state.instances, name) ?? noInstances;
  const idle = instances.idle.filter(({ version }) => version !== unpublished);
  return {
    state: {
      ...state,
      functions: set(state.functions, name, after),
      instances: { ...state.instances, [name]: { ...instances, idle } },
    },
    outcome: success(
      configurationOf(after, shown, isPublished ? shown.version : undefined, context),
    ),
    effects: [{ do: 'wake', key: { step: 'activated', function: name }, at: context.now }],
  };
}

function withoutVersion(
  found: LambdaFunction,
  qualifier: string,
  context: Context,
): LambdaFunction | Refusal {
  if (qualifier === unpublished) {
    return invalid('$LATEST version cannot be deleted without deleting the function.');
  }
  if (!isNumber(qualifier)) {
    return invalid('Deletion of aliases is not currently supported.');
  }
  const using = values(found.aliases).filter(
    ({ version, weights }) => version === qualifier || Object.hasOwn(weights, qualifier),
  );
  if (using.length > 0) {
    const arns = using.map(({ name }) =>
      functionArn({ name: found.name, qualifier: name }, context),
    );
    return conflict(
      `Cannot delete version ${functionArn({ name: found.name, qualifier }, context)} because it is used by alias(es): [${arns.join(', ')}]`,
    );
  }
  return { ...found, published: found.published.filter(({ version }) => version !== qualifier) };
}

/** A function that was made or changed is ready. */
export function activated(name: string, state: LambdaState): LambdaState {
  const found = get(state.functions, name);
  if (!found) return state;
  const active = (version: Version): Version =>
    version.status === 'Active' ? version : { ...version, status: 'Active' };
  const ready = {
    ...found,
    latest: active(found.latest),
    published: found.published.map(active),
  };
  return { ...state, functions: set(state.functions, name, ready) };
}
