/** What the language server answers beyond the Language Server Protocol. */
import { type Check, count, flag, list, optional, record, text } from './check.ts';

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

/** The request for what the catalogue says about the action that a Task's `Resource` names. */
export const integrationMethod = 'stepthrough/integration';

export interface IntegrationParams {
  readonly resource: string;
}

/** An action of a service, in the words of AWS's API models; plain text. */
export interface IntegrationDocs {
  /** Without the head of the ARN, e.g. `sqs:sendMessage`. */
  readonly action: string;
  readonly text: string;
  /** A page of AWS's documentation. */
  readonly url: string;
  /** What the request may have, the required first. */
  readonly parameters: readonly ParameterDocs[];
}

interface ParameterDocs {
  readonly name: string;
  readonly isRequired: boolean;
  readonly text?: string;
}

export const integrationDocs: Check<IntegrationDocs> = record<IntegrationDocs>({
  action: text,
  text,
  url: text,
  parameters: list(record<ParameterDocs>({ name: text, isRequired: flag, text: optional(text) })),
});

/** Checks an answer at the extension's door; `null` for a resource that names no known action. */
export function isIntegrationDocs(value: unknown): value is IntegrationDocs {
  return integrationDocs(value, 'integration') === undefined;
}
