/** The part of the canvas that the window shows. */
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useReactFlow, useStoreApi } from 'reactflow';
import type { ScopeGraph } from '@stepthrough/asl';
import { savedView, saveView } from '../host.ts';
import type { Box } from '../layout/geometry.ts';
import { placedStates, type ScopeLayout } from '../layout/layout.ts';
import { startId } from '../layout/scope-nodes.ts';

/** Room for the toolbars above and below. */
const margin = { x: 32, y: 64 };
/** Below this, names cannot be read; a machine that does not fit is shown from its top then. */
const leastReadable = 0.55;

export interface View {
  /** Shows the whole graph, however small. */
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly zoomTo: (zoom: number) => void;
  /** Where the card of a state is drawn, in pixels of the window. */
  readonly cardOf: (id: string) => Card | undefined;
}

interface Card {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly bottom: number;
}

/** Where the window shows the graph. */
function usePane(): () => DOMRect | undefined {
  const store = useStoreApi();
  return useCallback(() => store.getState().domNode?.getBoundingClientRect(), [store]);
}

export function useView(
  graph: ScopeGraph,
  layout: ScopeLayout,
): View & { readonly start: () => void } {
  const flow = useReactFlow();
  const paneOf = usePane();
  const size = useRef(layout);
  size.current = layout;
  const show = useCallback(
    (least: number, duration: number) => {
      const pane = paneOf();
      if (!pane) return;
      const { width, height } = size.current;
      const whole = Math.min(
        (pane.width - 2 * margin.x) / width,
        (pane.height - 2 * margin.y) / height,
      );
      const zoom = Math.max(Math.min(1, whole), least);
      // What is wider than the window is shown around its start.
      const begin = size.current.boxes.get(startId) ?? size.current.boxes.values().next().value;
      const centre = width * zoom <= pane.width || !begin ? width / 2 : begin.x + begin.width / 2;
      const x = pane.width / 2 - centre * zoom;
      const y = whole >= least ? (pane.height - height * zoom) / 2 : margin.y;
      void flow.setViewport({ x, y: Math.max(y, margin.y), zoom }, { duration });
    },
    [flow, paneOf],
  );
  const start = useCallback(() => {
    const { viewport } = savedView();
    if (viewport) void flow.setViewport(viewport);
    else show(leastReadable, 0);
  }, [flow, show]);
  const fit = useCallback(() => {
    show(0.05, animation());
  }, [show]);
  const zoomBy = useCallback(
    (factor: number) => {
      void flow.zoomTo(flow.getZoom() * factor, { duration: animation() });
    },
    [flow],
  );
  const zoomTo = useCallback(
    (zoom: number) => {
      void flow.zoomTo(zoom, { duration: animation() });
    },
    [flow],
  );
  const cardOf = (id: string): Card | undefined => {
    const placed = [...placedStates(graph, layout)].find(({ node }) => node.id === id);
    if (!placed) return undefined;
    const { x, y, width, height } = placed.box;
    const from = flow.flowToScreenPosition({ x, y });
    const to = flow.flowToScreenPosition({ x: x + width, y: y + height });
    return { left: from.x, top: from.y, width: to.x - from.x, bottom: to.y };
  };
  useKeepPlace(graph, layout);
  return { fit, start, zoomBy, zoomTo, cardOf };
}

function animation(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180;
}

/** After an edit, what stood in the middle of the window still stands there. */
function useKeepPlace(graph: ScopeGraph, layout: ScopeLayout): void {
  const flow = useReactFlow();
  const paneOf = usePane();
  const before = useRef<ReadonlyMap<string, Box> | undefined>(undefined);
  useLayoutEffect(() => {
    const boxes = new Map([...placedStates(graph, layout)].map(({ node, box }) => [node.id, box]));
    const old = before.current;
    before.current = boxes;
    const pane = paneOf();
    if (!old || !pane) return;
    const { x, y, zoom } = flow.getViewport();
    const centre = { x: (pane.width / 2 - x) / zoom, y: (pane.height / 2 - y) / zoom };
    let anchor: { from: Box; to: Box; away: number } | undefined;
    for (const [id, from] of old) {
      const to = boxes.get(id);
      if (!to) continue;
      // What is above the middle stays, so that new states push down what follows them.
      const down = from.y - centre.y;
      const away = Math.abs(from.x + from.width / 2 - centre.x) + (down > 0 ? down * 3 : -down);
      if (!anchor || away < anchor.away) anchor = { from, to, away };
    }
    if (!anchor) return;
    const dx = (anchor.to.x - anchor.from.x) * zoom;
    const dy = (anchor.to.y - anchor.from.y) * zoom;
    if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x - dx, y: y - dy, zoom });
  }, [flow, paneOf, graph, layout]);
}

/** Moves the view to a state that is selected or reached outside of it. */
export function useKeepInView(
  id: string | undefined,
  graph: ScopeGraph,
  layout: ScopeLayout,
): void {
  const flow = useReactFlow();
  const paneOf = usePane();
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (id === undefined) shown.current = undefined;
    // A state that has just been written may not have its place yet.
    if (id === undefined || shown.current === id) return;
    const placed = [...placedStates(graph, layout)].find(({ node }) => node.id === id);
    const pane = paneOf();
    if (!placed || !pane) return;
    const { box, node } = placed;
    // Of a container, which may be larger than the window, the beginning is enough.
    const width = node.scopes.length > 0 ? Math.min(220, box.width) : box.width;
    shown.current = id;
    const { x, y, zoom } = flow.getViewport();
    const left = box.x * zoom + x;
    const top = box.y * zoom + y;
    const isVisible =
      left >= 0 && top >= 0 && left + width * zoom <= pane.width && top + 56 * zoom <= pane.height;
    if (isVisible) return;
    const duration = animation();
    void flow.setCenter(box.x + box.width / 2, box.y + 28, { zoom, duration });
  }, [flow, paneOf, id, graph, layout]);
}

let saving: ReturnType<typeof setTimeout> | undefined;

export function rememberViewport(viewport: { x: number; y: number; zoom: number }): void {
  clearTimeout(saving);
  saving = setTimeout(() => {
    saveView({ viewport });
  }, 200);
}
