/**
 * Many edges into one state, such as a handler that every Task's Catch names, cost ELK minutes and
 * draw a fan that nobody can follow. They are kept from it and share one lane at the right instead.
 */
import type { Box, Point } from './geometry.ts';
import type { Line, Placed } from './scope-nodes.ts';
import { cardHeight, labelSize, lane } from './sizes.ts';

/** So many edges into one state are laid out as edges; of a fan of catchers, fewer. */
const limits = { catch: 4, other: 12 };

export function splitHubs(
  nodes: readonly Placed[],
  lines: readonly Line[],
): { readonly direct: readonly Line[]; readonly bused: readonly Line[] } {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const fans = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.transition.kind === 'catch' ? 'catch' : 'other'} ${line.target}`;
    fans.set(key, [...(fans.get(key) ?? []), line]);
  }
  const bused = new Set<Line>();
  for (const [key, fan] of fans) {
    const isCatch = key.startsWith('catch ');
    if (fan.length <= (isCatch ? limits.catch : limits.other)) continue;
    // The last edge stays, so that the hub has its place below what leads to it.
    const last = fan.reduce((best, line) =>
      (order.get(line.source) ?? 0) > (order.get(best.source) ?? 0) ? line : best,
    );
    const left = isCatch ? [last] : fan.slice(-limits.other);
    for (const line of fan) if (!left.includes(line)) bused.add(line);
  }
  return {
    direct: lines.filter((line) => !bused.has(line)),
    bused: lines.filter((line) => bused.has(line)),
  };
}

interface BusRoute {
  readonly points: readonly Point[];
  readonly label: Point | undefined;
}

/** Out at the right, down or up a lane that all edges into the same state share, and in at the right. */
export function routeBuses(
  bused: readonly Line[],
  boxes: ReadonlyMap<string, Box>,
): { readonly routes: ReadonlyMap<string, BusRoute>; readonly right: number } {
  const edge = Math.max(0, ...[...boxes.values()].map(({ x, width }) => x + width));
  const targets = [...new Set(bused.map(({ target }) => target))];
  const routes = new Map<string, BusRoute>();
  for (const { id, source, target, label } of bused) {
    const from = boxes.get(source);
    const to = boxes.get(target);
    if (!from || !to) continue;
    const x = edge + lane.first + targets.indexOf(target) * lane.gap;
    const out = { x: from.x + from.width, y: from.y + Math.min(from.height, cardHeight) / 2 };
    const into = { x: to.x + to.width, y: to.y + Math.min(to.height, cardHeight) / 2 };
    const width = label === '' ? 0 : labelSize(label).width;
    routes.set(id, {
      points: [out, { x, y: out.y }, { x, y: into.y }, into],
      // Only where the way to the lane has room for it.
      label: x - out.x > width + 12 ? { x: out.x + 8 + width / 2, y: out.y } : undefined,
    });
  }
  const lanes = targets.length;
  return { routes, right: lanes === 0 ? edge : edge + lane.first + lanes * lane.gap };
}
