import type { DebugEvents, DebugRequests } from '@stepthrough/protocol';
import * as vscode from 'vscode';

/** Asks which start of the scenario begins the run, when the adapter has found several. */
export async function chooseStarts(event: vscode.DebugSessionCustomEvent): Promise<void> {
  if (event.event !== 'stepthrough.chooseStart') return;
  const { starts } = event.body as DebugEvents['stepthrough.chooseStart'];
  const chosen = await vscode.window.showQuickPick(
    starts.map(({ name, description }) => ({ label: name, description })),
    { title: 'How does the execution start?', placeHolder: 'A start of the scenario' },
  );
  if (!chosen) return void vscode.debug.stopDebugging(event.session);
  const request: DebugRequests['stepthrough.start'] = { name: chosen.label };
  await event.session.customRequest('stepthrough.start', request);
}
