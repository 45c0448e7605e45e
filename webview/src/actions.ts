/** What the author can do, from canvas, keyboard, menus and inspector alike. */
import {
  type Json,
  type Operation,
  type QueryLanguage,
  queryLanguageOf,
  type ScopeGraph,
  type StateType,
  type Transition,
} from '@stepthrough/asl';
import { createContext, type Dispatch, useContext, useMemo, useRef } from 'react';
import { nextEdit, send } from './host.ts';
import {
  findNode,
  findTransition,
  freeName,
  idOfName,
  type Model,
  type reduce,
  scopesOf,
} from './model.ts';

type Path = readonly (string | number)[];
type Source = Pick<Transition, 'kind' | 'from' | 'index'>;

/** Where a new state is wanted: on a transition of a scope, at a place of the window. */
export interface InsertRequest {
  readonly scope: string;
  readonly on: Source | undefined;
  /** The name that the state is to have; without it, one after its type. */
  readonly name?: string;
  readonly x: number;
  readonly y: number;
}

/** What stands over the canvas. */
export type Overlay =
  | { readonly kind: 'palette'; readonly request: InsertRequest }
  | { readonly kind: 'find' }
  | { readonly kind: 'connect'; readonly scope: string; readonly source: Source }
  | { readonly kind: 'menu'; readonly id: string; readonly x: number; readonly y: number }
  | { readonly kind: 'keys' };

interface NewState {
  readonly name: string;
  readonly type: StateType;
  readonly fields: { readonly [name: string]: Json } | undefined;
}

export type Actions = ReturnType<typeof makeActions>;

const ActionsContext = createContext<Actions | undefined>(undefined);
export const ActionsProvider = ActionsContext.Provider;

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('There is no designer around this part.');
  return actions;
}

export function useMakeActions(
  model: Model,
  dispatch: Dispatch<Parameters<typeof reduce>[1]>,
  open: (overlay: Overlay | undefined, version: number) => void,
): Actions {
  const latest = useRef(model);
  latest.current = model;
  return useMemo(() => makeActions(() => latest.current, dispatch, open), [dispatch, open]);
}

function makeActions(
  model: () => Model,
  dispatch: Dispatch<Parameters<typeof reduce>[1]>,
  open: (overlay: Overlay | undefined, version: number) => void,
) {
  const refuse = (message: string, edit = nextEdit()): void => {
    dispatch({ type: 'refused', message, edit });
  };
  /** The version that the author has looked at, where that is not the latest. */
  let seen: number | undefined;
  const apply = (operation: Operation): boolean => {
    const edit = nextEdit();
    if (model().stale !== undefined) {
      refuse('The text cannot be read right now. Repair it, and the designer edits again.', edit);
      return false;
    }
    send({ type: 'edit', operation, version: seen ?? model().version, edit });
    return true;
  };
  const select = (state: string | undefined): void => {
    dispatch({ type: 'selectState', state });
    if (state !== undefined) send({ type: 'select', state });
  };
  const found = (id: string) => findNode(model().graph, id);
  const expect = (graph: ScopeGraph | undefined, name: string): void => {
    if (graph) dispatch({ type: 'expect', state: idOfName(graph.scope, name) });
  };
  return {
    /** What is chosen in an overlay is meant for the text on which it was opened. */
    open: (overlay: Overlay | undefined): void => {
      open(overlay, seen ?? model().version);
    },
    refuse: (message: string): void => {
      refuse(message);
    },
    /** Does what was wished when the page showed an earlier text, e.g. when a menu was opened. */
    at: (version: number, wish: () => void): void => {
      seen = version;
      try {
        wish();
      } finally {
        seen = undefined;
      }
    },
    /** The version of the text that the page shows. */
    version: (): number => model().version,
    select,
    selectEdge: (edge: string | undefined): void => {
      dispatch({ type: 'selectEdge', edge });
      const from = findTransition(model().graph, edge)?.transition.from;
      if (from !== undefined && from !== '') send({ type: 'select', state: from });
    },
    addState: (request: InsertRequest, { name, type, fields }: NewState): void => {
      const { scope, on } = request;
      const { graph } = model();
      const free = request.name ?? freeName(graph, name);
      const done = apply({
        kind: 'addState',
        scope,
        name: free,
        type,
        ...(fields ? { fields } : {}),
        ...(on ? { on: sourceOf(on) } : {}),
      });
      if (!done) return;
      if (graph)
        expect(
          scopesOf(graph).find(({ id }) => id === scope),
          free,
        );
      else dispatch({ type: 'expect', state: free });
    },
    rename: (id: string, name: string): void => {
      if (apply({ kind: 'renameState', id, name })) expect(found(id)?.graph, name);
    },
    duplicate: (id: string): void => {
      const here = found(id);
      if (!here) return;
      const name = freeName(model().graph, here.node.state.name);
      if (apply({ kind: 'duplicateState', id, name })) expect(here.graph, name);
    },
    remove: (id: string): void => {
      const here = found(id);
      if (!here || !apply({ kind: 'deleteState', id })) return;
      const heir = here.graph.transitions.find(({ from, to }) => from === id && to !== id)?.to;
      const back = here.graph.transitions.find(({ from, to }) => to === id && from !== '')?.from;
      select(heir ?? back);
    },
    reconnect: (scope: string, source: Source, to: string | undefined): void => {
      apply({ kind: 'reconnect', scope, transition: sourceOf(source), to });
    },
    /** One more rule of a Choice, to a state of its scope. */
    addRule: (id: string, next: string): void => {
      const state = found(id)?.node.state;
      if (state?.type !== 'Choice') return;
      const rule = newRule(queryLanguageOf(state), next);
      const { length } = state.choices;
      if (length === 0) apply({ kind: 'setField', id, path: ['Choices'], value: [rule] });
      else apply({ kind: 'setField', id, path: ['Choices', length], value: rule });
    },
    removeTransition: (edge: string): void => {
      const here = findTransition(model().graph, edge);
      if (!here) return;
      const { kind, from, index } = here.transition;
      if (kind === 'start') refuse('A scope needs its start; point it at another state instead.');
      if (kind === 'end') refuse('This state ends its scope; point it at another state instead.');
      if (kind === 'next') {
        apply({
          kind: 'reconnect',
          scope: here.graph.id,
          transition: sourceOf(here.transition),
          to: undefined,
        });
      }
      if (kind === 'default') apply({ kind: 'removeField', id: from, path: ['Default'] });
      if (kind === 'choice') apply({ kind: 'removeField', id: from, path: ['Choices', index] });
      if (kind === 'catch') {
        const others = here.graph.transitions.filter((t) => t.kind === 'catch' && t.from === from);
        apply({
          kind: 'removeField',
          id: from,
          path: others.length > 1 ? ['Catch', index] : ['Catch'],
        });
      }
      dispatch({ type: 'selectEdge', edge: undefined });
    },
    setField: (id: string, path: Path, value: Json): void => {
      apply({ kind: 'setField', id, path, value });
    },
    removeField: (id: string, path: Path): void => {
      apply({ kind: 'removeField', id, path });
    },
    swapItems: (id: string, path: Path, indexes: readonly [number, number]): void => {
      apply({ kind: 'swapItems', id, path, indexes });
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
    hideRun: (): void => {
      dispatch({ type: 'runStatus', status: undefined });
    },
    command: (command: 'undo' | 'redo' | 'save' | 'debug'): void => {
      send({ type: 'command', command });
    },
  };
}

function sourceOf({ kind, from, index }: Source): Source {
  return { kind, from, index };
}

/** A rule to start from; its author says what it asks. */
export function newRule(language: QueryLanguage, next: string): Json {
  return language === 'JSONata'
    ? { Condition: '{% $exists($states.input.value) %}', Next: next }
    : { Variable: '$.value', IsPresent: true, Next: next };
}
