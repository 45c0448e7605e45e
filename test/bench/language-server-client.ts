/** A client of the language server, in a process of its own or inline. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Syntax } from '@stepthrough/asl';
import { serve } from '@stepthrough/language-server';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { placeOfCompletion } from './language-server-peer.ts';

export interface OpenFile {
  /** Replaces one character, and waits for the diagnostics of that version. */
  edit(): Promise<void>;
  complete(): Promise<void>;
  symbols(): Promise<void>;
  close(): Promise<void>;
}

const main = join(import.meta.dirname, '../../language-server/src/main.ts');

interface Subject {
  readonly syntax: Syntax;
  readonly text: string;
}

interface Server {
  readonly output: NodeJS.ReadableStream;
  readonly input: NodeJS.WritableStream;
  readonly end: () => void;
}

/** Opens a definition in a server; `inline` runs it in this process, where its heap can be measured. */
export async function openInServer(
  { syntax, text }: Subject,
  place: 'process' | 'inline' = 'process',
): Promise<OpenFile> {
  const server = place === 'process' ? startProcess() : startInline();
  const connection = createProtocolConnection(
    new StreamMessageReader(server.output),
    new StreamMessageWriter(server.input),
  );
  const waiting = new Map<number, () => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ version = 0 }: PublishDiagnosticsParams) => {
      waiting.get(version)?.();
      waiting.delete(version);
    },
  );
  connection.listen();
  const uri = `file:///bench.asl.${syntax}`;
  const textDocument = { uri };
  await connection.sendRequest('initialize', {
    // A watched client would keep an inline server, and this process, alive.
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  const diagnosticsOf = (version: number): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(version, resolve);
    });
  let version = 1;
  const opened = diagnosticsOf(version);
  const languageId = syntax === 'json' ? 'asl' : 'asl-yaml';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId, version, text },
  });
  await opened;
  const document = TextDocument.create(uri, languageId, 1, text);
  const start = document.positionAt(text.indexOf('Made for') + 1);
  const position = document.positionAt(placeOfCompletion(text));
  return {
    edit: async () => {
      version += 1;
      const checked = diagnosticsOf(version);
      const end = { line: start.line, character: start.character + 1 };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start, end }, text: String(version % 10) }],
      });
      await checked;
    },
    complete: async () => {
      await connection.sendRequest('textDocument/completion', { textDocument, position });
    },
    symbols: async () => {
      await connection.sendRequest('textDocument/documentSymbol', { textDocument });
    },
    close: async () => {
      if (place === 'process') {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
      }
      connection.dispose();
      server.end();
    },
  };
}

function startProcess(): Server {
  const child = spawn(process.execPath, [main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { output: child.stdout, input: child.stdin, end: () => child.kill() };
}

function startInline(): Server {
  const input = new PassThrough();
  const output = new PassThrough();
  const connection = createConnection(ProposedFeatures.all, input, output);
  serve(connection);
  // A server whose input ends would end the process.
  return { output, input, end: () => connection.dispose() };
}
