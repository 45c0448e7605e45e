import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Channel, serveInline } from '@stepthrough/debug-adapter';
import { Client } from './client.ts';

export type Files = { readonly [name: string]: string };

/** Moves a debug session like a person: one movement, then a look at where it stands. */
export class Driver {
  readonly client: Client;
  readonly folder: string;
  #mark = 0;
  thread = 1;

  constructor(files: Files, channel: Channel = serveInline()) {
    this.client = new Client(channel);
    this.folder = mkdtempSync(join(tmpdir(), 'stepthrough-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Initializes, launches and configures; gives the launch response. */
  async launch(
    configuration: { readonly program?: string; readonly [option: string]: unknown },
    configure: () => Promise<void> = () => Promise.resolve(),
  ): Promise<P.Response> {
    await this.client.request('initialize', { adapterID: 'stepthrough' });
    await this.client.event(['initialized'], 0);
    this.#mark = this.client.heard.length;
    const launched = this.client.ask('launch', {
      ...configuration,
      program: this.path(configuration.program ?? 'machine.asl.json'),
      ...pathOf(this, configuration, 'scenario'),
      ...pathOf(this, configuration, 'inputFile'),
    });
    await configure();
    await this.client.ask('configurationDone');
    return launched;
  }

  /** Launches and goes to the first stop. @throws Error when the launch is refused. */
  async start(configuration: { readonly [option: string]: unknown }): Promise<P.Event> {
    const launched = await this.launch(configuration);
    if (!launched.success) throw new Error(launched.message);
    return this.stop();
  }

  /** Sets breakpoints on lines of the program, 1-based. */
  async breakAt(
    lines: readonly (number | P.SourceBreakpoint)[],
    program = 'machine.asl.json',
  ): Promise<readonly P.Breakpoint[]> {
    const body = await this.client.request<P.SetBreakpointsResponse>('setBreakpoints', {
      source: { path: this.path(program) },
      breakpoints: lines.map((line) => (typeof line === 'number' ? { line } : line)),
    });
    return body.breakpoints;
  }

  /** A request that moves the run, and the stop or end that follows it. */
  async move(command: string, args: object = {}): Promise<P.Event> {
    this.#mark = this.client.heard.length;
    await this.client.request(command, { threadId: this.thread, ...args });
    return this.stop();
  }

  /** The next stop or end after the last movement. */
  async stop(): Promise<P.Event> {
    const event = await this.client.event(['stopped', 'terminated'], this.#mark);
    this.#mark = this.client.heard.indexOf(event) + 1;
    const body = event.body as P.StoppedEvent['body'] | undefined;
    if (body?.threadId !== undefined) this.thread = body.threadId;
    return event;
  }

  async stack(thread = this.thread): Promise<readonly P.StackFrame[]> {
    const body = await this.client.request<P.StackTraceResponse>('stackTrace', {
      threadId: thread,
    });
    return body.stackFrames;
  }

  async topFrame(): Promise<P.StackFrame> {
    const [frame] = await this.stack();
    if (!frame) throw new Error('The stack is empty.');
    return frame;
  }

  /** `name:line` of the top frame. */
  async where(): Promise<string> {
    const frame = await this.topFrame();
    return `${frame.name}:${frame.line}`;
  }

  async scope(name: string): Promise<readonly P.Variable[]> {
    const { id } = await this.topFrame();
    const { scopes } = await this.client.request<P.ScopesResponse>('scopes', { frameId: id });
    const scope = scopes.find((one) => one.name === name);
    if (!scope) throw new Error(`No scope "${name}" among ${scopes.map((s) => s.name).join(', ')}`);
    return this.children(scope.variablesReference);
  }

  async children(variablesReference: number): Promise<readonly P.Variable[]> {
    const body = await this.client.request<P.VariablesResponse>('variables', {
      variablesReference,
    });
    return body.variables;
  }

  async evaluate(expression: string, context = 'watch'): Promise<P.Response> {
    const { id } = await this.topFrame();
    return this.client.ask('evaluate', { expression, context, frameId: id });
  }

  output(): string {
    return this.client
      .events('output')
      .map(({ body }) => (body as P.OutputEvent['body']).output)
      .join('');
  }

  dispose(): void {
    this.client.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function pathOf(driver: Driver, configuration: object, name: string): object {
  const value = (configuration as { readonly [option: string]: unknown })[name];
  return typeof value === 'string' ? { [name]: driver.path(value) } : {};
}
