import * as vscode from 'vscode';
import { chooseStarts } from './choose-start.ts';
import { configurationProvider } from './configuration.ts';
import { evaluatableExpressions } from './evaluatable-expression.ts';
import { inlineValues } from './inline-values.ts';
import { mayRun } from '../trust.ts';
import { showVirtualClock } from './virtual-clock.ts';

const languages = ['asl', 'asl-yaml'];

/** The adapter is a process of its own: an endless expression never takes the extension host. */
export function registerDebugger(context: vscode.ExtensionContext): void {
  const adapter = context.asAbsolutePath('dist/debug-adapter.mjs');
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('stepthrough', {
      createDebugAdapterDescriptor: () =>
        mayRun()
          ? new vscode.DebugAdapterExecutable(process.execPath, [adapter], {
              env: { ELECTRON_RUN_AS_NODE: '1' },
            })
          : undefined,
    }),
    vscode.debug.registerDebugConfigurationProvider('stepthrough', configurationProvider),
    vscode.languages.registerEvaluatableExpressionProvider(languages, evaluatableExpressions),
    vscode.languages.registerInlineValuesProvider(languages, inlineValues),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(chooseStarts),
  );
  showVirtualClock(context);
}
