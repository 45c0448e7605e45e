import { launchConfigurationProblem } from '@stepthrough/protocol';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { activeStateMachine } from '../active-state-machine.ts';
import { shown } from '../notification.ts';
import { mayRun } from '../trust.ts';

/** Completes what F5 and launch.json leave out, and refuses in words what cannot be run. */
export const configurationProvider: vscode.DebugConfigurationProvider = {
  resolveDebugConfiguration(_folder, configuration) {
    // F5 without a launch.json gives an empty configuration.
    if (!configuration.type) {
      const uri = activeStateMachine();
      if (!uri) return configuration;
      return {
        type: 'stepthrough',
        request: 'launch',
        name: 'Debug state machine',
        program: uri.fsPath,
      };
    }
    return configuration;
  },

  async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
    if (!mayRun()) return undefined;
    const problem = launchConfigurationProblem(configuration);
    if (problem !== undefined) {
      await vscode.window.showErrorMessage(shown(problem), { modal: true });
      return undefined;
    }
    const resolved: vscode.DebugConfiguration = { ...configuration, canChooseStart: true };
    for (const name of ['program', 'scenario', 'inputFile'] as const) {
      const path: unknown = resolved[name];
      if (typeof path === 'string') resolved[name] = absolute(path, folder);
    }
    return resolved;
  },
};

function absolute(path: string, folder: vscode.WorkspaceFolder | undefined): string {
  const base = folder ?? vscode.workspace.workspaceFolders?.[0];
  return isAbsolute(path) || !base ? path : join(base.uri.fsPath, path);
}
