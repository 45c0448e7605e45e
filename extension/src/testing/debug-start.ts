import * as vscode from 'vscode';
import { shown } from '../notification.ts';
import { mayRun } from '../trust.ts';
import type { Outlines } from './outlines.ts';

/** Debugs the definition that a scenario file is about, from one of its starts or from the one to be chosen. */
export async function debugStart(
  outlines: Outlines,
  scenario: vscode.Uri,
  start: string | undefined,
): Promise<void> {
  if (!mayRun()) return;
  const program = await definitionOf(outlines, scenario);
  if (!program) {
    await vscode.window.showErrorMessage(
      shown(
        `${vscode.workspace.asRelativePath(scenario)} names no "definition", and none lies beside it.`,
      ),
    );
    return;
  }
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(scenario), {
    type: 'stepthrough',
    request: 'launch',
    name: start ?? 'Debug scenario',
    program: program.fsPath,
    scenario: scenario.fsPath,
    ...(start !== undefined && { start }),
  });
}

/** What the file names, or the definition of the same name beside it. */
async function definitionOf(
  outlines: Outlines,
  scenario: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const named = (await outlines(scenario))?.definition;
  const folder = vscode.Uri.joinPath(scenario, '..');
  if (named !== undefined) return vscode.Uri.joinPath(folder, named);
  const name = scenario.path.replace(/^.*\//, '').replace(/\.scenario\.\w+$/, '');
  for (const ending of ['.asl.json', '.asl.yaml', '.asl.yml', '.json', '.yaml', '.yml', '.asl']) {
    const candidate = vscode.Uri.joinPath(folder, `${name}${ending}`);
    const exists = await vscode.workspace.fs.stat(candidate).then(
      () => true,
      () => false,
    );
    if (exists) return candidate;
  }
  return undefined;
}
