import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type HostCase, until, workspaceFile } from './host-case.ts';

export const editingCases: readonly HostCase[] = [
  {
    name: 'completion offers state names and fields, and hover tells what a field is',
    test: async () => {
      const document = await vscode.workspace.openTextDocument(
        workspaceFile('order-fulfilment/order.asl.json'),
      );
      await vscode.window.showTextDocument(document);
      const inNext = after(document, '"Next": "Rem');
      assert.ok((await labels(document, inNext)).includes('ReserveStock'));
      const inState = after(document, '"RememberOrder": {');
      assert.ok((await labels(document, inState)).includes('Comment'));
      const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        after(document, '"ResultSel'),
      );
      const text = hover?.contents
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n');
      assert.match(text ?? '', /result/i);
    },
  },
  {
    name: 'a state is renamed with everything that names it; comments survive; one undo takes it back',
    test: async () => {
      const uri = workspaceFile('order-fulfilment/order.asl.yaml');
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const before = document.getText();
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        uri,
        after(document, 'Next: ReserveSt'),
        'HoldStock',
      );
      await vscode.workspace.applyEdit(edit);
      assert.equal(document.getText(), before.replaceAll(/\bReserveStock\b/g, 'HoldStock'));
      await vscode.commands.executeCommand('undo');
      await until('the text of before', vscode.workspace.onDidChangeTextDocument, () =>
        document.getText() === before ? true : undefined,
      );
    },
  },
];

function after(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${text} is in the document`);
  return document.positionAt(at + text.length);
}

async function labels(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return items.map(({ label }) =>
    (typeof label === 'string' ? label : label.label).replaceAll('"', ''),
  );
}
