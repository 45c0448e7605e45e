import type { DebugRequests, InlineValues } from '@stepthrough/protocol';
import * as vscode from 'vscode';

/** Shows at the end of each field's line what the field has given in the selected stack frame. */
export const inlineValues: vscode.InlineValuesProvider = {
  async provideInlineValues(document, _viewport, { frameId }) {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== 'stepthrough') return [];
    const request: DebugRequests['stepthrough.inlineValues'] = { frameId };
    const { path, values } = (await session.customRequest(
      'stepthrough.inlineValues',
      request,
    )) as InlineValues;
    if (vscode.Uri.file(path).toString() !== document.uri.toString()) return [];
    return values
      .filter(({ line }) => line < document.lineCount)
      .map(({ line, text }) => new vscode.InlineValueText(document.lineAt(line).range, text));
  },
};
