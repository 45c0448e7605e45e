import { isRunStatus } from '@stepthrough/protocol';
import * as vscode from 'vscode';

/** A status bar item with the virtual time of the active debug session. */
export function showVirtualClock(context: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem(
    'stepthrough.virtualClock',
    vscode.StatusBarAlignment.Left,
  );
  item.name = 'Virtual time of the execution';
  item.tooltip = 'Virtual time of the execution: waits and retries take no real time.';
  context.subscriptions.push(
    item,
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body, session }) => {
      if (event !== 'stepthrough.runStatus' || session !== vscode.debug.activeDebugSession) return;
      if (!isRunStatus(body)) return;
      item.text = `$(watch) ${new Date(body.now)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC')}`;
      item.show();
    }),
    vscode.debug.onDidTerminateDebugSession(({ type }) => {
      if (type === 'stepthrough') item.hide();
    }),
  );
}
