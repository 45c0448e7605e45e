import { Handle, type NodeProps, Position } from 'reactflow';
import { send } from '../host.ts';
import { Glyph } from '../glyph.tsx';
import type { StateFlowNode } from './flow.ts';

/** One state: a card, or a titled frame around the states that it holds. */
export function StateCard({ id, data, selected }: NodeProps<StateFlowNode>) {
  const { state, isContainer, hasBreakpoint, severity, problems, run, isCurrent } = data;
  const classes = [
    'state',
    isContainer && 'state-container',
    selected && 'state-selected',
    run ? `run-${run.status}` : 'run-none',
    isCurrent && 'run-current',
    severity && `state-${severity}`,
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')} data-state={id} title={problems.join('\n')}>
      <Handle type="target" position={Position.Top} isConnectableStart={false} />
      <header>
        <button
          type="button"
          className={hasBreakpoint ? 'breakpoint breakpoint-set nodrag' : 'breakpoint nodrag'}
          aria-label={`${hasBreakpoint ? 'Remove' : 'Set'} breakpoint on ${state.name}`}
          aria-pressed={hasBreakpoint}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            send({ type: 'toggleBreakpoint', state: id });
          }}
        />
        <Glyph type={state.type} />
        <span className="state-text">
          <span className="state-kind">{describe(state)}</span>
          <span className="state-name">{state.name}</span>
        </span>
        {run && run.visits > 1 && <span className="visits">{run.visits}×</span>}
        {severity && (
          <span className={`codicon codicon-${severity}`} aria-label={problems.join('; ')} />
        )}
      </header>
      <Handle type="source" position={Position.Bottom} />
    </div>
  );
}

/** The small line above the name: the type, and for a Task what it calls. */
function describe(state: StateFlowNode['data']['state']): string {
  if (state.type !== 'Task') return state.type ?? 'No type';
  const resource = state.resource?.value ?? '';
  const integration = /:states:::(?:aws-sdk:)?([\w-]+):([\w-]+)/.exec(resource);
  if (integration) return `${integration[1] ?? ''}: ${integration[2] ?? ''}`;
  if (resource.includes(':lambda:')) return 'Lambda';
  return resource.includes(':activity:') ? 'Activity' : 'Task';
}

/** The start or the end of a scope. */
export function Terminal({ data }: NodeProps) {
  const { label } = data as { label: string };
  return (
    <div className={`terminal terminal-${label.toLowerCase()}`}>
      <Handle
        type="target"
        position={Position.Top}
        isConnectable={label === 'End'}
        isConnectableStart={false}
      />
      {label}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
