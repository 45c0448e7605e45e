/** What the author can do, from canvas, keyboard, menus and inspector alike. */
import { createContext, useContext, useMemo, useRef } from 'react';
import { fieldEdits, type InsertRequest, stateEdits, transitionEdits } from './editing.ts';
import { send } from './host.ts';
import { findTransition, type Model } from './model.ts';
import { type Dispatcher, Wishes } from './wishes.ts';

/** What stands over the canvas. */
export type Overlay =
  | { readonly kind: 'palette'; readonly request: InsertRequest }
  | { readonly kind: 'find' }
  /** Where the state of this id is to lead. */
  | { readonly kind: 'connect'; readonly id: string }
  | { readonly kind: 'menu'; readonly id: string; readonly x: number; readonly y: number }
  | { readonly kind: 'keys' };

type Open = (overlay: Overlay | undefined, version: number) => void;

export type Actions = ReturnType<typeof makeActions>;

const ActionsContext = createContext<Actions | undefined>(undefined);
export const ActionsProvider = ActionsContext.Provider;

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('There is no designer around this part.');
  return actions;
}

export function useMakeActions(model: Model, dispatch: Dispatcher, open: Open): Actions {
  const latest = useRef(model);
  latest.current = model;
  return useMemo(() => makeActions(() => latest.current, dispatch, open), [dispatch, open]);
}

/** All actions, on the model as it is when one of them is taken. */
export function makeActions(model: () => Model, dispatch: Dispatcher, open: Open) {
  const wishes = new Wishes(model, dispatch);
  const selecting = selections(model, dispatch);
  return {
    ...selecting,
    ...stateEdits(model, dispatch, wishes, selecting.select),
    ...transitionEdits(model, dispatch, wishes),
    ...fieldEdits(wishes),
    ...requests,
    /** What is chosen in an overlay is meant for the text on which it was opened. */
    open: (overlay: Overlay | undefined): void => {
      open(overlay, wishes.version);
    },
    refuse: (message: string): void => {
      wishes.refuse(message);
    },
    /** Does what was wished when the page showed an earlier text. */
    at: (version: number, wish: () => void): void => {
      wishes.at(version, wish);
    },
    /** The version of the text that the page shows. */
    version: (): number => model().version,
    hideRun: (): void => {
      dispatch({ type: 'runStatus', status: undefined });
    },
  };
}

function selections(model: () => Model, dispatch: Dispatcher) {
  return {
    select: (state: string | undefined): void => {
      dispatch({ type: 'selectState', state });
      if (state !== undefined) send({ type: 'select', state });
    },
    selectEdge: (edge: string | undefined): void => {
      dispatch({ type: 'selectEdge', edge });
      const from = findTransition(model().graph, edge)?.transition.from;
      if (from !== undefined && from !== '') send({ type: 'select', state: from });
    },
  };
}

/** What VS Code does for the page. */
const requests = {
  describe: (resource: string): void => {
    send({ type: 'describe', resource });
  },
  toggleBreakpoint: (state: string): void => {
    send({ type: 'toggleBreakpoint', state });
  },
  reveal: (state: string): void => {
    send({ type: 'reveal', state });
  },
  revealText: (offset: number): void => {
    send({ type: 'revealText', offset });
  },
  command: (command: 'undo' | 'redo' | 'save' | 'debug'): void => {
    send({ type: 'command', command });
  },
};
