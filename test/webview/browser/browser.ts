import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** The main sample, in JSON and in YAML. */
export const sample = {
  json: readSample('order.asl.json'),
  yaml: readSample('order.asl.yaml'),
} as const;

function readSample(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../samples/order-fulfilment', name), 'utf8');
}

/** One browser for the tests of a file. */
export function sharedBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('The browser has not been started.');
    return browser;
  };
}
