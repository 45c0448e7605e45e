import type { ThreadKey } from './run/mark-index.ts';

/** Numbers for threads, as the protocol wants them; a thread keeps its number for the session. */
export class ThreadIds {
  readonly #ids = new Map<string, number>();
  readonly #keys: ThreadKey[] = [];

  idOf({ execution, thread }: ThreadKey): number {
    const name = `${execution} ${thread}`;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#keys.push({ execution, thread });
    this.#ids.set(name, id);
    return id;
  }

  keyOf(id: number): ThreadKey | undefined {
    return this.#keys[id - 1];
  }
}
