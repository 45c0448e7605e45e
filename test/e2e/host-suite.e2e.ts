import { describe, expect, inject, it } from 'vitest';
import { runInServer } from './host-suite.ts';
import { launchBrowser } from './workbench.ts';

const browser = await launchBrowser(inject('chromium'));
const results = await runInServer(browser, inject('port'), {
  folder: inject('workspace'),
  extension: inject('extension'),
});
await browser.close();
for (const { name, measured } of results) {
  if (measured !== undefined) console.log(`${name}: ${measured}`);
}

describe('in the extension host', () => {
  it.each(results.map((result) => [result.name, result] as const))('%s', (_name, result) => {
    expect(result.error).toBeUndefined();
  });
});
