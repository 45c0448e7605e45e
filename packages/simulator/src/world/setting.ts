/** What does not change during a run: machines, scenario, seed, identity. */
import type { AslDocument } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Program } from '@stepthrough/interpreter';
import type { Limits } from './limits.ts';
import type { StateMachine, Surroundings } from '@stepthrough/services';

export interface Setting extends Surroundings {
  /** By name; the first is the one that starts of the scenario start when they name none. */
  readonly machines: ReadonlyMap<string, Machine>;
  readonly main: Machine;
  /** The API models, against which the scenario's answers are checked. */
  readonly catalog: ServiceCatalog;
  readonly limits: Limits;
  /** What the log says at the beginning. */
  readonly notices: readonly string[];
}

export interface Machine extends StateMachine {
  /** Path of the definition's file. */
  readonly path: string;
  readonly document: AslDocument;
  readonly program: Program;
  /** What the child executions of a distributed Map state run, by its name. */
  readonly processor: (state: string) => Program;
}
