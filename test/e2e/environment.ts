import type { TestProject } from 'vitest/node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { installServer, startServer } from '../../scripts/vscode-server.mjs';
import { browserArguments } from './workbench.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The VS Code server that all end-to-end tests share. */
    server: { readonly port: number; readonly token: string };
    /** Where the browser that they share is reached. */
    browser: string;
    /** Where tests put their copies of samples/; it goes with the run. */
    workspaces: string;
    extension: string;
  }
}

const root = join(import.meta.dirname, '../..');

/** One server and one browser for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workspaces = mkdtempSync(join(tmpdir(), 'stepthrough-workspaces-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'stepthrough-server-'));
  const server = await startServer(await installServer(console.log), {
    dataDir,
    extraArguments: ['--enable-smoke-test-driver'],
  });
  project.provide('server', { port: server.port, token: server.token });
  const browser = await chromium.launchServer({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: browserArguments,
    host: '127.0.0.1',
  });
  project.provide('browser', browser.wsEndpoint());
  project.provide('workspaces', workspaces);
  project.provide('extension', join(root, 'extension'));
  return async () => {
    await browser.close();
    await server.stop();
    rmSync(workspaces, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
