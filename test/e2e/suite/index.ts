/**
 * The tests of the extension host as a desktop VS Code runs them, all at once. What comes of each case
 * is written to `host-results.log` in the open folder.
 */
import * as vscode from 'vscode';
import { workspaceFile } from './host-case.ts';
import { runAll } from './requests.ts';

export async function run(): Promise<void> {
  const results = await runAll();
  await vscode.workspace.fs.writeFile(
    workspaceFile('host-results.log'),
    Buffer.from(JSON.stringify(results, null, 2)),
  );
  const failed = results.filter((result) => result.error !== undefined).length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} cases failed`);
}
