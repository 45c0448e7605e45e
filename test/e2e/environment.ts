import type { TestProject } from 'vitest/node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installServer, startServer } from '../../scripts/vscode-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The VS Code server that all end-to-end tests share. */
    server: { readonly port: number; readonly token: string };
    chromium: string;
    /** Where tests put their copies of samples/; it goes with the run. */
    workspaces: string;
    extension: string;
  }
}

const root = join(import.meta.dirname, '../..');

/** One server for the whole run; every test opens a window of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workspaces = mkdtempSync(join(tmpdir(), 'stepthrough-workspaces-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'stepthrough-server-'));
  const server = await startServer(await installServer(console.log), {
    dataDir,
    extraArguments: ['--enable-smoke-test-driver'],
  });
  project.provide('server', { port: server.port, token: server.token });
  project.provide('chromium', process.env['CHROMIUM'] ?? '/usr/bin/chromium');
  project.provide('workspaces', workspaces);
  project.provide('extension', join(root, 'extension'));
  return async () => {
    await server.stop();
    rmSync(workspaces, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
