import type { ScopeGraph } from '@stepthrough/asl';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import {
  Background,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  type ReactFlowProps,
  ReactFlowProvider,
} from 'reactflow';
import { useActions } from '../actions.ts';
import { useFocus, useFocusTarget } from '../focus.ts';
import type { ScopeLayout } from '../layout/layout.ts';
import type { Model } from '../model.ts';
import { ArrowHead } from './arrow-head.tsx';
import { domId, Sign, StateCard } from './cards.tsx';
import { type FlowEdge, type FlowNode, toFlow } from './flow.ts';
import { runKey } from './keys.ts';
import { problemAfter } from './problem-order.ts';
import { Toolbar } from './toolbar.tsx';
import { TransitionEdge } from './transition-edge.tsx';
import { traverse } from './traverse.ts';
import { useDrawnLines } from './use-drawn-lines.ts';
import { usePointer } from './use-pointer.ts';
import { rememberViewport, useKeepInView, useView, type View } from './view.ts';

/** Up to so many parts, all are in the page; above, only those that can be seen. */
const cullingSize = 250;
/** Below this zoom, cards show no more than their names. */
const farZoom = 0.4;
/** States of a machine that is worth an overview, and of one that is too large to be one. */
const overview = { least: 30, most: 300 };

const nodeTypes: NodeTypes = { state: StateCard, sign: Sign };
const edgeTypes: EdgeTypes = { transition: TransitionEdge };

/** The text says where everything stands, and the page has a keyboard of its own. */
const behaviour: ReactFlowProps<FlowNode, FlowEdge> = {
  nodeTypes,
  edgeTypes,
  minZoom: 0.05,
  maxZoom: 2,
  panOnScroll: true,
  nodesDraggable: false,
  elevateNodesOnSelect: false,
  elevateEdgesOnSelect: false,
  zoomOnDoubleClick: false,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  disableKeyboardA11y: true,
  connectionRadius: 10,
  reconnectRadius: 16,
};

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

function Flow(props: Props) {
  const { graph, layout, model, onInspect, onToggleSide } = props;
  const actions = useActions();
  const focus = useFocus();
  const { nodes, edges } = useMemo(() => toFlow(graph, layout), [graph, layout]);
  const view = useView(graph, layout);
  const lines = useDrawnLines(graph);
  const pointer = usePointer(onInspect);
  const onKeyDown = useKeyboard(props, view);
  const [isFar, setFar] = useState(false);
  useKeepInView(model.selected, graph, layout);
  useKeepInView(model.run?.current, graph, layout);
  const root = useRef<HTMLDivElement>(null);
  useTakesFocus(root);
  const classes = ['flow', lines.isDrawing && 'flow-connecting', isFar && 'flow-far'];
  const hasOverview = nodes.length > overview.least && nodes.length < overview.most;
  return (
    <ReactFlow<FlowNode, FlowEdge>
      {...behaviour}
      {...lines.handlers}
      {...pointer}
      ref={root}
      className={classes.filter(Boolean).join(' ')}
      nodes={nodes}
      edges={edges}
      onlyRenderVisibleElements={nodes.length + edges.length > cullingSize}
      onInit={view.start}
      onMove={(_event, viewport) => {
        setFar(viewport.zoom < farZoom);
        rememberViewport(viewport);
      }}
      tabIndex={0}
      role="application"
      aria-label="State machine graph. Arrow keys move along the flow, question mark lists all keys."
      aria-activedescendant={model.selected === undefined ? undefined : domId(model.selected)}
      onKeyDown={onKeyDown}
    >
      <ArrowHead />
      <Background gap={22} size={1} />
      {hasOverview && <MiniMap pannable zoomable ariaLabel="Overview" />}
      <Toolbar
        model={model}
        view={view}
        onToggleSide={onToggleSide}
        onProblem={() => {
          const next = problemAfter(graph, model, 1);
          if (next !== undefined) actions.select(next);
          focus.to('canvas');
        }}
      />
    </ReactFlow>
  );
}

/** The commands of the keyboard, but for keys that a button or field of the canvas takes itself. */
function useKeyboard({ graph, layout, model, onInspect, onToggleSide }: Props, view: View) {
  const actions = useActions();
  const select = (id: string | undefined): void => {
    if (id !== undefined) actions.select(id);
  };
  return (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('button, input')) return;
    const isCommand = runKey(event, {
      model,
      actions,
      view,
      inspect: onInspect,
      toggleSide: onToggleSide,
      go: (direction) => {
        select(traverse(graph, layout, model.selected, direction));
      },
      nextProblem: (step) => {
        select(problemAfter(graph, model, step));
      },
    });
    if (isCommand) event.preventDefault();
  };
}

/** The keyboard works as soon as the page has the focus, which the page does not take by itself. */
function useTakesFocus(root: RefObject<HTMLDivElement | null>): void {
  const focus = useFocus();
  useFocusTarget('canvas', () => {
    root.current?.focus({ preventScroll: true });
    return root.current !== null;
  });
  useEffect(() => {
    const take = (): void => {
      if (document.hasFocus() && document.activeElement === document.body) focus.to('canvas');
    };
    take();
    window.addEventListener('focus', take);
    return () => {
      window.removeEventListener('focus', take);
    };
  }, [focus]);
}
