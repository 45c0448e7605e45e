import type { ServiceCatalog } from '@stepthrough/catalog';
import type { RuleCode } from './codes.ts';
import type { Memory } from './memory.ts';
import type { Severity } from './severity.ts';

export interface AnalysisOptions {
  /** Levels that replace those of the table of codes. */
  readonly severities?: { readonly [C in RuleCode]?: Severity | 'off' };
  /** The type of the state machine; Express machines have restrictions. STANDARD when absent. */
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** Whether the file's name allows comments and commas at the end, which JSON has not: `.jsonc`, `.json5`. */
  readonly isRelaxed?: boolean;
  /** Names that the deployment fills in, where they are known; others are then reported. */
  readonly substitutions?: readonly string[];
  /** What is known of services; without it only the optimized integrations are. */
  readonly services?: ServiceCatalog;
  /** What earlier analyses with the same `services` have found; without it every state is looked at. */
  readonly memory?: Memory;
}
