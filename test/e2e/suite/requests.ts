/** What the tests outside may ask of the extension host. */
import * as vscode from 'vscode';
import { activation } from './activation.ts';
import { debuggingCases } from './debugging.ts';
import { diagnosticsCases } from './diagnostics.ts';
import { editingCases } from './editing.ts';
import type { CaseResult, HostCase } from './host-case.ts';
import { languageFeatureCases } from './language-features.ts';

const cases: readonly HostCase[] = [
  ...diagnosticsCases,
  ...editingCases,
  ...languageFeatureCases,
  ...debuggingCases,
];

/** By name; each takes one text, and gives JSON. */
export const requests: { readonly [name in RequestName]: (text: string) => Promise<unknown> } = {
  /** To be the first: nothing may have woken the extension. */
  activate: () => perform(activation),
  names: () => Promise.resolve(cases.map(({ name }) => name)),
  run: runCase,
  reset,
};

export type RequestName = 'activate' | 'names' | 'run' | 'reset';

/** Runs all cases, one after the other. */
export async function runAll(): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of [activation, ...cases]) {
    results.push(await perform(one));
    await reset();
  }
  return results;
}

async function runCase(name: string): Promise<CaseResult> {
  const found = cases.find((one) => one.name === name);
  return found ? perform(found) : { name, error: 'There is no such case.' };
}

async function perform({ name, test }: HostCase): Promise<CaseResult> {
  return test().then(
    () => ({ name }),
    (error: unknown) => ({
      name,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
}

/** Makes the window as empty as a new one; files are the caller's. */
async function reset(): Promise<void> {
  await vscode.debug.stopDebugging();
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  for (const command of [
    'workbench.action.closeQuickOpen',
    'workbench.action.closeAllEditors',
    'notifications.clearAll',
    'workbench.action.closePanel',
    'workbench.view.explorer',
  ]) {
    await vscode.commands.executeCommand(command);
  }
}
