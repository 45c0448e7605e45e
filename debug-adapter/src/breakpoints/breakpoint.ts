import type { DebugProtocol } from '@vscode/debugprotocol';
import { countUpTo } from '../run/mark-index.ts';
import { type HitCondition, parseHitCondition } from './hit-condition.ts';

/** A place where the run stops, or writes a line, when its conditions hold. */
export interface Breakpoint {
  readonly id: number;
  readonly condition: string | undefined;
  readonly hitCondition: HitCondition | undefined;
  /** A line to write instead of stopping; `{expression}` is replaced by its value. */
  readonly logMessage: string | undefined;
  /** Marks at which the place was passed and the condition held, in order: they make the hit count. */
  readonly hits: number[];
}

export function makeBreakpoint(
  id: number,
  requested: Pick<DebugProtocol.SourceBreakpoint, 'condition' | 'hitCondition' | 'logMessage'>,
): Breakpoint {
  const hitCondition = nonEmpty(requested.hitCondition);
  return {
    id,
    condition: nonEmpty(requested.condition),
    hitCondition: hitCondition === undefined ? undefined : parseHitCondition(hitCondition),
    logMessage: nonEmpty(requested.logMessage),
    hits: [],
  };
}

/** Counts a hit at a mark; going there again after a step back gives the same number. */
export function countHit({ hits }: Breakpoint, mark: number): number {
  const known = countUpTo(hits, mark);
  if (hits[known - 1] === mark) return known;
  hits.splice(known, 0, mark);
  return known + 1;
}

/** Forgets the hits from a mark on: these marks are not any more, or will be passed again. */
export function forgetHits({ hits }: Breakpoint, from: number): void {
  hits.length = countUpTo(hits, from - 1);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
