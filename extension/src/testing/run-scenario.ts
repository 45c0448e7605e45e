import { execFile } from 'node:child_process';
import type { CancellationToken } from 'vscode';
import { readReport, type ScenarioReport } from './report.ts';

/**
 * Runs a scenario file in a process of its own, so that an endless one ends with it. Without `only`,
 * all its starts. `undefined` when the person has cancelled.
 * @throws Error in words when the process gives no report
 */
export function runScenario(
  program: string,
  file: string,
  only: readonly string[],
  token: CancellationToken,
): Promise<ScenarioReport | undefined> {
  const args = ['test', file, '--format', 'json', ...only.flatMap((name) => ['--only', name])];
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (token.isCancellationRequested) {
          resolve(undefined);
          return;
        }
        try {
          resolve(readReport(stdout));
        } catch {
          const why = stderr.trim() || (error?.message ?? 'no reason given');
          reject(new Error(`The scenario could not be run: ${why}`));
        }
      },
    );
    token.onCancellationRequested(() => {
      child.kill();
    });
  });
}
