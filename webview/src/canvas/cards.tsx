import type { StateNode } from '@stepthrough/asl';
import type { StateStatus } from '@stepthrough/protocol';
import { memo } from 'react';
import { Handle, type NodeProps, Position } from 'reactflow';
import { useActions } from '../actions.ts';
import { Glyph } from '../glyph.tsx';
import { type StateLive, useIsRunning, useLive } from '../live.ts';
import { kindOf } from '../words.ts';
import type { SignFlowNode, StateFlowNode } from './flow.ts';
import { spokenName } from './spoken-name.ts';

/** One state: a card, or a titled frame around the states that it holds. */
export const StateCard = memo(function StateCard({ id, data }: NodeProps<StateFlowNode>) {
  const { node, isContainer } = data;
  const { state } = node;
  const live = useLive(id);
  const isRunning = useIsRunning();
  const actions = useActions();
  return (
    <div
      id={domId(id)}
      className={classesOf(node, isContainer, live, isRunning)}
      data-state={id}
      role="group"
      aria-label={spokenName(node, live)}
    >
      <Handle type="target" position={Position.Top} isConnectableStart={false} />
      <header>
        <button
          type="button"
          className={live.hasBreakpoint ? 'breakpoint breakpoint-set nodrag' : 'breakpoint nodrag'}
          aria-label={`${live.hasBreakpoint ? 'Remove' : 'Set'} breakpoint on ${state.name}`}
          title={`${live.hasBreakpoint ? 'Remove' : 'Set'} breakpoint`}
          aria-pressed={live.hasBreakpoint}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            actions.toggleBreakpoint(id);
          }}
        />
        <Glyph type={state.type} />
        <span className="state-text">
          <span className="state-kind">{kindOf(state)}</span>
          <span className="state-name" title={state.name}>
            {state.name}
          </span>
        </span>
        <Marks node={node} live={live} />
      </header>
      <Handle type="source" position={Position.Bottom} />
    </div>
  );
});

/** The id of a card in the page, for `aria-activedescendant`. */
export function domId(id: string): string {
  return `state-${encodeURIComponent(id)}`;
}

function classesOf(
  { isReachable }: StateNode,
  isContainer: boolean,
  live: StateLive,
  isRunning: boolean,
): string {
  const severity = severityOf(live);
  return [
    'state',
    isContainer && 'state-container',
    live.isSelected && 'state-selected',
    live.run ? `run-${live.run.status}` : isRunning && 'run-waiting',
    live.isCurrent && 'run-current',
    severity && `state-${severity}`,
    !isReachable && 'state-unreachable',
  ]
    .filter(Boolean)
    .join(' ');
}

function severityOf({ problems }: StateLive): 'error' | 'warning' | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
}

const statusIcons: { readonly [S in StateStatus]: { icon: string; words: string } } = {
  running: { icon: 'sync', words: 'running' },
  succeeded: { icon: 'pass-filled', words: 'succeeded' },
  failed: { icon: 'error', words: 'failed' },
  caught: { icon: 'warning', words: 'failed, and the error was caught' },
  cancelled: { icon: 'circle-slash', words: 'cancelled' },
};

/** Small signs at the right: problems, retries, visits and how the run went. */
function Marks({
  node: { state, isReachable },
  live,
}: {
  readonly node: StateNode;
  readonly live: StateLive;
}) {
  const severity = severityOf(live);
  const status = live.run && statusIcons[live.run.status];
  const retries = 'retry' in state ? state.retry.length : 0;
  return (
    <span className="marks">
      {retries > 0 && (
        <span
          className="codicon codicon-refresh mark-quiet"
          title={`${retries} ${retries === 1 ? 'retrier' : 'retriers'}`}
        />
      )}
      {!isReachable && (
        <span
          className="codicon codicon-debug-disconnect mark-quiet"
          title="Nothing leads to this state."
        />
      )}
      {severity && (
        <span
          className={`codicon codicon-${severity} mark-${severity}`}
          title={live.problems.map(({ message }) => message).join('\n')}
        />
      )}
      {live.run && live.run.visits > 1 && (
        <span className="visits" title={`Entered ${live.run.visits} times`}>
          {live.run.visits}×
        </span>
      )}
      {status && (
        <span
          className={`codicon codicon-${status.icon} status`}
          title={`This state has ${status.words}.`
            .replace('has running', 'is running')
            .replace('has cancelled', 'was cancelled')}
        />
      )}
    </span>
  );
}

/** What is no state: the ends of a scope, a name that no state has, the place for a first state. */
export const Sign = memo(function Sign({ data }: NodeProps<SignFlowNode>) {
  const actions = useActions();
  const { kind, name, scope } = data;
  if (kind === 'vacancy') {
    return (
      <button
        type="button"
        className="vacancy nodrag nopan"
        onClick={({ clientX, clientY }) => {
          actions.open({
            kind: 'palette',
            request: { scope, on: undefined, x: clientX, y: clientY },
          });
        }}
      >
        <span className="codicon codicon-add" aria-hidden />
        Add a state
      </button>
    );
  }
  if (kind === 'missing') {
    return (
      <button
        type="button"
        className="sign sign-missing nodrag nopan"
        aria-label={`There is no state ${name}. Add it.`}
        title="Add this state"
        onClick={({ clientX: x, clientY: y }) => {
          actions.open({ kind: 'palette', request: { scope, on: undefined, name, x, y } });
        }}
      >
        <Handle type="target" position={Position.Top} isConnectable={false} />
        <span className="codicon codicon-question" aria-hidden />
        <span className="state-text">
          <span className="state-kind">There is no state</span>
          <span className="state-name">{name}</span>
        </span>
        <span className="codicon codicon-add" aria-hidden />
      </button>
    );
  }
  return (
    <div className={`sign sign-${kind}`} data-end={kind === 'end' ? scope : undefined}>
      <Handle
        type="target"
        position={Position.Top}
        isConnectable={kind === 'end'}
        isConnectableStart={false}
      />
      <span className={`dot dot-${kind}`} aria-hidden />
      {kind === 'start' ? 'Start' : 'End'}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
});
