/** Moments as answers show them. */

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
