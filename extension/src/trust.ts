import * as vscode from 'vscode';

/**
 * Whether something of the folder may be run. VS Code asks before it debugs or tests in a folder that is
 * not trusted; whoever comes another way is refused in words.
 */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showErrorMessage(refusal);
  return false;
}

const refusal =
  'This folder is not trusted, so that nothing of it is run. To run and debug its state machines, trust it: "Workspaces: Manage Workspace Trust".';
