/** What the author can do to the text. What each wish means for it is said by the operations of `asl`. */
import type { Json, Operation, ScopeGraph, StateType, Transition } from '@stepthrough/asl';
import { findNode, findTransition, freeName, idOfName, type Model, scopesOf } from './model.ts';
import type { Dispatcher, Wishes } from './wishes.ts';

type Path = readonly (string | number)[];
export type Source = Pick<Transition, 'kind' | 'from' | 'index'>;
/** A field of a state that is a list of items. */
export type ItemField = Extract<Operation, { readonly kind: 'removeItem' }>['field'];

/** Where a new state is wanted: on a transition of a scope, at a place of the window. */
export interface InsertRequest {
  readonly scope: string;
  readonly on: Source | undefined;
  /** The name that the state is to have; without it, one after its type. */
  readonly name?: string;
  readonly x: number;
  readonly y: number;
}

/** A state as a palette offers it. */
export interface NewState {
  readonly name: string;
  readonly type: StateType;
  readonly fields: { readonly [name: string]: Json } | undefined;
}

/** Adds, names and takes away states; what comes or stays is selected then. */
export function stateEdits(
  model: () => Model,
  dispatch: Dispatcher,
  wishes: Wishes,
  select: (state: string | undefined) => void,
) {
  const expect = (graph: ScopeGraph | undefined, name: string): void => {
    if (graph) dispatch({ type: 'expect', state: idOfName(graph.scope, name) });
  };
  return {
    addState: ({ scope, on, name: wanted }: InsertRequest, { name, type, fields }: NewState) => {
      const { graph } = model();
      const free = wanted ?? freeName(graph, name);
      const isSent = wishes.apply({
        kind: 'addState',
        scope,
        name: free,
        type,
        ...(fields ? { fields } : {}),
        ...(on ? { on: sourceOf(on) } : {}),
      });
      if (!isSent) return;
      if (!graph) dispatch({ type: 'expect', state: free });
      else
        expect(
          scopesOf(graph).find(({ id }) => id === scope),
          free,
        );
    },
    rename: (id: string, name: string): void => {
      if (wishes.apply({ kind: 'renameState', id, name })) {
        expect(findNode(model().graph, id)?.graph, name);
      }
    },
    duplicate: (id: string): void => {
      const { graph } = model();
      const here = findNode(graph, id);
      if (!here) return;
      const name = freeName(graph, here.node.state.name);
      if (wishes.apply({ kind: 'duplicateState', id, name })) expect(here.graph, name);
    },
    remove: (id: string): void => {
      const here = findNode(model().graph, id);
      if (!here || !wishes.apply({ kind: 'deleteState', id })) return;
      const { transitions } = here.graph;
      const heir = transitions.find(({ from, to }) => from === id && to !== id)?.to;
      const back = transitions.find(({ from, to }) => to === id && from !== '')?.from;
      select(heir ?? back);
    },
  };
}

/** Leads transitions elsewhere, adds them and takes them away. */
export function transitionEdits(model: () => Model, dispatch: Dispatcher, wishes: Wishes) {
  return {
    /** Points a transition at another state of its scope; `undefined` at its end. */
    reconnect: (scope: string, source: Source, to: string | undefined): void => {
      wishes.apply({ kind: 'reconnect', scope, transition: sourceOf(source), to });
    },
    /** Leads a state on to another one, or to the end of its scope. */
    connect: (id: string, to: string | undefined): void => {
      wishes.apply({ kind: 'connect', id, to });
    },
    addRule: (id: string): void => {
      wishes.apply({ kind: 'addRule', id });
    },
    removeTransition: (edge: string): void => {
      const here = findTransition(model().graph, edge);
      if (!here) return;
      const transition = sourceOf(here.transition);
      wishes.apply({ kind: 'removeTransition', scope: here.graph.id, transition });
      dispatch({ type: 'selectEdge', edge: undefined });
    },
  };
}

/** Writes fields, of a state or for the empty id of the machine, and items of lists of a state. */
export function fieldEdits(wishes: Wishes) {
  return {
    setField: (id: string, path: Path, value: Json): void => {
      wishes.apply({ kind: 'setField', id, path, value });
    },
    removeField: (id: string, path: Path): void => {
      wishes.apply({ kind: 'removeField', id, path });
    },
    addItem: (id: string, field: Exclude<ItemField, 'Choices'>): void => {
      wishes.apply({ kind: 'addItem', id, field });
    },
    removeItem: (id: string, field: ItemField, index: number): void => {
      wishes.apply({ kind: 'removeItem', id, field, index });
    },
    swapItems: (id: string, field: ItemField, indexes: readonly [number, number]): void => {
      wishes.apply({ kind: 'swapItems', id, path: [field], indexes });
    },
  };
}

/** Without what a graph knows of a transition besides where it is written. */
function sourceOf({ kind, from, index }: Source): Source {
  return { kind, from, index };
}
