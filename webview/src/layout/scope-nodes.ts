/** The boxes and lines of one scope that a layout places: states, its start and end, and what is missing. */
import type { ScopeGraph, Transition } from '@stepthrough/asl';
import type { Size } from './geometry.ts';
import { flowOrder } from './order.ts';
import { cardSize, stubSize, terminalSize, vacancySize } from './sizes.ts';

export interface Placed {
  /** `stateId`, or one of the ids below. */
  readonly id: string;
  readonly size: Size;
  readonly kind: 'state' | 'start' | 'end' | 'missing' | 'vacancy';
}

export interface Line {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly transition: Transition;
  readonly label: string;
}

export const startId = '<start>';
const endId = '<end>';
const vacancyId = '<vacancy>';

/** The stub that stands for a name that no state of the scope has. */
function missingId(name: string): string {
  return `<missing>${name}`;
}

/** In the order of the flow, from left to right where two stand side by side. */
export function nodesOf(graph: ScopeGraph, sizes: ReadonlyMap<string, Size>): Placed[] {
  const has = (kind: Transition['kind']): boolean => graph.transitions.some((t) => t.kind === kind);
  const missing = new Set(
    graph.transitions.flatMap(({ kind, to, target }) =>
      kind !== 'end' && to === undefined && target !== undefined ? [target] : [],
    ),
  );
  const states = new Map(graph.nodes.map(({ id, state }) => [id, state]));
  return [
    ...(has('start') ? [{ id: startId, size: terminalSize, kind: 'start' } as const] : []),
    ...(graph.nodes.length === 0
      ? [{ id: vacancyId, size: vacancySize, kind: 'vacancy' } as const]
      : []),
    ...flowOrder(graph).flatMap((id): Placed[] => {
      const state = states.get(id);
      return state ? [{ id, size: sizes.get(id) ?? cardSize(state), kind: 'state' }] : [];
    }),
    ...[...missing].map((name) => ({
      id: missingId(name),
      size: stubSize,
      kind: 'missing' as const,
    })),
    ...(has('end') ? [{ id: endId, size: terminalSize, kind: 'end' } as const] : []),
  ];
}

/** In the order of their sources. */
export function linesOf(graph: ScopeGraph, nodes: readonly Placed[]): Line[] {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  return graph.transitions
    .flatMap((transition): Line[] => {
      const { kind, from, to, target } = transition;
      const source = kind === 'start' ? startId : from;
      const end = kind === 'end' ? endId : (to ?? missingId(target ?? ''));
      if (!order.has(source) || !order.has(end)) return [];
      const id = transitionId(transition);
      return [{ id, source, target: end, transition, label: shownLabel(transition) }];
    })
    .sort((a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0));
}

/** The name of a transition in its scope, stable while its source is. */
export function transitionId({ kind, from, index }: Transition): string {
  return `${kind === 'end' ? 'next' : kind}:${from}:${index}`;
}

/** Labels that the canvas writes on an edge. */
export function shownLabel({ kind, label }: Transition): string {
  if (kind !== 'catch') return label;
  return label === 'States.ALL' ? 'Catch all' : `Catch ${label}`;
}
