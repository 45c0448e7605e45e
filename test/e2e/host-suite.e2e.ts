import { describe, expect, inject, it } from 'vitest';
import { runInElectron } from './host-suite.ts';
import { copySamples } from './samples.ts';
import { emptyWindow, windowOfEachTest } from './window.ts';

const extension = inject('extension');
const names = (await (await emptyWindow()).ask('names')) as readonly string[];

describe("in the extension host of VS Code's server", () => {
  const window = windowOfEachTest('host');

  it('is woken by its own files alone', () => {
    expect(window().activation.error).toBeUndefined();
  });

  it.each(names)('%s', async (name) => {
    expect(await window().ask('run', name)).toEqual({ name });
  });

  it('leaves no stack trace of ours in the log', () => {
    expect(window().errors.filter((line) => line.includes(extension))).toEqual([]);
  });
});

const desktop = process.env['STEPTHROUGH_VSCODE'];
if (desktop !== undefined) {
  const folder = copySamples(inject('workspaces'));
  const results = await runInElectron(desktop, { folder, extension });
  describe('in the extension host of VS Code', () => {
    it.each(results.map((result) => [result.name, result] as const))('%s', (_name, result) => {
      expect(result.error).toBeUndefined();
    });
  });
}
