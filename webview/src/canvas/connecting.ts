/** Lines that the author draws: from a state to another one, or the end of an edge to another state. */
import type { ScopeGraph } from '@stepthrough/asl';
import type { Actions } from '../actions.ts';
import type { Source } from '../editing.ts';
import { findNode } from '../model.ts';
import type { FlowEdge } from './flow.ts';

/** A line from the bottom of a state leads it on to where the line ends, or to a state that is new there. */
export function connect(
  graph: ScopeGraph,
  from: string,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  const found = findNode(graph, from);
  const target = targetAt(event);
  if (!found || !target) return;
  if (target.kind !== 'pane') {
    actions.connect(from, target.kind === 'state' ? target.id : undefined);
    return;
  }
  const kind = found.node.state.type === 'Choice' ? 'default' : 'next';
  openPalette(found.graph.id, { kind, from, index: 0 }, event, actions);
}

/** The end of an edge leads its transition to where it is dropped. */
export function reconnect(
  { data }: FlowEdge,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  const target = targetAt(event);
  if (!data || !target) return;
  const { scope, transition } = data;
  if (target.kind === 'pane') openPalette(scope, transition, event, actions);
  else actions.reconnect(scope, transition, target.kind === 'state' ? target.id : undefined);
}

function openPalette(
  scope: string,
  on: Source,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  actions.open({ kind: 'palette', request: { scope, on, ...placeOf(event) } });
}

type Target = { readonly kind: 'state'; readonly id: string } | { readonly kind: 'end' | 'pane' };

/** What lies under the pointer. */
function targetAt(event: MouseEvent | TouchEvent): Target | undefined {
  const { x, y } = placeOf(event);
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('[data-state]')?.getAttribute('data-state');
    if (id) return { kind: 'state', id };
    if (element.closest('[data-end]')) return { kind: 'end' };
    if (element.classList.contains('react-flow__pane')) return { kind: 'pane' };
  }
  return undefined;
}

function placeOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}
