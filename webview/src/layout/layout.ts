import type { ScopeGraph, StateNode } from '@stepthrough/asl';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { layoutChain } from './chain.ts';
import { readElk, type Route, toElk } from './elk-graph.ts';
import { layoutInRows } from './fallback.ts';
import { type Box, type Point, shift, type Size } from './geometry.ts';
import { routeBuses, splitHubs } from './hubs.ts';
import { type Line, linesOf, nodesOf, type Placed } from './scope-nodes.ts';
import { cardSize, container } from './sizes.ts';

/** A scope laid out; coordinates are relative to its own top left corner. */
export interface ScopeLayout extends Size {
  readonly nodes: readonly Placed[];
  readonly lines: readonly Line[];
  readonly boxes: ReadonlyMap<string, Box>;
  /** By `Line.id`. A line that is not here is drawn without bends. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Layouts of the scopes inside, by state, with the place of each in its state's box. */
  readonly inner: ReadonlyMap<string, readonly Inner[]>;
}

interface Inner {
  readonly layout: ScopeLayout;
  readonly at: Point;
}

/** `undefined` when it takes too long. */
type LayoutEngine = (graph: ElkNode) => Promise<ElkNode | undefined>;

/**
 * Lays out each scope by itself, innermost first: no transition crosses the border of a Map or
 * Parallel. A scope that has not changed is not laid out again.
 */
export class Layouter {
  readonly #engine: LayoutEngine;
  readonly #known = new Map<string, Promise<ElkNode | undefined>>();
  #isSimplified = false;

  constructor(engine: LayoutEngine) {
    this.#engine = engine;
  }

  /** `isSimplified` tells that a scope took too long and stands in plain rows. */
  async layout(
    graph: ScopeGraph,
    signal: AbortSignal,
  ): Promise<{ readonly layout: ScopeLayout; readonly isSimplified: boolean }> {
    this.#isSimplified = false;
    const layout = await this.#scope(graph, signal);
    return { layout, isSimplified: this.#isSimplified };
  }

  async #scope(graph: ScopeGraph, signal: AbortSignal): Promise<ScopeLayout> {
    const inner = new Map<string, readonly Inner[]>();
    const sizes = new Map<string, Size>();
    for (const { id, state, scopes } of graph.nodes) {
      if (scopes.length === 0) continue;
      const layouts: ScopeLayout[] = [];
      for (const scope of scopes) layouts.push(await this.#scope(scope, signal));
      const placed = placeSideBySide(layouts, cardSize(state).width);
      inner.set(id, placed.scopes);
      sizes.set(id, placed);
    }
    const nodes = nodesOf(graph, sizes);
    const lines = linesOf(graph, nodes);
    const chain = layoutChain(nodes, lines);
    if (chain) return { nodes, lines, inner, ...chain };
    const { direct, bused } = splitHubs(nodes, lines);
    const result = await this.#ask(toElk(nodes, direct), signal);
    if (!result) this.#isSimplified = true;
    const { boxes, routes } = result
      ? readElk(result)
      : { boxes: layoutInRows(nodes, lines), routes: new Map<string, Route>() };
    const buses = routeBuses(bused, boxes);
    const bottom = Math.max(0, ...[...boxes.values()].map(({ y, height }) => y + height));
    return {
      nodes,
      lines,
      boxes,
      routes: new Map([...routes, ...buses.routes]),
      inner,
      width: Math.max(result?.width ?? 0, buses.right),
      height: Math.max(result?.height ?? 0, bottom),
    };
  }

  async #ask(request: ElkNode, signal: AbortSignal): Promise<ElkNode | undefined> {
    const key = JSON.stringify(request);
    const known = this.#known.get(key);
    if (known) return known;
    signal.throwIfAborted();
    const asked = this.#engine(request);
    if (this.#known.size > 2000) this.#known.clear();
    this.#known.set(key, asked);
    return asked;
  }
}

function placeSideBySide(
  layouts: readonly ScopeLayout[],
  least: number,
): Size & { scopes: readonly Inner[] } {
  let x = container.padding;
  const scopes = layouts.map((layout) => {
    const at = { x, y: container.header + container.padding };
    x += layout.width + container.gap;
    return { layout, at };
  });
  const tallest = Math.max(...layouts.map(({ height }) => height));
  const width = x - container.gap + container.padding;
  // A frame is at least as wide as a card, so that its title fits.
  const missing = Math.max(0, least - width);
  return {
    scopes: scopes.map(({ layout, at }) => ({ layout, at: shift(at, { x: missing / 2, y: 0 }) })),
    width: width + missing,
    height: container.header + tallest + container.padding * 2,
  };
}

/** The box of each state on the whole canvas. */
export function* placedStates(
  graph: ScopeGraph,
  layout: ScopeLayout,
  origin: Point = { x: 0, y: 0 },
): Generator<{ node: StateNode; box: Box }> {
  for (const node of graph.nodes) {
    const box = layout.boxes.get(node.id);
    if (!box) continue;
    const at = shift(box, origin);
    yield { node, box: at };
    const inner = layout.inner.get(node.id) ?? [];
    for (const [index, scope] of node.scopes.entries()) {
      const part = inner[index];
      if (part) yield* placedStates(scope, part.layout, shift(part.at, at));
    }
  }
}
