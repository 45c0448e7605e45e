import type { Json } from '@stepthrough/json';
import type { ServiceLogKind } from '@stepthrough/services';
import type { ThreadId } from '@stepthrough/interpreter';

/** Something that happened, in words and as data. */
export interface LogEntry {
  /** Virtual time in milliseconds since the epoch. */
  readonly at: number;
  readonly kind: LogKind;
  readonly message: string;
  readonly execution?: string;
  readonly thread?: ThreadId;
  readonly state?: string;
  readonly service?: string;
  /** A Task's Resource, the name of a queue, API or function. */
  readonly resource?: string;
  readonly data?: Json;
}

export type LogKind =
  | ServiceLogKind
  | 'executionStarted'
  | 'executionEnded'
  | 'stateEntered'
  | 'stateExited'
  | 'taskRequested'
  | 'taskAnswered'
  | 'taskUnanswered'
  | 'answerUnchecked'
  | 'numberRounded'
  | 'callbackAnswered';
