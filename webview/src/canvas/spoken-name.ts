import type { StateNode } from '@stepthrough/asl';
import type { StateLive } from '../live.ts';
import { kindOf } from '../words.ts';

/** Everything that a card shows, in one sentence. */
export function spokenName({ state, scopes, isReachable }: StateNode, live: StateLive): string {
  const catchers = 'catch' in state ? state.catch : [];
  const retriers = 'retry' in state ? state.retry.length : 0;
  const inside = scopes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return [
    `${state.type ?? 'Untyped'} ${state.name}`,
    state.type === 'Task' && kindOf(state),
    scopes.length > 0 && `holds ${inside} ${inside === 1 ? 'state' : 'states'}`,
    state.next ? `next ${state.next.value}` : state.end?.value === true && 'ends',
    state.type === 'Choice' &&
      `${state.choices.length} rules, default ${state.default?.value ?? 'none'}`,
    retriers > 0 && `${retriers} ${retriers === 1 ? 'retrier' : 'retriers'}`,
    catchers.length > 0 &&
      `errors caught by ${catchers.map(({ next }) => next?.value ?? 'nothing').join(' and ')}`,
    !isReachable && 'unreachable',
    live.problems.length > 0 &&
      `${live.problems.length} ${live.problems.length === 1 ? 'problem' : 'problems'}`,
    live.hasBreakpoint && 'breakpoint',
    live.run?.status,
    live.isCurrent && 'the run stands here',
  ]
    .filter(Boolean)
    .join(', ');
}
