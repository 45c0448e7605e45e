import type { Transition } from '@stepthrough/asl';
import { useContext } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from 'reactflow';
import type { Point } from '../layout/layout.ts';
import { InsertContext } from './insert-context.ts';
import type { FlowEdge } from './flow.ts';

/** One transition, along ELK's route, with its label and the button that puts a state on it. */
export function TransitionEdge(props: EdgeProps<FlowEdge>) {
  const insert = useContext(InsertContext);
  const { data, markerEnd, id } = props;
  if (!data) return null;
  const [smooth, x, y] = getSmoothStepPath(props);
  const path = data.points ? roundedPath(data.points) : smooth;
  const middle = data.points ? middleOf(data.points) : { x, y };
  const { kind } = data.transition;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        interactionWidth={16}
      />
      <EdgeLabelRenderer>
        {data.label !== '' && (
          <span
            className={`edge-label edge-label-${kind}`}
            style={at(data.labelAt ?? middle)}
            title={data.label}
          >
            {data.label}
          </span>
        )}
        {kind !== 'catch' && (
          <button
            type="button"
            className="insert nodrag nopan"
            style={at(data.label === '' ? middle : beforeEnd(data.points, middle))}
            aria-label={`Add a state ${whereOf(data.transition)}`}
            onClick={(event) => {
              insert({
                scope: data.scope,
                transition: data.transition,
                x: event.clientX,
                y: event.clientY,
              });
            }}
          >
            +
          </button>
        )}
      </EdgeLabelRenderer>
    </>
  );
}

function at({ x, y }: Point) {
  return { transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` };
}

function whereOf({ kind, from, target }: Transition): string {
  if (kind === 'start') return `before ${target ?? 'the end'}`;
  return `between ${from.slice(from.lastIndexOf('/') + 1)} and ${target ?? 'the end'}`;
}

const radius = 8;

/** Straight segments with rounded corners. */
function roundedPath(points: readonly Point[]): string {
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

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return {
    x: from.x + ((to.x - from.x) * length) / whole,
    y: from.y + ((to.y - from.y) * length) / whole,
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point half-way along the route. */
function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, index) => distance(points[index] ?? point, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const from = points[index];
    const to = points[index + 1];
    if (!from || !to) break;
    if (length >= left) return towards(from, to, left);
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

/** A little before the arrow, so that the button does not cover the label. */
function beforeEnd(points: readonly Point[] | undefined, otherwise: Point): Point {
  const [last, previous] = points?.toReversed() ?? [];
  if (!last || !previous) return otherwise;
  return towards(last, previous, Math.min(22, distance(last, previous) / 2));
}
