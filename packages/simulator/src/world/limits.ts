/** How much one run may hold, so that a workflow that never ends is told instead of filling the memory. */
export interface Limits {
  /**
   * How many executions are started, children of Map Runs not counted. AWS refuses the one after a
   * million that are open at a time; a simulation also keeps those that have ended.
   */
  readonly executions: number;
  /** How many children Map Runs start. */
  readonly children: number;
  /** How many of these are kept when they have ended; later ones leave no line in the log, either. */
  readonly keptChildren: number;
}

export const defaultLimits: Limits = {
  executions: 25_000,
  children: 10_000_000,
  keptChildren: 100_000,
};
