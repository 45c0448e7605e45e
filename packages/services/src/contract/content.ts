/** Contents of objects: a text, or bytes that are no text. */
import {
  base64Decode,
  base64Encode,
  isObject,
  textOf,
  utf8Size,
  type Json,
} from '@stepthrough/json';
import { failure, type Refusal } from './outcome.ts';

/**
 * A text stands for its bytes in UTF-8; `$base64` writes bytes that are no UTF-8. So bodies of requests
 * and answers are written, too.
 */
export type Content = string | { readonly $base64: string };

/** The content that a `Body` writes; JSON that is neither text nor `$base64` is written as its text. */
export function contentOfBody(body: Json | undefined): Content | Refusal {
  if (body === undefined || body === null) return '';
  const encoded = isObject(body) && Object.keys(body).length === 1 ? body['$base64'] : undefined;
  if (typeof encoded !== 'string') return textOf(body);
  const bytes = base64Decode(encoded);
  return bytes
    ? contentOf(bytes)
    : failure('SerializationException', 'Body: $base64 has to be a text in Base64.');
}

export function contentOf(bytes: Uint8Array): Content {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { $base64: base64Encode(bytes) };
  }
}

export function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string'
    ? new TextEncoder().encode(content)
    : (base64Decode(content.$base64) ?? new Uint8Array());
}

/** As a text; what is no UTF-8 becomes replacement characters, as where a text is read from bytes. */
export function textOfContent(content: Content): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(bytesOf(content));
}

export function concatenated(contents: readonly Content[]): Uint8Array {
  const all = contents.map(bytesOf);
  const whole = new Uint8Array(all.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const bytes of all) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

/** Bytes. */
export function sizeOf(content: Content): number {
  return typeof content === 'string' ? utf8Size(content) : bytesOf(content).length;
}

/** The content that Base64 writes; `undefined` when the text is not Base64. */
export function contentOfBase64(text: string): Content | undefined {
  const bytes = base64Decode(text);
  return bytes && contentOf(bytes);
}

/** As a client or an endpoint gets it: JSON that is neither text nor `$base64` as its text, `$base64` that is none too. */
export function contentOfJson(body: Json): Content {
  const content = contentOfBody(body);
  return typeof content === 'string' || '$base64' in content ? content : textOf(body);
}
