import { base64, base64urlnopad, utf8 } from '@scure/base';

/** Bytes, or a text's bytes in UTF-8, in Base64 with padding (RFC 4648, section 4). */
export function base64Encode(data: string | Uint8Array): string {
  return base64.encode(bytesOf(data));
}

/** Bytes, or a text's bytes in UTF-8, in the Base64 of addresses and tokens: `-` and `_`, no padding. */
export function base64UrlEncode(data: string | Uint8Array): string {
  return base64urlnopad.encode(bytesOf(data));
}

/**
 * The bytes that Base64 writes; `undefined` when the text is not Base64. Padding may be missing, and
 * bits of the last digit that belong to no byte are dropped.
 */
export function base64Decode(encoded: string): Uint8Array | undefined {
  const digits = encoded.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
  const whole = digits.padEnd(Math.ceil(digits.length / 4) * 4, 'A');
  return base64.decode(whole).subarray(0, Math.floor((digits.length * 3) / 4));
}

/** The text whose UTF-8 bytes Base64 writes; `undefined` when the text is not Base64, or the bytes are no UTF-8. */
export function base64DecodeText(encoded: string): string | undefined {
  const bytes = base64Decode(encoded);
  try {
    return bytes && utf8.encode(bytes);
  } catch {
    return undefined;
  }
}

/** A half of a pair alone, which UTF-8 cannot write, becomes the replacement character. */
function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? utf8.decode(data.replace(/\p{Surrogate}/gu, '\uFFFD')) : data;
}
