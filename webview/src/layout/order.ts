import type { ScopeGraph } from '@stepthrough/asl';

/**
 * States in reverse postorder from the start, unreachable ones last: an order that follows the
 * flow, not the text, so that moving a state in the file does not change the picture.
 */
export function flowOrder(graph: ScopeGraph): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, kind } of graph.transitions) {
    if (to === undefined || kind === 'start') continue;
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const seen = new Set<string>();
  const postorder: string[] = [];
  const visit = (root: string): void => {
    const open: { id: string; next: string[] }[] = [];
    const enter = (id: string): void => {
      if (seen.has(id)) return;
      seen.add(id);
      open.push({ id, next: (targets.get(id) ?? []).toReversed() });
    };
    enter(root);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.next.shift();
      if (next === undefined) {
        postorder.push(top.id);
        open.pop();
      } else {
        enter(next);
      }
    }
  };
  const start = graph.transitions.find(({ kind }) => kind === 'start')?.to;
  if (start !== undefined) visit(start);
  const reached = postorder.toReversed();
  return [...reached, ...graph.nodes.map(({ id }) => id).filter((id) => !seen.has(id))];
}
