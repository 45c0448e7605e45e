/** Moments as requests give them and answers show them. */
import type { Json } from '@stepthrough/json';

/** Milliseconds since the epoch of seconds, of a text in ISO 8601, or of the date of a header. */
export function momentOf(given: Json | undefined): number | undefined {
  if (typeof given === 'number') return given * 1000;
  if (typeof given !== 'string') return undefined;
  const moment = Date.parse(given);
  return Number.isNaN(moment) ? undefined : moment;
}

/** S3 tells moments by the second. */
export function wholeSeconds(moment: number): number {
  return Math.floor(moment / 1000) * 1000;
}

export function isoOf(moment: number): string {
  return new Date(wholeSeconds(moment)).toISOString();
}

/** As in a header, e.g. `Sat, 28 Nov 2026 00:00:00 GMT`. */
export function httpDateOf(moment: number): string {
  return new Date(moment).toUTCString();
}
