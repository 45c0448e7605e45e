import type { ScopeGraph, State, StateNode, Transition } from '@stepthrough/asl';
import type { StateRun } from '@stepthrough/protocol';
import type { Edge, Node } from 'reactflow';
import { MarkerType, Position } from 'reactflow';
import {
  type Box,
  endsOf,
  type Point,
  type Route,
  type ScopeLayout,
  shownLabel,
  transitionId,
} from '../layout/layout.ts';
import { type Model, problemsOf, runOf } from '../model.ts';

export interface StateData extends Record<string, unknown> {
  readonly state: State;
  readonly isContainer: boolean;
  readonly hasBreakpoint: boolean;
  readonly severity: 'error' | 'warning' | undefined;
  readonly problems: readonly string[];
  readonly run: StateRun | undefined;
  readonly isCurrent: boolean;
}

export interface TransitionData extends Record<string, unknown> {
  readonly transition: Transition;
  /** `ScopeGraph.id` */
  readonly scope: string;
  readonly points: readonly Point[] | undefined;
  readonly label: string;
  readonly labelAt: Point | undefined;
}

export type StateFlowNode = Node<StateData, 'state'>;
export type FlowNode = StateFlowNode | Node<{ label: string }, 'terminal'>;
export type FlowEdge = Edge<TransitionData, 'transition'>;

/** What React Flow draws: every scope flattened onto one canvas. */
export function toFlow(
  graph: ScopeGraph,
  layout: ScopeLayout,
  model: Model,
): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const runs = runOf(model.run);
  const place = (scope: ScopeGraph, placed: ScopeLayout, origin: Point, depth: number): void => {
    for (const id of ['start', 'end']) {
      const box = placed.boxes.get(id);
      if (box) nodes.push(terminalNode(scope.id, id, shift(box, origin), depth));
    }
    for (const node of scope.nodes) {
      const box = placed.boxes.get(node.id);
      if (!box) continue;
      const at = shift(box, origin);
      nodes.push(stateNode(node, at, depth, model, runs.get(node.id)));
      for (const [index, inner] of node.scopes.entries()) {
        const part = placed.inner.get(node.id)?.[index];
        if (part)
          place(inner, part.layout, { x: at.x + part.at.x, y: at.y + part.at.y }, depth + 1);
      }
    }
    for (const transition of scope.transitions) {
      const edge = transitionEdge(
        scope,
        transition,
        placed.routes.get(transitionId(transition)),
        origin,
        depth,
      );
      if (edge) edges.push(edge);
    }
  };
  place(graph, layout, { x: 0, y: 0 }, 0);
  return { nodes, edges };
}

function shift<T extends Point>(point: T, origin: Point): T {
  return { ...point, x: point.x + origin.x, y: point.y + origin.y };
}

function stateNode(
  { id, state, scopes }: StateNode,
  box: Box,
  depth: number,
  model: Model,
  run: StateRun | undefined,
): StateFlowNode {
  const problems = problemsOf(state, model.problems);
  const severity = problems.some((problem) => problem.severity === 'error')
    ? 'error'
    : problems.some((problem) => problem.severity === 'warning')
      ? 'warning'
      : undefined;
  return {
    id,
    type: 'state',
    ...frame(box, depth),
    selected: model.selected === id,
    ariaLabel: `${state.name}, ${state.type ?? 'no'} state`,
    data: {
      state,
      isContainer: scopes.length > 0,
      hasBreakpoint: model.breakpoints.has(id),
      severity,
      problems: problems.map(({ message }) => message),
      run,
      isCurrent: model.run?.current === id,
    },
  };
}

function terminalNode(scope: string, id: string, box: Box, depth: number): FlowNode {
  const label = id === 'start' ? 'Start' : 'End';
  return {
    id: terminalId(scope, id),
    type: 'terminal',
    ...frame(box, depth),
    selectable: false,
    focusable: false,
    data: { label },
  };
}

/** With size and handles given, React Flow need not render a node to know where its edges join it. */
function frame({ x, y, width, height }: Box, depth: number) {
  const handle = { x: width / 2 - 4, width: 8, height: 8 };
  return {
    position: { x, y },
    width,
    height,
    zIndex: depth * 2,
    draggable: false,
    handles: [
      { ...handle, type: 'target' as const, position: Position.Top, y: -4 },
      { ...handle, type: 'source' as const, position: Position.Bottom, y: height - 4 },
    ],
  };
}

function terminalId(scope: string, id: string): string {
  return `${id}:${scope}`;
}

function transitionEdge(
  scope: ScopeGraph,
  transition: Transition,
  route: Route | undefined,
  origin: Point,
  depth: number,
): FlowEdge | undefined {
  const [source, target] = endsOf(transition);
  if (target === undefined) return undefined;
  const name = (id: string): string =>
    id === 'start' || id === 'end' ? terminalId(scope.id, id) : id;
  return {
    id: `${scope.id}|${transitionId(transition)}`,
    type: 'transition',
    source: name(source),
    target: name(target),
    className: `transition-${transition.kind}`,
    zIndex: depth * 2 + 1,
    reconnectable: transition.kind === 'start' ? false : 'target',
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
    data: {
      transition,
      scope: scope.id,
      points: route?.points.map((point) => shift(point, origin)),
      label: shownLabel(transition),
      labelAt: route?.label && shift(route.label, origin),
    },
  };
}
