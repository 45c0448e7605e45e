import type { StateNode } from '@stepthrough/asl';
import type { Box } from '../layout/layout.ts';

interface Placed {
  readonly node: StateNode;
  readonly box: Box;
}

const directions: { readonly [key: string]: readonly [x: number, y: number] } = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The nearest state in an arrow key's direction; the first state when none is selected. */
export function neighbour(
  states: readonly Placed[],
  selected: string | undefined,
  key: string,
): string | undefined {
  const here = states.find(({ node }) => node.id === selected);
  const direction = directions[key];
  if (!here || !direction) return states[0]?.node.id;
  const [x, y] = direction;
  const from = anchor(here.box);
  let best: { id: string; cost: number } | undefined;
  for (const { node, box } of states) {
    const to = anchor(box);
    const along = (to.x - from.x) * x + (to.y - from.y) * y;
    const aside = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x);
    if (along <= 4) continue;
    const cost = along + aside * 2;
    if (!best || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id;
}

/** The middle of a state's title, for cards and frames alike. */
function anchor({ x, y, width }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + 22 };
}
