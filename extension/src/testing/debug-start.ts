import * as vscode from 'vscode';
import { readScenarioFile } from './scenario-file.ts';
import { mayRun } from '../trust.ts';

/** Debugs the definition that a scenario file is about, from one of its starts or from the one to be chosen. */
export async function debugStart(scenario: vscode.Uri, start: string | undefined): Promise<void> {
  if (!mayRun()) return;
  const program = await definitionOf(scenario);
  if (!program) {
    await vscode.window.showErrorMessage(
      `${vscode.workspace.asRelativePath(scenario)} names no "definition", and none lies beside it.`,
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
async function definitionOf(scenario: vscode.Uri): Promise<vscode.Uri | undefined> {
  const named = (await readScenarioFile(scenario)).field('definition');
  const folder = vscode.Uri.joinPath(scenario, '..');
  if (named?.kind === 'string') return vscode.Uri.joinPath(folder, named.value);
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
