/** Why settings of a function are refused. */
import { isObject, utf8Size, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import {
  constraintProblem,
  fitting,
  invalid,
  lengthWithin,
  oneOf,
  unsimulated,
  within,
  type Check,
} from '../model/problems.ts';
import { isElsewhere } from '../model/arn-region.ts';
import type { GivenSettings } from './settings.ts';

const rolePattern = /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;
const targetPattern = /^(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()$/;
const logGroupPattern = /^[.\-_/#A-Za-z0-9]+$/;
const writtenLogGroup = String.raw`[\.\-_/#A-Za-z0-9]+`;
const variablePattern = /^[a-zA-Z]([a-zA-Z0-9_])+$/;

/** The most memory of the API model is that of functions on managed instances; others have less. */
const mostMemory = { ofModel: 32_768, ofFunction: 10_240 };

interface Place {
  readonly region: string;
  /** Settings that the function has, its `PackageType` at least. */
  readonly before: JsonObject;
}

/** Why settings are refused; `undefined` when they are not. */
export function settingProblem(
  operation: string,
  given: GivenSettings,
  place: Place,
): Refusal | undefined {
  const { CapacityProviderConfig, DurableConfig } = given;
  return (
    constraintProblem(settingChecks(given)) ??
    environmentProblem(given) ??
    deadLetterProblem(given, place) ??
    loggingProblem(given) ??
    imageProblem(given, place) ??
    networkProblem(given, place) ??
    unsimulated(operation, { CapacityProviderConfig, DurableConfig }) ??
    memoryProblem(given)
  );
}

function settingChecks(given: GivenSettings): readonly Check[] {
  const { Environment, LoggingConfig } = given;
  return [
    fitting('role', given.Role, rolePattern),
    lengthWithin('handler', given.Handler, 0, 128),
    fitting('handler', given.Handler, /^[^\s]+$/),
    lengthWithin('description', given.Description, 0, 256),
    within('timeout', given.Timeout, 1, 900),
    within('memorySize', given.MemorySize, 128, mostMemory.ofModel),
    within('ephemeralStorage.size', given.EphemeralStorage?.Size, 512, 10_240),
    variablesCheck(Object.keys(Environment?.Variables ?? {})),
    oneOf('tracingConfig.mode', given.TracingConfig?.Mode, ['Active', 'PassThrough']),
    oneOf('snapStart.applyOn', given.SnapStart?.ApplyOn, ['PublishedVersions', 'None']),
    oneOf('loggingConfig.logFormat', LoggingConfig?.LogFormat, ['JSON', 'Text']),
    lengthWithin('loggingConfig.logGroup', LoggingConfig?.LogGroup, 1, 512),
    fitting('loggingConfig.logGroup', LoggingConfig?.LogGroup, logGroupPattern, writtenLogGroup),
    fitting('deadLetterConfig.targetArn', given.DeadLetterConfig?.TargetArn, targetPattern),
  ];
}

/** Variables may be secrets: what is wrong with them tells none. */
function variablesCheck(names: readonly string[]): Check {
  return names.every((name) => variablePattern.test(name))
    ? undefined
    : "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]";
}

function memoryProblem({ MemorySize = 0 }: GivenSettings): Refusal | undefined {
  return MemorySize > mostMemory.ofFunction
    ? invalid(
        `'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to ${mostMemory.ofFunction}`,
      )
    : undefined;
}

/** All variables together, in bytes. */
const environmentLimit = 4096;

/** Names that a function's process has from Lambda, but for those that no variable may have anyhow. */
const reservedVariables = [
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

function environmentProblem({ Environment }: GivenSettings): Refusal | undefined {
  const variables = Environment?.Variables ?? {};
  const reserved = Object.keys(variables).filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    return invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const size = utf8Size(JSON.stringify(variables));
  return size > environmentLimit
    ? invalid(
        `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. Measured size: ${size} bytes`,
      )
    : undefined;
}

function deadLetterProblem(
  { DeadLetterConfig }: GivenSettings,
  { region }: Place,
): Refusal | undefined {
  const target = DeadLetterConfig?.TargetArn ?? '';
  if (target === '') return undefined;
  const refused = (why: string) => invalid(`Invalid dead letter queue ARN: ${why}`);
  if (isElsewhere(target, region)) {
    return refused(
      "The resource specified by the TargetArn must be in the same region as the Lambda function it's associated with.",
    );
  }
  const [, service] = /^arn:[^:]+:(sqs|sns):/.exec(target) ?? [];
  if (service === undefined) {
    return refused(
      'The service specified by the TargetArn is not supported for dead letter configuration.',
    );
  }
  const what = service === 'sqs' ? 'SQS queue' : 'SNS topic';
  return target.endsWith('.fifo')
    ? refused(`FIFO ${what} is not supported for dead letter configuration`)
    : undefined;
}

function loggingProblem({ LoggingConfig = {} }: GivenSettings): Refusal | undefined {
  const { LogFormat, LogGroup = '', ApplicationLogLevel, SystemLogLevel } = LoggingConfig;
  if (/^aws\//i.test(LogGroup)) {
    return invalid(
      'Log groups starting with AWS/ are reserved for AWS. Update the LogGroup value and try again.',
    );
  }
  return LogFormat === 'Text' && (ApplicationLogLevel ?? SystemLogLevel) !== undefined
    ? invalid(
        'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
      )
    : undefined;
}

function imageProblem({ ImageConfig = {} }: GivenSettings, { before }: Place): Refusal | undefined {
  return before['PackageType'] !== 'Image' && Object.keys(ImageConfig).length > 0
    ? invalid(
        'The ImageConfig parameter is not supported for functions created with deployment packages.',
      )
    : undefined;
}

function networkProblem(
  { VpcConfig, FileSystemConfigs = [] }: GivenSettings,
  { before }: Place,
): Refusal | undefined {
  const { SubnetIds = [], SecurityGroupIds = [] } = VpcConfig ?? {};
  if ((SubnetIds.length === 0) !== (SecurityGroupIds.length === 0)) {
    return invalid('SubnetIds and SecurityIds must coexist or be both empty list.');
  }
  const shared = FileSystemConfigs.find(({ Arn = '' }) =>
    /^arn:[^:]+:elasticfilesystem:/.test(Arn),
  );
  const isInNetwork = VpcConfig ? SubnetIds.length > 0 : hasNetwork(before);
  return shared && !isInNetwork
    ? invalid(
        `Function must be configured to execute in a VPC to reference access point ${shared.Arn}. Please update the function configuration to include VPC subnets and security groups.`,
      )
    : undefined;
}

function hasNetwork({ VpcConfig = null }: JsonObject): boolean {
  return isObject(VpcConfig) && VpcConfig['VpcId'] !== '';
}
