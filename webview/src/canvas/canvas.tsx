import type { ScopeGraph } from '@stepthrough/asl';
import { type KeyboardEvent, useEffect, useMemo } from 'react';
import {
  Background,
  type Connection,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from 'reactflow';
import { send } from '../host.ts';
import { placedStates, type ScopeLayout } from '../layout/layout.ts';
import { findNode, type Model } from '../model.ts';
import { type FlowEdge, type FlowNode, toFlow } from './flow.ts';
import { neighbour } from './neighbour.ts';
import { StateCard, Terminal } from './state-node.tsx';
import { TransitionEdge } from './transition-edge.tsx';

const nodeTypes = { state: StateCard, terminal: Terminal };
const edgeTypes = { transition: TransitionEdge };

interface Props {
  readonly graph: ScopeGraph;
  readonly layout: ScopeLayout;
  readonly model: Model;
  readonly onSelect: (id: string | undefined) => void;
  readonly onInspect: (field: 'name' | 'form') => void;
}

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, layout, model, onSelect, onInspect }: Props) {
  const { nodes, edges } = useMemo(() => toFlow(graph, layout, model), [graph, layout, model]);
  useKeepInView(model.run?.current ?? model.selected);
  return (
    <ReactFlow<FlowNode, FlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onlyRenderVisibleElements
      fitView
      fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
      minZoom={0.1}
      maxZoom={2}
      nodesDraggable={false}
      zoomOnDoubleClick={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      disableKeyboardA11y
      onNodeClick={(_event, node) => {
        if (node.type === 'state') onSelect(node.id);
      }}
      onNodeDoubleClick={(_event, node) => {
        if (node.type === 'state') onInspect('name');
      }}
      onPaneClick={() => {
        onSelect(undefined);
      }}
      onConnect={(connection) => {
        connect(graph, connection);
      }}
      onReconnect={(edge, connection) => {
        reconnect(edge, connection);
      }}
      onKeyDown={(event) => {
        handleKey(event, graph, layout, model.selected, onSelect, onInspect);
      }}
      proOptions={{ hideAttribution: false }}
    >
      <Background gap={20} />
      <Controls showInteractive={false} />
      <MiniMap pannable zoomable nodeStrokeWidth={3} />
    </ReactFlow>
  );
}

/** Moves the view to a state that is selected or reached outside of it. */
function useKeepInView(id: string | undefined): void {
  const flow = useReactFlow();
  useEffect(() => {
    const node = id === undefined ? undefined : flow.getNode(id);
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (!node || !pane) return;
    const { x, y, zoom } = flow.getViewport();
    const left = node.position.x * zoom + x;
    const top = node.position.y * zoom + y;
    const isVisible =
      left >= 0 &&
      top >= 0 &&
      left + Math.min(200, node.width ?? 0) * zoom <= pane.width &&
      top + 56 * zoom <= pane.height;
    if (isVisible) return;
    void flow.setCenter(node.position.x + (node.width ?? 0) / 2, node.position.y + 28, {
      zoom,
      duration: 200,
    });
  }, [flow, id]);
}

/** A line drawn from a state: its Next, or for a Choice its Default. */
function connect(graph: ScopeGraph, { source, target }: Connection): void {
  const found = findNode(graph, source);
  if (!found) return;
  const kind = found.node.state.type === 'Choice' ? 'default' : 'next';
  const transition = { kind, from: source, index: 0 } as const;
  send({
    type: 'edit',
    operation: { kind: 'reconnect', scope: found.graph.id, transition, to: stateOrEnd(target) },
  });
}

function reconnect({ data }: FlowEdge, { target }: Connection): void {
  if (!data) return;
  const { kind, from, index } = data.transition;
  const transition = { kind, from, index };
  send({
    type: 'edit',
    operation: { kind: 'reconnect', scope: data.scope, transition, to: stateOrEnd(target) },
  });
}

function stateOrEnd(target: string): string | undefined {
  return target.startsWith('end:') ? undefined : target;
}

function handleKey(
  event: KeyboardEvent,
  graph: ScopeGraph,
  layout: ScopeLayout,
  selected: string | undefined,
  onSelect: (id: string) => void,
  onInspect: (field: 'name' | 'form') => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith('Arrow')) {
    event.preventDefault();
    const next = neighbour([...placedStates(graph, layout, { x: 0, y: 0 })], selected, event.key);
    if (next !== undefined) onSelect(next);
    return;
  }
  if (selected === undefined) return;
  const actions: { readonly [key: string]: () => void } = {
    Enter: () => {
      onInspect('form');
    },
    F2: () => {
      onInspect('name');
    },
    Delete: () => {
      send({ type: 'edit', operation: { kind: 'deleteState', id: selected } });
    },
    b: () => {
      send({ type: 'toggleBreakpoint', state: selected });
    },
  };
  const action = actions[event.key === 'Backspace' ? 'Delete' : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
