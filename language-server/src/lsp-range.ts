import type { Range } from '@stepthrough/asl';
import type { Range as LspRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export function lspRange(source: TextDocument, { start, end }: Range): LspRange {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}
