import { spawnOwned } from '@stepthrough/hosting';
import { readScenarioReports, type ScenarioReport } from '@stepthrough/protocol';
import type { CancellationToken } from 'vscode';

/** Bytes of a report. */
const maximumReport = 2 ** 26;

/**
 * Runs a scenario file in a process of its own, so that an endless one ends with it; and both end with the
 * extension host. Without `only`, all its starts. `undefined` when the person has cancelled.
 * @throws Error in words when the process gives no report
 */
export function runScenario(
  program: string,
  file: string,
  only: readonly string[],
  token: CancellationToken,
): Promise<ScenarioReport | undefined> {
  const args = ['test', file, '--format', 'json', ...only.flatMap((name) => ['--only', name])];
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let size = 0;
  return new Promise((resolve, reject) => {
    const child = spawnOwned([process.execPath, program, ...args], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      output: (stream, chunk) => {
        size += chunk.length;
        if (size > maximumReport) child.kill();
        else written[stream].push(chunk);
      },
      ended: (end) => {
        if (token.isCancellationRequested) {
          resolve(undefined);
          return;
        }
        try {
          const [report] = readScenarioReports(Buffer.concat(written.stdout).toString());
          if (!report) throw new Error('The report is empty.');
          resolve(report);
        } catch {
          const said = Buffer.concat(written.stderr).toString().trim();
          const how = end.kind === 'exit' ? `it ended with ${end.code}` : 'it was killed';
          const why =
            size > maximumReport ? `its report has more than ${maximumReport} bytes` : said || how;
          reject(new Error(`The scenario could not be run: ${why}`));
        }
      },
    });
    token.onCancellationRequested(() => {
      child.kill();
    });
  });
}
