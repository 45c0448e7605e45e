import * as vscode from 'vscode';

export interface HostCase {
  readonly name: string;
  readonly test: () => Promise<void>;
}

export interface CaseResult {
  readonly name: string;
  /** Of a case that failed. */
  readonly error?: string;
}

/** Seconds; long enough for a slow machine, short enough to tell what was waited for. */
const patience = 90;

/** Waits for a condition that VS Code's events announce. */
export async function until<T>(
  what: string,
  event: vscode.Event<unknown>,
  condition: () => T | undefined,
): Promise<T> {
  const now = condition();
  if (now !== undefined) return now;
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`Waited ${patience} s in vain: ${what}`));
    }, patience * 1000);
    const subscription = event(() => {
      const value = condition();
      if (value === undefined) return;
      clearTimeout(timeout);
      subscription.dispose();
      resolve(value);
    });
  });
}

export function workspaceFile(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The tests need a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}
