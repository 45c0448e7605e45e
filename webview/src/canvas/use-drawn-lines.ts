import type { ScopeGraph } from '@stepthrough/asl';
import { useRef, useState } from 'react';
import type { ReactFlowProps } from 'reactflow';
import { useActions } from '../actions.ts';
import { connect, reconnect } from './connecting.ts';
import type { FlowEdge, FlowNode } from './flow.ts';

type Handlers = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  'onConnectStart' | 'onConnectEnd' | 'onReconnect' | 'onReconnectStart' | 'onReconnectEnd'
>;

/** Lines that the author draws on the canvas, from their beginning to their end. */
export function useDrawnLines(graph: ScopeGraph): {
  readonly isDrawing: boolean;
  readonly handlers: Handlers;
} {
  const actions = useActions();
  const [isDrawing, setDrawing] = useState(false);
  /** The version of the text when a line was begun, which is meant when it ends. */
  const drawnFrom = useRef(0);
  const isReconnecting = useRef(false);
  const begin = (isEdge: boolean): void => {
    isReconnecting.current = isEdge;
    drawnFrom.current = actions.version();
    setDrawing(true);
  };
  const handlers: Handlers = {
    onConnectStart: () => {
      // React Flow tells of an edge's end as of a new connection too.
      begin(isReconnecting.current);
    },
    onConnectEnd: (event, { fromNode }) => {
      setDrawing(false);
      if (!fromNode || isReconnecting.current) return;
      actions.at(drawnFrom.current, () => {
        connect(graph, fromNode.id, event, actions);
      });
    },
    // Without it, React Flow draws no line from the end of an edge.
    onReconnect: () => undefined,
    onReconnectStart: () => {
      begin(true);
    },
    onReconnectEnd: (event, edge) => {
      isReconnecting.current = false;
      setDrawing(false);
      actions.at(drawnFrom.current, () => {
        reconnect(edge, event, actions);
      });
    },
  };
  return { isDrawing, handlers };
}
