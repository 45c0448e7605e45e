import * as vscode from 'vscode';
import { activeStateMachine } from './active-state-machine.ts';
import { openDesignerToSide } from './designer-editor.ts';
import { showReferences } from './show-references.ts';
import { mayRun } from './trust.ts';

/** Every command of the manifest; a tidy test compares the two. */
const commands: { readonly [name: string]: (uri: vscode.Uri, more: unknown) => unknown } = {
  'stepthrough.openDesigner': openDesignerToSide,
  'stepthrough.run': (uri) => launch(uri, { noDebug: true }),
  'stepthrough.debug': (uri) => launch(uri, { noDebug: false }),
  'stepthrough.showReferences': showReferences,
};

export function registerCommands(context: vscode.ExtensionContext): void {
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(name, (argument: unknown, more: unknown) => {
        const uri = argumentUri(argument) ?? activeStateMachine();
        if (uri) return run(uri, more);
        return vscode.window.showWarningMessage(
          'Open a state machine first: a file whose name ends in .asl.json, .asl.yaml or .asl.',
        );
      }),
    );
  }
}

/** Menus pass a Uri; code lenses, whose arguments travel as JSON, pass its text. */
function argumentUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' ? vscode.Uri.parse(argument) : undefined;
}

async function launch(uri: vscode.Uri, options: { noDebug: boolean }): Promise<boolean> {
  if (!mayRun()) return false;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.debug.startDebugging(
    vscode.workspace.getWorkspaceFolder(uri),
    { type: 'stepthrough', request: 'launch', name, program: uri.fsPath },
    options,
  );
}
