/**
 * Many edges into one state, such as a handler that every Task's Catch names, cost ELK minutes and
 * draw a fan that nobody can follow. They are kept from it and share one lane at the right instead.
 */
import type { Route } from './elk-graph.ts';
import type { Box } from './geometry.ts';
import type { Line, Placed } from './scope-nodes.ts';
import { errorPort, labelSize, lanes } from './sizes.ts';

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

/**
 * Out at the bottom, right below the row to a lane that all edges into the same state share, and in
 * from above. ELK keeps its own edges farther from the rows than these are.
 */
export function routeBuses(
  bused: readonly Line[],
  boxes: ReadonlyMap<string, Box>,
): { readonly routes: ReadonlyMap<string, Route>; readonly right: number } {
  const all = [...boxes.values()];
  const free = bused.map(({ source, label }) => {
    const from = boxes.get(source);
    return from ? labelEnd(from, label) : 0;
  });
  const edge = Math.max(0, ...all.map(({ x, width }) => x + width), ...free);
  const targets = [...new Set(bused.map(({ target }) => target))];
  const routes = new Map<string, Route>();
  for (const { id, source, target, label } of bused) {
    const from = boxes.get(source);
    const to = boxes.get(target);
    if (!from || !to) continue;
    const lane = edge + lanes.first + targets.indexOf(target) * lanes.gap;
    const below = bottomOf(rowOf(from, all)) + lanes.besideRow;
    const above = topOf(rowOf(to, all)) - lanes.besideRow;
    const out = { x: from.x + from.width - errorPort, y: from.y + from.height };
    const into = { x: to.x + to.width / 2, y: to.y };
    const width = labelWidth(label);
    routes.set(id, {
      points: [
        out,
        { x: out.x, y: below },
        { x: lane, y: below },
        { x: lane, y: above },
        { x: into.x, y: above },
        into,
      ],
      label: label === '' ? undefined : { x: labelEnd(from, label) - width / 2, y: below },
      labelWidth: width,
    });
  }
  const { length } = targets;
  return { routes, right: length === 0 ? edge : edge + lanes.first + length * lanes.gap };
}

function labelWidth(label: string): number {
  return label === '' ? 0 : Math.min(labelSize(label).width, lanes.label);
}

function labelEnd({ x, width }: Box, label: string): number {
  return x + width - errorPort + 10 + labelWidth(label);
}

/** What stands beside a box, itself included. */
function rowOf(box: Box, all: readonly Box[]): readonly Box[] {
  return all.filter(({ y, height }) => y < box.y + box.height && box.y < y + height);
}

function bottomOf(row: readonly Box[]): number {
  return Math.max(...row.map(({ y, height }) => y + height));
}

function topOf(row: readonly Box[]): number {
  return Math.min(...row.map(({ y }) => y));
}
