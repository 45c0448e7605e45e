import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { applyTextEdits } from '@stepthrough/asl';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { serve } from '@stepthrough/language-server';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Location,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { onTestFinished } from 'vitest';

/** What VS Code's client can do, as far as the server asks. */
const capabilities: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    formatting: { dynamicRegistration: true },
  },
};

const scenarioSchema = join(import.meta.dirname, '../../packages/scenario/src/schema.json');

const services = openServiceCatalog();

/** A client of a real server over a pair of streams. */
export class Client {
  readonly connection: ProtocolConnection;
  initialized: InitializeResult = { capabilities: {} };
  readonly registered: string[] = [];
  /** Errors that the server logs. */
  readonly logged: string[] = [];
  readonly #published: PublishDiagnosticsParams[] = [];
  #wake: () => void = () => undefined;

  private constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      this.#published.push(params as PublishDiagnosticsParams);
      this.#wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    connection.listen();
  }

  static async start(options: Options = {}): Promise<Client> {
    const [there, back] = [new PassThrough(), new PassThrough()];
    serve(createConnection(there, back), { services, scenarioSchema });
    const client = new Client(
      createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there)),
    );
    client.initialized = await client.connection.sendRequest('initialize', {
      processId: null,
      rootUri: options.root === undefined ? null : pathToFileURL(options.root).href,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: options.settings,
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  stop(): void {
    this.connection.dispose();
  }

  /** Opens a text; `<|>` marks the cursor and `<|…|>` a range, and both are taken out. */
  async open(name: string, marked: string, languageId = languageOf(name)): Promise<OpenFile> {
    const uri = name.startsWith('/') ? pathToFileURL(name).href : `file:///none/${name}`;
    const { text, start, end } = unmarked(marked);
    const source = TextDocument.create(uri, languageId, 1, text);
    const file = new OpenFile(this, source, source.positionAt(start), source.positionAt(end));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return file;
  }

  /** The next diagnostics that the server publishes. */
  async published(): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const next = this.#published.shift();
      if (next) return next;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async errors(): Promise<readonly Diagnostic[]> {
    const { diagnostics } = await this.published();
    return diagnostics.filter(({ severity }) => severity === 1);
  }
}

interface Options {
  readonly root?: string;
  readonly capabilities?: ClientCapabilities;
  readonly settings?: unknown;
}

export class OpenFile {
  readonly client: Client;
  readonly source: TextDocument;
  /** The marked place. */
  readonly position: Position;
  readonly range: Range;

  constructor(client: Client, source: TextDocument, start: Position, end: Position) {
    this.client = client;
    this.source = source;
    this.position = start;
    this.range = { start, end };
  }

  get uri(): string {
    return this.source.uri;
  }

  get textDocument(): { readonly uri: string } {
    return { uri: this.uri };
  }

  /** Asks for a feature at the marked place. */
  ask<R>(method: string, more: object = {}): Promise<R> {
    const { textDocument, position } = this;
    return this.client.connection.sendRequest(method, { textDocument, position, ...more });
  }

  /** The text after some edits of this file. */
  edited(edits: readonly TextEdit[] | undefined): string {
    return applyTextEdits(
      this.source.getText(),
      (edits ?? []).map(({ range, newText }) => ({
        range: { start: this.source.offsetAt(range.start), end: this.source.offsetAt(range.end) },
        newText,
      })),
    );
  }

  after({ changes }: WorkspaceEdit): string {
    return this.edited(changes?.[this.uri]);
  }

  /** What stands in a range of this file, with its line counted from 1. */
  quote({ start, end }: Range): string {
    return `${start.line + 1}: ${this.source.getText({ start, end })}`;
  }

  quotes(locations: readonly Location[]): string[] {
    return locations.map(({ uri, range }) =>
      uri === this.uri
        ? this.quote(range)
        : `${uri.slice(uri.lastIndexOf('/') + 1)} ${range.start.line + 1}`,
    );
  }
}

/** Takes the marks `<|>` or `<|…|>` out of a text. */
export function unmarked(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('<|');
  if (start === -1) return { text: marked, start: 0, end: 0 };
  if (marked.startsWith('<|>', start)) {
    return { text: marked.slice(0, start) + marked.slice(start + 3), start, end: start };
  }
  const text = marked.replace('<|', '').replace('|>', '');
  return { text, start, end: marked.indexOf('|>', start) - 2 };
}

function languageOf(name: string): string {
  if (/\.asl(?:\.json)?$/.test(name)) return 'asl';
  if (/\.asl\.ya?ml$/.test(name)) return 'asl-yaml';
  return /\.ya?ml$/.test(name) ? 'yaml' : 'json';
}

/** Writes files into a new folder, which goes with the test, and tells its path. */
export function folderWith(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), unmarked(text).text);
  }
  return folder;
}
