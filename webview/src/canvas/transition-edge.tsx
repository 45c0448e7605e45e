import type { Transition } from '@stepthrough/asl';
import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from 'reactflow';
import { useActions } from '../actions.ts';
import type { Point } from '../layout/geometry.ts';
import { keyOfTransition, useEdgeLive } from '../live.ts';
import type { FlowEdge } from './flow.ts';
import { afterStart, behindLabel, roomiestPoint, roundedPath } from './route-path.ts';

/** One transition along its route, with its label and the button that puts a state on it. */
export const TransitionEdge = memo(function TransitionEdge(props: EdgeProps<FlowEdge>) {
  const { data, id } = props;
  const actions = useActions();
  const transition = data?.transition;
  const live = useEdgeLive(
    id,
    props.source,
    props.target,
    transition ? keyOfTransition(transition) : '',
  );
  if (!data || !transition) return null;
  const [smooth, x, y] = getSmoothStepPath(props);
  const points = data.route?.points;
  const path = points ? roundedPath(points) : smooth;
  const labelAt = data.route?.label;
  const isLabelled = data.label !== '' && (labelAt !== undefined || !points);
  const insertAt = points ? insertPoint(points, labelAt, data.isJoined) : { x, y: y + 24 };
  const classes = [
    'edge',
    `edge-${transition.kind}`,
    live.isSelected && 'edge-selected',
    live.isNear && 'edge-near',
    live.isTaken && 'edge-taken',
    live.isWaiting && 'edge-waiting',
    data.isMissing && 'edge-missing',
  ];
  return (
    <g className={classes.filter(Boolean).join(' ')}>
      <BaseEdge id={id} path={path} markerEnd="url(#arrow)" interactionWidth={18} />
      <EdgeLabelRenderer>
        {isLabelled && (
          <span
            className={`edge-label edge-label-${transition.kind} ${live.isSelected ? 'edge-label-selected' : ''}`}
            style={{ ...at(labelAt ?? { x, y }, data.depth), maxWidth: data.route?.labelWidth }}
            title={data.label}
            onClick={() => {
              actions.selectEdge(id);
            }}
          >
            {data.label}
          </span>
        )}
        {data.takesState && (
          <button
            type="button"
            className="insert nodrag nopan codicon codicon-add"
            style={at(insertAt, data.depth)}
            tabIndex={-1}
            aria-label={`Add a state ${whereOf(transition)}`}
            title={`Add a state ${whereOf(transition)}`}
            onClick={(event) => {
              // The button is inside the edge, whose click selects it.
              event.stopPropagation();
              const request = { scope: data.scope, on: transition };
              const place = { x: event.clientX, y: event.clientY };
              actions.open({ kind: 'palette', request: { ...request, ...place } });
            }}
          />
        )}
      </EdgeLabelRenderer>
    </g>
  );
});

function insertPoint(points: readonly Point[], label: Point | undefined, isJoined: boolean): Point {
  if (label) return behindLabel(points, label);
  return isJoined ? afterStart(points) : roomiestPoint(points);
}

function at({ x, y }: Point, depth: number) {
  return { transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`, zIndex: depth * 2 };
}

function whereOf({ kind, from, target }: Transition): string {
  if (kind === 'start') return `before ${target ?? 'the end'}`;
  return `between ${nameOf(from)} and ${target ?? 'the end'}`;
}

function nameOf(id: string): string {
  return id
    .slice(id.lastIndexOf('/') + 1)
    .replaceAll('%2F', '/')
    .replaceAll('%25', '%');
}
