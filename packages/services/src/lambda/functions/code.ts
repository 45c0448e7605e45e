/** What the API tells of code. Code itself is kept nowhere: what a function does, the scenario says. */
import { base64Decode } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import type { Code } from '../model/function.ts';

/** Of an archive in Base64, or of what names one elsewhere. */
export function codeOf(given: string): Code {
  const bytes = base64Decode(given) ?? new TextEncoder().encode(given);
  return { sha256: createHash('sha256').update(bytes).digest('base64'), size: bytes.length };
}
