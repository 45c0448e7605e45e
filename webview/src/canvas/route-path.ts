import { distance, type Point, towards } from '../layout/geometry.ts';

const radius = 8;

/** Straight segments with rounded corners, as an SVG path. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M ${first.x} ${first.y}`;
  let before = first;
  for (const [index, corner] of rest.entries()) {
    const next = rest[index + 1];
    if (!next) {
      path += ` L ${corner.x} ${corner.y}`;
      break;
    }
    const enter = towards(corner, before, Math.min(radius, distance(corner, before) / 2));
    const leave = towards(corner, next, Math.min(radius, distance(corner, next) / 2));
    path += ` L ${enter.x} ${enter.y} Q ${corner.x} ${corner.y} ${leave.x} ${leave.y}`;
    before = corner;
  }
  return path;
}

/** The middle of the longest segment, where a button covers no corner. */
export function roomiestPoint(points: readonly Point[]): Point {
  let best = { length: -1, at: points[0] ?? { x: 0, y: 0 } };
  for (const [index, from] of points.entries()) {
    const to = points[index + 1];
    if (!to) break;
    const length = distance(from, to);
    if (length > best.length) best = { length, at: towards(from, to, length / 2) };
  }
  return best.at;
}

/** Close to where the way begins, which it shares with no other. */
export function afterStart(points: readonly Point[]): Point {
  const [first, second] = points;
  if (!first || !second) return { x: 0, y: 0 };
  return towards(first, second, Math.min(15, distance(first, second) / 2));
}

/** Right behind a label on the way, or before the arrow where there is no room. */
export function behindLabel(points: readonly Point[], label: Point): Point {
  for (const [index, from] of points.entries()) {
    const to = points[index + 1];
    if (!to) break;
    const isHere = Math.abs(distance(from, label) + distance(label, to) - distance(from, to)) < 2;
    if (isHere && distance(label, to) > 34) return towards(label, to, 24);
  }
  return beforeEnd(points);
}

function beforeEnd(points: readonly Point[]): Point {
  const [last, previous] = points.toReversed();
  if (!last || !previous) return { x: 0, y: 0 };
  return towards(last, previous, Math.min(26, distance(last, previous) / 2));
}
