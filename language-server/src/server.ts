import {
  type Connection,
  ErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
  TextDocuments,
  TextDocumentSyncKind,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { diagnostics } from './features/diagnostics.ts';
import { documentSymbols } from './features/document-symbols.ts';
import { hover } from './features/hover.ts';
import { references } from './features/references.ts';
import { rename } from './features/rename.ts';
import { type OpenDocument, readDocument } from './open-document.ts';

/** Milliseconds without an edit before a file is analysed. */
const quietTime = 50;

/** Serves the protocol on the connection until its client leaves. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const read = new Map<string, OpenDocument>();
  const waiting = new Map<string, NodeJS.Timeout>();

  const open = ({ uri }: TextDocumentIdentifier): OpenDocument => {
    const source = documents.get(uri);
    if (!source) throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is not open.`);
    const known = read.get(uri);
    // The document object is updated in place, so that its version is compared, not itself.
    if (known?.version === source.version) return known;
    const fresh = readDocument(source);
    read.set(uri, fresh);
    return fresh;
  };
  const at = ({ textDocument, position }: TextDocumentPositionParams) => {
    const file = open(textDocument);
    return [file, file.source.offsetAt(position)] as const;
  };

  connection.onInitialize(() => ({
    serverInfo: { name: 'stepthrough' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      codeActionProvider: true,
      completionProvider: { triggerCharacters: ['"'] },
      definitionProvider: true,
      documentSymbolProvider: true,
      hoverProvider: true,
      referencesProvider: true,
      renameProvider: true,
    },
  }));
  connection.onCodeAction(({ textDocument, range }) => {
    const file = open(textDocument);
    const offsets = {
      start: file.source.offsetAt(range.start),
      end: file.source.offsetAt(range.end),
    };
    return codeActions(file, offsets);
  });
  connection.onCompletion((params) => completion(...at(params)));
  connection.onDefinition((params) => definition(...at(params)));
  connection.onDocumentSymbol(({ textDocument }) => documentSymbols(open(textDocument)));
  connection.onHover((params) => hover(...at(params)));
  connection.onReferences((params) => references(...at(params), params.context.includeDeclaration));
  connection.onRenameRequest((params) => rename(...at(params), params.newName));

  const forget = (uri: string): void => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
  };
  const publish = async ({ uri }: TextDocument): Promise<void> => {
    waiting.delete(uri);
    const file = open({ uri });
    const { version } = file;
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnostics(file) });
  };
  documents.onDidChangeContent(({ document }) => {
    forget(document.uri);
    const report = (error: unknown): void => {
      connection.console.error(`Diagnostics of ${document.uri} failed: ${String(error)}`);
    };
    waiting.set(
      document.uri,
      setTimeout(() => void publish(document).catch(report), quietTime),
    );
  });
  documents.onDidClose(async ({ document: { uri } }) => {
    forget(uri);
    read.delete(uri);
    await connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.listen(connection);
  connection.listen();
}
