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

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64Encode(text: string): string {
  const bytes = utf8ToBytes(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += digits.charAt(bits >> 18) + digits.charAt((bits >> 12) & 63);
    encoded += b === undefined ? '=' : digits.charAt((bits >> 6) & 63);
    encoded += c === undefined ? '=' : digits.charAt(bits & 63);
  }
  return encoded;
}

/** The text whose UTF-8 bytes are encoded; `undefined` when it is not Base64. */
export function base64Decode(encoded: string): string | undefined {
  const plain = encoded.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(plain) || plain.length % 4 === 1) return undefined;
  let bits = 0;
  let count = 0;
  let escaped = '';
  for (const digit of plain) {
    bits = (bits << 6) | digits.indexOf(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      escaped += `%${((bits >> count) & 255).toString(16).padStart(2, '0')}`;
    }
  }
  return decodeUtf8(escaped);
}

function decodeUtf8(escaped: string): string | undefined {
  try {
    return decodeURIComponent(escaped);
  } catch {
    // Bytes that are no UTF-8 have no text.
    return undefined;
  }
}
