/** Object Lock: retention and legal holds of versions, and the default of a bucket. */
import { get, set } from '@stepthrough/collections';
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, json, operation, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { momentOf } from '../contract/moments.ts';
import { isoOf } from './dates.ts';
import {
  invalidArgument,
  invalidRequest,
  malformedXml,
  objectIsLocked,
  refusal,
} from './refusals.ts';
import {
  inBucket,
  type Bucket,
  type Operations,
  type Retention,
  type StoredObject,
} from './state.ts';
import { readObject, withChanged } from './versions.ts';

/** What puts, copies and uploads say of the lock of the new version. */
export const lockForm = {
  ObjectLockMode: text,
  ObjectLockRetainUntilDate: json,
  ObjectLockLegalHoldStatus: text,
};

export interface GivenLock {
  readonly ObjectLockMode?: string;
  readonly ObjectLockRetainUntilDate?: Json;
  readonly ObjectLockLegalHoldStatus?: string;
}

interface Lock {
  readonly retention?: Retention;
  readonly legalHold?: 'ON' | 'OFF';
}

const modes: readonly Json[] = ['GOVERNANCE', 'COMPLIANCE'];
const untilHeader = 'x-amz-object-lock-retain-until-date';
const dayMs = 86_400_000;

/** The lock of a new version: as the request says, else the default of the bucket. */
export function lockOf(given: GivenLock, bucket: Bucket, { now }: Context): Lock | Refusal {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: date } = given;
  const { ObjectLockLegalHoldStatus: hold } = given;
  const isGiven = mode !== undefined || date !== undefined || hold !== undefined;
  if (isGiven && !bucket.hasObjectLock) {
    return invalidRequest('Bucket is missing ObjectLockConfiguration');
  }
  if ((mode === undefined) !== (date === undefined)) {
    const missing = mode === undefined ? 'x-amz-object-lock-mode' : untilHeader;
    return invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      missing,
    );
  }
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') {
    return invalidArgument(
      "Legal Hold must be either of 'ON' or 'OFF'",
      'x-amz-object-lock-legal-hold',
      hold,
    );
  }
  const legalHold: Lock = hold === undefined ? {} : { legalHold: hold };
  if (mode === undefined) {
    const retention = defaultRetention(bucket, now);
    return retention ? { ...legalHold, retention } : legalHold;
  }
  if (!modes.includes(mode)) {
    return invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  }
  const until = momentOf(date) ?? 0;
  if (until <= now) return notInFuture(untilHeader, until);
  return { ...legalHold, retention: { mode, until } };
}

function notInFuture(name: string, until: number): Refusal {
  return invalidArgument('The retain until date must be in the future!', name, pacific(until));
}

/** S3 tells this date as in its home, e.g. `Tue Dec 31 16:00:00 PST 2019`. */
function pacific(moment: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    weekday: 'short',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    year: 'numeric',
    timeZoneName: 'short',
  }).formatToParts(moment);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${part('weekday')} ${part('month')} ${part('day')} ${time} ${part('timeZoneName')} ${part('year')}`;
}

function defaultRetention({ configurations }: Bucket, now: number): Retention | undefined {
  const { Mode: mode, Days, Years } = defaultRule(get(configurations, 'objectLock')) ?? {};
  if (typeof mode !== 'string') return undefined;
  if (typeof Days === 'number') return { mode, until: now + Days * dayMs };
  return { mode, until: now + Number(Years) * 365 * dayMs };
}

function defaultRule(configuration: JsonObject | undefined): JsonObject | undefined {
  const rule = configuration?.['Rule'];
  const retention = isObject(rule) ? rule['DefaultRetention'] : undefined;
  return isObject(retention) ? retention : undefined;
}

/** As members of an answer about an object. */
export function lockMembers({ retention, legalHold }: Lock): JsonObject {
  return {
    ...(retention
      ? { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: isoOf(retention.until) }
      : {}),
    ...(legalHold ? { ObjectLockLegalHoldStatus: legalHold } : {}),
  };
}

/** Whether a version may not be deleted now. */
export function isLocked({ retention, legalHold }: Lock, bypass: boolean, now: number): boolean {
  if (legalHold === 'ON') return true;
  if (!retention || retention.until <= now) return false;
  return retention.mode === 'COMPLIANCE' || !bypass;
}

const object = { Bucket: text, ExpectedBucketOwner: text, Key: text, VersionId: text };

export const lockOperations: Operations = {
  PutObjectLockConfiguration: operation(
    { Bucket: text, ExpectedBucketOwner: text, ObjectLockConfiguration: json },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const given = request.ObjectLockConfiguration;
        if (bucket.versioning !== 'Enabled') {
          return refusal(
            'InvalidBucketState',
            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
            409,
          );
        }
        if (!isObject(given)) return malformedXml;
        const problem = configurationProblem(given);
        if (problem) return problem;
        const configurations = set(bucket.configurations, 'objectLock', given);
        return { bucket: { ...bucket, hasObjectLock: true, configurations } };
      }),
    ['Token'],
  ),

  GetObjectLockConfiguration: operation(
    { Bucket: text, ExpectedBucketOwner: text },
    (request, state, context) =>
      inBucket(request, state, context, ({ name, hasObjectLock, configurations }) => {
        if (!hasObjectLock) {
          return refusal(
            'ObjectLockConfigurationNotFoundError',
            'Object Lock configuration does not exist for this bucket',
            404,
            { BucketName: name },
          );
        }
        const kept = get(configurations, 'objectLock') ?? { ObjectLockEnabled: 'Enabled' };
        return { response: { ObjectLockConfiguration: kept } };
      }),
  ),

  PutObjectRetention: operation(
    { ...object, Retention: json, BypassGovernanceRetention: flag },
    (request, state, context) =>
      inBucket(request, state, context, (bucket) => {
        const found = lockable(bucket, request, 'PUT');
        if (isRefusal(found)) return found;
        const retention = retentionOf(request.Retention, context.now);
        if (retention && isRefusal(retention)) return retention;
        if (isWeaker(found, retention, request.BypassGovernanceRetention === true, context.now)) {
          return objectIsLocked;
        }
        return { bucket: withChanged(bucket, withRetention(found, retention)) };
      }),
  ),

  GetObjectRetention: operation(object, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = lockable(bucket, request, 'GET');
      if (isRefusal(found)) return found;
      const { retention } = found;
      if (!retention) return unlocked;
      const RetainUntilDate = isoOf(retention.until);
      return { response: { Retention: { Mode: retention.mode, RetainUntilDate } } };
    }),
  ),

  PutObjectLegalHold: operation({ ...object, LegalHold: json }, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = lockable(bucket, request, 'PUT');
      if (isRefusal(found)) return found;
      const status = isObject(request.LegalHold) ? request.LegalHold['Status'] : undefined;
      if (status !== 'ON' && status !== 'OFF') return malformedXml;
      return { bucket: withChanged(bucket, { ...found, legalHold: status }) };
    }),
  ),

  GetObjectLegalHold: operation(object, (request, state, context) =>
    inBucket(request, state, context, (bucket) => {
      const found = lockable(bucket, request, 'GET');
      if (isRefusal(found)) return found;
      return found.legalHold ? { response: { LegalHold: { Status: found.legalHold } } } : unlocked;
    }),
  ),
};

function withRetention(object: StoredObject, retention: Retention | undefined): StoredObject {
  if (retention) return { ...object, retention };
  const kept = { ...object };
  delete kept.retention;
  return kept;
}

const unlocked = refusal(
  'NoSuchObjectLockConfiguration',
  'The specified object does not have a ObjectLock configuration',
  404,
);

function lockable(
  bucket: Bucket,
  { Key = '', VersionId }: { readonly Key?: string; readonly VersionId?: string },
  method: 'GET' | 'PUT',
): StoredObject | Refusal {
  if (!bucket.hasObjectLock) {
    return invalidRequest('Bucket is missing Object Lock Configuration');
  }
  return readObject(bucket, Key, VersionId, method);
}

function configurationProblem({ ObjectLockEnabled, Rule }: JsonObject): Refusal | undefined {
  if (ObjectLockEnabled !== 'Enabled') return malformedXml;
  if (Rule === undefined) return undefined;
  const retention = defaultRule({ Rule });
  if (!retention || !modes.includes(retention['Mode'] ?? null)) return malformedXml;
  const { Days, Years } = retention;
  if ((Days === undefined) === (Years === undefined)) return malformedXml;
  return Number(Days ?? Years) > 0
    ? undefined
    : invalidArgument('Default retention period must be a positive integer value.');
}

/** None for an empty retention, which takes one away. */
function retentionOf(given: Json | undefined, now: number): Retention | Refusal | undefined {
  if (!isObject(given)) return malformedXml;
  const { Mode, RetainUntilDate } = given;
  if (Mode === undefined && RetainUntilDate === undefined) return undefined;
  const until = momentOf(RetainUntilDate);
  if (typeof Mode !== 'string' || !modes.includes(Mode) || until === undefined) return malformedXml;
  return until > now ? { mode: Mode, until } : notInFuture('RetainUntilDate', until);
}

/** Whether a retention that is in force would end earlier, or bind less. */
function isWeaker(
  { retention: before }: Lock,
  after: Retention | undefined,
  bypass: boolean,
  now: number,
): boolean {
  if (!before || before.until <= now) return false;
  if (before.mode === 'GOVERNANCE' && bypass) return false;
  const isLess = before.mode === 'COMPLIANCE' && after?.mode !== 'COMPLIANCE';
  return after === undefined || isLess || after.until < before.until;
}
