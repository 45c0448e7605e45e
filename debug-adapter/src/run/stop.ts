import type { OutstandingTask } from '@stepthrough/simulator';

/** Why the run stands still. */
export type Stop =
  | { readonly kind: 'entry' }
  | { readonly kind: 'step' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'restart' }
  /** A step back or reverse continue has come to where the run begins. */
  | { readonly kind: 'beginning' }
  | { readonly kind: 'halt'; readonly halt: Halt }
  /** Tasks have no answer, and someone has to give it; the last one is in focus. */
  | { readonly kind: 'unanswered'; readonly tasks: readonly OutstandingTask[] }
  /** Nothing can happen any more. */
  | { readonly kind: 'stuck'; readonly message: string }
  | { readonly kind: 'ended' };

/** What a breakpoint asks for. */
export interface Halt {
  readonly reason: 'breakpoint' | 'function breakpoint' | 'data breakpoint' | 'exception';
  readonly description: string;
  readonly text?: string;
  readonly hitBreakpointIds: readonly number[];
}
