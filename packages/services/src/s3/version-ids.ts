/** Ids of versions: unique, in the order in which the versions were made, and told from made-up ones. */
import { createHash } from 'node:crypto';
import type { Context } from '../contract/service.ts';

const orderDigits = 10;
const checkDigits = 4;
const idLength = 32;

/** Grows with each version that is made, also within a call: `index` is the place in it. */
export function versionOrder({ number }: Context, index = 0): number {
  return Math.round(number * 1000) * 1000 + index;
}

export function versionIdOf(order: number, uuid: string): string {
  const random = digest(uuid).slice(0, idLength - orderDigits - checkDigits);
  const body = random + order.toString(36).padStart(orderDigits, '0');
  return body + digest(body).slice(0, checkDigits);
}

/** Whether S3 has made this id. */
export function isVersionId(id: string): boolean {
  const body = id.slice(0, -checkDigits);
  return id.length === idLength && id === body + digest(body).slice(0, checkDigits);
}

/** The order of a version that may exist no more. */
export function orderOfId(id: string): number {
  return Number.parseInt(id.slice(-checkDigits - orderDigits, -checkDigits), 36);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').replaceAll('-', '.');
}
