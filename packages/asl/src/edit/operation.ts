import type { Json, JsonObject } from '@stepthrough/json';
import type { StateType } from '../machine.ts';
import type { TransitionSource } from '../graph.ts';

/**
 * What an author wants of a machine. `id` is a `stateId`, for fields also empty for the machine itself;
 * `scope` is a `ScopeGraph.id`.
 */
export type Operation =
  | AddState
  | { readonly kind: 'deleteState'; readonly id: string }
  /** Puts a copy behind the state. */
  | { readonly kind: 'duplicateState'; readonly id: string; readonly name: string }
  | { readonly kind: 'renameState'; readonly id: string; readonly name: string }
  | Reconnect
  | Connect
  | RemoveTransition
  | AddRule
  /** One more item at the end of a list of the state, with the least that makes it valid. */
  | {
      readonly kind: 'addItem';
      readonly id: string;
      readonly field: 'Retry' | 'Catch' | 'Branches';
    }
  /** Takes an item out of a list of the state; the last retrier or catcher takes the list with it. */
  | {
      readonly kind: 'removeItem';
      readonly id: string;
      readonly field: ItemList;
      /** Counts all items as they are written. */
      readonly index: number;
    }
  | {
      readonly kind: 'setField';
      readonly id: string;
      /** Member names and indexes from the state's object, e.g. `['Retry', 0, 'MaxAttempts']`. */
      readonly path: readonly (string | number)[];
      readonly value: Json;
    }
  | {
      readonly kind: 'removeField';
      readonly id: string;
      readonly path: readonly (string | number)[];
    }
  | {
      readonly kind: 'swapItems';
      readonly id: string;
      readonly path: readonly (string | number)[];
      readonly indexes: readonly [number, number];
    };

export interface AddState {
  readonly kind: 'addState';
  readonly scope: string;
  readonly name: string;
  readonly type: StateType;
  /** Its fields besides Type and where it leads; without them, the least that makes it valid. */
  readonly fields?: JsonObject;
  /** The transition that the state is put on; without it, it is added beside the others. */
  readonly on?: TransitionSource;
}

/** Points a transition at another state of its scope; `undefined` makes it end there. */
export interface Reconnect {
  readonly kind: 'reconnect';
  readonly scope: string;
  readonly transition: TransitionSource;
  readonly to: string | undefined;
}

/**
 * Leads a state on to another of its scope, or with `undefined` to the end: its Next, of a Choice its
 * Default, and of a Choice that has one, a further rule.
 */
interface Connect {
  readonly kind: 'connect';
  readonly id: string;
  readonly to: string | undefined;
}

/**
 * Takes a transition away: a rule, a catcher or Default goes, and where a Next goes, the state ends its
 * scope. Start and end are moved instead, by `reconnect`.
 */
interface RemoveTransition {
  readonly kind: 'removeTransition';
  readonly scope: string;
  readonly transition: TransitionSource;
}

/** One more rule of a Choice; without `to`, it leads where Default does, or to another state. */
interface AddRule {
  readonly kind: 'addRule';
  readonly id: string;
  readonly to?: string;
}

/** A field whose items an author adds, moves and takes away. */
export type ItemList = 'Choices' | 'Retry' | 'Catch' | 'Branches';
