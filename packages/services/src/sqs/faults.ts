/** Faults of the scenario in queues: second copies, wrong order, failing entries. */
import { parsed, type Json } from '@stepthrough/json';
import { createHash } from 'node:crypto';
import type { Surroundings } from '../contract/service.ts';
import { matchesPattern } from '@stepthrough/scenario';
import type { FaultCounts } from './state.ts';

/** How long after its sending a message comes a second time; with the counts afterwards. */
export function duplication(
  setting: Surroundings,
  queue: string,
  body: Json,
  counts: FaultCounts,
): { readonly afterMs: number; readonly counts: FaultCounts } | undefined {
  for (const [index, { duplicate }] of setting.scenario.faults.entries()) {
    const used = counts[index] ?? 0;
    if (duplicate?.queue !== queue || used >= (duplicate.times ?? 1)) continue;
    if (duplicate.body !== undefined && !matchesPattern(duplicate.body, parsed(body))) continue;
    return { afterMs: duplicate.after ?? 0, counts: { ...counts, [index]: used + 1 } };
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
    if (partialBatch?.queue !== queue || used >= (partialBatch.times ?? 1)) continue;
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
