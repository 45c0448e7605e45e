import type { ScenarioOutline } from '@stepthrough/protocol';
import type { Uri } from 'vscode';

/** Tells what a scenario file holds; `undefined` when it is not read. */
export type Outlines = (scenario: Uri) => Promise<ScenarioOutline | undefined>;
