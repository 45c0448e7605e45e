/** An execution of TestInvokeMethod on its way. */
export interface TestRun {
  /** Each with the time at which it was written. */
  readonly lines: readonly string[];
  /** Of the integration, in milliseconds. */
  readonly latency: number;
  /** Under which X-Ray would know the execution; only a function is told. */
  readonly trace?: string;
}
