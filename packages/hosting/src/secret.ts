import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, in characters that a path, a header and JSON take as they are. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether something that came from outside is the secret; how long the answer takes tells nothing. */
export function isSecret(given: unknown, secret: string): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
