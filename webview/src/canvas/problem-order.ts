import type { ScopeGraph } from '@stepthrough/asl';
import { problemsByState } from '../live.ts';
import { findNode, type Model } from '../model.ts';

/** The next state with a problem, in the order of the text; the first after the last. */
export function problemAfter(graph: ScopeGraph, model: Model, step: 1 | -1): string | undefined {
  const ids = [...problemsByState(graph, model.problems).keys()];
  const order = (id: string): number => findNode(graph, id)?.node.state.key.range.start ?? 0;
  ids.sort((a, b) => (order(a) - order(b)) * step);
  const here = model.selected === undefined ? -Infinity : order(model.selected) * step;
  return ids.find((id) => order(id) * step > here) ?? ids[0];
}
