import { describe, expect, inject, it } from 'vitest';
import { type CaseResult, runInElectron, runInServer } from './host-suite.ts';
import { copySamples, launchBrowser } from './workbench.ts';

const extension = inject('extension');

const browser = await launchBrowser(inject('chromium'));
const inServer = await runInServer(browser, inject('server'), {
  folder: copySamples(inject('workspaces')),
  extension,
});
await browser.close();
report("in the extension host of VS Code's server", inServer.results);
it('leaves no stack trace of ours in the log', () => {
  expect(inServer.errors.filter((line) => line.includes(extension))).toEqual([]);
});

const desktop = process.env['STEPTHROUGH_VSCODE'];
if (desktop !== undefined) {
  const folder = copySamples(inject('workspaces'));
  report('in the extension host of VS Code', await runInElectron(desktop, { folder, extension }));
}

function report(where: string, results: readonly CaseResult[]): void {
  for (const { name, measured } of results) {
    if (measured !== undefined) console.log(`${name}: ${measured}`);
  }
  describe(where, () => {
    it.each(results.map((result) => [result.name, result] as const))('%s', (_name, result) => {
      expect(result.error).toBeUndefined();
    });
  });
}
