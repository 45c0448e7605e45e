import type { ExtensionContext, Uri } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug/debugger.ts';
import { registerDesigner } from './designer-editor.ts';
import { registerScenarioTests } from './testing/scenario-tests.ts';

export function activate(context: ExtensionContext): void {
  registerCommands(context);
  registerDebugger(context);
  // The client's library is large, and nothing that is seen at once waits for it.
  const language = import('./language-client.ts').then((library) => {
    const client = library.startLanguageClient(context);
    return {
      outline: (scenario: Uri) => library.outlineOf(client, scenario),
      integrationDocs: (resource: string) => library.integrationDocsOf(client, resource),
    };
  });
  registerDesigner(context, async (resource) => (await language).integrationDocs(resource));
  registerScenarioTests(context, async (scenario) => (await language).outline(scenario));
}
