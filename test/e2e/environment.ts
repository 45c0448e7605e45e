import type { TestProject } from 'vitest/node';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installServer, startServer } from '../../scripts/vscode-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port of the VS Code server that all end-to-end tests share. */
    port: number;
    chromium: string;
    /** A throw-away copy of samples/. */
    workspace: string;
    extension: string;
  }
}

const root = join(import.meta.dirname, '../..');

/** One server for the whole run; every test opens a window of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workspace = mkdtempSync(join(tmpdir(), 'stepthrough-workspace-'));
  cpSync(join(root, 'samples'), workspace, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'stepthrough-server-'));
  const server = await startServer(await installServer(console.log), {
    dataDir,
    extraArguments: ['--enable-smoke-test-driver'],
  });
  project.provide('port', server.port);
  project.provide('chromium', process.env['CHROMIUM'] ?? '/usr/bin/chromium');
  project.provide('workspace', workspace);
  project.provide('extension', join(root, 'extension'));
  return async () => {
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
