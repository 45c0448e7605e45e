/** Identifiers as API Gateway makes them: small letters and digits. */
import { createHash } from 'node:crypto';

/** The same for the same text: resources and deployments have six characters, APIs and roots ten. */
export function idOf(what: string, length = 6): string {
  const digest = createHash('sha256').update(what).digest();
  let id = '';
  for (const byte of digest.subarray(0, length)) id += (byte % 36).toString(36);
  return id;
}
