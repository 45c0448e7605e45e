import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** State machines, and the templates in which definitions may be embedded. */
const documentSelector = [
  { language: 'asl' },
  { language: 'asl-yaml' },
  { language: 'json' },
  { language: 'jsonc' },
  { language: 'yaml' },
  { language: 'cloudformation' },
];

export function startLanguageClient(context: vscode.ExtensionContext): void {
  const module = context.asAbsolutePath('dist/language-server.js');
  const client = new LanguageClient(
    'stepthrough',
    'Stepthrough',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy'] } },
    },
    {
      documentSelector,
      initializationOptions: settings(),
      synchronize: { configurationSection: 'stepthrough' },
    },
  );
  context.subscriptions.push(client);
  client.start().catch((error: unknown) => {
    void vscode.window.showErrorMessage(`The language server did not start: ${String(error)}`);
  });
}

function settings(): unknown {
  return vscode.workspace.getConfiguration('stepthrough');
}
