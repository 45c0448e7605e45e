import type { Operation } from '@stepthrough/asl';
import type { Dispatch } from 'react';
import { nextEdit, send } from './host.ts';
import type { Model, reduce } from './model.ts';

export type Dispatcher = Dispatch<Parameters<typeof reduce>[1]>;

/** Sends what the author wishes of the text, with the version of it that was looked at. */
export class Wishes {
  readonly #model: () => Model;
  readonly #dispatch: Dispatcher;
  /** The version that the author has looked at, where that is not the latest. */
  #seen: number | undefined;

  constructor(model: () => Model, dispatch: Dispatcher) {
    this.#model = model;
    this.#dispatch = dispatch;
  }

  /** The version of the text that the author looks at. */
  get version(): number {
    return this.#seen ?? this.#model().version;
  }

  /** Does what was wished when the page showed an earlier text, e.g. when a menu was opened. */
  at(version: number, wish: () => void): void {
    this.#seen = version;
    try {
      wish();
    } finally {
      this.#seen = undefined;
    }
  }

  /** Sends an operation; gives whether there is a text that can be read, so that it may be made. */
  apply(operation: Operation): boolean {
    const edit = nextEdit();
    if (this.#model().stale !== undefined) {
      const message = 'The text cannot be read right now. Repair it, and the designer edits again.';
      this.#dispatch({ type: 'refused', message, edit });
      return false;
    }
    send({ type: 'edit', operation, version: this.version, edit });
    return true;
  }

  /** Tells the author why a wish is not even sent. */
  refuse(message: string): void {
    this.#dispatch({ type: 'refused', message, edit: nextEdit() });
  }
}
