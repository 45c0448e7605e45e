/** The language service of AWS's toolkit, called as a library: without the cost of a server. */
import { createRequire } from 'node:module';
import type { Syntax } from '@stepthrough/asl';
import { TextDocument } from 'vscode-languageserver-textdocument';

interface Peer {
  readonly validate: () => unknown;
  readonly complete: () => unknown;
  readonly symbols: () => unknown;
}

interface Service {
  parseJSONDocument(document: TextDocument): unknown;
  doValidation(document: TextDocument, parsed: unknown): Promise<unknown>;
  doComplete(document: TextDocument, position: object, parsed: unknown): Promise<unknown>;
  findDocumentSymbols2(document: TextDocument, parsed: unknown): unknown;
}

interface Library {
  getLanguageService(params: object): Service;
  getYamlLanguageService(params: object): Service;
}

// Its package is CommonJS; loading it costs 400 ms, which no figure holds against it.
const library = createRequire(import.meta.url)('amazon-states-language-service') as Library;

export function peerOf({ syntax, text }: { readonly syntax: Syntax; readonly text: string }): Peer {
  const params = {};
  const service =
    syntax === 'json' ? library.getLanguageService(params) : library.getYamlLanguageService(params);
  const document = TextDocument.create(`file:///peer.asl.${syntax}`, 'asl', 1, text);
  const position = document.positionAt(placeOfCompletion(text));
  return {
    validate: () => service.doValidation(document, service.parseJSONDocument(document)),
    complete: () => service.doComplete(document, position, service.parseJSONDocument(document)),
    symbols: () => service.findDocumentSymbols2(document, service.parseJSONDocument(document)),
  };
}

/** Inside the value of a Next in the middle of the document. */
export function placeOfCompletion(text: string): number {
  const found = /Next"?: ?"?\w/.exec(text.slice(Math.floor(text.length / 2)));
  return Math.floor(text.length / 2) + (found ? found.index + found[0].length : 0);
}
