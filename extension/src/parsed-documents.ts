import { type AslDocument, KnownStates, parse, syntaxOf } from '@stepthrough/asl';
import * as vscode from 'vscode';

/** Open documents as state machines, each parsed once a version for all that read it. */
export class ParsedDocuments implements vscode.Disposable {
  readonly #parsed = new Map<vscode.TextDocument, { version: number; asl: AslDocument }>();
  readonly #states = new KnownStates();
  readonly #closing = vscode.workspace.onDidCloseTextDocument((document) => {
    this.#parsed.delete(document);
  });

  /** What the text of a document is now. */
  of(document: vscode.TextDocument): AslDocument {
    const { version } = document;
    const known = this.#parsed.get(document);
    if (known?.version === version) return known.asl;
    const asl = parse(document.getText(), syntaxOf(document.uri.path), this.#states);
    // A document that is closed already would never be dropped.
    if (!document.isClosed) this.#parsed.set(document, { version, asl });
    return asl;
  }

  dispose(): void {
    this.#closing.dispose();
    this.#parsed.clear();
  }
}
