/** How a compiled machine is laid out, whatever the code of its states is. */
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Place } from './kept-thread.ts';

export interface Layout<Code> {
  /** Index among `scopes` of what is run: 0 is the machine, others are processors of distributed Maps. */
  readonly root: number;
  readonly scopes: readonly ScopeCode[];
  readonly states: readonly Code[];
  readonly timeoutSeconds: number | undefined;
  readonly options: ProgramOptions;
}

export interface ProgramOptions {
  /** `aws` keeps to the 25,000 events of a standard execution; `none` is for measurements. */
  readonly limits: 'aws' | 'none';
  /** Types of requests, by which AWS refuses a Task before it starts; without it those of the uppermost parameters. */
  readonly catalog?: ServiceCatalog;
  /** Names of the activities that there are; absent where that is not known. */
  readonly activities?: ReadonlySet<string>;
}

interface ScopeCode {
  readonly startAt: string;
  /** Index among the program's states, by name. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** A state of the program, as a workspace has to know it. */
export interface Placed {
  /** Where a thread stands that does each of its steps next. */
  readonly places: readonly Place[];
}
