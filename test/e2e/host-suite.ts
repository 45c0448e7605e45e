import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Workbench } from './workbench.ts';

export interface CaseResult {
  readonly name: string;
  readonly milliseconds: number;
  readonly measured?: string;
  readonly error?: string;
}

/** CommonJS, as VS Code loads it; the folder's package is made of ES modules. */
const bundle = join(import.meta.dirname, 'dist/suite.cjs');

/** Bundles the extension-host tests into the one file that either host loads. */
export async function bundleSuite(): Promise<string> {
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

/** Runs the extension-host tests in a window on VS Code's server. */
export async function runInServer(
  browser: Browser,
  port: number,
  target: { folder: string; extension: string },
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  const ended = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code: number) => {
      resolve(code);
    });
  });
  const errors: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    const [line] = values;
    if (typeof line !== 'string') return;
    if (type === 'error') errors.push(line);
    const report = /host-case (\{.*\})/.exec(line)?.[1];
    if (report !== undefined) results.push(JSON.parse(report) as CaseResult);
  });
  const workbench = new Workbench(page, 'host-suite');
  await workbench.goto(port, { ...target, tests: await bundleSuite() });
  const code = await ended;
  if (code !== 0) await workbench.screenshot('failed');
  await workbench.close();
  if (results.length === 0) {
    throw new Error(
      `The extension-host tests ended with ${code} and no result. VS Code says:\n${errors.join('\n')}`,
    );
  }
  return results;
}
