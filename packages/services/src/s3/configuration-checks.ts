/** Which configurations of buckets S3 takes, and how it keeps them. */
import { get } from '@stepthrough/collections';
import {
  isArray,
  isObject,
  member,
  parseJson,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import { ownerships } from './buckets.ts';
import { isWithoutResource } from './policy-actions.ts';
import { isPublicStatement } from './public-policy.ts';
import {
  accessDenied,
  invalidArgument,
  invalidRequest,
  malformedXml,
  refusal,
} from './refusals.ts';
import type { Place } from './state.ts';

function listIn(value: JsonObject, name: string): readonly Json[] {
  const found = member(value, name);
  return isArray(found) ? found : [];
}

function objectIn(value: JsonObject, name: string): JsonObject {
  const found = member(value, name);
  return isObject(found) ? found : {};
}

const algorithms: readonly Json[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export function encryptionProblem(given: JsonObject): Refusal | undefined {
  const [rule, ...others] = listIn(given, 'Rules');
  if (!isObject(rule) || others.length > 0) return malformedXml;
  const by = objectIn(rule, 'ApplyServerSideEncryptionByDefault');
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } = by;
  if (!algorithms.includes(algorithm ?? null)) return malformedXml;
  if (algorithm !== 'AES256' || keyId === undefined) return undefined;
  return invalidArgument(
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    'ApplyServerSideEncryptionByDefault',
  );
}

export function keptEncryption(given: JsonObject): JsonObject {
  const [rule] = listIn(given, 'Rules');
  const kept = isObject(rule) ? rule : {};
  const by = { SSEAlgorithm: 'AES256' };
  return {
    Rules: [{ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled: false, ...kept }],
  };
}

const corsMethods: readonly Json[] = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
const mostCorsRules = 100;

export function corsProblem(given: JsonObject): Refusal | undefined {
  const rules = listIn(given, 'CORSRules');
  if (rules.length === 0 || rules.length > mostCorsRules) return malformedXml;
  for (const rule of rules) {
    if (!isObject(rule)) return malformedXml;
    const methods = listIn(rule, 'AllowedMethods');
    if (methods.length === 0 || listIn(rule, 'AllowedOrigins').length === 0) return malformedXml;
    const unknown = methods.find((method) => !corsMethods.includes(method));
    if (unknown !== undefined) {
      return invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${String(unknown)}`,
      );
    }
    const problem = wildcardsProblem(rule);
    if (problem !== undefined) return invalidRequest(problem);
  }
  return undefined;
}

function wildcardsProblem(rule: JsonObject): string | undefined {
  for (const name of ['AllowedOrigin', 'AllowedHeader']) {
    const wild = listIn(rule, `${name}s`).find((value) => String(value).split('*').length > 2);
    if (wild !== undefined) return `${name} "${String(wild)}" can not have more than one wildcard.`;
  }
  const exposed = listIn(rule, 'ExposeHeaders').find((value) => String(value).includes('*'));
  return exposed === undefined
    ? undefined
    : `ExposeHeader "${String(exposed)}" contains wildcard. We currently do not support wildcard for ExposeHeader.`;
}

export function websiteProblem(given: JsonObject): Refusal | undefined {
  const { RedirectAllRequestsTo, IndexDocument, ErrorDocument, RoutingRules } = given;
  if (RedirectAllRequestsTo !== undefined) {
    const isAlone = Object.keys(given).length === 1;
    const { HostName, Protocol } = objectIn(given, 'RedirectAllRequestsTo');
    if (!isAlone || typeof HostName !== 'string') return malformedXml;
    return Protocol === undefined || isProtocol(Protocol) ? undefined : unknownProtocol;
  }
  if (!isObject(IndexDocument)) {
    return invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  }
  const { Suffix } = IndexDocument;
  if (typeof Suffix !== 'string' || Suffix === '' || Suffix.includes('/')) {
    return invalidArgument(
      'The IndexDocument Suffix is not well formed',
      'IndexDocument',
      typeof Suffix === 'string' ? Suffix : '',
    );
  }
  if (isObject(ErrorDocument) && !isNonEmpty(ErrorDocument['Key'])) {
    return invalidArgument(
      'The ErrorDocument Key is not well formed',
      'ErrorDocument',
      String(ErrorDocument['Key'] ?? ''),
    );
  }
  return isArray(RoutingRules) ? routingProblem(RoutingRules) : undefined;
}

function isNonEmpty(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function isProtocol(value: Json): boolean {
  return value === 'http' || value === 'https';
}

const unknownProtocol = invalidRequest(
  'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
);

function routingProblem(rules: readonly Json[]): Refusal | undefined {
  if (rules.length === 0) return malformedXml;
  for (const rule of rules) {
    const redirect = isObject(rule) ? objectIn(rule, 'Redirect') : {};
    if (Object.keys(redirect).length === 0) return malformedXml;
    const { ReplaceKeyPrefixWith: prefix, ReplaceKeyWith: key, Protocol } = redirect;
    if (prefix !== undefined && key !== undefined) {
      return invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
    }
    if (Protocol !== undefined && !isProtocol(Protocol)) return unknownProtocol;
  }
  return undefined;
}

export function loggingProblem(given: JsonObject, { bucket, state }: Place): Refusal | undefined {
  if (given['LoggingEnabled'] === undefined) return undefined;
  const { TargetBucket, TargetPrefix } = objectIn(given, 'LoggingEnabled');
  if (typeof TargetBucket !== 'string' || typeof TargetPrefix !== 'string') return malformedXml;
  const target = get(state.buckets, TargetBucket);
  if (!target) {
    return refusal(
      'InvalidTargetBucketForLogging',
      'The target bucket for logging does not exist',
      400,
      { TargetBucket },
    );
  }
  if (target.region === bucket.region) return undefined;
  return refusal(
    'CrossLocationLoggingProhibitted',
    'Cross S3 location logging not allowed. ',
    403,
    bucket.region === 'us-east-1'
      ? { TargetBucketLocation: target.region }
      : { SourceBucketLocation: bucket.region, TargetBucketLocation: target.region },
  );
}

export function accelerationProblem(
  { Status }: JsonObject,
  { bucket }: Place,
): Refusal | undefined {
  if (Status !== 'Enabled' && Status !== 'Suspended') return malformedXml;
  if (!bucket.name.includes('.')) return undefined;
  return invalidRequest(
    'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
  );
}

export function payerProblem({ Payer }: JsonObject): Refusal | undefined {
  return Payer === 'BucketOwner' || Payer === 'Requester' ? undefined : malformedXml;
}

export function ownershipProblem(given: JsonObject): Refusal | undefined {
  const [rule, ...others] = listIn(given, 'Rules');
  const ownership = isObject(rule) ? rule['ObjectOwnership'] : undefined;
  return others.length === 0 && ownerships.includes(ownership ?? null) ? undefined : malformedXml;
}

/** What a request leaves out is not blocked. */
export function keptBlock(given: JsonObject): JsonObject {
  return {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
    ...given,
  };
}

const policyVersions: readonly Json[] = ['2012-10-17', '2008-10-17'];

const malformedPolicy = (message: string): Refusal => refusal('MalformedPolicy', message);

export function policyProblem(text: string, { bucket }: Place): Refusal | undefined {
  const policy = text.startsWith('{') ? parseJson(text) : undefined;
  if (!isObject(policy)) {
    return malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  const { Statement, Version } = policy;
  if (Version !== undefined && !policyVersions.includes(Version)) {
    return malformedPolicy('The policy must contain a valid version string');
  }
  if (Statement === undefined) return malformedPolicy('Missing required field Statement');
  const statements = isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0)
    return malformedPolicy('Could not parse the policy: Statement is empty!');
  for (const statement of statements) {
    const problem = isObject(statement)
      ? statementProblem(statement, bucket.name)
      : malformedPolicy('Could not parse the policy');
    if (problem) return problem;
    if (isObject(statement) && isPublicStatement(statement) && blocksPolicy(bucket)) {
      return accessDenied();
    }
  }
  return undefined;
}

function statementProblem(statement: JsonObject, bucket: string): Refusal | undefined {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) return malformedPolicy('Missing required field Effect');
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    return malformedPolicy(`Invalid effect: ${String(Effect)}`);
  }
  if ((Principal ?? NotPrincipal) === undefined) {
    return malformedPolicy('Missing required field Principal');
  }
  if ((Action ?? NotAction) === undefined) return malformedPolicy('Missing required field Action');
  const resources = Resource ?? NotResource;
  if (resources === undefined) return malformedPolicy('Missing required field Resource');
  const arn = `arn:aws:s3:::${bucket}`;
  const isOwn = listOf(resources).every(
    (resource) => resource === arn || String(resource).startsWith(`${arn}/`),
  );
  if (!isOwn) return malformedPolicy('Policy has invalid resource');
  const isPlain = Action !== undefined && Resource !== undefined;
  return isPlain && isWithoutResource(listOf(Action), listOf(Resource))
    ? malformedPolicy('Action does not apply to any resource(s) in statement')
    : undefined;
}

function listOf(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}

function blocksPolicy({ configurations }: Place['bucket']): boolean {
  return get(configurations, 'publicAccessBlock')?.['BlockPublicPolicy'] === true;
}
