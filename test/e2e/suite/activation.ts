import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HostCase } from './host-case.ts';

export const activationCases: readonly HostCase[] = [
  {
    name: 'the extension is activated',
    test: async () => {
      const extension = vscode.extensions.getExtension('stepthrough.stepthrough');
      assert.ok(extension, 'the extension is installed');
      assert.equal(extension.isActive, false, 'nothing has woken it yet');
      const started = performance.now();
      await extension.activate();
      return `activated in ${Math.round(performance.now() - started)} ms (goal: under 150 ms)`;
    },
  },
];
