/** When a conversation begins, so that the moments in its requests are before or after it as they were. */
import { isObject, type Json } from '@stepthrough/json';
import type { Conversation } from './case.ts';

/** Seconds since the epoch, about when the calls were taken down. */
const takenDown = 1_795_797_000;
const hour = 3600;
const week = 7 * 24 * hour;

/**
 * Moments near the taking down are either those of answers, which have whole seconds, or made of the
 * clock. The conversation begins within the second of the last of the former, else just before the
 * first of the latter. With moments of other days it begins when it was taken down; without any, at the
 * world's usual time.
 */
export function clockOf({ steps }: Conversation): { readonly clockStart?: number } {
  const moments = steps.flatMap((step) => ('call' in step ? momentsIn(step.call.params) : []));
  const within = (seconds: number) =>
    moments.filter((moment) => Math.abs(moment - takenDown) <= seconds);
  const near = within(hour);
  const answered = near.filter(Number.isInteger);
  if (answered.length > 0) return { clockStart: (Math.max(...answered) + 0.5) * 1000 };
  if (near.length > 0) return { clockStart: Math.round((Math.min(...near) - 0.5) * 1000) };
  return within(week).length > 0 ? { clockStart: takenDown * 1000 } : {};
}

function momentsIn(value: Json): readonly number[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(momentsIn);
  if (!isObject(value)) return [];
  const { $datetime } = value;
  if (typeof $datetime === 'number') return [$datetime];
  return Object.values(value).flatMap(momentsIn);
}
