import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { until } from './host-case.ts';

type Stop = DebugProtocol.StoppedEvent['body'];

/** A debug session that VS Code itself drives; the messages of its adapter are watched. */
export class DebugRun {
  readonly #session: vscode.DebugSession;
  readonly #watch: Watch;

  private constructor(session: vscode.DebugSession, watch: Watch) {
    this.#session = session;
    this.#watch = watch;
  }

  static async start(configuration: { program: vscode.Uri; start?: string }): Promise<DebugRun> {
    const watch = new Watch();
    const { program, ...rest } = configuration;
    const isStarted = await vscode.debug.startDebugging(undefined, {
      type: 'stepthrough',
      request: 'launch',
      name: 'e2e',
      program: program.fsPath,
      ...rest,
    });
    assert.ok(isStarted, 'the session starts');
    const session = await until('the session', watch.onDidChange, () => watch.session);
    await until('that it is active', vscode.debug.onDidChangeActiveDebugSession, () =>
      vscode.debug.activeDebugSession === session ? true : undefined,
    );
    return new DebugRun(session, watch);
  }

  /** The next stop that has not been taken yet. */
  async stop(): Promise<Stop> {
    return until('a stop', this.#watch.onDidChange, () => this.#watch.stops.shift());
  }

  /** Runs one of VS Code's debug commands, and waits for the stop that follows. */
  async command(name: string): Promise<Stop> {
    await vscode.commands.executeCommand(`workbench.action.debug.${name}`);
    return this.stop();
  }

  async continueToEnd(): Promise<readonly string[]> {
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await until('the end', this.#watch.onDidChange, () => this.#watch.isEnded || undefined);
    await until('no session', vscode.debug.onDidChangeActiveDebugSession, () =>
      vscode.debug.activeDebugSession === undefined ? true : undefined,
    );
    return this.#watch.output;
  }

  async frames(stop: Stop): Promise<readonly DebugProtocol.StackFrame[]> {
    const { stackFrames } = (await this.#session.customRequest('stackTrace', {
      threadId: stop.threadId,
    })) as DebugProtocol.StackTraceResponse['body'];
    return stackFrames;
  }

  /** The variables of each scope of the top frame, by the name of the scope. */
  async variables(stop: Stop): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const [top] = await this.frames(stop);
    const { scopes } = (await this.#session.customRequest('scopes', {
      frameId: top?.id,
    })) as DebugProtocol.ScopesResponse['body'];
    const named = new Map<string, ReadonlyMap<string, string>>();
    for (const { name, variablesReference } of scopes) {
      const { variables } = (await this.#session.customRequest('variables', {
        variablesReference,
      })) as DebugProtocol.VariablesResponse['body'];
      named.set(name, new Map(variables.map((variable) => [variable.name, variable.value])));
    }
    return named;
  }

  async evaluate(
    stop: Stop,
    expression: string,
    context: 'repl' | 'hover' | 'watch',
  ): Promise<string> {
    const [top] = await this.frames(stop);
    const { result } = (await this.#session.customRequest('evaluate', {
      expression,
      context,
      frameId: top?.id,
    })) as DebugProtocol.EvaluateResponse['body'];
    return result;
  }
}

/** What the adapter of the next session says. */
class Watch {
  session: vscode.DebugSession | undefined;
  readonly stops: Stop[] = [];
  readonly output: string[] = [];
  isEnded = false;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor() {
    const registration = vscode.debug.registerDebugAdapterTrackerFactory('stepthrough', {
      createDebugAdapterTracker: (session) => {
        registration.dispose();
        this.session = session;
        return {
          onDidSendMessage: (message: DebugProtocol.ProtocolMessage) => {
            if (message.type === 'event') this.#receive(message as DebugProtocol.Event);
          },
        };
      },
    });
  }

  #receive({ event, body }: DebugProtocol.Event): void {
    if (event === 'stopped') this.stops.push(body as Stop);
    else if (event === 'output') this.output.push((body as { output: string }).output);
    else if (event === 'terminated') this.isEnded = true;
    this.#changed.fire();
  }
}
