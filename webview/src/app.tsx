import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ActionsProvider, type Overlay, useMakeActions } from './actions.ts';
import { Banners } from './banners.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { Empty } from './empty.tsx';
import { FocusProvider, FocusTargets } from './focus.ts';
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
  const [focus] = useState(() => new FocusTargets());
  const side = useSide(focus);
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
    focus.to('canvas');
  }, [focus]);
  const isEmpty = model.document !== undefined && (model.graph?.nodes.length ?? 0) === 0;
  const isUnreadable = model.graph === undefined && model.stale !== undefined;
  return (
    <FocusProvider value={focus}>
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
                    onInspect={side.inspect}
                    onToggleSide={side.toggle}
                  />
                )}
                {isEmpty && !isUnreadable && <Empty />}
              </main>
              {side.isShown && !isEmpty && (
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
                  side.inspect('name');
                }}
              />
            )}
            <p className="spoken" role="log" aria-live="polite">
              {model.run?.current === undefined ? '' : `The run stands at ${model.run.current}.`}
            </p>
          </RefusalContext>
        </LiveProvider>
      </ActionsProvider>
    </FocusProvider>
  );
}

/** The panel of the inspector: whether it is shown, and how the keyboard goes into it. */
function useSide(focus: FocusTargets) {
  const [isShown, setShown] = useState(!(savedView().isSideHidden ?? false));
  const show = useCallback((next: boolean) => {
    // At once, because the focus may go into it.
    flushSync(() => {
      setShown(next);
    });
    saveView({ isSideHidden: !next });
  }, []);
  return {
    isShown,
    inspect: (field: 'name' | 'form'): void => {
      show(true);
      // What is selected may have a name and no field.
      if (!focus.to(field)) focus.to('name');
    },
    toggle: (): void => {
      show(!isShown);
      focus.to('canvas');
    },
  };
}
