import type { ThreadId } from '@stepthrough/interpreter';
import type { RunStatus, RunTransition, StateRun, StateStatus } from '@stepthrough/protocol';
import type { ThreadKey } from './mark-index.ts';
import type { Mark, Position } from './marks.ts';

/**
 * How far a run has come: what the canvas shows. It counts mark by mark, and keeps what each mark has
 * replaced, so that going to another mark costs as much as there are marks on the way.
 */
export class RunTally {
  readonly #program: string;
  readonly #states = new Map<string, StateRun>();
  readonly #transitions = new Map<string, RunTransition>();
  /** The last position of each live thread, by execution. */
  readonly #live = new Map<string, Map<ThreadId, Position>>();
  /** The thread that moved last: when a failure ends several, it is the one that failed. */
  #last: Position | undefined;
  /** What takes back each change, and how many of them there were before each mark. */
  readonly #undos: (() => void)[] = [];
  readonly #starts: number[] = [];

  /** @param program path of the definition whose states are counted */
  constructor(program: string) {
    this.#program = program;
  }

  /** How many marks are counted. */
  get length(): number {
    return this.#starts.length;
  }

  get states(): RunStatus['states'] {
    return [...this.#states.values()];
  }

  /** The transitions that have been taken, each once. */
  get transitions(): readonly RunTransition[] {
    return [...this.#transitions.values()];
  }

  /** Counts the mark that follows those counted. */
  add(mark: Mark): void {
    this.#starts.push(this.#undos.length);
    switch (mark.kind) {
      case 'position':
        if (mark.path === this.#program) this.#arrive(mark);
        return;
      case 'threadEnded': {
        const position = this.#live.get(mark.execution)?.get(mark.thread);
        if (position) this.#end(position);
        return;
      }
      case 'executionEnded':
        this.#endAll(
          [...(this.#live.get(mark.execution)?.values() ?? [])],
          mark.status === 'SUCCEEDED',
        );
    }
  }

  /** Takes back all but the first marks. */
  backTo(length: number): void {
    for (let start = this.#starts.at(-1); this.length > length; start = this.#starts.at(-1)) {
      this.#starts.pop();
      while (this.#undos.length > (start ?? 0)) this.#undos.pop()?.();
    }
  }

  #arrive(position: Position): void {
    const { execution, thread, phase, stateId: id } = position;
    const before = this.#live.get(execution)?.get(thread);
    const isEntry = phase === 'enter';
    if (isEntry && before) {
      this.#take(before, id);
      this.#leave(before, before.isCaught ? 'caught' : 'succeeded');
    }
    // A redriven execution goes on inside its states.
    if (isEntry || !before) this.#show(id, 'running', Number(isEntry));
    this.#setLive(position, position);
    const last = this.#last;
    this.#undos.push(() => {
      this.#last = last;
    });
    this.#last = position;
  }

  #end(position: Position): void {
    if (position.phase === 'next') {
      this.#take(position, undefined);
      this.#leave(position, 'succeeded');
    } else this.#leave(position, position === this.#last ? 'failed' : 'cancelled');
  }

  #endAll(positions: readonly Position[], hasSucceeded: boolean): void {
    if (hasSucceeded) {
      for (const position of positions) {
        if (position.parent === undefined) this.#take(position, undefined);
        this.#leave(position, 'succeeded');
      }
      return;
    }
    // Of several threads in one state, the one that failed tells what has become of it.
    const failed = new Set(positions.filter((position) => this.#isAroundLast(position)));
    for (const position of positions) {
      if (!failed.has(position)) this.#leave(position, 'cancelled');
    }
    for (const position of failed) this.#leave(position, 'failed');
  }

  /** `undefined` is the end of the scope. */
  #take({ stateId: from, isCaught, way: index }: Position, to: string | undefined): void {
    const key = `${from} ${isCaught} ${index ?? ''} ${to ?? ''}`;
    if (this.#transitions.has(key)) return;
    this.#put(this.#transitions, key, { from, to, isCaught, index });
  }

  #leave(position: Position, status: StateStatus): void {
    this.#show(position.stateId, status, 0);
    this.#setLive(position, undefined);
  }

  #show(id: string, status: StateStatus, entries: number): void {
    const visits = (this.#states.get(id)?.visits ?? 0) + entries;
    this.#put(this.#states, id, { id, status, visits });
  }

  /** Whether the thread moved last, or is one around it. */
  #isAroundLast({ execution, thread }: Position): boolean {
    for (let at = this.#last; at;) {
      if (at.execution === execution && at.thread === thread) return true;
      at = at.parent === undefined ? undefined : this.#live.get(at.execution)?.get(at.parent);
    }
    return false;
  }

  #setLive(key: ThreadKey, position: Position | undefined): void {
    const before = this.#live.get(key.execution)?.get(key.thread);
    this.#replaceLive(key, position);
    this.#undos.push(() => {
      this.#replaceLive(key, before);
    });
  }

  #replaceLive({ execution, thread }: ThreadKey, position: Position | undefined): void {
    const live = this.#live.get(execution) ?? new Map<ThreadId, Position>();
    if (position) this.#live.set(execution, live.set(thread, position));
    else if (live.delete(thread) && live.size === 0) this.#live.delete(execution);
  }

  #put<V>(map: Map<string, V>, key: string, value: V): void {
    const before = map.get(key);
    map.set(key, value);
    this.#undos.push(() => {
      if (before === undefined) map.delete(key);
      else map.set(key, before);
    });
  }
}
