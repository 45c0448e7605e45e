/** Faults of the scenario in queues: second copies, wrong order, failing entries, poison. */
import { parsed, type Json } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import { createHash } from 'node:crypto';
import type { Surroundings } from '../contract/service.ts';

/** How often each fault of the scenario has struck, by its place. */
export interface FaultCounts {
  readonly [fault: number]: number;
}

/** Whether every receiver of such a message fails on it. */
export function isPoison({ scenario }: Surroundings, queue: string, body: Json): boolean {
  return scenario.faults.some(
    ({ poison }) => poison?.queue === queue && matchesPattern(poison.body, parsed(body)),
  );
}

/** How long after its sending a message comes a second time; with the counts afterwards. */
export function duplication(
  setting: Surroundings,
  queue: string,
  body: Json,
  counts: FaultCounts,
): { readonly afterMs: number; readonly counts: FaultCounts } | undefined {
  for (const [index, { duplicate }] of setting.scenario.faults.entries()) {
    const used = counts[index] ?? 0;
    if (duplicate?.queue !== queue || used >= duplicate.times) continue;
    if (duplicate.body !== undefined && !matchesPattern(duplicate.body, parsed(body))) continue;
    return { afterMs: duplicate.after, counts: { ...counts, [index]: used + 1 } };
  }
  return undefined;
}

/** The entries of a batch that fail; with the counts afterwards. */
export function failingEntries(
  setting: Surroundings,
  queue: string,
  counts: FaultCounts,
): { readonly entries: readonly number[]; readonly counts: FaultCounts } {
  for (const [index, { partialBatch }] of setting.scenario.faults.entries()) {
    const used = counts[index] ?? 0;
    if (partialBatch?.queue !== queue || used >= partialBatch.times) continue;
    return { entries: partialBatch.entries, counts: { ...counts, [index]: used + 1 } };
  }
  return { entries: [], counts };
}

export function isReordered({ scenario }: Surroundings, queue: string): boolean {
  return scenario.faults.some(({ reorder }) => reorder === queue);
}

/** A rank of the message that depends on seed and message alone. */
export function shuffledRank({ seed }: Surroundings, order: number): string {
  return createHash('md5').update(`${seed}:${order}`).digest('hex');
}
