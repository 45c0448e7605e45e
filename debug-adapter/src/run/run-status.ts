import type { RunStatus, RunTransition, StateStatus } from '@stepthrough/protocol';
import type { Mark, Position } from './marks.ts';

/** How far the run has come at a mark: what the canvas shows. */
export function runStatusAt(
  marks: readonly Mark[],
  cursor: number,
  program: string,
  present: { readonly now: number; readonly ended: boolean; readonly current: string | undefined },
): RunStatus {
  const tally = new Tally(program);
  for (let index = 0; index <= cursor; index += 1) {
    const mark = marks[index];
    if (mark) tally.add(mark);
  }
  return { program, states: tally.states(), transitions: tally.transitions(), ...present };
}

/** What has become of each state so far. */
class Tally {
  readonly #program: string;
  readonly #states = new Map<string, { status: StateStatus; visits: number }>();
  readonly #transitions = new Map<string, RunTransition>();
  /** The last position of each live thread, by execution and thread. */
  readonly #live = new Map<string, Position>();
  /** The thread that moved last: when a failure ends several, it is the one that failed. */
  #last: Position | undefined;

  constructor(program: string) {
    this.#program = program;
  }

  states(): RunStatus['states'] {
    return [...this.#states].map(([id, { status, visits }]) => ({ id, status, visits }));
  }

  transitions(): readonly RunTransition[] {
    return [...this.#transitions.values()];
  }

  add(mark: Mark): void {
    switch (mark.kind) {
      case 'position':
        if (mark.path === this.#program) this.#arrive(mark);
        return;
      case 'threadEnded':
        this.#end(keyOf(mark.execution, mark.thread));
        return;
      case 'executionEnded':
        for (const [key, position] of this.#live) {
          if (position.execution !== mark.execution) continue;
          if (mark.status === 'SUCCEEDED') {
            if (position.parent === undefined) this.#take(position, undefined);
            this.#leave(key, position, 'succeeded');
          } else this.#leave(key, position, this.#isAroundLast(position) ? 'failed' : 'cancelled');
        }
    }
  }

  #arrive(position: Position): void {
    const key = keyOf(position.execution, position.thread);
    if (position.phase === 'enter') {
      const before = this.#live.get(key);
      if (before) {
        this.#take(before, position.stateId);
        this.#leave(key, before, before.isCaught ? 'caught' : 'succeeded');
      }
      const visits = (this.#states.get(position.stateId)?.visits ?? 0) + 1;
      this.#states.set(position.stateId, { status: 'running', visits });
    }
    this.#live.set(key, position);
    this.#last = position;
  }

  #end(key: string): void {
    const position = this.#live.get(key);
    if (!position) return;
    if (position.phase === 'next') this.#take(position, undefined);
    const failed = position === this.#last ? 'failed' : 'cancelled';
    this.#leave(key, position, position.phase === 'next' ? 'succeeded' : failed);
  }

  /** `undefined` is the end of the scope. */
  #take({ stateId: from, isCaught }: Position, to: string | undefined): void {
    this.#transitions.set(`${from} ${isCaught} ${to ?? ''}`, { from, to, isCaught });
  }

  #leave(key: string, { stateId }: Position, status: StateStatus): void {
    const state = this.#states.get(stateId);
    if (state) state.status = status;
    this.#live.delete(key);
  }

  /** Whether the thread moved last, or is one around it. */
  #isAroundLast({ execution, thread }: Position): boolean {
    for (let at = this.#last; at;) {
      if (at.execution === execution && at.thread === thread) return true;
      at = at.parent === undefined ? undefined : this.#live.get(keyOf(at.execution, at.parent));
    }
    return false;
  }
}

function keyOf(execution: string, thread: string): string {
  return `${execution} ${thread}`;
}
