/** Lines that the author draws: from a state to another one, or the end of an edge to another state. */
import type { ScopeGraph } from '@stepthrough/asl';
import { type Actions, type InsertRequest } from '../actions.ts';
import { findNode } from '../model.ts';
import type { FlowEdge } from './flow.ts';

type Source = NonNullable<InsertRequest['on']>;

/** A line from the bottom of a state: its Next; of a Choice its Default, or one more rule. */
export function connect(
  graph: ScopeGraph,
  from: string,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  const found = findNode(graph, from);
  if (!found) return;
  const { state } = found.node;
  const target = targetAt(event);
  if (state.type === 'Choice' && state.default && target?.kind === 'state') {
    const to = findNode(graph, target.id);
    if (to?.graph !== found.graph) {
      actions.refuse('A transition stays within its scope: the state to lead to is not in it.');
      return;
    }
    actions.addRule(from, to.node.state.name);
    return;
  }
  const kind = state.type === 'Choice' ? 'default' : 'next';
  lead(found.graph.id, { kind, from, index: 0 }, target, event, actions);
}

export function reconnect(
  { data }: FlowEdge,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  if (data) lead(data.scope, data.transition, targetAt(event), event, actions);
}

function lead(
  scope: string,
  source: Source,
  target: Target | undefined,
  event: MouseEvent | TouchEvent,
  actions: Actions,
): void {
  if (target?.kind === 'state') actions.reconnect(scope, source, target.id);
  if (target?.kind === 'end') actions.reconnect(scope, source, undefined);
  if (target?.kind === 'pane') {
    actions.open({ kind: 'palette', request: { scope, on: source, ...placeOf(event) } });
  }
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
