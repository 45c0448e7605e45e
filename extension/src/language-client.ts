import {
  type IntegrationDocs,
  integrationMethod,
  isIntegrationDocs,
  isScenarioOutline,
  type ScenarioOutline,
  scenarioOutlineMethod,
} from '@stepthrough/protocol';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { shown } from './notification.ts';

/** State machines, and the templates in which definitions may be embedded. */
const documentSelector = [
  { language: 'asl' },
  { language: 'asl-yaml' },
  { language: 'json' },
  { language: 'jsonc' },
  { language: 'yaml' },
  { language: 'cloudformation' },
];

export function startLanguageClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/language-server.mjs');
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
    const message = `The language server did not start: ${String(error)}`;
    void vscode.window.showErrorMessage(shown(message));
  };
  context.subscriptions.push(
    client,
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      client.restart().catch(failed);
    }),
  );
  client.start().catch(failed);
  return client;
}

/**
 * What the server reads of a scenario file: it does so within bounds, and in a process of its own.
 * `undefined` when the file is not there, is none that is read, or there is no server.
 */
export async function outlineOf(
  client: LanguageClient,
  scenario: vscode.Uri,
): Promise<ScenarioOutline | undefined> {
  const params = { textDocument: { uri: client.code2ProtocolConverter.asUri(scenario) } };
  const answer: unknown = await client
    .sendRequest(scenarioOutlineMethod, params)
    .catch(() => undefined);
  return isScenarioOutline(answer) ? answer : undefined;
}

/** What the server's catalogue says about an action; `undefined` for none, or without a server. */
export async function integrationDocsOf(
  client: LanguageClient,
  resource: string,
): Promise<IntegrationDocs | undefined> {
  const answer: unknown = await client
    .sendRequest(integrationMethod, { resource })
    .catch(() => undefined);
  return isIntegrationDocs(answer) ? answer : undefined;
}

function settings(): object {
  return vscode.workspace.getConfiguration('stepthrough');
}
