/** CreateFunction. */
import { get, set } from '@stepthrough/collections';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import {
  conflict,
  constraintProblem,
  invalid,
  lengthWithin,
  oneOf,
  required,
  unsimulated,
} from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { codeOf } from './code.ts';
import { codeProblem } from './code-problems.ts';
import { unpublished, type LambdaFunction } from '../model/function.ts';
import { readReference } from './reference.ts';
import { runtimeProblem } from './runtimes.ts';
import { settingProblem } from './setting-problems.ts';
import { configurationOf, settingForm, settingsOf } from './settings.ts';
import { targetIn } from '../model/target.ts';
import { tagProblem } from './tags.ts';
import { published } from './versions.ts';

const createForm = {
  FunctionName: text,
  ...settingForm,
  Code: members({
    ZipFile: text,
    S3Bucket: text,
    S3Key: text,
    S3ObjectVersion: text,
    ImageUri: text,
  }),
  PackageType: text,
  Architectures: list(text),
  Publish: flag,
  Tags: map(text),
  CodeSigningConfigArn: text,
  TenancyConfig: members({ TenantIsolationMode: text }),
} as const;

type Request = Infer<{ readonly is: 'object'; readonly fields: typeof createForm }>;

export const createOperations: {
  readonly [name: string]: Operation<LambdaState, WakeKey>;
} = {
  CreateFunction: operation(
    createForm,
    (request, state: LambdaState, context) => {
      const made = newFunction(request, state, context);
      if (isRefusal(made)) return { state, outcome: made };
      const functions = set(state.functions, made.name, made);
      const shown = request.Publish ? (made.published[0] ?? made.latest) : made.latest;
      const configuration = configurationOf(made, shown, undefined, context);
      return {
        state: { ...state, functions },
        outcome: success(configuration, 201),
        effects: [{ do: 'wake', key: { step: 'activated', function: made.name }, at: context.now }],
      };
    },
    ['PublishTo'],
  ),
};

function newFunction(
  request: Request,
  state: LambdaState,
  context: Context,
): LambdaFunction | Refusal {
  const { FunctionName, Description = '', Timeout = 3, MemorySize = 128, Tags = {} } = request;
  const reference = readReference(FunctionName);
  if (isRefusal(reference)) return reference;
  const problem = requestProblem(request, reference.name, context);
  if (problem) return problem;
  const { name } = reference;
  if (get(state.functions, name)) return conflict(`Function already exist: ${name}`);
  const { Code = {} } = request;
  const { ZipFile, S3Bucket, S3Key, ImageUri } = Code;
  const made: LambdaFunction = {
    name,
    isDeclared: false,
    latest: {
      version: unpublished,
      description: Description,
      timeout: Timeout,
      memory: MemorySize,
      deadLetter: targetIn(request.DeadLetterConfig?.TargetArn),
      settings: settingsOf(request, { name, region: context.region }),
      code: codeOf(ZipFile ?? ImageUri ?? `s3://${S3Bucket}/${S3Key}`),
      revision: context.uuid('revision'),
      modifiedAt: context.now,
      status: 'Pending',
    },
    published: [],
    lastVersion: 0,
    aliases: undefined,
    concurrency: undefined,
    provisioned: {},
    asynchronous: {},
    policies: {},
    tags: Tags,
  };
  return request.Publish ? published(made, Description, context) : made;
}

function requestProblem(request: Request, name: string, { region }: Context): Refusal | undefined {
  const { Code, Role, PackageType = 'Zip', Architectures, Runtime, Handler } = request;
  const { CodeSigningConfigArn, TenancyConfig } = request;
  const isZip = PackageType === 'Zip';
  return (
    constraintProblem([
      lengthWithin('functionName', name, 1, 64),
      required('role', Role),
      required('code', Code),
      oneOf('packageType', PackageType, ['Zip', 'Image']),
      oneOf('architectures', Architectures?.[0], ['x86_64', 'arm64']),
    ]) ??
    settingProblem('CreateFunction', request, { region, before: { PackageType } }) ??
    (isZip && (Runtime === undefined || Handler === undefined)
      ? invalid(
          'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
        )
      : undefined) ??
    runtimeProblem(Runtime) ??
    codeProblem('CreateFunction', Code ?? {}, isZip) ??
    tagProblem(request.Tags) ??
    unsimulated('CreateFunction', { CodeSigningConfigArn, TenancyConfig })
  );
}
