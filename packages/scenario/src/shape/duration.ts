/** Durations as scenario files write them. */
import { member } from '@stepthrough/json';

declare const unit: unique symbol;

/** A number of milliseconds of virtual time, which no other number is by mistake. */
export type Milliseconds = number & { readonly [unit]: 'ms' };

export function milliseconds(value: number): Milliseconds {
  return value as Milliseconds;
}

/** Of a year: what AWS gives an execution. */
export const maxDurationMs = 365 * 86_400_000;

/** A number means seconds; a text is one such as `30s`. `undefined` when the value is no duration. */
export function durationOf(value: number | string): Milliseconds | undefined {
  if (typeof value === 'number') return value >= 0 ? milliseconds(value * 1000) : undefined;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value.trim());
  const [, number, name = ''] = match ?? [];
  const factor = member(units, name);
  return factor === undefined ? undefined : milliseconds(Number(number) * factor);
}

const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
