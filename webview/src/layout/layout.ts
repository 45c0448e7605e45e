import type { ScopeGraph, StateNode, Transition } from '@stepthrough/asl';
import type { ElkEdgeSection, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { flowOrder } from './order.ts';
import { container, labelSize, stateSize, terminalSize } from './sizes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A scope laid out; coordinates are relative to its own top left corner. */
export interface ScopeLayout {
  readonly width: number;
  readonly height: number;
  /** By node id: `stateId`, or `start` and `end`. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** By `transitionId`. An edge that is not here is drawn straight. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Layouts of the scopes inside, by state, with the place of each in its state's box. */
  readonly inner: ReadonlyMap<
    string,
    readonly { readonly layout: ScopeLayout; readonly at: Point }[]
  >;
}

export interface Route {
  readonly points: readonly Point[];
  readonly label: Point | undefined;
}

export type LayoutEngine = (graph: ElkNode) => Promise<ElkNode>;

/**
 * Lays out each scope by itself, innermost first: no transition crosses the border of a Map or
 * Parallel. A scope that has not changed is not laid out again.
 */
export class Layouter {
  readonly #engine: LayoutEngine;
  readonly #known = new Map<string, Promise<ElkNode>>();

  constructor(engine: LayoutEngine) {
    this.#engine = engine;
  }

  async layout(graph: ScopeGraph): Promise<ScopeLayout> {
    const inner = new Map<string, readonly { layout: ScopeLayout; at: Point }[]>();
    const sizes = new Map<string, { width: number; height: number }>();
    for (const node of graph.nodes) {
      if (node.scopes.length === 0) {
        sizes.set(node.id, stateSize);
      } else {
        const layouts = await Promise.all(node.scopes.map((scope) => this.layout(scope)));
        const placed = placeSideBySide(layouts);
        inner.set(node.id, placed.scopes);
        sizes.set(node.id, placed);
      }
    }
    const request = elkGraph(graph, sizes);
    const key = JSON.stringify(request);
    const known = this.#known.get(key) ?? this.#engine(request);
    if (this.#known.size > 500) this.#known.clear();
    this.#known.set(key, known);
    return { ...readLayout(graph, await known), inner };
  }
}

/** The name of a transition in its scope, stable while its source is. */
export function transitionId({ kind, from, index }: Transition): string {
  return `${kind === 'end' ? 'next' : kind}:${from}:${index}`;
}

function placeSideBySide(layouts: readonly ScopeLayout[]) {
  let x = container.padding;
  const scopes = layouts.map((layout) => {
    const at = { x, y: container.header + container.padding };
    x += Math.max(layout.width, stateSize.width / 2) + container.gap;
    return { layout, at };
  });
  const tallest = Math.max(...layouts.map(({ height }) => height));
  return {
    scopes,
    width: Math.max(x - container.gap + container.padding, stateSize.width),
    height: container.header + tallest + container.padding * 2,
  };
}

/** More edges than this into one state make ELK slow; the rest are drawn without it. */
const hubSize = 6;

function elkGraph(
  graph: ScopeGraph,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
): ElkNode {
  const children: ElkNode[] = flowOrder(graph).map((id) => ({
    id,
    ...(sizes.get(id) ?? stateSize),
  }));
  const has = (kind: Transition['kind']): boolean => graph.transitions.some((t) => t.kind === kind);
  if (has('start')) children.unshift({ id: 'start', ...terminalSize });
  if (has('end')) children.push({ id: 'end', ...terminalSize });
  const incoming = new Map<string, number>();
  const order = new Map(children.map(({ id }, index) => [id, index]));
  const edges = graph.transitions.flatMap((transition): ElkExtendedEdge[] => {
    const [source, target] = endsOf(transition);
    if (target === undefined || !order.has(source)) return [];
    const count = (incoming.get(target) ?? 0) + 1;
    incoming.set(target, count);
    if (transition.kind === 'catch' && count > hubSize) return [];
    const label = shownLabel(transition);
    return [
      {
        id: transitionId(transition),
        sources: [source],
        targets: [target],
        ...(label === '' ? {} : { labels: [{ text: label, ...labelSize(label) }] }),
      },
    ];
  });
  edges.sort((a, b) => (order.get(a.sources[0] ?? '') ?? 0) - (order.get(b.sources[0] ?? '') ?? 0));
  return { id: 'scope', children, edges };
}

/** The node ids that a transition joins; no target for a name that no state has. */
export function endsOf(transition: Transition): [source: string, target: string | undefined] {
  const source = transition.kind === 'start' ? 'start' : transition.from;
  return [source, transition.kind === 'end' ? 'end' : transition.to];
}

/** Labels that the canvas writes on an edge. */
export function shownLabel({ kind, label }: Transition): string {
  if (kind === 'catch') return `Catch ${label}`.replace('Catch States.ALL', 'Catch all');
  return label;
}

function readLayout(graph: ScopeGraph, result: ElkNode): Omit<ScopeLayout, 'inner'> {
  const boxes = new Map<string, Box>();
  for (const { id, x = 0, y = 0, width = 0, height = 0 } of result.children ?? []) {
    boxes.set(id, { x, y, width, height });
  }
  const routes = new Map<string, Route>();
  for (const { id, sections, labels } of result.edges ?? []) {
    const [section] = sections ?? [];
    const [label] = labels ?? [];
    if (section) routes.set(id, { points: pointsOf(section), label: label && centreOf(label) });
  }
  const width = Math.max(result.width ?? 0, graph.nodes.length === 0 ? stateSize.width : 0);
  return { width, height: result.height ?? 0, boxes, routes };
}

function pointsOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): Point[] {
  return [startPoint, ...bendPoints, endPoint];
}

function centreOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The box of each state on the whole canvas, for keyboard navigation. */
export function* placedStates(
  graph: ScopeGraph,
  layout: ScopeLayout,
  origin: Point,
): Generator<{ node: StateNode; box: Box }> {
  for (const node of graph.nodes) {
    const box = layout.boxes.get(node.id);
    if (!box) continue;
    const at = { ...box, x: origin.x + box.x, y: origin.y + box.y };
    yield { node, box: at };
    const inner = layout.inner.get(node.id) ?? [];
    for (const [index, scope] of node.scopes.entries()) {
      const place = inner[index];
      if (place)
        yield* placedStates(scope, place.layout, { x: at.x + place.at.x, y: at.y + place.at.y });
    }
  }
}
