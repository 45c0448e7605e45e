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
    for (const line of placed.lines) {
      edges.push(transitionEdge(scope, line, placed.routes.get(line.id), origin, depth));
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

function transitionEdge(
  scope: ScopeGraph,
  line: Line,
  route: Route | undefined,
  origin: Point,
  depth: number,
): FlowEdge {
  const { transition, label, source, target } = line;
  return {
    id: edgeId(scope.id, line.id),
    type: 'transition',
    source: flowId(scope.id, source),
    target: flowId(scope.id, target),
    className: `transition-${transition.kind}`,
    zIndex: depth * 2,
    focusable: false,
    reconnectable: 'target',
    data: {
      transition,
      scope: scope.id,
      route: route && {
        points: route.points.map((point) => shift(point, origin)),
        label: route.label && shift(route.label, origin),
      },
      label,
      isMissing: target.startsWith('<missing>'),
      depth,
    },
  };
}
