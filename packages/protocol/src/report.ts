/** What `stepthrough test --format json` prints: a list with a report of each scenario file. */
import { type Check, count, flag, list, number, record, text } from './check.ts';

export interface ScenarioReport {
  /** The scenario file, as it was named on the command line. */
  readonly path: string;
  /** Why the file cannot be run. */
  readonly problems: readonly ReportedPlace[];
  readonly cases: readonly ReportedCase[];
}

/** How one start of a scenario went. */
export interface ReportedCase {
  readonly name: string;
  readonly passed: boolean;
  readonly failures: readonly ReportedPlace[];
  /** Real milliseconds. */
  readonly durationMs: number;
  /** Virtual milliseconds. */
  readonly virtualMs: number;
}

/** What is wrong at a place in a file; lines and columns count from 1. */
export interface ReportedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * The reports that a text holds.
 * @throws Error in words when it is no JSON, or holds something else
 */
export function readScenarioReports(json: string): readonly ScenarioReport[] {
  const value: unknown = JSON.parse(json);
  if (isReports(value)) return value;
  throw new Error(`This is no report of a scenario: ${reports(value, 'reports') ?? ''}`);
}

function isReports(value: unknown): value is readonly ScenarioReport[] {
  return reports(value, 'reports') === undefined;
}

const places = list(
  record<ReportedPlace>({ path: text, line: count, column: count, message: text }),
);

const reports: Check<readonly ScenarioReport[]> = list(
  record<ScenarioReport>({
    path: text,
    problems: places,
    cases: list(
      record<ReportedCase>({
        name: text,
        passed: flag,
        failures: places,
        durationMs: number,
        virtualMs: number,
      }),
    ),
  }),
);
