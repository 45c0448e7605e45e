/** A plain layout in rows by the longest way from the start, for when ELK takes too long. */
import type { Box } from './geometry.ts';
import type { Line, Placed } from './scope-nodes.ts';

const gap = { x: 36, y: 56 };

export function layoutInRows(
  nodes: readonly Placed[],
  lines: readonly Line[],
): ReadonlyMap<string, Box> {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const rows = new Map<string, number>();
  const incoming = new Map<string, string[]>();
  for (const { source, target } of lines) {
    // Edges against the order of the flow close loops.
    if ((order.get(source) ?? 0) >= (order.get(target) ?? 0)) continue;
    incoming.set(target, [...(incoming.get(target) ?? []), source]);
  }
  for (const { id } of nodes) {
    const above = (incoming.get(id) ?? []).map((source) => rows.get(source) ?? 0);
    rows.set(id, above.length === 0 ? 0 : Math.max(...above) + 1);
  }
  return placeRows(nodes, rows);
}

function placeRows(
  nodes: readonly Placed[],
  rows: ReadonlyMap<string, number>,
): ReadonlyMap<string, Box> {
  const byRow: Placed[][] = [];
  for (const node of nodes) (byRow[rows.get(node.id) ?? 0] ??= []).push(node);
  const widthOf = (row: readonly Placed[]): number =>
    row.reduce((sum, { size }) => sum + size.width + gap.x, -gap.x);
  const widest = Math.max(0, ...byRow.map(widthOf));
  const boxes = new Map<string, Box>();
  let y = 0;
  for (const row of byRow) {
    let x = (widest - widthOf(row)) / 2;
    for (const { id, size } of row) {
      boxes.set(id, { x, y, ...size });
      x += size.width + gap.x;
    }
    y += Math.max(0, ...row.map(({ size }) => size.height)) + gap.y;
  }
  return boxes;
}
