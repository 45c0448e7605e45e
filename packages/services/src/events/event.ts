/** Times of events. */
import type { Json } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';

/** ISO time without milliseconds, as events have it. */
export function eventTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Milliseconds since the epoch of a time in a request: a number of seconds, or a text as SDKs read it. */
export function timeIn(member: string, time: Json): number | Refusal {
  if (typeof time === 'number') return time * 1000;
  const text = typeof time === 'string' ? time.replace(/^(\d\d)-(\d\d)-(\d{4})/, '$3-$1-$2') : '';
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  return failure('SerializationException', `${member}: ${JSON.stringify(time)} is not a time.`);
}
