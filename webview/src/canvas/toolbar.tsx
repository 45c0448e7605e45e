import type { RunStatus } from '@stepthrough/protocol';
import { Panel } from 'reactflow';
import { useActions } from '../actions.ts';
import type { Model } from '../model.ts';
import { insertAfter } from './keys.ts';
import type { View } from './view.ts';

interface Props {
  readonly model: Model;
  readonly view: View;
  readonly onProblem: () => void;
  readonly onToggleSide: () => void;
}

export function Toolbar({ model, view, onProblem, onToggleSide }: Props) {
  const actions = useActions();
  const isStale = model.stale !== undefined;
  const errors = model.problems.filter(({ severity }) => severity === 'error').length;
  const warnings = model.problems.filter(({ severity }) => severity === 'warning').length;
  return (
    <>
      <Panel position="top-left" className="toolbar" role="toolbar" aria-label="Edit">
        <button
          type="button"
          className="toolbar-add"
          disabled={isStale}
          title="Add a state after the selected one (A)"
          onClick={() => {
            insertAfter(model, actions, view);
          }}
        >
          <span className="codicon codicon-add" aria-hidden />
          <span className="toolbar-words">Add state</span>
        </button>
        <Tool
          icon="discard"
          words="Undo"
          onClick={() => {
            actions.command('undo');
          }}
        />
        <Tool
          icon="redo"
          words="Redo"
          onClick={() => {
            actions.command('redo');
          }}
        />
        <Tool
          icon="search"
          words="Find a state (F)"
          onClick={() => {
            actions.open({ kind: 'find' });
          }}
        />
        <Tool
          icon="debug-alt"
          words="Debug (F5)"
          onClick={() => {
            actions.command('debug');
          }}
        />
        {errors + warnings > 0 && (
          <button
            type="button"
            className="toolbar-problems"
            title="Go to the next problem ( ] )"
            onClick={onProblem}
          >
            {errors > 0 && (
              <>
                <span
                  className="codicon codicon-error"
                  aria-label={errors === 1 ? 'error' : 'errors'}
                />
                {errors}
              </>
            )}
            {warnings > 0 && (
              <>
                <span
                  className="codicon codicon-warning"
                  aria-label={warnings === 1 ? 'warning' : 'warnings'}
                />
                {warnings}
              </>
            )}
          </button>
        )}
        {model.run && <RunChip run={model.run} />}
      </Panel>
      <Panel position="top-right" className="toolbar" role="toolbar" aria-label="Panels">
        <Tool icon="layout-sidebar-right" words="Inspector (I)" onClick={onToggleSide} />
      </Panel>
      <Panel position="bottom-left" className="toolbar" role="toolbar" aria-label="View">
        <Tool
          icon="zoom-out"
          words="Zoom out (-)"
          onClick={() => {
            view.zoomBy(0.8);
          }}
        />
        <Tool
          icon="zoom-in"
          words="Zoom in (+)"
          onClick={() => {
            view.zoomBy(1.25);
          }}
        />
        <Tool icon="screen-full" words="Show everything (1)" onClick={view.fit} />
        <Tool
          icon="keyboard"
          words="Keyboard shortcuts (?)"
          onClick={() => {
            actions.open({ kind: 'keys' });
          }}
        />
      </Panel>
    </>
  );
}

/** How the run goes, with the virtual time, until it is taken off the picture. */
function RunChip({ run }: { readonly run: RunStatus }) {
  const actions = useActions();
  const { word, icon } = stageOf(run);
  const time = new Date(run.now).toISOString().slice(11, 19);
  return (
    <span className={`run-chip run-chip-${word.toLowerCase()}`}>
      <span className={`codicon codicon-${icon}`} aria-hidden />
      {word}
      <span className="run-time" title="Virtual time (UTC)">
        {time}
      </span>
      <Tool icon="close" words="Take the run off the picture" onClick={actions.hideRun} />
    </span>
  );
}

function stageOf({ ended, current, states }: RunStatus) {
  if (!ended) {
    return current === undefined
      ? { word: 'Running', icon: 'sync' }
      : { word: 'Paused', icon: 'debug-pause' };
  }
  return states.some(({ status }) => status === 'failed')
    ? { word: 'Failed', icon: 'error' }
    : { word: 'Succeeded', icon: 'pass-filled' };
}

interface ToolProps {
  readonly icon: string;
  readonly words: string;
  readonly onClick: () => void;
}

function Tool({ icon, words, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`icon codicon codicon-${icon}`}
      title={words}
      aria-label={words.replace(/ \(.*\)$/, '')}
      onClick={onClick}
    />
  );
}
