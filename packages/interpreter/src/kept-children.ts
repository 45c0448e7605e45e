/** How snapshots keep what a Parallel or Map state knows: apart from what each end of a branch changes. */
import { fieldsOf, type Part } from './part.ts';
import type { Children } from './snapshot.ts';

const plan = fieldsOf<Children>()('inputs', 'items', 'keys', 'stage', 'total', 'limit');
const progress = fieldsOf<Children>()('results', 'running', 'next', 'selected', 'run');

export interface KeptChildren {
  readonly plan: Part<typeof plan>;
  readonly progress: Part<typeof progress>;
}

export function keepChildren(
  children: Children | undefined,
  before: KeptChildren | undefined,
): KeptChildren | undefined {
  if (!children) return undefined;
  const kept = {
    plan: plan.share(children, before?.plan),
    progress: progress.share(children, before?.progress),
  };
  return before?.plan === kept.plan && before.progress === kept.progress ? before : kept;
}

export function wholeChildren(kept: KeptChildren | undefined): Children | undefined {
  return kept && { ...kept.plan, ...kept.progress };
}
