import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult } from './suite/host-case.ts';

const folderOfBundles = join(import.meta.dirname, 'dist');

/** Bundles what runs in the extension host into one file: CommonJS, as VS Code loads it. */
export async function bundleSuite(entry: 'bridge' | 'index'): Promise<string> {
  const outfile = join(folderOfBundles, `${entry}.cjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `suite/${entry}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Runs the tests of the extension host in a desktop VS Code: at a path, or of a version that is downloaded. */
export async function runInElectron(
  vscode: string,
  { folder, extension }: { readonly folder: string; readonly extension: string },
): Promise<readonly CaseResult[]> {
  const isPath = existsSync(vscode);
  const failure = await runTests({
    extensionDevelopmentPath: extension,
    extensionTestsPath: await bundleSuite('index'),
    launchArgs: [folder, '--disable-workspace-trust', '--skip-welcome'],
    ...(isPath ? { vscodeExecutablePath: vscode } : { version: vscode }),
  }).then(
    () => '',
    (error: unknown) => String(error),
  );
  const path = join(folder, 'host-results.log');
  if (!existsSync(path)) throw new Error(`The extension-host tests gave no result. ${failure}`);
  return JSON.parse(readFileSync(path, 'utf8')) as readonly CaseResult[];
}
