import * as vscode from 'vscode';

/** The file of the active text editor or designer, if it is a state machine. */
export function activeStateMachine(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && isStateMachine(editor.document)) return editor.document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === 'stepthrough.designer') {
    return input.uri;
  }
  return undefined;
}

function isStateMachine(document: vscode.TextDocument): boolean {
  return document.languageId === 'asl' || document.languageId === 'asl-yaml';
}
