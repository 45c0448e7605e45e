import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Server, Workbench } from './workbench.ts';

export interface CaseResult {
  readonly name: string;
  readonly milliseconds: number;
  readonly measured?: string;
  readonly error?: string;
}

/** Absolute paths: the folder that is opened, and the extension under test. */
interface Target {
  readonly folder: string;
  readonly extension: string;
}

/** CommonJS, as VS Code loads it; the folder's package is made of ES modules. */
const bundle = join(import.meta.dirname, 'dist/suite.cjs');

/** Bundles the extension-host tests into the one file that either host loads. */
async function bundleSuite(): Promise<string> {
  await build({
    entryPoints: [join(import.meta.dirname, 'suite/index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return bundle;
}

/** Runs the extension-host tests in a window on VS Code's server; `errors` is what its log has of them. */
export async function runInServer(
  browser: Browser,
  server: Server,
  target: Target,
): Promise<{ readonly results: readonly CaseResult[]; readonly errors: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  const ended = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code: number) => {
      resolve(code);
    });
  });
  const errors: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    if (type === 'error') errors.push(values.map(String).join(' '));
  });
  const workbench = new Workbench(page, 'host-suite');
  await workbench.goto(server, { ...target, tests: await bundleSuite() });
  const code = await ended;
  if (code !== 0) await workbench.screenshot('failed');
  await workbench.close();
  return { results: readResults(target, `VS Code says:\n${errors.join('\n')}`), errors };
}

/** Runs the same tests in a desktop VS Code: at a path, or of a version that is downloaded. */
export async function runInElectron(
  vscode: string,
  target: Target,
): Promise<readonly CaseResult[]> {
  const isPath = existsSync(vscode);
  const failure = await runTests({
    extensionDevelopmentPath: target.extension,
    extensionTestsPath: await bundleSuite(),
    launchArgs: [target.folder, '--disable-workspace-trust', '--skip-welcome'],
    ...(isPath ? { vscodeExecutablePath: vscode } : { version: vscode }),
  }).then(
    () => '',
    (error: unknown) => String(error),
  );
  return readResults(target, failure);
}

/** What the suite has written into the folder that it ran in. */
function readResults({ folder }: Target, otherwise: string): readonly CaseResult[] {
  const path = join(folder, 'host-results.log');
  if (!existsSync(path)) throw new Error(`The extension-host tests gave no result. ${otherwise}`);
  return JSON.parse(readFileSync(path, 'utf8')) as readonly CaseResult[];
}
