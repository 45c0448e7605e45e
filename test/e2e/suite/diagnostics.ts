import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type HostCase, until, workspaceFile } from './host-case.ts';

export const diagnosticsCases: readonly HostCase[] = [
  {
    name: 'a broken file gets its problems, and loses them when it is mended',
    test: async () => {
      const uri = workspaceFile('broken.asl.json');
      const text = JSON.stringify({
        StartAt: 'First',
        States: {
          First: { Type: 'Pass', Next: 'Nowhere' },
          Lost: { Type: 'Pass', End: true, Colour: 'red' },
        },
      });
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const changed = vscode.languages.onDidChangeDiagnostics;
      const found = await until('diagnostics of broken.asl.json', changed, () => {
        const problems = vscode.languages.getDiagnostics(uri);
        return problems.length >= 2 ? problems : undefined;
      });
      const places = found.map((problem) => document.getText(problem.range)).sort();
      for (const place of ['"Nowhere"', '"Colour"']) {
        assert.ok(places.includes(place), `a problem at ${place}; there are ${places.join(' ')}`);
      }
      const edit = new vscode.WorkspaceEdit();
      const mended = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), mended);
      await vscode.workspace.applyEdit(edit);
      await until('no diagnostics', changed, () =>
        vscode.languages.getDiagnostics(uri).length === 0 ? true : undefined,
      );
    },
  },
];
