import type { ScopeGraph } from '@stepthrough/asl';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  Background,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
} from 'reactflow';
import { useActions } from '../actions.ts';
import type { ScopeLayout } from '../layout/layout.ts';
import { problemsByState } from '../live.ts';
import { findNode, type Model } from '../model.ts';
import { domId, Sign, StateCard } from './cards.tsx';
import { connect, reconnect } from './connecting.ts';
import { type FlowEdge, type FlowNode, toFlow } from './flow.ts';
import { runKey } from './keys.ts';
import { Toolbar } from './toolbar.tsx';
import { TransitionEdge } from './transition-edge.tsx';
import { traverse } from './traverse.ts';
import { rememberViewport, useKeepInView, useView } from './view.ts';

const nodeTypes: NodeTypes = { state: StateCard, sign: Sign };
const edgeTypes: EdgeTypes = { transition: TransitionEdge };

/** Up to so many parts, all are in the page; above, only those that can be seen. */
const cullingSize = 250;

interface Props {
  readonly graph: ScopeGraph;
  readonly layout: ScopeLayout;
  readonly model: Model;
  readonly onInspect: (field: 'name' | 'form') => void;
  /** Shows or hides the inspector. */
  readonly onToggleSide: () => void;
}

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, layout, model, onInspect, onToggleSide }: Props) {
  const actions = useActions();
  const { nodes, edges } = useMemo(() => toFlow(graph, layout), [graph, layout]);
  const view = useView(graph, layout);
  const [isConnecting, setConnecting] = useState(false);
  /** The version of the text when a line was begun, which is meant when it ends. */
  const drawnFrom = useRef(0);
  const isReconnecting = useRef(false);
  const [isFar, setFar] = useState(false);
  useKeepInView(model.selected, graph, layout);
  useKeepInView(model.run?.current, graph, layout);
  useFocusAtStart();
  const classes = ['flow', isConnecting && 'flow-connecting', isFar && 'flow-far'];
  return (
    <ReactFlow<FlowNode, FlowEdge>
      className={classes.filter(Boolean).join(' ')}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onlyRenderVisibleElements={nodes.length + edges.length > cullingSize}
      onInit={view.start}
      onMove={(_event, viewport) => {
        setFar(viewport.zoom < 0.4);
        rememberViewport(viewport);
      }}
      minZoom={0.05}
      maxZoom={2}
      panOnScroll
      nodesDraggable={false}
      elevateNodesOnSelect={false}
      elevateEdgesOnSelect={false}
      zoomOnDoubleClick={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      disableKeyboardA11y
      connectionRadius={10}
      reconnectRadius={16}
      onNodeClick={(_event, node) => {
        focusCanvas();
        if (node.type === 'state') actions.select(node.id);
      }}
      onNodeDoubleClick={(_event, node) => {
        if (node.type === 'state') onInspect('name');
      }}
      onNodeContextMenu={(event, node) => {
        event.preventDefault();
        if (node.type !== 'state') return;
        actions.select(node.id);
        actions.open({ kind: 'menu', id: node.id, x: event.clientX, y: event.clientY });
      }}
      onEdgeClick={(_event, edge) => {
        focusCanvas();
        actions.selectEdge(edge.id);
      }}
      onPaneClick={() => {
        focusCanvas();
        actions.select(undefined);
      }}
      onConnectStart={() => {
        drawnFrom.current = actions.version();
        setConnecting(true);
      }}
      onConnectEnd={(event, { fromNode }) => {
        setConnecting(false);
        // React Flow tells of an edge's end as of a new connection too.
        if (!fromNode || isReconnecting.current) return;
        actions.at(drawnFrom.current, () => {
          connect(graph, fromNode.id, event, actions);
        });
      }}
      onReconnect={() => undefined}
      onReconnectStart={() => {
        isReconnecting.current = true;
        drawnFrom.current = actions.version();
        setConnecting(true);
      }}
      onReconnectEnd={(event, edge) => {
        isReconnecting.current = false;
        setConnecting(false);
        actions.at(drawnFrom.current, () => {
          reconnect(edge, event, actions);
        });
      }}
      tabIndex={0}
      role="application"
      aria-label="State machine graph. Arrow keys move along the flow, question mark lists all keys."
      aria-activedescendant={model.selected === undefined ? undefined : domId(model.selected)}
      onKeyDown={(event) => {
        if (!(event.target instanceof HTMLElement) || event.target.closest('button, input')) return;
        const context = {
          model,
          actions,
          view,
          inspect: onInspect,
          toggleSide: onToggleSide,
          go: (direction: Parameters<typeof traverse>[3]) => {
            const next = traverse(graph, layout, model.selected, direction);
            if (next !== undefined) actions.select(next);
          },
          nextProblem: (step: 1 | -1) => {
            const next = problemAfter(graph, model, step);
            if (next !== undefined) actions.select(next);
          },
        };
        if (runKey(event, context)) event.preventDefault();
      }}
    >
      <svg className="defs" aria-hidden>
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 10 10"
            refX="8.5"
            refY="5"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M 0.5 1 L 9.5 5 L 0.5 9 z" fill="context-stroke" />
          </marker>
        </defs>
      </svg>
      <Background gap={22} size={1} />
      {nodes.length > 30 && nodes.length < 300 && (
        <MiniMap pannable zoomable ariaLabel="Overview" />
      )}
      <Toolbar
        model={model}
        view={view}
        onToggleSide={onToggleSide}
        onProblem={() => {
          const next = problemAfter(graph, model, 1);
          if (next !== undefined) actions.select(next);
          focusCanvas();
        }}
      />
    </ReactFlow>
  );
}

export function focusCanvas(): void {
  document.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true });
}

/** The keyboard works as soon as the page has the focus, which the page does not take by itself. */
function useFocusAtStart(): void {
  useEffect(() => {
    const focus = (): void => {
      if (document.hasFocus() && document.activeElement === document.body) focusCanvas();
    };
    focus();
    window.addEventListener('focus', focus);
    return () => {
      window.removeEventListener('focus', focus);
    };
  }, []);
}

/** The next state with a problem, in the order of the text; the first after the last. */
function problemAfter(graph: ScopeGraph, model: Model, step: 1 | -1): string | undefined {
  const ids = [...problemsByState(graph, model.problems).keys()];
  const order = (id: string): number => findNode(graph, id)?.node.state.key.range.start ?? 0;
  ids.sort((a, b) => (order(a) - order(b)) * step);
  const here = model.selected === undefined ? -Infinity : order(model.selected) * step;
  return ids.find((id) => order(id) * step > here) ?? ids[0];
}
