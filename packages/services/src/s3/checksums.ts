/** Checksums of objects, as S3 computes and checks them. */
import { base64Decode, base64Encode, type JsonObject } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { text } from '../contract/request-form.ts';
import { invalidRequest, refusal } from './refusals.ts';

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends with `-` and the number of parts. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** Members of requests with the sums that came in 2026, which are not simulated. */
export const laterChecksums = [
  'ChecksumMD5',
  'ChecksumSHA512',
  'ChecksumXXHASH3',
  'ChecksumXXHASH64',
  'ChecksumXXHASH128',
];

/** Members of requests that have a checksum in Base64. */
export const checksumForm = {
  ChecksumCRC32: text,
  ChecksumCRC32C: text,
  ChecksumCRC64NVME: text,
  ChecksumSHA1: text,
  ChecksumSHA256: text,
};

type ChecksumMember = keyof typeof checksumForm;

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export type GivenChecksums = { readonly [M in ChecksumMember]?: string };

const algorithms: {
  readonly [A in ChecksumAlgorithm]: {
    readonly bytes: number;
    readonly of: (bytes: Uint8Array) => Uint8Array;
    /** Of objects that are uploaded in parts; the usual one first. */
    readonly types: readonly [ChecksumType, ...ChecksumType[]];
  };
} = {
  CRC32: { bytes: 4, of: crc32(0xedb88320), types: ['COMPOSITE', 'FULL_OBJECT'] },
  CRC32C: { bytes: 4, of: crc32(0x82f63b78), types: ['COMPOSITE', 'FULL_OBJECT'] },
  CRC64NVME: { bytes: 8, of: crc64(0x9a6c9329, 0xac4bc9b5), types: ['FULL_OBJECT'] },
  SHA1: { bytes: 20, of: hash('sha1'), types: ['COMPOSITE'] },
  SHA256: { bytes: 32, of: hash('sha256'), types: ['COMPOSITE'] },
};

const algorithmNames: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
];

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(algorithms, name);
}

/** The types that an upload in parts may have with an algorithm, the usual one first. */
export function typesOf(algorithm: ChecksumAlgorithm): readonly [ChecksumType, ...ChecksumType[]] {
  return algorithms[algorithm].types;
}

/** In Base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  return base64Encode(algorithms[algorithm].of(bytes));
}

/** The checksum of the checksums of the parts. */
export function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const all = parts.flatMap((part) => [...(base64Decode(part) ?? [])]);
  return `${checksumOf(algorithm, Uint8Array.from(all))}-${parts.length}`;
}

/** As members of an answer. */
export function checksumMembers({ algorithm, value, type }: Checksum): JsonObject {
  return { [`Checksum${algorithm}`]: value, ChecksumType: type };
}

/** The checksum that a request gives; none when it gives none. */
export function givenChecksum(
  given: GivenChecksums,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } | Refusal | undefined {
  const [first, ...more] = algorithmNames.flatMap((algorithm) => {
    const value = given[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (more.length > 0) {
    return invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return first;
}

/** The checksum of a body that is sent: the given one, which has to be right, or the one that SDKs add. */
export function bodyChecksum(
  given: GivenChecksums & { readonly ChecksumAlgorithm?: string },
  bytes: Uint8Array,
): Checksum | Refusal {
  const found = givenChecksum(given);
  if (found && isRefusal(found)) return found;
  const { ChecksumAlgorithm: wanted = found?.algorithm ?? 'CRC32' } = given;
  if (!isChecksumAlgorithm(wanted)) {
    return invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  const algorithm = found?.algorithm ?? wanted;
  const value = checksumOf(algorithm, bytes);
  const problem = found && problemOf(found, value);
  return problem ?? { algorithm, value, type: 'FULL_OBJECT' };
}

function problemOf(
  { algorithm, value }: { readonly algorithm: ChecksumAlgorithm; readonly value: string },
  right: string,
): Refusal | undefined {
  if (base64Decode(value)?.length !== algorithms[algorithm].bytes) {
    return invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  }
  return value === right ? undefined : badDigest(algorithm);
}

export function badDigest(name: string): Refusal {
  return refusal('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

/** Whether the `Content-MD5` of a request is that of its body. */
export function md5Problem(given: string | undefined, bytes: Uint8Array): Refusal | undefined {
  if (given === undefined) return undefined;
  const digest = base64Decode(given);
  if (digest?.length !== 16) {
    return refusal('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
      Content_MD5: given,
    });
  }
  const CalculatedDigest = base64Encode(hash('md5')(bytes));
  if (CalculatedDigest === given) return undefined;
  const message = 'The Content-MD5 you specified did not match what we received.';
  const ExpectedDigest = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return refusal('BadDigest', message, 400, { ExpectedDigest, CalculatedDigest });
}

export function md5Of(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex');
}

function hash(name: string): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => createHash(name).update(bytes).digest();
}

/** Of a reflected polynomial; begins with ones, and is inverted at the end. */
function crc32(polynomial: number): (bytes: Uint8Array) => Uint8Array {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    return bigEndian(~crc >>> 0);
  };
}

/** The same with 64 bits, in two halves. */
function crc64(polynomialHigh: number, polynomialLow: number): (bytes: Uint8Array) => Uint8Array {
  const highs = new Uint32Array(256);
  const lows = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const isSet = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isSet) {
        high ^= polynomialHigh;
        low ^= polynomialLow;
      }
    }
    highs[byte] = high;
    lows[byte] = low;
  }
  return (bytes) => {
    let high = 0xffffffff;
    let low = 0xffffffff;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = (lows[index] ?? 0) ^ ((low >>> 8) | (high << 24));
      high = (highs[index] ?? 0) ^ (high >>> 8);
    }
    return Uint8Array.from([...bigEndian(~high >>> 0), ...bigEndian(~low >>> 0)]);
  };
}

function bigEndian(word: number): Uint8Array {
  return Uint8Array.from([word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]);
}
