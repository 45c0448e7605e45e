/**
 * The tests that run inside the extension host, in VS Code's server and under @vscode/test-electron
 * alike. What comes of each case is written to `host-results.log` in the open folder.
 */
import * as vscode from 'vscode';
import { activationCases } from './activation.ts';
import { debuggingCases } from './debugging.ts';
import { diagnosticsCases } from './diagnostics.ts';
import { editingCases } from './editing.ts';
import { type HostCase, workspaceFile } from './host-case.ts';
import { languageFeatureCases } from './language-features.ts';

const cases: readonly HostCase[] = [
  // Before anything else has woken the extension.
  ...activationCases,
  ...diagnosticsCases,
  ...editingCases,
  ...languageFeatureCases,
  ...debuggingCases,
];

export async function run(): Promise<void> {
  const results = [];
  for (const { name, test } of cases) {
    const started = performance.now();
    const outcome = await test().then(
      (measured) => ({ measured: measured ?? undefined }),
      (error: unknown) => ({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    results.push({ name, milliseconds: Math.round(performance.now() - started), ...outcome });
  }
  await vscode.workspace.fs.writeFile(
    workspaceFile('host-results.log'),
    Buffer.from(JSON.stringify(results, null, 2)),
  );
  const failed = results.filter((result) => 'error' in result).length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} cases failed`);
}
