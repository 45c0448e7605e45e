import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { installServer, startServer } from '../../scripts/vscode-server.mjs';
import { connectBrowser, Workbench } from './workbench.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepthrough-package-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('the packaged extension, installed, checks and draws the sample', async () => {
  const vsix = join(folder, 'stepthrough.vsix');
  node(root, ['scripts/package.mjs', vsix]);
  const dataDir = join(folder, 'data');
  const program = await installServer(console.log);
  node(program, [
    'out/server-main.js',
    ...['--install-extension', vsix],
    ...['--server-data-dir', dataDir, '--extensions-dir', join(dataDir, 'extensions')],
    '--accept-server-license-terms',
  ]);
  const workspace = join(folder, 'workspace');
  cpSync(join(root, 'samples'), workspace, { recursive: true });
  const server = await startServer(program, { dataDir });
  const workbench = await Workbench.inNewContext(await connectBrowser(inject('browser')));
  try {
    await workbench.goto(server, { folder: workspace });
    await workbench.openFile('order.asl.json');
    await workbench.page.getByText('Amazon States Language', { exact: true }).waitFor();
    await workbench.runCommand('Stepthrough: Open Designer to the Side');
    await workbench.webview().locator('[data-state="ValidateOrder"]').waitFor();
    await workbench.screenshot('package-installed');
  } catch (error) {
    await workbench.screenshot('package-failed');
    throw error;
  } finally {
    await workbench.close();
    await server.stop();
  }
});

function node(cwd: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  expect(status, `${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
}
