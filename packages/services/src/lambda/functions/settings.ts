/** Settings of a version: what requests say of them, and how they are shown. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { list, map, members, number, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { unpublished, type LambdaFunction, type Version } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';

/** Members of CreateFunction and UpdateFunctionConfiguration alike. */
export const settingForm = {
  Role: text,
  Runtime: text,
  Handler: text,
  Description: text,
  Timeout: number,
  MemorySize: number,
  Environment: members({ Variables: map(text) }),
  DeadLetterConfig: members({ TargetArn: text }),
  KMSKeyArn: text,
  TracingConfig: members({ Mode: text }),
  EphemeralStorage: members({ Size: number }),
  Layers: list(text),
  VpcConfig: members({ SubnetIds: list(text), SecurityGroupIds: list(text) }),
  SnapStart: members({ ApplyOn: text }),
  LoggingConfig: members({
    LogFormat: text,
    ApplicationLogLevel: text,
    SystemLogLevel: text,
    LogGroup: text,
  }),
  FileSystemConfigs: list(members({ Arn: text, LocalMountPath: text })),
  ImageConfig: members({
    EntryPoint: list(text),
    Command: list(text),
    WorkingDirectory: text,
  }),
  CapacityProviderConfig: { is: 'json' },
  DurableConfig: { is: 'json' },
} as const;

export type GivenSettings = Infer<{ readonly is: 'object'; readonly fields: typeof settingForm }>;

/** Settings as a FunctionConfiguration shows them, from what a request gives and what was before. */
export function settingsOf(
  given: GivenSettings & { readonly Architectures?: readonly string[]; PackageType?: string },
  { name, region, before = {} }: { name: string; region: string; before?: JsonObject },
): JsonObject {
  const { Role, Runtime, Handler, KMSKeyArn, TracingConfig, EphemeralStorage, Layers } = given;
  const { VpcConfig, SnapStart, LoggingConfig, FileSystemConfigs, ImageConfig } = given;
  const { Environment, Architectures, PackageType } = given;
  const isImage = (PackageType ?? before['PackageType']) === 'Image';
  const first: JsonObject = {
    Architectures: Architectures ?? ['x86_64'],
    PackageType: PackageType ?? 'Zip',
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    ...(isImage || Runtime === undefined ? {} : runtimeSettings(region)),
  };
  const changes: { readonly [member: string]: Json | undefined } = {
    Role,
    Runtime: isImage ? undefined : Runtime,
    Handler: isImage ? undefined : Handler,
    Environment: Environment && { Variables: Environment.Variables ?? {} },
    KMSKeyArn: KMSKeyArn === '' ? undefined : KMSKeyArn,
    TracingConfig: TracingConfig && { Mode: TracingConfig.Mode ?? 'PassThrough' },
    EphemeralStorage: EphemeralStorage && { Size: EphemeralStorage.Size ?? 512 },
    Layers: Layers?.map((Arn) => ({ Arn, CodeSize: 0 })),
    VpcConfig: VpcConfig && {
      SubnetIds: VpcConfig.SubnetIds ?? [],
      SecurityGroupIds: VpcConfig.SecurityGroupIds ?? [],
      VpcId: (VpcConfig.SubnetIds ?? []).length === 0 ? '' : 'vpc-00000000000000000',
    },
    SnapStart: SnapStart && { ApplyOn: SnapStart.ApplyOn ?? 'None', OptimizationStatus: 'Off' },
    LoggingConfig: LoggingConfig && {
      LogFormat: 'Text',
      LogGroup: `/aws/lambda/${name}`,
      ...LoggingConfig,
    },
    FileSystemConfigs: FileSystemConfigs?.map((one) => ({ ...one })),
    ImageConfigResponse: ImageConfig && { ImageConfig: { ...ImageConfig } },
  };
  const known = Object.entries(changes).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined,
  );
  return { ...first, ...before, ...Object.fromEntries(known) };
}

function runtimeSettings(region: string): JsonObject {
  const version = '0'.repeat(64);
  return {
    RuntimeVersionConfig: { RuntimeVersionArn: `arn:aws:lambda:${region}::runtime:${version}` },
  };
}

const pending = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
};
const active = { State: 'Active', LastUpdateStatus: 'Successful' };
const updating = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
};
const statuses = { Pending: pending, Active: active, Updating: updating };

/** A FunctionConfiguration; its ARN ends with `qualifier` when the request names one. */
export function configurationOf(
  { name }: Pick<LambdaFunction, 'name'>,
  version: Version,
  qualifier: string | undefined,
  context: Context,
): JsonObject {
  const { settings, code, deadLetter, status } = version;
  return {
    FunctionName: name,
    FunctionArn: functionArn({ name, qualifier }, context),
    CodeSize: code.size,
    CodeSha256: code.sha256,
    Description: version.description,
    Timeout: version.timeout ?? 3,
    MemorySize: version.memory,
    ...(deadLetter === undefined ? {} : { DeadLetterConfig: { TargetArn: deadLetter } }),
    ...settings,
    LastModified: new Date(version.modifiedAt).toISOString().replace('Z', '+0000'),
    Version: version.version,
    RevisionId: version.revision,
    ...statuses[status],
  };
}

/** What a version is known by beside its settings: a change of them alone needs a new one. */
export function isSameCode(one: Version, other: Version): boolean {
  return (
    one.code.sha256 === other.code.sha256 &&
    one.timeout === other.timeout &&
    one.memory === other.memory &&
    one.deadLetter === other.deadLetter &&
    JSON.stringify(one.settings) === JSON.stringify(other.settings)
  );
}

/** The ARN of a published version ends with its number. */
export function qualifierShown({ version }: Version): string | undefined {
  return version === unpublished ? undefined : version;
}
