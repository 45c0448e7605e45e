import type { ThreadId } from '@stepthrough/interpreter';
import type { Mark } from './marks.ts';

/** A thread of an execution; the same thread id is found in many executions. */
export interface ThreadKey {
  readonly execution: string;
  readonly thread: ThreadId;
}

/** Where in a list of marks each thread has been, so that no search visits the marks of others. */
export class MarkIndex {
  /** For each mark the last position up to it; -1 when there is none. */
  readonly #lastPositions: number[] = [];
  readonly #byExecution = new Map<string, Map<ThreadId, number[]>>();

  get length(): number {
    return this.#lastPositions.length;
  }

  /** Takes up the mark that follows those known. */
  add(mark: Mark): void {
    const index = this.#lastPositions.length;
    const last = mark.kind === 'position' ? index : (this.#lastPositions[index - 1] ?? -1);
    this.#lastPositions.push(last);
    if (mark.kind !== 'executionEnded') this.#marksOf(mark).push(index);
  }

  /** Forgets the last mark. */
  drop(mark: Mark): void {
    this.#lastPositions.pop();
    if (mark.kind !== 'executionEnded') this.#marksOf(mark).pop();
  }

  /** The last position at or before a mark. */
  lastPosition(upTo: number): number | undefined {
    const last = this.#lastPositions[upTo] ?? -1;
    return last < 0 ? undefined : last;
  }

  /** The marks of a thread at or before a mark: its positions and ends, the last one first. */
  *ofThread({ execution, thread }: ThreadKey, upTo: number): Generator<number> {
    const marks = this.#byExecution.get(execution)?.get(thread);
    if (!marks) return;
    for (let at = countUpTo(marks, upTo) - 1; at >= 0; at -= 1) yield marks[at] ?? 0;
  }

  #marksOf({ execution, thread }: ThreadKey): number[] {
    const threads = this.#byExecution.get(execution) ?? new Map<ThreadId, number[]>();
    const marks = threads.get(thread) ?? [];
    if (marks.length === 0) this.#byExecution.set(execution, threads.set(thread, marks));
    return marks;
  }
}

/** How many numbers of an ascending list are at most `limit`. */
export function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
