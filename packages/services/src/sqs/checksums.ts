import { createHash } from 'node:crypto';
import type { MessageAttributes } from '../message-attributes/message-attributes.ts';

export function md5OfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/**
 * Sorted names; for each: length and name, length and data type, 1 for texts or 2 for binary, length
 * and value; lengths as four bytes, big end first.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of sorted) {
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    add(BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
}

/** The deduplication id of a queue with content-based deduplication: of the body alone. */
export function contentId(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
