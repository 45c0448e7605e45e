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
