import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { member } from '@stepthrough/json';

const algorithms: { readonly [name: string]: (data: Uint8Array) => Uint8Array } = {
  MD5: md5,
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

export const hashAlgorithms = Object.keys(algorithms);

/** Hexadecimal digest of the text's UTF-8 bytes; `undefined` for an unknown algorithm. */
export function hash(data: string, algorithm: string): string | undefined {
  const digest = member(algorithms, algorithm);
  return digest && bytesToHex(digest(utf8ToBytes(data)));
}
