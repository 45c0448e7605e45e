import { createHash } from 'node:crypto';

/** A version 4 UUID that depends only on its arguments. */
export function uuidOf(seed: number, purpose: string, number: number): string {
  const hex = createHash('sha256').update(`${seed}:${purpose}:${number}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
