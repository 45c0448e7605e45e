import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HostCase } from './host-case.ts';

export const activation: HostCase = {
  name: 'nothing wakes the extension but what needs it',
  test: async () => {
    const extension = vscode.extensions.getExtension('stepthrough.stepthrough');
    assert.ok(extension, 'the extension is installed');
    assert.equal(extension.isActive, false, 'nothing has woken it yet');
    await extension.activate();
    assert.equal(extension.isActive, true);
  },
};
