import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ActionsProvider, type Overlay, useMakeActions } from './actions.ts';
import { Banners } from './banners.tsx';
import { Canvas, focusCanvas } from './canvas/canvas.tsx';
import { Empty } from './empty.tsx';
import { listen, savedView, saveView, send } from './host.ts';
import { Inspector } from './inspector/inspector.tsx';
import { LiveProvider, useLiveStore } from './live.ts';
import { emptyModel, reduce } from './model.ts';
import { Overlays } from './overlays/overlays.tsx';
import { RefusalContext } from './refusal.ts';
import { Side } from './side.tsx';
import { useLayout } from './use-layout.ts';

export function App() {
  const [model, dispatch] = useReducer(reduce, emptyModel, (empty) => ({
    ...empty,
    selected: savedView().selected,
  }));
  const [overlay, setOverlay] = useState<Overlay>();
  /** The version of the text on which the overlay was opened, of which its answer speaks. */
  const overlayVersion = useRef(0);
  const [isSideHidden, setSideHidden] = useState(savedView().isSideHidden ?? false);
  const showSide = useCallback((isShown: boolean) => {
    // At once, because the focus may go into it.
    flushSync(() => {
      setSideHidden(!isShown);
    });
    saveView({ isSideHidden: !isShown });
  }, []);
  const inspect = (field: 'name' | 'form'): void => {
    showSide(true);
    focusInspector(field);
  };
  const toggleSide = (): void => {
    showSide(isSideHidden);
    focusCanvas();
  };
  const openOverlay = useCallback((next: Overlay | undefined, version: number) => {
    overlayVersion.current = version;
    setOverlay(next);
  }, []);
  const actions = useMakeActions(model, dispatch, openOverlay);
  const live = useLiveStore(model);
  const { drawn, problem } = useLayout(model.graph);
  useEffect(() => {
    const stop = listen(dispatch);
    send({ type: 'ready' });
    return stop;
  }, []);
  useEffect(() => {
    saveView({ selected: model.selected });
  }, [model.selected]);
  const close = useCallback(() => {
    setOverlay(undefined);
    focusCanvas();
  }, []);
  const isEmpty = model.document !== undefined && (model.graph?.nodes.length ?? 0) === 0;
  const isUnreadable = model.graph === undefined && model.stale !== undefined;
  return (
    <ActionsProvider value={actions}>
      <LiveProvider value={live}>
        <RefusalContext value={model.refused}>
          <div className={model.stale === undefined ? 'designer' : 'designer designer-stale'}>
            <main className="canvas">
              <h1 className="spoken">Designer of {model.name}</h1>
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
                  onInspect={inspect}
                  onToggleSide={toggleSide}
                />
              )}
              {isEmpty && !isUnreadable && <Empty />}
            </main>
            {!isSideHidden && !isEmpty && (
              <Side>
                <Inspector model={model} />
              </Side>
            )}
          </div>
          {overlay && (
            <Overlays
              overlay={overlay}
              model={model}
              actions={actions}
              version={overlayVersion.current}
              onClose={close}
              onRename={() => {
                inspect('name');
              }}
            />
          )}
          <p className="spoken" role="log" aria-live="polite">
            {model.run?.current === undefined ? '' : `The run stands at ${model.run.current}.`}
          </p>
        </RefusalContext>
      </LiveProvider>
    </ActionsProvider>
  );
}

/** Moves the focus into the inspector, which shows the selected state. */
function focusInspector(field: 'name' | 'form'): void {
  const name = document.querySelector<HTMLInputElement>('#inspector-name');
  const first = document.querySelector<HTMLElement>(
    '.inspector-body input, .inspector-body textarea, .inspector-body select',
  );
  const target = field === 'name' ? name : (first ?? name);
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}
