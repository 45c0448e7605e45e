import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type HostCase, workspaceFile } from './host-case.ts';

export const languageFeatureCases: readonly HostCase[] = [
  {
    name: 'code lenses run, debug and, where they are asked for, count references, whose command shows them',
    test: async () => {
      const { uri } = await shown('order-fulfilment/order.asl.json');
      const lensesThere = () =>
        vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uri,
          100,
        );
      const isCount = ({ command }: vscode.CodeLens) => /^\d+ reference/.test(command?.title ?? '');
      const lenses = await lensesThere();
      const commands = lenses.flatMap(({ command }) => command?.command ?? []);
      for (const name of ['stepthrough.run', 'stepthrough.debug', 'stepthrough.openDesigner']) {
        assert.ok(commands.includes(name), `a lens for ${name}`);
      }
      assert.ok(!lenses.some(isCount));
      const settings = vscode.workspace.getConfiguration('stepthrough');
      const inUser = vscode.ConfigurationTarget.Global;
      await settings.update('codeLens.references', true, inUser);
      let references: vscode.CodeLens | undefined;
      // The server hears of the setting after the editor has it.
      while (!references) references = (await lensesThere()).find(isCount);
      const { command, arguments: values = [] } = references.command ?? { command: '' };
      await vscode.commands.executeCommand(command, ...(values as unknown[]));
      await settings.update('codeLens.references', undefined, inUser);
    },
  },
  {
    name: 'inlay hints tell the schedule of a retry, and tokens colour expressions',
    test: async () => {
      const { uri, document } = await shown('order-fulfilment/order.asl.json');
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        uri,
        whole,
      );
      const labels = hints.map(({ label }) => label);
      assert.ok(labels.includes('2s, 4s, 8s, 16s'), labels.join('; '));
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
        'vscode.provideDocumentSemanticTokens',
        uri,
      );
      assert.ok(tokens.data.length > 100);
    },
  },
  {
    name: 'a definition of JSON with comments is formatted',
    test: async () => {
      const options = { tabSize: 2, insertSpaces: true };
      const { uri } = await written('flat.asl.json', '{"StartAt":"A", // start\n"States":{}}');
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        uri,
        options,
      );
      assert.ok((edits ?? []).length > 0);
    },
  },
  {
    name: 'the outline shows states with their types',
    test: async () => {
      const { uri } = await shown('order-fulfilment/order.asl.yaml');
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        uri,
      );
      assert.ok(symbols.some(({ name, detail }) => name === 'ReserveStock' && detail === 'Map'));
    },
  },
];

async function shown(path: string) {
  const uri = workspaceFile(path);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return { uri, document };
}

async function written(path: string, text: string) {
  await vscode.workspace.fs.writeFile(workspaceFile(path), Buffer.from(text));
  return shown(path);
}
