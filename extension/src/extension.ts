import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug/debugger.ts';
import { registerDesigner } from './designer-editor.ts';
import { registerScenarioTests } from './testing/scenario-tests.ts';

export function activate(context: ExtensionContext): void {
  registerCommands(context);
  registerDesigner(context);
  registerDebugger(context);
  registerScenarioTests(context);
  // The client's library is large, and nothing that is seen at once waits for it.
  void import('./language-client.ts').then(({ startLanguageClient }) => {
    startLanguageClient(context);
  });
}
