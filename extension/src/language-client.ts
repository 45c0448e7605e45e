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
      // In Restricted Mode the server reads what is open, and no other file of the folder.
      initializationOptions: () => ({ ...settings(), isTrusted: vscode.workspace.isTrusted }),
      synchronize: { configurationSection: 'stepthrough' },
    },
  );
  const failed = (error: unknown): void => {
    void vscode.window.showErrorMessage(`The language server did not start: ${String(error)}`);
  };
  context.subscriptions.push(
    client,
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      client.restart().catch(failed);
    }),
  );
  client.start().catch(failed);
}

function settings(): object {
  return vscode.workspace.getConfiguration('stepthrough');
}
