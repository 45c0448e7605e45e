/** What the language server answers beyond the Language Server Protocol. */

/** The request for the outline of a scenario file, open or on disk. */
export const scenarioOutlineMethod = 'stepthrough/scenarioOutline';

export interface ScenarioOutlineParams {
  readonly textDocument: { readonly uri: string };
}

/** What a test explorer shows of a scenario file. */
export interface ScenarioOutline {
  readonly starts: readonly {
    readonly name: string;
    /** Zero-based. */
    readonly line: number;
  }[];
  /** The definition that the file names, as it is written: a path from the scenario. */
  readonly definition?: string;
}

/** Checks an answer at the extension's door; `null` for a file that is not there or is not read. */
export function isScenarioOutline(value: unknown): value is ScenarioOutline {
  if (typeof value !== 'object' || value === null) return false;
  const { starts, definition } = value as { readonly [name: string]: unknown };
  return (
    Array.isArray(starts) &&
    starts.every(isStart) &&
    (definition === undefined || typeof definition === 'string')
  );
}

function isStart(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, line } = value as { readonly [name: string]: unknown };
  return typeof name === 'string' && Number.isInteger(line) && Number(line) >= 0;
}
