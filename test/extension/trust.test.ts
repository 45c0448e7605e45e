/** In Restricted Mode nothing of the folder is run, whichever way it is asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const vscode = vi.hoisted(() => {
  const told: string[] = [];
  const started: unknown[] = [];
  const profiles: ((request: object, token: object) => Promise<void>)[] = [];
  const commands = new Map<string, (argument: unknown) => unknown>();
  const event = () => ({ dispose: () => undefined });
  let factory: { createDebugAdapterDescriptor: () => unknown } | undefined;
  class Uri {
    readonly fsPath: string;
    readonly path: string;
    constructor(path: string) {
      this.fsPath = path;
      this.path = path;
    }
    static file = (path: string): Uri => new Uri(path);
    static parse = Uri.file;
    static joinPath = (base: Uri, ...parts: string[]): Uri =>
      new Uri([base.path, ...parts].join('/'));
    toString = (): string => `file://${this.path}`;
  }
  return {
    told,
    started,
    profiles,
    registered: commands,
    factory: () => factory,
    Uri,
    DebugAdapterExecutable: class {},
    TestRunProfileKind: { Run: 1, Debug: 2 },
    StatusBarAlignment: { Left: 1 },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    workspace: {
      isTrusted: false,
      workspaceFolders: [],
      getWorkspaceFolder: () => undefined,
      findFiles: () => Promise.resolve([]),
      asRelativePath: ({ path }: Uri) => path,
      fs: { stat: () => Promise.resolve({}), readFile: () => Promise.resolve(Buffer.from('{}')) },
      createFileSystemWatcher: () => ({
        onDidCreate: event,
        onDidChange: event,
        onDidDelete: event,
      }),
      onDidGrantWorkspaceTrust: event,
    },
    window: {
      showErrorMessage: (message: string) => {
        told.push(message);
        return Promise.resolve(undefined);
      },
      showWarningMessage: () => Promise.resolve(undefined),
      createStatusBarItem: () => ({
        show: () => undefined,
        hide: () => undefined,
        dispose: () => undefined,
      }),
      activeTextEditor: undefined,
      tabGroups: { activeTabGroup: { activeTab: undefined } },
    },
    commands: {
      registerCommand: (name: string, run: (argument: unknown) => unknown) => {
        commands.set(name, run);
        return { dispose: () => undefined };
      },
      executeCommand: () => Promise.resolve(undefined),
    },
    languages: {
      registerEvaluatableExpressionProvider: event,
      registerInlineValuesProvider: event,
    },
    debug: {
      startDebugging: (...args: unknown[]) => {
        started.push(args);
        return Promise.resolve(true);
      },
      registerDebugAdapterDescriptorFactory: (_type: string, given: typeof factory) => {
        factory = given;
        return event();
      },
      registerDebugConfigurationProvider: event,
      onDidReceiveDebugSessionCustomEvent: event,
      onDidTerminateDebugSession: event,
    },
    tests: {
      createTestController: () => ({
        items: new Map(),
        createRunProfile: (
          _name: string,
          _kind: number,
          run: (request: object, token: object) => Promise<void>,
        ) => profiles.push(run),
        createTestRun: () => {
          started.push('test run');
          return { started: () => undefined, end: () => undefined, errored: () => undefined };
        },
        dispose: () => undefined,
      }),
    },
  };
});
vi.mock('vscode', () => vscode);

const { configurationProvider } = await import('../../extension/src/debug/configuration.ts');
const { registerCommands } = await import('../../extension/src/commands.ts');
const { registerDebugger } = await import('../../extension/src/debug/debugger.ts');
const { registerScenarioTests } = await import('../../extension/src/testing/scenario-tests.ts');

const context = { subscriptions: [], asAbsolutePath: (path: string) => `/extension/${path}` };
const cast = <T>(value: unknown): T => value as T;
const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };
const machine = vscode.Uri.file('/folder/order.asl.json');
const configuration = { type: 'stepthrough', request: 'launch', name: 'x', program: machine.path };

registerCommands(cast(context));
registerDebugger(cast(context));
registerScenarioTests(cast(context), () => Promise.resolve(undefined));

const doors: { readonly [door: string]: () => unknown } = {
  'the command to run': () => vscode.registered.get('stepthrough.run')?.(machine),
  'the command to debug': () => vscode.registered.get('stepthrough.debug')?.(machine),
  'a launch configuration': () =>
    configurationProvider.resolveDebugConfigurationWithSubstitutedVariables?.(
      undefined,
      cast(configuration),
    ),
  'the start of the debug adapter': () => vscode.factory()?.createDebugAdapterDescriptor(),
  'a test that is run': () => vscode.profiles[0]?.({}, token),
  'a test that is debugged': () =>
    vscode.profiles[1]?.(
      { include: [{ uri: vscode.Uri.file('/folder/order.scenario.yaml') }] },
      token,
    ),
};

beforeEach(() => {
  vscode.told.length = 0;
  vscode.started.length = 0;
});

describe.each(Object.entries(doors))('%s', (_name, open) => {
  it('is closed in a folder that is not trusted, in words', async () => {
    vscode.workspace.isTrusted = false;
    expect((await open()) ?? false).toBe(false);
    expect(vscode.started).toEqual([]);
    expect(vscode.told).toEqual([expect.stringMatching(/not trusted.*Manage Workspace Trust/)]);
  });

  it('is open in a trusted one', async () => {
    vscode.workspace.isTrusted = true;
    const opened = await open();
    expect(vscode.told).toEqual([]);
    expect(opened ?? vscode.started[0]).toBeTruthy();
  });
});

it('the manifest says what an untrusted folder lacks', () => {
  const path = join(import.meta.dirname, '../../extension/package.json');
  const { capabilities } = JSON.parse(readFileSync(path, 'utf8')) as {
    capabilities: { untrustedWorkspaces: { supported: unknown; description: string } };
  };
  expect(capabilities.untrustedWorkspaces).toMatchObject({
    supported: 'limited',
    description: expect.stringContaining('Nothing is run') as string,
  });
});
