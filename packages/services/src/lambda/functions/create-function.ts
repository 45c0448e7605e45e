/** CreateFunction. */
import { get, set } from '@stepthrough/collections';
import { base64Decode } from '@stepthrough/json';
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
import { unpublished, type LambdaFunction } from '../model/function.ts';
import { readReference } from './reference.ts';
import { runtimeProblem } from './runtimes.ts';
import { configurationOf, settingForm, settingProblem, settingsOf } from './settings.ts';
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
  const problem = requestProblem(request, reference.name);
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

function requestProblem(request: Request, name: string): Refusal | undefined {
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
    settingProblem('CreateFunction', request) ??
    (isZip && (Runtime === undefined || Handler === undefined)
      ? invalid(
          'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
        )
      : undefined) ??
    runtimeProblem(Runtime) ??
    codeProblem(Code ?? {}, isZip) ??
    tagProblem(request.Tags) ??
    unsimulated('CreateFunction', { CodeSigningConfigArn, TenancyConfig })
  );
}

/** Why code is refused; `undefined` when it is not. */
export function codeProblem(
  code: NonNullable<Request['Code']>,
  isZip: boolean,
): Refusal | undefined {
  const { ZipFile, S3Bucket, S3Key, ImageUri } = code;
  if (!isZip) {
    return ImageUri === undefined
      ? invalid('Please provide ImageUri when updating a function with packageType Image.')
      : undefined;
  }
  if (ImageUri !== undefined) {
    return invalid('Please do not provide ImageUri when updating a function with packageType Zip.');
  }
  if (ZipFile !== undefined) return archiveProblem(ZipFile);
  return S3Bucket === undefined || S3Key === undefined
    ? invalid('Please provide a source for function code.')
    : undefined;
}

/** An archive begins with the mark of its first entry. */
function archiveProblem(archive: string): Refusal | undefined {
  const bytes = base64Decode(archive);
  if (bytes?.length === 0) return invalid('Uploaded file must be a non-empty zip');
  const [first, second] = bytes ?? [];
  return first === 0x50 && second === 0x4b
    ? undefined
    : invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
}
