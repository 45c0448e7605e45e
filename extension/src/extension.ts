import type { ExtensionContext, Uri } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug/debugger.ts';
import { registerDesigner } from './designer-editor.ts';
import { registerScenarioTests } from './testing/scenario-tests.ts';

export function activate(context: ExtensionContext): void {
  registerCommands(context);
  registerDesigner(context);
  registerDebugger(context);
  // The client's library is large, and nothing that is seen at once waits for it.
  const language = import('./language-client.ts').then(({ outlineOf, startLanguageClient }) => {
    const client = startLanguageClient(context);
    return (scenario: Uri) => outlineOf(client, scenario);
  });
  registerScenarioTests(context, async (scenario) => (await language)(scenario));
}
