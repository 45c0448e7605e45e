/** The same requests to the simulated world and to another engine, and what their answers are held to. */
import { isObject, type Json } from '@stepthrough/json';
import type fc from 'fast-check';
import { env } from 'node:process';
import { expect } from 'vitest';
import type { Answer } from '../simulator/world.ts';
import type { Request } from './engine.ts';

export type Step = readonly [operation: string, request: Request];

/** Where the two differ, and one of them is right; of what it leaves out, nothing is compared. */
export interface Difference {
  readonly what: string;
  /** Unknown where nobody has told what AWS answers. */
  readonly right: 'ours' | 'theirs' | 'unknown';
  readonly source: string;
  readonly leavesOut: (met: Met) => boolean;
  /** What shows it. */
  readonly example: readonly Step[];
}

export interface Met {
  readonly step: Step;
  readonly ours: Answer;
  readonly theirs: Answer;
}

/** RUNS=20000 makes more runs, SEED=7 others; a failure names the seed and the path that repeat it. */
export const runs = (usual: number): fc.Parameters<unknown> => ({
  numRuns: Number(env['RUNS'] ?? usual),
  seed: Number(env['SEED'] ?? 1),
});

/** @returns the difference that explains why the answers are not the same; nothing where they are */
export function explained(met: Met, differences: readonly Difference[]): Difference | undefined {
  if (isSame(met.ours, met.theirs)) return undefined;
  const found = differences.find(({ leavesOut }) => leavesOut(met));
  if (!found) expect(met.ours, JSON.stringify(met.step)).toEqual(met.theirs);
  return found;
}

export const isSame = (one: Json | Answer, other: Json | Answer): boolean => {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
};

/** For lists that come in no order. */
export function inTextOrder(all: readonly Json[]): readonly Json[] {
  const keyed = all.map((one) => ({ one, text: JSON.stringify(inNameOrder(one)) }));
  return keyed.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ one }) => one);
}

function inNameOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inNameOrder);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, inNameOrder(value[name] ?? null)]);
}
