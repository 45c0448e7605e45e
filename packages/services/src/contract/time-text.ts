/** `2026-01-05T09:00:00Z`, of milliseconds since the epoch: in whole seconds. */
export function timeText(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
