/** Server-side encryption: what a request asks for, and the key that reading such an object takes. */
import { get } from '@stepthrough/collections';
import { base64Decode, base64Encode, isArray, isObject, type JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { flag, text } from '../contract/request-form.ts';
import type { Context } from '../contract/service.ts';
import { accessDenied, invalidArgument, invalidRequest, refusal } from './refusals.ts';
import type { Bucket, Encryption } from './state.ts';

/** The key of the customer's own with which an object is written or read. */
export const customerKeyForm = {
  SSECustomerAlgorithm: text,
  SSECustomerKey: text,
  SSECustomerKeyMD5: text,
};

export const encryptionForm = {
  ...customerKeyForm,
  ServerSideEncryption: text,
  SSEKMSKeyId: text,
  BucketKeyEnabled: flag,
};

interface CustomerKey {
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

export interface GivenEncryption extends CustomerKey {
  readonly ServerSideEncryption?: string;
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
}

const header = 'x-amz-server-side-encryption';
const kms: readonly string[] = ['aws:kms', 'aws:kms:dsse'];

/** How a new object is encrypted: as the request says, else as the bucket does. */
export function encryptionOf(
  given: GivenEncryption,
  bucket: Bucket,
  context: Context,
): Encryption | Refusal {
  const customer = customerKeyOf(given);
  if (customer) return isRefusal(customer) ? customer : writtenWith(customer, given);
  const {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: keyId,
    BucketKeyEnabled: isBucketKey,
  } = given;
  if (algorithm === undefined) {
    if (keyId !== undefined) return needsKms();
    return bucketDefault(bucket, context);
  }
  if (kms.includes(algorithm)) return managed(algorithm, keyId, isBucketKey, context);
  if (algorithm !== 'AES256') {
    return invalidArgument('The encryption method specified is not supported', header, algorithm);
  }
  return keyId === undefined ? { kind: 'managed', algorithm } : needsKms();
}

function needsKms(): Refusal {
  return invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    header,
    'null',
  );
}

function managed(
  algorithm: string,
  keyId: string | undefined,
  isBucketKey: boolean | undefined,
  { region, account }: Context,
): Encryption {
  const arn = `arn:aws:kms:${region}:${account}:key/`;
  const named = keyId ?? 'aws/s3';
  return {
    kind: 'managed',
    algorithm,
    keyId: named.startsWith('arn:') ? named : arn + named,
    ...(isBucketKey === true ? { bucketKey: true } : {}),
  };
}

/** The rule of the bucket's configuration; keys of S3 where it has none. */
function bucketDefault({ configurations }: Bucket, context: Context): Encryption {
  const { Rules } = get(configurations, 'encryption') ?? {};
  const rule = isArray(Rules) && isObject(Rules[0]) ? Rules[0] : {};
  const by = isObject(rule['ApplyServerSideEncryptionByDefault'])
    ? rule['ApplyServerSideEncryptionByDefault']
    : {};
  const { SSEAlgorithm: algorithm = 'AES256', KMSMasterKeyID: keyId } = by;
  if (typeof algorithm !== 'string' || !kms.includes(algorithm)) {
    return { kind: 'managed', algorithm: 'AES256' };
  }
  const isBucketKey = rule['BucketKeyEnabled'] === true;
  return managed(algorithm, typeof keyId === 'string' ? keyId : undefined, isBucketKey, context);
}

/** The digest of the key that a request gives; none when it gives none. */
function customerKeyOf({
  SSECustomerAlgorithm: algorithm,
  SSECustomerKey: key,
  SSECustomerKeyMD5: md5,
}: CustomerKey): GivenKey | Refusal | undefined {
  if (algorithm === undefined && key === undefined) return undefined;
  if (key === undefined) return missing('provide an appropriate secret key.');
  if (algorithm === undefined) return missing('provide a valid encryption algorithm.');
  if (algorithm !== 'AES256') {
    return refusal(
      'InvalidEncryptionAlgorithmError',
      'The Encryption request you specified is not valid. Supported value: AES256.',
      400,
      { ArgumentName: header, ArgumentValue: algorithm },
    );
  }
  // SDKs write a key in Base64 themselves where they also make its digest.
  const bytes = md5 === undefined ? new TextEncoder().encode(key) : base64Decode(key);
  const digest = base64Encode(
    createHash('md5')
      .update(bytes ?? key)
      .digest(),
  );
  return { length: bytes?.length ?? 0, digest, claimed: md5 ?? digest };
}

interface GivenKey {
  readonly length: number;
  /** MD5 in Base64. */
  readonly digest: string;
  readonly claimed: string;
}

function missing(what: string): Refusal {
  const message = `Requests specifying Server Side Encryption with Customer provided keys must ${what}`;
  return invalidArgument(message, header, 'null');
}

function writtenWith(
  { length, digest, claimed }: GivenKey,
  { ServerSideEncryption: algorithm }: GivenEncryption,
): Encryption | Refusal {
  if (algorithm !== undefined) {
    return invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      header,
      algorithm,
    );
  }
  if (length !== 32) {
    return invalidArgument('The secret key was invalid for the specified algorithm.', header);
  }
  if (digest !== claimed) {
    return invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      header,
    );
  }
  return { kind: 'customer', keyMd5: digest };
}

/** Why an object cannot be read with the key of a request, or without one. */
export function readProblem(encryption: Encryption, given: CustomerKey): Refusal | undefined {
  const key = customerKeyOf(given);
  if (key && isRefusal(key)) return key;
  if (encryption.kind === 'managed') {
    return key && invalidRequest('The encryption parameters are not applicable to this object.');
  }
  if (!key) {
    return invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  return key.digest === encryption.keyMd5 && key.claimed === key.digest
    ? undefined
    : accessDenied(
        'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
      );
}

/** As members of an answer. */
export function encryptionMembers(encryption: Encryption): JsonObject {
  if (encryption.kind === 'customer') {
    return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: encryption.keyMd5 };
  }
  const { algorithm, keyId, bucketKey } = encryption;
  return {
    ServerSideEncryption: algorithm,
    ...(keyId === undefined ? {} : { SSEKMSKeyId: keyId }),
    ...(bucketKey ? { BucketKeyEnabled: true } : {}),
  };
}

/** The tag of an entity is the digest of its bytes, except under keys that are not S3's own. */
export function isDigestTagged(encryption: Encryption): boolean {
  return encryption.kind === 'managed' && encryption.algorithm === 'AES256';
}
