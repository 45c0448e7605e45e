import type { Range, TextEdit } from '@stepthrough/asl';
import {
  ErrorCodes,
  type Location,
  type Range as LspRange,
  ResponseError,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocument } from './open-document.ts';

export function lspRange(source: TextDocument, { start, end }: Range): LspRange {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}

export function lspEdit(source: TextDocument, { range, newText }: TextEdit): LspTextEdit {
  return { range: lspRange(source, range), newText };
}

export function offsetsOf(source: TextDocument, { start, end }: LspRange): Range {
  return { start: source.offsetAt(start), end: source.offsetAt(end) };
}

export function locationIn({ uri, source }: OpenDocument, range: Range): Location {
  return { uri, range: lspRange(source, range) };
}

/** An answer that tells the author why something cannot be done here. */
export function refused(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
