import { TextDocument } from 'vscode-languageserver-textdocument';

/** Zero-based line and UTF-16 column of an offset, as the Language Server Protocol counts them. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  return TextDocument.create('', '', 0, text).positionAt(offset);
}
