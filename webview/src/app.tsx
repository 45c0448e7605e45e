import type { StateType } from '@stepthrough/asl';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { Canvas } from './canvas/canvas.tsx';
import { InsertContext, type InsertRequest } from './canvas/insert-context.ts';
import { listen, send } from './host.ts';
import { Inspector } from './inspector/inspector.tsx';
import { emptyModel, findNode, freeName, type Model, reduce, statesOf } from './model.ts';
import { Palette } from './palette.tsx';
import { useLayout } from './use-layout.ts';

export function App() {
  const [model, dispatch] = useReducer(reduce, emptyModel);
  const [insertion, setInsertion] = useState<InsertRequest>();
  const { drawn, problem } = useLayout(model.graph);
  useEffect(() => {
    const stop = listen(dispatch);
    send({ type: 'ready' });
    return stop;
  }, []);
  const select = useCallback((state: string | undefined) => {
    dispatch({ type: 'selectState', state });
    if (state !== undefined) send({ type: 'select', state });
  }, []);
  const found = findNode(model.graph, model.selected);
  const isEmpty = model.graph?.nodes.length === 0;
  return (
    <InsertContext value={setInsertion}>
      <div className="designer">
        <main className="canvas" aria-label="State machine graph">
          <Banners
            model={model}
            problem={problem}
            onDismiss={() => {
              dispatch({ type: 'dismiss' });
            }}
          />
          {drawn && !isEmpty && (
            <Canvas
              graph={drawn.graph}
              layout={drawn.layout}
              model={model}
              onSelect={select}
              onInspect={inspect}
            />
          )}
          {isEmpty && <Empty onAdd={setInsertion} />}
        </main>
        {found && <Inspector node={found.node} graph={found.graph} model={model} />}
      </div>
      {insertion && (
        <Palette
          x={insertion.x}
          y={insertion.y}
          onClose={() => {
            setInsertion(undefined);
          }}
          onChoose={(type) => {
            addState(model, insertion, type);
            setInsertion(undefined);
          }}
        />
      )}
    </InsertContext>
  );
}

interface BannerProps {
  readonly model: Model;
  readonly problem: string | undefined;
  readonly onDismiss: () => void;
}

function Banners({ model, problem, onDismiss }: BannerProps) {
  return (
    <>
      {model.stale !== undefined && (
        <p className="banner banner-stale" role="status">
          The text cannot be read right now; this is its last good picture. {model.stale}
        </p>
      )}
      {problem !== undefined && (
        <p className="banner banner-stale" role="alert">
          {problem}
        </p>
      )}
      {model.refusal !== undefined && (
        <p className="banner banner-refused" role="alert">
          {model.refusal}
          <button
            type="button"
            className="icon codicon codicon-close"
            aria-label="Dismiss"
            onClick={onDismiss}
          />
        </p>
      )}
    </>
  );
}

function Empty({ onAdd }: { readonly onAdd: (request: InsertRequest) => void }) {
  return (
    <div className="empty">
      <p>This state machine has no states yet.</p>
      <button
        type="button"
        onClick={({ clientX, clientY }) => {
          onAdd({ scope: '', transition: undefined, x: clientX, y: clientY });
        }}
      >
        Add the first state
      </button>
    </div>
  );
}

function addState(model: Model, { scope, transition }: InsertRequest, type: StateType): void {
  if (!model.graph) return;
  const all = [model.graph, ...[...statesOf(model.graph)].flatMap(({ node }) => node.scopes)];
  const graph = all.find(({ id }) => id === scope);
  if (!graph) return;
  const on = transition && {
    kind: transition.kind,
    from: transition.from,
    index: transition.index,
  };
  send({
    type: 'edit',
    operation: {
      kind: 'addState',
      scope,
      name: freeName(graph, type),
      type,
      ...(on ? { on } : {}),
    },
  });
}

/** Moves the focus into the inspector. */
function inspect(field: 'name' | 'form'): void {
  const target =
    field === 'name'
      ? document.querySelector<HTMLInputElement>('#inspector-name')
      : document.querySelector<HTMLElement>('.inspector input, .inspector textarea');
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}
