import { createHash } from 'node:crypto';
import { type Json, member, type JsonObject } from '@stepthrough/json';

export function md5OfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/**
 * Sorted names; for each: length and name, length and data type, 1 for texts or 2 for binary, length
 * and value; lengths as four bytes, big end first.
 */
export function md5OfAttributes(attributes: JsonObject): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = member(attributes, name) as {
      [field: string]: Json;
    };
    const isBinary = typeof BinaryValue === 'string';
    add(Buffer.from(name));
    add(Buffer.from(String(DataType)));
    hash.update(Buffer.from([isBinary ? 2 : 1]));
    add(isBinary ? Buffer.from(BinaryValue, 'base64') : Buffer.from(String(StringValue)));
  }
  return hash.digest('hex');
}

/** The deduplication id of a queue with content-based deduplication: of the body alone. */
export function contentId(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
