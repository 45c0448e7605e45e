/** What the language server answers beyond the Language Server Protocol. */
import { count, list, optional, record, text } from './check.ts';

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
  return outline(value, 'outline') === undefined;
}

const outline = record<ScenarioOutline>({
  starts: list(record<ScenarioOutline['starts'][number]>({ name: text, line: count })),
  definition: optional(text),
});
