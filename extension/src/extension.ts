import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug/debugger.ts';
import { registerDesigner } from './designer-editor.ts';
import { startLanguageClient } from './language-client.ts';

export function activate(context: ExtensionContext): void {
  registerCommands(context);
  registerDesigner(context);
  registerDebugger(context);
  startLanguageClient(context);
}
