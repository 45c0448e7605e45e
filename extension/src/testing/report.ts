/** What `stepthrough test --format json` prints of a scenario file. */
export interface ScenarioReport {
  readonly path: string;
  /** Why the file cannot be run. */
  readonly problems: readonly Failure[];
  readonly cases: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly failures: readonly Failure[];
    readonly durationMs: number;
  }[];
}

/** Something at a place in a file; lines and columns count from 1. */
export interface Failure {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** @throws Error when the text is no report */
export function readReport(text: string): ScenarioReport {
  const [report] = JSON.parse(text) as readonly Partial<ScenarioReport>[];
  if (!Array.isArray(report?.problems) || !Array.isArray(report.cases)) {
    throw new Error('This is no report of a scenario.');
  }
  return report as ScenarioReport;
}
