import { type IntegrationPattern, patternOf } from '@stepthrough/catalog';
import { hasPlaceholder } from './source/node.ts';

/**
 * What a `Resource` names. Parts that deployment fills in stand as they are written, `${…}` included:
 * `arn:${AWS::Partition}:states:::sqs:sendMessage` names the same integration as with `aws`.
 */
export type Resource =
  | FunctionResource
  | ActivityResource
  | IntegrationResource
  /** All that matters is filled in at deployment. */
  | { readonly kind: 'placeholder'; readonly text: string }
  /** AWS takes no machine with it. */
  | { readonly kind: 'unknown'; readonly text: string };

interface Arn {
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  /** Empty where the ARN leaves it out. */
  readonly region: string;
  readonly account: string;
}

/** A Lambda function by its ARN, which is asked with the whole payload and waited for. */
export interface FunctionResource extends Arn {
  readonly kind: 'function';
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier: string | undefined;
}

/** Work that a worker fetches. */
export interface ActivityResource extends Arn {
  readonly kind: 'activity';
  readonly name: string;
}

/** A call of a service: an optimized integration, or an action of AWS's SDK. Which there are, the catalogue knows. */
export interface IntegrationResource extends Arn {
  readonly kind: 'optimized' | 'sdk';
  /** E.g. `sqs`; for an SDK integration without `aws-sdk:`. */
  readonly service: string;
  /** E.g. `sendMessage`. */
  readonly action: string;
  /** Both as the catalogue has them: `sqs:sendMessage`, `aws-sdk:s3:getObject`. */
  readonly integration: string;
  readonly pattern: IntegrationPattern;
}

/** Reads a `Resource` as AWS does, which knows no other spelling: case and suffix count. */
export function readResource(text: string): Resource {
  const [, partition, service, region, account, rest] = arnPattern.exec(text) ?? [];
  const isWhole = partition !== undefined && region !== undefined && account !== undefined;
  if (isWhole && rest !== undefined) {
    const arn = { arn: text, partition, region, account };
    const resource = service === 'lambda' ? readFunction(arn, rest) : readStates(arn, rest);
    if (resource) return resource;
  }
  return { kind: hasPlaceholder(text) ? 'placeholder' : 'unknown', text };
}

/** The suffix of a pattern counts as no part of an integration. */
export function isIntegration(resource: Resource): resource is IntegrationResource {
  return resource.kind === 'optimized' || resource.kind === 'sdk';
}

/** AWS's words for a Resource that it cannot use (INVALID_RESOURCE). */
export function unrecognizedResource(text: string): string {
  return `The resource provided ${text} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
}

const arnPattern =
  /^arn:(aws(?:-[a-z]+)*|\$\{[^}]*\}):(lambda|states):((?:\$\{[^}]*\}|[\w-])*):((?:\$\{[^}]*\}|[\w-])*):(.+)$/;

function readFunction(arn: Arn, rest: string): FunctionResource | undefined {
  const [, name, qualifier] =
    /^function:((?:\$\{[^}]*\}|[^:{}])+)(?::((?:\$\{[^}]*\}|[^:{}])+))?$/.exec(rest) ?? [];
  return name === undefined ? undefined : { kind: 'function', ...arn, name, qualifier };
}

function readStates(arn: Arn, rest: string): Resource | undefined {
  const [, activity] = /^activity:(.+)$/.exec(rest) ?? [];
  if (activity !== undefined) return { kind: 'activity', ...arn, name: activity };
  const [, sdk, service, action, suffix = ''] =
    /^(aws-sdk:)?([\w-]+):(\w+)(\.[\w:]+)?$/.exec(rest) ?? [];
  const pattern = patternOf(suffix);
  if (service === undefined || action === undefined || !pattern) return undefined;
  const kind = sdk === undefined ? 'optimized' : 'sdk';
  return {
    kind,
    ...arn,
    service,
    action,
    integration: `${sdk ?? ''}${service}:${action}`,
    pattern,
  };
}
