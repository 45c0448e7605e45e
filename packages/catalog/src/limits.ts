/**
 * AWS's limits on workflows, each with its unit and its source. Sources without another name are the
 * quotas of Step Functions (developer guide, 'Quotas related to state machines' and '… to executions').
 */
export const limits = {
  /** Bytes of UTF-8 of a machine's definition. */
  definitionBytes: 1_048_576,
  /** Bytes of UTF-8 of a payload: the input, output or result of a task, state or execution. */
  payloadBytes: 262_144,
  /** Characters of the error that SendTaskFailure gives (API reference). */
  taskError: 256,
  /** Characters of its cause (API reference). */
  taskCause: 32_768,
  /** Bytes of UTF-8 that one Assign writes (developer guide, 'Passing data with variables'). */
  assignBytes: 262_144,
  /** Bytes of UTF-8 of all variables of an execution (same page). */
  variablesBytes: 10 * 1_048_576,
  /** Characters of a variable's name (same page). */
  variableName: 80,
  /** Characters of a state's name (States Language, 'States'). */
  stateName: 80,
  /** Events in the history of a Standard execution. */
  historyEvents: 25_000,
  /** Seconds of TimeoutSeconds and the like: three years and a bit (API reference). */
  seconds: 99_999_999,
  /** Seconds of a retrier's MaxDelaySeconds (States Language: less than a year of 366 days and a bit). */
  maxDelaySeconds: 31_622_400,
  /** Milliseconds after an execution's end in which it can be redriven: 14 days. */
  redrivableMs: 14 * 24 * 60 * 60 * 1000,
  /** Redrives of one execution. */
  redrives: 1_000,
  /** Events that an execution may have and still be redriven. */
  redrivableEvents: 24_999,
  /** Iterations of an inline Map at the same time (developer guide, 'Inline mode'). */
  inlineConcurrency: 40,
  /** Children of a Map Run at the same time (developer guide, 'Distributed mode'). */
  distributedConcurrency: 10_000,
  /** Bytes of UTF-8 of a batch of items (developer guide, 'ItemBatcher'). */
  batchBytes: 262_144,
  /** Items of a batch, and items that a Map Run reads. */
  mapItems: 100_000_000,
  /** Characters of an intrinsic function's text argument, where it is limited (States Language, appendix B). */
  intrinsicText: 10_000,
  /** Items of States.ArrayRange (States Language, appendix B). */
  intrinsicRange: 1_000,
} as const;

/** The characters of a name: a pair of surrogates is one. */
export function characters(text: string): number {
  return [...text].length;
}
