/** How snapshots keep what a Parallel or Map state knows: apart from what each end of a branch changes. */
import type { Children } from './thread.ts';

export interface KeptChildren {
  readonly plan: Plan;
  readonly next: number;
  readonly running: number;
  readonly results: Children['results'];
  readonly selected: Children['selected'];
  readonly run: Children['run'];
}

type Plan = Pick<Children, 'stage' | 'items' | 'keys' | 'inputs' | 'total' | 'limit'>;

export function keepChildren(
  children: Children | undefined,
  before: KeptChildren | undefined,
): KeptChildren | undefined {
  if (!children) return undefined;
  if (!before || !isPlan(before.plan, children)) return keptWith(planOf(children), children);
  return isProgress(before, children) ? before : keptWith(before.plan, children);
}

export function wholeChildren(kept: KeptChildren | undefined): Children | undefined {
  if (!kept) return undefined;
  const { plan, next, running, results, selected, run } = kept;
  const { stage, items, keys, inputs, total, limit } = plan;
  return {
    stage,
    items,
    keys,
    inputs,
    selected,
    total,
    limit,
    next,
    running,
    results,
    run,
  };
}

function keptWith(plan: Plan, { next, running, results, selected, run }: Children): KeptChildren {
  return { plan, next, running, results, selected, run };
}

function planOf({ stage, items, keys, inputs, total, limit }: Children): Plan {
  return { stage, items, keys, inputs, total, limit };
}

function isPlan(plan: Plan, children: Children): boolean {
  return (
    plan.inputs === children.inputs &&
    plan.items === children.items &&
    plan.keys === children.keys &&
    plan.stage === children.stage &&
    plan.total === children.total &&
    plan.limit === children.limit
  );
}

function isProgress(kept: KeptChildren, children: Children): boolean {
  return (
    kept.results === children.results &&
    kept.running === children.running &&
    kept.next === children.next &&
    kept.selected === children.selected &&
    kept.run === children.run
  );
}
