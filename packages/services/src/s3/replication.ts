/** Replication configurations: which S3 takes. They are kept and told, and nothing is copied. */
import { get } from '@stepthrough/collections';
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { invalidArgument, invalidRequest, malformedXml } from './refusals.ts';
import type { Place } from './state.ts';

const mostRules = 1000;
/** Characters of a rule's id. */
const longestId = 255;

/** The one time that S3 promises. */
const replicationMinutes = 15;

const guide = 'Please refer to S3 Developer Guide for more information.';
const schema = `this version of Cross Region Replication configuration schema. ${guide}`;

export function replicationProblem({ Role, Rules }: JsonObject, place: Place): Refusal | undefined {
  if (place.bucket.versioning !== 'Enabled') {
    return invalidRequest(
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
  }
  if (typeof Role !== 'string' || !isArray(Rules)) return malformedXml;
  if (Rules.length === 0 || Rules.length > mostRules) return malformedXml;
  const ids = new Set<Json>();
  for (const rule of Rules) {
    if (!isObject(rule)) return malformedXml;
    const problem =
      ruleProblem(rule) ?? copyProblem(rule) ?? destinationProblem(rule['Destination'], place);
    if (problem) return problem;
    const { ID } = rule;
    if (ID !== undefined && ids.has(ID)) return invalidArgument('Rule Id must be unique');
    if (ID !== undefined) ids.add(ID);
  }
  return priorityProblem(Rules);
}

/** As it is kept: each rule has an id; the token is asked for once only. */
export function keptReplication({ Role = '', Rules }: JsonObject, context: Context): JsonObject {
  const rules = (isArray(Rules) ? Rules : []).map((rule, index) => {
    const { ID } = isObject(rule) ? rule : {};
    const isNamed = typeof ID === 'string' && ID !== '';
    return {
      ...(isObject(rule) ? rule : {}),
      ID: isNamed ? ID : context.uuid(`replication rule ${index}`),
    };
  });
  return { Role, Rules: rules };
}

/** Rules of one destination are in an order. */
function priorityProblem(rules: readonly Json[]): Refusal | undefined {
  const found = new Set<string>();
  for (const rule of rules) {
    const { Priority, Destination } = isObject(rule) ? rule : {};
    if (Priority === undefined || !isObject(Destination)) continue;
    const place = `${String(Priority)} ${String(Destination['Bucket'])}`;
    if (found.has(place)) return invalidRequest(`Found duplicate priority ${String(Priority)}.`);
    found.add(place);
  }
  return undefined;
}

function ruleProblem(rule: JsonObject): Refusal | undefined {
  const { ID, Status, Filter, Prefix, Priority, DeleteMarkerReplication: markers } = rule;
  if (typeof ID === 'string' && ID.length > longestId) {
    return invalidArgument(`ID length should not exceed allowed limit of ${longestId}`);
  }
  if (!isStatus(Status) || (Filter !== undefined && Prefix !== undefined)) return malformedXml;
  // A rule with a filter is of the newer schema.
  if (Filter === undefined) return undefined;
  if (!isObject(Filter) || Object.keys(Filter).length > 1) return malformedXml;
  if (Priority === undefined) return invalidRequest(`Priority must be specified for ${schema}`);
  if (!isObject(markers)) {
    return invalidRequest(`DeleteMarkerReplication must be specified for ${schema}`);
  }
  if (!isStatus(markers['Status'])) return malformedXml;
  return markers['Status'] === 'Enabled' && hasTag(Filter)
    ? invalidRequest(
        `Delete marker replication is not supported if any Tag filter is specified. ${guide}`,
      )
    : undefined;
}

function isStatus(value: Json | undefined): boolean {
  return value === 'Enabled' || value === 'Disabled';
}

function hasTag({ Tag, And }: JsonObject): boolean {
  return Tag !== undefined || (isObject(And) && And['Tags'] !== undefined);
}

/** How objects are copied: their owner, their keys, and within which time. */
function copyProblem({ Destination, SourceSelectionCriteria }: JsonObject): Refusal | undefined {
  const {
    AccessControlTranslation: owner,
    Account,
    EncryptionConfiguration: encryption,
    Metrics,
    ReplicationTime: time,
  } = isObject(Destination) ? Destination : {};
  if (isObject(owner) && owner['Owner'] !== undefined && Account === undefined) {
    return invalidRequest(
      'Account must be specified if the Owner in AccessControlTranslation has a value',
    );
  }
  const { SseKmsEncryptedObjects: encrypted } = isObject(SourceSelectionCriteria)
    ? SourceSelectionCriteria
    : {};
  const hasKey = isObject(encryption) && encryption['ReplicaKmsKeyID'] !== undefined;
  if (encrypted !== undefined && !hasKey) {
    return invalidRequest(
      'ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.',
    );
  }
  if (!isObject(time)) return undefined;
  if (Metrics === undefined) {
    return invalidRequest(
      'Replication destination must contain both ReplicationTime and Metrics or neither.',
    );
  }
  const { Minutes } = isObject(time['Time']) ? time['Time'] : {};
  return Minutes === replicationMinutes
    ? undefined
    : invalidArgument('Invalid time minute value', 'ReplicationTime');
}

function destinationProblem(destination: Json | undefined, { state }: Place): Refusal | undefined {
  const { Bucket: arn } = isObject(destination) ? destination : {};
  if (typeof arn !== 'string') return malformedXml;
  const [, name] = /^arn:[^:]+:s3:::(.+)$/.exec(arn) ?? [];
  if (name === undefined) return invalidArgument('Invalid bucket ARN.');
  const target = get(state.buckets, name);
  if (!target) return invalidRequest('Destination bucket must exist.');
  return target.versioning === 'Enabled'
    ? undefined
    : invalidRequest('Destination bucket must have versioning enabled.');
}
