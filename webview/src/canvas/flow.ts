import type { ScopeGraph, StateNode, Transition } from '@stepthrough/asl';
import type { Edge, Node } from 'reactflow';
import { Position } from 'reactflow';
import type { Route } from '../layout/elk-graph.ts';
import { type Box, type Point, shift } from '../layout/geometry.ts';
import type { ScopeLayout } from '../layout/layout.ts';
import type { Line, Placed } from '../layout/scope-nodes.ts';
import { edgeId } from '../model.ts';

export type StateFlowNode = Node<
  { readonly node: StateNode; readonly isContainer: boolean; readonly [key: string]: unknown },
  'state'
>;
export type SignFlowNode = Node<
  {
    readonly kind: 'start' | 'end' | 'missing' | 'vacancy';
    readonly name: string;
    /** `ScopeGraph.id` */
    readonly scope: string;
    readonly [key: string]: unknown;
  },
  'sign'
>;
export type FlowNode = StateFlowNode | SignFlowNode;

export type FlowEdge = Edge<
  {
    readonly transition: Transition;
    /** `ScopeGraph.id` */
    readonly scope: string;
    readonly route: Route | undefined;
    readonly label: string;
    readonly isMissing: boolean;
    /** Other transitions lead to the same state, and may join this one on the way. */
    readonly isJoined: boolean;
    /** A state can be put on it: not on the way of an error, nor behind a Succeed or Fail. */
    readonly takesState: boolean;
    readonly depth: number;
    readonly [key: string]: unknown;
  },
  'transition'
>;

/** What React Flow draws: every scope flattened onto one canvas. */
export function toFlow(
  graph: ScopeGraph,
  layout: ScopeLayout,
): { readonly nodes: FlowNode[]; readonly edges: FlowEdge[] } {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const place = (scope: ScopeGraph, placed: ScopeLayout, origin: Point, depth: number): void => {
    const states = new Map(scope.nodes.map((node) => [node.id, node]));
    for (const item of placed.nodes) {
      const box = placed.boxes.get(item.id);
      if (!box) continue;
      const at = shift(box, origin);
      const node = states.get(item.id);
      if (!node) {
        nodes.push(signNode(scope, item, at, depth));
        continue;
      }
      nodes.push(stateNode(node, at, depth));
      const inner = placed.inner.get(node.id) ?? [];
      for (const [index, part] of inner.entries()) {
        const within = node.scopes[index];
        if (within) place(within, part.layout, shift(part.at, at), depth + 1);
      }
    }
    const counts = new Map<string, number>();
    for (const { target } of placed.lines) counts.set(target, (counts.get(target) ?? 0) + 1);
    for (const line of placed.lines) {
      const route = placed.routes.get(line.id);
      edges.push({
        ...transitionEdge(scope, line, depth),
        reconnectable: 'target',
        data: {
          transition: line.transition,
          scope: scope.id,
          route: route && moved(route, origin),
          label: line.label,
          isMissing: line.target.startsWith('<missing>'),
          isJoined: (counts.get(line.target) ?? 0) > 1,
          takesState: line.transition.kind !== 'catch' && !isLast(states.get(line.source)),
          depth,
        },
      });
    }
  };
  place(graph, layout, { x: 0, y: 0 }, 0);
  return { nodes, edges };
}

function stateNode(node: StateNode, box: Box, depth: number): StateFlowNode {
  return {
    id: node.id,
    type: 'state',
    ...frame(box, depth),
    data: { node, isContainer: node.scopes.length > 0 },
  };
}

function signNode(scope: ScopeGraph, { id, kind }: Placed, box: Box, depth: number): FlowNode {
  return {
    id: flowId(scope.id, id),
    type: 'sign',
    ...frame(box, depth),
    selectable: false,
    data: {
      kind: kind === 'state' ? 'missing' : kind,
      name: id.replace('<missing>', ''),
      scope: scope.id,
    },
  };
}

/** Signs are named per scope; states have names of their own in the whole machine. */
function flowId(scope: string, id: string): string {
  return id.startsWith('<') ? `${id} ${scope}` : id;
}

/** With size and handles given, React Flow need not render a node to know where its edges join it. */
function frame({ x, y, width, height }: Box, depth: number) {
  const handle = { x: width / 2 - 5, width: 10, height: 10 };
  return {
    position: { x, y },
    width,
    height,
    measured: { width, height },
    // Edges run above the frame around them and below the cards beside them.
    zIndex: depth * 2 + 1,
    draggable: false,
    focusable: false,
    handles: [
      { ...handle, type: 'target' as const, position: Position.Top, y: -5 },
      { ...handle, type: 'source' as const, position: Position.Bottom, y: height - 5 },
    ],
  };
}

function transitionEdge({ id }: ScopeGraph, line: Line, depth: number) {
  return {
    id: edgeId(id, line.id),
    type: 'transition' as const,
    source: flowId(id, line.source),
    target: flowId(id, line.target),
    zIndex: depth * 2,
    focusable: false,
  };
}

function moved(route: Route, origin: Point): Route {
  const { points, label } = route;
  return {
    ...route,
    points: points.map((point) => shift(point, origin)),
    label: label && shift(label, origin),
  };
}

function isLast(node: StateNode | undefined): boolean {
  return node?.state.type === 'Succeed' || node?.state.type === 'Fail';
}
