import type { AslDocument } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import type { Scenario } from '@stepthrough/scenario';
import type { Limits } from './world/limits.ts';

export interface SimulationOptions {
  readonly program: ProgramSource;
  /** Further machines that `states:startExecution` can start, by name. */
  readonly machines?: { readonly [name: string]: ProgramSource };
  readonly scenario?: Scenario;
  /** The API models against which answers are checked; those of the program when absent. */
  readonly catalog?: ServiceCatalog;
  /** Name of the scenario's start that begins the run; the first when absent. */
  readonly start?: string;
  /** Starts the main machine directly, instead of a start of the scenario. */
  readonly input?: Json;
  /** What the log says of the input at the beginning. */
  readonly notices?: readonly string[];
  /** A test case of a MockConfigFile. */
  readonly testCase?: string;
  /** Of every random choice and id: the same seed gives the same run. */
  readonly seed?: number;
  /** Virtual time of the beginning, in milliseconds since the epoch. */
  readonly clockStart?: number;
  /** How much the run may hold; as `defaultLimits` when absent. */
  readonly limits?: Partial<Limits>;
  /** Keep every world (default), or only the present one: for long runs that nobody steps back. */
  readonly keepTimeline?: boolean;
}

export interface ProgramSource {
  /** Path of the definition's file, as messages show it. */
  readonly path: string;
  readonly document: AslDocument;
  /** The machine's name; otherwise the file's name up to its first dot. */
  readonly name?: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
}
