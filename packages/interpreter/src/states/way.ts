import type { QueryLanguage } from '@stepthrough/asl';
import type { CatcherCode, RetrierCode, Step } from '../code.ts';
import type { ProgramOptions } from '../layout.ts';

/** What a state's code is made with besides the state. */
export interface Place {
  readonly index: number;
  readonly id: string;
  readonly language: QueryLanguage;
  readonly scope: number;
  readonly counter: number | undefined;
  readonly options: ProgramOptions;
  /** The scopes inside a Parallel or Map state. */
  readonly innerScopes: readonly number[];
}

/** The steps of a state in order; only a state with Retry or Catch has the rest. */
export interface Way {
  readonly steps: readonly Step[];
  readonly retriers?: readonly RetrierCode[];
  readonly catchers?: readonly CatcherCode[];
  readonly retryAt?: number;
}
