import type { ReactFlowProps } from 'reactflow';
import { useActions } from '../actions.ts';
import { useFocus } from '../focus.ts';
import type { FlowEdge, FlowNode } from './flow.ts';

type Handlers = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  'onNodeClick' | 'onNodeDoubleClick' | 'onNodeContextMenu' | 'onEdgeClick' | 'onPaneClick'
>;

/** What clicks on the canvas do: they select, rename and open the menu of a state. */
export function usePointer(onInspect: (field: 'name') => void): Handlers {
  const actions = useActions();
  const focus = useFocus();
  return {
    onNodeClick: (_event, node) => {
      focus.to('canvas');
      if (node.type === 'state') actions.select(node.id);
    },
    onNodeDoubleClick: (_event, node) => {
      if (node.type === 'state') onInspect('name');
    },
    onNodeContextMenu: (event, node) => {
      event.preventDefault();
      if (node.type !== 'state') return;
      actions.select(node.id);
      actions.open({ kind: 'menu', id: node.id, x: event.clientX, y: event.clientY });
    },
    onEdgeClick: (_event, edge) => {
      focus.to('canvas');
      actions.selectEdge(edge.id);
    },
    onPaneClick: () => {
      focus.to('canvas');
      actions.select(undefined);
    },
  };
}
