/** What happens to an execution. Every event carries the virtual time at which it happens. */
import type { Json } from '@stepthrough/json';
import type { EffectId, ThreadId } from './thread.ts';

/** `at` is in milliseconds since the epoch. */
export type ExecutionEvent = { readonly at: number } &
  /** Let one runnable thread do one phase (`phase`), or go on until its state is left or it waits (`state`). */
  (
    | {
        readonly type: 'advance';
        readonly thread?: ThreadId;
        readonly granularity: 'phase' | 'state';
      }
    | { readonly type: 'evaluated'; readonly id: EffectId; readonly outcome: Evaluated }
    | { readonly type: 'taskSubmitted'; readonly id: EffectId; readonly output: Json }
    | { readonly type: 'taskStarted'; readonly id: EffectId; readonly workerName?: string }
    | { readonly type: 'taskSucceeded'; readonly id: EffectId; readonly output: Json }
    | {
        readonly type: 'taskFailed';
        readonly id: EffectId;
        readonly error: string | undefined;
        readonly cause: string | undefined;
      }
    | { readonly type: 'taskHeartbeat'; readonly id: EffectId }
    | { readonly type: 'timer'; readonly id: EffectId }
    | { readonly type: 'itemsRead'; readonly id: EffectId; readonly outcome: Outcome }
    | { readonly type: 'childEnded'; readonly id: EffectId; readonly outcome: ChildOutcome }
    | { readonly type: 'resultsWritten'; readonly id: EffectId; readonly outcome: Outcome }
    /** StopExecution. */
    | { readonly type: 'stop'; readonly error?: string; readonly cause?: string }
  );

export type Outcome =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** `location` is the field that failed, as AWS names it: `Output/result`. */
export type Evaluated =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      readonly error: string;
      readonly cause: string;
      readonly location?: string;
    };

/** A child that fails without an error or a cause has none. */
export type ChildOutcome =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly error: string | undefined; readonly cause: string | undefined };
