/** Moments as requests give them. */
import type { Json } from '@stepthrough/json';

/** Milliseconds since the epoch of seconds, of a text in ISO 8601, or of the date of a header. */
export function momentOf(given: Json | undefined): number | undefined {
  if (typeof given === 'number') return Math.round(given * 1000);
  if (typeof given !== 'string') return undefined;
  const moment = Date.parse(given);
  return Number.isNaN(moment) ? undefined : moment;
}
