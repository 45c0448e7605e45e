/** Where the arrow keys lead: along the flow up and down, to the neighbours left and right. */
import type { ScopeGraph, Transition } from '@stepthrough/asl';
import type { Box } from '../layout/geometry.ts';
import { placedStates, type ScopeLayout } from '../layout/layout.ts';
import { findNode } from '../model.ts';

export type Direction = 'next' | 'previous' | 'left' | 'right' | 'into' | 'out' | 'first' | 'last';

export function traverse(
  graph: ScopeGraph,
  layout: ScopeLayout,
  selected: string | undefined,
  direction: Direction,
): string | undefined {
  const found = findNode(graph, selected);
  if (!found) return firstOf(graph);
  const { node, graph: scope } = found;
  switch (direction) {
    case 'next':
      return mainTarget(scope, node.id) ?? below(scope, layout, graph, node.id);
    case 'previous':
      return mainSource(scope, node.id);
    case 'left':
      return beside(graph, scope, layout, node.id, -1);
    case 'right':
      return beside(graph, scope, layout, node.id, 1);
    case 'into':
      return node.scopes.map(firstOf).find((id) => id !== undefined);
    case 'out':
      return owner(graph, scope);
    case 'first':
      return firstOf(scope);
    case 'last':
      return (
        scope.transitions.findLast(({ kind }) => kind === 'end')?.from ?? scope.nodes.at(-1)?.id
      );
  }
}

function firstOf({ transitions, nodes }: ScopeGraph): string | undefined {
  return transitions.find(({ kind }) => kind === 'start')?.to ?? nodes[0]?.id;
}

const rank = { next: 0, default: 1, choice: 2, catch: 3, start: 4, end: 5 } as const;

function ranked(transitions: readonly Transition[]): Transition[] {
  return transitions.toSorted((a, b) => rank[a.kind] - rank[b.kind] || a.index - b.index);
}

function mainTarget({ transitions }: ScopeGraph, id: string): string | undefined {
  const out = transitions.filter(({ from, to }) => from === id && to !== undefined && to !== id);
  return ranked(out)[0]?.to;
}

function mainSource({ transitions }: ScopeGraph, id: string): string | undefined {
  const into = transitions.filter(({ from, to }) => to === id && from !== '' && from !== id);
  return ranked(into)[0]?.from;
}

/** A state that ends its scope may still have another one drawn below it. */
function below(
  scope: ScopeGraph,
  layout: ScopeLayout,
  graph: ScopeGraph,
  id: string,
): string | undefined {
  return nearest(graph, scope, layout, id, (from, to) => {
    const down = to.y - from.y;
    return down > 4 ? down + Math.abs(middle(to) - middle(from)) * 2 : undefined;
  });
}

function beside(
  graph: ScopeGraph,
  scope: ScopeGraph,
  layout: ScopeLayout,
  id: string,
  sign: -1 | 1,
): string | undefined {
  const inScope = nearest(graph, scope, layout, id, (from, to) => {
    const along = (middle(to) - middle(from)) * sign;
    if (along <= 4) return undefined;
    // What stands in the same row comes before anything else.
    const isInRow = to.y < from.y + from.height && from.y < to.y + to.height;
    return isInRow ? along : along + Math.abs(to.y - from.y) * 2 + 10_000;
  });
  return inScope ?? neighbourBranch(graph, scope, sign);
}

/** From the last column of one branch of a Parallel into the branch next to it. */
function neighbourBranch(graph: ScopeGraph, scope: ScopeGraph, sign: -1 | 1): string | undefined {
  const around = findNode(graph, owner(graph, scope));
  const branch = around?.node.scopes[around.node.scopes.indexOf(scope) + sign];
  return branch && firstOf(branch);
}

function owner(graph: ScopeGraph, scope: ScopeGraph): string | undefined {
  for (const node of graph.nodes) {
    if (node.scopes.includes(scope)) return node.id;
    for (const inner of node.scopes) {
      const found = owner(inner, scope);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function nearest(
  graph: ScopeGraph,
  scope: ScopeGraph,
  layout: ScopeLayout,
  id: string,
  cost: (from: Box, to: Box) => number | undefined,
): string | undefined {
  const members = new Set(scope.nodes.map((node) => node.id));
  const placed = [...placedStates(graph, layout)].filter(({ node }) => members.has(node.id));
  const here = placed.find(({ node }) => node.id === id);
  if (!here) return undefined;
  let best: { id: string; cost: number } | undefined;
  for (const { node, box } of placed) {
    const price = cost(here.box, box);
    if (price !== undefined && (!best || price < best.cost)) best = { id: node.id, cost: price };
  }
  return best?.id;
}

function middle({ x, width }: Box): number {
  return x + width / 2;
}
