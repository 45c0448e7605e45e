import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceCatalog } from '@stepthrough/catalog';
import { isObject } from '@stepthrough/json';
import {
  type CancellationToken,
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { boundedInput } from './bounded-input.ts';
import { checkedDocuments, checkedRequest, initializing } from './door.ts';
import type { Feature, Session } from './feature.ts';
import { diagnostics } from './features/diagnostics.ts';
import { features } from './features/table.ts';
import { Files } from './files.ts';
import { refused } from './lsp-range.ts';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { Memory } from '@stepthrough/analysis';
import { analysisOptions, lensSettings } from './settings.ts';

/** What the server reads when it is first needed. */
interface ServerData {
  readonly services: ServiceCatalog;
  /** The path of the JSON Schema of scenario files. */
  readonly scenarioSchema: string | undefined;
}

/**
 * Milliseconds without an edit before a file is analysed: half as long as its analysis took the last
 * time, so that a large file does not keep the server from answering, within these bounds.
 */
const quietTime = { least: 20, most: 100 };

/** Serves the protocol on standard input and output until the client leaves. */
export function serveStdio(): void {
  const input = boundedInput((problem) => {
    process.stderr.write(`${problem} The conversation ends here.\n`);
  });
  serve(createConnection(ProposedFeatures.all, process.stdin.pipe(input), process.stdout));
}

/** Serves the protocol on the connection until its client leaves. */
export function serve(connection: Connection, data: ServerData = dataBesideProgram()): void {
  const documents = new TextDocuments(TextDocument);
  const files = new Files(documents);
  const memory = new Memory();
  const configure = (settings: unknown): void => {
    files.configure({ ...analysisOptions(settings), services: data.services, memory });
    session.lenses = lensSettings(settings);
  };
  const session = {
    files,
    client: {} as ClientCapabilities,
    folders: [] as string[],
    services: data.services,
    scenarioSchema: data.scenarioSchema,
    lenses: lensSettings(undefined),
  };

  const report = (what: string) => (error: unknown) => {
    connection.console.error(`${what} failed: ${String(error)}`);
  };

  connection.onInitialize((params) => {
    const problem = initializing(params, '');
    if (problem !== undefined) throw refused(`initialize: ${problem}`);
    const { capabilities, workspaceFolders, rootUri, initializationOptions } = params;
    session.client = capabilities;
    session.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    configure(initializationOptions);
    if (isObject(initializationOptions) && initializationOptions['isTrusted'] === false) {
      files.distrust();
      session.folders = [];
    }
    return {
      serverInfo: { name: 'stepthrough' },
      capabilities: capabilitiesFor(capabilities),
    };
  });
  connection.onInitialized(() => {
    if (!formatsDynamically(session.client)) return;
    const options = { documentSelector: [{ language: 'asl' }] };
    const { client } = connection;
    const failed = report('Registering the formatter');
    client.register(DocumentFormattingRequest.type, options).catch(failed);
    client.register(DocumentRangeFormattingRequest.type, options).catch(failed);
  });
  for (const feature of features) {
    connection.onRequest(
      feature.method,
      checkedRequest(feature.method, feature.check, (params, token) =>
        answer(feature, session, params, token, report(feature.method)),
      ),
    );
  }

  const waiting = new Map<string, NodeJS.Timeout>();
  const quiet = new Map<string, number>();
  const forget = (uri: string): void => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
  };
  const publish = async (uri: string): Promise<void> => {
    waiting.delete(uri);
    const begin = performance.now();
    const file = files.ifOpen(uri);
    if (!file) return;
    const found = diagnostics(file, files);
    const { least, most } = quietTime;
    quiet.set(uri, Math.min(most, Math.max(least, (performance.now() - begin) / 2)));
    await connection.sendDiagnostics({ uri, version: file.version, diagnostics: found });
  };
  const schedule = (uri: string): void => {
    forget(uri);
    const publishIt = () => void publish(uri).catch(report(`Diagnostics of ${uri}`));
    // Answers that are ready go out first; writing one takes a turn of the event loop or two.
    const run = () => setImmediate(() => setImmediate(publishIt));
    waiting.set(uri, setTimeout(run, quiet.get(uri) ?? quietTime.least));
  };
  documents.onDidOpen(({ document }) => {
    // A client may open a file again without having closed it, as another text of the same version.
    files.forget(document.uri);
  });
  documents.onDidChangeContent(({ document }) => {
    schedule(document.uri);
  });
  documents.onDidClose(async ({ document: { uri } }) => {
    forget(uri);
    files.forget(uri);
    quiet.delete(uri);
    await connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidChangeConfiguration((params: unknown) => {
    const settings = isObject(params) ? params['settings'] : undefined;
    configure(isObject(settings) ? settings['stepthrough'] : undefined);
    documents.keys().forEach(schedule);
    if (session.client.workspace?.codeLens?.refreshSupport !== true) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch(report('Showing lenses anew'));
  });
  documents.listen(
    checkedDocuments(connection, (message) => {
      connection.console.error(message);
    }),
  );
  connection.listen();
}

/** An error of a feature becomes the answer of its request, and the server lives on. */
async function answer(
  { method, freshness, answer: compute }: Feature,
  session: Session,
  params: unknown,
  token: CancellationToken,
  failed: (error: unknown) => void,
): Promise<unknown> {
  const uri = uriIn(params);
  const version = uri === undefined ? undefined : session.files.versionOf(uri);
  assertWanted(token);
  const result = await attempt(method, failed, () => compute(session, params, token));
  assertWanted(token);
  if (freshness === 'exact' && uri !== undefined && session.files.versionOf(uri) !== version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed meanwhile.');
  }
  return result;
}

/** A mistake of the server's own is no answer in JavaScript's words. */
async function attempt<T>(
  method: string,
  failed: (error: unknown) => void,
  compute: () => T | Promise<T>,
): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    failed(error instanceof Error ? error.stack : error);
    throw new ResponseError(
      ErrorCodes.InternalError,
      `${method} cannot be answered here because of a mistake in Stepthrough; its log tells more.`,
    );
  }
}

function assertWanted(token: CancellationToken): void {
  if (!token.isCancellationRequested) return;
  throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

function uriIn(params: unknown): string | undefined {
  const document = isObject(params) ? params['textDocument'] : undefined;
  const uri = isObject(document) ? document['uri'] : undefined;
  return typeof uri === 'string' ? uri : undefined;
}

function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    ...Object.assign({}, ...features.map(({ capability }) => capability)),
    ...(!formatsDynamically(client) && {
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
    }),
  };
}

function formatsDynamically({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.formatting?.dynamicRegistration === true;
}

/** The build puts the schema beside each program that holds the server. */
function dataBesideProgram(): ServerData {
  const schema = join(import.meta.dirname, 'scenario.schema.json');
  return {
    services: openServiceCatalog(),
    scenarioSchema: existsSync(schema) ? schema : undefined,
  };
}
