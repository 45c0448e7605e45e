import type { Json, QueryLanguage } from '@stepthrough/asl';

/** A row of the Variables view: a value, and the expression that gives it, if there is one. */
export interface Row {
  readonly name: string;
  readonly value: Json;
  readonly expression?: string | undefined;
  /** What the row shows instead of a preview of the value. */
  readonly text?: string;
}

export type Assign = (name: string, value: Json) => void;

/** Something that can be opened: a list of rows, made when it is asked for. */
export interface Handle {
  readonly rows: () => readonly Row[];
  readonly language: QueryLanguage;
  readonly isList: boolean;
  /** Gives a row another value; absent where that would mean nothing to the run. */
  readonly assign?: Assign | undefined;
  /** Its rows are workflow variables, whose changes can be watched. */
  readonly holdsVariables?: boolean;
}

/** References that a client holds while the run stands still. */
export class Handles<T> {
  #next: number;
  readonly #first: number;
  #items = new Map<number, T>();

  /** References are counted from `first`, so that those of two tables are never the same. */
  constructor(first = 1) {
    this.#first = first;
    this.#next = first;
  }

  add(item: T): number {
    const reference = this.#next;
    this.#next += 1;
    this.#items.set(reference, item);
    return reference;
  }

  get(reference: number): T | undefined {
    return this.#items.get(reference);
  }

  /** Called when the run goes on; numbers are not used again, so an old one is known to be old. */
  clear(): void {
    this.#items = new Map();
    if (this.#next > 2 ** 30) this.#next = this.#first;
  }
}
